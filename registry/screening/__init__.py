"""Runs of trials over patients, and the candidates they find."""

from registry.screening.service import Run, Screening, judgements, one_patient, screen

__all__ = ["Run", "Screening", "judgements", "one_patient", "screen"]
