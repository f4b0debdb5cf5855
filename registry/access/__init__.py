"""Who may do what, for which purpose."""

from registry.access.subjects import OPERATOR, Role, Subject

__all__ = ["OPERATOR", "Role", "Subject"]
