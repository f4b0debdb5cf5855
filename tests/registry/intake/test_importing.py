"""Imports: nothing twice, in any order, each document whole or not at all, taken up where they stopped."""

import bz2
import gzip
import shutil
from itertools import permutations

import orjson
import pytest
from sqlalchemy import true
from sqlmodel import col, select

from matching.days import Span, day
from registry.access import OPERATOR
from registry.errors import NotFound
from registry.intake import importing
from registry.intake.importing import import_path, report
from registry.intake.models import ImportJob, Reject
from registry.patients import facts as fact_rows
from registry.patients.repository import facts_readable, sites_of
from registry.synthetic.service import write
from tests.builders import documents as doc
from tests.builders.databases import NOW, TODAY
from tests.builders.documents import bring, clinician, counts, lines

BOOKKEEPING = {"import_job", "reject", "audit_record"}
INS = {"system": doc.INS_SYSTEM, "value": "285057800608441"}


def imported(register, path, source=doc.A_HOSPITAL):
    return import_path(register, path, OPERATOR, source, NOW)


def facts(register):
    with register.reading() as session:
        return fact_rows.load(session, lambda _: true())


def rejects(register, severity="error"):
    with register.reading() as session:
        rows = session.exec(select(Reject).where(col(Reject.severity) == severity).order_by(col(Reject.number)))
        return [(row.place, row.code) for row in rows]


def stored(register):
    """How many rows of everything but the imports' own bookkeeping."""
    return {name: count for name, count in counts(register).items() if name not in BOOKKEEPING}


# --- nothing twice ---------------------------------------------------------------------------------------------------


def test_a_hospital_imported_twice_is_stored_once(empty_register, tmp_path):
    path = write(tmp_path / "in", 25, 3, NOW.date())
    first = imported(empty_register, path, "")
    before, outbox = stored(empty_register), counts(empty_register)["outbox"]
    second = imported(empty_register, path, "")
    assert stored(empty_register) == before
    assert counts(empty_register)["outbox"] == outbox
    assert (second.created, second.updated, second.deleted, second.new_patients) == (0, 0, 0, 0)
    assert second.unchanged == first.created + first.unchanged
    assert (first.new_patients, first.documents, second.documents) == (first.new_patients, 25, 25)


def test_nothing_of_the_second_import_is_on_record_as_received(empty_register, tmp_path):
    path = lines(tmp_path / "a.ndjson", [doc.bundle(doc.patient(), doc.condition())])
    imported(empty_register, path)
    imported(empty_register, path)
    with empty_register.reading() as session:
        from registry.audit.models import AuditRecord  # noqa: PLC0415

        acts = list(session.exec(select(AuditRecord.act).order_by(col(AuditRecord.seq))))
    assert acts == ["import", "receive", "import-done", "import", "import-done"]


# --- in any order ----------------------------------------------------------------------------------------------------

PIECES = {
    "Patient": [doc.patient("p1"), doc.patient("p2", gender="female")],
    "Condition": [doc.condition("c1", "p1"), doc.condition("c2", "p2", "70")],
    "MedicationRequest": [doc.request("m1", "p1")],
    "Medication": [doc.drug("d1")],
    "Consent": [doc.opposition("n1", "p2")],
}


@pytest.mark.parametrize("order", [*list(permutations(PIECES))[::17], tuple(reversed(PIECES))], ids="-".join)
def test_the_order_of_files_changes_nothing(empty_register, tmp_path, order):
    for number, kind in enumerate(order):
        lines(tmp_path / "in" / f"{number}-{kind}.ndjson", PIECES[kind])
    job = imported(empty_register, tmp_path / "in")
    assert (job.documents, job.created, job.refused_documents, job.set_aside) == (7, 7, 0, 0)
    assert rejects(empty_register) == []
    found = facts(empty_register)
    assert sorted(row.code for row in found.conditions) == ["ORPHA:70", "ORPHA:98896"]
    assert [row.code for row in found.medications] == ["ATC:M09AX09"]
    assert [row.decision for row in found.consents] == ["deny"]
    with empty_register.reading() as session:
        shown = facts_readable(session, OPERATOR, TODAY)
    assert [row.code for row in shown.conditions] == ["ORPHA:98896"]


@pytest.mark.parametrize("places", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_order_of_lines_changes_nothing(empty_register, tmp_path, places, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH_DOCUMENTS", 1)
    both = doc.bundle(doc.patient("p2"), doc.observation("o2", "p2"))
    sent = [doc.patient(), doc.condition(), doc.observation(), both]
    job = imported(empty_register, lines(tmp_path / "a.ndjson", [sent[place] for place in places]))
    assert (job.created, job.set_aside, job.deferred) == (5, 0, "[]")
    assert len(facts(empty_register)) == 5


# --- whole or not at all ---------------------------------------------------------------------------------------------

BAD = doc.observation("bad", status={"a": "wrong type"})


def test_a_bundle_whose_last_entry_fails_leaves_nothing_in_either_database(empty_register):
    before = counts(empty_register)
    received = bring(empty_register, doc.bundle(doc.patient(identifier=[INS]), doc.condition(), doc.observation(), BAD))
    assert [one.failed for one in received.passed] == [True]
    assert counts(empty_register) == before == {}


def test_a_document_that_fails_takes_none_of_its_neighbours_along(empty_register):
    good = [doc.bundle(doc.patient(name), doc.condition(f"c-{name}", name)) for name in ("p1", "p3")]
    bad = doc.bundle(doc.patient("p2"), doc.condition("c-p2", "p2"), BAD | {"subject": {"reference": "Patient/p2"}})
    of_the_bad = doc.observation("o9", "p2")
    received = bring(empty_register, good[0], bad, good[1], of_the_bad)
    assert [one.failed for one in received.passed] == [False, True, False, False]
    assert [one.waiting for one in received.passed] == [False, False, False, True]
    assert sum(one.new_patients for one in received.passed) == 2
    found = counts(empty_register)
    assert (found["patient"], found["vaulted_identity"], found["resource"]) == (2, 2, 4)


def test_a_document_refused_and_then_corrected_is_stored_whole(empty_register):
    bring(empty_register, doc.bundle(doc.patient(), doc.condition(), BAD))
    bring(empty_register, doc.bundle(doc.patient(), doc.condition(), doc.observation("bad")))
    assert counts(empty_register)["resource"] == 3


def test_contradictory_identities_refuse_their_document_alone(empty_register, tmp_path):
    ipp = [{"system": doc.IPP, "value": "800123456"}]
    girl = doc.patient("p2", gender="female", birthDate="1990-01-01", identifier=[INS, *ipp])
    sent = [
        doc.bundle(doc.patient("p1", identifier=[INS]), doc.condition("c1", "p1")),
        doc.bundle(girl, doc.condition("c2", "p2", "70")),
        doc.bundle(doc.patient("p3"), doc.condition("c3", "p3", "365")),
    ]
    job = imported(empty_register, lines(tmp_path / "a.ndjson", sent))
    assert rejects(empty_register) == [("a.ndjson:2 Bundle.entry[0].resource", "identity-conflict")]
    assert (job.refused_documents, job.created, job.new_patients) == (1, 4, 2)
    assert sorted(row.code for row in facts(empty_register).conditions) == ["ORPHA:365", "ORPHA:98896"]
    assert counts(empty_register)["vaulted_identity"] == 2


def test_rejects_say_where_and_what_next_and_no_value(empty_register, tmp_path):
    folder = tmp_path / "in"
    lines(folder / "a.ndjson", [doc.bundle(doc.patient(), BAD), doc.condition("c9", "nobody-Quennessen")])
    (folder / "b.json").write_bytes(b'{"resourceType": "Patient", "name": Quennessen}')
    (folder / "Quennessen_Jacques.json").write_bytes(b"[1, 2]")
    (folder / "c.ndjson").write_bytes(b"[1]\nnull\n\xff\xfe\n")
    job = imported(empty_register, folder)
    told = report(empty_register, job)
    assert sorted(one["place"] for one in told["rejects"]) == [
        "#1.json", "#1.json", "a.ndjson:1 Bundle.entry[1].resource.status", "b.json", "c.ndjson:1", "c.ndjson:2",
        "c.ndjson:3",
    ]  # fmt: skip
    assert ("a.ndjson:2 Condition", "no-patient") in rejects(empty_register, "warning")
    assert told["refused_documents"] == 7
    for one in told["rejects"]:
        assert set(one["sentence"]) == {"fr", "en"}
        assert one["sentence"]["fr"] != one["sentence"]["en"]
    assert "Quennessen" not in orjson.dumps(told).decode()
    assert "Quennessen" not in repr(doc.tables(empty_register.clinical))


# --- interrupted -----------------------------------------------------------------------------------------------------


class Stop(Exception):
    """What somebody presses."""


def test_an_interrupted_import_goes_on_where_it_stopped(empty_register, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH_DOCUMENTS", 2)
    late = [doc.condition(f"late-{number}", f"p{number}") for number in range(5)]
    people = [doc.bundle(doc.patient(f"p{number}"), doc.condition(f"c{number}", f"p{number}")) for number in range(5)]
    path = lines(tmp_path / "a.ndjson", [*late, *people])
    interruptions, read = 0, []
    for moment in range(1, 9):

        def stop(job, moment=moment):
            read.append(job.position)
            if len(read) == moment:
                raise Stop

        read.clear()
        try:
            job = import_path(empty_register, path, OPERATOR, doc.A_HOSPITAL, NOW, stop)
            break
        except Stop:
            interruptions += 1
    assert interruptions >= 3
    assert (job.number, job.position, job.deferred) == (1, 10, "[]")
    assert (job.created, job.unchanged, job.documents, job.new_patients, job.set_aside) == (15, 0, 10, 5, 0)
    assert len(facts(empty_register).conditions) == 10
    assert imported(empty_register, path).number == 2


def test_an_import_stopped_while_it_settles_what_waited_forgets_none(empty_register, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH_DOCUMENTS", 1)
    late = [doc.condition(f"late-{number}") for number in range(4)]
    path = lines(tmp_path / "a.ndjson", [*late, doc.patient()])
    settled = []

    def stop(job):
        settled.append(orjson.loads(job.deferred))
        if len(settled) == 7:
            raise Stop

    with pytest.raises(Stop):
        import_path(empty_register, path, OPERATOR, doc.A_HOSPITAL, NOW, stop)
    assert settled[4:] == [[0, 1, 2, 3], [1, 2, 3], [2, 3]]
    job = imported(empty_register, path)
    assert (job.number, job.created, job.documents) == (1, 5, 5)
    assert len(facts(empty_register).conditions) == 4


def test_files_that_changed_are_another_import(empty_register, tmp_path):
    path = lines(tmp_path / "a.ndjson", [doc.patient()])
    with pytest.raises(Stop):
        import_path(empty_register, path, OPERATOR, doc.A_HOSPITAL, NOW, _stop)
    lines(path, [doc.patient(), doc.condition()])
    assert imported(empty_register, path).number == 2
    assert imported(empty_register, path, doc.ANOTHER).number == 3


def _stop(_job):
    raise Stop


def test_nothing_to_read_begins_no_import(empty_register, tmp_path):
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(NotFound):
        imported(empty_register, tmp_path)
    with empty_register.reading() as session:
        assert session.exec(select(ImportJob)).all() == []


# --- containers ------------------------------------------------------------------------------------------------------


def test_every_container_is_imported_alike(empty_register, tmp_path):
    sent = [doc.bundle(doc.patient(), doc.condition()), doc.packet()]
    raw = b"".join(orjson.dumps(one) + b"\n" for one in sent)
    for name, content in {
        "a.ndjson": raw, "b.ndjson.gz": gzip.compress(raw), "c.jsonl.bz2": bz2.compress(raw),
        "d.json": orjson.dumps(sent), "e.json.gz": gzip.compress(orjson.dumps(sent)),
        "f.json": b"\xef\xbb\xbf" + orjson.dumps(sent[0], option=orjson.OPT_INDENT_2),
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        job = imported(empty_register, tmp_path / name)
        expected = (3, 0) if name == "a.ndjson" else (0, 2 if name == "f.json" else 3)
        assert (job.created, job.unchanged, job.refused_documents) == (*expected, 0), name
        (tmp_path / name).unlink()


@pytest.mark.parametrize("ending", ["gz", "bz2"])
def test_of_a_torn_archive_the_lines_that_can_be_read_are_and_the_tear_is_told(empty_register, tmp_path, ending):
    pack = {"gz": gzip.compress, "bz2": bz2.compress}[ending]
    whole = lines(tmp_path / "w.ndjson", [doc.patient(f"p{number}") for number in range(30_000)]).read_bytes()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.ndjson.{ending}").write_bytes(pack(whole[: len(whole) // 60])[:-9])
    lines(tmp_path / "in" / "b.ndjson", [doc.patient("after")])
    job = imported(empty_register, tmp_path / "in")
    assert rejects(empty_register) == [(f"a.ndjson.{ending}", "not-json")]
    assert job.created >= 1
    assert job.refused_documents == 1


def test_phenopackets_are_patients_of_their_own_however_their_subjects_are_called(empty_register, tmp_path):
    path = lines(tmp_path / "a.jsonl", [doc.packet("PMID_1"), doc.packet("PMID_2"), doc.packet("PMID_1")])
    job = imported(empty_register, path)
    assert (job.created, job.new_patients) == (2, 2)
    assert [row.code for row in facts(empty_register).conditions] == ["HP:0001252"] * 2
    changed = doc.packet("PMID_1", phenotypicFeatures=[{"type": {"id": "HP:0003236"}, "excluded": True}])
    job = imported(empty_register, lines(path, [changed]))
    assert (job.updated, job.new_patients) == (1, 0)
    assert sorted(row.code for row in facts(empty_register).conditions) == ["HP:0001252", "HP:0003236"]


# --- hospitals -------------------------------------------------------------------------------------------------------


def test_the_same_patient_of_two_hospitals_is_one_seen_at_both(empty_register, tmp_path):
    here = lines(tmp_path / "a.ndjson", [doc.bundle(doc.patient("x", identifier=[INS]), doc.condition("c", "x"))])
    there = lines(
        tmp_path / "b.ndjson",
        [doc.bundle(doc.patient("y", identifier=[INS], birthDate="2019"), doc.condition("c", "y", "70"))],
    )
    imported(empty_register, here)
    imported(empty_register, there, doc.ANOTHER)
    after = stored(empty_register)
    assert after["patient"] == 1
    for subject in (clinician(), clinician(doc.ANOTHER)):
        with empty_register.reading() as session:
            seen = facts_readable(session, subject, TODAY)
        (root,) = seen.by_patient()
        assert sorted(row.code for row in seen.conditions) == ["ORPHA:70", "ORPHA:98896"]
        # Both births are kept; together they are known only as exactly as the hull of both.
        exact, year = Span.parse("2019-05-02"), Span.parse("2019")
        assert {row.birth for row in seen.people} == {exact, year}
        assert seen.person().birth == year
    with empty_register.reading() as session:
        assert sites_of(session, root) == [doc.A_HOSPITAL, doc.ANOTHER]
    imported(empty_register, there, doc.ANOTHER)
    imported(empty_register, here)
    assert stored(empty_register) == after


def test_two_hospitals_ids_never_meet(empty_register):
    bring(empty_register, doc.bundle(doc.patient("1"), doc.condition("1", "1")))
    bring(empty_register, doc.bundle(doc.patient("1"), doc.condition("1", "1", "70")), source=doc.ANOTHER)
    assert counts(empty_register)["patient"] == 2
    assert len({row.patient for row in facts(empty_register).conditions}) == 2
    bring(empty_register, doc.deletion("Condition/1"), source=doc.ANOTHER)
    assert [row.code for row in facts(empty_register).conditions] == ["ORPHA:98896"]


# --- deletions -------------------------------------------------------------------------------------------------------


def test_a_resource_deleted_by_its_sender_is_no_evidence(empty_register):
    bring(empty_register, doc.bundle(doc.patient(), doc.condition(), doc.observation()))
    received = bring(empty_register, doc.deletion("Condition/c1"))
    assert [one.how for one in received.outcomes] == ["deleted"]
    assert facts(empty_register).conditions == []
    assert len(facts(empty_register).measurements) == 1
    assert bring(empty_register, doc.deletion("Condition/c1")).outcomes[0].how == "unchanged"
    assert bring(empty_register, doc.deletion("Condition/never")).outcomes[0].how == "unchanged"


@pytest.mark.parametrize("source", [doc.A_HOSPITAL, ""])
def test_a_patient_deleted_by_their_hospital_appears_to_nobody(empty_register, source):
    managed = {"managingOrganization": {"reference": f"Organization/{doc.A_HOSPITAL}"}}
    bring(empty_register, doc.bundle(doc.patient(**managed), doc.condition()), source=source)
    assert bring(empty_register, doc.deletion("Patient/nobody"), source=source).outcomes == []
    received = bring(empty_register, doc.deletion("Patient/p1"), source=source)
    assert [one.how for one in received.outcomes] == ["deleted"]
    with empty_register.reading() as session:
        assert len(facts_readable(session, OPERATOR, TODAY)) == 0


def test_one_hospitals_deletion_leaves_what_the_other_says(empty_register):
    bring(empty_register, doc.patient("x", identifier=[INS]))
    bring(empty_register, doc.patient("y", identifier=[INS], birthDate="2019"), source=doc.ANOTHER)
    bring(empty_register, doc.deletion("Patient/y"), source=doc.ANOTHER)
    assert [row.birth for row in facts(empty_register).people] == [Span.parse("2019-05-02")]
    assert day("2019-05-02") == facts(empty_register).people[0].birth.first


def test_a_copy_of_a_folder_elsewhere_stores_nothing_twice(empty_register, tmp_path):
    lines(tmp_path / "in" / "a.ndjson", [doc.bundle(doc.patient(), doc.condition())])
    imported(empty_register, tmp_path / "in")
    shutil.copytree(tmp_path / "in", tmp_path / "elsewhere")
    job = imported(empty_register, tmp_path / "elsewhere")
    assert (job.number, job.created, job.unchanged) == (2, 0, 2)
