"""Whoever acts on the registry: their role, their site, and the questions that decide what they may do."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from registry.audit import Actor


class Role(enum.StrEnum):
    """What somebody is here for; none includes another."""

    CLINICIAN = "clinician"
    SPONSOR = "sponsor"
    DATA_MANAGER = "data_manager"
    SYSTEM = "system"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody signed in; ``site`` is the hospital whose patients they care for, or whose data they send."""

    name: str
    role: Role
    site: str = ""

    @property
    def actor(self) -> Actor:
        """The same for the audit."""
        return Actor(self.name, self.role.value, self.site)

    @property
    def may_see_patients(self) -> bool:
        """Row by row: the care team of a site, and whoever runs the machine."""
        return self.role in {Role.CLINICIAN, Role.OPERATOR}

    @property
    def may_exchange(self) -> bool:
        """Send and read FHIR resources: hospital systems and data managers of a site, and whoever runs the machine."""
        return self.role in {Role.SYSTEM, Role.DATA_MANAGER, Role.OPERATOR}

    @property
    def may_watch_imports(self) -> bool:
        """Counts, problems and rejects of imports."""
        return self.role in {Role.DATA_MANAGER, Role.OPERATOR}

    @property
    def sees_every_site(self) -> bool:
        """Only whoever runs the machine."""
        return self.role is Role.OPERATOR


OPERATOR = Subject("operator", Role.OPERATOR)
