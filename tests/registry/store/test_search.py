"""The index narrows, the body decides, and pages go on by key."""

import pytest

from registry import store
from registry.store import Prepared, index, search
from registry.store.search import Between, Cursor, Missing, Not, Query, Reference, SortKey, Token, When

AT = "2026-11-23T09:30:00.000Z"
HERE, THERE = "750999901", "940999902"


def observation(name, code="a", when="2026-03-09", patient=None, site=HERE, **more):
    body = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "urn:s", "code": code}]},
        **more,
    }
    if when:
        body["effectiveDateTime"] = when
    return Prepared("Observation", name, site, patient, body)


def put(register, *prepared):
    with register.writing() as session:
        store.put(session, prepared, AT)


def query(*conditions, site=HERE, sort=(), after=None):
    return Query("Observation", ("Observation",), site, conditions, sort, after)


def found(register, asked, count=100):
    with register.reading() as session:
        page = search.page(session, asked, count)
        assert search.total(session, asked) >= len(page.rows)
    return [row.id for row in page.rows]


def coded(*codes):
    return Token("Observation", "code", tuple(codes))


def test_each_hospital_finds_its_own_and_nobody_what_was_deleted(empty_register):
    put(empty_register, observation("a"), observation("b", site=THERE), observation("c"))
    put(empty_register, Prepared("Observation", "c", HERE, None, None))
    assert found(empty_register, query()) == ["a"]
    assert found(empty_register, query(site=THERE)) == ["b"]
    assert found(empty_register, query(site=None)) == ["a", "b"]


def one_number_for_every_token(monkeypatch):
    monkeypatch.setattr(index, "number", lambda key: len(key.partition("?")[0]))
    monkeypatch.setattr(index, "_token_numbers", index._token_numbers.__wrapped__)  # remembered for no other test


def test_a_number_that_two_tokens_share_finds_only_what_is_written(empty_register, monkeypatch):
    one_number_for_every_token(monkeypatch)
    put(empty_register, observation("a", "a"), observation("b", "b", subject={"reference": "Patient/p"}))
    for system in (None, "urn:s"):
        assert found(empty_register, query(coded((system, "a")))) == ["a"]
    assert found(empty_register, query(Reference("Observation", "subject", frozenset({"Patient/p"})))) == ["b"]
    assert found(empty_register, query(coded(("urn:t", "a")))) == []


def test_a_page_of_what_was_narrowed_away_is_filled_from_behind(empty_register, monkeypatch):
    one_number_for_every_token(monkeypatch)
    put(empty_register, *(observation(f"o{number}", "ab"[number % 2]) for number in range(20)))
    with empty_register.reading() as session:
        first = search.page(session, query(coded((None, "b"))), 4)
        assert [row.id for row in first.rows] == ["o1", "o3", "o5", "o7"]
        second = search.page(session, query(coded((None, "b")), after=first.next), 100)
        assert [row.id for row in second.rows] == ["o9", "o11", "o13", "o15", "o17", "o19"]
        assert second.next is None


def test_what_is_made_after_the_first_page_is_on_none(empty_register):
    put(empty_register, *(observation(name) for name in "abc"))
    with empty_register.reading() as session:
        first = search.page(session, query(), 2)
    put(empty_register, observation("d"), observation("a", "changed"))
    with empty_register.reading() as session:
        assert [row.id for row in search.page(session, query(after=first.next), 2).rows] == ["c"]
        assert search.total(session, query(after=first.next)) == 3
        assert search.total(session, query()) == 4


@pytest.mark.parametrize("count", [1, 2, 3])
def test_rows_without_the_date_come_last_either_way(empty_register, count):
    put(
        empty_register,
        observation("x", when=""),
        observation("a", when="2025"),
        observation("b", when="2024"),
        observation("y", when=""),
    )
    for descending, expected in ((False, ["b", "a", "x", "y"]), (True, ["a", "b", "x", "y"])):
        seen, after = [], None
        while True:
            with empty_register.reading() as session:
                page = search.page(session, query(sort=(SortKey("date", descending),), after=after), count)
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == expected


def test_a_cursor_of_another_order_is_an_error(empty_register):
    put(empty_register, observation("a"))
    with empty_register.reading() as session, pytest.raises(ValueError, match="argument"):
        search.page(session, query(sort=(SortKey("date"),), after=Cursor(1, 1)), 2)


def test_spans_are_compared_as_fhir_compares_them(empty_register):
    put(empty_register, observation("day", when="2026-03-09"), observation("month", when="2026-03"),
        observation("period", when="", effectivePeriod={"start": "2026-03-01"}))  # fmt: skip
    spring = index.seconds("2026-03")
    expected = {
        "eq": ["day", "month"], "ne": ["period"], "gt": ["period"], "lt": [], "ge": ["day", "month", "period"],
        "le": ["day", "month"], "sa": [], "eb": [],
    }  # fmt: skip
    for prefix, names in expected.items():
        assert found(empty_register, query(When("Observation", "date", (Between(prefix, *spring),)))) == names, prefix


def test_what_is_missing_is_looked_for_in_bodies_where_no_index_has_it(empty_register):
    put(
        empty_register,
        observation("a"),
        observation("b", method={"coding": [{"code": "m"}]}),
        observation("c", when=""),
    )
    for param, absent in (
        ("method", ["a", "c"]),
        ("date", ["c"]),
        ("subject", ["a", "b", "c"]),
        ("patient", ["a", "b", "c"]),
    ):
        assert found(empty_register, query(Missing("Observation", param, missing=True))) == absent
        assert found(empty_register, query(Missing("Observation", param, missing=False))) == sorted(
            {*"abc"} - {*absent}
        )


def test_not_leaves_out_what_has_one_of_the_tokens(empty_register):
    two = {"coding": [{"system": "urn:s", "code": "a"}, {"code": "b"}]}
    put(empty_register, observation("one"), observation("both", code="a"), observation("other", "c"))
    put(empty_register, Prepared("Observation", "both", HERE, None, {"resourceType": "Observation", "code": two}))
    assert found(empty_register, query(Not(coded((None, "b"))))) == ["one", "other"]
    assert found(empty_register, query(Not(coded(("urn:s", None))))) == []
    assert found(empty_register, query(coded(("", "b")))) == ["both"]


def test_what_an_update_no_longer_says_is_found_no_more(empty_register):
    put(empty_register, observation("o", "a", "2025"))
    put(empty_register, observation("o", "b", "2026"))
    year = When("Observation", "date", (Between("eq", *index.seconds("2025")),))
    assert found(empty_register, query(coded((None, "a")))) == found(empty_register, query(year)) == []
    assert found(empty_register, query(coded((None, "b")))) == ["o"]
