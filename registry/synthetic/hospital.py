"""The hospital's patients, one transaction bundle each, the same for the same seed and place however many are asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from registry.synthetic import findings, genetics, treatments
from registry.synthetic.antibodies import antibodies
from registry.synthetic.chance import pick, source, urn, within
from registry.synthetic.chart import Chart
from registry.synthetic.diseases import PROFILES
from registry.synthetic.fhir import Json
from registry.synthetic.genes import GENES
from registry.synthetic.histories import histories
from registry.synthetic.laboratory import measure
from registry.synthetic.others import OTHERS
from registry.synthetic.people import HOSPITALS, Hospital, Identity, identity, opposition, organization, patient
from registry.synthetic.profiles import Profile

_ALL = tuple((profile.weight, profile) for profile in (*PROFILES, *OTHERS))
CARE = ((40, 1.0), (40, 0.75), (20, 0.3))
"""How much gets written down: everything that a trial asks, the usual, the bare diagnosis."""
SECOND_HOSPITAL, WITH_INS = 0.03, 0.95


def hospital(n: int, seed: int, as_of: date) -> Iterator[Json]:
    """Bundles of the first ``n`` patients of a seed; about 3 in 100 are followed by their second hospital's bundle."""
    for index in range(n):
        yield from bundles(seed, index, as_of)


def bundles(seed: int, index: int, as_of: date) -> Iterator[Json]:
    """The one or two bundles of one patient; only the first carries the genotype."""
    rng = source(seed, index)
    profile = pick(rng, _ALL)
    birth = as_of.toordinal() - round(within(rng, profile.ages))
    sex = "male" if rng.random() < profile.male else "female"
    who = identity(rng, index, date.fromordinal(birth), sex)
    first = int(rng.random() < 0.4)
    twice = rng.random() < SECOND_HOSPITAL
    care = pick(rng, CARE)
    with_ins = twice or rng.random() < WITH_INS
    yield _bundle(_chart(rng, as_of, who, care), who, profile, HOSPITALS[first], index, first=True, with_ins=with_ins)
    if twice:
        again = _chart(source(seed, index, "second"), as_of, who, 0.6)
        yield _bundle(again, who, profile, HOSPITALS[1 - first], index, first=False, with_ins=True)


def _chart(rng: Random, as_of: date, who: Identity, care: float) -> Chart:
    return Chart(rng, as_of.toordinal(), who.birth.toordinal(), who.sex, care, urn(rng))


def _bundle(
    chart: Chart, who: Identity, profile: Profile, at: Hospital, index: int, *, first: bool, with_ins: bool
) -> Json:
    number = f"8{index:08}" if first else f"4{index * 3 + 1:08}"
    entries = [organization(at), patient(chart, who, at, number, with_ins=with_ins)]
    _write(chart, profile, genotype=first)
    return {"resourceType": "Bundle", "type": "transaction", "entry": [*entries, *chart.entries]}


def _write(chart: Chart, profile: Profile, *, genotype: bool) -> None:
    opposition(chart)
    if profile.codings:
        findings.diagnosis(chart, profile)
    if genotype:
        _genotype(chart, profile)
    findings.phenotypes(chart, profile)
    findings.karyotype(chart, profile.karyotype)
    for capsid in profile.capsids:
        antibodies(chart, capsid)
    for name, bands in profile.measures.items():
        if chart.written(0.92):
            measure(chart, name, bands)
    for one in profile.courses:
        treatments.course(chart, one)
    for code, share in profile.procedures.items():
        treatments.procedure(chart, code, share)
    for code, share in profile.sessions.items():
        treatments.session(chart, code, share)
    histories(chart, profile)
    findings.completeness(chart)
    findings.answers(chart, profile.questions)


def _genotype(chart: Chart, profile: Profile) -> None:
    name = pick(chart.rng, profile.genotypes) if profile.genotypes else ""
    if name == "hemizygous" and chart.sex == "female":
        name = "carrier"
    if name:
        gene = GENES[profile.gene]
        # With one known variant, two affected alleles are the same one twice.
        alike = name in genetics.TWO_VARIANTS and len(gene.pathogenic) < 2
        genetics.GENOTYPES["homozygous" if alike else name](chart, gene)
    if profile.smn2 and chart.chance(0.93):
        _smn2(chart, pick(chart.rng, profile.smn2))


def _smn2(chart: Chart, number: int) -> None:
    when = chart.day(10, 1200)
    four_or_more = number >= 4 and chart.chance(0.5)
    genetics.copies(chart, "HGNC:11118", 4 if four_or_more else number, when, comparator=">=" if four_or_more else "")
    if chart.chance(0.03):
        genetics.copies(chart, "HGNC:11118", number + 1, when, "qPCR")
