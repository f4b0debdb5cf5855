"""Days, partial dates, and rulers that are never converted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.days import Duration, Span, day, iso
from matching.errors import MalformedCriterion


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02-29T23:59:59+14:00", "2024-02-29", "2024-02-29"),
        ("2024-02-29T00:00:00Z", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_date_as_written_is_its_first_to_its_last_day(written, first, last):
    assert Span.parse(written) == Span(day(first), day(last))


@pytest.mark.parametrize(
    "written", ["", "24", "2024-13", "2024-02-30", "2023-02-29", "yesterday", "2024-2-3", "20240203"]
)
def test_what_is_no_fhir_date_is_refused(written):
    with pytest.raises(ValueError, match=r"date|month|day"):
        Span.parse(written)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2024-01-31", "1 mo", "2024-02-29"),
        ("2023-01-31", "1 mo", "2023-02-28"),
        ("2020-02-29", "1 y", "2021-02-28"),
        ("2020-02-29", "4 y", "2024-02-29"),
        ("2026-01-01", "180 d", "2026-06-30"),
        ("2026-01-01", "6 mo", "2026-07-01"),
        ("2026-01-01", "26 wk", "2026-07-02"),
    ],
)
def test_each_ruler_counts_its_own_way(start, length, end):
    assert iso(Duration.parse(length).after(day(start))) == end


def test_sixty_months_are_not_1800_days():
    born = day("2021-03-01")
    assert Duration.parse("60 mo").after(born) - Duration.parse("1800 d").after(born) == 26


def test_beyond_the_calendar_the_nearest_day_answers():
    assert iso(Duration.parse("9000 y").after(day("2026-01-01"))) == "9999-12-31"
    assert iso(Duration.parse("3000 y").before(day("2026-01-01"))) == "0001-01-01"


@pytest.mark.parametrize("text", ["", "180", "d", "-3 d", "1.5 y", "6 months", "6  mo"])
def test_a_duration_names_its_ruler(text):
    with pytest.raises(MalformedCriterion, match="not a duration"):
        Duration.parse(text)


durations = st.builds(Duration, st.integers(0, 200), st.sampled_from(["d", "wk", "mo", "y"]))
days = st.integers(day("1900-01-01"), day("2100-12-31"))


@given(durations, days, days)
def test_adding_a_duration_keeps_the_order_of_days(length, one, other):
    first, last = sorted((one, other))
    assert length.after(first) <= length.after(last)
    assert length.before(first) <= length.before(last)


@given(durations)
def test_a_duration_reads_back(length):
    assert Duration.parse(str(length)) == length


@given(days)
def test_a_day_reads_back(number):
    assert day(iso(number)) == number
