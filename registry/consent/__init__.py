"""Consent and opposition: who may appear in an answer."""

from registry.consent.service import permits, withheld

__all__ = ["permits", "withheld"]
