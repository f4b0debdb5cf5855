"""A trial's candidates: in the order to call them, filtered, in pages; and where people say that they stand."""

import re

import orjson
import pytest

from matching.criteria import Sex
from matching.trial import Cohort, Modality, Numbered, Origin, Trial
from matching.truth import Reason
from matching.verdict import Verdict
from registry.clinician import marks
from registry.clinician.trial_page import PAGE, Wanted, page, wanted
from registry.screening.candidates import CohortList, Listed
from registry.screening.models import Candidate
from tests.builders.registries import CLINICIAN_HERE, today

TRIAL, COHORT = "NCT02716246", "cohort-4"


@pytest.fixture
def mine(candidates):
    """One's own candidates of the trial."""
    return [one for one in candidates if (one.trial, one.cohort) == (TRIAL, COHORT)]


def listed(page_text):
    return re.findall(r'<tr role="row" id="([0-9a-z]+)"', page_text)


def test_each_candidate_has_one_mark_per_criterion(browser, mine):
    text = browser.get(f"/trials/{TRIAL}?cohort={COHORT}").text
    assert sorted(listed(text)) == sorted(one.patient for one in mine)
    for one in mine:
        row = text[text.index(f'id="{one.patient}"') :].partition("</tr>")[0]
        shown = re.findall(r'<span class="mark [^"]*" title="(\w+)[^"]*">(.)</span>', row)
        assert len(shown) == len(one.marks)
        signs = {"+": "●", "-": "◔" if one.verdict == Verdict.LATER else "✕", "?": "?"}
        assert [sign for _, sign in shown] == [signs[mark] for mark in one.marks]


def test_the_page_says_how_complete_the_source_is_and_what_is_given(browser):
    text = browser.get(f"/trials/{TRIAL}?lang=en").text
    assert "8 encoded / unknown in the protocol" in text
    assert "AAV9 vector" in text
    assert "AU, ES, US" in text


def test_each_cohort_has_its_own_list(browser, candidates):
    other = [one.patient for one in candidates if (one.trial, one.cohort) == (TRIAL, "cohorts-1-to-3")]
    assert sorted(listed(browser.get(f"/trials/{TRIAL}?cohort=cohorts-1-to-3").text)) == sorted(other)


def test_who_was_shown_is_in_the_audit(browser, mine, acts):
    browser.get(f"/trials/{TRIAL}?cohort={COHORT}")
    shown = orjson.dumps(sorted(one.patient for one in mine)).decode()
    assert ("read-candidates", shown, f'{{"cohort":"{COHORT}","trial":"{TRIAL}"}}') in acts()


def test_a_trial_that_is_not_there_is_not_found(browser):
    assert browser.get("/trials/NCT00000000").status_code == 404


# --- statuses --------------------------------------------------------------------------------------------------------


def test_a_status_is_said_with_its_reason_and_shown_with_who_and_when(browser, mine):
    root = mine[0].patient
    text = browser.send(
        f"/trials/{TRIAL}/candidates/{root}/status", status="contacted", reason="called the mother"
    ).text
    assert re.search(rf'id="{root}".*?contacté', text, re.DOTALL)
    patient = browser.get(f"/patients/{root}?trial={TRIAL}").text
    assert re.search(r"contacté</b> · called the mother <span class=\"quiet\">claire, [0-9/]+ [0-9:]+ UTC", patient)


def test_a_status_said_on_the_patients_page_leads_back_there(browser, mine):
    root = mine[0].patient
    back = browser.send(
        f"/trials/{TRIAL}/candidates/{root}/status", status="flagged", reason="seen", back=f"{TRIAL}-{COHORT}"
    )
    assert back.url.path == f"/patients/{root}"
    elsewhere = browser.send(
        f"/trials/{TRIAL}/candidates/{root}/status", status="new", reason="", back="//evil.example"
    )
    assert elsewhere.url.path == f"/trials/{TRIAL}"


def test_several_are_said_at_once_and_the_filters_stay(browser, mine):
    chosen = [one.patient for one in mine[:3]]
    after = browser.send(
        f"/trials/{TRIAL}/status?cohort={COHORT}&sort=closing", patients=chosen, status="pending", reason="on Monday"
    )
    assert "sort=closing" in str(after.url)
    assert sorted(listed(browser.get(f"/trials/{TRIAL}?cohort={COHORT}&status=pending").text)) == sorted(chosen)


def test_not_eligible_is_said_of_one_patient_at_a_time(browser, mine):
    chosen = [one.patient for one in mine[:2]]
    assert 'value="not_eligible"' not in browser.get(f"/trials/{TRIAL}").text.partition('id="bulk"')[2]
    for patients in (chosen, chosen[:1]):
        sent = browser.send(f"/trials/{TRIAL}/status", patients=patients, status="not_eligible", reason="no")
        assert sent.status_code == 400
        assert "un patient à la fois" in sent.text.lower() or "d’un patient" in sent.text
    one = browser.send(f"/trials/{TRIAL}/candidates/{chosen[0]}/status", status="not_eligible", reason="another trial")
    assert one.status_code == 200


def test_one_stranger_among_those_chosen_changes_nothing(browser, mine, elsewhere):
    chosen = [mine[0].patient, elsewhere]
    assert browser.send(f"/trials/{TRIAL}/status", patients=chosen, status="flagged", reason="seen").status_code == 404
    assert listed(browser.get(f"/trials/{TRIAL}?cohort={COHORT}&status=flagged").text) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "flagged", "reason": ""}, {"status": "flagged", "reason": " \x00\x07 "},
        {"status": "eligible", "reason": "sure"}, {"status": "", "reason": "sure"}, {},
    ],
)  # fmt: skip
def test_a_status_without_reason_or_of_no_list_is_refused(browser, mine, fields):
    address = f"/trials/{TRIAL}/candidates/{mine[0].patient}/status"
    assert browser.send(address, **fields).status_code == 400
    assert browser.send(f"/trials/{TRIAL}/status", status="flagged", reason="nobody").status_code == 400


def test_what_a_person_writes_is_shown_as_text(browser, mine):
    root = mine[0].patient
    browser.send(f"/trials/{TRIAL}/candidates/{root}/status", status="flagged", reason="<script>alert(1)</script>")
    text = browser.get(f"/patients/{root}").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


# --- filters, sorts, pages -------------------------------------------------------------------------------------------

NUMBERED = tuple(
    Numbered(number, "include", None, {"en": number, "fr": number})  # type: ignore[arg-type]  # no criterion is read here
    for number in ("I1", "I2", "I3")
)
A_COHORT = Cohort("main", NUMBERED)
A_TRIAL = Trial("T", None, {"fr": "T"}, Modality("aav"), Origin("excerpt"), (A_COHORT,))


def a_candidate(number, verdict=Verdict.OPEN, until=None, open_items=1, status="new", missing=()):
    row = Candidate(
        trial="T", cohort="main", patient=f"p{number:03}", run=1, verdict=int(verdict), marks="+?-",
        open_items=open_items, missing="[]", until=until,
    )  # fmt: skip
    return Listed(row, verdict, tuple(missing), status)


def shown(found, **asked):
    counts = dict.fromkeys(Verdict, 0)
    return page([CohortList(A_TRIAL, A_COHORT, counts, tuple(found))], Wanted(**asked), "fr")


def names(found):
    return [row.candidate.patient for row in found.rows]


def test_a_long_list_comes_in_pages_of_fifty():
    many = [a_candidate(number) for number in range(120)]
    assert [len(shown(many, page=number).rows) for number in (1, 2, 3)] == [PAGE, PAGE, 20]
    beyond = shown(many, page=9)
    assert (beyond.pages, beyond.wanted.page, beyond.total) == (3, 3, 120)
    assert shown([], page=2).pages == 1


def test_lists_are_filtered_by_verdict_and_status():
    many = [a_candidate(1, Verdict.PASSES), a_candidate(2, status="flagged"), a_candidate(3)]
    assert names(shown(many, verdict="passes")) == ["p001"]
    assert names(shown(many, status="flagged")) == ["p002"]
    assert names(shown(many, verdict="open", status="new")) == ["p003"]


def test_lists_are_sorted_as_asked_and_else_stay_in_the_order_to_call():
    many = [
        a_candidate(1, open_items=3, status="enrolled"), a_candidate(2, until=9, open_items=2),
        a_candidate(3, until=4, open_items=1, status="pending"),
    ]  # fmt: skip
    assert names(shown(many)) == ["p001", "p002", "p003"]
    assert names(shown(many, sort="closing")) == ["p003", "p002", "p001"]
    assert names(shown(many, sort="open_items")) == ["p003", "p002", "p001"]
    assert names(shown(many, sort="status")) == ["p002", "p003", "p001"]


def test_what_is_not_offered_counts_as_not_asked():
    assert wanted("x", "maybe", "gone", "up", "-1") == Wanted(cohort="x")
    assert wanted(page="99999999999").page == wanted(page="²").page == wanted(page="0").page == 1
    assert wanted(verdict="open", status="new", sort="closing", page="7") == Wanted("", "open", "new", "closing", 7)


def test_a_question_is_written_back_as_an_address():
    asked = Wanted("a b", "open", "", "closing", 3)
    assert asked.query() == "cohort=a+b&verdict=open&sort=closing&page=3"
    assert asked.query(page=1, verdict="") == "cohort=a+b&sort=closing"


# --- marks -----------------------------------------------------------------------------------------------------------


def test_a_mark_says_its_number_its_state_and_why():
    strip = marks.kept(A_COHORT, "+?-", Verdict.OPEN, [(Reason.TOO_OLD, ("I2",))], "en")
    assert [(one.sign, one.says, one.doubtful) for one in strip] == [
        ("●", "I1: passes", False), ("?", "I2: open (too old)", True), ("✕", "I3: excludes", False),
    ]  # fmt: skip
    assert marks.summary(strip, "en") == "criteria that pass: 1. open: I2. excludes: I3"


def test_what_excludes_a_later_patient_is_a_matter_of_time():
    strip = marks.kept(A_COHORT, "++-", Verdict.LATER, [], "fr")
    assert [one.state for one in strip] == ["passes", "passes", "soon"]
    assert "passera plus tard\N{NO-BREAK SPACE}: I3" in marks.summary(strip, "fr")


@pytest.mark.parametrize("reason", list(Reason))
def test_only_what_rests_on_doubtful_data_looks_so(reason):
    one = marks.kept(A_COHORT, "?", Verdict.OPEN, [(reason, ("I1",))], "fr")[0]
    assert one.doubtful is (reason in {Reason.TOO_OLD, Reason.CONFLICTING, Reason.LIMIT_NOT_STATED})


def test_the_window_says_in_how_many_days_it_closes(client_of, register, mine):
    with register.writing() as session:
        row = session.get_one(Candidate, (TRIAL, COHORT, mine[0].patient))
        row.until, row.urgent, row.verdict, row.opens_on = today() + 1, True, 2, None
    client = client_of(CLINICIAN_HERE)
    text = client.get(f"/trials/{TRIAL}?cohort={COHORT}&lang=en").text
    assert re.search(r'class="window urgent"><span aria-hidden="true">!</span> closes in 1 day ', text)
    assert "se ferme dans 1 jour " in client.get("/trials?lang=fr").text


def test_a_trial_that_says_little_has_a_page_all_the_same(app, client_of):
    """A trial as somebody may import it: several cohorts without title, one language, words that no table knows."""
    cohorts = tuple(Cohort(name, (Numbered("I1", "include", Sex("male"), {"en": "Boys"}),)) for name in ("a", "b"))
    given = Modality("oligonucleotide", route="under the skin")
    app.state.trials = {"T": Trial("T", None, {"en": "Little"}, given, Origin("protocol", 9), cohorts, status="odd")}
    client = client_of(CLINICIAN_HERE)
    for address in ("/trials", "/trials/T", "/trials/T?cohort=b", "/api/trials", "/api/trials/T"):
        assert client.get(address).status_code == 200, address
    page = client.get("/trials/T").text
    assert "oligonucleotide" in page
    assert "under the skin" in page
    assert "1 encodés / 9 dans le protocole" in page
