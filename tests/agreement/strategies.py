"""Criteria and facts to draw, leaf family by leaf family, from shared pools."""

from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Offset
from matching.days import Span
from matching.facts import Fact, Facts
from tests.agreement.pools import AGES, BIRTHS, OFFSETS, TODAY, Pool, around, one_of, pools, row

COMPARATORS = st.sampled_from(["", "", "", *get_args(told.Comparator)])
CLASSES = one_of(("P", "LP"), ("P", "LP"), ("P", "LP", "VUS"), ("P",), ("P", "LP", "unclassified"))
WHEN = one_of("current", "current", "ever")
GENES = one_of("SMN1", "SMN1", "SMN1", "HGNC:1", "SMN2")


@dataclass(frozen=True)
class Family:
    """The criteria of one leaf class, and the facts that speak to them."""

    criteria: st.SearchStrategy[ask.Leaf]
    facts: st.SearchStrategy[Fact]


# --- facts -----------------------------------------------------------------------------------------------------------

people = row(
    told.Person,
    birth=st.one_of(around(AGES), around(AGES), st.sampled_from([*BIRTHS, None])),
    sex=one_of("male", "male", "female", "other", "unknown", None),
    karyotype=one_of(None, None, "XY", "XX", "X", "XXY"),
)


def conditions(pool: Pool) -> st.SearchStrategy[Fact]:
    """Diagnoses and phenotypes: asked, near, elsewhere, unresolved, of a common disease."""
    asked = ["ORPHA:10", "ORPHA:11", "OMIM:11", "ORPHA:12", "HP:1", "HP:2", "HP:3"]
    other = ["ORPHA:1", "ORPHA:13", "MONDO:20", "OMIM:99", "ICD10:G71", "ICD10:G71.0", "TEXT:uncoded"]
    return row(
        told.Condition,
        code=st.one_of(st.sampled_from(asked), st.sampled_from(asked), st.sampled_from(other)),
        certainty=one_of("confirmed", "confirmed", "suspected", "absent", "absent"),
        when=pool.dates,
        until=st.one_of(st.none(), st.none(), pool.dates),
    )


def measurements(pool: Pool) -> st.SearchStrategy[Fact]:
    """Numbers on both sides of the limits, mostly in the unit asked."""
    unit = "U/L" if pool.unit in ("xULN", "xLLN") else pool.unit
    printed = one_of(None, 0.0, 5.0, 50.0, 50.0, 50.0)
    return row(
        told.Measurement,
        code=one_of("LOINC:1", "LOINC:1", "LOINC:2", "LOINC:3"),
        when=pool.dates,
        minute=one_of(None, 600, 601),
        value=one_of(4.9, 5.0, 5.0, 5.1, 49.0, 50.0, 50.0, 51.0, 100.0, 0.05, 0.5, None),
        comparator=COMPARATORS,
        unit=one_of(unit, unit, unit, "kU/L", "mg/dL", "umol/L", "%", "[IU]/mL", "weird", None),
        low=printed,
        high=printed,
    )


def same_day(pool: Pool) -> st.SearchStrategy[Fact]:
    """Plain results of one day, ordered by the clock or not at all."""
    return row(
        told.Measurement,
        code=st.just("LOINC:1"),
        when=st.just(Span.on(TODAY)),
        minute=one_of(None, 600, 601, 602),
        value=one_of(1.0, 49.0, 51.0, 1000.0),
        unit=st.just("U/L" if pool.unit in ("xULN", "xLLN") else pool.unit),
        low=st.just(50.0),
        high=st.just(50.0),
    )


def antibodies(pool: Pool) -> st.SearchStrategy[Fact]:
    """Titres and results, mostly of the assay asked."""
    return row(
        told.Antibody,
        capsid=one_of("AAV9", "AAV9", "AAV9", "AAV8"),
        class_=one_of("nab", "total", "total"),
        method=one_of("ELISA", "ELISA", None, "cell"),
        assay=one_of(None, "sponsor"),
        when=pool.dates,
        titre=one_of(None, 5.0, 49.0, 50.0, 50.0, 51.0, 100.0),
        comparator=COMPARATORS,
        result=one_of(None, "positive", "negative"),
        cutoff=one_of(None, 5.0, 50.0),
    )


def variants(pool: Pool) -> st.SearchStrategy[Fact]:
    """Variants in every zygosity, class, phase and extent."""
    return row(
        told.Variant,
        gene=GENES,
        hgvs=one_of(None, "c.1A>G", "NM_1.2:c.1A>G", "c.2del"),
        transcript=one_of(None, "", "NM_1.2", "NM_1.3", "NM_2.1"),
        zygosity=one_of("het", "het", "het", "hom", "hemi", None),
        significance=one_of("P", "P", "LP", "LP", "VUS", "B", None),
        phase_set=one_of(None, "s", "s", "t"),
        allele=one_of(1, 2, None),
        mosaic=one_of(False, False, False, False, True),
        present=one_of(True, True, True, True, False),
        lesion=one_of(None, "deletion", "duplication", "point"),
        exon_first=one_of(None, 9, 10, 11, 11),
        exon_last=one_of(None, 11, 11, 17, 18),
        when=st.one_of(st.none(), st.none(), pool.dates),
    )


plain_variants = row(
    told.Variant,
    gene=st.just("SMN1"),
    hgvs=one_of("c.1A>G", "c.2del"),
    zygosity=one_of("het", "hom", "hom"),
    significance=one_of("P", "VUS", "VUS", None),
)
negatives = row(told.Variant, gene=one_of("SMN1", "SMN1", "SMN2"), present=st.just(False))


def copy_numbers(pool: Pool) -> st.SearchStrategy[Fact]:
    """Counts as integers, intervals, and "so many or more"."""
    lows = one_of(0, 1, 1, 2, 3, 4)
    counts = st.tuples(lows, one_of(0, 0, 1, None)).map(lambda one: (one[0], None if one[1] is None else sum(one)))
    when = st.one_of(st.none(), st.none(), pool.dates)
    return st.builds(
        lambda gene, count, when: told.CopyNumber(
            patient="", record="", gene=gene, low=count[0], high=count[1], when=when
        ),
        GENES, counts, when,
    )  # fmt: skip


def medications(pool: Pool) -> st.SearchStrategy[Fact]:
    """Courses with every status, dated in every way."""
    return row(
        told.Medication,
        code=one_of("ATC:M09AX09", "ATC:M09AX09", "ATC:M09AX07", "ATC:M09", "ATC:H02AB06", "GENOTHER:gene-therapy"),
        status=one_of("active", "active", "stopped", "stopped", "not_taken", "planned"),
        when=pool.dates,
        until=pool.dates,
        dose=one_of(None, 5.0, 5.0, 10.0),
        dose_unit=one_of("mg", "mg", None),
    )


def courses(pool: Pool) -> st.SearchStrategy[Fact]:
    """Courses of two drugs known to the day, which touch, overlap or leave a gap."""
    return row(
        told.Medication,
        code=one_of("ATC:M09AX09", "ATC:M09AX09", "ATC:M09AX07"),
        status=one_of("active", "stopped"),
        when=pool.exact,
        until=pool.exact,
        dose=one_of(5.0, 5.0, 10.0),
        dose_unit=st.just("mg"),
    )


def procedures(pool: Pool) -> st.SearchStrategy[Fact]:
    """Procedures done, planned, and recorded as not done."""
    codes = one_of("X:op", "X:op", "GENOTHER:aav", "GENOTHER:gene-therapy", "X:other")
    return row(told.Procedure, code=codes, when=pool.dates, status=one_of("done", "planned", "not_done", "not_done"))


def answers(pool: Pool) -> st.SearchStrategy[Fact]:
    """Answers to two questions, some with an end."""
    return row(
        told.Answer,
        question=one_of("t/c/I1", "t/c/I1", "t/c/I2"),
        value=st.booleans(),
        who=one_of("investigator", "investigator", "patient"),
        when=pool.dates,
        until=st.one_of(st.none(), pool.dates, st.sampled_from(OFFSETS["dosing"]).map(lambda d: Span.on(TODAY + d[0]))),
    )


def anchor_dates(pool: Pool) -> st.SearchStrategy[Fact]:
    """Dates given for anchors; the one for screening is not read."""
    anchors = one_of("screening", "dosing", "dosing", "conditioning", "consent", "consent", "consent")
    return row(told.AnchorDate, anchor=anchors, when=pool.anchor_dates)


def histories(pool: Pool, *scopes: told.Scope) -> st.SearchStrategy[Fact]:
    """Statements that a history is complete."""
    return row(told.History, scope=one_of(*(scopes or get_args(told.Scope))), when=pool.dates)


# --- criteria --------------------------------------------------------------------------------------------------------


def limited(kind: type, limits: st.SearchStrategy, **columns) -> st.SearchStrategy[ask.Leaf]:
    """A leaf with one bound, or with two."""
    one = [st.builds(kind, **{name: limits}, **columns) for name in ("from_", "above", "to", "below")]
    ranges = (("from_", "to"), ("above", "below"))
    return st.one_of(*one, *(st.builds(kind, **{low: limits, high: limits}, **columns) for low, high in ranges))


def ages() -> st.SearchStrategy[ask.Leaf]:
    """Each bound at each anchor."""
    limits, at = st.sampled_from(AGES), one_of(None, "screening", "dosing", "consent")
    single = [st.builds(ask.Age, **{name: limits}, at=at) for name in ("from_", "below", "to")]
    return st.one_of(*single, st.builds(ask.Age, limits, to=limits, at=at))


def measured(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Limits in the unit of the pool."""
    values = one_of(0.1, 1.0) if pool.unit in ("xULN", "xLLN") else one_of(5.0, 50.0)
    return limited(
        ask.Measurement,
        st.builds(ask.Limit, values, st.just(pool.unit)),
        code=one_of(("LOINC:1",), ("LOINC:1",), ("LOINC:2",), ("LOINC:3",), ("LOINC:G",), ("LOINC:3", "LOINC:1")),
        take=one_of("latest", "latest", "any", "every", "lowest", "highest"),
        within=st.one_of(pool.windows, pool.windows, st.none()),
    )


def titred(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """Limits of a titre, or simply detected."""
    asked = {
        "capsid": st.just("AAV9"), "class_": one_of(None, "nab", "total", "total"), "method": one_of(None, "ELISA"),
        "assay": one_of(None, None, "sponsor"), "within": st.one_of(pool.windows, pool.windows, st.none()),
    }  # fmt: skip
    return st.one_of(
        limited(ask.Antibody, one_of(5.0, 50.0, 2.0), **asked), st.builds(ask.Antibody, detected=st.just(True), **asked)
    )


def diagnosed(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """The own disease or another, with and without genes."""
    terms = one_of(("ORPHA:10",), ("ORPHA:11",), ("ORPHA:12", "OMIM:11"), ("ICD10:G71",))
    return st.builds(ask.Diagnosis, terms, st.booleans(), one_of((), ("SMN1",)), WHEN, pool.validities)


def taken(pool: Pool) -> st.SearchStrategy[ask.Leaf]:
    """What is asked of a drug or class."""
    return st.builds(
        ask.Medication,
        one_of(("ATC:M09",), ("ATC:M09AX09",), ("ATC:M09AX09", "ATC:H02"), ("ATC:M",)),
        one_of("current", "ever", "continuous", "stable", "stable", "washed_out", "washed_out"),
        one_of(None, pool.length, pool.length, pool.length),
        one_of("screening", "screening", "dosing", "consent"),
        pool.validities,
    )


def exons() -> st.SearchStrategy[ask.Leaf]:
    """Ranges of exons that records touch, overlap, fill and miss."""
    return st.builds(
        ask.Exons, one_of("SMN1", "SMN1", "SMN2"), one_of(1, 10, 11), one_of(10, 11, 17),
        one_of(None, "NM_1.2", "NM_2"),
        one_of("overlaps", "within"), one_of(get_args(told.Lesion), ("deletion",), ("deletion", "duplication")),
    )  # fmt: skip


@cache
def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    genes, counts = one_of("SMN1", "SMN1", "SMN2"), copy_numbers(pool)
    found, drugs, past = (
        st.one_of(variants(pool), variants(pool), plain_variants, negatives),
        st.one_of(medications(pool), courses(pool), courses(pool)),
        pool.windows,
    )
    conds = histories(pool, "conditions")
    return {
        ask.Age: Family(ages(), people),
        ask.Sex: Family(st.builds(ask.Sex, one_of("male", "female")), people),
        ask.Karyotype: Family(st.builds(ask.Karyotype, one_of("XY", "XX", "XXY")), people),
        ask.Diagnosis: Family(diagnosed(pool), st.one_of(*[conditions(pool)] * 5, conds, found, counts)),
        ask.Phenotype: Family(
            st.builds(ask.Phenotype, one_of(("HP:1",), ("HP:2",), ("HP:3", "HP:2")), WHEN, pool.validities),
            st.one_of(conditions(pool), conditions(pool), conds),
        ),
        ask.Biallelic: Family(st.builds(ask.Biallelic, genes, CLASSES), st.one_of(found, found, found, counts)),
        ask.Hemizygous: Family(st.builds(ask.Hemizygous, genes, CLASSES), st.one_of(found, found, people, counts)),
        ask.VariantFound: Family(
            st.builds(ask.VariantFound, genes, one_of(None, "c.1A>G"), CLASSES, one_of(0, 1, 1, 2), one_of(0, 1, 1, 2)),
            found,
        ),
        ask.CopyNumber: Family(st.builds(ask.CopyNumber, genes, one_of(None, 0, 1, 2), one_of(None, 1, 2, 3)), counts),
        ask.Exons: Family(exons(), found),
        ask.Antibody: Family(titred(pool), antibodies(pool)),
        ask.Measurement: Family(measured(pool), st.one_of(measurements(pool), measurements(pool), same_day(pool))),
        ask.Medication: Family(taken(pool), st.one_of(drugs, drugs, drugs, histories(pool, "medications"))),
        ask.Procedure: Family(
            st.builds(ask.Procedure, one_of(("X:op",), ("GENOTHER:aav", "X:other")), past, pool.validities),
            st.one_of(procedures(pool), procedures(pool), histories(pool, "procedures")),
        ),
        ask.GeneTherapy: Family(
            st.builds(ask.GeneTherapy, one_of(("GENOTHER:gene-therapy",), ("GENOTHER:aav",)), past, pool.validities),
            st.one_of(procedures(pool), medications(pool), histories(pool, "procedures", "medications")),
        ),
        ask.PersonsAnswer: Family(
            st.builds(
                ask.PersonsAnswer,
                one_of("t/c/I1", "t/c/I1", "t/c/I2"),
                one_of("investigator", "patient"),
                pool.validities,
            ),
            answers(pool),
        ),
    }


FAMILIES = tuple(families(Pool(AGES[1], "U/L")))

# --- batches ---------------------------------------------------------------------------------------------------------

ANCHORS = st.fixed_dictionaries(
    {name: st.sampled_from(OFFSETS[name]).map(Offset) for name in ("dosing", "conditioning")},
    optional={"screening": st.sampled_from(OFFSETS["screening"]).map(Offset)},
)


def connected(leaf: st.SearchStrategy[ask.Leaf], depth: int) -> st.SearchStrategy[ask.Criterion]:
    """Connectives over leaves, to a depth."""
    if depth == 0:
        return leaf
    inner = connected(leaf, depth - 1)
    parts = st.lists(inner, max_size=3).map(tuple)
    at_least = st.builds(ask.AtLeast, st.integers(0, 4), parts)
    return st.one_of(leaf, parts.map(ask.All), parts.map(ask.AnyOf), at_least, inner.map(ask.Not))


@dataclass(frozen=True)
class Batch:
    """Some patients and some questions, on one day."""

    criteria: tuple[ask.Criterion, ...]
    facts: Facts
    anchors: dict[str, Offset]
    as_of: int = TODAY


@st.composite
def _batches(draw, kind: type | None, depth: int) -> Batch:
    pool = draw(pools)
    drawn = families(pool)
    chosen = list(drawn.values()) if kind is None else [drawn[kind]]
    asked = connected(st.one_of(*(family.criteria for family in chosen)), depth)
    spoken = st.one_of(*(family.facts for family in chosen))
    rows: list[Fact] = []
    for number in range(draw(st.integers(2, 6))):
        own = draw(st.lists(spoken, min_size=1, max_size=5 if kind else 10))
        own += draw(st.one_of(st.just([]), st.lists(anchor_dates(pool), max_size=2)))
        rows += [replace(fact, patient=f"p{number}", record=f"r{place // 2}") for place, fact in enumerate(own)]
    facts = Facts()
    facts.extend(sorted(rows, key=lambda fact: fact.record) if draw(st.booleans()) else rows)
    return Batch(tuple(draw(st.lists(asked, min_size=2, max_size=6))), facts, draw(ANCHORS))


def family_batches(kind: type) -> st.SearchStrategy[Batch]:
    """Batches of one leaf class."""
    return _batches(kind, 0)


def mixed_batches(depth: int = 3) -> st.SearchStrategy[Batch]:
    """Batches of every leaf class, under connectives."""
    return _batches(None, depth)
