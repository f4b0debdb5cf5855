"""Each refusal of a document is worded in both languages, and so is everything that may be wanted instead."""

import re

import pytest

from matching.errors import GenotherError, MalformedCriterion
from matching.refusals import REFUSALS, WANTED_FR, malformed, read_each, unreadable
from matching.scalars import FORMS

GAPS = re.compile(r"(?<!\{)\{(\w+)\}")
# Forms that refuse with another's words: they read a mapping, and what it holds.
SPEAK_THROUGH_OTHERS = {"a text in en and fr", "a criterion"}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_fills_the_same_gaps_in_both_languages(kind: str):
    refusal = REFUSALS[kind]
    english = set(GAPS.findall(refusal.en + refusal.next_en))
    french = set(GAPS.findall(refusal.fr + refusal.next_fr))
    assert {gap.removesuffix("_fr") for gap in french} == english
    assert refusal.en != refusal.fr
    told = malformed(kind, "x", **dict.fromkeys(english | french, "filled"))
    assert not [gap for gap in english | french if f"{{{gap}}}" in told.text("fr")]


@pytest.mark.parametrize("says", [form.says for form in FORMS.values() if form.says not in SPEAK_THROUGH_OTHERS])
def test_what_is_wanted_is_named_in_french(says: str):
    assert says in WANTED_FR


def test_the_french_sentence_has_its_own_punctuation():
    assert unreadable("", "a text").text("fr") == "document : illisible ; écrire un texte"
    assert unreadable("line 3", "a text").text("fr").startswith("ligne 3 : ")
    assert unreadable("a.line", "a text").text("en") == "a.line: cannot be read; write a text"


def test_an_error_worded_in_one_language_is_told_in_it():
    assert GenotherError("no").text("fr") == "no"
    assert MalformedCriterion("a", "no").text("fr") == "a : no"


def test_the_errors_of_several_readers_are_told_together():
    def refuse(where: str) -> None:
        raise unreadable(where, "a text")

    with pytest.raises(MalformedCriterion) as inner:
        read_each([(2, lambda: refuse("b")), (3, lambda: refuse("c"))])
    assert read_each([(1, lambda: "one")]) == {1: "one"}
    told = MalformedCriterion.together([unreadable("a", "a text"), inner.value])
    assert [line.partition(":")[0] for line in str(told).splitlines()] == ["a", "b", "c"]
    assert str(told.under("f")).splitlines()[2] == "f: c: cannot be read; write a text"
