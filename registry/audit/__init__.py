"""The append-only record of who did what, for which purpose, to which patients."""

from registry.audit.service import Actor, Trail, Verification

__all__ = ["Actor", "Trail", "Verification"]
