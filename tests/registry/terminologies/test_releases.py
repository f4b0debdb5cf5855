"""Reading Orphanet and HPO files: how each kind of link becomes an edge or an equivalence."""

import gzip
from pathlib import Path

import orjson
import pytest

from registry.terminologies import hpo, orphanet
from registry.terminologies.release import Release, together


def entity(orpha: str, **rest) -> dict:
    return {"orpha": orpha, "label_en": f"E{orpha}", "label_fr": None, "parents": [], "genes": [], "xrefs": [], **rest}


def link(code: str | None, relation: str | None) -> dict:
    return {"source": code and "OMIM", "code": code, "relation": relation}


@pytest.fixture(params=["orpha.ndjson", "orpha.ndjson.gz"])
def orpha(request, tmp_path: Path) -> Path:
    lines = b"\n".join(
        orjson.dumps(one)
        for one in (
            entity("1", label_fr="Un"),
            entity("2", parents=["1"], xrefs=[link("100", "E"), link(None, None)]),
            entity("3", parents=["1"], xrefs=[link("200", "N")]),
            entity(
                "4", xrefs=[link("300", "B")], genes=[{"symbol": "ABC1", "hgnc": "29"}, {"symbol": "X", "hgnc": ""}]
            ),
        )
    )
    path = tmp_path / request.param
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def test_an_exact_link_is_the_same(orpha: Path):
    assert together([orphanet.read(orpha)]).same("OMIM:100") == {"OMIM:100", "ORPHA:2"}


def test_a_narrower_entity_stands_below_the_omim_code(orpha: Path):
    read = together([orphanet.read(orpha)])
    assert read.is_below("ORPHA:3", ["OMIM:200"])
    assert read.place("OMIM:200", ["ORPHA:1"]) == "broader"


def test_a_broader_entity_stands_above_the_omim_code(orpha: Path):
    read = together([orphanet.read(orpha)])
    assert read.is_below("OMIM:300", ["ORPHA:4"])
    assert not read.is_below("ORPHA:4", ["OMIM:300"])


def test_labels_and_genes_are_read(orpha: Path):
    release = orphanet.read(orpha)
    assert release.labels["ORPHA:1"] == {"en": "E1", "fr": "Un"}
    assert release.labels["ORPHA:2"] == {"en": "E2"}
    assert release.genes == {"ORPHA:4": ("HGNC:29",)}
    assert ("ABC1", "HGNC:29") in release.exact


OBO = """format-version: 1.2
data-version: hp/releases/2025-01-16

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000002
name: Thing
alt_id: HP:0000009
is_a: HP:0000001 ! All

[Term]
id: HP:0000003
name: obsolete Thing
is_obsolete: true
replaced_by: HP:0000002

[Typedef]
id: part_of
name: part of
"""


def test_an_obo_file_is_read(tmp_path: Path):
    (tmp_path / "hp.obo").write_text(OBO)
    (tmp_path / "fr.tsv").write_text("hpo\tlabel_fr\nHP:0000002\tChose\n")
    release = hpo.read(tmp_path / "hp.obo", tmp_path / "fr.tsv")
    assert release.name == "HPO 2025-01-16"
    assert release.parents == {"HP:0000001": (), "HP:0000002": ("HP:0000001",)}
    assert release.labels["HP:0000002"] == {"en": "Thing", "fr": "Chose"}
    read = together([release])
    assert read.same("HP:0000009") == {"HP:0000009", "HP:0000002", "HP:0000003"}


def test_releases_add_their_edges_up():
    one = Release("one", parents={"A:1": ("A:0",)}, labels={"A:1": {"en": "a"}})
    two = Release("two", parents={"A:1": ("B:0",)}, labels={"A:1": {"fr": "b"}})
    both = together([one, two, two])
    assert both.above("A:1") == {"A:1", "A:0", "B:0"}
    assert (both.label("A:1", "en"), both.label("A:1", "fr")) == ("a", "b")
    assert both.release == "one; two"
