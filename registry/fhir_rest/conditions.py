"""Conditions instead of ids (``Observation?code=...``): which stored resource they mean."""

from __future__ import annotations

from dataclasses import dataclass

from registry import store
from registry.fhir_rest.incoming import pairs_of
from registry.fhir_rest.outcomes import refuse
from registry.fhir_rest.parameters import search_of
from registry.fhir_rest.reach import Caller
from registry.patients.arrival import stored_id
from registry.patients.numbers import root_of
from registry.store import Resource
from registry.store import search as stored

_OURS = {"_format", "_pretty"}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a condition means: the row that meets it, or none; ``name`` is what a new one is to be named by.

    A new resource is named by its condition, so that two who create it at once create one.
    """

    row: Resource | None
    name: str


def matching(caller: Caller, condition: str, where: str) -> Meant:
    """The one resource that meets a condition; raises Refusal 412 where there are several, 400 where it says nothing.

    Identifiers are not stored beside health data: a condition on them means the patient who has that number, or what
    was made under the same condition before.
    """
    kind, _, query = condition.partition("?")
    pairs = [pair for pair in pairs_of(query) if pair[0] not in _OURS]
    if not pairs:
        raise refuse(400, "a condition without parameters", where)
    if any(name.startswith("_") and name not in {"_id", "_lastUpdated"} for name, _ in pairs):
        raise refuse(400, "a condition says what is looked for, not how it is shown", where)
    if any(name.partition(":")[0] == "identifier" for name, _ in pairs) and kind != "Organization":
        return _identified(caller, kind, condition, pairs, where)
    asked = search_of(caller, kind, pairs)
    with caller.register.reading() as session:
        found = stored.page(session, asked.query, 2).rows
        if len(found) > 1:
            raise refuse(412, "several resources meet the condition; say more", where, "multiple-matches")
        if found:
            return Meant(_whole(caller, found[0].type, found[0].id), condition)
        # Made under this condition before, and changed since so that it meets it no more: another resource is meant.
        taken = caller.row(session, kind, stored_id(caller.register.keys, caller.subject.site, kind, condition))
    return Meant(None, "" if taken else condition)


def _identified(caller: Caller, kind: str, condition: str, pairs: list[tuple[str, str]], where: str) -> Meant:
    if len(pairs) > 1 or pairs[0][0] != "identifier" or not pairs[0][1].strip("|"):
        raise refuse(400, "an identifier is a condition alone, as system|value", where)
    if kind == "Patient":
        system, _, value = pairs[0][1].rpartition("|")
        identifier = root_of(caller.register, system or None, value) or ""
    else:
        identifier = stored_id(caller.register.keys, caller.subject.site, kind, condition)
    with caller.register.reading() as session:
        row = caller.row(session, kind, identifier) if identifier else None
    return Meant(row if row is not None and not row.deleted else None, condition)


def _whole(caller: Caller, kind: str, identifier: str) -> Resource | None:
    with caller.register.reading() as session:
        return store.current(session, kind, identifier)
