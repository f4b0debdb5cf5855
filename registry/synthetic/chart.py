"""A patient's record while it is being written: dates before today, never before birth, and the bundle's entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from registry.synthetic.chance import urn
from registry.synthetic.fhir import Json

# What resources call the one they are of, where that is not their subject.
_OWNER = {
    "Consent": "patient", "FamilyMemberHistory": "patient", "Immunization": "patient", "ResearchSubject": "individual",
}  # fmt: skip


@dataclass(slots=True)
class Chart:
    """One patient at one hospital; ``care`` from 0 to 1 says how much of what is known gets written down."""

    rng: Random
    today: int
    birth: int
    sex: str
    care: float
    patient: str
    entries: list[Json] = field(default_factory=list)

    @property
    def age(self) -> int:
        """Days since birth."""
        return self.today - self.birth

    def chance(self, share: float) -> bool:
        """Whether something that happens with this share happens."""
        return self.rng.random() < share

    def written(self, share: float = 1.0) -> bool:
        """Whether something known for this share of patients is also written down."""
        return self.rng.random() < share * self.care

    def day(self, soonest: int, longest: int) -> str:
        """A date between so many days ago, not before birth."""
        return date.fromordinal(self.ordinal(soonest, longest)).isoformat()

    def ordinal(self, soonest: int, longest: int) -> int:
        """The same as an ordinal number; what usually lies before a young patient's birth moves into their life."""
        latest = min(longest, self.age)
        return self.today - self.rng.randint(soonest if soonest < latest else latest // 3, latest)

    def add(self, resource: Json) -> str:
        """Put a resource of this patient into the bundle; returns its fullUrl."""
        url = urn(self.rng)
        resource[_OWNER.get(resource["resourceType"], "subject")] = {"reference": self.patient}
        self.entries.append(
            {"fullUrl": url, "resource": resource, "request": {"method": "POST", "url": resource["resourceType"]}}
        )
        return url


def at_time(rng: Random, day: str) -> str:
    """A day with a time of it, as a laboratory in Paris writes it."""
    zone = "+02:00" if "04" <= day[5:7] <= "10" else "+01:00"
    return f"{day}T{rng.randint(7, 18):02}:{rng.randrange(0, 60, 5):02}:00{zone}"
