"""A spec that is wrong fails, whichever evaluator it is wrong about; a table that cannot be read is refused."""

import pytest

from matching.criteria import Sex
from matching.truth import Truth
from tests.spec import recording
from tests.spec.recording import Book, Spec
from tests.spec.tables import facts_of, read

TABLE = """
   | sex
p1 | male
p2 | female
"""


@pytest.fixture
def unkept(request):
    """A spec that no page shows."""
    return Spec(Book(), request.node.path, 1)


def ask(unkept, **expect):
    unkept(title="Sex", records=TABLE, criterion=Sex("male"), expect={"p1": "met", "p2": "not met"} | expect)


def test_a_right_spec_is_kept(unkept):
    ask(unkept)
    assert [call.title for call in unkept.book.calls] == ["Sex"]


@pytest.mark.parametrize("wrong", [{"p2": "met"}, {"p2": "unknown: not recorded"}, {"p3": "met"}])
def test_a_wrong_answer_is_caught(unkept, wrong):
    with pytest.raises(AssertionError, match="reference says"):
        ask(unkept, **wrong)
    assert unkept.book.calls == []


def test_an_engine_that_differs_is_caught(unkept, monkeypatch):
    monkeypatch.setattr(recording, "by_engine", lambda *_: {"p1": Truth.MET, "p2": Truth.UNKNOWN})
    with pytest.raises(AssertionError, match="engine says 'unknown'"):
        ask(unkept)


def test_a_patient_left_out_is_caught(unkept):
    with pytest.raises(AssertionError, match="the spec None"):
        unkept(title="Sex", records=TABLE, criterion=Sex("male"), expect={"p1": "met"})


@pytest.mark.parametrize(
    "text",
    [
        "   | sex\np1 | male | 3",
        "   | diagnosis\np1 | a disease without a name here",
        "   | ALT\np1 | 80 U/L on a Monday 2026-05-20x",
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text):
    with pytest.raises((ValueError, KeyError)):
        facts_of(read(text))
