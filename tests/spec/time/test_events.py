"""Events in a time, in each part of it, on average; and the time that was observed (reading 6)."""

from matching.criteria import Events, GivenQuantity, Limit
from matching.days import Duration
from tests.spec.names import codes

YEAR, TWO_YEARS = Duration(1, "y"), Duration(2, "y")
NOT_OBSERVED = "unknown: not observed long enough"
NOT_RECORDED = "unknown: not recorded"


def test_each_and_per(spec):
    records = """
       | event
    p1 | 4 bleed 2024-06-01 to 2025-05-31; 0 bleed 2025-06-01 to 2026-06-01
    p2 | 2 bleed 2024-06-01 to 2025-06-01; 2 bleed 2025-06-02 to 2026-06-01
    p3 | 3 bleed 2024-06-01 to 2025-06-01; 0 bleed 2025-06-02 to 2026-06-01
    p4 | bleed 2024-08-01; bleed 2024-09-01; bleed 2025-08-01; bleed 2025-09-01
    p5 | bleed 2024-08-01; bleed 2025-08-01
    """
    spec(
        title="Two a year on average over two years: four and none will do",
        reading=6,
        records=records,
        criterion=Events(codes("bleed"), TWO_YEARS, from_=2, per=YEAR),
        expect={"p1": "met", "p2": "met", "p3": "not met", "p4": "met", "p5": NOT_OBSERVED},
    )
    spec(
        title="Two in each of two years: four and none will not",
        reading=6,
        records=records,
        criterion=Events(codes("bleed"), TWO_YEARS, from_=2, each=YEAR),
        expect={"p1": "not met", "p2": "met", "p3": "not met", "p4": "met", "p5": NOT_OBSERVED},
    )


def test_observed(spec):
    spec(
        title="No event in an unobserved time is unknown, and a short follow-up is never annualised",
        reading=6,
        records="""
            | event
        p1  |
        p2  | watched bleed 2025-06-01 to 2026-06-01
        p3  | watched bleed 2025-06-01 to 2026-05-02
        p4  | watched bleed 2025-05-01 to 2026-05-02
        p5  | watched bleed 2025-05-01 to 2026-05-01
        p6  | watched bleed 2025-12-01 to 2026-06-01; bleed 2026-01-10; bleed 2026-02-10
        p7  | bleed 2025-06-01; bleed 2025-09-01; bleed 2025-10-01; bleed 2026-06-01
        p8  | bleed 2025-05-31; bleed 2025-09-01; bleed 2025-10-01; bleed 2026-06-01
        p9  | watched bleed 2025-05-01 to 2026-06-01; bleed 2025; bleed 2025-09-01; bleed 2025-10-01; bleed 2026-06-01
        p10 | 4 bleed 2025-01-01 to 2026-06-01
        """,
        criterion=Events(codes("bleed"), YEAR, from_=4),
        expect={
            "p1": NOT_RECORDED,
            "p2": "not met",
            "p3": NOT_OBSERVED,
            "p4": "not met",
            "p5": NOT_OBSERVED,
            "p6": NOT_OBSERVED,
            "p7": "met",
            "p8": NOT_OBSERVED,
            "p9": NOT_OBSERVED,
            "p10": NOT_OBSERVED,
        },
        note="A time that was watched up to 30 days before the anchor speaks for the time before its own end: visits "
        "are months apart, a declared choice.",
    )
    spec(
        title="At most so many needs the whole time to have been observed",
        reading=6,
        records="""
           | event
        p1 | watched bleed 2025-05-01 to 2026-06-01; bleed 2025-09-01
        p2 | bleed 2025-09-01
        p3 | bleed 2025-09-01; bleed 2025-10-01
        """,
        criterion=Events(codes("bleed"), YEAR, to=1),
        expect={"p1": "met", "p2": NOT_OBSERVED, "p3": "not met"},
    )


def test_counts_are_not_added_twice(spec):
    spec(
        title="A count and the events that it counts are not added",
        reading=6,
        records="""
           | event
        p1 | 3 bleed 2025-06-10 to 2026-05-10; bleed 2025-09-01; bleed 2026-01-01
        p2 | 2 bleed 2025-06-10 to 2025-12-31; 2 bleed 2026-01-01 to 2026-05-10
        p3 | 2 bleed 2025-06-10 to 2026-01-31; 2 bleed 2026-01-01 to 2026-05-10
        """,
        criterion=Events(codes("bleed"), YEAR, from_=4),
        expect={"p1": NOT_OBSERVED, "p2": "met", "p3": NOT_OBSERVED},
    )


def test_quantity(spec):
    spec(
        title="Red cells by kg and year, at the weight of each day",
        reading=6,
        records="""
           | event                                                          | weight
        p1 | 1000 mL transfusion 2025-09-01; 2000 mL transfusion 2026-03-01 | 10 kg 2025-09-01; 20 kg 2026-03-01
        p2 | 1000 mL transfusion 2025-09-01; 1900 mL transfusion 2026-03-01 | 10 kg 2025-09-01; 20 kg 2026-03-01
        p3 | 1000 mL transfusion 2025-09-01; 2 L transfusion 2026-03-01     | 10 kg 2025-09-01
        p4 | 3000 mL transfusion 2025-05-31                                 | 10 kg 2025-05-31
        p5 | 1 L transfusion 2025-09-01; 2 L transfusion 2026-03-01         | 10 kg 2025-09-01; 20 kg 2026-03-01
        p6 | 2000 mL transfusion 2025-06-01                                 | 10 kg 2025-06-01
        """,
        criterion=GivenQuantity(codes("transfusion"), YEAR, from_=Limit(200, "mL/kg/a")),
        expect={
            "p1": "met",
            "p2": NOT_OBSERVED,
            "p3": NOT_OBSERVED,
            "p4": NOT_OBSERVED,
            "p5": "met",
            "p6": "met",
        },
    )


def test_a_time_known_in_part(spec):
    spec(
        title="Of a time that may be no time at all, nothing was surely watched",
        reading=(6, 8),
        records="""
           | event
        p1 | watched bleed 2024-06-01 to 2026-06-01
        p2 | watched bleed 2026 to 2026
        p3 | watched bleed 2024-06-01 to 2026-06-01; watched bleed 2026 to 2026
        p4 | watched bleed 2024-05-01 to 2026-05-20; watched bleed 2026-05 to 2026-05
        """,
        criterion=Events(codes("bleed"), TWO_YEARS, to=0),
        expect={"p1": "met", "p2": NOT_OBSERVED, "p3": "met", "p4": "met"},
    )


def test_quantity_at_the_ends_of_a_time(spec):
    spec(
        title="What was given on the first day of a time, or perhaps on it, is of that time; months are parts of years",
        reading=(6, 8),
        records="""
           | event                                                                        | weight
        p1 | watched transfusion 2025-06-01 to 2026-06-01; 1 L transfusion 2025-06-01     | 10 kg 2025-06-01
        p2 | watched transfusion 2025-05-01 to 2026-05-31; 1 L transfusion 2025-05        | 10 kg 2025-05-01
        p3 | watched transfusion 2025-05-01 to 2026-05-31; 1 L transfusion 2025-05-30     | 10 kg 2025-05-01
        """,
        criterion=GivenQuantity(codes("transfusion"), Duration(12, "mo"), below=Limit(100, "mL/kg/a")),
        expect={"p1": "not met", "p2": NOT_OBSERVED, "p3": "met"},
    )


def test_a_year_in_other_rulers(spec):
    records = """
       | event                                                                        | weight
    p1 | watched transfusion 2025-05-01 to 2026-06-01; 1 L transfusion 2025-09-01     | 10 kg 2025-09-01
    """
    for title, over, truth in (
        ("Twelve months are one year", Duration(12, "mo"), "not met"),
        ("365 days are a little less than a year of 365.25", Duration(365, "d"), "met"),
    ):
        spec(
            title=title,
            reading=6,
            records=records,
            criterion=GivenQuantity(codes("transfusion"), over, from_=Limit(100.01, "mL/kg/a")),
            expect={"p1": truth},
        )


def test_quantity_counted(spec):
    spec(
        title="Eight transfusions a year over two years, counted",
        reading=6,
        records="""
           | event
        p1 | 16 transfusion 2024-06-01 to 2026-06-01
        p2 | 15 transfusion 2024-06-01 to 2026-06-01
        p3 | 15 transfusion 2024-06-02 to 2026-06-01
        """,
        criterion=GivenQuantity(codes("transfusion"), TWO_YEARS, from_=Limit(8, "{unit}/a")),
        expect={"p1": "met", "p2": "not met", "p3": NOT_OBSERVED},
    )
