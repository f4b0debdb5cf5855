"""From criteria to a verdict for a patient and a cohort: excluded, later, open, passes what can be computed, ready.

No verdict ever says "eligible". The rules stand here once; the reference evaluator applies them to one patient, the
engine to planes of all.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from matching import criteria as ask
from matching.caveats import Beside, caveats
from matching.days import Duration
from matching.distance import Distance, distances
from matching.facts import Fact, Facts
from matching.reference import Answer, Context, Node, evaluate
from matching.trial import Cohort, Numbered, Trial
from matching.truth import Reason, Truth


class Verdict(enum.IntEnum):
    """In the order in which candidates are shown."""

    READY = 0
    PASSES = 1
    OPEN = 2
    LATER = 3
    EXCLUDED = 4

    @property
    def slug(self) -> str:
        """The name for machines."""
        return _SLUGS[self]


_SLUGS = {
    Verdict.READY: "ready for screening",
    Verdict.PASSES: "passes what can be computed",
    Verdict.OPEN: "open",
    Verdict.LATER: "later",
    Verdict.EXCLUDED: "excluded",
}
HORIZON = Duration(5, "y")
URGENT = Duration(30, "d")


class Lasting(enum.Enum):
    """Whether what excludes a patient can change."""

    OTHER_DISEASE = "as another disease"
    FOR_GOOD = "for good"
    CHANGEABLE = "by something that can change"


@dataclass(frozen=True, slots=True)
class Judged:
    """A numbered criterion for one patient: ``fact`` as written, ``passes`` after the one negation of an exclusion.

    ``distances`` tell how far the numbers seen lie from the limits asked, ``caveats`` what must be seen beside it.
    """

    numbered: Numbered
    node: Node
    fact: Truth
    passes: Truth
    distances: tuple[Distance, ...] = ()
    caveats: tuple[Beside, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is unknown; empty when it is decided."""
        if self.numbered.basis != "stated":
            return (Reason.LIMIT_NOT_STATED,)
        return self.node.answer.reasons if self.fact is Truth.UNKNOWN else ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A patient for a cohort.

    ``until`` is the last screening day before time alone turns a criterion against the patient, and ``redo_by`` the
    last before a result in use grows too old, both where known; ``opens_on`` the day from which a *later* patient
    passes what is decided; ``already_treated`` the gene or cell therapies on record, shown whatever the verdict
    (reading 27).
    """

    patient: str
    trial: str
    cohort: str
    verdict: Verdict
    criteria: tuple[Judged, ...]
    lasting: Lasting | None = None
    until: int | None = None
    redo_by: int | None = None
    opens_on: int | None = None
    urgent: bool = False
    already_treated: tuple[Fact, ...] = ()

    @property
    def decisive(self) -> tuple[Judged, ...]:
        """The criteria that exclude."""
        return tuple(one for one in self.criteria if one.passes is Truth.NOT_MET)

    @property
    def near_miss(self) -> Judged | None:
        """The one criterion that alone excludes, where it is no safety exclusion and the disease is the trial's."""
        alone = self.decisive
        if self.verdict is not Verdict.EXCLUDED or len(alone) != 1 or self.lasting is Lasting.OTHER_DISEASE:
            return None
        return None if alone[0].numbered.safety else alone[0]

    @property
    def open_items(self) -> tuple[Judged, ...]:
        """The criteria that are not decided."""
        return tuple(one for one in self.criteria if one.passes is Truth.UNKNOWN)


def judge(patient: str, facts: Facts, trial: Trial, cohort: Cohort, context: Context) -> Judgement:
    """The verdict of one patient for one cohort, criterion by criterion; ``facts`` holds that patient's rows only.

    The context's anchors are replaced by the trial's.
    """
    context = Context(context.as_of, context.terminology, trial.anchors)
    criteria = tuple(_annotated(judged(numbered, facts, context), facts, context) for numbered in cohort.criteria)
    verdict = verdict_of(criteria, complete_source=trial.source.kind == "protocol")
    flagged = _already_treated(facts, context)
    if flagged and minds_earlier_therapy(trial, cohort):
        verdict = max(verdict, Verdict.OPEN)
    found = Judgement(patient, trial.id, cohort.name, verdict, criteria, already_treated=flagged)
    if verdict is not Verdict.EXCLUDED:
        until, redo_by = _closing(criteria, facts, context)
        urgent = until is not None and until <= URGENT.after(context.as_of)
        return replace(found, until=until, redo_by=redo_by, urgent=urgent)
    opens_on = _opens_on(found, facts, context)
    if opens_on is not None:
        return replace(found, verdict=Verdict.LATER, opens_on=opens_on)
    return replace(found, lasting=lasting(found.decisive))


def _already_treated(facts: Facts, context: Context) -> tuple[Fact, ...]:
    """The gene or cell therapies on record; asked only where a row may be one."""
    asked = ask.GeneTherapy()
    codes = [row.code for row in facts.procedures] + [row.code for row in facts.medications]
    if not any(context.terminology.is_below(code, asked.any_of) for code in codes):
        return ()
    treated = evaluate(asked, facts, context).answer
    return treated.evidence if treated.truth is Truth.MET else ()


def minds_earlier_therapy(trial: Trial, cohort: Cohort) -> bool:
    """Whether an earlier gene therapy keeps a patient open until a person decides: the trial's therapy is given once,
    and none of its criteria, as encoded, says what an earlier one means.
    """
    asked = (leaf for numbered in cohort.criteria for leaf in ask.leaves(numbered.criterion))
    return trial.modality.one_shot and not any(isinstance(leaf, ask.GeneTherapy) for leaf in asked)


def judged(numbered: Numbered, facts: Facts, context: Context) -> Judged:
    """One criterion for one patient, without what `judge` tells beside it."""
    node = evaluate(numbered.criterion, facts, context)
    # A limit known from memory only, or lost by the source, decides nothing until somebody confirms it.
    fact = node.answer.truth if numbered.basis == "stated" else Truth.UNKNOWN
    return Judged(numbered, node, fact, fact if numbered.kind == "include" else ~fact)


def _annotated(one: Judged, facts: Facts, context: Context) -> Judged:
    """With its caveats and, where the source states the limit, its distances; told of the day of the run alone."""
    beside = caveats(one.node, facts, context)
    if one.numbered.basis != "stated":
        return replace(one, caveats=beside)
    return replace(one, distances=distances(one.node, context.as_of, context.terminology), caveats=beside)


def verdict_of(criteria: Iterable[Judged], *, complete_source: bool) -> Verdict:
    """Excluded by any criterion that does not pass; open while an unknown needs more than a person's answer."""
    judged = list(criteria)
    if any(one.passes is Truth.NOT_MET for one in judged):
        return Verdict.EXCLUDED
    unknown = [one for one in judged if one.passes is Truth.UNKNOWN]
    if any(not needs_only_a_person(one) for one in unknown):
        return Verdict.OPEN
    return Verdict.READY if complete_source and not unknown else Verdict.PASSES


def needs_only_a_person(one: Judged) -> bool:
    """Whether every unknown leaf below the criterion is a question that only a person answers."""
    if one.numbered.basis != "stated":
        return False
    unknown = [node.criterion for node in leaf_nodes(one.node) if node.answer.truth is Truth.UNKNOWN]
    return all(isinstance(leaf, ask.PersonsAnswer | ask.ChosenSide) for leaf in unknown)


def leaf_nodes(node: Node) -> Iterator[Node]:
    """The answered leaves below a node, in reading order."""
    if not node.parts:
        yield node
    for part in node.parts:
        yield from leaf_nodes(part)


_FOR_GOOD = (
    ask.Sex, ask.Karyotype, ask.Biallelic, ask.Hemizygous, ask.VariantFound, ask.CopyNumber, ask.Exons,
    ask.RepeatCount, ask.ExonSkip,
)  # fmt: skip


def lasting(decisive: Iterable[Judged]) -> Lasting:
    """Whether a patient is excluded as another disease, for good, or by something that can change."""
    found = list(decisive)
    nodes = [node for one in found for node in leaf_nodes(one.node)]
    if any(isinstance(n.criterion, ask.Diagnosis) and n.criterion.own_disease and _no(n) for n in nodes):
        return Lasting.OTHER_DISEASE
    return Lasting.FOR_GOOD if any(_stays(one.node) for one in found) else Lasting.CHANGEABLE


def _no(node: Node) -> bool:
    return node.answer.truth is Truth.NOT_MET


def _stays(node: Node) -> bool:
    """Whether this answer, met or not met, can never become the other one."""
    match node.criterion:
        case ask.Not():
            return _stays(node.parts[0])
        case ask.All() | ask.AnyOf():
            deciding = [part for part in node.parts if part.answer.truth is node.answer.truth]
            # One part that is not met for good settles an "all", one that is met for good an "any".
            enough = any if _no(node) is isinstance(node.criterion, ask.All) else all
            return enough(_stays(part) for part in deciding)
        case ask.AtLeast():
            return all(_stays(part) for part in node.parts)
        case ask.Age(from_=from_):
            # A cap that is passed stays passed; a lower bound that is reached stays reached.
            return (from_ is None) is _no(node)
        case ask.Procedure(within=within) | ask.Vaccination(within=within) | ask.GeneTherapy(within=within):
            # What was done ever stays done; what was not done may yet be, and a window passes.
            return within == "ever" and not _no(node)
        case leaf:
            return isinstance(leaf, _FOR_GOOD)


def _closing(criteria: Iterable[Judged], facts: Facts, context: Context) -> tuple[int | None, int | None]:
    """The last screening day before time alone turns a criterion against the patient, and the last before it only
    becomes unknown: a result that grows too old closes no door, but must be done again.
    """
    doors, renewals = [], []
    for one in criteria:
        if one.numbered.basis == "stated" and one.passes is not Truth.NOT_MET:
            turns = _turns(one, facts, context)
            doors += [day - 1 for day, passes in turns if passes is Truth.NOT_MET][:1]
            renewals += [day - 1 for day, passes in turns if passes is Truth.UNKNOWN and one.passes is Truth.MET][:1]
    return min(doors, default=None), min(renewals, default=None)


def _turns(one: Judged, facts: Facts, context: Context) -> list[tuple[int, Truth]]:
    """The days on which time alone settles a leaf below, and whether the criterion passes then."""
    days = {day for node in leaf_nodes(one.node) if (day := node.answer.settles_on) is not None}
    return [(day, judged(one.numbered, facts, replace(context, as_of=day)).passes) for day in sorted(days)]


def _opens_on(found: Judgement, facts: Facts, context: Context) -> int | None:
    """The first day on which every decided criterion passes by the passing of time alone, within the horizon."""
    days = [one.node.answer.settles_on for one in found.decisive]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days) or max(known) > HORIZON.after(context.as_of):
        return None
    then = replace(context, as_of=max(known))
    again = [(one.passes, judged(one.numbered, facts, then).passes) for one in found.criteria]
    # Evidence that merely grows too old satisfies nothing: what excludes today must be satisfied then.
    satisfied = all(later is Truth.MET if now is Truth.NOT_MET else later is not Truth.NOT_MET for now, later in again)
    return then.as_of if satisfied else None


def order(found: Judgement) -> tuple[int, int, int, str]:
    """The sort key of candidates: verdict, end of the window where known, open items, patient."""
    far = 10**9
    date = found.opens_on if found.verdict is Verdict.LATER else found.until
    return (int(found.verdict), date if date is not None else far, len(found.open_items), found.patient)


__all__ = [
    "HORIZON", "URGENT", "Answer", "Judged", "Judgement", "Lasting", "Verdict", "judge", "judged", "lasting",
    "leaf_nodes", "minds_earlier_therapy", "needs_only_a_person", "order", "verdict_of",
]  # fmt: skip
