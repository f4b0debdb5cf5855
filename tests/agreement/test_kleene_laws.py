"""The laws of Kleene's logic hold for one truth and for planes of many."""

from functools import reduce
from itertools import product
from operator import and_, or_

import numpy as np
import pytest

from matching.polars_engine import planes as plane
from matching.polars_engine.planes import Planes
from matching.truth import Truth, all_met, any_met, at_least_met

PAIRS = list(product(Truth, repeat=2))
TRIPLES = list(product(Truth, repeat=3))
SIZES = (0, 1, 27, 63, 64, 65, 130)


def planes_of(truths: list[Truth]) -> Planes:
    """One patient per truth."""
    return Planes.of(
        np.array([one is Truth.MET for one in truths], np.bool_),
        np.array([one is Truth.NOT_MET for one in truths], np.bool_),
    )


def truths_of(planes: Planes) -> list[Truth]:
    """The truth of every patient."""
    return [planes.truth(patient) for patient in range(planes.size)]


def column(place: int, size: int) -> list[Truth]:
    """Truths such that the columns 0, 1 and 2 hold every triple in turn."""
    return [TRIPLES[number % len(TRIPLES)][place] for number in range(size)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_and_or_commute_and_mirror_each_other(one: Truth, other: Truth):
    assert one & other is other & one
    assert one | other is other | one
    assert ~(one & other) is ~one | ~other
    assert one & (one | other) is one
    assert ~~one is one


@pytest.mark.parametrize("triple", TRIPLES)
def test_and_or_associate_and_distribute(triple: tuple[Truth, Truth, Truth]):
    a, b, c = triple
    assert (a & b) & c is a & (b & c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)
    assert at_least_met(3, triple) is all_met(triple)
    assert at_least_met(1, triple) is any_met(triple)
    assert at_least_met(2, triple) is (a & b) | (a & c) | (b & c)


def test_an_unknown_answers_only_where_every_guess_would():
    for one, other in PAIRS:
        guesses = [
            (a & b, a | b)
            for a in ((Truth.MET, Truth.NOT_MET) if one is Truth.UNKNOWN else (one,))
            for b in ((Truth.MET, Truth.NOT_MET) if other is Truth.UNKNOWN else (other,))
        ]
        for said, guessed in zip((one & other, one | other), zip(*guesses, strict=True), strict=True):
            assert said is (guessed[0] if len(set(guessed)) == 1 else Truth.UNKNOWN)


def test_a_truth_is_not_a_bool():
    with pytest.raises(TypeError, match="not a bool"):
        bool(Truth.UNKNOWN)


@pytest.mark.parametrize("size", SIZES)
def test_planes_say_what_truths_say(size: int):
    columns = [column(place, size) for place in range(3)]
    parts = [planes_of(one) for one in columns]
    assert truths_of(reduce(and_, parts)) == [all_met(row) for row in zip(*columns, strict=True)]
    assert truths_of(reduce(or_, parts)) == [any_met(row) for row in zip(*columns, strict=True)]
    assert truths_of(~parts[0]) == [~one for one in columns[0]]
    for n in range(5):
        said = truths_of(plane.at_least_met(n, parts, size))
        assert said == [at_least_met(n, row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("size", SIZES)
def test_empty_connectives(size: int):
    assert truths_of(plane.all_met([], size)) == [Truth.MET] * size
    assert truths_of(plane.any_met([], size)) == [Truth.NOT_MET] * size
    assert truths_of(plane.at_least_met(1, [], size)) == [Truth.NOT_MET] * size
    assert truths_of(plane.at_least_met(0, [], size)) == [Truth.MET] * size


@pytest.mark.parametrize("size", SIZES)
def test_planes_count_and_never_share_a_bit(size: int):
    truths = column(1, size)
    found = planes_of(truths)
    assert found.counts() == tuple(truths.count(one) for one in (Truth.MET, Truth.NOT_MET, Truth.UNKNOWN))
    assert plane.count(found.unknown) == truths.count(Truth.UNKNOWN)
    assert plane.count(found.true & found.false) == 0
    assert plane.unpack(found.true, size).tolist() == [one is Truth.MET for one in truths]
