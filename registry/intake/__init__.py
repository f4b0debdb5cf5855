"""The one way in: documents become facts, and what was not understood becomes problems."""

from registry.intake.service import Reading, documents, read

__all__ = ["Reading", "documents", "read"]
