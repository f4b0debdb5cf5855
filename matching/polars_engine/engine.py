"""Criteria and trials over a snapshot: each distinct leaf is evaluated once, and trees combine planes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial, reduce

import numpy as np

from matching import criteria as ask
from matching.anchors import AHEAD, Anchor, Offset, offset
from matching.days import Span
from matching.polars_engine.anchor_days import Days, each_asked
from matching.polars_engine.codes import Codes
from matching.polars_engine.leaves.answer import leaf_planes
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Planes, all_met, any_met, at_least_met
from matching.polars_engine.snapshot import Snapshot
from matching.polars_engine.verdicts import Screened, screened
from matching.terminology import Terminology
from matching.trial import Trial

Anchors = Mapping[Anchor, Offset]
_NONE: Anchors = {}


class Engine:
    """Answers are kept for one day: a leaf that several trials share is read once."""

    def __init__(self, snapshot: Snapshot, terminology: Terminology) -> None:
        self.snapshot = snapshot
        self._view = View(snapshot, Codes(snapshot.codes, terminology), terminology, 0)
        self._leaves: dict[tuple[ask.Leaf, Span], Planes] = {}
        self._trees: dict[tuple[ask.Criterion, tuple[Span, ...]], Planes] = {}

    def forget(self) -> None:
        """Drop every answer kept."""
        self._leaves.clear()
        self._view.histories.clear()
        self._trees.clear()

    def planes(self, criterion: ask.Criterion, as_of: int, anchors: Anchors = _NONE) -> Planes:
        """The answer of every patient to a criterion."""
        self._on(as_of)
        return self._resolved(ask.resolved(criterion, anchors), anchors)

    def run(self, trials: Iterable[Trial], as_of: int) -> list[Screened]:
        """Every cohort of every trial, criterion by criterion."""
        self._on(as_of)
        size = self.snapshot.size
        return [
            screened(trial, cohort, size, partial(self._parts, trial.anchors))
            for trial in trials
            for cohort in trial.cohorts
        ]

    def _on(self, as_of: int) -> None:
        if as_of != self._view.as_of:
            self.forget()
            self._view = replace(self._view, as_of=as_of, histories={})

    def _parts(self, anchors: Anchors, criterion: ask.Criterion) -> tuple[Planes, dict[ask.Leaf, Planes]]:
        """The answer of a criterion, and those of its leaves."""
        whole = ask.resolved(criterion, anchors)
        return self._resolved(whole, anchors), {leaf: self._leaf(leaf, anchors) for leaf in ask.leaves(whole)}

    def _resolved(self, criterion: ask.Criterion, anchors: Anchors) -> Planes:
        if isinstance(criterion, ask.Unless | ask.IfThen | ask.PerSide):
            raise TypeError(f"{type(criterion).__name__} is resolved before it is answered")
        if not isinstance(criterion, ask.Connective):
            return self._leaf(criterion, anchors)
        key = criterion, tuple(self._days(ask.anchor_of(leaf), anchors) for leaf in ask.leaves(criterion))
        found = self._trees.get(key)
        if found is None:
            found = self._trees[key] = self._combined(criterion, anchors)
        return found

    def _combined(self, criterion: ask.All | ask.AnyOf | ask.AtLeast | ask.Not, anchors: Anchors) -> Planes:
        match criterion:
            case ask.All(parts):
                return all_met((self._resolved(part, anchors) for part in parts), self.snapshot.size)
            case ask.AnyOf(parts):
                return any_met((self._resolved(part, anchors) for part in parts), self.snapshot.size)
            case ask.AtLeast(n, parts):
                return at_least_met(n, [self._resolved(part, anchors) for part in parts], self.snapshot.size)
            case ask.Not(part):
                return ~self._resolved(part, anchors)

    def _days(self, anchor: Anchor, anchors: Anchors) -> Span:
        """The days after screening on which the anchor may fall where no date is given for the patient."""
        return Span(*offset(anchor, anchors).days)

    def _leaf(self, leaf: ask.Leaf, anchors: Anchors) -> Planes:
        """The leaf over its anchor's interval: what it says on every day of it."""
        anchor = ask.anchor_of(leaf)
        days = self._days(anchor, anchors)
        found = self._leaves.get((leaf, days))
        if found is None:
            asked = each_asked(*self._ends(anchor, days), self._view.as_of, daily=ask.asked_daily(leaf))
            found = self._leaves[leaf, days] = reduce(
                Planes.agreed, (leaf_planes(leaf, self._view, at) for at in asked)
            )
        return found

    def _ends(self, anchor: Anchor, days: Span) -> tuple[Days, Days]:
        """The first and last anchor day: of everybody, or of each patient where somebody's date is given."""
        first, last = self._view.as_of + days.first, self._view.as_of + days.last
        # Screening is the day of the run, whatever is given.
        given = (
            None
            if anchor == "screening"
            else self.snapshot.tables["anchor_dates"].hulls(self._view.codes.named([anchor]))
        )
        if given is None:
            return first, last
        patients, earliest, latest = given
        if anchor in AHEAD:
            ahead = latest >= self._view.as_of
            patients, latest = patients[ahead], latest[ahead]
            earliest = np.maximum(earliest[ahead], np.int32(self._view.as_of))
        firsts, lasts = (np.full(self.snapshot.size, day, np.int32) for day in (first, last))
        firsts[patients], lasts[patients] = earliest, latest
        return firsts, lasts
