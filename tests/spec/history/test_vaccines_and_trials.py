"""Vaccines, what is planned, other trials, and gene therapy in trials (readings 3, 24, 26 and 27)."""

from matching.anchors import Ahead, Offset, Window
from matching.criteria import GeneTherapy, InTrial, Procedure, Vaccination
from matching.days import Duration
from tests.spec.names import codes

DOSING = {"dosing": Offset((10, 20))}
NOT_RECORDED = "unknown: not recorded"
IMPRECISE = "unknown: imprecise date"
MOVES = "unknown: depends on the date within the anchor's interval, not recorded"


def test_interval(spec):
    spec(
        title="A vaccine's interval looks from the stated anchor",
        reading=(3, 26),
        records="""
           | vaccine                          | complete list
        p1 | COVID-19 vaccine 2026-06-01      |
        p2 | COVID-19 vaccine 2026-05-20      |
        p3 | COVID-19 vaccine 2026-05-13      | immunizations 2026-05-30
        p4 | COVID-19 vaccine 2026-05-13      |
        p5 |                                  | immunizations 2026-05-30
        p6 |                                  |
        """,
        criterion=Vaccination(codes("COVID-19 vaccine"), Window("dosing", Duration(28, "d"))),
        anchors=DOSING,
        expect={
            "p1": "met",
            "p2": MOVES,
            "p3": "not met",
            "p4": NOT_RECORDED,
            "p5": "not met",
            "p6": NOT_RECORDED,
        },
        note="Dosing lies 10 to 20 days after screening, 2026-06-11 to 2026-06-21. Only a complete list of vaccines, "
        "or one recorded as not given, makes silence a no.",
    )
    spec(
        title="A class of vaccines holds its members, and no others",
        reading=(24, 26),
        records="""
           | vaccine
        p1 | measles vaccine 2026-05-20
        p2 | influenza vaccine 2026-05-20
        p3 | never vaccine 2026-05-20
        """,
        criterion=Vaccination(codes("live vaccine"), Window("screening", Duration(30, "d"))),
        expect={"p1": "met", "p2": NOT_RECORDED, "p3": "not met"},
    )


def test_planned(spec):
    spec(
        title="Planned events lie ahead, and their window looks ahead too",
        reading=3,
        records="""
           | procedure
        p1 | planned spinal fusion 2026-07-15
        p2 | planned spinal fusion 2026-09-15
        p3 | planned spinal fusion 2026-05-15
        p4 | spinal fusion 2026-05-15
        p5 | planned spinal fusion 2026
        p6 |
        """,
        criterion=Procedure(codes("spinal fusion"), Ahead("screening", Duration(3, "mo"))),
        expect={
            "p1": "met",
            "p2": NOT_RECORDED,
            "p3": NOT_RECORDED,
            "p4": NOT_RECORDED,
            "p5": IMPRECISE,
            "p6": NOT_RECORDED,
        },
        note="Nobody records all that is not planned: silence is unknown.",
    )
    spec(
        title="A vaccine is planned as drugs are",
        reading=26,
        records="""
           | drug
        p1 | planned measles vaccine from 2026-06-15
        p2 | planned measles vaccine from 2026-09-15
        """,
        criterion=Vaccination(codes("live vaccine"), Ahead("screening", Duration(60, "d"))),
        expect={"p1": "met", "p2": NOT_RECORDED},
    )


def test_trials(spec):
    records = """
       | trial                              | complete list
    p1 | NCT1 from 2025-10-01               |
    p2 | NCT1 from 2025-12-02               |
    p3 | NCT1 from 2024-01-01 until 2026-04-30 |
    p4 | NCT1 from 2024-01-01 until 2024-03-31 |
    p5 |                                    | trials 2026-05-01
    p6 |                                    |
    p7 | NCT1 from 2025-12                  |
    """
    spec(
        title="Now in a trial, or not any more",
        records=records,
        criterion=InTrial(),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "not met",
            "p5": "not met",
            "p6": NOT_RECORDED,
            "p7": "met",
        },
    )
    spec(
        title="In a lead-in study for at least six months",
        records=records,
        criterion=InTrial(("NCT1",), for_=Duration(6, "mo")),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "met",
            "p4": "not met",
            "p5": "not met",
            "p6": NOT_RECORDED,
            "p7": IMPRECISE,
        },
    )
    spec(
        title="In a trial within three months",
        records=records,
        criterion=InTrial(within=Window("screening", Duration(3, "mo"))),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "met",
            "p4": "not met",
            "p5": "not met",
            "p6": NOT_RECORDED,
            "p7": "met",
        },
    )


def test_gene_therapy_in_a_trial(spec):
    spec(
        title="After a blinded trial whose allocation is undisclosed, earlier gene therapy is unknown",
        reading=27,
        records="""
           | trial                                                   | complete list
        p1 | NCT1 of AAV8 gene therapy treated from 2024-01-01       |
        p2 | NCT1 of AAV8 gene therapy control from 2024-01-01       | procedures 2026-05-01; medications 2026-05-01
        p3 | NCT1 of AAV8 gene therapy undisclosed from 2024-01-01   | procedures 2026-05-01; medications 2026-05-01
        p4 | NCT1 of AAV8 gene therapy from 2024-01-01               | procedures 2026-05-01; medications 2026-05-01
        p5 | NCT1 from 2024-01-01                                    | procedures 2026-05-01; medications 2026-05-01
        """,
        criterion=GeneTherapy(),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: allocation not disclosed",
            "p4": "unknown: allocation not disclosed",
            "p5": "not met",
        },
    )
    spec(
        title="A trial that touches the window may have given the therapy within it, from its first day to its last",
        reading=27,
        records="""
           | trial                                                                   | complete list
        p1 | NCT1 of AAV8 gene therapy undisclosed from 2026-06-01                   | procedures 2026-06-01; medications 2026-06-01
        p2 | NCT1 of AAV8 gene therapy undisclosed from 2024-01-01 until 2026-03-01  | procedures 2026-06-01; medications 2026-06-01
        p3 | NCT1 of AAV8 gene therapy undisclosed from 2024-01-01 until 2026-02-28  | procedures 2026-06-01; medications 2026-06-01
        p4 | NCT1 of AAV8 gene therapy treated from 2024-01-01 until 2026-03-01      | procedures 2026-06-01; medications 2026-06-01
        p5 | NCT1 of AAV8 gene therapy treated until 2026-02-28                      | procedures 2026-06-01; medications 2026-06-01
        p6 | NCT1 of AAV8 gene therapy undisclosed from 2024-01-01                   | procedures 2026-06-01; medications 2026-06-01
        """,  # noqa: E501
        criterion=GeneTherapy(within=Window("screening", Duration(3, "mo"))),
        expect={
            "p1": "unknown: allocation not disclosed",
            "p2": "unknown: allocation not disclosed",
            "p3": "not met",
            "p4": IMPRECISE,
            "p5": "not met",
            "p6": "unknown: allocation not disclosed",
        },
    )
    spec(
        title="A vector is asked, required or excluded, by its kind",
        reading=27,
        records="""
           | procedure
        p1 | AAV8 gene therapy 2020-01-01
        p2 | lentiviral gene therapy 2020-01-01
        p3 | gene therapy 2020-01-01
        """,
        criterion=GeneTherapy(codes("AAV gene therapy")),
        expect={"p1": "met", "p2": NOT_RECORDED, "p3": "unknown: broader term"},
    )
