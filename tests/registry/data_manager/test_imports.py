"""A data manager sees what imports did and refused, with where, and never a clinical row."""

import re
from datetime import UTC, datetime

import orjson
import pytest
from sqlmodel import func, select

from registry.data_manager.import_page import WIDTH, bar, kinds, rate
from registry.intake.importing import import_path
from registry.intake.models import ImportJob, Reject
from registry.patients.models import Patient
from tests.builders.registries import DATA_MANAGER, OPERATOR

NOW = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


def a_job(**more):
    return ImportJob(source="", path="p", listing="x", who="me", started="2026-11-25T22:58:00.000Z", **more)


def test_the_bar_is_full_and_its_parts_stand_side_by_side():
    parts = bar(a_job(created=60, updated=30, not_held=10))
    assert [(part.name, part.x, part.width, part.share) for part in parts] == [
        ("created", 0, 600, 60), ("updated", 600, 300, 30), ("not_held", 900, 100, 10),
    ]  # fmt: skip
    assert sum(part.width for part in parts) == WIDTH
    assert bar(a_job()) == ()


def test_the_rate_is_of_documents_a_minute():
    assert rate(a_job(documents=500), NOW) == 250
    assert rate(a_job(documents=500, finished="2026-11-25T22:59:00.000Z"), NOW) == 500
    assert rate(a_job(), NOW) is None
    assert rate(a_job(documents=5, finished="2026-11-25T22:58:00.100Z"), NOW) is None


def test_errors_come_first_then_what_is_frequent():
    rows = [("information", "a", "x", "y", 90, 1), ("error", "b", "x", "y", 1, 1), ("error", "c", "x", "y", 7, 1)]
    found = kinds(rows, {("error", "b", "x", "y"): ["f:1"]}, "en")
    assert [(one.code, one.count, one.places) for one in found] == [("c", 7, ()), ("b", 1, ("f:1",)), ("a", 90, ())]


@pytest.fixture
def client(client_of):
    return client_of(DATA_MANAGER)


@pytest.fixture
def refused(register, tmp_path):
    """An import with a broken line, and a resource of nobody."""
    lines = [b"{broken", orjson.dumps({"resourceType": "Condition", "subject": {"reference": "Patient/none"}})]
    (tmp_path / "broken.ndjson").write_bytes(b"\n".join(lines))
    return import_path(register, tmp_path / "broken.ndjson", OPERATOR, "750999901", datetime.now(UTC))


def test_imports_are_listed_the_newest_first(client, refused):
    text = client.get("/imports").text
    assert re.findall(r'href="/imports/(\d+)"', text) == [str(refused.number), "1"]
    assert client.get("/imports/1").status_code == 200


def test_the_table_says_what_the_bar_shows(client, register):
    text = client.get("/imports/1?lang=en").text
    with register.reading() as session:
        job = session.get_one(ImportJob, 1)
        created = job.created
    assert f"created: {created:,}</title>" in text
    assert re.search(rf'created</th><td class="count">{created:,}</td>', text)


def test_problems_say_where_they_lie_and_what_to_do(client, refused):
    text = client.get(f"/imports/{refused.number}").text
    assert "broken.ndjson:1" in text
    assert "not-json" in text
    assert "broken archive" not in text  # in French
    assert "broken archive" in client.get(f"/imports/{refused.number}?lang=en").text


def test_all_problems_are_downloaded_as_lines(client, register, refused):
    answer = client.get(f"/imports/{refused.number}/rejects.ndjson")
    lines = [orjson.loads(line) for line in answer.content.splitlines()]
    with register.reading() as session:
        many = session.exec(select(func.count()).select_from(Reject).where(Reject.job == refused.number)).one()
    assert len(lines) == many > 1
    assert set(lines[0]) == {"severity", "code", "place", "element", "what", "what_next", "count"}
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert "attachment" in answer.headers["content-disposition"]


def test_an_import_that_runs_is_read_again_and_says_so_without_script(client, register):
    with register.writing() as session:
        session.get_one(ImportJob, 1).finished = None
    text = client.get("/imports/1").text
    assert 'data-again="4"' in text
    assert "actualiser" in text
    assert "refresh" not in text
    assert 'data-again="4"' not in client.get("/imports/2").text


def test_no_patient_is_on_any_page_of_imports(client, register, refused):
    pages = ["/imports", "/imports/1", "/imports/1/rejects.ndjson", "/api/imports", "/api/imports/1"]
    text = "".join(client.get(page).text for page in pages)
    with register.reading() as session:
        assert not [root for root in session.exec(select(Patient.root)) if root in text]


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "1.0", "99999999999999999999", "²"])
def test_an_import_that_is_not_there_is_not_found(client, number):
    for address in (f"/imports/{number}", f"/imports/{number}/rejects.ndjson", f"/api/imports/{number}"):
        assert client.get(address).status_code == 404


def test_programs_read_the_same(client, refused):
    told = client.get(f"/api/imports/{refused.number}?lang=en").json()
    assert told["refused_documents"] == refused.refused_documents > 0
    assert told["kinds"][0]["severity"] == "error"
    assert client.get("/api/imports").json()[0]["number"] == refused.number
