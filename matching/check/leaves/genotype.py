"""What a question on genes can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from matching import criteria as ask
from matching.check.leaves.faulty import about_leaf
from matching.faults import Fault, fault
from matching.trial import Trial


@about_leaf.register
def _(leaf: ask.VariantFound, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@about_leaf.register
def _(leaf: ask.CopyNumber, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ is None and leaf.to is None:
        yield fault("no_limit", where)
    elif leaf.from_ is not None and leaf.to is not None and leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@about_leaf.register
def _(leaf: ask.Exons, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.first > leaf.last:
        yield fault("low_above_high", where)
    if leaf.transcript is None:
        yield fault("transcript_missing", where, gene=leaf.gene)
