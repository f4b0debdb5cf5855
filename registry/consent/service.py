"""Which patients never appear in an answer: the dead, the opposed (reading 27), and those nobody can identify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import ColumnElement, Table, exists, or_, true

from matching.facts import Consent, Facts

Purpose = Literal["matching"]
# Whose denial stands in the way of a purpose; None: a denial of any. Whoever opposes one use of their data is proposed
# for no trial: the uses to come (contact, counts, reuse, transfer) are each asked here.
OPPOSED_BY: Mapping[Purpose, frozenset[str] | None] = {"matching": None}


def withheld(facts: Facts, as_of: int) -> frozenset[str]:
    """The patients to leave out on that day (a day number of `matching.days`).

    An opposition without a start counts from ever, one without an end for ever: what is not dated protects. Facts
    whose patient was never read, or was refused because two share an id, belong to nobody who can be called.
    """
    known = {person.patient for person in facts.people}
    nobody = {fact.patient for fact in facts} - known
    dead = {person.patient for person in facts.people if person.deceased}
    opposed = {consent.patient for consent in facts.consents if _in_force(consent, as_of)}
    return frozenset(nobody | dead | opposed)


def _in_force(consent: Consent, as_of: int) -> bool:
    begun = consent.when is None or consent.when.first <= as_of
    over = consent.until is not None and consent.until.last < as_of
    return consent.decision == "deny" and begun and not over


def permits(purpose: Purpose, patient: ColumnElement[str], consents: Table, day: int) -> ColumnElement[bool]:
    """That nothing recorded opposes a purpose on that day, as a condition on a patient column: `withheld` in SQL."""
    row = consents.alias()
    begun = or_(row.c.when_first.is_(None), row.c.when_first <= day)
    lasting = or_(row.c.until_last.is_(None), row.c.until_last >= day)
    denials = OPPOSED_BY[purpose]
    asked = true() if denials is None else row.c.purpose.in_(denials)
    return ~exists().where(row.c.patient == patient, row.c.decision == "deny", begun, lasting, asked)
