"""Diagnoses, phenotypes, medications, procedures and earlier gene therapy: what was, what is, what was ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.days import Duration, Span
from matching.facts import Fact, Facts
from matching.reference import windows
from matching.reference.answers import Answer, Context, known_by, met, not_met, seen_by, unknown
from matching.reference.windows import Row
from matching.terminology import RARE_DISEASE_SYSTEMS, Terminology
from matching.truth import Reason, Truth

_LONG_AGO = -(10**9)


def condition(leaf: ask.Diagnosis | ask.Phenotype, facts: Facts, at: int, context: Context) -> Answer:
    """A diagnosis or phenotype at or below the terms: recorded is met, ruled out is not, silence unknown (24, 25)."""
    own = leaf if isinstance(leaf, ask.Diagnosis) and leaf.own_disease else None
    known = [row for row in facts.conditions if known_by(row.when, context.as_of)]
    over = [] if own or leaf.asks == "ever" else [row for row in known if _over(row, at, context.as_of)]
    rows = [row for row in known if row not in over]
    terminology = context.terminology
    within = [row for row in rows if terminology.is_below(row.code, leaf.any_of)]
    absent = [row for row in rows if row.certainty == "absent"]
    present = _present(leaf, within, absent, at, context)
    if present:
        return present
    ruled_out = _ruled_out(leaf.any_of, absent, [], leaf.valid, at, context)
    if ruled_out.truth is Truth.NOT_MET:
        return (_findings_in(own.genes, facts, context) if own else None) or ruled_out
    broader = _broader(leaf.any_of, [row for row in rows if row.certainty != "absent"], terminology)
    if broader:
        return broader
    if own:
        return _own_disease(own, rows, facts, context)
    histories = [row for row in facts.histories if row.scope == "conditions"]
    listed = [row for row in rows if row.certainty != "absent"]
    answer = _by_history(leaf.any_of, listed, absent, histories, leaf.valid, at, context)
    past = [row for row in over if terminology.is_below(row.code, leaf.any_of)]
    if past and answer.reasons == (Reason.NOT_RECORDED,):
        return unknown(Reason.TOO_OLD, evidence=past)
    return answer


def _over(row: told.Condition, at: int, as_of: int) -> bool:
    """Whether a condition had ended, for certain, before the anchor; an end that lies ahead has not come."""
    return row.certainty != "absent" and row.until is not None and row.until.last < at and row.until.last <= as_of


def _present(
    leaf: ask.Diagnosis | ask.Phenotype,
    within: Sequence[told.Condition],
    absent: Sequence[told.Condition],
    at: int,
    context: Context,
) -> Answer | None:
    """What the rows at or below the terms say, where there are any."""
    confirmed = [row for row in within if row.certainty == "confirmed"]
    standing = [row for row in confirmed if not _withdrawn(row, absent, context.terminology)]
    now_or_ever = [
        row for row in standing if leaf.asks == "ever" or _own(leaf) or not _may_be_over(row, at, context.as_of)
    ]
    if now_or_ever:
        return met(now_or_ever)
    if standing:
        return unknown(Reason.IMPRECISE_DATE, evidence=standing)
    if confirmed:
        return unknown(Reason.CONFLICTING, evidence=confirmed)
    suspected = [
        row for row in within if row.certainty == "suspected" and not _dropped(row, absent, context.terminology)
    ]
    return unknown(Reason.ONLY_SUSPECTED, evidence=suspected) if suspected else None


def _own(leaf: ask.Diagnosis | ask.Phenotype) -> bool:
    return isinstance(leaf, ask.Diagnosis) and leaf.own_disease


def _may_be_over(row: told.Condition, at: int, as_of: int) -> bool:
    return row.until is not None and row.until.first < at and row.until.first <= as_of


def _unlisted(
    asked: tuple[str, ...],
    listed: Sequence[Fact],
    denials: Sequence[Fact],
    histories: Sequence[told.History],
    valid: Duration | None,
    at: int,
    context: Context,
    within: Window | ask.Ever = "ever",
) -> Answer:
    """What is said where nothing at or below the terms is listed: denied, listed under a broader term, or silent."""
    denied = _ruled_out(asked, denials, [], valid, at, context, within)
    if denied.truth is Truth.NOT_MET:
        return denied
    broader = _broader(asked, listed, context.terminology)
    return broader or _by_history(asked, listed, denials, histories, valid, at, context, within)


def _by_history(
    asked: tuple[str, ...],
    listed: Sequence[Fact],
    denials: Sequence[Fact],
    histories: Sequence[told.History],
    valid: Duration | None,
    at: int,
    context: Context,
    within: Window | ask.Ever = "ever",
) -> Answer:
    """Whether a complete history makes silence a no: not while an entry of the list is in a code that nobody here
    understands, for it may be what is asked.
    """
    strange = [row for row in listed if not context.terminology.knows(_code(row))]
    answer = _ruled_out(asked, denials, [] if strange else histories, valid, at, context, within)
    if strange and histories and answer.truth is Truth.UNKNOWN:
        return unknown(Reason.BROADER_TERM, evidence=strange)
    return answer


def _withdrawn(row: told.Condition, absent: Sequence[told.Condition], terminology: Terminology) -> bool:
    """Whether an absence of the same term, or of one above it, is not known to be earlier than the statement."""
    above = terminology.above(row.code)
    return any(other.code in above and not _before(other.when, row.when) for other in absent)


def _dropped(row: told.Condition, absent: Sequence[told.Condition], terminology: Terminology) -> bool:
    """Whether a suspicion was ruled out later, by an absence of the same term or of one above it."""
    above = terminology.above(row.code)
    return any(other.code in above and _before(row.when, other.when) for other in absent)


def _before(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.last < other.first


def _broader(asked: tuple[str, ...], rows: Sequence[Fact], terminology: Terminology) -> Answer | None:
    broad = [row for row in rows if terminology.place(_code(row), asked) == "broader"]
    return unknown(Reason.BROADER_TERM, evidence=broad) if broad else None


def _own_disease(leaf: ask.Diagnosis, rows: Sequence[told.Condition], facts: Facts, context: Context) -> Answer:
    """Reading 25: another disease is a no only when every confirmed rare diagnosis is elsewhere by an exact link, none
    is suspected near, and the trial's genes hold nothing that could make it a second diagnosis.
    """
    terminology = context.terminology
    confirmed = [row for row in rows if row.certainty == "confirmed"]
    # A phenotype, or a common disease, speaks neither for nor against a rare one.
    rare = [row for row in confirmed if any(c.startswith(RARE_DISEASE_SYSTEMS) for c in terminology.same(row.code))]
    places = [(row, terminology.place(row.code, leaf.any_of)) for row in rare]
    unresolved = [row for row, place in places if place == "unresolved"]
    if unresolved:
        return unknown(Reason.BROADER_TERM, evidence=unresolved)
    elsewhere = [row for row, place in places if place == "elsewhere"]
    if not elsewhere:
        return unknown(Reason.NOT_RECORDED, evidence=confirmed)
    in_gene = _findings_in(leaf.genes, facts, context)
    if in_gene:
        return in_gene
    return not_met(elsewhere)


def _findings_in(genes: tuple[str, ...], facts: Facts, context: Context) -> Answer | None:
    names = {same for gene in genes for same in context.terminology.same(gene)}
    variants = [
        row
        for row in facts.variants
        if row.gene in names
        and row.present
        and row.significance not in ("LB", "B")
        and known_by(row.when, context.as_of)
    ]
    lost = [
        row for row in facts.copy_numbers if row.gene in names and row.low < 2 and known_by(row.when, context.as_of)
    ]
    if any(row.significance in ("P", "LP") for row in variants) or lost:
        return unknown(Reason.CONFLICTING, evidence=[*variants, *lost])
    return unknown(Reason.UNCERTAIN_SIGNIFICANCE, evidence=variants) if variants else None


def _ruled_out(
    asked: tuple[str, ...],
    denials: Sequence[Fact],
    histories: Sequence[told.History],
    valid: Duration | None,
    at: int,
    context: Context,
    within: Window | ask.Ever = "ever",
) -> Answer:
    """Not met when every term asked is denied by a recorded absence at or above it, or by a complete history, in date.

    A denial holds up to its date; one within ``valid`` of the anchor is still read as a no (a declared default), but
    one older than the window asked says nothing of that window.
    """
    lengths = [valid or Duration(12, "mo"), *([within.length] if isinstance(within, Window) else [])]
    start = max(length.before(at) for length in lengths)
    latest = max(at, context.as_of)
    known = [row for row in (*denials, *histories) if known_by(_when(row), context.as_of)]
    deciding: list[Fact] = []
    answers = []
    for term in asked:
        above = context.terminology.above(term)
        covering = [
            Row(r, seen_by(_when(r), context.as_of), Truth.MET)
            for r in known
            if isinstance(r, told.History) or _code(r) in above
        ]
        # A denial after an anchor in the past covers that anchor too.
        answers.append(windows.any_of(covering, start, latest))
        deciding.extend(answers[-1].evidence)
    if all(answer.truth is Truth.MET for answer in answers):
        flips = [windows.leaves_on(when, length) for r in deciding if (when := _when(r)) for length in lengths]
        return not_met(dict.fromkeys(deciding), min(flips, default=None))
    reasons = [reason for answer in answers for reason in answer.reasons]
    return unknown(*reasons, evidence=dict.fromkeys(deciding)) if reasons else unknown(Reason.NOT_RECORDED)


def _when(row: Fact) -> Span | None:
    found = getattr(row, "when", None)
    return found if isinstance(found, Span) else None


def _code(row: Fact) -> str:
    return str(getattr(row, "code", ""))


def medication(leaf: ask.Medication, facts: Facts, at: int, context: Context) -> Answer:
    """A drug or class: taken now, ever, without a break, at one dose, or washed out."""
    known = [row for row in facts.medications if known_by(row.when, context.as_of)]
    # Seen from an anchor in the past, a course that began later lies ahead.
    rows = [row for row in known if row.status == "not_taken" or known_by(row.when, at)]
    taken = [
        row
        for row in rows
        if row.status in ("active", "stopped") and context.terminology.is_below(row.code, leaf.any_of)
    ]
    if not taken:
        denials = [row for row in rows if row.status == "not_taken"]
        histories = [row for row in facts.histories if row.scope == "medications"]
        listed = [row for row in known if row.status in ("active", "stopped")]
        denied = _unlisted(leaf.any_of, listed, denials, histories, leaf.valid, at, context)
        never_taken = denied.truth is Truth.NOT_MET
        return replace(denied, truth=Truth.MET) if never_taken and leaf.asks == "washed_out" else denied
    straddling = [row for row in taken if at < context.as_of and (row.when is None or row.when.last > at)]
    if straddling:
        return unknown(Reason.IMPRECISE_DATE, evidence=straddling)
    match leaf.asks:
        case "ever":
            return met(taken)
        case "current":
            return _current(taken, at)
        case "washed_out":
            return _washed_out(taken, leaf.for_ or Duration(0, "d"), at)
        case asks:
            return _continuous(taken, leaf.for_ or Duration(0, "d"), at, context.as_of, one_dose=asks == "stable")


def _current(taken: Sequence[told.Medication], at: int) -> Answer:
    """On it: no recorded end, or an end not before the anchor. A recorded end closes the course."""
    on = [row for row in taken if row.status == "active" or (row.until is not None and row.until.first >= at)]
    if on:
        return met(on)
    doubtful = [row for row in taken if row.until is not None and row.until.last >= at]
    return unknown(Reason.IMPRECISE_DATE, evidence=doubtful) if doubtful else not_met(taken)


def _washed_out(taken: Sequence[told.Medication], length: Duration, at: int) -> Answer:
    """The last intake lies at least ``length`` before the anchor; a drug still taken never washes out by waiting."""
    running = [row for row in taken if row.status == "active"]
    if running:
        return not_met(running)
    soon = [row for row in taken if row.until is not None and length.after(row.until.first) > at]
    if soon:
        return not_met(soon, max(length.after(row.until.last) for row in soon if row.until))
    doubtful = [row for row in taken if row.until is None or length.after(row.until.last) > at]
    return unknown(Reason.IMPRECISE_DATE, evidence=doubtful) if doubtful else met(taken)


def _continuous(taken: Sequence[told.Medication], length: Duration, at: int, as_of: int, *, one_dose: bool) -> Answer:
    """On the drug throughout ``length`` before the anchor; with ``one_dose``, without a change of drug or dose (4).

    Periods that touch (the next starts no later than the day after) are one; a gap is not stability.
    """
    on = _current(taken, at)
    if on.truth is not Truth.MET:
        # An end ahead of today is a plan: it does not yet break what it would break.
        planned = [row for row in taken if row.until is not None and row.until.last > as_of]
        return unknown(Reason.NOT_OBSERVED, evidence=planned) if planned and on.truth is Truth.NOT_MET else on
    if not all(_dated(row) for row in taken):
        return unknown(Reason.IMPRECISE_DATE, evidence=[row for row in taken if not _dated(row)])
    start = length.before(at)
    rows = sorted(taken, key=lambda row: (_start(row), _end(row, as_of), row.record))
    island, reached = _start(rows[0]), _end(rows[0], as_of)
    for row in rows[1:]:
        if _start(row) > reached + 1:
            island = _start(row)
        reached = max(reached, _end(row, as_of))
    if island > start:
        # Since `island` without a break; whether what came before was a pause or a hole in the record is not known.
        return (
            unknown(Reason.NOT_OBSERVED, evidence=rows)
            if _start(rows[0]) < island
            else not_met(rows, windows.leaves_on(Span.on(island - 1), length))
        )
    return _same_dose([row for row in rows if _end(row, as_of) >= start], length) if one_dose else met(rows)


def _dated(row: told.Medication) -> bool:
    ended = row.status == "active" or (row.until is not None and row.until.exact)
    return ended and row.when is not None and row.when.exact


def _start(row: told.Medication) -> int:
    return row.when.first if row.when else _LONG_AGO


def _end(row: told.Medication, as_of: int) -> int:
    return as_of if row.status == "active" or row.until is None else min(row.until.last, as_of)


def _same_dose(rows: Sequence[told.Medication], length: Duration) -> Answer:
    """The doses of the time asked; a change leaves it once the last course at another dose has."""
    if len({_dose(row) for row in rows if row.dose is not None}) > 1:
        now = _dose(max(rows, key=_start))
        others = [row for row in rows if _dose(row) != now]
        ends = [row.until.last for row in others if row.until and row.status == "stopped"]
        return not_met(rows, windows.leaves_on(Span.on(max(ends)), length) if len(ends) == len(others) else None)
    return unknown(Reason.NOT_RECORDED, evidence=rows) if any(row.dose is None for row in rows) else met(rows)


def _dose(row: told.Medication) -> tuple[str, float | None, str | None]:
    return row.code, row.dose, row.dose_unit


def procedure(leaf: ask.Procedure, facts: Facts, at: int, context: Context) -> Answer:
    """A procedure done; only a recorded "not done" or a complete history makes silence a no."""
    done = [row for row in facts.procedures if row.status == "done"]
    denials = [row for row in facts.procedures if row.status == "not_done"]
    histories = [row for row in facts.histories if row.scope == "procedures"]
    return _happened(leaf, done, denials, histories, at, context)


def gene_therapy(leaf: ask.GeneTherapy, facts: Facts, at: int, context: Context) -> Answer:
    """An earlier gene or cell therapy, as a drug or as a procedure; silence is a no only when both histories are."""
    done: list[Fact] = [row for row in facts.procedures if row.status == "done"]
    done += [row for row in facts.medications if row.status in ("active", "stopped")]
    denials: list[Fact] = [row for row in facts.procedures if row.status == "not_done"]
    denials += [row for row in facts.medications if row.status == "not_taken"]
    newest = [
        max(rows, key=_age_of)
        for scope in ("procedures", "medications")
        if (rows := [r for r in facts.histories if r.scope == scope and known_by(r.when, context.as_of)])
    ]
    # The older of the two statements says how far the whole history is complete.
    oldest = [min(newest, key=_age_of)] if len(newest) == 2 else []
    return _happened(leaf, done, denials, oldest, at, context)


def _age_of(row: told.History) -> tuple[int, str]:
    return (row.when.first if row.when else _LONG_AGO, row.record)


def _happened(
    leaf: ask.Procedure | ask.GeneTherapy,
    done: Sequence[Fact],
    denials: Sequence[Fact],
    histories: Sequence[told.History],
    at: int,
    context: Context,
) -> Answer:
    rows = [
        Row(row, seen_by(_when(row), context.as_of), Truth.MET)
        for row in done
        if known_by(_when(row), context.as_of) and context.terminology.is_below(_code(row), leaf.any_of)
    ]
    start = windows.start_of(leaf.within, at)
    seen = windows.look(rows, start, at)
    if seen.certain:
        dates = [when for row in seen.certain if (when := row.when)]
        length = leaf.within.length if isinstance(leaf.within, Window) else None
        flips = [windows.leaves_on(when, length) for when in dates] if length else []
        return met([row.fact for row in seen.certain], max(flips, default=None))
    if seen.possible:
        return unknown(Reason.IMPRECISE_DATE, evidence=[row.fact for row in seen.possible])
    listed = [row for row in done if known_by(_when(row), context.as_of)]
    return _unlisted(leaf.any_of, listed, denials, histories, leaf.valid, at, context, leaf.within)
