"""Consent and opposition: who may appear in an answer."""

from registry.consent.service import withheld

__all__ = ["withheld"]
