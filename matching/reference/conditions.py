"""Diagnoses and phenotypes, as the reference evaluator reads them (readings 24 and 25)."""

from __future__ import annotations

from collections.abc import Sequence

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.days import Span
from matching.facts import Facts
from matching.reference.answers import Answer, Context, known_by, met, not_met, unknown
from matching.reference.silence import Silence, broader_term, by_history, ruled_out
from matching.terminology import RARE_DISEASE_SYSTEMS, Terminology
from matching.truth import Reason, Truth


def condition(leaf: ask.Diagnosis | ask.Phenotype, facts: Facts, at: int, context: Context) -> Answer:
    """A diagnosis or phenotype at or below the terms: recorded is met, ruled out is not, silence unknown (24, 25)."""
    own = leaf if isinstance(leaf, ask.Diagnosis) and leaf.own_disease else None
    known = [row for row in facts.conditions if known_by(row.when, context.as_of)]
    still = _still_at(leaf, at)
    over = [] if own or leaf.asks == "ever" else [row for row in known if _over(row, still, context.as_of)]
    rows = [row for row in known if row not in over]
    terminology = context.terminology
    within = [row for row in rows if terminology.is_below(row.code, leaf.any_of)]
    absent = [row for row in rows if row.certainty == "absent"]
    present = _present(leaf, within, absent, still, context)
    if present:
        return present
    histories = [row for row in facts.histories if row.scope == "conditions"]
    listed = [row for row in rows if row.certainty != "absent"]
    window: Window | ask.Ever = (leaf.within if isinstance(leaf, ask.Diagnosis) else None) or "ever"
    silence = Silence(leaf.any_of, absent, histories, listed, ask.validity(leaf), window)
    denied = ruled_out(silence, at, context)
    if denied.truth is Truth.NOT_MET:
        return (_findings_in(own.genes, facts, context) if own else None) or denied
    broader = broader_term(leaf.any_of, listed, terminology)
    if broader:
        return broader
    if own:
        return _own_disease(own, rows, facts, context)
    answer = by_history(silence, denied, at, context)
    past = [row for row in over if terminology.is_below(row.code, leaf.any_of)]
    if past and answer.reasons == (Reason.NOT_RECORDED,):
        return unknown(Reason.TOO_OLD, evidence=past)
    return answer


def _still_at(leaf: ask.Diagnosis | ask.Phenotype, at: int) -> int:
    """The day on which a condition must not be over: the first of the window asked, else the anchor."""
    within = leaf.within if isinstance(leaf, ask.Diagnosis) else None
    return within.length.before(at) if within else at


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
    if not within:
        return None
    confirmed = [row for row in within if row.certainty in _certain_enough(leaf)]
    standing = [row for row in confirmed if not _withdrawn(row, absent, context.terminology)]
    now_or_ever = [
        row for row in standing if leaf.asks == "ever" or _own(leaf) or not _may_be_over(row, at, context.as_of)
    ]
    if now_or_ever:
        return _severe(leaf, now_or_ever)
    if standing:
        return unknown(Reason.IMPRECISE_DATE, evidence=standing)
    if confirmed:
        return unknown(Reason.CONFLICTING, evidence=confirmed)
    suspected = [
        row for row in within if row.certainty == "suspected" and not _dropped(row, absent, context.terminology)
    ]
    return unknown(Reason.ONLY_SUSPECTED, evidence=suspected) if suspected else None


def _certain_enough(leaf: ask.Diagnosis | ask.Phenotype) -> tuple[str, ...]:
    suspicion = isinstance(leaf, ask.Diagnosis) and leaf.certainty == "suspected"
    return ("confirmed", "suspected") if suspicion else ("confirmed",)


def _severe(leaf: ask.Diagnosis | ask.Phenotype, rows: Sequence[told.Condition]) -> Answer:
    """Of the severity asked, where one is: one that is not recorded leaves it open."""
    severity = leaf.severity if isinstance(leaf, ask.Phenotype) else ()
    asked = [row for row in rows if not severity or row.severity in severity]
    if asked:
        return met(asked)
    silent = [row for row in rows if row.severity is None]
    return unknown(Reason.NOT_RECORDED, evidence=silent) if silent else not_met(rows)


def _own(leaf: ask.Diagnosis | ask.Phenotype) -> bool:
    return isinstance(leaf, ask.Diagnosis) and leaf.own_disease


def _may_be_over(row: told.Condition, at: int, as_of: int) -> bool:
    return row.until is not None and row.until.first < at and row.until.first <= as_of


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
