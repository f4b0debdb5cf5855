"""Age at onset, age at diagnosis, and how long a disease has lasted (readings 1 and 8)."""

from matching.criteria import Onset
from matching.days import Duration
from tests.spec.names import codes

NOT_RECORDED = "unknown: not recorded"
IMPRECISE = "unknown: imprecise date"


def test_age_at_onset(spec):
    spec(
        title="An onset between 6 and 18 months",
        reading=(1, 8),
        records="""
           | born       | diagnosis
        p1 | 2024-01-15 | SMA 2025-09-01 since 2024-07-15
        p2 | 2024-01-15 | SMA 2025-09-01 since 2024-07-14
        p3 | 2024-01-15 | SMA 2025-09-01 since 2025-08-14
        p4 | 2024-01-15 | SMA 2025-09-01 since 2025-08-15
        p5 | 2024-01-15 | SMA 2025-09-01 since 2024-07
        p6 | 2024-01-15 | SMA 2025-09-01 since 2024-08
        p7 | 2024-01    | SMA 2025-09-01 since 2024-07-15
        p8 | 2024-01-15 | SMA 2025-09-01
        p9 | 2024-01-15 |
        """,
        criterion=Onset(codes("SMA"), from_=Duration(6, "mo"), to=Duration(18, "mo")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "not met",
            "p5": IMPRECISE,
            "p6": "met",
            "p7": IMPRECISE,
            "p8": NOT_RECORDED,
            "p9": NOT_RECORDED,
        },
        note="An age of 18 months runs to the day before 19 months.",
    )


def test_age_at_diagnosis(spec):
    spec(
        title="A diagnosis lies between the onset and the day on which it was first recorded",
        reading=8,
        records="""
           | born       | diagnosis
        p1 | 2010-01-15 | LGMD R5 2019-01-01
        p2 | 2010-01-15 | LGMD R5 2021-01-01
        p3 | 2010-01-15 | LGMD R5 2021-01-01 since 2020-03-01
        p4 | 2010-01-15 | LGMD R5 2021-01-01 since 2018-03-01
        p5 | 2010-01-15 | LGMD R5 2021-01-01; LGMD R5 2018-01-01
        """,
        criterion=Onset(codes("LGMD R5"), "diagnosis", below=Duration(10, "y")),
        expect={"p1": "met", "p2": IMPRECISE, "p3": "not met", "p4": IMPRECISE, "p5": "met"},
        note="A hospital may record an old diagnosis late: the record says that it is no later.",
    )


def test_duration(spec):
    spec(
        title="A loss of vision for at most a year, up to the day itself",
        reading=1,
        records="""
           | diagnosis
        p1 | LHON 2026-01-01 since 2025-06-01
        p2 | LHON 2026-01-01 since 2025-05-31
        p3 | LHON 2026-01-01 since 2025-05
        p4 | LHON 2026-01-01 since 2025
        p5 | LHON 2026-01-01
        """,
        criterion=Onset(codes("LHON"), "duration", to=Duration(1, "y")),
        expect={"p1": "met", "p2": "not met", "p3": "not met", "p4": IMPRECISE, "p5": NOT_RECORDED},
    )
    spec(
        title="A disease that has lasted at least six months",
        records="""
           | diagnosis
        p1 | LHON 2026-01-01 since 2025-12-01
        p2 | LHON 2026-01-01 since 2025-12-02
        """,
        criterion=Onset(codes("LHON"), "duration", from_=Duration(6, "mo")),
        expect={"p1": "met", "p2": "not met"},
    )
    spec(
        title="A disease that began in May of last year may have lasted a year by the last day of May, and no longer",
        reading=(1, 8),
        records="""
           | consent    | diagnosis
        p1 | 2026-05-31 | LHON 2026-01-01 since 2025-05
        p2 | 2026-06-01 | LHON 2026-01-01 since 2025-05
        p3 | 2026-05-01 | LHON 2026-01-01 since 2025-05
        p4 | 2026-04-30 | LHON 2026-01-01 since 2025-05
        """,
        criterion=Onset(codes("LHON"), "duration", to=Duration(1, "y"), at="consent"),
        expect={"p1": IMPRECISE, "p2": "not met", "p3": "met", "p4": "met"},
    )
