"""Codes above, below and beside one another."""

from hypothesis import given
from hypothesis import strategies as st

from matching.terminology import Terminology

DISEASES = Terminology(
    parents={
        "ORPHA:0": [],
        "ORPHA:70": ["ORPHA:0"],
        "ORPHA:83330": ["ORPHA:70"],
        "ORPHA:9": ["ORPHA:0"],
        "OMIM:1": ["ORPHA:9"],
    },
    exact=[("ORPHA:83330", "OMIM:253300"), ("OMIM:253300", "MONDO:9669")],
    labels={"ORPHA:70": {"en": "SMA", "fr": "amyotrophie spinale"}, "OMIM:253300": {"en": "SMA type I"}},
)


def test_exact_links_join_across_systems():
    assert DISEASES.same("MONDO:9669") == {"ORPHA:83330", "OMIM:253300", "MONDO:9669"}
    assert DISEASES.is_below("MONDO:9669", ["ORPHA:70"])
    assert not DISEASES.is_below("ORPHA:70", ["MONDO:9669"])


def test_where_a_code_stands_towards_the_terms_asked():
    assert DISEASES.place("OMIM:253300", ["ORPHA:70"]) == "within"
    assert DISEASES.place("ORPHA:0", ["ORPHA:70"]) == "broader"
    assert DISEASES.place("ORPHA:9", ["ORPHA:70"]) == "elsewhere"
    assert DISEASES.place("OMIM:999999", ["ORPHA:70"]) == "unresolved"


def test_atc_and_icd10_spell_their_classes():
    assert Terminology().is_below("ATC:H02AB06", ["ATC:H02AB"])
    assert Terminology().is_below("ATC:H02AB06", ["ATC:H"])
    assert not Terminology().is_below("ATC:H02AB", ["ATC:H02AB06"])
    assert Terminology().is_below("ICD10:G12.0", ["ICD10:G12"])
    assert Terminology().knows("ATC:H02AB06")
    assert not Terminology().knows("ATC:H02AB6")


def test_a_label_falls_back_to_the_other_language_then_to_the_code():
    assert DISEASES.label("ORPHA:70", "fr") == "amyotrophie spinale"
    assert DISEASES.label("ORPHA:83330", "fr") == "SMA type I"
    assert DISEASES.label("ORPHA:9", "fr") == "ORPHA:9"


nodes = st.integers(0, 12)
graphs = st.dictionaries(nodes, st.frozensets(nodes, max_size=3), max_size=12)


@given(graphs)
def test_above_and_below_are_two_views_of_one_graph_even_with_circles(graph):
    terms = Terminology({f"X:{k}": [f"X:{p}" for p in above] for k, above in graph.items()})
    codes = [f"X:{n}" for n in range(13)]
    for one in codes:
        for other in codes:
            assert (other in terms.above(one)) == (one in terms.below(other))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_in_a_tree_a_subtree_is_one_interval_of_the_preorder(choices):
    parents = {"X:0": []} | {f"X:{i + 1}": [f"X:{choice % (i + 1)}"] for i, choice in enumerate(choices)}
    terms = Terminology(parents)
    for code in parents:
        places = sorted(terms.preorder[lower] for lower in terms.below(code))
        assert places == list(range(places[0], places[0] + len(places)))
        assert places[0] == terms.preorder[code]
