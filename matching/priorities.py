"""What would decide: the smallest sets of missing data that may let a patient pass, and the tests that decide most.

Only what a record or a test can tell is asked for here; what a person must answer, and a limit that the source does not
state, are left to them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from types import MappingProxyType

from matching import criteria as ask
from matching.reads import results_asked
from matching.reference import Node
from matching.truth import Reason, Truth, all_met, any_met, at_least_met
from matching.verdict import Judged, Judgement, Verdict, leaf_nodes


class Burden(enum.IntEnum):
    """What it costs the patient to find out, the least first."""

    RECORD = 0
    EXAMINATION = 1
    BLOOD = 2
    IMAGING = 3
    BIOPSY = 4
    LUMBAR_PUNCTURE = 5


@dataclass(frozen=True, slots=True, order=True)
class Datum:
    """Something that could be known, whatever limits are asked of it: its burden, its kind, and of what."""

    burden: Burden
    kind: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A datum over the patients of a cohort: how many it decides, whatever it says, and of how many it is missing."""

    datum: Datum
    decides: int
    missing: int


Need = frozenset[Datum]
_NOTHING: Need = frozenset()
# More sets than anybody reads; the least burden is kept.
MOST_SETS = 12


def data_of(one: Judged) -> tuple[Datum, ...]:
    """What is not known below an open criterion, and could be; in reading order."""
    if one.passes is not Truth.UNKNOWN or one.numbered.basis != "stated":
        return ()
    return tuple(dict.fromkeys(each for node in leaf_nodes(one.node) if (each := datum_missing(node))))


def needs(found: Judgement) -> tuple[Need, ...]:
    """The smallest sets of data that, should they turn out well, leave nothing open that can be computed.

    None where the patient is excluded, or where nothing computable is open; the least burden first.
    """
    if found.verdict is Verdict.EXCLUDED:
        return ()
    ways: list[Need] = [_NOTHING]
    for one in found.open_items:
        ways = _least(_joined([ways, _ways_to_pass(one)]))
    return tuple(one for one in ways if one)


def ranked(judgements: Iterable[Judgement]) -> tuple[Ranked, ...]:
    """Over patients of a cohort, the data that decide most of them alone, then those that are missing most."""
    decides: dict[Datum, int] = {}
    missing: dict[Datum, int] = {}
    for found in judgements:
        if found.verdict is Verdict.EXCLUDED:
            continue
        asked = dict.fromkeys(datum for one in found.open_items for datum in data_of(one))
        for datum in asked:
            missing[datum] = missing.get(datum, 0) + 1
            decides[datum] = decides.get(datum, 0) + decides_alone(found, datum)
    every = [Ranked(datum, decides[datum], count) for datum, count in missing.items()]
    return tuple(sorted(every, key=lambda one: (-one.decides, -one.missing, one.datum)))


def decides_alone(found: Judgement, datum: Datum) -> bool:
    """Whether this datum, whatever it says, either excludes the patient or leaves nothing else open."""
    return all(_decided(found, {datum: truth}) for truth in (Truth.MET, Truth.NOT_MET))


def _decided(found: Judgement, known: Mapping[Datum, Truth]) -> bool:
    passes = [_passes(one, known) for one in found.criteria]
    return Truth.NOT_MET in passes or Truth.UNKNOWN not in passes


def _passes(one: Judged, known: Mapping[Datum, Truth]) -> Truth:
    """Whether a criterion passes once some data are known; what only a person can tell is taken to be well."""
    if one.passes is not Truth.UNKNOWN or one.numbered.basis != "stated":
        return Truth.MET if one.passes is Truth.UNKNOWN else one.passes
    wanted = Truth.MET if one.numbered.kind == "include" else Truth.NOT_MET
    fact = _truth(one.node, known, wanted)
    return fact if wanted is Truth.MET else ~fact


def _truth(node: Node, known: Mapping[Datum, Truth], wanted: Truth) -> Truth:
    """The truth of a node with the data known; ``wanted`` is what a person is taken to answer."""
    match node.criterion:
        case ask.Not():
            return ~_truth(node.parts[0], known, ~wanted)
        case ask.All():
            return all_met(_truth(part, known, wanted) for part in node.parts)
        case ask.AnyOf():
            return any_met(_truth(part, known, wanted) for part in node.parts)
        case ask.AtLeast(n):
            return at_least_met(n, [_truth(part, known, wanted) for part in node.parts])
        case _ if node.answer.truth is not Truth.UNKNOWN:
            return node.answer.truth
        case _:
            datum = datum_missing(node)
            return wanted if datum is None else known.get(datum, Truth.UNKNOWN)


# --- the smallest sets -----------------------------------------------------------------------------------------------


def _ways_to_pass(one: Judged) -> list[Need]:
    if one.numbered.basis != "stated":
        return [_NOTHING]
    return _ways(one.node, Truth.MET if one.numbered.kind == "include" else Truth.NOT_MET)


def _ways(node: Node, wanted: Truth) -> list[Need]:
    """The smallest sets of data that may give a node this truth; none where nothing can."""
    match node.criterion:
        case ask.Not():
            return _ways(node.parts[0], ~wanted)
        case ask.All() | ask.AnyOf():
            parts = [_ways(part, wanted) for part in node.parts]
            every = (wanted is Truth.MET) == isinstance(node.criterion, ask.All)
            return _least(_joined(parts) if every else [way for part in parts for way in part])
        case ask.AtLeast(n):
            parts = [_ways(part, wanted) for part in node.parts]
            number = n if wanted is Truth.MET else len(parts) - n + 1
            return _least([way for some in combinations(parts, max(number, 0)) for way in _joined(some)])
        case _ if node.answer.truth is not Truth.UNKNOWN:
            return [_NOTHING] if node.answer.truth is wanted else []
        case _:
            datum = datum_missing(node)
            return [_NOTHING] if datum is None else [frozenset({datum})]


def _joined(parts: Sequence[Sequence[Need]]) -> list[Need]:
    """One way of each part, together."""
    return [frozenset().union(*chosen) for chosen in product(*parts)]


def _least(ways: Iterable[Need]) -> list[Need]:
    """Without those that hold another; the least burden first, and no more than anybody reads."""
    kept: list[Need] = []
    for way in sorted(set(ways), key=_cost):
        if not any(other <= way for other in kept):
            kept.append(way)
    return kept[:MOST_SETS]


def _cost(way: Need) -> tuple[int, int, int, list[Datum]]:
    """The worst burden first, then how many data, then all their burdens together."""
    burdens = [datum.burden for datum in way]
    return max(burdens, default=0), len(burdens), sum(burdens), sorted(way)


# --- what a leaf would have to know ----------------------------------------------------------------------------------


def datum_missing(node: Node) -> Datum | None:
    """What would have to be known of an undecided leaf; None where it is decided, or a person's to tell."""
    leaf = node.criterion
    if node.answer.truth is not Truth.UNKNOWN or isinstance(leaf, ask.Connective):
        return None
    if isinstance(leaf, ask.PersonsAnswer | ask.ChosenSide):
        return None
    if Reason.ANCHOR_MOVES in node.answer.reasons:
        return Datum(Burden.RECORD, "anchor", (ask.anchor_of(leaf),))
    return datum_of(leaf)


def datum_of(leaf: ask.Leaf) -> Datum:
    """What a leaf asks about, without its limits, windows and methods."""
    match leaf:
        case ask.Measurement() | ask.Repeated() | ask.Change() | ask.SideBy() | ask.ExposureDays():
            codes = results_asked(leaf)
            return Datum(_burden((*codes, *getattr(leaf, "tissue", ())), Burden.BLOOD), "measurement", codes)
        case ask.Result(any_of=codes):
            return Datum(_burden(codes, Burden.BLOOD), "result", codes)
        case ask.Antibody(capsid=capsid, class_=class_):
            return Datum(Burden.BLOOD, "antibody", (capsid, *([class_] if class_ else [])))
        case ask.Infection(agent=agent):
            return Datum(Burden.BLOOD, "infection", (agent,))
        case (
            ask.Biallelic(gene=gene) | ask.Hemizygous(gene=gene) | ask.VariantFound(gene=gene) | ask.Exons(gene=gene)
            | ask.CopyNumber(gene=gene) | ask.RepeatCount(gene=gene) | ask.ExonSkip(gene=gene)
            | ask.StudiedNegative(gene=gene) | ask.Heteroplasmy(gene=gene)
        ):  # fmt: skip
            return Datum(_burden(getattr(leaf, "tissue", ()), Burden.BLOOD), "gene", (gene,))
        case ask.Karyotype():
            return Datum(Burden.BLOOD, "karyotype", ())
        case ask.Phenotype(any_of=terms):
            return Datum(Burden.EXAMINATION, "sign", terms)
        case ask.Age() | ask.Sex() | ask.Country() | ask.PersonsAnswer() | ask.ChosenSide():
            return Datum(Burden.RECORD, type(leaf).__name__.lower(), ())
        case _:
            return Datum(Burden.RECORD, type(leaf).__name__.lower(), leaf.any_of)


def _burden(codes: Iterable[str], otherwise: Burden) -> Burden:
    """The heaviest that any of the codes, or of the specimens, is known to be."""
    return max((_BURDENS[code] for code in codes if code in _BURDENS), default=otherwise)


def _each(burden: Burden, codes: str) -> dict[str, Burden]:
    return dict.fromkeys(codes.split(), burden)


# What is not drawn from blood; ours, as these tests are done in French hospitals.
_BURDENS: Mapping[str, Burden] = MappingProxyType({
    **_each(Burden.RECORD, "GENOTHER:gestational-age GENOTHER:factor-viii-exposure-days"
            " GENOTHER:factor-ix-exposure-days GENOTHER:matched-donor GENOTHER:matched-sibling-donor"
            " GENOTHER:matched-unrelated-donor GENOTHER:matched-related-donor GENOTHER:ventilation-hours"),
    **_each(Burden.EXAMINATION, "GENOTHER:10MWT GENOTHER:sits-unaided GENOTHER:BCVA GENOTHER:LLVA LOINC:29463-7"
            " LOINC:8302-2 LOINC:39156-5 LOINC:64098-7 GENOTHER:bsid3-cognitive-dq GENOTHER:bsid3-cognitive"
            " LOINC:59408-5 GENOTHER:UHDRS-DCL GENOTHER:TFC GENOTHER:macular-sensitivity GENOTHER:walks-unaided"
            " GENOTHER:peroneal-cmap GENOTHER:weill-cornell-lincl GENOTHER:neurological-function-score"
            " GENOTHER:onl-3-degrees GENOTHER:time-to-rise LOINC:19872-1 GENOTHER:nyha GENOTHER:PUL-entry"
            " GENOTHER:PUL-total GENOTHER:NSAA GENOTHER:CGI-S GENOTHER:independent-steps GENOTHER:CHOP-INTEND"
            " GENOTHER:HFMSE GENOTHER:karnofsky GENOTHER:lansky GENOTHER:bmi-percentile-national"
            " GENOTHER:pregnancy-test LOINC:94500-6 SNOMED:78014005"),
    **_each(Burden.IMAGING, "LOINC:10230-1 LOINC:18043-0 LOINC:8806-2 GENOTHER:shortening-fraction"
            " GENOTHER:putamen-volume GENOTHER:caudate-volume GENOTHER:liver-adenoma-size GENOTHER:loes"
            " GENOTHER:cardiac-t2star"),
    **_each(Burden.BIOPSY, "SNOMED:91727004"),  # muscle
})  # fmt: skip

__all__ = [
    "MOST_SETS",
    "Burden",
    "Datum",
    "Need",
    "Ranked",
    "data_of",
    "datum_missing",
    "datum_of",
    "decides_alone",
    "needs",
    "ranked",
]
