"""What the registry reads from its store is what `fhir_adapters` reads from the bundles as they were sent."""

from dataclasses import replace
from itertools import islice

import pytest
from sqlalchemy import true

from fhir_adapters.bundle import read_many
from matching.facts import Person, Variant
from registry.db import reading
from registry.patients import facts as fact_rows
from registry.patients.arrival import stored_id
from registry.patients.receiving import read_anew
from registry.pseudonyms.service import root_of_sent
from registry.synthetic.hospital import hospital
from registry.synthetic.people import HOSPITALS
from tests.builders.databases import NOW
from tests.builders.documents import bring

PATIENTS = 60
SITES = {hospital.number for hospital in HOSPITALS}


def own_id(entry):
    """The id of a resource, else that of its fullUrl: what `fhir_adapters` names it by."""
    return entry["resource"].get("id") or entry["fullUrl"].removeprefix("urn:uuid:")


def renamed(facts, bundles, register):
    """Facts of what was sent, with the names that the registry gives: ids, patients, versions."""
    names, roots = {}, {}
    with reading(register.vault) as vault:
        for bundle in bundles:
            for entry in bundle["entry"]:
                kind, own = entry["resource"]["resourceType"], own_id(entry)
                if kind == "Patient":
                    roots[own] = root_of_sent(vault, register.keys, "", entry["fullUrl"])
                    names[f"Patient/{own}"] = f"Patient/{roots[own]}"
                else:
                    key = f"{kind}/{entry['resource']['id']}" if "id" in entry["resource"] else entry["fullUrl"]
                    names[f"{kind}/{own}"] = f"{kind}/{stored_id(register.keys, '', kind, key)}"
    found = [replace(fact, patient=roots[fact.patient], record=names[fact.record], version="") for fact in facts]
    sites = {site: stored_id(register.keys, "", "Organization", f"Organization/{site}") for site in SITES}
    found = [replace(fact, site=sites.get(fact.site)) if isinstance(fact, Person) else fact for fact in found]
    return [
        replace(fact, phase_set=names.get(fact.phase_set, fact.phase_set)) if isinstance(fact, Variant) else fact
        for fact in found
    ]


def told(facts):
    """Facts as texts, in order; which of two alleles is called the first says nothing."""
    sides = {}
    for fact in sorted((fact for fact in facts if isinstance(fact, Variant) and fact.phase_set), key=repr_of):
        sides.setdefault(fact.phase_set, {}).setdefault(fact.allele, len(sides[fact.phase_set]) + 1)
    return sorted(
        repr(replace(fact, allele=sides[fact.phase_set][fact.allele]))
        if isinstance(fact, Variant) and fact.phase_set
        else repr(fact)
        for fact in facts
    )


def repr_of(variant):
    return repr(replace(variant, allele=None))


@pytest.fixture(scope="module")
def bundles():
    return list(islice(hospital(PATIENTS, 1, NOW.date()), PATIENTS))


def test_facts_in_the_database_are_those_of_the_bundles(empty_register, bundles):
    for start in range(0, len(bundles), 25):
        received = bring(empty_register, *bundles[start : start + 25], source="")
        assert not any(one.failed or one.waiting for one in received.passed)
    with empty_register.reading() as session:
        found = [replace(fact, version="") for fact in fact_rows.load(session, lambda _: true())]
    # One bundle at a time: what one hospital says of a patient is never merged with what another says.
    sent = [fact for bundle in bundles for fact in read_many([bundle])[0]]
    expected = renamed(sent, bundles, empty_register)
    assert len(found) > 1000
    assert told(found) == told(expected)


def test_a_second_reading_changes_nothing(empty_register, bundles):
    received = bring(empty_register, *bundles[:20], source="")
    with empty_register.writing() as session:
        before = fact_rows.load(session, lambda _: true())
        read_anew(session, received.patients, 0)
        assert sorted(map(repr, fact_rows.load(session, lambda _: true()))) == sorted(map(repr, before))
