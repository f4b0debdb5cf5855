"""Looks for somebody's identity in what is to be stored, and takes out the elements where it stands.

A word counts as a whole word; one of eight characters or more with a digit counts wherever it stands, however it is
spaced. Codes, dates and addresses of code systems are what they are, whoever is called so.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from fhir_adapters.codings import prefix_of
from fhir_adapters.door.copying import masked
from fhir_adapters.door.kinds import HELD
from fhir_adapters.door.nir import has_nir, is_snomed
from fhir_adapters.door.places import Place, path
from fhir_adapters.door.spelling import condensed, plain
from fhir_adapters.problems import Problem

Json = dict[str, Any]

_LONG = 8
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(t[0-9:.]+(z|[+-][0-9]{2}:[0-9]{2})?)?)?)?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
# The type in a reference, and where HL7 publishes.
_BASE = re.compile(
    r"^(?:" + "|".join(sorted(HELD)).lower() + r")/"
    r"|^https?://(?:[a-z]+\.)?hl7\.org/(?:fhir/)?(?:sid/|codesystem/|structuredefinition/)?"
)
_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_NAMES = {"display", "text"}
_NUMBERS = (int, float, Decimal)
_GONE = object()
# What FHIR itself says in one word: statuses, kinds, units and signs that are also somebody's name.
_SAID = (
    "active inactive recurrence relapse remission resolved confirmed unconfirmed provisional differential refuted"
    " final registered preliminary amended corrected cancelled completed stopped intended draft unknown planned"
    " arrived triaged finished male female other order plan proposal option permit deny optin optout normal min mol cel"
    " titer trans cis pos neg det mild moderate severe high low routine urgent"
)
_SPOKEN = frozenset(_SAID.split()) | {kind.lower() for kind in HELD}


def betrayed(body: str, words: frozenset[str]) -> bool:
    """Whether serialised JSON has a NIR or one of these words in it: a quick look, and a close one where it hits."""
    text = plain(_unescaped(body) if "\\" in body else body)
    bare = condensed(text)
    if not _has_word(text, words) and not _has_long(bare, words) and not has_nir(text, bare):
        return False
    try:
        search = _Search(words)
        search.without(json.loads(body), (None, "", None))
    except (ValueError, RecursionError):
        return True
    return bool(search.found)


def without_identity(resource: Json, words: frozenset[str], record: str = "") -> tuple[Json, tuple[Problem, ...]]:
    """A copy without the texts and numbers that betray, each said with its path; for what `admit` has let pass.

    Where their absence would change what a reader makes of the rest, it is said to be masked: a result, a date of
    death. A consent that lost more than names of codes is marked as modified, so that it is read as a refusal.
    """
    search = _Search(words)
    kept = search.whole(resource, (None, str(resource.get("resourceType", "")), None))
    if resource.get("resourceType") == "Consent" and any(place[1] not in _NAMES for place in search.found):
        kept["modifierExtension"] = [*kept.get("modifierExtension", ()), *masked()["extension"]]
    what = "words of the patient's identity, or a social security number"
    what_next = "take it out at its source; it was not stored"
    problems = [Problem("warning", "identity-found", record, path(at), what, what_next) for at in search.found]
    return kept, tuple(problems)


class _Search:
    """One look through a resource, and the places where something was found."""

    __slots__ = ("found", "words")

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.found: list[Place] = []

    def without(self, value: object, at: Place, holder: Json | None = None) -> object:
        """The value without what betrays; `_GONE` where it does itself."""
        if isinstance(value, dict):
            return self.whole(value, at)
        if isinstance(value, list):
            above, name, _ = at
            kept = [self.without(item, (above, name, number), holder) for number, item in enumerate(value)]
            return [item for item in kept if item is not _GONE] or (_GONE if value else [])
        if self._betrays(value, at[1], holder or {}):
            self.found.append(at)
            return _GONE
        return value

    def whole(self, sent: Json, at: Place) -> Json:
        """The object without what betrays."""
        kept: Json = {}
        for name, value in sent.items():
            found = self.without(value, (at, name, None), sent)
            if found is not _GONE:
                kept[name] = found
            elif name == "deceasedDateTime":
                kept["_deceasedDateTime"] = masked()
            elif name.startswith("value") and isinstance(sent.get("code"), dict):
                kept.setdefault("dataAbsentReason", {"coding": [{"system": _ABSENT_REASON, "code": "masked"}]})
        return kept if kept or not sent else masked()

    def _betrays(self, value: object, name: str, holder: Json) -> bool:
        if not isinstance(value, str):
            text = str(value) if isinstance(value, _NUMBERS) and not isinstance(value, bool) else ""
            return has_nir(text) or _has_long(text, self.words)
        text = plain(value)
        bare, words = condensed(text), self.words
        system = prefix_of(sent) if name == "code" and isinstance(sent := holder.get("system"), str) else None
        if has_nir(text, bare) and not (system == "SNOMED" and is_snomed(text)):
            return True
        if _is_spoken(value, text):
            return False
        if system:
            # A short hospital number may be the code of a disease as well.
            words = frozenset(word for word in words if word.isalpha() or len(word) >= _LONG)
        return _has_long(bare, words) or _has_word(_UUID.sub(" ", _BASE.sub(" ", text)), words)


def _is_spoken(value: str, text: str) -> bool:
    """Whether a text is, as a whole, what FHIR says in it whoever it is about."""
    if text in _SPOKEN or _DATE.fullmatch(text):
        return True
    return "/sct/" not in text and prefix_of(value) is not None


def _unescaped(body: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", body)


def _has_word(text: str, words: frozenset[str]) -> bool:
    """Whether one of the words stands in a plain text, with neither letter nor digit beside it."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            after = at + len(word)
            if not (text[at - 1 : at].isalnum() or text[after : after + 1].isalnum()):
                return True
            at = text.find(word, at + 1)
    return False


def _has_long(bare: str, words: frozenset[str]) -> bool:
    """Whether a number that is long enough to be no other's stands in a text without separators."""
    return any(len(word) >= _LONG and word in bare and not word.isalpha() for word in words)
