"""The start page: how many stand where, what is urgent, and the way to one's own patient."""

import re
from datetime import UTC, datetime

import orjson
import pytest

from matching.days import day
from matching.facts import Consent
from matching.trial import Cohort, Modality, Origin, Trial
from matching.verdict import Verdict
from registry.clinician.trial_list import rows, urgent
from registry.db import reading
from registry.errors import NotFound
from registry.patients.finding import find_by_beginning, find_by_number
from registry.patients.models import FACT_TABLES
from registry.pseudonyms.service import identity_of
from registry.screening.models import Candidate
from tests.builders.registries import CLINICIAN_HERE, today


def test_every_trial_is_listed_with_its_counts(browser, candidates):
    page = browser.get("/trials").text
    best: dict[tuple[str, str], int] = {}
    for one in candidates:
        best[one.trial, one.patient] = min(one.verdict, best.get((one.trial, one.patient), 9))
    for trial in {one.trial for one in candidates}:
        row = page[page.index(f'href="/trials/{trial}"') :].partition("</tr>")[0]
        told = [int(re.sub(r"<[^>]+>|\s", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        expected = [sum(v == verdict for (t, _), v in best.items() if t == trial) for verdict in range(4)]
        assert told == expected, trial


def a_trial(name):
    return Trial(name, None, {"fr": name}, Modality("aav"), Origin("excerpt"), (Cohort("main", ()),))


def test_trials_with_candidates_come_first():
    trials = [a_trial("A"), a_trial("B"), a_trial("C")]
    found = rows(trials, {"B": {Verdict.OPEN: 2, Verdict.LATER: 1}}, "fr")
    assert [(row.trial.id, row.candidates) for row in found] == [("B", 3), ("A", 0), ("C", 0)]


def test_what_closes_soon_says_in_how_many_days():
    now = day("2026-11-25")
    one = Candidate(
        trial="A", cohort="main", patient="p", run=1, verdict=1, marks="", open_items=0, missing="[]", until=now + 9,
        urgent=True,
    )  # fmt: skip
    assert [(found.patient, found.days) for found in urgent([one], {"A": a_trial("A")}, now, "fr")] == [("p", 9)]
    assert urgent([one], {}, now, "fr") == []


@pytest.fixture
def numbers(register, sites):
    """Of a patient, the numbers by which hospitals and the State know them."""

    def read(root):
        with reading(register.vault) as vault:
            told = [sent for _, sent in identity_of(vault, register.keys, root)]
        return [one["value"] for sent in told for one in sent["identifier"]]

    return read


def test_a_number_leads_to_ones_own_patient_and_is_kept_nowhere(browser, candidates, numbers, acts):
    mine = candidates[0].patient
    assert numbers(mine)
    for number in numbers(mine):
        page = browser.send("/patients/find", who=f"  {number} ")
        assert page.status_code == 200
        assert page.url.path == f"/patients/{mine}"
        assert number not in page.text
        assert number not in str(acts())
    assert ("find", orjson.dumps([mine]).decode(), '{"by":"number","found":true}') in acts()


def test_the_number_of_somebody_elses_patient_is_as_nobodys(browser, elsewhere, numbers, acts):
    pages = [browser.send("/patients/find", who=number) for number in (*numbers(elsewhere), "no such number", "%", "")]
    assert len({re.sub(r'value="[^"]+"', "", page.text) for page in pages}) == 1
    assert "n’est trouvé ainsi" in pages[0].text
    assert elsewhere not in pages[0].text
    assert {(patients, "true" in details) for act, patients, details in acts() if act == "find"} == {("[]", False)}


def test_a_pseudonym_is_found_by_how_it_begins(browser, candidates):
    mine = candidates[0].patient
    for written in (mine, mine[:8], f"{mine[:4]}-{mine[4:8]}".upper()):
        assert browser.send("/patients/find", who=written).url.path == f"/patients/{mine}"


@pytest.mark.parametrize("written", ["a", "abc", "----", "    ", "_%__", "\\"])
def test_too_little_or_a_pattern_finds_nobody(browser, written):
    assert browser.send("/patients/find", who=written).url.path == "/trials"


def test_who_opposes_is_found_by_nobody(register, candidates):
    mine, now = candidates[0].patient, datetime.now(UTC)
    assert find_by_beginning(register, CLINICIAN_HERE, mine, today(), now) == mine
    with register.writing() as session:
        opposed = {"record": "Consent/x", "version": "", "element": "", "decision": "deny", "purpose": "research"}
        session.execute(FACT_TABLES[Consent].insert().values(patient=mine, **opposed))
    for find in (find_by_beginning, find_by_number):
        with pytest.raises(NotFound):
            find(register, CLINICIAN_HERE, mine, today(), now)
