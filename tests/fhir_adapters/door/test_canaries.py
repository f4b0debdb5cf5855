"""Nothing planted anywhere in a resource of any type survives the door: names, a NIR, a phone, hospital numbers."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fhir_adapters.door import HELD, admit, betrayed, without_identity
from fhir_adapters.door.allowed import PARTS, RESOURCES
from fhir_adapters.door.nir import nir_key

NIR = "2840275123456"
PATIENT = {
    "resourceType": "Patient",
    "name": [{"family": "Le Goff-Zwingli", "given": ["Éléonore"], "text": "Quennessen"}],
    "telecom": [{"system": "phone", "value": "+33 6 98 76 54 32"}, {"system": "email", "value": "elo.zw@example.org"}],
    "identifier": [
        {"system": "urn:oid:1.2.250.1.213.1.4.8", "value": NIR + nir_key(NIR)},
        {"system": "urn:ipp", "value": "IPP-800123456"},
    ],
    "address": [{"line": ["12 rue Quincampoix"], "city": "Paris"}],
}
WRITTEN = (
    "Le Goff", "GOFF", "Zwingli", "zwingli", "Eléonore", "ELEONORE", "E\u0301le\u0301onore", "Quennessen",
    "Quincampoix",
    NIR, NIR + nir_key(NIR), f"2 84 02 75 123 456 {nir_key(NIR)}", "0698765432", "06 98 76 54 32", "+33.6.98.76.54.32",
    "800123456", "IPP-800123456", "800 123 456",
)  # fmt: skip
AROUND = ("{}", "vu avec {}.", "{}, 39 ans", "http://example.org/{}", "x\n{}\ty", "«{}»", "urn:{}", "_{}_")
NUMBERS = (int(NIR), 698765432, 800123456, 12, 5.4, True, None)
BESIDE = ("Zwingli", "x", "_status", "_text", "extension", "modifierExtension", "id", "text", "meta", "language")
# What the door must not let pass, spelled for a search of letters and digits alone.
CANARIES = ("goff", "zwingli", "eleonore", "quennessen", "quincampoix", NIR, "698765432", "800123456")

texts = st.builds(str.format, st.sampled_from(AROUND), st.sampled_from(WRITTEN))
primitives = texts | st.sampled_from(NUMBERS) | st.sampled_from(("final", "2024-03-09", "active"))
anything = st.recursive(
    primitives,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(("url", "valueString", "x", "text", "Zwingli", "display")), inner, max_size=3)
    ),
    max_leaves=4,
)


@st.composite
def objects(draw, table, depth=0):
    """An object of the allow-list's own elements, of those left outside, of unknown ones and of wrong types."""
    kinds = {name: kind for kind, names in table.items() for name in names.split()}
    made = {}
    for name in draw(st.lists(st.sampled_from(sorted(kinds)), max_size=6, unique=True)):
        one = element(kinds[name], depth)
        made[name] = draw(one | st.lists(one, max_size=2) | (texts if draw(st.integers(0, 20)) == 0 else one))
    for name in draw(st.lists(st.sampled_from(BESIDE), max_size=2, unique=True)):
        made[name] = draw(texts if name in {"id", "language"} else anything | st.lists(anything, max_size=2))
    return made


def element(kind, depth):
    if kind == "plain":
        return primitives
    if kind == "left" or depth > 3:
        return anything
    return objects(PARTS[kind], depth + 1)


def bare(body):
    """Letters and digits only, without accents."""
    apart = unicodedata.normalize("NFKD", body.casefold())
    return re.sub(r"[^a-z0-9]", "", "".join(sign for sign in apart if not unicodedata.combining(sign)))


WORDS = admit(PATIENT, lambda *_: None).identity.words


def passed(sent, answer):
    """What is stored, and everything that was said."""
    found = admit(sent, lambda *_: answer)
    if found.resource is None:
        return None, found.problems
    kept, problems = without_identity(found.resource, WORDS)
    return kept, (*found.problems, *problems)


@pytest.mark.parametrize("kind", sorted(HELD))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_canary_survives_in_a_resource_nor_in_what_is_said(kind, data):
    sent = {"resourceType": kind} | data.draw(objects(RESOURCES[kind]))
    sent["contained"] = [{"resourceType": inner} | data.draw(objects(RESOURCES[inner])) for inner in ("Specimen", kind)]
    before = json.dumps(sent)
    kept, problems = passed(sent, data.draw(st.sampled_from((None, "Patient/root"))))
    assert json.dumps(sent) == before
    for body in (json.dumps(kept, ensure_ascii=False), *map(str, problems)):
        assert [canary for canary in CANARIES if canary in bare(body)] == []
    assert not betrayed(json.dumps(kept), WORDS)


def places(table, seen):
    """Every element of the allow-list, as the keys that lead to it; a part is entered the first time it is met."""
    for kind, names in table.items():
        for name in names.split():
            yield (name,)
            if kind in PARTS and kind not in seen:
                seen.add(kind)
                yield from ((name, *rest) for rest in places(PARTS[kind], seen))


@pytest.mark.parametrize("kind", sorted(HELD))
def test_no_canary_survives_at_any_element(kind):
    for path in places(RESOURCES[kind], set()):
        for text in ("Mme Zwingli", f"{NIR}{nir_key(NIR)}", "06 98 76 54 32"):
            planted = text
            for name in reversed(path):
                planted = {name: planted}
            kept, problems = passed({"resourceType": kind} | planted, None)
            assert [canary for canary in CANARIES if canary in bare(json.dumps(kept))] == [], path
            assert problems, path


def test_the_canaries_would_be_seen():
    assert [canary for canary in CANARIES if canary not in bare(json.dumps(PATIENT, ensure_ascii=False))] == []
