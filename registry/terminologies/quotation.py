"""What the starter set quotes of Orphanet and HPO, cut out of their releases again whenever the choice changes.

Run ``python -m registry.terminologies.quotation orpha.ndjson.gz hp.obo hpo_labels_fr.tsv.gz``: it reads
``starter/selection.json`` and writes ``starter/diseases.json``, ``phenotypes.json`` and ``genes.json``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from registry.terminologies import hpo, orphanet
from registry.terminologies.release import Release, together

FOLDER = Path(__file__).parent / "starter"
Page = dict[str, Any]


def chosen() -> dict[str, list[str]]:
    """The choice: disease ``roots`` with all below and above, ``others`` alone, ``phenotypes`` with all above.

    ``genes`` are symbols quoted whatever their place among the genes of a disease with many.
    """
    found: dict[str, list[str]] = orjson.loads((FOLDER / "selection.json").read_bytes())
    return found


def page(release: Release, codes: Iterable[str]) -> Page:
    """The named codes of a release: labels, edges among them, and exact links from them.

    A code that the release names as a parent and does not hold is left out.
    """
    kept = sorted(code for code in codes if code in release.parents or code in release.labels)
    within = set(kept)
    entries: dict[str, Page] = {}
    for code in kept:
        above = [p for p in release.parents.get(code, ()) if p in within or p.startswith("OMIM:")]
        entries[code] = {**release.labels.get(code, {}), **({"parents": above} if code in release.parents else {})}
    exact = [list(pair) for pair in release.exact if not within.isdisjoint(pair)]
    return {"release": release.name, "attribution": release.attribution, "codes": entries, "exact": exact}


def diseases(release: Release, choice: dict[str, list[str]]) -> Page:
    """The chosen diseases, with OMIM codes that stand below one of them."""
    graph = together([release])
    whole = {code for root in choice["roots"] for lower in graph.below(root) for code in graph.above(lower)}
    kept = {code for code in whole | set(choice["others"]) if code.startswith("ORPHA:")}
    lower = {c for c, above in release.parents.items() if c.startswith("OMIM:") and not kept.isdisjoint(above)}
    return page(release, kept | lower)


def phenotypes(release: Release, choice: dict[str, list[str]]) -> Page:
    """The chosen phenotypes and all above them."""
    graph = together([release])
    return page(release, {code for term in choice["phenotypes"] for code in graph.above(term)} & set(release.parents))


def genes(release: Release, quoted: Page, choice: dict[str, list[str]]) -> Page:
    """The genes of the quoted diseases' roots and others, the first of each, and those named; symbol and HGNC id."""
    graph = together([release])
    roots = {code for root in choice["roots"] for code in graph.below(root)}
    wanted = roots | set(choice["others"])
    found = {gene for code in quoted["codes"] if code in wanted for gene in release.genes.get(code, ())[:4]}
    named = {hgnc for symbol, hgnc in release.exact if symbol in choice["genes"]}
    return page(release, found | named)


def write(orpha: Path, obo: Path, french: Path) -> None:
    """Quote anew from the three files."""
    choice, rare, phenotype = chosen(), orphanet.read(orpha), hpo.read(obo, french)
    quoted = diseases(rare, choice)
    pages = {"diseases": quoted, "phenotypes": phenotypes(phenotype, choice), "genes": genes(rare, quoted, choice)}
    for name, content in pages.items():
        lines = orjson.dumps(content).replace(b'},"', b'},\n"').replace(b'],["', b'],\n["')
        (FOLDER / f"{name}.json").write_bytes(lines + b"\n")


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:4]))
