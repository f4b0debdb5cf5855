"""The pages in a real browser, in both languages: every page without a WCAG fault, a stranger's request or an error."""

import shutil
import socket
import threading

import pytest
import uvicorn
from sqlmodel import col, select

from matching.criteria import PersonsAnswer
from registry.app import create_app
from registry.intake.models import ImportJob
from registry.patients.repository import readable_by
from registry.screening.candidates import judged
from registry.screening.models import Candidate
from registry.terminologies.service import starter
from registry.trials.service import current
from registry.web.translations import text
from tests.builders.registries import CLINICIAN_HERE, DATA_MANAGER, PASSWORD, PEOPLE, SPONSOR, today

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: pip install '.[test]'")

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
FLAGS += "--disable-component-update --disable-sync"
WINDOWS = pytest.mark.parametrize(("language", "width"), [("fr", 360), ("en", 1440)])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture(scope="module")
def browser():
    """The Chromium that the machine has."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser here: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=FLAGS.split())
        yield opened
        opened.close()


@pytest.fixture
def address(home, register):
    """The service, served on a port of its own as a demo is."""
    app = create_app(home.settings, register, keeping=False)
    app.state.demo_accounts = [(who.name, PASSWORD, who.role, who.site) for who in PEOPLE[:4]]
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def asked(register):
    """A candidate, and the number of an open inclusion criterion that a person's answer alone decides."""
    with register.reading() as session:
        trials = current(session)
        for row in session.exec(_mine()):
            for found in judged(session, CLINICIAN_HERE, row.patient, trials, starter(), today()):
                for one in found.open_items if found.trial == row.trial and found.cohort == row.cohort else ():
                    if isinstance(one.numbered.criterion, PersonsAnswer) and one.numbered.kind == "include":
                        return Candidate(**row.model_dump()), one.numbered.number
    raise AssertionError("the made-up hospital has no open question")


def _mine():
    allowed = readable_by(CLINICIAN_HERE, today())(col(Candidate.patient))
    return select(Candidate).where(allowed).order_by(col(Candidate.trial), col(Candidate.patient))


class Walker:
    """Somebody at a browser, who notes every fault that it tells of."""

    def __init__(self, browser, address, language, **context) -> None:
        self.address, self.language = address, language
        self.context = browser.new_context(locale={"fr": "fr-FR", "en": "en-GB"}[language], **context)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"stranger: {request.url}")

    def say(self, key, *values):
        return text(key, self.language).format(*values)

    def go(self, path):
        self.page.goto(self.address + path)

    def follow(self, link_or_button):
        """Press what leads to another page, and be there: a click does not wait for what it begins."""
        with self.page.expect_navigation():
            link_or_button.click()

    def sign_in(self, who):
        self.go("/")
        self.page.get_by_label(self.say("name")).fill(who.name)
        self.page.get_by_label(self.say("password")).fill(PASSWORD)
        self.follow(self.page.get_by_role("button", name=self.say("sign_in")))

    def look(self, options=None):
        """No fault of WCAG 2.2 A and AA, nor of good practice; nothing wider than the window."""
        found = axe.Axe().run(self.page, options=options)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        wide = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], self.page.url
        assert self.faults == []


@pytest.fixture
def walk(browser, address):
    """A walker in a language."""
    walkers: list[Walker] = []

    def made(language, **context):
        walkers.append(Walker(browser, address, language, **context))
        return walkers[-1]

    yield made
    for one in walkers:
        one.context.close()
        assert one.faults == []


@WINDOWS
def test_a_clinician_walks_from_sign_in_to_an_answer_and_back(walk, asked, language, width):
    candidate, number = asked
    root, trial, place = candidate.patient, candidate.trial, f"{candidate.trial}-{candidate.cohort}"
    me = walk(language, viewport={"width": width, "height": 900})
    me.go("/sign-in")
    me.look()
    me.sign_in(CLINICIAN_HERE)
    me.look()

    me.follow(me.page.locator(f"a[href='/trials/{trial}']").first)
    me.look()
    row = me.page.locator(f"[id='{root}']").first
    row.locator(".change > summary").click()
    row.get_by_label(me.say("status"), exact=True).select_option("contacted")
    row.get_by_label(me.say("reason")).fill("appel / call")
    me.follow(row.get_by_role("button", name=me.say("save")))
    playwright.expect(row.locator(".change > summary")).to_contain_text(me.say("status_contacted"))
    me.look()

    me.follow(row.locator("a.root"))
    me.look()
    item = me.page.locator(f"[id='{place}']")
    badge = item.locator("summary .badge").first
    before = badge.inner_text()
    playwright.expect(item).to_contain_text("appel / call")
    criterion = me.page.locator(f"[id='{place}-{number}']")
    criterion.get_by_label(me.say("no")).check()
    me.follow(criterion.get_by_role("button", name=me.say("answer_button")))
    playwright.expect(criterion.get_by_role("status")).to_contain_text(me.say("mark_excludes")[:4])
    assert badge.inner_text() != before
    me.look()

    me.follow(criterion.get_by_role("button", name=me.say("undo")))
    playwright.expect(badge).to_have_text(before)
    criterion.locator(".criterion details summary, details summary").first.click()
    me.look()

    me.follow(item.locator("a.source").first)
    playwright.expect(me.page.locator("pre")).to_contain_text("resourceType")
    me.look()
    me.follow(me.page.get_by_role("button", name=me.say("sign_out")))
    playwright.expect(me.page.get_by_role("heading", level=1)).to_have_text(me.say("sign_in"))
    me.go(f"/patients/{root}")
    playwright.expect(me.page).to_have_url(me.address + "/sign-in")


def test_a_fault_would_be_seen(walk):
    for spoil in (
        "document.querySelector('label[for=name]').remove()",
        "document.querySelector('main').style.width = '5000px'",
        "console.error('x')",
    ):
        me = walk("fr")
        me.go("/sign-in")
        me.page.evaluate(spoil)
        with pytest.raises(AssertionError):
            me.look()
        me.faults.clear()


@LANGUAGES
def test_a_question_is_answered_by_keyboard_alone(walk, asked, language):
    candidate, number = asked
    place = f"{candidate.trial}-{candidate.cohort}"
    me = walk(language)
    me.sign_in(CLINICIAN_HERE)
    me.go(f"/patients/{candidate.patient}?trial={candidate.trial}")
    me.page.keyboard.press("Tab")
    assert me.page.evaluate("document.activeElement.className") == "skip"
    reached = f"document.getElementById('{place}-{number}').contains(document.activeElement)"
    within = f"{reached} && document.activeElement.matches('input[type=radio]')"
    steps = 0
    while not me.page.evaluate(within):
        me.page.keyboard.press("Tab")
        steps += 1
        assert steps < 300, "the answer is not reached"
    assert me.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    me.page.keyboard.press("Space")
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    told = me.page.locator(f"[id='{place}-{number}']")
    playwright.expect(told.get_by_role("button", name=me.say("undo"))).to_be_visible()
    playwright.expect(told).to_contain_text(me.say("yes"))


@WINDOWS
@pytest.mark.parametrize(
    ("who", "pages"), [(SPONSOR, ["/library"]), (DATA_MANAGER, ["/imports", "/imports/1", "/nowhere"])], ids=["s", "d"]
)
def test_the_pages_of_sponsors_and_data_managers_have_no_fault(walk, who, pages, language, width):
    me = walk(language, viewport={"width": width, "height": 900})
    me.sign_in(who)
    for path in pages:
        me.go(path)
        assert me.page.url == me.address + path
        # A browser itself says "404" on its console where a page is not there.
        me.faults = [fault for fault in me.faults if "404" not in fault]
        for details in me.page.locator("main details").all()[:5]:
            details.locator("summary").first.click()
        me.look()


def test_the_pages_have_no_fault_in_the_dark(walk, asked):
    me = walk("fr", color_scheme="dark")
    me.sign_in(CLINICIAN_HERE)
    candidate, _ = asked
    for path in ("/trials", f"/trials/{candidate.trial}", f"/patients/{candidate.patient}?trial={candidate.trial}"):
        me.go(path)
        assert me.page.url == me.address + path
        me.look()


def test_an_import_that_runs_is_read_again_until_it_is_done(walk, register):
    with register.writing() as session:
        job = session.get_one(ImportJob, 1)
        finished, job.finished = job.finished, None
    me = walk("en")
    me.sign_in(DATA_MANAGER)
    me.go("/imports/1")
    playwright.expect(me.page.locator("#progress")).to_contain_text("running")
    with register.writing() as session:
        session.get_one(ImportJob, 1).finished = finished
    playwright.expect(me.page.locator("#progress")).to_contain_text("done", timeout=15_000)
    me.look()


def test_what_is_touched_is_large_enough(walk, asked):
    me = walk("fr", viewport={"width": 360, "height": 900})
    me.sign_in(CLINICIAN_HERE)
    candidate, _ = asked
    # WCAG 2.2, 2.5.8: axe looks at it only where asked.
    for path in ("/trials", f"/trials/{candidate.trial}", f"/patients/{candidate.patient}?trial={candidate.trial}"):
        me.go(path)
        assert me.page.url == me.address + path
        me.look({"runOnly": ["target-size"]})


def test_the_language_is_changed_where_one_is(walk, asked):
    candidate, _ = asked
    me = walk("fr")
    me.sign_in(CLINICIAN_HERE)
    me.go(f"/trials/{candidate.trial}?sort=closing")
    me.follow(me.page.get_by_role("link", name="English"))
    assert "sort=closing" in me.page.url
    playwright.expect(me.page.get_by_role("heading", level=2).first).to_have_text(text("where_they_stand", "en"))
    me.go("/trials")
    playwright.expect(me.page.get_by_role("heading", level=1)).to_have_text(text("trials_heading", "en"))


def test_everything_works_without_script(walk, asked):
    candidate, number = asked
    me = walk("fr", java_script_enabled=False)
    me.sign_in(CLINICIAN_HERE)
    me.page.get_by_label(me.say("find_label")).fill(candidate.patient)
    me.follow(me.page.get_by_role("button", name=me.say("find_button")))
    me.go(f"/patients/{candidate.patient}?trial={candidate.trial}")
    criterion = me.page.locator(f"[id='{candidate.trial}-{candidate.cohort}-{number}']")
    criterion.get_by_label(me.say("yes")).check()
    me.follow(criterion.get_by_role("button", name=me.say("answer_button")))
    playwright.expect(criterion.get_by_role("status")).to_be_visible()


def test_paper_carries_every_criterion(walk, asked):
    candidate, _ = asked
    me = walk("fr")
    me.sign_in(CLINICIAN_HERE)
    me.go(f"/patients/{candidate.patient}")
    assert me.page.locator(".criterion").count() > 100
    hidden = "[...document.querySelectorAll('.criterion')].filter(one => !one.checkVisibility()).length"
    assert me.page.evaluate(hidden) > 0
    me.page.emulate_media(media="print")
    assert me.page.evaluate(hidden) == 0
    assert not me.page.locator("main form").first.is_visible()
    assert me.page.pdf()[:5] == b"%PDF-"
