"""Criteria and facts drawn from the same few values, so that limits and records meet.

`FAMILIES` holds, per leaf class, the criteria to draw and the facts that speak to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Offset, Window
from matching.days import Duration, Span, day
from matching.facts import Fact, Facts
from matching.terminology import Analyte, Terminology

TODAY = day("2026-03-31")  # months before and after it are shorter
TERMINOLOGY = Terminology(
    parents={
        "ORPHA:1": (), "ORPHA:10": ("ORPHA:1",), "ORPHA:11": ("ORPHA:10",), "ORPHA:12": ("ORPHA:10",),
        "ORPHA:20": ("ORPHA:1",), "ORPHA:13": ("ORPHA:11", "ORPHA:20"), "HP:1": (), "HP:2": ("HP:1",),
        "HP:3": ("HP:2",), "LOINC:G": (), "LOINC:1": ("LOINC:G",), "LOINC:2": ("LOINC:G",), "LOINC:3": (),
        "GENOTHER:gene-therapy": (), "GENOTHER:aav": ("GENOTHER:gene-therapy",), "X:op": ("GENOTHER:aav",),
        "ATC:M09AX09": ("GENOTHER:aav",),
    },
    exact=[("ORPHA:11", "OMIM:11"), ("MONDO:20", "ORPHA:20"), ("SMN1", "HGNC:1")],
    analytes={"LOINC:2": Analyte(molar_mass=113.12), "LOINC:3": Analyte(clotting_factor=True)},
)  # fmt: skip

LENGTHS = [
    Duration(0, "d"),
    Duration(30, "d"),
    Duration(2, "wk"),
    Duration(1, "mo"),
    Duration(6, "mo"),
    Duration(1, "y"),
]
AGES = [Duration(0, "y"), Duration(1, "y"), Duration(17, "y"), Duration(18, "y"), Duration(6, "mo"), Duration(180, "d")]
ANCHORED = [TODAY, TODAY + 2, TODAY + 30]
OFFSETS = {"dosing": [(2, 30), (0, 0), (2, 2)], "conditioning": [(1, 5)], "screening": [(0, 0), (0, 2)]}


def one_of(*values):
    """One of these values."""
    return st.sampled_from(values)


def _around(lengths: list[Duration], anchors: list[int]) -> list[int]:
    found = {length.before(at) + step for length in lengths for at in anchors for step in (-1, 0, 1)}
    return sorted(found | {TODAY + 1})


DAYS = _around(LENGTHS, ANCHORED)
PARTIAL = [Span.parse(text) for text in ("2026", "2026-03", "2025", "2025-09", "2025-03", "2026-02", "2026-04")]
exact = st.sampled_from(DAYS).map(Span.on)
spans = st.one_of(exact, exact, exact, st.sampled_from(PARTIAL))
dates = st.one_of(spans, spans, spans, st.none())
births = st.one_of(
    st.sampled_from(_around(AGES, ANCHORED)).map(Span.on),
    one_of(
        Span.parse("2009"), Span.parse("2008-03"), Span.parse("2025-09"), Span.parse("2008-02-29"), Span.parse("2025")
    ),
    st.none(),
)
windows = st.builds(Window, one_of("screening", "dosing", "conditioning", "consent"), st.sampled_from(LENGTHS[1:]))
within = st.one_of(windows, st.just("ever"))
maybe_within = st.one_of(within, st.none())
validities = st.one_of(st.none(), st.sampled_from(LENGTHS))
comparators = st.sampled_from(["", "", "", *get_args(told.Comparator)])
classes = one_of(("P", "LP"), ("P", "LP", "VUS"), ("P",), ("P", "LP", "unclassified"))


def row(kind: type[Fact], **columns) -> st.SearchStrategy[Fact]:
    """A fact whose patient and record are given later."""
    return st.builds(kind, patient=st.just(""), record=st.just(""), **columns)


people = row(
    told.Person, birth=births, sex=one_of("male", "female", "other", "unknown", None),
    karyotype=one_of(None, "XY", "XX", "X", "XXY"),
)  # fmt: skip
CONDITIONS = ["ORPHA:1", "ORPHA:10", "ORPHA:11", "OMIM:11", "ORPHA:12", "ORPHA:13", "MONDO:20", "OMIM:99", "HP:1", "HP:2",
              "HP:3", "ICD10:G71", "ICD10:G71.0"]  # fmt: skip
conditions = row(
    told.Condition, code=st.sampled_from(CONDITIONS), when=dates,
    certainty=one_of("confirmed", "confirmed", "suspected", "absent"),
)  # fmt: skip
VALUES = [4.9, 5.0, 5.1, 49.0, 50.0, 51.0, 100.0, 0.05, 0.5]
UNITS = ["U/L", "kU/L", "mg/dL", "umol/L", "%", "[IU]/mL", "[IU]/dL", "weird", None]
values = st.sampled_from(VALUES)
measurements = row(
    told.Measurement, code=one_of("LOINC:1", "LOINC:2", "LOINC:3"), when=dates, minute=one_of(None, None, 600, 601),
    value=st.one_of(values, values, values, st.none()), comparator=comparators,
    unit=st.one_of(st.just("U/L"), st.sampled_from(UNITS)), low=one_of(None, 0.0, 5.0, 50.0), high=one_of(None, 0.0, 5.0, 50.0),
)  # fmt: skip
TITRES = [5.0, 49.0, 50.0, 51.0, 100.0]
antibodies = row(
    told.Antibody, capsid=one_of("AAV9", "AAV9", "AAV8"), class_=one_of("nab", "total"), when=dates,
    method=one_of(None, "ELISA", "cell"), assay=one_of(None, "sponsor"), titre=st.one_of(st.none(), st.sampled_from(TITRES)),
    comparator=comparators, result=one_of(None, "positive", "negative"), cutoff=one_of(None, 5.0, 50.0),
)  # fmt: skip
GENES = ("SMN1", "SMN1", "HGNC:1", "SMN2")
variants = row(
    told.Variant, gene=one_of(*GENES), hgvs=one_of(None, "c.1A>G", "NM_1.2:c.1A>G", "c.2del"),
    transcript=one_of(None, "", "NM_1.2", "NM_1.3", "NM_2.1"), zygosity=one_of("het", "het", "hom", "hemi", None),
    significance=one_of("P", "P", "LP", "VUS", "B", None), phase_set=one_of(None, "s", "s", "t"), allele=one_of(1, 2, None),
    mosaic=one_of(False, False, False, True), present=one_of(True, True, True, False),
    lesion=one_of(None, "deletion", "duplication", "point"), exon_first=one_of(None, 9, 10, 11), exon_last=one_of(None, 11, 17, 18),
    when=dates,
)  # fmt: skip
copy_numbers = row(
    told.CopyNumber, gene=one_of(*GENES), low=one_of(0, 1, 1, 2, 3, 4), high=st.none(), when=dates, method=one_of(None, "MLPA"),
).flatmap(lambda one: st.sampled_from([one, *(replace(one, high=one.low + more) for more in (0, 0, 1))]))  # fmt: skip
DRUGS = ["ATC:M09AX09", "ATC:M09AX07", "ATC:M09", "ATC:H02AB06", "GENOTHER:gene-therapy", "X:op"]
medications = row(
    told.Medication, code=st.sampled_from(DRUGS), status=one_of("active", "active", "stopped", "stopped", "not_taken", "planned"),
    when=dates, until=dates, dose=one_of(None, 5.0, 5.0, 10.0), dose_unit=one_of("mg", "mg", None),
)  # fmt: skip
courses = row(
    told.Medication, code=one_of("ATC:M09AX09", "ATC:M09AX07"), status=one_of("active", "stopped"), when=exact, until=exact,
    dose=one_of(5.0, 5.0, 10.0), dose_unit=st.just("mg"),
)  # fmt: skip
procedures = row(
    told.Procedure, code=one_of("X:op", "GENOTHER:aav", "GENOTHER:gene-therapy", "X:other"), when=dates,
    status=one_of("done", "planned", "not_done"),
)  # fmt: skip
answers = row(
    told.Answer, question=one_of("t/c/I1", "t/c/I1", "t/c/I2"), value=st.booleans(), who=one_of("investigator", "patient"),
    when=dates, until=dates,
)  # fmt: skip
anchor_dates = row(
    told.AnchorDate,
    anchor=one_of("screening", "dosing", "dosing", "conditioning", "conditioning", "consent"),
    when=spans,
)
histories = row(told.History, scope=one_of(*get_args(told.Scope)), when=dates)


@dataclass(frozen=True)
class Family:
    """The criteria of one leaf class, and the facts that speak to them."""

    criteria: st.SearchStrategy[ask.Leaf]
    facts: st.SearchStrategy[Fact]


def limited(kind: type, limits: st.SearchStrategy, **columns) -> st.SearchStrategy[ask.Leaf]:
    """A leaf with one bound, or with two."""
    one = [st.builds(kind, **{name: limits}, **columns) for name in ("from_", "above", "to", "below")]
    two = [
        st.builds(kind, **{low: limits, high: limits}, **columns) for low, high in (("from_", "to"), ("above", "below"))
    ]
    return st.one_of(*one, *two)


def _limits(unit: str) -> st.SearchStrategy[ask.Limit]:
    return st.builds(ask.Limit, one_of(*((0.5, 1.0) if unit in ("xULN", "xLLN") else (5.0, 50.0))), st.just(unit))


def _measurements(unit: str) -> st.SearchStrategy[ask.Leaf]:
    return limited(
        ask.Measurement, _limits(unit), code=one_of(("LOINC:1",), ("LOINC:2",), ("LOINC:3",), ("LOINC:G",), ("LOINC:3", "LOINC:1")),
        take=one_of("latest", "latest", "any", "every", "lowest", "highest"), within=maybe_within,
    )  # fmt: skip


ages = [st.builds(ask.Age, **{name: st.sampled_from(AGES)}, at=one_of(None, "screening", "dosing", "consent"))
        for name in ("from_", "below", "to")]  # fmt: skip
genes = one_of("SMN1", "SMN2")
absences = st.builds(
    told.Condition, patient=st.just(""), record=st.just(""), code=one_of("ORPHA:10", "ORPHA:11", "HP:1", "HP:2"),
    certainty=st.just("absent"), when=dates,
)  # fmt: skip
FAMILIES: dict[type, Family] = {
    ask.Age: Family(st.one_of(*ages, st.builds(ask.Age, st.sampled_from(AGES), to=st.sampled_from(AGES))), people),
    ask.Sex: Family(st.builds(ask.Sex, one_of("male", "female")), people),
    ask.Karyotype: Family(st.builds(ask.Karyotype, one_of("XY", "XX", "XXY")), people),
    ask.Diagnosis: Family(
        st.builds(
            ask.Diagnosis, one_of(("ORPHA:10",), ("ORPHA:11",), ("ORPHA:12", "OMIM:11"), ("ICD10:G71",)), st.booleans(),
            one_of((), ("SMN1",)), validities,
        ),
        st.one_of(conditions, conditions, absences, histories, variants, copy_numbers),
    ),
    ask.Phenotype: Family(
        st.builds(ask.Phenotype, one_of(("HP:1",), ("HP:2",), ("HP:3", "HP:2")), validities),
        st.one_of(conditions, absences, histories),
    ),
    ask.Biallelic: Family(st.builds(ask.Biallelic, genes, classes), st.one_of(variants, variants, copy_numbers)),
    ask.Hemizygous: Family(
        st.builds(ask.Hemizygous, genes, classes), st.one_of(variants, variants, copy_numbers, people)
    ),
    ask.VariantFound: Family(
        st.builds(ask.VariantFound, genes, one_of(None, "c.1A>G", "c.2del"), classes, one_of(0, 1, 2), one_of(0, 1, 2)), variants
    ),
    ask.CopyNumber: Family(st.builds(ask.CopyNumber, genes, one_of(None, 0, 1, 2), one_of(None, 1, 2, 3)), copy_numbers),
    ask.Exons: Family(
        st.builds(
            ask.Exons, genes, one_of(1, 10), one_of(10, 11, 17), one_of(None, "NM_1.2", "NM_2"), one_of("overlaps", "within"),
            one_of(("deletion", "duplication", "point"), ("deletion",), ("deletion", "duplication")),
        ),
        variants,
    ),
    ask.Antibody: Family(
        st.one_of(
            limited(
                ask.Antibody, st.sampled_from([5.0, 50.0, 2.0]), capsid=st.just("AAV9"), class_=one_of(None, "nab", "total"),
                method=one_of(None, "ELISA"), assay=one_of(None, "sponsor"), within=maybe_within,
            ),
            st.builds(ask.Antibody, st.just("AAV9"), one_of(None, "total"), detected=st.just(True), within=maybe_within),
        ),
        antibodies,
    ),
    ask.Measurement: Family(
        st.one_of(*map(_measurements, ("U/L", "xULN", "xLLN", "umol/L", "[IU]/dL", "%", "mg/dL"))), measurements
    ),
    ask.Medication: Family(
        st.builds(
            ask.Medication, one_of(("ATC:M09",), ("ATC:M09AX09",), ("ATC:M09AX09", "ATC:H02"), ("ATC:M",)),
            one_of("current", "ever", "continuous", "stable", "washed_out"), st.one_of(st.none(), st.sampled_from(LENGTHS)),
            one_of("screening", "dosing", "consent"), validities,
        ),
        st.one_of(medications, courses, courses, histories),
    ),
    ask.Procedure: Family(
        st.builds(ask.Procedure, one_of(("X:op",), ("GENOTHER:aav", "X:other")), within, validities),
        st.one_of(procedures, procedures, histories),
    ),
    ask.GeneTherapy: Family(
        st.builds(ask.GeneTherapy, one_of(("GENOTHER:gene-therapy",), ("GENOTHER:aav",)), within, validities),
        st.one_of(procedures, medications, histories),
    ),
    ask.PersonsAnswer: Family(
        st.builds(ask.PersonsAnswer, one_of("t/c/I1", "t/c/I2"), one_of("investigator", "patient"), validities), answers
    ),
}  # fmt: skip
leaves = st.one_of(*(family.criteria for family in FAMILIES.values()))
all_facts = st.one_of(*(family.facts for family in FAMILIES.values()))
screening_anchors = st.fixed_dictionaries(
    {name: st.sampled_from(days).map(Offset) for name, days in OFFSETS.items() if name != "screening"},
    optional={"screening": st.sampled_from(OFFSETS["screening"]).map(Offset)},
)


def criteria(leaf: st.SearchStrategy[ask.Leaf] = leaves, depth: int = 3) -> st.SearchStrategy[ask.Criterion]:
    """Connectives over leaves, to a depth."""
    if depth == 0:
        return leaf
    parts = st.lists(criteria(leaf, depth - 1), min_size=0, max_size=3).map(tuple)
    return st.one_of(
        leaf, parts.map(ask.All), parts.map(ask.AnyOf), st.builds(ask.AtLeast, st.integers(0, 4), parts),
        criteria(leaf, depth - 1).map(ask.Not),
    )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """Some patients and some questions, on one day."""

    criteria: tuple[ask.Criterion, ...]
    facts: Facts
    anchors: dict[str, Offset]
    as_of: int = TODAY


@st.composite
def batches(draw, asked: st.SearchStrategy[ask.Criterion], spoken: st.SearchStrategy[Fact]) -> Batch:
    """Several patients, each with facts of the family and perhaps a date given for an anchor, and several criteria."""
    rows: list[Fact] = []
    for number in range(draw(st.integers(1, 5))):
        own = draw(st.lists(spoken, max_size=5)) + draw(st.one_of(st.just([]), st.lists(anchor_dates, max_size=2)))
        rows += [replace(fact, patient=f"p{number}", record=f"r{place}") for place, fact in enumerate(own)]
    facts = Facts()
    facts.extend(draw(st.permutations(rows)) if len(rows) < 6 else rows)
    asked_now = draw(st.lists(asked, min_size=1, max_size=5))
    return Batch(tuple(asked_now), facts, draw(screening_anchors))


def family_batches(kind: type) -> st.SearchStrategy[Batch]:
    """Batches of one leaf class."""
    return batches(FAMILIES[kind].criteria, FAMILIES[kind].facts)


def mixed_batches(depth: int = 3) -> st.SearchStrategy[Batch]:
    """Batches of every leaf class, under connectives."""
    return batches(criteria(depth=depth), all_facts)


def one_patient(rows: Sequence[Fact]) -> Facts:
    """The rows as those of one patient."""
    facts = Facts()
    facts.extend(replace(fact, patient="p", record=f"r{place}") for place, fact in enumerate(rows))
    return facts
