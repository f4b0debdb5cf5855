"""Every page: its frame, its language, its security; signing in and out."""

import re

import pytest

from registry.web.pages import moment, number, pseudonym, span
from tests.builders.registries import CLINICIAN_HERE, DATA_MANAGER, PASSWORD, SPONSOR, SYSTEM


@pytest.fixture
def nobody(client_of):
    return client_of(None)


def test_a_page_for_people_who_are_signed_in_leads_others_to_the_sign_in_page(nobody):
    answer = nobody.get("/trials")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_french_comes_first(nobody):
    assert '<html lang="fr">' in nobody.get("/sign-in").text
    assert "Connexion" in nobody.get("/sign-in").text


def test_french_signs_are_kept_on_their_line(nobody):
    ours = nobody.get("/sign-in").text.partition("<footer")[2]
    assert "«\N{NO-BREAK SPACE}éligible\N{NO-BREAK SPACE}»" in ours
    assert not re.search(r"\w [:;?!»]|« ", ours)


def test_a_browser_that_asks_for_english_gets_it(nobody):
    assert '<html lang="en">' in nobody.get("/sign-in", headers={"accept-language": "de, en-GB;q=0.8, fr;q=0.5"}).text


def test_a_chosen_language_is_kept_and_the_switch_stays_on_the_page(client_of):
    client = client_of(CLINICIAN_HERE)
    page = client.get("/trials/NCT02716246?sort=closing&lang=en").text
    assert '<html lang="en">' in page
    assert "/trials/NCT02716246?sort=closing&amp;lang=fr" in page
    assert '<html lang="en">' in client.get("/trials").text


@pytest.mark.parametrize(
    ("subject", "start"),
    [(CLINICIAN_HERE, "/trials"), (SPONSOR, "/library"), (DATA_MANAGER, "/imports")],
    ids=lambda value: str(getattr(value, "role", value)),
)
def test_everybody_is_led_to_what_is_theirs(client_of, subject, start):
    client = client_of(subject)
    assert client.get("/").headers["location"] == start
    assert client.get("/?lang=en").headers["location"] == f"{start}?lang=en"
    assert client.get(start).status_code == 200


def test_a_program_has_no_start_page(client_of):
    assert client_of(SYSTEM).get("/").status_code == 404


def test_a_wrong_password_says_neither_which_was_wrong_nor_what_was_typed(nobody):
    answers = [
        nobody.post("/sign-in", data={"name": name, "password": "correct horse"}) for name in ("claire", "nobody")
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert "ne correspondent pas" in answer.text
        assert "correct horse" not in answer.text
    assert answers[0].text.replace("claire", "nobody") == answers[1].text


def test_the_accounts_of_a_demo_are_shown_in_a_demo_only(app, nobody):
    assert PASSWORD not in nobody.get("/sign-in").text
    app.state.demo_accounts = [("claire", PASSWORD, "clinician", "750999901")]
    page = nobody.get("/sign-in").text
    assert PASSWORD in page
    assert "fictifs" in page


def test_signing_out_ends_the_session(client_of):
    client = client_of(CLINICIAN_HERE)
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/trials").text)[1]
    assert client.post("/sign-out", data={"form_key": key}).headers["location"] == "/sign-in"
    assert client.get("/trials").status_code == 303


def test_a_form_of_another_session_is_refused(client_of):
    client = client_of(CLINICIAN_HERE)
    for sent in ({}, {"form_key": "made elsewhere"}):
        assert client.post("/patients/find", data={"who": "abcd", **sent}).status_code == 400


def test_an_address_that_leads_nowhere_says_where_to_go(nobody):
    answer = nobody.get("/nowhere")
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("address", ["/trials", "/trials/NCT02716246", "/sign-in", "/nowhere"])
def test_no_page_holds_a_script_or_a_style_of_its_own(client_of, address):
    answer = client_of(CLINICIAN_HERE).get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", answer.text)
    assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/static/genother.js" defer>']
    assert not re.search(r"""(?:src|href|action)="(?:https?:)?//""", answer.text)


@pytest.mark.parametrize("name", ["genother.css", "genother.js", "favicon.svg"])
def test_what_pages_need_is_served_here(nobody, name):
    answer = nobody.get(f"/static/{name}")
    assert answer.status_code == 200
    assert not re.search(r"(?:@import|url\(|https?://(?!www\.w3\.org/2000/svg))", answer.text)


def test_a_pseudonym_is_read_in_groups_of_four():
    assert pseudonym("k3f9a0bbc1d2e3f4") == "k3f9-a0bb-c1d2-e3f4"


def test_moments_and_numbers_are_written_as_their_reader_does():
    assert moment("2026-11-25T23:05:09.123Z", "fr") == "25/11/2026 23:05 UTC"
    assert moment("2026-11-25T23:05:09.123Z", "en") == "2026-11-25 23:05 UTC"
    assert (number(12345, "en"), number(12345, "fr")) == ("12,345", "12\N{NARROW NO-BREAK SPACE}345")


@pytest.mark.parametrize(
    ("days", "en", "fr"),
    [
        (1, "1 day", "1 jour"), (41, "41 days", "41 jours"), (730, "730 days", "730 jours"), (731, "2 years", "2 ans"),
        (1095, "2 years", "2 ans"), (1096, "3 years", "3 ans"),
    ],
)  # fmt: skip
def test_a_long_time_is_told_in_whole_years(days, en, fr):
    assert (span(days, "en"), span(days, "fr")) == (en, fr)
