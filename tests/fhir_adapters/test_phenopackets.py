"""What each element of a phenopacket becomes, and what it does not become."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhir_adapters.phenopackets import from_facts, to_facts
from fhir_adapters.phenopackets.ages import Ages
from matching.days import Duration, Span, day
from matching.facts import Condition
from tests.fhir_adapters.packets import BORN, TODAY, age, codes_of_problems, read, term

# --- birth and ages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("P6Y9M", "2019-09-01", "2019-09-30"),
        ("P6Y", "2019-07-01", "2020-06-30"),
        ("P6Y0M", "2020-06-01", "2020-06-30"),
        ("P6Y9M0D", "2019-09-30", "2019-09-30"),
        ("P3W", "2026-06-03", "2026-06-09"),
        ("P1D", "2026-06-29", "2026-06-29"),
        ("PT6H", "2026-06-30", "2026-06-30"),
    ],
)
def test_an_age_when_the_packet_was_made_is_the_latest_birth(text: str, first: str, last: str):
    (person,) = read(TODAY, subject={"id": "s", "timeAtLastEncounter": age(text)}).people
    assert person.birth is None
    facts = read(TODAY, subject={"id": "s", "timeAtLastEncounter": age(text)}, metaData={"created": "2026-06-30"})
    assert facts.people[0].birth == Span(Duration(100, "y").before(day(first)), day(last))


@given(st.sampled_from(["P6Y9M", "P6Y", "P3W", "P0D", "P1M", "P2Y29D"]), st.integers(19_700, 20_500))
def test_the_births_are_exactly_those_that_have_the_age(text: str, at: int):
    ages = Ages.parse(text, text)
    birth = ages.birth(at)
    around = range(birth.first - 40, birth.last + 40)
    aged = [born for born in around if ages.low.day(born) <= at < ages.high.next.day(born)]
    assert aged in ([*range(birth.first, birth.last + 1)], [])
    assert aged or birth.last - birth.first == 1  # a month end that no birthday has


def test_without_a_day_to_count_from_there_is_no_birth():
    packet = {"subject": {"id": "s", "timeAtLastEncounter": age("P6Y")}}
    assert read(**packet).people[0].birth is None
    assert "no-birth-date" in codes_of_problems(**packet)


def test_a_written_birth_date_wins_over_the_age():
    subject = BORN | {"timeAtLastEncounter": age("P10Y3M")}
    facts = read(TODAY, subject=subject, phenotypicFeatures=[{"type": term("HP:0001252"), "excluded": True}])
    assert str(facts.people[0].birth) == "2015-01-12"
    assert str(facts.conditions[0].when) == "2025-04-12/2025-05-11"


def test_somebody_not_yet_born_has_no_birth_date():
    subject = {"id": "s", "timeAtLastEncounter": {"gestationalAge": {"weeks": 20, "days": 0}}}
    assert read(TODAY, subject=subject).people[0].birth is None


@pytest.mark.parametrize("text", ["P0Y-10M", "P", "PT", "6Y", "P4.5Y", "", "P9999Y", "P6Y ", "secret"])
def test_an_age_that_cannot_be_read_is_undated_and_said(text: str):
    disease = {"term": term("OMIM:1"), "onset": age(text)}
    assert read(subject=BORN, diseases=[disease]).conditions[0].onset is None
    assert codes_of_problems(diseases=[disease]) == {"unreadable-time"}


@pytest.mark.parametrize(
    ("onset", "days"),
    [
        (age("P0Y3M"), "2015-04-12/2015-05-11"),
        (age("P1Y"), "2016-01-12/2017-01-11"),
        (
            {"ageRange": {"start": {"iso8601duration": "P1Y"}, "end": {"iso8601duration": "P2Y"}}},
            "2016-01-12/2018-01-11",
        ),
        ({"ontologyClass": term("HP:0003577")}, "2015-01-12"),
        ({"ontologyClass": term("HP:0011463")}, "2016-01-12/2021-01-11"),
        ({"timestamp": "2020-02-03T10:00:00Z"}, "2020-02-03"),
        ({"interval": {"start": "2020-02-03T00:00:00Z", "end": "2020-02-05T00:00:00Z"}}, "2020-02-03/2020-02-05"),
        ({"ontologyClass": term("HP:0003581")}, "None"),
        ({"gestationalAge": {"weeks": 20}}, "None"),
    ],
)
def test_an_onset_is_dated_by_the_birth(onset: dict, days: str):
    (row,) = read(subject=BORN, diseases=[{"term": term("OMIM:1"), "onset": onset}]).conditions
    assert str(row.onset) == str(row.when) == days


# --- subject and statements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"sex": "MALE", "karyotypicSex": "XO"}, ("male", "XO", False)),
        ({"sex": "UNKNOWN_SEX", "vitalStatus": {"status": "DECEASED"}}, ("unknown", None, True)),
        ({"karyotypicSex": "OTHER_KARYOTYPE", "vitalStatus": {"status": "ALIVE"}}, (None, None, False)),
        ({"sex": 7}, (None, None, False)),
        ({"vitalStatus": {"status": "deceased"}}, (None, None, True)),
        ({"vitalStatus": {"status": 2}}, (None, None, True)),
        ({"vitalStatus": {"status": 1}}, (None, None, False)),
        ({"vitalStatus": {"status": "ALIVE", "timeOfDeath": age("P4M")}}, (None, None, True)),
        ({"vitalStatus": {"causeOfDeath": term("HP:1")}}, (None, None, True)),
    ],
)
def test_sex_karyotype_and_death(subject: dict, expected):
    (person,) = read(subject=BORN | subject).people
    assert (person.sex, person.karyotype, person.deceased) == expected


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"subject": {"id": "s", "dateOfBirth": "secret"}}, "unreadable-time"),
        ({"subject": BORN | {"sex": "secret"}}, "not-in-schema"),
        (
            {"diseases": [{"term": {"id": "OMIM:1"}, "onset": {"interval": {"start": "2020", "end": "2019"}}}]},
            "unreadable-time",
        ),
        ({"diseases": [{"term": {"id": "DOID:1"}}]}, "unknown-code-system"),
    ],
)
def test_what_cannot_be_read_is_said(parts: dict, code: str):
    assert code in codes_of_problems(**parts)


def test_subject_ids_repeat_so_the_caller_may_name_the_patient():
    assert read().people[0].patient == "s"
    assert to_facts({"id": "p", "subject": {"id": "s"}}, patient="x")[0].people[0].patient == "x"
    assert to_facts({"id": "p"})[0].people[0].patient == "p"


def statement(_as_of: int | None = None, **changes) -> Condition:
    return read(_as_of, subject=BORN, phenotypicFeatures=[{"type": term("HP:0001252")} | changes]).conditions[0]


def test_excluded_is_a_recorded_absence_up_to_the_last_encounter():
    assert (statement(TODAY, excluded=True).certainty, statement(TODAY, excluded=True).when) == (
        "absent",
        Span.on(TODAY),
    )
    assert statement(excluded=False).certainty == "confirmed"


def test_a_feature_holds_until_the_last_encounter_unless_resolved():
    assert statement(TODAY, onset=age("P1D")).when == Span.on(TODAY)
    assert str(statement(TODAY, onset=age("P1D"), resolution=age("P3D")).when) == "2015-01-15"
    assert str(statement(TODAY, onset=age("P1D"), resolution={"gestationalAge": {}}).when) == "2015-01-13"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Orphanet:527", "ORPHA:527"),
        ("SNOMEDCT:5262007", "SNOMED:5262007"),
        ("ORPHA:527", "ORPHA:527"),
        ("DOID:1234", "DOID:1234"),
    ],
)
def test_codes_are_spelled_our_way(written: str, read_as: str):
    assert read(diseases=[{"term": term(written)}]).conditions[0].code == read_as


@pytest.mark.parametrize(
    ("status", "certainty"),
    [
        ("SOLVED", "confirmed"),
        ("COMPLETED", "suspected"),
        ("IN_PROGRESS", "suspected"),
        ("UNSOLVED", "suspected"),
        ("UNKNOWN_PROGRESS", "suspected"),
        (None, "suspected"),
    ],
)
def test_a_diagnosis_listed_nowhere_else_is_as_sure_as_its_interpretation(status, certainty):
    interpretation = {"progressStatus": status, "diagnosis": {"disease": term("OMIM:1")}}
    found = read(interpretations=[interpretation]).conditions
    assert [row.certainty for row in found] == [certainty]
    twice = read(interpretations=[interpretation], diseases=[{"term": term("OMIM:1"), "excluded": True}]).conditions
    assert [row.certainty for row in twice] == ["absent"]


# --- measurements and actions ----------------------------------------------------------------------------------------


def measured(**changes) -> dict:
    quantity = {"unit": term("UCUM:ng/mL"), "value": 5.5} | changes.pop("quantity", {})
    return {"measurements": [{"assay": term("LOINC:1742-6"), "value": {"quantity": quantity}} | changes]}


def test_a_measurement():
    span = {"referenceRange": {"unit": term("UCUM:ng/mL"), "low": 1, "high": 4.5}}
    (row,) = read(subject=BORN, **measured(timeObserved=age("P1Y"), quantity=span)).measurements
    assert (row.code, row.value, row.unit, row.low, row.high) == ("LOINC:1742-6", 5.5, "ng/mL", 1, 4.5)
    assert str(row.when) == "2016-01-12/2017-01-11"


@pytest.mark.parametrize(
    ("unit", "ucum"), [("UO:0000175", "g/L"), ("UO:0000275", "ng/mL"), ("UCUM:10*9/L", "10*9/L"), ("UO:0000001", None)]
)
def test_units_become_ucum(unit: str, ucum):
    assert read(**measured(quantity={"unit": term(unit)})).measurements[0].unit == ucum


def test_a_range_in_another_unit_is_not_a_range():
    parts = measured(quantity={"referenceRange": {"unit": term("UCUM:g/L"), "low": 1, "high": 4.5}})
    assert read(**parts).measurements[0].high is None
    assert codes_of_problems(**parts) == {"range-in-other-unit"}


@pytest.mark.parametrize(("time", "minute"), [("T10:30:00Z", 630), ("T00:00:00Z", None), ("T99:00:00Z", None)])
def test_midnight_is_no_time(time: str, minute):
    (row,) = read(**measured(timeObserved={"timestamp": f"2020-02-03{time}"})).measurements
    assert (str(row.when), row.minute) == ("2020-02-03", minute)


def test_a_result_in_words_is_kept_without_a_number():
    parts = measured(value={"ontologyClass": term("NCIT:C14165")})
    assert read(**parts).measurements[0].value is None
    assert codes_of_problems(**parts) == {"no-number"}


def test_each_part_of_a_complex_value_is_a_measurement():
    parts = [
        {"type": term(code), "quantity": {"unit": term("UCUM:mm[Hg]"), "value": 1}}
        for code in ("LOINC:8480-6", "LOINC:8462-4")
    ]
    facts = read(measurements=[{"assay": term("LOINC:85354-9"), "complexValue": {"typedQuantities": parts}}])
    assert [row.code for row in facts.measurements] == ["LOINC:8480-6", "LOINC:8462-4"]


def treated(*intervals: dict, **more) -> dict:
    doses = [{"quantity": {"unit": term("UCUM:mg"), "value": 5}, "interval": interval} for interval in intervals]
    return {"medicalActions": [{"treatment": {"agent": term("ATC:M09AX09"), "doseIntervals": doses}} | more]}


START, END = "2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z"


@pytest.mark.parametrize(
    ("parts", "as_of", "status", "until"),
    [
        (treated({"start": START, "end": END}), None, "stopped", "2020-02-01"),
        (treated({"start": START, "end": END}), day("2020-02-01"), "active", "None"),
        (treated({"start": START, "end": END}), day("2020-02-02"), "stopped", "2020-02-01"),
        (treated({"start": START}), TODAY, "active", "None"),
        (treated({"start": END, "end": END}, {"start": START}), TODAY, "active", "None"),
        (treated({"start": START}, treatmentTerminationReason=term("NCIT:C1")), TODAY, "stopped", "None"),
        (treated(), None, "active", "None"),
    ],
)
def test_treatments(parts: dict, as_of, status: str, until: str):
    (row,) = read(as_of, **parts).medications
    assert (row.code, row.status, str(row.until)) == ("ATC:M09AX09", status, until)
    doses = parts["medicalActions"][0]["treatment"]["doseIntervals"]
    assert (str(row.when), row.dose, row.dose_unit) == (("2020-01-01", 5, "mg") if doses else ("None", None, None))


def test_procedures_and_what_is_neither():
    facts = read(medicalActions=[{"procedure": {"code": term("SNOMED:1"), "performed": {"timestamp": START}}}])
    assert [(row.code, row.status, str(row.when)) for row in facts.procedures] == [("SNOMED:1", "done", "2020-01-01")]
    assert codes_of_problems(medicalActions=[{"radiationTherapy": {}}]) == {"action-not-read"}


@pytest.mark.parametrize(
    "parts",
    [
        {"phenotypicFeatures": [{"excluded": True}]},
        {"measurements": [{"value": {}}]},
        {"medicalActions": [{"procedure": {"performed": age("P1Y")}}]},
        {"medicalActions": [{"treatment": {"doseIntervals": []}}]},
        {"medicalActions": [{"treatment": {"agent": term("no curie, secret")}}]},
    ],
)
def test_a_statement_without_its_term_is_an_error(parts: dict):
    assert "no-term" in codes_of_problems(**parts)
    assert len(read(**parts)) == 1


# --- the other spelling, and hostile input ---------------------------------------------------------------------------

FINDING = {
    "variantInterpretation": {
        "acmgPathogenicityClassification": "PATHOGENIC",
        "variationDescriptor": {
            "geneContext": {"valueId": "HGNC:11117", "symbol": "SMN1"},
            "allelicState": term("GENO:0000402"),
            "structuralType": term("SO:0001483"),
            "expressions": [{"syntax": "hgvs.c", "value": "NM_1.1:c.1A>G"}],
            "extensions": [{"name": "mosaicism", "value": "25%"}],
        },
    }
}
COPIES = {
    "variantInterpretation": {
        "variationDescriptor": {
            "geneContext": {"valueId": "HGNC:11118"},
            "variation": {"copyNumber": {"number": {"value": "2"}}},
        }
    }
}
WHOLE = {
    "id": "p",
    "subject": BORN | {"timeAtLastEncounter": age("P10Y"), "sex": "MALE"},
    "phenotypicFeatures": [{"type": term("HP:0001252"), "onset": age("P1Y")}],
    "diseases": [{"term": term("OMIM:1")}],
    **measured(timeObserved={"timestamp": START}),
    **treated({"start": START, "end": END}),
    "interpretations": [{"diagnosis": {"genomicInterpretations": [FINDING, COPIES]}}],
}


def snake(value):
    if isinstance(value, dict):
        return {"".join(f"_{c.lower()}" if c.isupper() else c for c in key): snake(item) for key, item in value.items()}
    return [snake(item) for item in value] if isinstance(value, list) else value


def test_both_spellings_of_the_schema_are_read():
    assert to_facts(snake(WHOLE)) == to_facts(WHOLE)
    assert len(to_facts(WHOLE)[0]) == 7


def places(value, path=()) -> Iterator[tuple]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


JUNK = st.sampled_from([None, "", "secret", 0, -1.5, True, [], {}, [None], ["x"], {"id": 5}, float("nan"), 10**400])


@given(st.sampled_from([path for path in places(WHOLE) if path]), JUNK)
def test_no_value_anywhere_makes_it_raise(path: tuple, junk):
    packet = deepcopy(WHOLE)
    *above, last = path
    target = packet
    for step in above:
        target = target[step]
    target[last] = junk
    facts, problems = to_facts(packet, as_of=TODAY)
    assert len(facts.people) == 1
    # A packet's own id is where the problem is, and no value.
    assert not any("secret" in str(replace(problem, record="")) for problem in problems)


@pytest.mark.parametrize("packet", [None, [], "secret", 5, {"a_b": []}, {"subject": [{"a_b": 1}]}])
def test_what_is_no_packet_is_a_person_without_anything(packet):
    facts, problems = to_facts(packet)
    assert len(facts) == 1
    assert problems


def test_no_depth_makes_it_raise():
    deep: object = "bottom"
    for _ in range(5000):
        deep = {"interpretations": [deep]}
    facts, _ = to_facts({"meta_data": deep, **deep})
    assert len(facts) == 1


def test_a_packet_is_about_one_patient():
    facts, _ = to_facts(WHOLE)
    facts.extend(to_facts(WHOLE, patient="another")[0])
    with pytest.raises(ValueError, match="one patient"):
        from_facts(facts, created=TODAY)


def test_a_written_packet_says_when_by_whom_and_in_which_terms():
    packet, _ = from_facts(to_facts(WHOLE)[0], created=TODAY, label=lambda code: f"name of {code}")
    assert packet["metaData"]["created"] == "2026-06-30T00:00:00Z"
    assert {one["namespacePrefix"] for one in packet["metaData"]["resources"]} >= {"HP", "OMIM", "LOINC", "GENO"}
    assert packet["phenotypicFeatures"][0]["type"]["label"] == "name of HP:0001252"
