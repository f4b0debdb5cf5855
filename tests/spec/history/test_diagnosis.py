"""Diagnoses: at or below a term, absent, suspected; and the trial's own disease (readings 24 and 25)."""

from matching.criteria import Diagnosis
from tests.spec.names import codes

MET, NOT_MET = "met", "not met"
NOT_RECORDED = "unknown: not recorded"
OLD = "unknown: too old"
BROADER = "unknown: broader term"
SUSPECTED = "unknown: only suspected"
R5 = Diagnosis(codes("LGMD R5"), own_disease=True, genes=("SGCG",))


def test_at_or_below(spec):
    spec(
        title="A diagnosis counts at or below the asked term, in any system that an exact link joins",
        reading=25,
        records="""
           | diagnosis
        p1 | SMA 2024-01-01
        p2 | SMA type 1 2024-01-01
        p3 | hepatitis B without delta 2024-01-01
        p4 |
        """,
        criterion=Diagnosis(codes("SMA", "hepatitis B")),
        expect={"p1": MET, "p2": MET, "p3": MET, "p4": NOT_RECORDED},
        note="Hepatitis B is asked in SNOMED CT, recorded in ICD-10.",
    )
    spec(
        title="A term above the asked one is open",
        reading=25,
        records="""
           | diagnosis      | complete list
        p1 | SMA 2024-01-01 |
        p2 | SMA 2024-01-01 | conditions 2026-05-01
        p3 | SMA 2024-01-01; no SMA type 1 2026-05-01 |
        p4 | suspected SMA 2024-01-01 | conditions 2026-05-01
        """,
        criterion=Diagnosis(codes("SMA type 1")),
        expect={"p1": BROADER, "p2": BROADER, "p3": NOT_MET, "p4": BROADER},
        note="A complete list (p2) is not silent: it says SMA, and type 1 may be meant.",
    )


def test_silence(spec):
    spec(
        title="Nothing recorded is unknown; a recorded absence and a complete list are no, while in date",
        reading=(7, 24),
        records="""
           | diagnosis                    | complete list
        p1 |                              |
        p2 | no hepatitis B 2025-06-01    |
        p3 | no hepatitis B 2025-05-31    |
        p4 | no hepatitis B               |
        p5 |                              | conditions 2025-06-01
        p6 |                              | conditions 2025-05-31
        p7 |                              | medications 2026-05-01
        p8 | no hepatitis B without delta 2026-05-01 |
        """,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={
            "p1": NOT_RECORDED,
            "p2": NOT_MET,
            "p3": OLD,
            "p4": "unknown: imprecise date",
            "p5": NOT_MET,
            "p6": OLD,
            "p7": NOT_RECORDED,
            "p8": NOT_RECORDED,
        },
        note="An absence holds for 12 months, a declared default. The absence of one kind (p8) is not that of all.",
    )


def test_absence_of_several(spec):
    spec(
        title="Of several terms asked, each must be ruled out",
        reading=24,
        records="""
           | diagnosis
        p1 | no hepatitis B 2026-05-01; no HIV 2026-05-01
        p2 | no hepatitis B 2026-05-01
        p3 | no hepatitis B 2026-05-01; HIV 2020
        """,
        criterion=Diagnosis(codes("hepatitis B", "HIV")),
        expect={"p1": NOT_MET, "p2": NOT_RECORDED, "p3": MET},
    )


def test_changes_of_mind(spec):
    spec(
        title="A suspicion is open until it is ruled out later",
        reading=(24, 25),
        records="""
           | diagnosis
        p1 | suspected hepatitis B 2026-01-01
        p2 | suspected hepatitis B 2026-01-01; no hepatitis B 2026-03-01
        p3 | suspected hepatitis B 2026-03-01; no hepatitis B 2026-01-01
        p4 | suspected hepatitis B 2026-03-01; no hepatitis B 2026-03-01
        p5 | suspected hepatitis B 2026-03-01; hepatitis B 2026-04-01
        """,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={"p1": SUSPECTED, "p2": NOT_MET, "p3": SUSPECTED, "p4": SUSPECTED, "p5": MET},
    )
    spec(
        title="A diagnosis denied later is conflicting; one made after a denial stands",
        reading=24,
        records="""
           | diagnosis
        p1 | hepatitis B 2024-01-01; no hepatitis B 2026-01-01
        p2 | hepatitis B 2026-01-01; no hepatitis B 2024-01-01
        p3 | hepatitis B; no hepatitis B 2026-01-01
        """,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={"p1": "unknown: conflicting", "p2": MET, "p3": "unknown: conflicting"},
    )


def test_own_disease(spec):
    spec(
        title="For the trial's own disease another confirmed rare disease is a no",
        reading=25,
        records="""
            | diagnosis                            | SGCG variant
        p1  | LGMD R5 2020                         |
        p2  | LGMD R9 2020                         |
        p3  | LGMD 2020                            |
        p4  | LGMD R9 2020; LGMD 2018              |
        p5  | suspected LGMD R9 2020               |
        p6  | LGMD R9 2020; suspected LGMD R5 2021 |
        p7  | LGMD R9 2020                         | c.787G>A P het
        p8  | LGMD R9 2020                         | c.787G>A VUS het
        p9  | LGMD R9 2020                         | c.787G>A B het
        p10 | LGMD R9 2020                         | c.787G>A P het mosaic
        p11 | a disease no release holds 2020      |
        p12 | LGMD R9 2020; LGMD R5 2021           |
        """,
        criterion=R5,
        expect={
            "p1": MET,
            "p2": NOT_MET,
            "p3": BROADER,
            "p4": BROADER,
            "p5": NOT_RECORDED,
            "p6": SUSPECTED,
            "p7": "unknown: conflicting",
            "p8": "unknown: uncertain significance",
            "p9": NOT_MET,
            "p10": "unknown: conflicting",
            "p11": BROADER,
            "p12": MET,
        },
        note="R5 must not admit R9, nor R9 with a finding in the gene of R5 be sent away.",
    )


def test_own_disease_undiagnosed(spec):
    spec(
        title="A phenotype, a common disease or a complete list does not speak against the trial's own disease",
        reading=25,
        records="""
           | diagnosis             | phenotype           | complete list
        p1 |                       |                     |
        p2 |                       | muscle weakness 2024 |
        p3 | hepatitis B 2024      |                     |
        p4 |                       |                     | conditions 2026-05-01
        p5 | hepatitis B 2024      | muscle weakness 2024 | conditions 2026-05-01
        p6 | no LGMD 2026-05-01    |                     |
        p7 | no LGMD R5 2026-05-01 |                     |
        p8 | no LGMD R5 2024-05-01 |                     |
        """,
        criterion=R5,
        expect={
            "p1": NOT_RECORDED,
            "p2": NOT_RECORDED,
            "p3": NOT_RECORDED,
            "p4": NOT_RECORDED,
            "p5": NOT_RECORDED,
            "p6": NOT_MET,
            "p7": NOT_MET,
            "p8": NOT_RECORDED,
        },
        note="Nobody diagnosed yet is a candidate for a diagnosis.",
    )


def test_own_disease_ruled_out(spec):
    spec(
        title="The trial's disease ruled out by a clinician, but not by the gene, is open",
        reading=25,
        records="""
           | diagnosis             | SGCG variant
        p1 | no LGMD R5 2026-05-01 | c.787G>A P hom
        p2 | no LGMD R5 2026-05-01 | negative
        """,
        criterion=R5,
        expect={"p1": "unknown: conflicting", "p2": NOT_MET},
    )


def test_over(spec):
    records = """
       | diagnosis
    p1 | hepatitis B 2015-01-01
    p2 | hepatitis B 2015-01-01 over 2020-03-01
    p3 | hepatitis B 2015-01-01 over 2026
    p4 | hepatitis B 2015-01-01 over 2020-03-01; hepatitis B 2025-01-01
    p5 | hepatitis B 2015-01-01 over 2020-03-01; no hepatitis B 2026-03-01
    """
    spec(
        title="A condition that is over is not one that the patient has, nor a proof that it stays away",
        reading=24,
        records=records,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={"p1": MET, "p2": OLD, "p3": "unknown: imprecise date", "p4": MET, "p5": NOT_MET},
    )
    spec(
        title="Present or past, it counts when the protocol asks both",
        reading=24,
        records=records,
        criterion=Diagnosis(codes("hepatitis B"), asks="ever"),
        expect={"p1": MET, "p2": MET, "p3": MET, "p4": MET, "p5": "unknown: conflicting"},
        note="p5: an absence of today does not undo the past.",
    )


def test_list_not_understood(spec):
    spec(
        title="A complete list is no proof of absence while it holds an entry that nobody here understands",
        reading=24,
        records="""
           | diagnosis                         | complete list
        p1 | HIV 2024-01-01                    | conditions 2026-05-01
        p2 | an entry in words only 2024-01-01 | conditions 2026-05-01
        p3 | an entry in words only 2024-01-01; no hepatitis B 2026-05-01 | conditions 2026-05-01
        """,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={"p1": NOT_MET, "p2": BROADER, "p3": NOT_MET},
    )


def test_denial_and_a_newer_doubt(spec):
    spec(
        title="A denial says nothing of a later entry that may be what it denies",
        reading=24,
        records="""
           | diagnosis
        p1 | no hepatitis B 2026-01-10
        p2 | no hepatitis B 2026-01-10; an entry in words only 2026-05-20
        p3 | an entry in words only 2026-01-09; no hepatitis B 2026-01-10
        p4 | no hepatitis B 2026-01-10; a code nothing is linked to 2026-05-20
        """,
        criterion=Diagnosis(codes("hepatitis B")),
        expect={"p1": NOT_MET, "p2": NOT_RECORDED, "p3": NOT_MET, "p4": NOT_RECORDED},
    )
