"""Diagnoses, phenotypes, procedures and earlier gene therapy, for all patients."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from matching import criteria as ask
from matching.anchors import Ahead, Window
from matching.facts import Scope
from matching.polars_engine.anchor_days import Days, before, later, mapped, of_rows
from matching.polars_engine.leaves import windows
from matching.polars_engine.leaves.genotype import BENIGN
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Flags, Planes
from matching.polars_engine.schemas import NEVER, NO_ENTRY, UNDATED_LAST
from matching.polars_engine.table import Ints, Rows, pairs_of_a_patient

Deniable = ask.Diagnosis | ask.Phenotype | ask.Medication | ask.Procedure | ask.Vaccination | ask.GeneTherapy
TAKEN = ("active", "stopped")
DENIED = {
    "conditions": ("certainty", "absent"),
    "medications": ("status", "not_taken"),
    "procedures": ("status", "not_done"),
    "immunizations": ("status", "not_done"),
}


def condition(leaf: ask.Diagnosis | ask.Phenotype, view: View, at: Days) -> Planes:
    """A diagnosis or phenotype at or below the terms: recorded is met, ruled out is not, silence unknown (24, 25)."""
    own = isinstance(leaf, ask.Diagnosis) and leaf.own_disease
    since = before(leaf.within.length, at) if isinstance(leaf, ask.Diagnosis) and leaf.within else at
    still = _everything if own or leaf.asks == "ever" else partial(_not_over, view=view, at=since)
    rows = still(view.rows("conditions", view.codes.below(leaf.any_of)))
    rows = rows.where(~rows.has("certainty", "absent"))
    confirmed, (denied_first, denied_last) = (
        rows.has("certainty", *_certain_enough(leaf)),
        _newest_absences(rows, leaf.any_of, view),
    )
    stands = confirmed & (denied_last < rows.first)
    if not own and leaf.asks == "current":
        ended = np.minimum(of_rows(since, rows.patient), view.as_of + 1)
        stands &= ~((rows["until_last"] < UNDATED_LAST) & (rows["until_first"] < ended))
    standing, other = _of_severity(leaf, rows, stands)
    silent = ~rows.patients(confirmed | (rows.last >= denied_first))
    listed = _listed(still)
    broader = listed(view.rows("conditions", view.codes.placed(leaf.any_of, "broader")))
    doubt = _newest([broader, _strange("conditions", view, listed)], view)
    if isinstance(leaf, ask.Diagnosis) and leaf.own_disease:
        return Planes.of(standing, silent & _another_disease(leaf, broader.patients(), doubt, view, at))
    no = silent & ruled_out(leaf, ("conditions",), doubt, newest_history("conditions", view), view, at)
    return Planes.of(standing, no | other)


def _certain_enough(leaf: ask.Diagnosis | ask.Phenotype) -> tuple[str, ...]:
    suspicion = isinstance(leaf, ask.Diagnosis) and leaf.certainty == "suspected"
    return ("confirmed", "suspected") if suspicion else ("confirmed",)


def _of_severity(leaf: ask.Diagnosis | ask.Phenotype, rows: Rows, stands: Flags) -> tuple[Flags, Flags]:
    """Per patient, whether a standing row is of the severity asked, and whether all are surely of another."""
    standing = rows.patients(stands)
    if not isinstance(leaf, ask.Phenotype) or not leaf.severity:
        return standing, np.zeros_like(standing)
    asked = rows.patients(stands & rows.has("severity", *leaf.severity))
    unrated = rows.patients(stands & (rows["severity"] == NO_ENTRY))
    return asked, standing & ~asked & ~unrated


def _listed(still: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
    return lambda rows: still(rows.where(~rows.has("certainty", "absent")))


def _newest(tables: list[Rows], view: View) -> Ints:
    """Per patient, the last possible day of the newest of these rows."""
    newest = np.full(view.size, NEVER, np.int32)
    for rows in tables:
        np.maximum.at(newest, rows.patient, rows.last)
    return newest


def _strange(table: Scope, view: View, listed: Callable[[Rows], Rows]) -> Rows:
    """The records of the list none of whose codes is understood."""
    rows = listed(view.rows(table, view.codes.strange(table)))
    if not len(rows):
        return rows
    understood = listed(view.rows(table, view.codes.understood(table)))
    return rows.where(~np.isin(rows["record"], understood["record"]))


def _everything(rows: Rows) -> Rows:
    return rows


def _not_over(rows: Rows, view: View, at: Days) -> Rows:
    """Without the conditions that had ended, for certain, before the anchor."""
    return rows.where(rows["until_last"] >= np.minimum(of_rows(at, rows.patient), view.as_of + 1))


def _newest_absences(rows: Rows, asked: tuple[str, ...], view: View) -> tuple[Ints, Ints]:
    """Per row, the newest first and last day of the patient's recorded absences at or above its term."""
    first, last = np.full(len(rows), NEVER, np.int32), np.full(len(rows), NEVER, np.int32)
    absences = view.rows("conditions", view.codes.above_all(asked))
    absences = absences.where(absences.has("certainty", "absent"))
    row, absence = pairs_of_a_patient(rows, absences)
    above = view.codes.linked(asked, rows["code"][row], absences["code"][absence])
    row, absence = row[above], absence[above]
    np.maximum.at(first, row, absences.first[absence])
    np.maximum.at(last, row, absences.last[absence])
    return first, last


def _another_disease(leaf: ask.Diagnosis, broader: Flags, doubt: Ints, view: View, at: Days) -> Flags:
    """Reading 25: ruled out, or confirmed elsewhere by an exact link with nothing near or unresolved; and nothing
    in the trial's genes.
    """
    # A complete list is silent on what nobody has diagnosed yet.
    denied = ruled_out(leaf, ("conditions",), doubt, np.full(view.size, NEVER, np.int32), view, at)
    unresolved, elsewhere = (_confirmed_rare(leaf.any_of, place, view) for place in ("unresolved", "elsewhere"))
    return (denied | (elsewhere & ~unresolved & ~broader)) & ~_findings_in(leaf.genes, view)


def _confirmed_rare(asked: tuple[str, ...], place: str, view: View) -> Flags:
    """Per patient, a confirmed rare disease that stands so towards the terms asked."""
    rows = view.rows("conditions", view.codes.rare(view.codes.placed(asked, place)))
    return rows.patients(rows.has("certainty", "confirmed"))


def _findings_in(genes: tuple[str, ...], view: View) -> Flags:
    """Per patient, a variant in one of the genes that is not benign, or a copy of it lost."""
    codes = view.codes.same(*genes)
    variants, copies = view.rows("variants", codes), view.rows("copy_numbers", codes)
    found = (variants["present"] == 1) & ~variants.has("significance", *BENIGN)
    return variants.patients(found) | copies.patients(copies["low"] < 2)


def newest_history(scope: str, view: View) -> Ints:
    """Per patient, the day of the newest statement that the history is complete."""
    if scope not in view.histories:
        rows = view.rows("histories", view.codes.named([scope]))
        newest = np.full(view.size, NEVER, np.int32)
        newest[rows.patient] = rows.first
        view.histories[scope] = newest
    return view.histories[scope]


def ruled_out(leaf: Deniable, tables: tuple[str, ...], doubt: Ints, history: Ints, view: View, at: Days) -> Flags:
    """Per patient, whether every term is denied by a recorded absence at or above it, or by a complete history.

    A denial holds within the validity and within the window asked, and says nothing of an entry that may be what is
    asked and is not older (``doubt``: the newest of them, per patient); no history is complete beside such an entry.
    """
    start = before(ask.validity(leaf), at)
    within = getattr(leaf, "within", None)
    if isinstance(within, Window):
        start = later(start, before(within.length, at))
    no = np.ones(view.size, np.bool_)
    complete = (history >= start) & (doubt == NEVER)
    for term in leaf.any_of:
        denied = complete.copy()
        for table in tables:
            rows = view.rows(table, view.codes.above(term), start)
            rows = rows.where(rows.has(*DENIED[table]))
            newer = rows.first > doubt[rows.patient]
            denied |= rows.patients(newer & (rows.first >= of_rows(start, rows.patient)))
        no &= denied
    return no


def newest_doubt(table: Scope, listed: tuple[str, ...], leaf: Deniable, view: View) -> Ints:
    """Per patient, the newest entry under a broader term than the asked ones, or in a code that nobody here
    understands.
    """

    def of_status(rows: Rows) -> Rows:
        return rows.where(rows.has("status", *listed))

    broader = of_status(view.rows(table, view.codes.placed(leaf.any_of, "broader")))
    return _newest([broader, _strange(table, view, of_status)], view)


def procedure(leaf: ask.Procedure, view: View, at: Days) -> Planes:
    """A procedure done or planned; only a recorded "not done" or a complete history makes silence a no."""
    if isinstance(leaf.within, Ahead):
        return _planned("procedures", leaf, leaf.within, view, at)
    return _on_a_list("procedures", leaf, view, at)


def vaccination(leaf: ask.Vaccination, view: View, at: Days) -> Planes:
    """A vaccine given, or planned as drugs are, read like a procedure, from the stated anchor (reading 26)."""
    if isinstance(leaf.within, Ahead):
        return _planned("medications", leaf, leaf.within, view, at)
    return _on_a_list("immunizations", leaf, view, at)


def _on_a_list(table: Scope, leaf: ask.Procedure | ask.Vaccination, view: View, at: Days) -> Planes:
    doubt = newest_doubt(table, ("done",), leaf, view)
    no = ruled_out(leaf, (table,), doubt, newest_history(table, view), view, at)
    certain, possible = _done(table, ("done",), leaf, view, at)
    return Planes.of(certain, ~possible & no)


def _planned(table: str, leaf: ask.Procedure | ask.Vaccination, within: Ahead, view: View, at: Days) -> Planes:
    """What is planned from the anchor on; nobody records all that is not planned, so that silence is unknown."""
    rows = view.all_rows(table, view.codes.below(leaf.any_of))
    rows = rows.where(rows.has("status", "planned"))
    last = of_rows(mapped(within.length.after, at), rows.patient)
    planned = rows.patients((rows.first >= of_rows(at, rows.patient)) & (rows.last <= last))
    return Planes.of(planned, np.zeros_like(planned))


def gene_therapy(leaf: ask.GeneTherapy, view: View, at: Days) -> Planes:
    """An earlier gene or cell therapy, as a drug or as a procedure; silence is a no only when both histories are."""
    older = np.minimum(newest_history("procedures", view), newest_history("medications", view))
    doubts = (newest_doubt("procedures", ("done",), leaf, view), newest_doubt("medications", TAKEN, leaf, view))
    no = ruled_out(leaf, ("procedures", "medications"), np.maximum(*doubts), older, view, at)
    certain, possible = _done("procedures", ("done",), leaf, view, at)
    as_drug = _done("medications", TAKEN, leaf, view, at)
    treated, perhaps = _in_a_trial(leaf, view, at)
    return Planes.of(certain | as_drug[0] | treated, ~possible & ~as_drug[1] & ~perhaps & no)


def _in_a_trial(leaf: ask.GeneTherapy, view: View, at: Days) -> tuple[Flags, Flags]:
    """Per patient, whether a trial of such a therapy surely or perhaps gave it, on some day of the trial."""
    rows = view.rows("participations", view.codes.every)
    below = view.terminology.is_below
    therapies = rows.table.columns.numbers("therapy", lambda name: below(name, leaf.any_of))
    rows = rows.where(rows.has("status", "current", "past") & rows.numbered("therapy", therapies))
    start = windows.start_of(leaf.within, at)
    if start is not None:
        day = of_rows(at, rows.patient)
        rows = rows.where((rows["until_last"] >= of_rows(start, rows.patient)) & (rows.first <= day))
    treated = rows.patients(rows.has("arm", "treated"))
    perhaps = rows.patients(~rows.has("arm", "control"))
    return treated & (start is None), perhaps


def _done(
    table: str,
    done: tuple[str, ...],
    leaf: ask.Procedure | ask.Vaccination | ask.GeneTherapy,
    view: View,
    at: Days,
) -> tuple[Flags, Flags]:
    """Per patient, whether it was certainly, and possibly, done in the window."""
    start = None if isinstance(leaf.within, Ahead) else windows.start_of(leaf.within, at)
    rows = view.rows(table, view.codes.below(leaf.any_of), start)
    rows = rows.where(rows.has("status", *done))
    nothing = np.zeros(len(rows), np.bool_)
    seen = windows.look(rows, start, at, view.as_of, (nothing, nothing))
    return rows.patients(seen.certain), rows.patients(seen.possible)
