"""A Patient that came, what became of it, and the blind indexes it is looked up by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fhir_adapters.door.identity import Identity
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.likeness import blocks

Matched = Literal["ins", "number", "id", "nothing"]
_INS_WITH_KEY = 15


@dataclass(frozen=True, slots=True)
class Arrival:
    """A Patient resource of a site; ``sent_id`` is the hospital's own Patient.id or fullUrl. Neither is printed.

    ``also`` are more names for it, each with the sender whose name it is. ``root`` is the patient where a client that
    read the resource here sends it back under its root id: without an identity then, what is known of them stays.
    """

    site: str
    sent_id: str | None = field(repr=False)
    identity: Identity = field(repr=False)
    also: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    root: str | None = None

    @property
    def brings_identity(self) -> bool:
        """Whether it says anything about who the patient is."""
        return self.root is None or bool(self.identity.removed)


@dataclass(frozen=True, slots=True)
class Known:
    """The root id of an arrival, whether this call made it, and by what it was found."""

    root: str
    new: bool
    matched: Matched


@dataclass(frozen=True, slots=True)
class Traces:
    """The blind indexes of what belongs to one patient alone."""

    ins: bytes | None
    numbers: tuple[bytes, ...]
    sent: tuple[bytes, ...]

    def kinds(self) -> dict[bytes, str]:
        """Each blind index and its kind."""
        found = dict.fromkeys(self.numbers, "number")
        if self.ins:
            found[self.ins] = "ins"
        found |= dict.fromkeys(self.sent, "sent-id")
        return found


def traces(keys: Keys, arrival: Arrival) -> Traces:
    """What an arrival is looked up by."""
    identity = arrival.identity
    names = (*([(arrival.site, arrival.sent_id)] if arrival.sent_id else []), *arrival.also)
    return Traces(
        ins=ins_blind(keys, identity.ins) if identity.ins else None,
        numbers=tuple(number_blind(keys, system, value) for system, value in identity.numbers),
        sent=tuple(sent_blind(keys, site, name) for site, name in names),
    )


def blocking(keys: Keys, identity: Identity) -> set[bytes]:
    """The blind indexes of what it has in common with those worth comparing."""
    return {keys.blind(kind, text) for kind, text in blocks(identity)}


def ins_blind(keys: Keys, ins: str) -> bytes:
    """Of an INS in any form: blanks removed, upper case, without the key of two digits."""
    bare = "".join(ins.split()).upper()
    return keys.blind("ins", bare[:13] if len(bare) == _INS_WITH_KEY else bare)


def number_blind(keys: Keys, system: str, value: str) -> bytes:
    """Of a hospital number; the length keeps ``a|b`` with ``c`` apart from ``a`` with ``b|c``."""
    return keys.blind("number", f"{len(system)}|{system}|{value.strip()}")


def any_number_blind(keys: Keys, value: str) -> bytes:
    """Of a number as people say it, without its system."""
    return keys.blind("number-any", value.strip())


def sent_blind(keys: Keys, site: str, sent_id: str) -> bytes:
    """Of the id that a site gives a patient: ``Patient/12`` and ``12`` are one."""
    return keys.blind("sent-id", f"{len(site)}|{site}|{sent_id.removeprefix('Patient/')}")
