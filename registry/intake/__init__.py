"""The one way in: documents become facts, and what was not understood becomes problems."""

from registry.intake.files import documents
from registry.intake.service import Reading, read

__all__ = ["Reading", "documents", "read"]
