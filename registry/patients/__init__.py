"""Patients, their facts, and the one door to both."""
