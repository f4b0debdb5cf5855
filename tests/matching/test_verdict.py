"""From criteria to a verdict, and in which order candidates are called."""

import pytest

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Offset, Window
from matching.days import Duration, Span, day, iso
from matching.facts import Facts
from matching.reference import Context
from matching.terminology import Terminology
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.truth import Reason, Truth
from matching.verdict import Lasting, Verdict, judge, order

TODAY = day("2026-11-23")
TERMS = Terminology({"ORPHA:1": [], "ORPHA:70": ["ORPHA:1"], "ORPHA:9": ["ORPHA:1"]})


def trial(*criteria, kind="protocol"):
    return Trial(
        id="T",
        version="2026-01-01",
        title={"en": "T", "fr": "T"},
        modality=Modality("aav"),
        source=Origin(kind),
        cohorts=(Cohort("main", criteria),),
        anchors={"dosing": Offset((2, 30))},
    )


def include(number, criterion, **more):
    return Numbered(number, "include", criterion, {"en": number, "fr": number}, **more)


def exclude(number, criterion, **more):
    return Numbered(number, "exclude", criterion, {"en": number, "fr": number}, **more)


def verdict_for(rows, *criteria, kind="protocol"):
    facts = Facts()
    facts.extend(rows)
    one = trial(*criteria, kind=kind)
    return judge("p", facts, one, one.cohorts[0], Context(TODAY, TERMS))


def born(date):
    return told.Person(patient="p", record="Patient/1", birth=Span.parse(date), sex="male")


def test_ready_only_with_a_complete_source():
    assert verdict_for([born("2020-01-01")], include("I1", ask.Sex("male"))).verdict is Verdict.READY
    assert verdict_for([born("2020-01-01")], include("I1", ask.Sex("male")), kind="excerpt").verdict is Verdict.PASSES


def test_only_a_persons_answer_remains():
    asked = include("I2", ask.PersonsAnswer("T/main/I2"))
    found = verdict_for([born("2020-01-01")], include("I1", ask.Sex("male")), asked)
    assert found.verdict is Verdict.PASSES
    assert [one.numbered.number for one in found.open_items] == ["I2"]


def test_an_untested_antibody_is_never_a_pass():
    found = verdict_for([born("2020-01-01")], exclude("E1", ask.Antibody("AAV9", above=50)))
    assert found.verdict is Verdict.OPEN
    assert found.criteria[0].passes is Truth.UNKNOWN
    assert found.criteria[0].reasons == (Reason.NOT_RECORDED,)


def test_an_exclusion_is_negated_once():
    found = verdict_for([born("2020-01-01")], exclude("E1", ask.Sex("male")))
    assert (found.criteria[0].fact, found.criteria[0].passes) == (Truth.MET, Truth.NOT_MET)
    assert found.verdict is Verdict.EXCLUDED


@pytest.mark.parametrize("basis", ["recall", "limit_lost"])
def test_a_limit_that_the_source_does_not_state_decides_nothing(basis):
    found = verdict_for([born("2020-01-01")], exclude("E1", ask.Sex("male"), basis=basis))
    assert found.verdict is Verdict.OPEN
    assert found.criteria[0].reasons == (Reason.LIMIT_NOT_STATED,)


def test_too_young_today_is_later():
    found = verdict_for([born("2020-12-24")], include("I1", ask.Age(from_=Duration(6, "y"), at="screening")))
    assert found.verdict is Verdict.LATER
    assert iso(found.opens_on) == "2026-12-24"


def test_too_young_for_longer_than_the_horizon_is_excluded():
    found = verdict_for([born("2026-01-01")], include("I1", ask.Age(from_=Duration(18, "y"), at="screening")))
    assert found.verdict is Verdict.EXCLUDED
    assert found.lasting is Lasting.CHANGEABLE


def test_every_decisive_criterion_must_pass_within_the_horizon():
    soon, beyond = (include(f"I{n}", ask.Age(from_=Duration(n, "y"), at="screening")) for n in (4, 14))
    found = verdict_for([born("2023-01-15")], soon, beyond)
    assert [one.node.answer.settles_on for one in found.decisive] == [day("2027-01-15"), day("2037-01-15")]
    assert (found.verdict, found.opens_on) == (Verdict.EXCLUDED, None)
    both = verdict_for([born("2023-01-15")], soon, include("I2", ask.Age(from_=Duration(5, "y"), at="screening")))
    assert (both.verdict, both.opens_on) == (Verdict.LATER, day("2028-01-15"))


@pytest.mark.parametrize(("joined", "opens"), [(ask.AnyOf, "2027-01-15"), (ask.All, "2028-01-15")])
def test_one_of_several_opens_with_the_first_and_all_with_the_last(joined, opens):
    of = joined((ask.Age(from_=Duration(5, "y"), at="screening"), ask.Age(from_=Duration(4, "y"), at="screening")))
    found = verdict_for([born("2023-01-15")], include("I1", of))
    assert (found.verdict, found.opens_on) == (Verdict.LATER, day(opens))


def test_later_must_still_be_open_when_the_day_comes():
    too_young = include("I1", ask.Age(from_=Duration(6, "y"), at="screening"))
    too_old_by_then = include("I2", ask.Age(below=Duration(2190, "d"), at="screening"))
    assert verdict_for([born("2020-12-24")], too_young, too_old_by_then).verdict is Verdict.EXCLUDED


def test_waiting_until_evidence_is_too_old_satisfies_nothing():
    high = told.Measurement(
        patient="p", record="Observation/1", code="LOINC:1742-6", value=90, unit="U/L", when=Span.on(TODAY)
    )
    alt = ask.Measurement(("LOINC:1742-6",), above=ask.Limit(80, "U/L"), within=Window("screening", Duration(30, "d")))
    assert verdict_for([born("2020-01-01"), high], exclude("E1", alt)).verdict is Verdict.EXCLUDED


def test_a_drug_still_taken_never_washes_out_by_waiting():
    off = include("I1", ask.Medication(("ATC:H02AB",), "washed_out", Duration(90, "d")))
    dates = {"patient": "p", "record": "MedicationStatement/1", "code": "ATC:H02AB06", "when": Span.parse("2026-01-01")}
    stopped = told.Medication(**dates, status="stopped", until=Span.parse("2026-11-01"))
    assert verdict_for([stopped], off).verdict is Verdict.LATER
    assert iso(verdict_for([stopped], off).opens_on) == "2027-01-30"
    assert verdict_for([told.Medication(**dates, status="active")], off).verdict is Verdict.EXCLUDED


def test_an_outgrown_cap_is_for_good_and_another_disease_is_said_so():
    cap = include("I1", ask.Age(below=Duration(2, "y"), at="screening"))
    assert verdict_for([born("2020-01-01")], cap).lasting is Lasting.FOR_GOOD
    other = told.Condition(patient="p", record="Condition/1", code="ORPHA:9", certainty="confirmed")
    disease = include("I1", ask.Diagnosis(("ORPHA:70",), own_disease=True))
    assert verdict_for([other], disease).lasting is Lasting.OTHER_DISEASE


def test_the_door_closes_on_the_last_workable_day_and_is_urgent_near_it():
    cap = include("I1", ask.Age(below=Duration(180, "d"), at="dosing"))
    young, old = verdict_for([born("2026-11-01")], cap), verdict_for([born("2026-06-10")], cap)
    # Dosing no earlier than 2 days after screening, and before the 180th day.
    assert iso(young.until) == "2027-04-27"
    assert not young.urgent
    assert old.verdict is Verdict.OPEN
    assert old.criteria[0].reasons[0] is Reason.ANCHOR_MOVES
    assert (iso(old.until), old.urgent) == ("2026-12-04", True)
    assert verdict_for([born("2026-05-28")], cap).verdict is Verdict.EXCLUDED


def test_candidates_are_called_by_verdict_then_closing_then_open_items():
    cap = include("I1", ask.Age(below=Duration(180, "d"), at="dosing"))
    urgent, calm = verdict_for([born("2026-06-10")], cap), verdict_for([born("2026-11-01")], cap)
    later = verdict_for([born("2020-12-24")], include("I1", ask.Age(from_=Duration(6, "y"), at="screening")))
    assert sorted([later, urgent, calm], key=order) == [calm, urgent, later]


GIVEN_ONCE = told.Medication(
    patient="p", record="MedicationAdministration/1", code="GENOTHER:gene-therapy", status="stopped",
    when=Span.parse("2026-05-02"), until=Span.parse("2026-05-02"),
)  # fmt: skip


def test_one_already_treated_is_flagged_and_waits_for_a_person():
    found = verdict_for([born("2020-01-01"), GIVEN_ONCE], include("I1", ask.Sex("male")))
    assert found.already_treated == (GIVEN_ONCE,)
    assert found.verdict is Verdict.OPEN


def test_where_the_protocol_says_what_an_earlier_therapy_means_it_decides():
    wanted = include("I1", ask.GeneTherapy())
    found = verdict_for([born("2020-01-01"), GIVEN_ONCE], wanted)
    assert (found.verdict, found.already_treated) == (Verdict.READY, (GIVEN_ONCE,))
    assert verdict_for([GIVEN_ONCE], exclude("E1", ask.GeneTherapy())).verdict is Verdict.EXCLUDED
