"""Diagnoses, phenotypes, procedures and earlier gene therapy, for all patients."""

from __future__ import annotations

import numpy as np
import polars as pl

from matching import criteria as ask
from matching.days import Duration
from matching.polars_engine.anchor_days import Days, before, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER
from matching.polars_engine.table import Index, Ints, Rows
from matching.terminology import RARE_DISEASE_SYSTEMS

DEFAULT = Duration(12, "mo")
_CONFIRMED, _ABSENT = pl.col("certainty") == "confirmed", pl.col("certainty") == "absent"
_TAKEN, _DONE = pl.col("status").cast(pl.String).is_in(("active", "stopped")), pl.col("status") == "done"
_DENIED: dict[str, pl.Expr] = {
    "conditions": _ABSENT, "medications": pl.col("status") == "not_taken", "procedures": pl.col("status") == "not_done",
}  # fmt: skip


def condition(leaf: ask.Diagnosis | ask.Phenotype, view: View, at: Days) -> Planes:
    """A diagnosis or phenotype at or below the terms: recorded is met, ruled out is not, silence is unknown (24, 25)."""
    rows = view.rows("conditions", view.codes.below(leaf.any_of))
    standing = _standing(rows.where(_CONFIRMED), view)
    silent = ~rows.having(_CONFIRMED | (pl.col("certainty") == "suspected"))
    no = ruled_out(leaf.any_of, ("conditions",), newest_history("conditions", view), leaf.valid, view, at)
    if isinstance(leaf, ask.Diagnosis) and leaf.own_disease:
        no |= _another_disease(leaf, view)
    return Planes.of(standing, silent & no)


def _standing(confirmed: Rows, view: View) -> Flags:
    """Per patient, whether a confirmed row is not withdrawn by an absence at or above its term that is not earlier."""
    stands = np.ones(len(confirmed.patient), np.bool_)
    codes = confirmed.frame["code"].to_numpy()
    absent_until = np.full(view.size, NEVER, np.int32)
    for code in np.unique(codes).tolist():
        absences = view.rows("conditions", view.codes.above_number(code)).where(_ABSENT)
        if not len(absences.patient):
            continue
        np.maximum.at(absent_until, absences.patient, absences.last)
        of_code = codes == code
        stands[of_code] = absent_until[confirmed.patient[of_code]] < confirmed.first[of_code]
        absent_until[absences.patient] = NEVER
    return confirmed.patients(stands)


def _another_disease(leaf: ask.Diagnosis, view: View) -> Flags:
    """Reading 25: confirmed elsewhere by an exact link, nothing near or unresolved, nothing in the trial's genes."""
    broader = view.rows("conditions", view.codes.placed(leaf.any_of, "broader"))
    unresolved = view.codes.starting(RARE_DISEASE_SYSTEMS, view.codes.placed(leaf.any_of, "unresolved"))
    elsewhere = view.rows("conditions", view.codes.placed(leaf.any_of, "elsewhere")).having(_CONFIRMED)
    near = broader.having(~_ABSENT) | view.rows("conditions", unresolved).having(_CONFIRMED)
    return elsewhere & ~near & ~_findings_in(leaf.genes, view)


def _findings_in(genes: tuple[str, ...], view: View) -> Flags:
    """Per patient, a variant in one of the genes that is not benign, or a copy of it lost."""
    codes = view.codes.same(*genes)
    benign = pl.col("significance").cast(pl.String).is_in(("LB", "B")).fill_null(value=False)
    variants = view.rows("variants", codes).having(pl.col("present") & ~benign)
    return variants | view.rows("copy_numbers", codes).having(pl.col("low") < 2)


def newest_history(scope: str, view: View) -> Ints:
    """Per patient, the day of the newest statement that the history is complete."""
    rows = view.rows("histories", view.codes.named([scope]))
    newest = np.full(view.size, NEVER, np.int32)
    newest[rows.patient] = rows.first
    return newest


def ruled_out(
    asked: tuple[str, ...], tables: tuple[str, ...], history: Ints, valid: Duration | None, view: View, at: Days
) -> Flags:
    """Per patient, whether every term is denied by a recorded absence at or above it, or by a complete history, in date."""
    start = before(valid or DEFAULT, at)
    no = np.ones(view.size, np.bool_)
    complete = history >= start
    for term in asked:
        denied = complete.copy()
        for table in tables:
            rows = view.rows(table, view.codes.above(term), start).where(_DENIED[table])
            denied |= rows.patients(rows.first >= of_rows(start, rows.patient))
        no &= denied
    return no


def procedure(leaf: ask.Procedure, view: View, at: Days) -> Planes:
    """A procedure done; only a recorded "not done" or a complete history makes silence a no."""
    no = ruled_out(leaf.any_of, ("procedures",), newest_history("procedures", view), leaf.valid, view, at)
    certain, possible = _done("procedures", _DONE, leaf, view, at)
    return Planes.of(certain, ~possible & no)


def gene_therapy(leaf: ask.GeneTherapy, view: View, at: Days) -> Planes:
    """An earlier gene or cell therapy, as a drug or as a procedure; silence is a no only when both histories are."""
    older = np.minimum(newest_history("procedures", view), newest_history("medications", view))
    no = ruled_out(leaf.any_of, ("procedures", "medications"), older, leaf.valid, view, at)
    certain, possible = _done("procedures", _DONE, leaf, view, at)
    as_drug = _done("medications", _TAKEN, leaf, view, at)
    return Planes.of(certain | as_drug[0], ~possible & ~as_drug[1] & no)


def _done(
    table: str, done: pl.Expr, leaf: ask.Procedure | ask.GeneTherapy, view: View, at: Days
) -> tuple[Flags, Flags]:
    """Per patient, whether it was certainly, and possibly, done in the window."""
    start = windows.start_of(leaf.within, at)
    rows = _below(table, leaf.any_of, view, start).where(done)
    nothing = np.zeros(len(rows.patient), np.bool_)
    seen = windows.look(rows, start, (nothing, nothing))
    return rows.patients(seen.certain), rows.patients(seen.possible)


def _below(table: str, roots: tuple[str, ...], view: View, start: Days | None) -> Rows:
    codes: Index = view.codes.below(roots)
    return view.rows(table, codes, start)
