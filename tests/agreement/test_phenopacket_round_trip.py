"""Law: facts -> phenopacket -> facts gives back what `fhir_adapters.phenopackets` lists; what is lost is said."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fhir_adapters.phenopackets import from_facts, to_facts
from fhir_adapters.phenopackets.clinical import KARYOTYPES
from matching.days import Span
from matching.facts import (
    Condition,
    CopyNumber,
    Facts,
    History,
    Measurement,
    Medication,
    Person,
    Procedure,
    Variant,
)

WHERE = {"patient": "p", "record": "R/1"}
DAYS = st.integers(10_000, 10_004)
SPANS = st.builds(lambda first, more: Span(first, first + more), DAYS, st.sampled_from([0, 0, 1, 30]))
WHEN = st.none() | SPANS
NUMBERS = st.sampled_from([None, 0.0, 0.5, 5.0, -1.0])
UNITS = st.sampled_from([None, "ng/mL", "%", "{score}", "10*9/L"])
HPO, DISEASES = ["HP:0001250", "HP:0001252"], ["OMIM:253300", "ORPHA:70", "SNOMED:5262007"]


def rows(cls, **columns):
    return st.builds(cls, **{name: st.just(value) for name, value in WHERE.items()}, **columns)


PEOPLE = rows(
    Person, birth=WHEN, sex=st.sampled_from([None, "male", "female", "other", "unknown"]), deceased=st.booleans(),
    karyotype=st.sampled_from([None, "XO", "XY", "XY/XXY"]),
)  # fmt: skip
CONDITIONS = rows(
    Condition, code=st.sampled_from(HPO + DISEASES), when=WHEN, onset=WHEN,
    certainty=st.sampled_from(["confirmed", "suspected", "absent"]),
)  # fmt: skip
MEASUREMENTS = rows(
    Measurement, code=st.sampled_from(["LOINC:1742-6", "LOINC:2000-8"]), when=WHEN, value=NUMBERS, unit=UNITS,
    minute=st.sampled_from([None, 0, 1, 1439]), comparator=st.sampled_from(["", "", "<", ">="]), low=NUMBERS,
    high=NUMBERS,
)  # fmt: skip
PROTEINS = {"p.Ala7Thr": "missense", "NP_1.1:p.(Arg3*)": "null"}
VARIANTS = rows(
    Variant, gene=st.sampled_from(["SMN1", "HGNC:7133"]),
    hgvs=st.sampled_from([None, "NM_1.1:c.1A>G", "NM_1.1:c.2del", "c.2del"]),
    transcript=st.sampled_from([None, "NM_1.1"]), zygosity=st.sampled_from([None, "het", "het", "hom", "hemi"]),
    significance=st.sampled_from([None, "P", "LP", "VUS", "LB", "B"]), mosaic=st.booleans(), when=WHEN,
    phase_set=st.sampled_from([None, "a", "a", "b"]), allele=st.sampled_from([None, 1, 2]), present=st.booleans(),
    lesion=st.sampled_from([None, "deletion", "duplication", "point"]), exon_first=st.sampled_from([None, 3]),
    protein=st.sampled_from([None, None, *PROTEINS]),
)  # fmt: skip
COPIES = rows(
    CopyNumber, gene=st.just("SMN2"), low=st.integers(0, 3), high=st.none() | st.integers(3, 4),
    method=st.sampled_from([None, "MLPA"]), when=WHEN,
)  # fmt: skip
MEDICATIONS = rows(
    Medication, code=st.just("ATC:M09AX09"), when=WHEN, until=WHEN, dose=NUMBERS, dose_unit=UNITS,
    status=st.sampled_from(["active", "stopped", "not_taken", "planned"]),
)  # fmt: skip
PROCEDURES = rows(
    Procedure, code=st.just("SNOMED:2752008"), when=WHEN, status=st.sampled_from(["done", "planned", "not_done"])
)
HISTORIES = rows(History, scope=st.just("medications"))


@st.composite
def patients(draw) -> Facts:
    facts = Facts()
    facts.add(draw(PEOPLE))
    for strategy in (CONDITIONS, MEASUREMENTS, VARIANTS, COPIES, MEDICATIONS, PROCEDURES, HISTORIES):
        facts.extend(draw(st.lists(strategy, max_size=3)))
    return facts


# --- what survives, stated without looking at how it is written ------------------------------------------------------


def exact(span: Span | None) -> Span | None:
    return span if span and span.exact else None


def person(row: Person) -> Person:
    return replace(row, birth=exact(row.birth), karyotype=row.karyotype if row.karyotype in KARYOTYPES else None)


def conditions(given_rows: list[Condition]) -> list[Condition]:
    said = [row for row in given_rows if row.certainty != "suspected"]
    kept = [
        replace(row, onset=onset, when=onset)
        for row in said
        for onset in (row.onset if row.certainty == "confirmed" else None,)
    ]
    known = {row.code for row in said}
    for row in given_rows:
        if row.certainty == "suspected" and row.code not in known and not row.code.startswith("HP:"):
            known.add(row.code)
            kept.append(replace(row, when=None, onset=None))
    return kept


def measurement(row: Measurement) -> Measurement:
    timed = row.minute if row.minute and exact(row.when) else None
    return replace(row, minute=timed)


def spelled_out(row: Variant) -> Variant:
    """With what an HGVS text says by itself: its transcript, that a change of one base is a point change, its effect.

    A change known by its protein alone has that for its name.
    """
    inside, point = (":" in (row.hgvs or ""), bool(row.hgvs))
    return replace(
        row,
        hgvs=row.hgvs or row.protein,
        consequence=PROTEINS.get(row.protein),
        transcript=row.transcript or ("NM_1.1" if inside else None),
        lesion=row.lesion or ("point" if point else None),
    )


def variants(given_rows: list[Variant]) -> list[Variant]:
    kept = [spelled_out(replace(row, when=None, exon_first=None, transcript=None)) for row in given_rows if row.present]
    return [in_trans(row, kept) for row in kept]


def in_trans(row: Variant, others: list[Variant]) -> Variant:
    mates = [other for other in others if other.gene == row.gene and other.zygosity == "het" and other.phase_set]
    # A change is the same with and without its transcript.
    names = {other.hgvs.removeprefix("NM_1.1:") for other in mates if other.hgvs}
    pair = len(mates) == len(names) == 2 and {other.allele for other in mates} == {1, 2}
    if pair and len({other.phase_set for other in mates}) == 1 and row in mates:
        return replace(row, phase_set=f"Phenopacket/p/{row.gene}")
    return replace(row, phase_set=None, allele=None)


def medication(row: Medication) -> Medication:
    until = exact(row.until) if row.status == "stopped" else None
    return replace(row, when=exact(row.when), until=until)


def survivors(facts: Facts) -> list:
    return [
        *map(person, facts.people),
        *conditions(facts.conditions),
        *(measurement(row) for row in facts.measurements if not row.comparator),
        *variants(facts.variants),
        *(replace(row, method=None, when=None) for row in facts.copy_numbers),
        *(medication(row) for row in facts.medications if row.status in ("active", "stopped")),
        *(row for row in facts.procedures if row.status == "done"),
    ]


def plain(facts) -> list:
    """Rows without the place where they were read, in an order of their own."""
    return sorted((replace(row, record="", element="") for row in facts), key=repr)


def essence(facts: Facts) -> list:
    """Rows whatever the name of a phase set, and whether an HGVS text was spelled out."""
    named = [replace(row, phase_set=row.phase_set and "in trans") for row in map(spelled_out, facts.variants)]
    return plain([*(row for row in facts if not isinstance(row, Variant)), *named])


@given(patients())
def test_what_survives_comes_back(facts: Facts):
    packet, problems = from_facts(facts, created=10_000)
    back, _ = to_facts(packet)
    assert plain(back) == plain(survivors(facts))
    assert bool(problems) == (essence(back) != essence(facts))


@given(patients())
def test_what_survived_once_survives_always(facts: Facts):
    back, _ = to_facts(from_facts(facts, created=10_000)[0])
    packet, problems = from_facts(back, created=10_000)
    assert plain(to_facts(packet)[0]) == plain(back)
    assert problems == []
