"""Procedures and earlier gene therapy (readings 24 and 27)."""

from matching.anchors import Window
from matching.criteria import GeneTherapy, Procedure
from matching.days import Duration
from tests.spec.names import codes

MET, NOT_MET = "met", "not met"
NOT_RECORDED = "unknown: not recorded"
OLD = "unknown: too old"


def test_ever(spec):
    spec(
        title="A procedure done, ever",
        reading=24,
        records="""
           | procedure                          | complete list
        p1 | liver transplant 2015              |
        p2 | never organ transplant 2026-05-01  |
        p3 | never liver transplant 2026-05-01  |
        p4 | planned liver transplant 2026-12   |
        p5 |                                    | procedures 2026-05-01
        p6 |                                    | procedures 2024-05-01
        p7 |                                    |
        """,
        criterion=Procedure(codes("organ transplant")),
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": NOT_RECORDED,
            "p4": NOT_RECORDED,
            "p5": NOT_MET,
            "p6": OLD,
            "p7": NOT_RECORDED,
        },
    )


def test_within_a_window(spec):
    spec(
        title="A procedure within 6 months: what is older lies outside, and a statement must lie inside",
        reading=(3, 24),
        records="""
           | procedure               | complete list
        p1 | spinal fusion 2025-12-01 |
        p2 | spinal fusion 2025-11-30 |
        p3 | spinal fusion 2025-12    |
        p4 | spinal fusion 2025       |
        p5 | spinal fusion 2020-01-01 | procedures 2026-05-01
        p6 |                          | procedures 2025-11-30
        p7 |                          | procedures 2025-12-01
        """,
        criterion=Procedure(codes("spinal fusion"), within=Window("screening", Duration(6, "mo"))),
        expect={
            "p1": MET,
            "p2": NOT_RECORDED,
            "p3": MET,
            "p4": "unknown: imprecise date",
            "p5": NOT_MET,
            "p6": OLD,
            "p7": NOT_MET,
        },
        note="A list that was complete before the window began (p6) says nothing of the window.",
    )


def test_gene_therapy(spec):
    spec(
        title="An earlier gene therapy is one whether recorded as a drug or as a procedure",
        reading=27,
        records="""
           | drug                                           | procedure
        p1 | onasemnogene from 2020-05-01 until 2020-05-01  |
        p2 |                                                | lentiviral gene therapy 2019
        p3 | planned onasemnogene from 2026-07-01           |
        p4 |                                                | planned AAV gene therapy 2026-07
        p5 |                                                | never gene therapy 2026-05-01
        p6 | never gene therapy on 2026-05-01               |
        p7 | nusinersen from 2020-01-01                     |
        p8 |                                                | never AAV gene therapy 2026-05-01
        """,
        criterion=GeneTherapy(),
        expect={
            "p1": MET,
            "p2": MET,
            "p3": NOT_RECORDED,
            "p4": NOT_RECORDED,
            "p5": NOT_MET,
            "p6": NOT_MET,
            "p7": NOT_RECORDED,
            "p8": NOT_RECORDED,
        },
    )


def test_gene_therapy_by_vector(spec):
    spec(
        title="A criterion on one vector is met by that vector",
        reading=27,
        records="""
           | drug                                           | procedure
        p1 | onasemnogene from 2020-05-01 until 2020-05-01  |
        p2 |                                                | AAV8 gene therapy 2019
        p3 |                                                | lentiviral gene therapy 2019
        p4 |                                                | AAV gene therapy 2019
        """,
        criterion=GeneTherapy(codes("AAV8 gene therapy")),
        expect={"p1": NOT_RECORDED, "p2": MET, "p3": NOT_RECORDED, "p4": "unknown: broader term"},
    )


def test_gene_therapy_silence(spec):
    spec(
        title="No gene therapy by silence needs complete lists of drugs and of procedures",
        reading=(24, 27),
        records="""
           | complete list
        p1 | procedures 2026-05-01; medications 2026-04-01
        p2 | procedures 2026-05-01
        p3 | medications 2026-05-01
        p4 | procedures 2026-05-01; medications 2024-04-01
        p5 |
        """,
        criterion=GeneTherapy(),
        expect={"p1": NOT_MET, "p2": NOT_RECORDED, "p3": NOT_RECORDED, "p4": OLD, "p5": NOT_RECORDED},
        note="The older of the two lists says how far the whole is complete.",
    )


def test_list_with_a_broader_entry(spec):
    spec(
        title="A complete list that holds a broader entry does not say that the narrower one was never done",
        reading=24,
        records="""
           | procedure                                                       | complete list
        p1 | spinal fusion 2020-01-01                                        | procedures 2026-05-01
        p2 | organ transplant 2020-01-01                                     | procedures 2026-05-01
        p3 | organ transplant 2020-01-01; never liver transplant 2026-05-01  |
        """,
        criterion=Procedure(codes("liver transplant")),
        expect={"p1": "not met", "p2": "unknown: broader term", "p3": "not met"},
    )
