"""For how long a recorded absence holds where the protocol does not say (reading 7)."""

import pytest

from matching.criteria import Diagnosis, GeneTherapy, InTrial, Medication, Phenotype, Procedure, Vaccination
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
