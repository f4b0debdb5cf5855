"""Tests without a number: positive, negative, neither; their validity; what several say of an infection (7, 22)."""

from matching.anchors import Window
from matching.criteria import Infection, Result
from matching.days import Duration
from tests.spec.names import codes

OLD, NONE = "unknown: too old", "unknown: not recorded"
MONTH = Window("screening", Duration(1, "mo"))


def test_signs(spec):
    spec(
        title="A test without a number is positive, negative, or neither",
        records="""
           | HBsAg test
        p1 | positive 2026-05-20
        p2 | negative 2026-05-20
        p3 | indeterminate 2026-05-20
        p4 | pending 2026-05-20
        p5 | unread 2026-05-20
        p6 |
        """,
        criterion=Result(codes("HBsAg"), "positive", within=MONTH),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: indeterminate result",
            "p4": "unknown: pending",
            "p5": NONE,
            "p6": NONE,
        },
    )
    spec(
        title="A negative test is asked as such: an indeterminate one is not negative",
        records="""
           | HBsAg test
        p1 | positive 2026-05-20
        p2 | negative 2026-05-20
        p3 | indeterminate 2026-05-20
        """,
        criterion=Result(codes("HBsAg"), "negative", within=MONTH),
        expect={"p1": "not met", "p2": "met", "p3": "unknown: indeterminate result"},
    )


def test_which_result_speaks(spec):
    records = """
       | HBsAg test
    p1 | positive 2026-05-10; negative 2026-05-20
    p2 | negative 2026-05-20T08:00; positive 2026-05-20T10:00
    p3 | negative 2026-05-20; positive 2026-05-20
    p4 | negative by rapid 2026-05-20
    """
    spec(
        title="The latest result without a number speaks, and any of them where any is asked",
        reading=23,
        records=records,
        criterion=Result(codes("HBsAg"), "positive", within=MONTH),
        expect={"p1": "not met", "p2": "met", "p3": "unknown: conflicting", "p4": "not met"},
    )
    spec(
        title="An old positive is still seen where any result is asked",
        reading=7,
        records=records,
        criterion=Result(codes("HBsAg"), "positive", take="any", within=MONTH),
        expect={"p1": "met", "p2": "met", "p3": "met", "p4": "not met"},
    )
    spec(
        title="A negative result that may lie outside the time asked is no no",
        reading=8,
        records="""
           | HBsAg test
        p1 | negative 2026
        p2 | negative 2026; negative 2026-05-20
        p3 | positive 2026; negative 2026-05-20
        p4 | negative 2026-05
        """,
        criterion=Result(codes("HBsAg"), "positive", take="any", within=MONTH),
        expect={
            "p1": "unknown: imprecise date",
            "p2": "not met",
            "p3": "unknown: imprecise date",
            "p4": "not met",
        },
    )
    spec(
        title="A test by another method does not answer",
        records=records,
        criterion=Result(codes("HBsAg"), "positive", within=MONTH, method="ELISA"),
        expect=dict.fromkeys(("p1", "p2", "p3", "p4"), "unknown: wrong assay or serotype"),
    )


def test_validity(spec):
    spec(
        title="A donor search holds as long as the protocol says: a year-old one is too old",
        reading=7,
        records="""
           | matched donor test    | sibling donor test
        p1 | negative 2026-05-01   |
        p2 | negative 2025-05-31   |
        p3 | negative 2025-06-01   |
        p4 |                       | positive 2026-05-01
        p5 |                       |
        """,
        criterion=Result(codes("matched donor"), "positive", within=Window("screening", Duration(12, "mo"))),
        expect={"p1": "not met", "p2": OLD, "p3": "not met", "p4": "met", "p5": NONE},
        note="A search among siblings is one of the searches: what it finds is a donor.",
    )
    spec(
        title="A pregnancy test ten days old is too old where a week is asked",
        reading=7,
        records="""
           | pregnancy test
        p1 | negative 2026-05-22
        p2 | negative 2026-05-25
        p3 | negative 2026-05-24
        """,
        criterion=Result(codes("pregnancy"), "positive", within=Window("screening", Duration(7, "d"))),
        expect={"p1": OLD, "p2": "not met", "p3": OLD},
    )


def test_hepatitis_b(spec):
    spec(
        title="HBsAg is hepatitis B, anti-HBs alone is not, and an isolated anti-HBc needs the DNA",
        reading=22,
        records="""
            | born | HBsAg test          | anti-HBc test       | HBV DNA test        | anti-HBs test
        p1 | 1990 | positive 2026-05-01 |                     |                     |
        p2 | 1990 | negative 2026-05-01 | negative 2026-05-01 |                     | positive 2026-05-01
        p3 | 1990 |                     |                     |                     | positive 2026-05-01
        p4 | 1990 | negative 2026-05-01 | positive 2026-05-01 |                     |
        p5 | 1990 | negative 2026-05-01 | positive 2026-05-01 | negative 2026-05-01 |
        p6 | 1990 | negative 2026-05-01 | positive 2026-05-01 | positive 2026-05-01 |
        p7 | 1990 | negative 2025-11-01 | negative 2025-11-01 |                     |
        p8 | 1990 | negative 2026-05-01 |                     |                     |
        p9 | 1990 | positive 2025-10-01 |                     |                     |
        p10 | 1990 | negative 2026-05-01 | indeterminate 2026-05-01 |                |
        """,
        criterion=Infection("HBV"),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": NONE,
            "p4": NONE,
            "p5": "not met",
            "p6": "met",
            "p7": "unknown: not recorded, too old",
            "p8": NONE,
            "p9": "unknown: not recorded, too old",
            "p10": "unknown: indeterminate result, not recorded",
        },
    )
    spec(
        title="An infection that is asked ever is proved by any positive test, however old",
        reading=(7, 22),
        records="""
           | born | HBsAg test          | anti-HBc test
        p1 | 1990 | positive 2010-05-01 |
        p2 | 1990 | negative 2026-05-01 | positive 2012-05-01
        p3 | 1990 | negative 2026-05-01 | negative 2026-05-01
        """,
        criterion=Infection("HBV", "ever"),
        expect={"p1": "met", "p2": "met", "p3": "not met"},
    )


def test_hepatitis_c(spec):
    spec(
        title="Anti-HCV with negative RNA is not an active hepatitis C",
        reading=22,
        records="""
           | born | anti-HCV test       | HCV RNA test
        p1 | 1990 | positive 2026-05-01 | negative 2026-05-01
        p2 | 1990 | positive 2026-05-01 | positive 2026-05-01
        p3 | 1990 | positive 2026-05-01 |
        p4 | 1990 | negative 2026-05-01 |
        p5 | 1990 |                     | negative 2026-05-01
        """,
        criterion=Infection("HCV"),
        expect={"p1": "not met", "p2": "met", "p3": NONE, "p4": "not met", "p5": "not met"},
    )


def test_hiv(spec):
    spec(
        title="A positive HIV test never expires, a negative one does",
        reading=7,
        records="""
           | born | HIV antibody test                        | diagnosis
        p1 | 1990 | positive 2015-05-01                      |
        p2 | 1990 | negative 2015-05-01                      |
        p3 | 1990 | negative 2026-05-01                      |
        p4 | 1990 | positive 2015-05-01; negative 2026-05-01 |
        p5 | 1990 |                                          | HIV 2012-01-01
        """,
        criterion=Infection("HIV"),
        expect={"p1": "met", "p2": "unknown: not recorded, too old", "p3": "not met", "p4": "met", "p5": "met"},
    )
    spec(
        title="Under 18 months or after immunoglobulin, a positive viral antibody leaves the infection unknown",
        reading=22,
        records="""
           | born       | HIV antibody test   | HIV RNA test        | drug
        p1 | 2024-11-02 | positive 2026-05-01 |                     |
        p2 | 2024-11-01 | positive 2026-05-01 |                     |
        p3 | 2025-11-01 | positive 2026-05-01 | positive 2026-05-01 |
        p4 | 2000       | positive 2026-05-01 |                     | immunoglobulin from 2026-01-10 until 2026-01-10
        p5 | 2000       | positive 2026-05-01 |                     | immunoglobulin from 2025-10-31 until 2025-10-31
        p6 |            | positive 2026-05-01 |                     |
        p7 | 2025-11-01 | negative 2026-05-01 |                     |
        """,
        criterion=Infection("HIV"),
        expect={
            "p1": "unknown: changed by treatment, not recorded",
            "p2": "met",
            "p3": "met",
            "p4": "unknown: changed by treatment, not recorded",
            "p5": "met",
            "p6": "unknown: changed by treatment, not recorded",
            "p7": "not met",
        },
        note="The antibody may be the mother's, or a donor's; the virus itself is the patient's.",
    )


def test_syphilis(spec):
    spec(
        title="An active syphilis needs a treponemal antibody and a reagin",
        records="""
           | born | treponemal test     | RPR test
        p1 | 1990 | positive 2026-05-01 | positive 2026-05-01
        p2 | 1990 | positive 2026-05-01 | negative 2026-05-01
        p3 | 1990 | positive 2026-05-01 |
        p4 | 1990 | negative 2026-05-01 |
        """,
        criterion=Infection("syphilis"),
        expect={"p1": "met", "p2": "not met", "p3": NONE, "p4": "not met"},
    )
