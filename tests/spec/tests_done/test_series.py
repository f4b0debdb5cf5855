"""Several results of one test: on at least so many occasions, and change between two (reading 5)."""

from matching.anchors import Window
from matching.criteria import Change, Limit, Repeated
from matching.days import Duration
from tests.spec.names import codes

TWO_YEARS = Window("screening", Duration(24, "mo"))
NOT_OBSERVED = "unknown: not observed long enough"


def above_forty(**how):
    return Repeated(codes("ALT"), above=Limit(40, "U/L"), within=TWO_YEARS, **how)


def test_distinct_dates(spec):
    spec(
        title="Two occasions are two distinct days",
        reading=5,
        records="""
           | ALT
        p1 | 50 U/L 2026-01-10; 50 U/L 2026-01-11
        p2 | 50 U/L 2026-01-10T08:00; 50 U/L 2026-01-10T18:00
        p3 | 50 U/L 2026-01-10
        p4 | 50 U/L 2026-01-10; 30 U/L 2026-02-10
        p5 | 30 U/L 2026-01-10; 30 U/L 2026-02-10
        p6 | 50 U/L 2026-01-10; 50 U/L 2026-02
        p7 | 50 U/L 2026-01-10; 50 2026-02-10
        """,
        criterion=above_forty(),
        expect={
            "p1": "met",
            "p2": NOT_OBSERVED,
            "p3": NOT_OBSERVED,
            "p4": "not met",
            "p5": "not met",
            "p6": "unknown: imprecise date",
            "p7": "unknown: unit not convertible",
        },
        note="A no needs enough results to have shown it.",
    )


def test_before_1970(spec):
    spec(
        title="Results of long ago are counted like any others",
        reading=5,
        records="""
           | ALT
        p1 | 50 U/L 1968-01-10; 50 U/L 1968-01-11
        p2 | 50 U/L 1968-01-10; 30 U/L 1968-02-10
        """,
        criterion=Repeated(codes("ALT"), above=Limit(40, "U/L"), within="ever"),
        expect={"p1": "met", "p2": "not met"},
    )


def test_spacing(spec):
    spec(
        title="Occasions lie at least as far apart as asked",
        reading=5,
        records="""
           | ALT
        p1 | 50 U/L 2026-01-10; 50 U/L 2026-04-10
        p2 | 50 U/L 2026-01-10; 50 U/L 2026-04-09
        p3 | 50 U/L 2026-01-10; 50 U/L 2026-02-10; 50 U/L 2026-04-10
        """,
        criterion=above_forty(spacing=Duration(3, "mo")),
        expect={"p1": "met", "p2": NOT_OBSERVED, "p3": "met"},
    )
    spec(
        title="Three occasions, each a month after the one before",
        reading=5,
        records="""
           | ALT
        p1 | 50 U/L 2026-01-10; 50 U/L 2026-02-10; 50 U/L 2026-03-10
        p2 | 50 U/L 2026-01-10; 50 U/L 2026-02-10; 50 U/L 2026-03-09
        """,
        criterion=above_forty(n=3, spacing=Duration(1, "mo")),
        expect={"p1": "met", "p2": NOT_OBSERVED},
    )


def test_placement(spec):
    spec(
        title="One occasion is older and one newer than six months",
        reading=5,
        records="""
           | ALT
        p1 | 50 U/L 2025-12-01; 50 U/L 2025-12-02
        p2 | 50 U/L 2025-12-02; 50 U/L 2025-12-03
        p3 | 50 U/L 2025-11-01; 50 U/L 2025-11-30
        p4 | 50 U/L 2025-11-01; 30 U/L 2026-01-10
        """,
        criterion=above_forty(one_older=Duration(6, "mo"), one_newer=Duration(6, "mo")),
        expect={"p1": "met", "p2": NOT_OBSERVED, "p3": NOT_OBSERVED, "p4": "not met"},
    )


def test_consecutive(spec):
    records = """
       | ALT
    p1 | 50 U/L 2026-01-10; 30 U/L 2026-02-10; 50 U/L 2026-03-10
    p2 | 50 U/L 2026-01-10; 50 U/L 2026-02-10; 30 U/L 2026-03-10
    p3 | 50 U/L 2026-01-10; pending 2026-02-10; 50 U/L 2026-03-10
    """
    spec(
        title="Consecutive forbids a contrary result between, and one that is awaited leaves it open",
        reading=5,
        records=records,
        criterion=above_forty(consecutive=True),
        expect={"p1": "not met", "p2": "met", "p3": "unknown: pending"},
    )
    spec(
        title="Without that word, what lies between does not matter",
        reading=5,
        records=records,
        criterion=above_forty(),
        expect={"p1": "met", "p2": "met", "p3": "met"},
    )


def test_change(spec):
    records = """
       | height
    p1 | 100 cm 2025-05-20; 105 cm 2026-05-20
    p2 | 100 cm 2025-05-20; 104.9 cm 2026-05-20
    p3 | 100 cm 2025-05-21; 110 cm 2026-05-20
    p4 | 1 m 2025-05-20; 105 cm 2026-05-20
    p5 | 105 cm 2026-05-20
    p6 | 90 cm 2023-01-10; 100 cm 2025-01-10; 105 cm 2026-05-20
    p7 | <100 cm 2025-05-20; 105 cm 2026-05-20
    p8 | <100 cm 2025-05-20; 104 cm 2026-05-20
    p9 | 100 cm 2025; 105 cm 2026-05-20
    """
    spec(
        title="A change is that of the latest result from the latest that is old enough",
        records=records,
        criterion=Change(codes("height"), Duration(1, "y"), from_=Limit(5, "cm")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": NOT_OBSERVED,
            "p4": "met",
            "p5": NOT_OBSERVED,
            "p6": "met",
            "p7": "met",
            "p8": "unknown: censored value",
            "p9": "unknown: imprecise date",
        },
    )
    spec(
        title="A relative change compares results of one unit",
        records=records,
        criterion=Change(codes("height"), Duration(1, "y"), from_=Limit(5, "%"), as_="percent"),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": NOT_OBSERVED,
            "p4": "unknown: unit not convertible",
            "p5": NOT_OBSERVED,
            "p6": "met",
            "p7": "unknown: censored value",
            "p8": "unknown: censored value",
            "p9": "unknown: imprecise date",
        },
    )
    spec(
        title="A change of a small number is read as well as that of a great one",
        records="""
           | creatinine
        p1 | 0.8 mg/dL 2025-05-20; 0.84 mg/dL 2026-05-20
        p2 | 0.8 mg/dL 2025-05-20; 0.83 mg/dL 2026-05-20
        """,
        criterion=Change(codes("creatinine"), Duration(1, "y"), from_=Limit(5, "%"), as_="percent"),
        expect={"p1": "met", "p2": "not met"},
    )
    spec(
        title="No percentage says how much nothing has changed",
        records="""
           | creatinine
        p1 | 0 mg/dL 2025-05-20; 1 mg/dL 2026-05-20
        p2 | 0.01 mg/dL 2025-05-20; 1 mg/dL 2026-05-20
        """,
        criterion=Change(codes("creatinine"), Duration(1, "y"), from_=Limit(5, "%"), as_="percent"),
        expect={"p1": "unknown: unit not convertible", "p2": "met"},
    )
