"""A place inside parsed JSON that knows its path, and answers wrong types with a Problem instead of an exception."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from fhir_adapters.problems import Problem, Severity


class Where(TypedDict):
    """The columns that every fact has: whose it is and where it was read."""

    patient: str
    record: str
    version: str
    element: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The resource being read, and the list that its problems go to (a dict, so that each is said once)."""

    record: str
    version: str
    problems: dict[Problem, None]


# Not frozen, though nothing changes one: reading makes a thousand per Bundle, and a frozen one takes thrice as long.
@dataclass(slots=True, eq=False)
class Node:
    """One element: its JSON, its path (``Observation.component[0].valueQuantity``) and its resource."""

    json: object
    path: str
    origin: Origin

    def __getitem__(self, name: str) -> Node:
        """The child of that name; an absent one is a node without JSON."""
        json = self.json
        if isinstance(json, dict):
            return Node(json.get(name), f"{self.path}.{name}", self.origin)
        if json is not None:
            self._wrong("not an object", "send an object here (FHIR R4, JSON representation)")
        return Node(None, f"{self.path}.{name}", self.origin)

    def __bool__(self) -> bool:
        return self.json is not None

    def __iter__(self) -> Iterator[Node]:
        """The items of an array. An item with an unknown modifier is left out (FHIR R4, 2.4.0.1 modifierExtension)."""
        if self.json is None:
            return
        if not isinstance(self.json, list):
            self._wrong("not an array", "send an array here (FHIR R4, JSON representation)")
            return
        for number, item in enumerate(self.json):
            child = Node(item, f"{self.path}[{number}]", self.origin)
            if item is not None and not child.modified:
                yield child

    @property
    def modified(self) -> bool:
        """Whether an extension that we do not know changes what this element means; noted where it does."""
        found = isinstance(self.json, dict) and bool(self.json.get("modifierExtension"))
        if found:
            self.note("warning", "modifier-not-understood", "an extension changes its meaning", "it was not read")
        return found

    @property
    def text(self) -> str | None:
        """A non-empty string, without its outer blanks."""
        if isinstance(self.json, str):
            return self.json.strip() or None
        if self.json is not None:
            self._wrong("not a string", "send a string here (FHIR R4, JSON representation)")
        return None

    @property
    def number(self) -> float | None:
        """A finite number."""
        if isinstance(self.json, (int, float, Decimal)) and not isinstance(self.json, bool):
            try:
                value = float(self.json)
            except (OverflowError, ValueError):
                value = math.inf
            if math.isfinite(value):
                return value
        if self.json is not None:
            self._wrong("not a finite number", "send a finite number here (FHIR R4, JSON representation)")
        return None

    @property
    def flag(self) -> bool | None:
        """True or false."""
        if isinstance(self.json, bool):
            return self.json
        if self.json is not None:
            self._wrong("not true or false", "send true or false here (FHIR R4, JSON representation)")
        return None

    def where(self, patient: str, element: str = "") -> Where:
        """The common columns of a fact read here, or at an element inside."""
        record, version = self.origin.record, self.origin.version
        return Where(patient=patient, record=record, version=version, element=element or self.path)

    def note(self, severity: Severity, code: str, what: str, what_next: str) -> None:
        """Say that something here was not understood or was left aside."""
        self.origin.problems[Problem(severity, code, self.origin.record, self.path, what, what_next)] = None

    def _wrong(self, what: str, what_next: str) -> None:
        self.note("warning", "wrong-type", what, what_next)
