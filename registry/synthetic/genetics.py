"""Genotypes as HL7 Genomics Reporting writes them: variants, copy numbers, phase, significance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from registry.synthetic.chance import pick
from registry.synthetic.chart import Chart
from registry.synthetic.fhir import Json, coded, coding, component, concept, hl7, observation, quantity
from registry.synthetic.genes import GENES, Allele, Exons, Gene

_SIGNIFICANCE = {"P": "LOINC:LA6668-3", "LP": "LOINC:LA26332-9", "VUS": "LOINC:LA26333-7"}
_ZYGOSITY = {
    "hom": ("LOINC:LA6705-3", "GENO:0000136"),
    "het": ("LOINC:LA6706-1", "GENO:0000135"),
    "hemi": ("LOINC:LA6707-9", "GENO:0000134"),
}
_CHANGE = {"deletion": "SO:0000159", "duplication": "SO:1000035", "point": "SO:0001483"}
_METHOD_SYSTEM = "genomic-study-method-type-cs"
_SEEN = (200, 2500)
_TISSUES = ((60, "SNOMED:87612001"), (40, "SNOMED:78014005"))  # blood, urine


def variant(
    chart: Chart,
    gene: Gene,
    allele: Allele | None,
    zygosity: str,
    significance: str,
    lesion: tuple[str, Exons] | None = None,
    beside: Sequence[Json] = (),
) -> str:
    """A Variant Observation; its significance stands on it, or on a DiagnosticImplication beside it.

    A mitochondrial variant has no ``zygosity``. ``lesion`` is its kind and exons; ``beside`` what else is told.
    """
    direct = chart.chance(0.7)
    parts = [
        component("LOINC:48018-6", coded(gene.hgnc)),
        component("LOINC:51958-7", {"valueCodeableConcept": _reference_sequence(gene)}),
        *((component("LOINC:53034-5", coded(_ZYGOSITY[zygosity][chart.chance(0.15)])),) if zygosity else ()),
        component("LOINC:48002-0", coded("LOINC:LA6683-2", "Germline")),
        *(_names(gene, allele) if allele else ()),
        *((component("LOINC:48019-4", coded(_CHANGE[lesion[0]])), _exon_range(lesion[1])) if lesion else ()),
        *beside,
        *((component("LOINC:53037-8", coded(_SIGNIFICANCE[significance])),) if direct else ()),
    ]
    when = chart.day(*_SEEN)
    url = chart.add(_genetic("LOINC:69548-6", when, _how("mlpa" if lesion and not allele else "sequencing"), parts))
    if not direct:
        chart.add(_implication(url, significance, when))
    return url


def copies(chart: Chart, gene: str, number: float, when: str, method: str = "mlpa", comparator: str = "") -> None:
    """A measured number of copies."""
    parts = [
        component("LOINC:48018-6", coded(gene)),
        component("LOINC:82155-3", {"valueQuantity": quantity(number, "1", comparator)}),
    ]
    chart.add(_genetic("LOINC:69548-6", when, _how(method), parts))


def _genetic(code: str, when: str, how: Json, parts: list[Json]) -> Json:
    found = coded("LOINC:LA9633-4", "Present")
    return observation(concept(code), when, **found, **how, component=parts)


def _how(method: str) -> Json:
    if method == "mlpa":
        return {"method": {"coding": [*hl7(_METHOD_SYSTEM, "mlpa")["coding"], coding("GENOTHER:method-MLPA")]}}
    if method == "sequencing":
        return {"method": {"coding": [coding("LOINC:LA26398-0", "Sequencing")]}}
    return {"method": {"text": method}}


def _reference_sequence(gene: Gene) -> Json:
    return {"coding": [{"system": "http://www.ncbi.nlm.nih.gov/refseq", "code": gene.transcript}]}


def _names(gene: Gene, allele: Allele) -> list[Json]:
    named = {"LOINC:48004-6": f"{gene.transcript}:{allele.coding}", "LOINC:48005-3": allele.protein}
    return [
        component(code, {"valueCodeableConcept": {"coding": [{"system": "http://varnomen.hgvs.org", "code": name}]}})
        for code, name in named.items()
    ]


def _exon_range(exons: Exons) -> Json:
    low, high = exons
    return component("GENOTHER:exon-range", {"valueRange": {"low": {"value": low}, "high": {"value": high}}})


def _implication(of: str, significance: str, when: str) -> Json:
    system = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs"
    code: Json = {"coding": [{"system": system, "code": "diagnostic-implication"}]}
    parts = [component("LOINC:53037-8", coded(_SIGNIFICANCE[significance]))]
    return observation(code, when, derivedFrom=[{"reference": of}], component=parts)


# --- the genotypes by name ------------------------------------------------------------------------------------------


def _two(chart: Chart, gene: Gene) -> tuple[Allele, Allele]:
    one, other = chart.rng.sample(gene.pathogenic, 2)
    return one, other


def _homozygous(chart: Chart, gene: Gene) -> None:
    variant(chart, gene, chart.rng.choice(gene.pathogenic), "hom", chart.rng.choice(("P", "P", "LP")))


def _carrier(chart: Chart, gene: Gene) -> None:
    variant(chart, gene, chart.rng.choice(gene.pathogenic), "het", "P")


def _unphased(chart: Chart, gene: Gene) -> list[str]:
    return [variant(chart, gene, allele, "het", "P") for allele in _two(chart, gene)]


def _in_trans_by_relation(chart: Chart, gene: Gene) -> None:
    _relate(chart, _unphased(chart, gene), "Trans")


def _in_cis(chart: Chart, gene: Gene) -> None:
    _relate(chart, _unphased(chart, gene), "Cis")


def _relate(chart: Chart, variants: list[str], relation: str) -> None:
    code = concept("LOINC:82120-7")
    value = hl7("sequence-phase-relationship-cs", relation)
    of = [{"reference": url} for url in variants]
    chart.add(observation(code, chart.day(*_SEEN), valueCodeableConcept=value, derivedFrom=of))


def _in_trans_by_genotype(chart: Chart, gene: Gene) -> None:
    one, other = _two(chart, gene)
    urls = [variant(chart, gene, allele, "het", "P") for allele in (one, other)]
    bare = one.coding.removeprefix("c."), other.coding.removeprefix("c.")
    value = {"text": f"{gene.transcript}:c.[{bare[0]}];[{bare[1]}]"}
    of = [{"reference": url} for url in urls]
    parts = [component("LOINC:48018-6", coded(gene.hgnc))]
    chart.add(
        observation(
            concept("LOINC:84413-4"), chart.day(*_SEEN), valueCodeableConcept=value, derivedFrom=of, component=parts
        )
    )


def _uncertain(chart: Chart, gene: Gene) -> None:
    urls = [
        variant(chart, gene, chart.rng.choice(gene.pathogenic), "het", "P"),
        variant(chart, gene, chart.rng.choice(gene.uncertain or gene.pathogenic), "het", "VUS"),
    ]
    if chart.chance(0.5):
        _relate(chart, urls, "Trans")


def _hemizygous(chart: Chart, gene: Gene) -> None:
    allele = chart.rng.choice(gene.pathogenic)
    lesion = ("point", (allele.exon, allele.exon)) if allele.exon else None
    variant(chart, gene, allele, "hemi", chart.rng.choice(("P", "P", "LP")), lesion)


def _hemizygous_uncertain(chart: Chart, gene: Gene) -> None:
    variant(chart, gene, chart.rng.choice(gene.uncertain or gene.pathogenic), "hemi", "VUS")


def _deletion(chart: Chart, gene: Gene) -> None:
    first, last = pick(chart.rng, gene.deletions)
    # An older test looked at some exons only, and at none beside those that were lost.
    tested = {"valueString": f"1, {first}-{last}, 60"}
    beside = [component("GENOTHER:exons-tested", tested)] if chart.chance(0.05) else []
    variant(chart, gene, None, "hemi", "P", ("deletion", (first, last)), beside)


def _duplication(chart: Chart, gene: Gene) -> None:
    variant(chart, gene, None, "hemi", "P", ("duplication", pick(chart.rng, gene.duplications)))


def _no_smn1(chart: Chart, gene: Gene) -> None:
    copies(chart, gene.hgnc, 0, chart.day(*_SEEN))


def _smn1_point_on_one(chart: Chart, gene: Gene) -> None:
    copies(chart, gene.hgnc, 1, chart.day(*_SEEN))
    variant(chart, gene, chart.rng.choice(gene.pathogenic), "hemi", "P")


def _studied_and_absent(chart: Chart, gene: Gene) -> None:
    """The whole gene, or some exons of one that loses them."""
    part = [_exon_range(pick(chart.rng, gene.deletions))] if gene.deletions and chart.chance(0.5) else []
    chart.add(
        observation(
            concept("LOINC:69548-6"),
            chart.day(*_SEEN),
            **coded("LOINC:LA9634-2", "Absent"),
            **_how("sequencing"),
            component=[component("LOINC:48018-6", coded(gene.hgnc)), *part],
        )
    )


def _sickle_trait_beta(chart: Chart, _gene: Gene) -> None:
    urls = [
        variant(chart, GENES["HBB-S"], GENES["HBB-S"].pathogenic[0], "het", "P"),
        variant(chart, GENES["HBB"], chart.rng.choice(GENES["HBB"].pathogenic), "het", "P"),
    ]
    _relate(chart, urls, "Trans")


def _mitochondrial(chart: Chart, gene: Gene) -> None:
    share, tissue = chart.rng.choice((100, 100, 92, 70, 45)), pick(chart.rng, _TISSUES)
    beside = [
        component("LOINC:81258-6", {"valueQuantity": quantity(share, "%")}),
        component("GENOTHER:tissue", coded(tissue)),
    ]
    variant(chart, gene, chart.rng.choice(gene.pathogenic), "", "P", beside=beside if chart.chance(0.6) else ())


def _other_mitochondrial(chart: Chart, _gene: Gene) -> None:
    _mitochondrial(chart, GENES["MT-ND1"])


TWO_VARIANTS = frozenset({"unphased", "trans by relation", "trans by genotype", "cis"})
GENOTYPES: dict[str, Callable[[Chart, Gene], object]] = {
    "homozygous": _homozygous,
    "carrier": _carrier,
    "unphased": _unphased,
    "trans by relation": _in_trans_by_relation,
    "trans by genotype": _in_trans_by_genotype,
    "cis": _in_cis,
    "uncertain": _uncertain,
    "hemizygous": _hemizygous,
    "hemizygous uncertain": _hemizygous_uncertain,
    "deletion": _deletion,
    "duplication": _duplication,
    "no SMN1": _no_smn1,
    "one SMN1": _smn1_point_on_one,
    "absent": _studied_and_absent,
    "S and beta": _sickle_trait_beta,
    "mitochondrial": _mitochondrial,
    "m.3460G>A": _other_mitochondrial,
}
