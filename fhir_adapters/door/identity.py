"""Who a Patient is, apart from what may be stored of them: numbers, names, birth, and the words that give it away.

French Core (HL7 France) writes the birth name as the name of use ``official`` and the first names of the civil record
in an extension; FHIR R4 itself has the use ``maiden``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fhir_adapters.door.nir import nir
from fhir_adapters.door.spelling import condensed, plain, words
from fhir_adapters.problems import Problem

Json = dict[str, Any]

# ANS, Référentiel INS, in the order in which they are believed: NIR, NIA, test, demonstration.
INS_SYSTEMS = tuple(f"urn:oid:1.2.250.1.213.1.4.{last}" for last in (8, 9, 10, 11))
_INS_C = "urn:oid:1.2.250.1.213.1.4.2"  # computed by hospitals until 2021, and no NIR
_BIRTH_NAME = "fr-core-patient-birth-list-given-name"
_MOTHER = "patient-mothersMaidenName"
_PARTICLES = frozenset(
    {"de", "la", "le", "les", "du", "des", "von", "van", "der", "den", "del", "della", "dit", "dite"}
)
_STREET_WORDS = (
    "rue avenue boulevard chemin place impasse allee route quai cours square passage sentier voie residence batiment"
    " appartement etage escalier porte lieu hameau lotissement bis ter et aux sur sous chez street road lane drive"
    " court apt suite unit nord sud est ouest north south east west saint sainte grand grande petit petite"
)
_STREETS = _PARTICLES.union(_STREET_WORDS.split())
_TOWN = ("city", "district", "state", "country", "postalCode")
_UUID = re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FEWEST_LETTERS, _FEWEST_DIGITS = 3, 4
_FRENCH_PHONE = re.compile(r"(?:0|(?:00)?330?)([1-9][0-9]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as used and as born; ``""`` where it was not sent."""

    family: str
    birth_family: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What belongs into the vault: ``removed`` has every element that was taken away or rewritten, as sent.

    ``numbers`` are (system, value) of identifiers that have both and are no INS. ``ins`` is thirteen characters.
    ``words`` are plain (`spelling`) and may be found nowhere outside the vault.
    """

    numbers: tuple[tuple[str, str], ...]
    ins: str | None
    names: tuple[Name, ...]
    birth: str | None
    sex: str | None
    removed: Json
    words: frozenset[str]


def identity_of(patient: Json, kept: Json, record: str) -> tuple[Identity, list[Problem]]:
    """The identity in a Patient of which ``kept`` may be stored."""
    ins, problems = _ins(patient, record)
    removed = {name: value for name, value in patient.items() if name not in kept or kept[name] != value}
    identity = Identity(
        numbers=tuple(dict.fromkeys(_numbers(patient))), ins=ins, names=tuple(_names(patient)),
        birth=_text(patient.get("birthDate")), sex=_text(patient.get("gender")), removed=removed,
        words=frozenset(_telling(patient)),
    )  # fmt: skip
    return identity, problems


def _text(value: object) -> str | None:
    """A non-empty text without its outer blanks."""
    return value.strip() or None if isinstance(value, str) else None


def _objects(value: object) -> list[Json]:
    """The objects of an array, or the one that stands where an array belongs."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _texts(value: object) -> list[str]:
    return [text for item in (value if isinstance(value, list) else [value]) if (text := _text(item))]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _identifiers(patient: Json) -> Iterator[tuple[str, str, Json]]:
    for identifier in _objects(patient.get("identifier")):
        system, value = _text(identifier.get("system")), _text(identifier.get("value"))
        if system and value:
            yield system, value, identifier


def _numbers(patient: Json) -> Iterator[tuple[str, str]]:
    """A value without its system names nobody."""
    for system, value, _ in _identifiers(patient):
        if system not in INS_SYSTEMS and system != _INS_C:
            yield system, value


def _ins(patient: Json, record: str) -> tuple[str | None, list[Problem]]:
    """The one INS in use, of the most trusted system that has any."""
    problems: list[Problem] = []
    found: dict[str, set[str]] = {}
    for system, value, identifier in _identifiers(patient):
        if system in INS_SYSTEMS:
            if number := nir(value):
                if identifier.get("use") != "old":
                    found.setdefault(system, set()).add(number)
            else:
                what = "an INS whose length or key is wrong"
                what_next = "correct it; nobody is recognised by it"
                problems.append(Problem("warning", "ins-key", record, "Patient.identifier", what, what_next))
    best = next((found[system] for system in INS_SYSTEMS if system in found), set())
    if len(best) > 1:
        what = "several INS in use"
        what_next = "mark the others as old; nobody is recognised by them"
        problems.append(Problem("warning", "ins-several", record, "Patient.identifier", what, what_next))
        return None, problems
    return next(iter(best), None), problems


# --- names -----------------------------------------------------------------------------------------------------------


def _names(patient: Json) -> Iterator[Name]:
    sent = _objects(patient.get("name"))
    born = next((family for name in sent if _is_birth(name) and (family := _text(name.get("family")))), "")
    used = [name for name in sent if name.get("use") != "maiden"]
    for name in used or sent:
        family, given = _text(name.get("family")) or "", tuple(_texts(name.get("given")))
        if family or given or born:
            yield Name("" if name.get("use") == "maiden" else family, born, given)


def _is_birth(name: Json) -> bool:
    urls = [_text(extension.get("url")) or "" for extension in _objects(name.get("extension"))]
    return name.get("use") == "maiden" or any(url.endswith(_BIRTH_NAME) for url in urls)


# --- words that give somebody away -----------------------------------------------------------------------------------


def _telling(patient: Json) -> Iterator[str]:
    for person in (patient, *_objects(patient.get("contact"))):
        yield from _of_person(person)
    for text in _extended(patient, _MOTHER):
        yield from _of_name(text)
    for identifier in _objects(patient.get("identifier")):
        for text in _texts(identifier.get("value")):
            yield from _of_number(text)
            yield from filter(None, [plain(nir(text) or "")])


def _of_person(person: Json) -> Iterator[str]:
    for name in _objects(person.get("name")):
        parts = [text for part in ("family", "given", "text") for text in _texts(name.get(part))]
        for text in (*parts, *_extended(name, _BIRTH_NAME)):
            yield from _of_name(text)
    for telecom in _objects(person.get("telecom")):
        for text in _texts(telecom.get("value")):
            yield from _of_telecom(text)
    for address in _objects(person.get("address")):
        yield from _of_address(address)


def _extended(holder: Json, ending: str) -> list[str]:
    extensions = [one for one in _objects(holder.get("extension")) if (_text(one.get("url")) or "").endswith(ending)]
    return [text for one in extensions for text in _texts(one.get("valueString"))]


def _tells(word: str) -> bool:
    if word in _PARTICLES:
        return False
    return len(word) >= (_FEWEST_DIGITS if any(map(str.isdigit, word)) else _FEWEST_LETTERS)


def _of_name(text: str) -> Iterator[str]:
    """Each word of a name; and of ``Le Goff`` or ``Jean-Pierre`` the whole, written as one."""
    yield from filter(_tells, words(text))
    for part in (text, *text.split()):
        if len(words(part)) > 1:
            yield from filter(_tells, ["".join(words(part))])


def _of_telecom(text: str) -> Iterator[str]:
    """A phone number, as written and without its country; the name in a mail address, without its provider."""
    local, at, _ = text.partition("@")
    if at:
        yield from _of_name(local.replace(".", " "))
        return
    whole = condensed(plain(text)).lstrip("+")
    if whole.isdecimal():
        yield from filter(_tells, [whole])
        if french := _FRENCH_PHONE.fullmatch(whole):
            yield from (french[1], f"0{french[1]}")
    else:
        yield from _of_number(text)


def _of_address(address: Mapping[str, object]) -> Iterator[str]:
    """The words of its lines; not its town, which many share."""
    town = [text for part in _TOWN for text in _texts(address.get(part))]
    shared = _STREETS.union(*map(words, town))
    for text in (*_texts(address.get("line")), *_texts(address.get("text"))):
        yield from (word for word in words(text) if _tells(word) and word not in shared)


def _of_number(text: str) -> Iterator[str]:
    """A number as one, and its parts that are long enough to tell; the parts of a UUID tell nothing."""
    whole = condensed(plain(text))
    yield from filter(_tells, ["".join(words(whole))])
    if not _UUID.fullmatch(plain(text)):
        yield from (word for word in words(text) if any(map(str.isdigit, word)) and _tells(word))
