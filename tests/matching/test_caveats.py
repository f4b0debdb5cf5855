"""What is told beside an answer, in both languages and for machines."""

import pytest

from matching import criteria as ask
from matching import explain
from matching import facts as told
from matching.anchors import Window
from matching.days import Duration, Span
from tests.matching.test_verdict import TERMS, born, exclude, verdict_for

ON = Span.parse("2026-11-20")


def titre(value, when=ON, record="Observation/1", class_="total", **more):
    return told.Antibody(
        patient="p", record=record, version="2", capsid="AAV9", class_=class_, titre=value, when=when, **more
    )


@pytest.mark.parametrize(
    ("language", "why", "seen"),
    [
        (
            "en",
            "retest: may be a mother's antibodies, or a donor's, and holds as measured until then",
            "anti-AAV9 1:100 (total, 2026-11-20)",
        ),
        (
            "fr",
            "à recontrôler : anticorps peut-être maternels ou perfusés ; la valeur mesurée vaut jusque-là",
            "anti-AAV9 1:100 (totaux, 20/11/2026)",
        ),
    ],
)
def test_a_titre_of_an_infant_says_why_it_wants_a_retest(language, why, seen):
    colon = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}[language]
    found = verdict_for([born("2026-01-01"), titre(100)], exclude("E1", ask.Antibody("AAV9", above=50)))
    (line,) = explain.lines(found, language, TERMS)
    assert line.caveats == (f"⚑ {why}{colon} {seen} [Observation/1/_history/2]",)
    assert explain.caveat(found.criteria[0].caveats[0]) == {
        "caveat": "retest", "sources": ["Observation/1/_history/2"],
    }  # fmt: skip


def test_another_capsid_or_class_is_no_earlier_positive():
    rows = [titre(5, comparator="<"), titre(100, Span.parse("2020"), "Observation/0", class_="nab")]
    asked = exclude("E1", ask.Antibody("AAV9", "total", above=50))
    (one,) = verdict_for([born("1990-01-01"), *rows], asked).criteria
    assert one.caveats == ()


def test_a_caveat_below_a_connective_is_told_once():
    asked = ask.Antibody("AAV9", above=50, within=Window("screening", Duration(30, "d")))
    (one,) = verdict_for([born("2026-01-01"), titre(100)], exclude("E1", ask.All((asked, ask.Not(asked))))).criteria
    assert [each.caveat.value for each in one.caveats] == ["retest"]
