"""Ages on their own rulers (readings 1 and 8)."""

from matching.criteria import Age
from matching.days import Duration

MET, NOT_MET = "met", "not met"
IMPRECISE = "unknown: imprecise date"


def test_days_and_months(spec):
    records = """
       | born
    p1 | 2025-12-01
    p2 | 2025-12-02
    p3 | 2025-12-03
    p4 | 2025-12-04
    """
    spec(
        title="Younger than 180 days is not younger than 6 months",
        reading=1,
        records=records,
        criterion=Age(below=Duration(180, "d")),
        expect={"p1": NOT_MET, "p2": NOT_MET, "p3": NOT_MET, "p4": MET},
        note="Birth is day 0: p3 is 180 days old, p4 is 179.",
    )
    spec(
        title="Younger than 6 months ends on the day that bears the same number",
        reading=1,
        records=records,
        criterion=Age(below=Duration(6, "mo")),
        expect={"p1": NOT_MET, "p2": MET, "p3": MET, "p4": MET},
    )


def test_months_as_days(spec):
    records = """
       | born
    p1 | 2021-06-01
    p2 | 2021-06-02
    p3 | 2021-06-27
    p4 | 2021-06-28
    """
    spec(
        title="A protocol that writes 60 months as 1800 days says 26 days less",
        reading=1,
        records=records,
        criterion=Age(below=Duration(1800, "d")),
        expect={"p1": NOT_MET, "p2": NOT_MET, "p3": NOT_MET, "p4": MET},
    )
    spec(
        title="Younger than 60 months is read in months",
        reading=1,
        records=records,
        criterion=Age(below=Duration(60, "mo")),
        expect={"p1": NOT_MET, "p2": MET, "p3": MET, "p4": MET},
    )


def test_weeks(spec):
    spec(
        title="A week is 7 days",
        reading=1,
        records="""
           | born
        p1 | 2025-12-01
        p2 | 2025-12-02
        """,
        criterion=Age(below=Duration(26, "wk")),
        expect={"p1": NOT_MET, "p2": MET},
        note="p1 is 182 days old.",
    )


def test_inclusive_years(spec):
    spec(
        title="6 to 10 years inclusive runs from the 6th birthday to the day before the 11th",
        reading=(1, 2),
        records="""
           | born
        p1 | 2020-06-02
        p2 | 2020-06-01
        p3 | 2015-06-02
        p4 | 2015-06-01
        """,
        criterion=Age(from_=Duration(6, "y"), to=Duration(10, "y")),
        expect={"p1": NOT_MET, "p2": MET, "p3": MET, "p4": NOT_MET},
    )


def test_leap_day(spec):
    for today, answer, when in (("2026-02-27", MET, "the day before"), ("2026-02-28", NOT_MET, "on that day")):
        spec(
            title=f"Born on 29 February, 18 on 28 February of a year without: {when}",
            reading=1,
            today=today,
            records="""
               | born
            p1 | 2008-02-29
            """,
            criterion=Age(below=Duration(18, "y")),
            expect={"p1": answer},
        )


def test_month_ends(spec):
    spec(
        title="A month that lacks the day ends on its last",
        reading=1,
        today="2026-02-28",
        records="""
           | born
        p1 | 2025-08-31
        p2 | 2025-08-29
        p3 | 2025-08-28
        """,
        criterion=Age(from_=Duration(6, "mo")),
        expect={"p1": MET, "p2": MET, "p3": MET},
    )


def test_partial_birth_dates(spec):
    spec(
        title="A partial birth date is every day that it may be",
        reading=8,
        records="""
           | born
        p1 | 2007
        p2 | 2008
        p3 | 2009
        p4 | 2008-05
        p5 | 2008-06
        p6 | 2008-07
        p7 |
        """,
        criterion=Age(below=Duration(18, "y")),
        expect={
            "p1": NOT_MET,
            "p2": IMPRECISE,
            "p3": MET,
            "p4": NOT_MET,
            "p5": IMPRECISE,
            "p6": MET,
            "p7": "unknown: not recorded",
        },
    )


def test_two_records_of_birth(spec):
    spec(
        title="Two records of birth that disagree leave the days between them open",
        reading=8,
        records="""
           | born
        p1 | 2008-05-01
        p1 | 2008-07-01
        p2 | 2008-07-01
        p2 | 2008-08-01
        """,
        criterion=Age(below=Duration(18, "y")),
        expect={"p1": IMPRECISE, "p2": MET},
    )


def test_day_as_written(spec):
    spec(
        title="A day is the date as written, whatever its time zone",
        reading=8,
        records="""
           | born
        p1 | 2008-06-01T23:30:00-10:00
        p2 | 2008-06-02T00:30:00+14:00
        """,
        criterion=Age(below=Duration(18, "y")),
        expect={"p1": NOT_MET, "p2": MET},
    )


def test_born_after_today(spec):
    spec(
        title="Nobody on record is born after the day of the run: the date is a mistake, and says nothing",
        reading=8,
        records="""
           | born
        p1 | 2026-06-01
        p2 | 2026-06-02
        p3 | 2090-01-01
        p4 | 2026
        """,
        criterion=Age(below=Duration(180, "d"), at="screening"),
        expect={"p1": "met", "p2": "unknown: conflicting", "p3": "unknown: conflicting", "p4": "met"},
        note="p4 was born between January and today.",
    )
