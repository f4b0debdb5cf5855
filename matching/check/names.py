"""The names of genes and capsids that can be known, and which of them a misspelt one is near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from matching.faults import Fault, fault
from matching.terminology import Terminology
from matching.trial import KINDS

# Capsids given in trials, as antibody results spell them: the natural serotypes, then the engineered ones.
CAPSIDS = frozenset(
    {f"AAV{number}" for number in range(1, 14)}
    | {"AAVrh8", "AAVrh10", "AAVrh32.33", "AAVrh74", "AAVhu37", "AAVhu68"}
    | {"AAV2.5", "AAV2.7m8", "AAV2tYF", "AAV-DJ", "AAV-DJ8", "AAV-LK03", "AAV-PHP.B", "AAV-PHP.eB", "AAV-Spark100"}
    | {"AAVMYO", "AAVS3", "Anc80", "Anc80L65"}
)


def about_gene(gene: str, where: str, terminology: Terminology) -> Iterator[Fault]:
    """A gene of a criterion that no loaded release knows; silent where no gene is loaded."""
    if terminology.genes and gene not in terminology.genes:
        yield fault("gene_unknown", where, gene=gene, **_near(gene, terminology.genes))


def about_code(code: str, where: str, terminology: Terminology) -> Fault:
    """A code that no loaded release holds; of one of ours, which is a word, the nearest is named."""
    system = code.partition(":")[0]
    if system != "GENOTHER":
        return fault("unknown_code", where, code=code, near="", near_fr="")
    words = [one.removeprefix("GENOTHER:") for one in terminology.codes if one.startswith("GENOTHER:")]
    return fault("unknown_code", where, code=code, **_near(code.removeprefix("GENOTHER:"), words, "GENOTHER:"))


def about_kind(kind: str) -> Iterator[Fault]:
    """A kind of treatment that no page has words for."""
    if kind not in KINDS:
        yield fault("kind_unknown", "modality.kind", given=kind, kinds=", ".join(KINDS), **_near(kind, KINDS))


def about_transgene(transgene: str, where: str, terminology: Terminology) -> Iterator[Fault]:
    """A transgene, which is free text: "F9 Padua", "hMD1 microdystrophin" (of DMD)."""
    words = re.findall(r"[\w-]+", transgene)
    spelt_as_gene = [word for word in words if re.fullmatch(r"[A-Z][A-Z0-9-]+", word)]
    if terminology.genes and spelt_as_gene and terminology.genes.isdisjoint(words):
        yield fault("transgene_unknown", where, transgene=transgene, **_near(spelt_as_gene[0], terminology.genes))


def about_capsid(capsid: str, where: str, terminology: Terminology) -> Iterator[Fault]:
    """A capsid that neither this version nor a loaded release knows."""
    if not capsid_known(capsid, terminology):
        yield fault("capsid_unknown", where, capsid=capsid, **_near(capsid, CAPSIDS))


def capsid_known(capsid: str, terminology: Terminology) -> bool:
    """Whether a capsid is one of ours, or has an antibody code in a loaded release."""
    return capsid in CAPSIDS or terminology.knows(f"GENOTHER:{capsid}-nab")


def _near(name: str, names: Collection[str], before: str = "") -> dict[str, str]:
    """The question that names the nearest one, in both languages, or nothing."""
    spellings = {one.casefold(): one for one in sorted(names)}
    found = get_close_matches(name.casefold(), spellings, n=1, cutoff=0.7)
    if not found:
        return {"near": "", "near_fr": ""}
    nearest = before + spellings[found[0]]
    return {"near": f"Did you mean {nearest}? ", "near_fr": f"Vouliez-vous dire {nearest} ? "}
