"""The page of codes is made of the starter set itself; GENOTHER_WRITE_PAGES=1 writes it anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.terminologies.service import PAGES, starter_releases

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "codes.md"
OPENING = """\
# The codes that a trial can name

What ships with genother; a code at or below one that is asked answers too. `genother trial check` says which codes of a
trial are not known. The unit is the one in which a result is usually sent: others are converted, or named.
This page is written by `tests/registry/terminologies/test_codes_page.py`.
"""
TITLES = {
    "measurements": "Laboratory results, scores, imaging",
    "genother": "Antibodies, screening results, words of our own",
    "conditions": "Conditions and events",
    "drugs": "Drugs and gene therapies",
    "procedures": "Procedures",
    "genes": "Genes, named by symbol in a criterion",
    "diseases": "Rare diseases",
    "phenotypes": "Signs",
}


def section(name: str) -> Iterator[str]:
    """A table of the codes of a page that have a name, in the order of their names."""
    release = starter_releases()[PAGES.index(name)]
    yield f"\n## {TITLES[name]}\n"
    yield f"{release.name}. {release.attribution}.\n"
    yield "| code | English | French | unit |"
    yield "|---|---|---|---|"
    named = [(labels["en"], labels.get("fr", ""), code) for code, labels in release.labels.items() if "en" in labels]
    for english, french, code in sorted(named, key=lambda row: (row[0].casefold(), row[2])):
        unit = release.units.get(code)
        yield f"| `{code}` | {english} | {french} | {f'`{unit}`' if unit else ''} |"


def page() -> str:
    """The whole page."""
    return OPENING + "\n".join(line for name in TITLES for line in section(name)) + "\n"


def test_the_page_lists_what_ships():
    if os.environ.get("GENOTHER_WRITE_PAGES"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "run this test with GENOTHER_WRITE_PAGES=1"


@pytest.mark.parametrize("code", ["LOINC:1742-6", "ORPHA:70", "ATC:M09AX10", "HP:0001252", "GENOTHER:NSAA"])
def test_it_lists_a_code_of_each_kind(code: str):
    assert PAGE.read_text(encoding="utf-8").count(f"| `{code}` |") == 1
