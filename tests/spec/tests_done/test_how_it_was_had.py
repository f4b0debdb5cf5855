"""How a result was had: specimen, method, formula or chart; and what treatments changed (readings 19 and 20)."""

from matching.anchors import Window
from matching.criteria import Limit, Measurement
from matching.days import Duration
from tests.spec.names import codes

CHANGED = "unknown: changed by treatment"
WRONG = "unknown: wrong assay or serotype"
YEAR = Window("screening", Duration(12, "mo"))


def test_tissue_and_method(spec):
    records = """
       | enzyme
    p1 | 5 nmol/h tissue=leucocytes 2026-05-01
    p2 | 5 nmol/h tissue=plasma 2026-05-01
    p3 | 5 nmol/h 2026-05-01
    p4 | 5 nmol/h tissue=leucocytes method=fluorimetry 2026-04-01; 50 nmol/h tissue=plasma 2026-05-01
    """
    low = Limit(10, "nmol/h")
    spec(
        title="A result from another specimen does not answer, nor one that does not name its own",
        records=records,
        criterion=Measurement(codes("enzyme"), below=low, within=YEAR, tissue=codes("leucocytes")),
        expect={"p1": "met", "p2": WRONG, "p3": WRONG, "p4": "met"},
    )
    spec(
        title="A result by another method does not answer",
        records=records,
        criterion=Measurement(codes("enzyme"), below=low, within=YEAR, method="fluorimetry"),
        expect={"p1": WRONG, "p2": WRONG, "p3": WRONG, "p4": "met"},
    )


def test_chart(spec):
    spec(
        title="A value without its formula is unknown where one is named",
        reading=19,
        records="""
           | eGFR
        p1 | 80 mL/min/{1.73_m2} chart=Schwartz 2026-05-01
        p2 | 80 mL/min/{1.73_m2} 2026-05-01
        p3 | 80 mL/min/{1.73_m2} chart=CKD-EPI 2026-05-01
        p4 | 50 mL/min/{1.73_m2} chart=Schwartz 2026-05-01
        """,
        criterion=Measurement(codes("eGFR"), from_=Limit(60, "mL/min/{1.73_m2}"), within=YEAR, chart="Schwartz"),
        expect={
            "p1": "met",
            "p2": "unknown: formula or chart missing",
            "p3": "unknown: formula or chart missing",
            "p4": "not met",
        },
    )


def test_factor_cover(spec):
    records = """
       | factor VIII       | drug
    p1 | 0.5 % 2026-05-01  |
    p2 | 20 % 2026-05-01   | factor VIII concentrate from 2026-04-30 until 2026-04-30
    p3 | 20 % 2026-05-01   | factor VIII concentrate from 2026-04-20 until 2026-04-20
    p4 | 20 % 2026-05-01   | emicizumab from 2025-01-01
    p5 | 0.5 % 2026-05-01  | emicizumab from 2025-01-01
    p6 | 20 % 2026-05-01   | factor VIII concentrate from 2026-05-02
    """
    spec(
        title="Factor VIII measured under factor cover or emicizumab is no more than natively: a low value stands",
        reading=20,
        records=records,
        criterion=Measurement(codes("factor VIII"), to=Limit(1, "%"), within=YEAR),
        expect={"p1": "met", "p2": CHANGED, "p3": "not met", "p4": CHANGED, "p5": "met", "p6": "not met"},
    )
    spec(
        title="A safety limit is literal: it reads what was measured, whatever the treatments",
        reading=20,
        records=records,
        criterion=Measurement(codes("factor VIII"), to=Limit(1, "%"), within=YEAR, literal=True),
        expect={"p1": "met", "p2": "not met", "p3": "not met", "p4": "not met", "p5": "met", "p6": "not met"},
    )


def test_transfusion(spec):
    spec(
        title="Haemoglobin S within 120 days of a transfusion is natively no lower",
        reading=20,
        records="""
           | HbS             | event                                     | procedure
        p1 | 40 % 2026-05-01 | transfusion 2026-01-01                    |
        p2 | 40 % 2026-05-01 | transfusion 2025-12-31                    |
        p3 | 60 % 2026-05-01 | transfusion 2026-04-01                    |
        p4 | 40 % 2026-05-01 | 6 transfusion 2025-06-01 to 2026-04-30    |
        p5 | 40 % 2026-05-01 |                                           | allogeneic transplant 2019-03-01
        p6 | 40 % 2026-05-01 | transfusion 2026-05-02                    |
        """,
        criterion=Measurement(codes("HbS"), from_=Limit(50, "%"), within=YEAR),
        expect={"p1": CHANGED, "p2": "not met", "p3": "met", "p4": CHANGED, "p5": CHANGED, "p6": "not met"},
    )
    spec(
        title="Native haemoglobin is asked by its own code; haemoglobin as such is literal",
        reading=20,
        records="""
           | haemoglobin         | event
        p1 | 9 g/dL 2026-05-01   | transfusion 2026-04-01
        p2 | 9 g/dL 2026-05-01   |
        p3 | 7 g/dL 2026-05-01   | transfusion 2026-04-01
        """,
        criterion=Measurement(codes("native haemoglobin"), below=Limit(8, "g/dL"), within=YEAR),
        expect={"p1": CHANGED, "p2": "not met", "p3": "met"},
    )


def test_enzyme_replacement(spec):
    spec(
        title="An enzyme's activity after replacement or transplant says nothing of the native one",
        reading=20,
        records="""
           | arylsulfatase A    | drug                          | procedure
        p1 | 50 % 2026-05-01    |                               |
        p2 | 50 % 2026-05-01    | idursulfase from 2024-01-01   |
        p3 | 50 % 2026-05-01    |                               | allogeneic transplant 2020-01-01
        p4 | 50 % 2026-05-01    |                               | allogeneic transplant 2026-05-02
        """,
        criterion=Measurement(codes("arylsulfatase A"), to=Limit(10, "%"), within=YEAR),
        expect={"p1": "not met", "p2": CHANGED, "p3": CHANGED, "p4": "not met"},
    )


def test_pending(spec):
    spec(
        title="A result that is awaited is there, and says so",
        records="""
           | ALT
        p1 | 30 U/L 2026-04-01; pending 2026-05-01
        p2 | pending 2026-05-01
        """,
        criterion=Measurement(codes("ALT"), to=Limit(40, "U/L"), within=YEAR),
        expect={"p1": "unknown: pending", "p2": "unknown: pending"},
    )
