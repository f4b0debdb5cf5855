"""Bundles and phenopackets that nobody here wrote, imported whole, and served again to the character.

A share in CI; all of them, for a night, with ``GENOTHER_WHOLE=1 pytest tests/registry/intake/test_shared_data.py``.
"""

import bz2
import gzip
import itertools
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import col, select

from fhir_adapters.door import HELD
from fhir_adapters.exchange import unpack
from fhir_adapters.tokens import parse
from registry.access import OPERATOR
from registry.intake.importing import import_path
from registry.intake.models import Reject
from registry.patients.arrival import Incoming, stored_id
from registry.patients.receiving import receive
from registry.store import Resource
from tests.builders.databases import NOW
from tests.builders.documents import A_HOSPITAL, counts

HL7 = Path(__file__).parents[2] / "fhir_adapters" / "hl7"
DATA = Path(__file__).parents[3].parent / "shared" / "data"
WHOLE = bool(os.environ.get("GENOTHER_WHOLE"))
SYNTHEA, PACKETS = DATA / "synthea", DATA / "phenopackets" / "phenopackets.ndjson.gz"
needs_synthea = pytest.mark.skipif(not SYNTHEA.is_dir(), reason=f"no Synthea bundles at {SYNTHEA}")
needs_packets = pytest.mark.skipif(not PACKETS.is_file(), reason=f"no phenopackets at {PACKETS}")


def synthea():
    """The hospital's own file first, which the patients' refer to."""
    return sorted(SYNTHEA.glob("*.json.bz2"))[:: 1 if WHOLE else 9]


def bodies(register):
    with register.reading() as session:
        return {(row.type, row.id): row.body for row in session.exec(select(Resource))}


def refused(register):
    with register.reading() as session:
        return list(session.exec(select(Reject.code, Reject.what).where(col(Reject.severity) == "error")))


@needs_synthea
def test_synthea_is_imported_whole_and_comes_back_to_the_character(empty_register, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    sent = [json.loads(bz2.decompress(file.read_bytes())) for file in synthea()]
    for file in synthea():
        (folder / file.name).symlink_to(file)
    job = import_path(empty_register, folder, OPERATOR, A_HOSPITAL, NOW)
    assert refused(empty_register) == []
    assert (job.documents, job.refused_documents, job.set_aside) == (len(sent), 0, 0)
    entries = [entry["resource"] for bundle in sent for entry in bundle["entry"]]
    held = Counter(one["resourceType"] for one in entries if one["resourceType"] in HELD)
    kept = Counter(kind for kind, _ in bodies(empty_register))
    # What several bundles send under one name is stored once.
    assert kept.keys() == held.keys()
    assert {kind for kind in held if kept[kind] != held[kind]} <= {"Organization"}
    assert job.not_held == len(entries) - sum(held.values())
    assert job.new_patients == held["Patient"]
    compared = sum(same_tokens(empty_register, file.read_bytes(), bz2.decompress) for file in synthea())
    assert compared > 1000 * len(sent)
    if WHOLE:
        again = import_path(empty_register, folder, OPERATOR, A_HOSPITAL, NOW)
        assert (again.created, again.updated, again.new_patients) == (0, 0, 0)


def same_tokens(register, raw, unpacked=bytes):
    """How many values of stored bodies were found in what was sent, at the same path; all must be."""
    document = json.loads(unpacked(raw), parse_float=str, parse_int=str)
    stored, found = bodies(register), 0
    for wanted in unpack(document).wanted:
        name = stored_id(register.keys, A_HOSPITAL, wanted.type, wanted.key)
        body = stored.get((wanted.type, name))
        if body is None:
            assert wanted.type not in HELD - {"Patient"}, wanted.pointer
            continue
        kept = dict(values(json.loads(body, parse_float=str, parse_int=str), ()))
        given = dict(values(wanted.resource, ()))
        assert {place: value for place, value in kept.items() if given.get(place) != value} == {}, wanted.pointer
        found += len(kept)
    return found


OUR_OWN = {"id", "meta", "reference", "identifier"}


def values(content, path):
    """Every value that is no object and its path, without ids, meta, references and identifiers.

    A list from which something was removed is compared in order: its places may have moved.
    """
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in OUR_OWN:
                yield from values(value, (*path, key))
    elif isinstance(content, list):
        for place, one in enumerate(content):
            yield from values(one, (*path, place))
    else:
        yield path, content


@pytest.mark.parametrize("file", sorted(HL7.glob("*.json")), ids=lambda file: file.stem)
def test_hl7s_examples_come_back_to_the_character(empty_register, file):
    raw = file.read_bytes()
    document = parse(raw)
    if document["resourceType"] != "Bundle":  # it is of a newborn whom nothing names
        document["subject"] = {"reference": "Patient/newborn"}
    newborn = {"resourceType": "Patient", "id": "newborn"}
    sent = [Incoming("a", one, A_HOSPITAL) for one in (newborn, document)]
    received = receive(empty_register, sent, OPERATOR, NOW)
    assert [one for one in received.problems if one.severity == "error"] == []
    assert same_tokens(empty_register, raw) > 20


def test_a_number_written_otherwise_would_be_seen(empty_register):
    sent = (
        b'{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p"},'
        b'"valueQuantity":{"value":1.50,"unit":"m"},"effectiveDateTime":"2026-01-01T00:00:00.000+02:00"}'
    )
    patient = {"resourceType": "Patient", "id": "p"}
    receive(empty_register, [Incoming("a", one, A_HOSPITAL) for one in (patient, parse(sent))], OPERATOR, NOW)
    assert same_tokens(empty_register, sent) == 5
    for before, after in ((b"1.50", b"1.5"), (b".000+", b"+"), (b'"m"', b'"M"')):
        with pytest.raises(AssertionError):
            same_tokens(empty_register, sent.replace(before, after))


@needs_packets
def test_published_cases_are_imported_whole(empty_register, tmp_path):
    path = tmp_path / "phenopackets.ndjson.gz"
    with gzip.open(PACKETS) as lines:
        sent = list(lines if WHOLE else itertools.islice(lines, 300))
    path.write_bytes(gzip.compress(b"".join(sent), 1))
    job = import_path(empty_register, path, OPERATOR, A_HOSPITAL, NOW)
    assert refused(empty_register) == []
    assert (job.documents, job.created, job.new_patients, job.set_aside) == (len(sent),) * 3 + (0,)
    if WHOLE:
        assert len(sent) == 7353
    before = counts(empty_register)
    again = import_path(empty_register, path, OPERATOR, A_HOSPITAL, NOW)
    assert again.unchanged == len(sent)
    after = counts(empty_register)
    assert {name for name in after if after[name] != before[name]} <= {"import_job", "reject", "audit_record"}
