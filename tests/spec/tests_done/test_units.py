"""Units: what is converted, and what never is (reading 18)."""

from matching.criteria import Limit, Measurement
from tests.spec.names import codes

NOT_CONVERTIBLE = "unknown: unit not convertible"


def test_mass_and_amount(spec):
    spec(
        title="Mass becomes amount by the analyte's molar mass",
        reading=18,
        records="""
           | creatinine
        p1 | 0.99 mg/dL 2026-05-20
        p2 | 88 umol/L 2026-05-20
        p3 | 89 umol/L 2026-05-20
        p4 | 0.088 mmol/L 2026-05-20
        p5 | 9.9 mg/L 2026-05-20
        """,
        criterion=Measurement(codes("creatinine"), below=Limit(1, "mg/dL")),
        expect={"p1": "met", "p2": "met", "p3": "not met", "p4": "met", "p5": "met"},
        note="1 mg/dL of creatinine is 88.4 µmol/L.",
    )
    spec(
        title="Amounts of haemoglobin are of the monomer",
        reading=18,
        records="""
           | haemoglobin
        p1 | 79 g/L 2026-05-20
        p2 | 80 g/L 2026-05-20
        p3 | 4.9 mmol/L 2026-05-20
        p4 | 5.0 mmol/L 2026-05-20
        """,
        criterion=Measurement(codes("haemoglobin"), below=Limit(8, "g/dL")),
        expect={"p1": "met", "p2": "not met", "p3": "met", "p4": "not met"},
        note="8 g/dL is 4.96 mmol/L of the monomer (16114.5 g/mol).",
    )
    spec(
        title="Without a molar mass, mass does not become amount",
        reading=18,
        records="""
           | albumin
        p1 | 40 g/L 2026-05-20
        p2 | 600 umol/L 2026-05-20
        """,
        criterion=Measurement(codes("albumin"), from_=Limit(35, "g/L")),
        expect={"p1": "met", "p2": NOT_CONVERTIBLE},
    )


def test_international_units(spec):
    spec(
        title="For a clotting factor 1 IU/mL, 100 IU/dL and 100 % are one",
        reading=18,
        records="""
           | factor IX
        p1 | 1.9 % 2026-05-20
        p2 | 1.9 [IU]/dL 2026-05-20
        p3 | 0.019 [IU]/mL 2026-05-20
        p4 | 0.02 [IU]/mL 2026-05-20
        p5 | 0.019 [iU]/mL 2026-05-20
        """,
        criterion=Measurement(codes("factor IX"), below=Limit(2, "%")),
        expect={"p1": "met", "p2": "met", "p3": "met", "p4": "not met", "p5": "met"},
    )
    spec(
        title="For an enzyme they never are",
        reading=18,
        records="""
           | ALT
        p1 | 50 U/L 2026-05-20
        p2 | 50 % 2026-05-20
        p3 | 50 [IU]/L 2026-05-20
        p4 | 0.05 U/mL 2026-05-20
        p5 | 0.8 ukat/L 2026-05-20
        """,
        criterion=Measurement(codes("ALT"), to=Limit(100, "U/L")),
        expect={"p1": "met", "p2": NOT_CONVERTIBLE, "p3": NOT_CONVERTIBLE, "p4": "met", "p5": "met"},
    )


def test_counts(spec):
    spec(
        title="Cells per litre and per microlitre are the same count",
        reading=18,
        records="""
           | platelets
        p1 | 100 10*9/L 2026-05-20
        p2 | 99 10*9/L 2026-05-20
        p3 | 100000 /uL 2026-05-20
        p4 | 99999 /uL 2026-05-20
        p5 | 100 10*3/uL 2026-05-20
        """,
        criterion=Measurement(codes("platelets"), from_=Limit(100, "10*9/L")),
        expect={"p1": "met", "p2": "not met", "p3": "met", "p4": "not met", "p5": "met"},
    )


def test_no_unit(spec):
    spec(
        title="No unit, or one that says nothing, is never guessed",
        reading=18,
        records="""
           | platelets
        p1 | 250 2026-05-20
        p2 | 250 G/L 2026-05-20
        p3 | 250 10*9/L 2026-05-20; 251 2026-05-21
        """,
        criterion=Measurement(codes("platelets"), from_=Limit(100, "10*9/L")),
        expect={"p1": NOT_CONVERTIBLE, "p2": NOT_CONVERTIBLE, "p3": NOT_CONVERTIBLE},
        note="A later result that cannot be read (p3) leaves the latest unknown.",
    )


def test_letters(spec):
    spec(
        title="Letters and logMAR are not converted into one another",
        reading=18,
        records="""
           | visual acuity
        p1 | 34 {letters} 2026-05-20
        p2 | 35 {letters} 2026-05-20
        p3 | 1.0 {logMAR} 2026-05-20
        p4 | unable 2026-05-20
        """,
        criterion=Measurement(codes("visual acuity"), below=Limit(35, "{letters}")),
        expect={"p1": "met", "p2": "not met", "p3": NOT_CONVERTIBLE, "p4": "unknown: not recorded"},
        note="Unable is never zero. What comes in FHIR as logMAR or Snellen is read as letters where it comes in.",
    )
