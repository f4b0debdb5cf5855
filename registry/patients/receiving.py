"""Documents received: through the door, into the store, and what they say of patients read anew, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

import orjson
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from fhir_adapters import bundle, phenopackets
from fhir_adapters.exchange import PHENOPACKET
from fhir_adapters.problems import Problem
from matching.days import day
from matching.facts import Facts
from registry import store
from registry.access import Subject
from registry.db import stamp, writing
from registry.patients import facts as fact_rows
from registry.patients.arrival import Incoming, Passed, pass_through
from registry.patients.models import Patient, PatientSite
from registry.patients.register import Register
from registry.store.index import reference_key, targets, values

# What another hospital says of a patient: read into facts as a Patient is, and by that hospital as its own Patient.
ELSEWHERE = "PatientElsewhere"
_TAKEN = ("MedicationRequest", "MedicationStatement", "MedicationAdministration")
_SHARED = re.compile(rb'"reference":"Medication/([A-Za-z0-9.-]{1,64})"')

_TRIES = 3
_STALE = Problem(
    "warning", "older-version", "", "", "a newer version is stored already",
    "send the newest version, or none; the older one was not stored",
)  # fmt: skip


@dataclass(slots=True)
class Received:
    """What became of documents: each as it passed the door, what was stored, whose facts were read anew."""

    passed: list[Passed]
    outcomes: list[store.Outcome] = field(default_factory=list)
    patients: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def receive(
    register: Register,
    documents: Sequence[Incoming],
    subject: Subject,
    now: datetime,
    *,
    wait: bool = False,
    within: Callable[[Session, Received], None] = lambda _session, _received: None,
) -> Received:
    """Store documents, each whole or not at all; ``within`` acts in the same transaction.

    With ``wait``, a document whose patient is not known yet is left out (``Passed.waiting``), to be sent again later.
    Both databases keep it or neither does. The vault is kept first: a crash in between leaves identities without data,
    and the next try finds them again. The whole is tried again where another transaction has just met the same new
    patient or resource: then they are known, and ``within`` is called anew.
    """
    for _ in range(_TRIES - 1):
        with suppress(IntegrityError):
            return _receive(register, documents, subject, now, wait, within)
    return _receive(register, documents, subject, now, wait, within)


def _receive(
    register: Register,
    documents: Sequence[Incoming],
    subject: Subject,
    now: datetime,
    wait: bool,  # noqa: FBT001  # handed on
    within: Callable[[Session, Received], None],
) -> Received:
    with register.writing() as session, writing(register.vault) as vault:
        passed = pass_through(vault, register.keys, documents, now)
        received = Received(passed)
        standing = [one for one in passed if not one.failed and not (wait and one.waiting)]
        _store(session, standing, received, stamp(now))
        for one in passed:
            received.problems += one.problems
        touched = sum(outcome.changed for outcome in received.outcomes)
        if touched:
            details = {"documents": len(standing), "resources": touched}
            register.trail.record(
                session, subject.actor, "receive", now, purpose="exchange", patients=received.patients, details=details
            )
        within(session, received)
    return received


def _store(session: Session, standing: Sequence[Passed], received: Received, updated: str) -> None:
    _enrol(session, standing, updated)
    _tell_hospitals_apart(session, standing)
    received.outcomes = store.put(session, [one for passed in standing for one in passed.prepared], updated)
    received.patients = _touched(session, [one for one in received.outcomes if one.changed], updated)
    told = read_anew(session, received.patients, day(updated[:10]))
    pointers = {key: (passed.origin, pointer) for passed in standing for key, pointer in passed.pointers.items()}
    fresh = {f"{one.type}/{one.id}" for one in received.outcomes if one.changed}
    told = [problem for problem in told if problem.record in fresh]
    told += [replace(_STALE, record=f"{one.type}/{one.id}") for one in received.outcomes if one.how == "stale"]
    order = {name: number for number, name in enumerate(pointers)}
    told.sort(key=lambda problem: order.get(_named(problem), len(order)))  # as their documents came
    received.problems += [_as_sent(problem, pointers) for problem in told]


def _enrol(session: Session, standing: Sequence[Passed], updated: str) -> None:
    """Make sure that everybody these documents speak of has a row, and is seen at the hospital that sent them."""
    sites = {(root, site) for passed in standing for root, site in passed.sites.items()}
    roots = sorted({root for root, _ in sites} | {p.patient for one in standing for p in one.prepared if p.patient})
    known = set(session.exec(select(Patient.root).where(col(Patient.root).in_(roots))))
    session.add_all(Patient(root=root, created=updated) for root in roots if root not in known)
    session.flush()
    seen = select(PatientSite.patient, PatientSite.site).where(col(PatientSite.patient).in_(roots))
    pairs = {tuple(pair) for pair in session.exec(seen)}
    session.add_all(PatientSite(patient=root, site=site) for root, site in sorted(sites - pairs))
    session.flush()


def _tell_hospitals_apart(session: Session, standing: Sequence[Passed]) -> None:
    """What a second hospital says of a patient stands beside the first's Patient, and never overwrites it."""
    ids = [one.id for passed in standing for one in passed.prepared if one.type == "Patient"]
    # One that its hospital deleted too: the row stays that hospital's, with all its versions.
    first = {row.id: row.site for row in store.rows(session, "Patient", ids)}
    for passed in standing:
        for place, one in enumerate(passed.prepared):
            if one.resource is None and not one.site:
                continue  # whoever deletes without saying for which hospital means the Patient itself
            if one.type == "Patient" and first.setdefault(one.id, one.site) != one.site:
                hospital = blake2b(one.site.encode(), digest_size=5).hexdigest()
                apart = replace(one, type=ELSEWHERE, id=f"{one.id}-{hospital}")
                passed.prepared[place] = apart
                passed.pointers[apart.type, apart.id] = passed.pointers[one.type, one.id]


def _touched(session: Session, changes: Sequence[store.Outcome], updated: str) -> list[str]:
    """Whose facts are to be read anew; those whom no change itself names are put into the outbox beside it."""
    named = {one.patient for one in changes if one.patient}
    others = {one.before for one in changes if one.before} | _taking(session, changes) | _replacing(session, changes)
    beside = [store.Outcome("Patient", root, 0, root, "updated") for root in sorted(others - named)]
    store.announce(session, beside, updated)
    return sorted(named | others)


def _taking(session: Session, changes: Sequence[store.Outcome]) -> set[str]:
    """Who takes a drug that changed: a Medication is nobody's own."""
    drugs = [f"Medication/{one.id}" for one in changes if one.type == "Medication"]
    return store.patients_of(session, {reference_key(kind, "medication", drug) for drug in drugs for kind in _TAKEN})


def _replacing(session: Session, changes: Sequence[store.Outcome]) -> set[str]:
    """Whose Patient a changed one names, or named, in its links: a record put out of use tells of a death."""
    bodies: list[bytes] = []
    for kind in ("Patient", ELSEWHERE):
        theirs = [one for one in changes if one.type == kind]
        bodies += [row.body for row in store.rows(session, kind, [one.id for one in theirs])]
        before = (store.version(session, kind, one.id, one.version - 1) for one in theirs if one.version > 1)
        bodies += [row.body for row in before if row]
    return {root for body in bodies if b'"link"' in body for root in _linked(body)}


def _linked(body: bytes) -> Iterable[str]:
    references = (target for link in values(orjson.loads(body), ["link", "other"]) for target in targets(link))
    return [target.removeprefix("Patient/") for target in references if target.startswith("Patient/")]


def read_anew(session: Session, patients: Sequence[str], as_of: int) -> list[Problem]:
    """Read all that is stored about these patients into facts, in the place of what was read before.

    ``as_of`` (a day number) is the day on which an age without a birth date is read. Returns what was not understood.
    """
    everything: dict[str, list[tuple[str, bytes]]] = {patient: [] for patient in patients}
    for patient, kind, body in store.bodies_of(session, patients):
        everything[patient].append((kind, body))
    shared = _shared(session, (body for rows in everything.values() for _, body in rows))
    replaced = _replaced(session, patients)
    facts, problems = Facts(), list[Problem]()
    for patient, rows in everything.items():
        for found, told in _readings(patient, rows, shared, as_of):
            facts.extend(fact for fact in found if fact.patient == patient)
            problems += told
        for other, body in replaced.get(patient, ()):
            found, _ = bundle.read_many([_as_patient(body, other)])
            facts.extend(fact for fact in found if fact.patient == patient)
    fact_rows.replace(session, patients, facts)
    return problems


def _replaced(session: Session, patients: Sequence[str]) -> dict[str, list[tuple[str, bytes]]]:
    """The Patients of others that link to one of these, each with its own root id: what they tell of them is read."""
    keys = {reference_key("Patient", "link", f"Patient/{root}"): root for root in patients}
    found: dict[str, list[tuple[str, bytes]]] = {}
    for key, other, body in store.answering(session, keys):
        if other != keys[key]:
            found.setdefault(keys[key], []).append((other, body))
    return found


def _as_patient(body: bytes, root: str) -> object:
    return {**orjson.loads(body), "resourceType": "Patient", "id": root}


def _shared(session: Session, bodies: Iterable[bytes]) -> dict[str, bytes]:
    """The drugs that these bodies refer to: a Medication is nobody's own."""
    named = sorted({match.decode() for body in bodies for match in _SHARED.findall(body)})
    return dict(store.bodies(session, "Medication", named))


def _readings(
    patient: str, rows: Sequence[tuple[str, bytes]], shared: dict[str, bytes], as_of: int
) -> Iterable[tuple[Facts, list[Problem]]]:
    drugs = {match.decode() for _, body in rows for match in _SHARED.findall(body)}
    resources = [orjson.loads(shared[name]) for name in sorted(drugs) if name in shared]
    for kind, body in rows:
        if kind == PHENOPACKET:
            yield phenopackets.to_facts(orjson.loads(body), patient=patient, as_of=as_of)
        elif kind == ELSEWHERE:
            yield bundle.read_many([_as_patient(body, patient)])
        else:
            resources.append(orjson.loads(body))
    if resources:
        yield bundle.read_many(resources)


def _named(problem: Problem) -> tuple[str, str]:
    kind, _, identifier = problem.record.partition("/")
    return kind, identifier.partition("#")[0]


def _as_sent(problem: Problem, pointers: dict[tuple[str, str], tuple[str, str]]) -> Problem:
    """A problem on reading, placed where its sender can find it."""
    origin, pointer = pointers.get(_named(problem), ("", ""))
    return replace(problem, record=f"{origin} {pointer}".strip()) if origin else problem
