"""Where the patient lives, and what a protocol asks in some countries only (connectives: if-then by country)."""

from matching.criteria import Age, Country, IfThen
from matching.days import Duration

NOT_RECORDED = "unknown: not recorded"
RECORDS = """
   | born       | lives in
p1 | 2023-01-15 | FR
p2 | 2021-01-15 | FR
p3 | 2021-01-15 | BE
p4 | 2023-01-15 | BE
p5 | 2021-01-15 |
p6 | 2023-01-15 |
p7 | 2019-01-15 |
"""


def test_country(spec):
    spec(
        title="Where a patient lives is never told from the hospital that sent the record",
        reading=24,
        records=RECORDS,
        criterion=Country(("FR", "CH")),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "not met",
            "p5": NOT_RECORDED,
            "p6": NOT_RECORDED,
            "p7": NOT_RECORDED,
        },
    )


def test_if_then_by_country(spec):
    spec(
        title="Younger than 4 years in France, than 6 years elsewhere",
        reading=8,
        records=RECORDS,
        criterion=IfThen(
            Country(("FR",)),
            Age(below=Duration(4, "y"), at="screening"),
            Age(below=Duration(6, "y"), at="screening"),
        ),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "met",
            "p5": NOT_RECORDED,
            "p6": "met",
            "p7": "not met",
        },
        note="Of p6 and p7 the country is not known, and does not matter: both rules answer alike.",
    )
