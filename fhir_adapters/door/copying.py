"""Copies a resource by the allow-list: what is on it is kept as it is, the rest stays outside and is said to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fhir_adapters.door.kinds import (
    ESTABLISHMENT,
    REFERENCE,
    RESIDENCE,
    RESOURCE_TABLES,
    UNKNOWN,
    Kind,
    Table,
    extension_table,
)
from fhir_adapters.door.names import has_name
from fhir_adapters.door.places import Place, path
from fhir_adapters.door.soundness import DEEPEST, Refused, require_plain, require_sound, require_text
from fhir_adapters.problems import Problem, Severity
from fhir_adapters.research_subject import REGISTERS, register_number
from matching.facts import COUNTRY

Json = dict[str, Any]
Refer = Callable[[Json, str], str | None]
Choice = Callable[[Json], bool]

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_FINESS = {
    "urn:oid:1.2.250.1.71.4.2.2", "https://finess.esante.gouv.fr", "http://finess.esante.gouv.fr",
    "http://finess.sante.gouv.fr",
}  # fmt: skip
_FINESS_NUMBER = re.compile(r"1?[0-9][0-9AB][0-9]{7}", re.ASCII)


def masked() -> Json:
    """What an object, or a primitive, becomes that lost all it had: readers must not take it for absent."""
    return {"extension": [{"url": _ABSENT, "valueCode": "masked"}]}


class Copier:
    """One passage through the door: whom references lead to, and what was said on the way."""

    __slots__ = ("record", "refer", "said", "sent")

    def __init__(self, sent: Json, refer: Refer, record: str) -> None:
        self.sent, self.refer, self.record = sent, refer, record
        self.said: dict[Problem, int] = {}

    def resource(self, kind: str) -> Json:
        """The copy of the whole; raises Refused."""
        return self._object(self.sent, RESOURCE_TABLES[kind], (None, kind, None), 1)

    def problems(self) -> list[Problem]:
        """What was found on the way, each once, with how often."""
        return [replace(one, count=count) if count > 1 else one for one, count in self.said.items()]

    def _object(self, sent: Json, table: Table, at: Place, depth: int, kept: Json | None = None) -> Json:
        """The copy of an object, into what is kept of it already."""
        if depth > DEEPEST:
            raise Refused("too-deep", at)
        kept = {} if kept is None else kept
        for name, value in sent.items():
            kind = table.get(name, UNKNOWN)
            form = value.__class__
            if kind is None:
                if form is str and value.isascii() and "\0" not in value:
                    kept[name] = value
                else:
                    kept[name] = self._plain(value, (at, name, None), depth)
            elif isinstance(kind, dict):
                if form is dict:
                    kept[name] = self._object(value, kind, (at, name, None), depth + 1)
                else:
                    kept[name] = self._several(value, kind, (at, name, None), depth)
            elif kind == "Reference":
                kept[name] = self._referring(value, (at, name, None), depth)
            else:
                self._special(kind, sent, kept, name, at, depth)
        return kept if kept or not sent else masked()

    def _plain(self, value: object, at: Place, depth: int) -> object:
        """A primitive, or several; numbers stay the objects that they are."""
        if not isinstance(value, list):
            require_plain(value, at)
            return value
        if depth >= DEEPEST:
            raise Refused("too-deep", at)
        above, name = _numbered(at)
        return [self._plain(item, (above, name, number), depth + 1) for number, item in enumerate(value)]

    def _several(self, value: object, table: Table, at: Place, depth: int) -> object:
        """Objects in an array; a primitive in their place is kept, and readers say that it is of the wrong type."""
        if not isinstance(value, list) or depth >= DEEPEST:
            return self._plain(value, at, depth)
        above, name = _numbered(at)
        return [
            self._object(item, table, (above, name, number), depth + 2)
            if item.__class__ is dict
            else self._several(item, table, (above, name, number), depth + 1)
            for number, item in enumerate(value)
        ]

    def _referring(self, value: object, at: Place, depth: int) -> object:
        """A reference, or several, likewise."""
        if isinstance(value, dict):
            return self._reference(value, at, depth + 1)
        if not isinstance(value, list) or depth >= DEEPEST:
            return self._plain(value, at, depth)
        above, name = _numbered(at)
        return [self._referring(item, (above, name, number), depth + 1) for number, item in enumerate(value)]

    def _special(self, kind: Kind, sent: Json, kept: Json, name: str, at: Place, depth: int) -> None:
        value, here = sent[name], (at, name, None)
        match kind:
            case "sibling":
                found = self._sibling(value, name[1:] in sent, here, depth)
            case "extension":
                found = self._extensions(value, here, depth)
            case "contained":
                found = self._contained(value, here, depth)
            case "Establishment":
                found = self._chosen(value, _is_finess, ESTABLISHMENT, here, depth)
            case "Residence":
                found = self._chosen(value, _names_country, RESIDENCE, here, depth)
            case "Study":
                found = self._study(value, here, depth)
            case "left":
                return self._leave(value, here, depth)
            case _:
                return self._unknown(sent, name, at, depth)
        if found is not None:
            kept[name] = found
        return None

    # --- what stays outside ------------------------------------------------------------------------------------------

    def _leave(self, value: object, at: Place, depth: int) -> None:
        require_sound(value, at, depth)
        what_next = "nothing to do: people, prose and local numbers stay outside"
        self._note("information", "left-outside", at, "an element that is not stored", what_next)

    def _unknown(self, sent: Json, name: str, at: Place, depth: int) -> None:
        """An element that R4 does not define; its name may be anybody's, so that only its holder is named."""
        require_text(name, at)
        require_sound(sent[name], at, depth)
        if name.startswith("value") and (sent.get("resourceType") == "Observation" or at[1] == "component"):
            raise Refused("value-unknown", at)
        what_next = "correct its name; it was not stored"
        self._note("warning", "unknown-element", at, "an element that R4 does not define here", what_next)

    def _note(self, severity: Severity, code: str, at: Place, what: str, what_next: str) -> None:
        """Say it once for all items of an array, unless something was lost that was meant."""
        element = path(at, numbered=severity != "information")
        said = Problem(severity, code, self.record, element, what, what_next)
        self.said[said] = self.said.get(said, 0) + 1

    # --- elements of their own kind ----------------------------------------------------------------------------------

    def _extensions(self, value: object, at: Place, depth: int) -> list[Json] | None:
        if not isinstance(value, list) or depth >= DEEPEST:
            self._lost_extension(value, at, depth)
            return None
        kept: list[Json] = []
        for number, item in enumerate(value):
            here = (at[0], at[1], number)
            table = extension_table(item.get("url")) if isinstance(item, dict) else None
            if table is None:
                self._lost_extension(item, here, depth + 1)
            else:
                kept.append(self._object(item, table, here, depth + 2))
        return kept or None

    def _lost_extension(self, value: object, at: Place, depth: int) -> None:
        require_sound(value, at, depth)
        what_next = "send what it says in an element of R4"
        self._note("information", "extension-left", at, "an extension that is not stored", what_next)

    def _sibling(self, value: object, said: bool, at: Place, depth: int) -> object:  # noqa: FBT001 (of one call)
        """What surrounds a primitive: its extensions. Where the primitive is not there, losing them is said in it."""
        if isinstance(value, dict):
            found = self._surrounding(value, at, depth)
            return found if found is not None or said else masked()
        if isinstance(value, list):
            places = [(at[0], at[1], number) for number in range(len(value))]
            several = [self._surrounding(item, here, depth + 1) for item, here in zip(value, places, strict=True)]
            return several if any(several) else None
        require_plain(value, at)
        return value

    def _surrounding(self, value: object, at: Place, depth: int) -> Json | None:
        if not isinstance(value, dict):
            require_sound(value, at, depth)
            return None
        found: list[Json] | None = None
        for name, part in value.items():
            if name == "extension":
                found = self._extensions(part, (at, name, None), depth + 1)
            else:
                self._leave(part, at, depth + 1)
        return {"extension": found} if found else None

    def _contained(self, value: object, at: Place, depth: int) -> list[Json] | None:
        """Each through the door of its own type."""
        if not isinstance(value, list) or depth >= DEEPEST:
            self._leave(value, at, depth)
            return None
        kept: list[Json] = []
        for number, inner in enumerate(value):
            here = (at[0], at[1], number)
            kind = inner.get("resourceType") if isinstance(inner, dict) else None
            table = RESOURCE_TABLES.get(kind) if isinstance(kind, str) else None
            if table is None:
                require_sound(inner, here, depth + 1)
                what = "a resource of a type that is not stored, inside another"
                what_next = "send what it says as codes"
                self._note("information", "contained-left", here, what, what_next)
                continue
            found = self._object(inner, table, here, depth + 2)
            if kind == "Observation" and _names(inner) and not _names(found):
                what = "a result inside another resource, of a patient not found"
                what_next = "it was not stored"
                self._note("warning", "contained-of-nobody", here, what, what_next)
            else:
                kept.append(found)
        return kept or None

    def _chosen(self, value: object, choice: Choice, table: Table, at: Place, depth: int) -> list[Json] | None:
        """The FINESS numbers among identifiers, the addresses that name a country; the others stay outside."""
        if not isinstance(value, list) or depth >= DEEPEST:
            self._leave(value, at, depth)
            return None
        kept: list[Json] = []
        for number, item in enumerate(value):
            here = (at[0], at[1], number)
            if isinstance(item, dict) and choice(item):
                kept.append(self._object(item, table, here, depth + 2))
            else:
                self._leave(item, here, depth + 1)
        return kept or None

    def _study(self, value: object, at: Place, depth: int) -> Json:
        """A study by its number in a public register; whatever else names it is a hospital's own."""
        number = register_number(value)
        if number is None:
            self._leave(value, at, depth)
            return masked()
        require_sound(value, at, depth)
        identifier = value.get("identifier") if isinstance(value, dict) else None
        system = identifier.get("system") if isinstance(identifier, dict) else None
        return {"identifier": ({"system": system} if system in REGISTERS else {}) | {"value": number}}

    # --- references --------------------------------------------------------------------------------------------------

    def _reference(self, sent: Json, at: Place, depth: int) -> Json:
        """A reference that leads to what is stored, or inside the resource; without the name of whom it leads to."""
        literal = self._target(sent, at)
        if literal is not None and len(sent) == 1 and depth <= DEEPEST:
            return {"reference": literal}
        kept: Json = {} if literal is None else {"reference": literal}
        rest: Json = {}
        for name, value in sent.items():
            if name == "reference":
                require_sound(value, at, depth)
            elif name == "display" and isinstance(value, str) and has_name(sent, literal, at[1], self.sent):
                require_text(value, at)
                kept[name] = value
            else:
                rest[name] = value
        if rest or depth > DEEPEST:
            return self._object(rest, REFERENCE, at, depth, kept)
        return kept if kept or not sent else masked()

    def _target(self, sent: Json, at: Place) -> str | None:
        literal = sent.get("reference")
        local = None
        if isinstance(literal, str):
            require_text(literal, at)
            local = literal if literal.startswith("#") else None
        asked = sent.get("identifier") is not None or (literal is not None and local is None)
        found = self.refer(sent, path(at)) if asked else None
        if asked and found is None and local is None:
            what_next = "send what it leads to as well, if a criterion needs it"
            self._note("warning", "reference-removed", at, "a reference to nothing that is stored", what_next)
        return local if found is None else found


def _numbered(at: Place) -> tuple[Place | None, str]:
    """What the items of an array are numbered in: its element, or, in an array of arrays, the item that it is."""
    above, name, number = at
    return (above, name) if number is None else (at, "")


def _names(resource: Json) -> bool:
    """Whether a resource says whose it is in a way that can be followed."""
    subject = resource.get("subject")
    return isinstance(subject, dict) and any(subject.get(way) is not None for way in ("reference", "identifier"))


def _is_finess(identifier: Json) -> bool:
    system, value = identifier.get("system"), identifier.get("value")
    if not isinstance(system, str) or not isinstance(value, str):
        return False
    return system in _FINESS and _FINESS_NUMBER.fullmatch(value) is not None


def _names_country(address: Json) -> bool:
    """Two letters name a country and nobody; a name in words might be anybody's."""
    country = address.get("country")
    return isinstance(country, str) and COUNTRY.fullmatch(country) is not None
