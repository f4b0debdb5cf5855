"""A candidate's strip: one mark per criterion, its shape and its words beside its colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.explain.words import MARKS, REASONS
from matching.trial import Cohort, Language
from matching.truth import Reason, Truth
from matching.verdict import Judged, Verdict
from registry.web.translations import text

PASSES, EXCLUDES, OPEN, SOON = "passes", "excludes", "open", "soon"
_KEPT = {"+": PASSES, "-": EXCLUDES, "?": OPEN}
_OF = {Truth.MET: PASSES, Truth.NOT_MET: EXCLUDES, Truth.UNKNOWN: OPEN}
SIGNS = {PASSES: MARKS[Truth.MET], EXCLUDES: MARKS[Truth.NOT_MET], OPEN: MARKS[Truth.UNKNOWN], SOON: "◔"}
_DOUBTS = {Reason.TOO_OLD, Reason.CONFLICTING, Reason.LIMIT_NOT_STATED}


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion: ``state`` names its look, ``says`` what a pointer or a reader hears.

    ``doubtful`` is a mark that rests on something old, recalled or contradictory.
    """

    number: str
    state: str
    says: str
    doubtful: bool = False

    @property
    def sign(self) -> str:
        """The shape."""
        return SIGNS[self.state]


def state_of(passes: Truth, verdict: Verdict) -> str:
    """How a criterion looks; what excludes today lets a *later* patient pass by the passing of time alone."""
    return _soon(_OF[passes], verdict)


def _soon(state: str, verdict: Verdict) -> str:
    return SOON if state == EXCLUDES and verdict is Verdict.LATER else state


def kept(
    cohort: Cohort, marks: str, verdict: Verdict, missing: Iterable[tuple[Reason, Sequence[str]]], language: Language
) -> tuple[Mark, ...]:
    """The strip of a candidate as a run kept it."""
    why = {number: reason for reason, numbers in missing for number in numbers}
    found = zip(cohort.criteria, marks, strict=False)  # a run of an earlier version may have had fewer
    return tuple(_mark(one.number, _soon(_KEPT[sign], verdict), why, language) for one, sign in found)


def judged(criteria: Iterable[Judged], verdict: Verdict, language: Language) -> tuple[Mark, ...]:
    """The strip of a patient as judged now."""
    found = tuple(criteria)
    why = {one.numbered.number: one.reasons[0] for one in found if one.reasons}
    return tuple(_mark(one.numbered.number, state_of(one.passes, verdict), why, language) for one in found)


def _mark(number: str, state: str, why: Mapping[str, Reason], language: Language) -> Mark:
    said = f"{number}{text('colon', language)} {text(f'mark_{state}', language)}"
    reason = why.get(number) if state == OPEN else None
    if reason is None:
        return Mark(number, state, said)
    return Mark(number, state, f"{said} ({REASONS[reason][language]})", reason in _DOUBTS)


def summary(strip: Sequence[Mark], language: Language) -> str:
    """The strip in words: how many pass, and which do not yet."""
    colon = text("colon", language)
    told = {"passes_many": str(sum(one.state == PASSES for one in strip))}
    told |= {state: ", ".join(one.number for one in strip if one.state == state) for state in (OPEN, SOON, EXCLUDES)}
    return ". ".join(
        f"{text(f'mark_{state}', language)}{colon} {numbers}" for state, numbers in told.items() if numbers
    )
