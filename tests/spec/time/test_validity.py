"""For how long a recorded absence holds where the protocol does not say (reading 7)."""

import pytest

from matching.criteria import (
    Antibody,
    Change,
    Diagnosis,
    GeneTherapy,
    Infection,
    InTrial,
    Limit,
    Measurement,
    Medication,
    Phenotype,
    Procedure,
    Repeated,
    Result,
    Vaccination,
)
from matching.days import Duration
from tests.spec.names import codes

TOO_OLD = "unknown: too old"
ABSENCES = {
    "diagnosis": (Diagnosis(codes("LHON")), "diagnosis", "no LHON {}"),
    "sign": (Phenotype(codes("seizure")), "phenotype", "no seizure {}"),
    "drug": (Medication(codes("prednisone"), "ever"), "drug", "never prednisone on {}"),
    "procedure": (Procedure(codes("liver transplant")), "procedure", "never liver transplant {}"),
    "vaccine": (Vaccination(codes("measles vaccine")), "vaccine", "never measles vaccine {}"),
    "trial": (InTrial(), "complete list", "trials {}"),
    "gene therapy": (GeneTherapy(), "complete list", "procedures {0}; medications {0}"),
}


@pytest.mark.parametrize("name", ABSENCES)
def test_an_absence_holds_for_a_year(spec, name: str):
    criterion, column, written = ABSENCES[name]
    spec(
        title=f"A recorded absence of a {name} holds for 12 months where the protocol does not say",
        reading=7,
        records=f"""
           | {column}
        p1 | {written.format("2025-06-01")}
        p2 | {written.format("2025-05-31")}
        """,
        criterion=criterion,
        expect={"p1": "not met", "p2": TOO_OLD},
    )


TESTS = {
    "value": (Measurement(codes("ALT"), to=Limit(40, "U/L")), "ALT", "30 U/L {}", "met"),
    "titre": (Antibody("AAV9", "total", above=50), "AAV9 total", "1:100 {}", "met"),
    "result without a number": (Result(codes("HBsAg"), "negative"), "HBsAg test", "negative {}", "met"),
    "change": (
        Change(codes("ALT"), Duration(1, "mo"), from_=Limit(5, "U/L")), "ALT", "30 U/L 2025-01-01; 40 U/L {}", "met",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TESTS)
def test_a_test_holds_for_six_months(spec, name: str):
    criterion, column, written, answer = TESTS[name]
    spec(
        title=f"A {name} holds for 6 months where the protocol does not say",
        reading=7,
        records=f"""
           | {column}
        p1 | {written.format("2025-12-01")}
        p2 | {written.format("2025-11-30")}
        """,
        criterion=criterion,
        expect={"p1": answer, "p2": TOO_OLD},
    )


def test_repeated_tests_hold_for_two_years(spec):
    spec(
        title="What was found more than once counts for 24 months where the protocol does not say",
        reading=(5, 7),
        records="""
           | ALT
        p1 | 30 U/L 2024-06-01; 30 U/L 2026-05-01
        p2 | 30 U/L 2024-05-31; 30 U/L 2026-05-01
        """,
        criterion=Repeated(codes("ALT"), to=Limit(40, "U/L")),
        expect={"p1": "met", "p2": "unknown: not observed long enough"},
    )


def test_the_tests_of_an_infection_hold_for_six_months(spec):
    spec(
        title="A test of an infection holds for 6 months where the protocol does not say",
        reading=(7, 22),
        records="""
           | HCV RNA test
        p1 | positive 2025-12-01
        p2 | positive 2025-11-30
        """,
        criterion=Infection("HCV"),
        expect={"p1": "met", "p2": "unknown: not recorded, too old"},
        note="What was never recorded is the antibody, whose absence would answer too.",
    )
