"""Runs of trials over patients, and the candidates they find."""

from registry.screening.service import Openings, Run, Screening, judgements, one_patient, openings, screen

__all__ = ["Openings", "Run", "Screening", "judgements", "one_patient", "openings", "screen"]
