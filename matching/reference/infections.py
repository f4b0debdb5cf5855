"""Infections by what their tests say together, as the reference evaluator reads them (reading 22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matching import criteria as ask
from matching import infections as agents
from matching.anchors import Window
from matching.days import Span
from matching.facts import Facts
from matching.reference import changes, windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.reference.results import read, reasons_of
from matching.reference.tests_done import expiring
from matching.reference.windows import Row
from matching.truth import Reason, Truth, all_met


def infection(leaf: ask.Infection, facts: Facts, at: int, context: Context) -> Answer:
    """Proved by a group of tests that are all positive, or a diagnosis; ruled out by one of negative tests."""
    workup = agents.WORKUPS[leaf.agent, leaf.asks]
    within = leaf.within or Window("screening", ask.DEFAULT_VALIDITY[ask.Infection])
    diagnosed = [
        row
        for row in facts.conditions
        if row.certainty == "confirmed"
        and known_by(row.when, context.as_of)
        and context.terminology.is_below(row.code, workup.conditions)
    ]
    if diagnosed:
        return met(diagnosed)
    tests = {code: list(_rows(code, facts, context)) for group in (*workup.proof, *workup.clear) for code in group}
    start = within.length.before(at)
    proofs = [[_proof(tests[code], start, at, lasts=workup.lasts) for code in group] for group in workup.proof]
    for group in proofs:
        if all_met(one.truth for one in group) is Truth.MET:
            return expiring(_together(group, Truth.MET), None if workup.lasts else within)
    clear = [[windows.latest(tests[code], start, at) for code in group] for group in workup.clear]
    for group in clear:
        if all(one.truth is Truth.NOT_MET for one in group):
            return expiring(_together(group, Truth.NOT_MET), within)
    asked = [one for group in (*proofs, *clear) for one in group if one.truth is Truth.UNKNOWN]
    return unknown(*reasons_of(asked), evidence=dict.fromkeys(row for one in asked for row in one.evidence))


def _proof(rows: list[Row], start: int, at: int, *, lasts: bool) -> Answer:
    """Whether a test proves: by any result ever where a positive lasts, else by the latest of the window."""
    return windows.any_of(rows, None, at) if lasts else windows.latest(rows, start, at)


def _together(group: list[Answer], truth: Truth) -> Answer:
    evidence = dict.fromkeys(row for one in group for row in one.evidence)
    return met(evidence) if truth is Truth.MET else not_met(evidence)


def _rows(code: str, facts: Facts, context: Context) -> Iterator[Row]:
    """The results of a test; a positive antibody that may not be the patient's own is unknown."""
    below = context.terminology.is_below
    for row in facts.results:
        if below(row.code, (code,)) and known_by(row.when, context.as_of):
            found = read(row, context.as_of)
            passive = code in agents.PASSIVE and found.truth is Truth.MET and may_be_passive(row.when, facts, context)
            yield replace(found, truth=Truth.UNKNOWN, reason=Reason.CHANGED_BY_TREATMENT) if passive else found


def may_be_passive(when: Span | None, facts: Facts, context: Context) -> bool:
    """Whether an antibody may be a mother's, or a donor's: under 18 months, or after immunoglobulin."""
    person = facts.person()
    birth = person.birth if person else None
    if when is None or birth is None or agents.MATERNAL.after(birth.last) > when.first:
        return True
    days = changes.given_by(facts, agents.IMMUNOGLOBULIN, context)
    return any(changes.covers(given, agents.GIVEN, when) for given in days)
