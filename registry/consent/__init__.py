"""Consent and opposition: who may appear in an answer."""

from registry.consent.service import Purpose, permits, withheld

__all__ = ["Purpose", "permits", "withheld"]
