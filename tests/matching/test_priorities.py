"""What would decide: the smallest sets of data, the least burden first, and the tests that decide most patients."""

import pytest

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.criteria import Limit
from matching.days import Duration, Span
from matching.priorities import Burden, Datum, Ranked, datum_of, decides_alone, needs, ranked
from tests.matching.test_verdict import born, exclude, include, verdict_for

ON = Span.parse("2026-11-20")
ALT = Datum(Burden.BLOOD, "measurement", ("LOINC:1742-6",))
LVEF = Datum(Burden.IMAGING, "measurement", ("LOINC:10230-1",))
AAV9 = Datum(Burden.BLOOD, "antibody", ("AAV9",))
HISTORY = Datum(Burden.RECORD, "medication", ("ATC:H02AB",))
LOW_ALT = ask.Measurement(("LOINC:1742-6",), to=Limit(40, "U/L"))
GOOD_HEART = ask.Measurement(("LOINC:10230-1",), from_=Limit(50, "%"))
ANTIBODIES = ask.Antibody("AAV9", above=50)
STEROIDS = ask.Medication(("ATC:H02AB",), "ever")


def found(*criteria, rows=()):
    return verdict_for([born("2016-01-01"), *rows], *criteria)


def test_every_open_criterion_needs_its_datum():
    assert needs(found(include("I1", LOW_ALT), exclude("E1", ANTIBODIES))) == (frozenset({ALT, AAV9}),)


def test_one_of_several_suffices_and_the_least_burden_comes_first():
    asked = include("I1", ask.AnyOf((GOOD_HEART, LOW_ALT, STEROIDS)))
    assert needs(found(asked)) == (frozenset({HISTORY}), frozenset({ALT}), frozenset({LVEF}))


def test_a_set_that_holds_another_is_not_told():
    asked = include("I1", ask.AnyOf((LOW_ALT, ask.All((LOW_ALT, GOOD_HEART)))))
    assert needs(found(asked)) == (frozenset({ALT}),)


def test_two_of_three():
    asked = include("I1", ask.AtLeast(2, (LOW_ALT, GOOD_HEART, STEROIDS)))
    assert needs(found(asked)) == (
        frozenset({HISTORY, ALT}), frozenset({HISTORY, LVEF}), frozenset({ALT, LVEF}),
    )  # fmt: skip


def test_what_is_known_already_is_not_asked_again():
    result = told.Measurement(patient="p", record="o", code="LOINC:1742-6", value=30.0, unit="U/L", when=ON)
    asked = include("I1", ask.All((LOW_ALT, GOOD_HEART)))
    assert needs(found(asked, rows=[result])) == (frozenset({LVEF}),)


def test_persons_answers_and_limits_that_are_not_stated_are_left_to_people():
    question = include("I1", ask.PersonsAnswer("T/main/I1"))
    assert needs(found(question)) == ()
    assert needs(found(question, exclude("E1", ANTIBODIES, basis="recall"))) == ()
    assert needs(found(question, include("I2", LOW_ALT))) == (frozenset({ALT}),)


def test_nobody_who_is_excluded_needs_anything():
    assert needs(found(include("I1", ask.Sex("female")), include("I2", LOW_ALT))) == ()


def test_an_exclusion_needs_what_would_clear_it():
    asked = exclude("E1", ask.All((ANTIBODIES, STEROIDS)))
    assert needs(found(asked)) == (frozenset({HISTORY}), frozenset({AAV9}))


def test_a_day_that_is_not_planned_yet_is_a_datum():
    young = include("I1", ask.Age(below=Duration(180, "d"), at="dosing"))
    (need,) = needs(verdict_for([born("2026-06-10")], young))
    assert need == {Datum(Burden.RECORD, "anchor", ("dosing",))}


def test_a_datum_decides_alone_where_nothing_else_is_open():
    one = found(exclude("E1", ANTIBODIES), include("I1", ask.PersonsAnswer("T/main/I1")))
    assert decides_alone(one, AAV9)
    two = found(exclude("E1", ANTIBODIES), include("I1", LOW_ALT))
    assert not decides_alone(two, AAV9)
    assert not decides_alone(found(include("I1", ask.AnyOf((LOW_ALT, GOOD_HEART)))), ALT)


def test_the_tests_that_decide_most_come_first():
    low = told.Measurement(patient="p", record="o", code="LOINC:1742-6", value=30.0, unit="U/L", when=ON)
    asked = exclude("E1", ANTIBODIES), include("I1", LOW_ALT)
    everybody = [found(*asked, rows=[low]), found(*asked, rows=[low]), found(*asked)]
    assert ranked(everybody) == (Ranked(AAV9, decides=2, missing=3), Ranked(ALT, decides=0, missing=1))


@pytest.mark.parametrize(
    ("leaf", "datum"),
    [
        (ask.Age(below=Duration(7, "y")), Datum(Burden.RECORD, "age", ())),
        (ask.Biallelic("SMN1"), Datum(Burden.BLOOD, "gene", ("SMN1",))),
        (
            ask.Heteroplasmy("MT-ND4", "m.1A>G", ("SNOMED:91727004",), from_=Limit(1, "%")),
            Datum(Burden.BIOPSY, "gene", ("MT-ND4",)),
        ),
        (ask.Antibody("AAV8", "nab"), Datum(Burden.BLOOD, "antibody", ("AAV8", "nab"))),
        (ask.Result(("GENOTHER:matched-donor",)), Datum(Burden.RECORD, "result", ("GENOTHER:matched-donor",))),
        (ask.Infection("HIV"), Datum(Burden.BLOOD, "infection", ("HIV",))),
        (ask.Phenotype(("HP:1",)), Datum(Burden.EXAMINATION, "sign", ("HP:1",))),
        (
            ask.Procedure(("SNOMED:1",), Window("screening", Duration(1, "y"))),
            Datum(Burden.RECORD, "procedure", ("SNOMED:1",)),
        ),
        (ask.ExonSkip(51), Datum(Burden.BLOOD, "gene", ("DMD",))),
    ],
)  # fmt: skip
def test_what_a_leaf_would_have_to_know(leaf, datum):
    assert datum_of(leaf) == datum
