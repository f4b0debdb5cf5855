"""The door: documents come in as sent, identities go to the vault, and what may be stored comes out.

A stored id is made from the sender's own name for a resource under a key: the same resource comes back to the same
place, in whatever order and however often it is sent, and nobody can tell the hospital's number from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from fhir_adapters import consent
from fhir_adapters.door import HELD, admit, betrayed, without_identity
from fhir_adapters.door.identity import Identity
from fhir_adapters.exchange import PHENOPACKET, Unpacked, Wanted, unpack
from fhir_adapters.node import Node, Origin
from fhir_adapters.phenopackets.door import admit_packet, identity_of
from fhir_adapters.problems import Problem
from fhir_adapters.references import restful
from fhir_adapters.resource_types import UNREAD
from fhir_adapters.tokens import Json, NotJson, dump
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.service import (
    Arrival,
    IdentityConflict,
    Known,
    is_known_at,
    root_of_number,
    root_of_sent,
    roots,
    words_of,
)
from registry.store import Prepared

# Where a resource says whose it is.
_OWNER = {"subject", "patient", "individual"}
_PEOPLES_OWN = HELD - {"Organization", "Medication"}
_PEOPLE = {"Patient", PHENOPACKET}
_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document, where it lies (``folder/file.ndjson:12``), and who sends it: ids are the sender's own.

    ``ours`` are the names ``Type/id`` in it that a client read here before, and that mean what is stored under them.
    """

    origin: str
    content: object
    source: str
    ours: frozenset[str] = frozenset()


@dataclass(slots=True)
class Passed:
    """A document at the door: what may be stored, what was refused or set aside, and how each entry is now named.

    ``failed``: an error stops the whole document, nothing of it is stored. ``waiting``: its patient may come later.
    """

    origin: str
    unpacked: Unpacked
    prepared: list[Prepared] = field(default_factory=list)
    pointers: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sites: dict[str, str] = field(default_factory=dict)
    new_patients: int = 0
    set_aside: int = 0
    not_held: int = 0
    waiting: bool = False

    @property
    def failed(self) -> bool:
        """Whether nothing of it may be stored."""
        return any(problem.severity == "error" for problem in self.problems)


def pass_through(vault: Session, keys: Keys, documents: Sequence[Incoming], now: datetime) -> list[Passed]:
    """Take documents through the door, each whole or not at all; identities are written to the vault's transaction."""
    return _Door(vault, keys, now).take(documents)


def stored_id(keys: Keys, source: str, kind: str, name: str) -> str:
    """The stored id of what a sender names so; FHIR id syntax. Patients have their root id instead."""
    return keys.blind("resource-id", f"{source}|{kind}|{name}").hex()[:_ID_LENGTH]


@dataclass(slots=True)
class _Person:
    """A Patient of a document, and who it is."""

    wanted: Wanted
    identity: Identity
    site: str
    root: str = ""


@dataclass(slots=True)
class _Open:
    """A document while it passes."""

    incoming: Incoming
    passed: Passed
    people: list[_Person] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def tell(self, problem: Problem, pointer: str) -> None:
        """Keep a problem, its place written as the sender can find it."""
        record = f"{self.incoming.origin} {pointer}".strip() if pointer else self.incoming.origin
        self.passed.problems.append(replace(problem, record=record))


class _Door:
    def __init__(self, vault: Session, keys: Keys, now: datetime) -> None:
        self.vault, self.keys, self.now = vault, keys, now
        self._words: dict[str, frozenset[str]] = {}
        self._sent: dict[tuple[str, str], str | None] = {}

    def take(self, documents: Sequence[Incoming]) -> list[Passed]:
        """Let pass what can; a document that fails takes back the patients it brought, and the others pass anew."""
        told: dict[int, Passed] = {}
        standing = dict(enumerate(documents))
        while standing:
            with self.vault.begin_nested() as savepoint:
                opened = dict(zip(standing, self._pass(list(standing.values())), strict=True))
                told |= {number: one.passed for number, one in opened.items()}
                failed = [number for number, one in opened.items() if one.passed.failed]
                if not any(person.root for number in failed for person in opened[number].people):
                    break
                savepoint.rollback()
            standing = {number: one for number, one in standing.items() if number not in failed}
            self._words.clear()
            self._sent.clear()
        return [passed for _, passed in sorted(told.items())]

    def _pass(self, documents: Sequence[Incoming]) -> list[_Open]:
        opened = [self._open(one) for one in documents]
        for one in opened:
            self._meet(one)
        self._recognise([one for one in opened if not one.passed.failed])
        for one in opened:
            if not one.passed.failed:
                self._admit_the_rest(one)
            if one.passed.failed:
                one.passed.prepared.clear()
                one.passed.new_patients = 0
        return opened

    def _open(self, incoming: Incoming) -> _Open:
        unpacked = unpack(incoming.content)
        made = _Open(incoming, Passed(incoming.origin, unpacked))
        for problem in unpacked.problems:
            made.tell(problem, problem.element)
        for wanted in unpacked.wanted:
            if wanted.type not in _PEOPLE:
                stored = f"{wanted.type}/{self._stored_id(incoming, wanted)}"
                made.names.update(dict.fromkeys(wanted.names, stored))
        return made

    def _stored_id(self, incoming: Incoming, wanted: Wanted) -> str:
        if wanted.key in incoming.ours:
            return wanted.key.partition("/")[2]
        name = wanted.key or "content:" + dump(wanted.resource).decode()
        return self.id_of(incoming.source, wanted.type, name)

    def id_of(self, source: str, kind: str, name: str) -> str:
        """The stored id of what a sender names so; FHIR id syntax."""
        return stored_id(self.keys, source, kind, name)

    # --- patients ----------------------------------------------------------------------------------------------------

    def _meet(self, one: _Open) -> None:
        for wanted in one.passed.unpacked.wanted:
            if wanted.type == PHENOPACKET and wanted.resource is not None:
                one.people.append(_Person(wanted, identity_of(wanted.resource)[1], one.incoming.source))
            elif wanted.type == "Patient" and wanted.resource is not None:
                site = one.incoming.source or _site(wanted.resource, one.passed.unpacked)
                found = admit(wanted.resource, self._referring(one, wanted))
                for problem in found.problems:
                    one.tell(problem, wanted.pointer + problem.element.removeprefix("Patient"))
                if found.resource is not None and found.identity is not None:
                    one.people.append(_Person(wanted, found.identity, site))

    def _recognise(self, opened: Sequence[_Open]) -> None:
        """Give every Patient their root id; a document whose identities contradict one another fails alone."""
        standing = list(opened)
        while standing:
            people = [(one, person) for one in standing for person in one.people]
            try:
                known = roots(self.vault, self.keys, [self._arrival(*pair) for pair in people], self.now)
            except IdentityConflict as conflict:
                culprit, person = people[conflict.index]
                culprit.tell(_CONFLICT, person.wanted.pointer)
                standing.remove(culprit)
                continue
            for (one, person), who in zip(people, known, strict=True):
                self._welcome(one, person, who)
            return

    def _arrival(self, one: _Open, person: _Person) -> Arrival:
        key = person.wanted.key
        root = key.partition("/")[2] if key in one.incoming.ours else None
        also = tuple((one.incoming.source, name) for name in person.wanted.names)
        return Arrival(person.site, None, person.identity, also, root)

    def _welcome(self, one: _Open, person: _Person, who: Known) -> None:
        person.root = who.root
        one.passed.new_patients += who.new
        one.passed.sites[who.root] = person.site
        one.names.update(dict.fromkeys(person.wanted.names, f"Patient/{who.root}"))
        self._words[who.root] = self._words.get(who.root, frozenset()) | person.identity.words

    # --- everything else ---------------------------------------------------------------------------------------------

    def _admit_the_rest(self, one: _Open) -> None:
        for person in one.people:
            sent = person.wanted.resource or {}
            if person.wanted.type == PHENOPACKET:
                packet = {"resourceType": PHENOPACKET, **admit_packet(sent, person.root)}
                self._keep(one, person.wanted, packet, person.root, person.root)
            # A link to another Patient can be followed only now that all are known.
            elif kept := admit(sent, self._referring(one, person.wanted)).resource:
                self._keep(one, person.wanted, kept, person.root, person.root)
        for wanted in one.passed.unpacked.wanted:
            if wanted.type == PHENOPACKET:
                continue
            if wanted.type not in HELD:
                known = wanted.type in UNREAD  # a type that a sender makes up may be anything, a name too
                told = replace(_NOT_HELD, what=f"a resource of type {wanted.type}") if known else _NOT_HELD
                one.tell(told, wanted.pointer)
                one.passed.not_held += 1
            elif wanted.resource is None:
                self._remove(one, wanted)
            elif wanted.type != "Patient":
                self._admit(one, wanted, wanted.resource)

    def _admit(self, one: _Open, wanted: Wanted, sent: Json) -> None:
        whom: list[str | None] = []
        found = admit(sent, self._referring(one, wanted, whom))
        for problem in found.problems:
            one.tell(problem, wanted.pointer + problem.element.removeprefix(wanted.type))
        if found.resource is None:
            return
        patient = next((root for root in whom if root), None)
        if patient is None and not whom and len(one.people) == 1 and wanted.type in _PEOPLES_OWN:
            patient = one.people[0].root  # a statement without a subject, in the bundle of one patient
        if patient is None and wanted.type in _PEOPLES_OWN:
            self._nobodys(one, wanted, sent)
            return
        self._keep(one, wanted, found.resource, self._stored_id(one.incoming, wanted), patient)

    def _nobodys(self, one: _Open, wanted: Wanted, sent: Json) -> None:
        """What nobody's consent could protect is not stored; an opposition of nobody protects nobody: an error."""
        one.passed.waiting = True
        one.passed.set_aside += 1
        opposes = wanted.type == "Consent" and consent.opposes(Node(sent, "Consent", Origin("", "", {})))
        one.tell(_NOBODYS_CONSENT if opposes else _NOBODYS, wanted.pointer)

    def _keep(self, one: _Open, wanted: Wanted, resource: Json, identifier: str, patient: str | None) -> None:
        words = self._words_of(patient) if patient else frozenset[str]()
        resource["id"] = identifier
        try:
            body = dump(resource).decode()
        except NotJson:
            one.tell(_NOT_UTF8, wanted.pointer)
            return
        if betrayed(body, words):
            resource, told = without_identity(resource, words)
            for problem in told:
                one.tell(problem, wanted.pointer + problem.element.removeprefix(wanted.type))
        site = one.passed.sites.get(patient or "", one.incoming.source)
        one.passed.prepared.append(Prepared(wanted.type, identifier, site, patient, resource, wanted.changed))
        one.passed.pointers[wanted.type, identifier] = wanted.pointer

    def _remove(self, one: _Open, wanted: Wanted) -> None:
        if wanted.type == "Patient":
            ours = wanted.key.partition("/")[2] if wanted.key in one.incoming.ours else None
            root = ours or self._root_of_sent(one.incoming.source, wanted.key)
            if root is None:
                return
            identifier = root
        else:
            root, identifier = None, self._stored_id(one.incoming, wanted)
        one.passed.prepared.append(Prepared(wanted.type, identifier, one.incoming.source, root, None, wanted.changed))
        one.passed.pointers[wanted.type, identifier] = wanted.pointer

    # --- references --------------------------------------------------------------------------------------------------

    def _referring(
        self, one: _Open, wanted: Wanted, whom: list[str | None] | None = None
    ) -> Callable[[Json, str], str | None]:
        """How a reference of this entry is to be stored; ``whom`` gathers the patients it names as its own."""

        def refer(reference: Json, element: str) -> str | None:
            found = self._followed(one, wanted, reference)
            if found is None and wanted.type == "Patient" and _leads_to_patient(reference):
                one.passed.waiting = True  # a link to a record that may come later: it may tell of a death
            if whom is not None and element.rsplit(".", 1)[-1] in _OWNER and element.count(".") == 1:
                whom.append(found.removeprefix("Patient/") if found and found.startswith("Patient/") else None)
            return found

        return refer

    def _followed(self, one: _Open, wanted: Wanted, reference: Json) -> str | None:
        sent = reference.get("reference")
        if isinstance(sent, str):
            if sent in one.names:
                return one.names[sent]
            if found := self._literal(one, wanted, sent):
                return found
        identifier = reference.get("identifier")
        if isinstance(identifier, dict) and isinstance(identifier.get("value"), str):
            system = identifier.get("system")
            if isinstance(system, str) and (root := self._numbered(one, system, identifier["value"])):
                return f"Patient/{root}"
        return None

    def _numbered(self, one: _Open, system: str | None, value: str) -> str | None:
        """Who has a number, among those whom the sender has told us of: nobody finds out here who else is known."""
        root = root_of_number(self.vault, self.keys, system, value)
        site = one.incoming.source
        return root if root and (not site or is_known_at(self.vault, root, site)) else None

    def _literal(self, one: _Open, wanted: Wanted, sent: str) -> str | None:
        named = restful(sent)
        if named is None:
            kind, query, condition = sent.partition("?")
            if query and kind == "Patient":
                system, _, value = condition.removeprefix("identifier=").rpartition("|")
                numbered = condition.startswith("identifier=")
                root = (
                    self._numbered(one, system or None, value)
                    if numbered
                    else self._root_of_sent(one.incoming.source, sent)
                )
                return f"Patient/{root}" if root else None
            return f"{kind}/{self.id_of(one.incoming.source, kind, sent)}" if query and kind in HELD else None
        if sent in one.incoming.ours:
            return sent
        kind, base = named["type"], named["base"] or wanted.base
        own = f"{base}/{kind}/{named['id']}" if base else f"{kind}/{named['id']}"
        if own in one.names:
            return one.names[own]
        if kind == "Patient":
            root = self._root_of_sent(one.incoming.source, own)
            return f"Patient/{root}" if root else None
        if kind not in HELD:
            return None
        return f"{kind}/{self.id_of(one.incoming.source, kind, own)}"

    def _root_of_sent(self, source: str, name: str) -> str | None:
        if (source, name) not in self._sent:
            self._sent[source, name] = root_of_sent(self.vault, self.keys, source, name)
        return self._sent[source, name]

    def _words_of(self, root: str) -> frozenset[str]:
        if root not in self._words:
            self._words[root] = words_of(self.vault, self.keys, root)
        return self._words[root]


def _leads_to_patient(reference: Json) -> bool:
    sent = reference.get("reference")
    named = restful(sent) if isinstance(sent, str) else None
    return bool(named and named["type"] == "Patient")


def _site(patient: Json, unpacked: Unpacked) -> str:
    """The hospital that manages a Patient: its Organization's number, else what the reference names."""
    reference = patient.get("managingOrganization")
    sent = reference.get("reference") if isinstance(reference, dict) else None
    if not isinstance(sent, str):
        return ""
    for wanted in unpacked.wanted:
        if wanted.type == "Organization" and wanted.resource is not None and sent in wanted.names:
            return _number(wanted.resource) or sent.rpartition("/")[2]
    return re.split(r"[/|:=]", sent)[-1]


def _number(organization: Json) -> str:
    identifiers = organization.get("identifier")
    for one in identifiers if isinstance(identifiers, list) else ():
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            return str(one["value"])
    return ""


_CONFLICT = Problem(
    "error", "identity-conflict", "", "",
    "its identifiers lead to several patients, or contradict what is known of one",
    "settle who it is at the hospital and send it again; nothing of this document was stored",
)  # fmt: skip
_NOT_HELD = Problem(
    "information", "type-not-held", "", "", "a resource of a type that FHIR R4 does not define",
    "resources of this type are not stored",
)  # fmt: skip
_NOBODYS = Problem(
    "warning", "no-patient", "", "", "whose it is cannot be found",
    "send a subject that leads to a Patient; it was not stored",
)  # fmt: skip
_NOBODYS_CONSENT = Problem(
    "error", "no-patient", "", "", "an opposition whose patient cannot be found",
    "send a patient that can be found, by reference or identifier; nobody was withheld",
)  # fmt: skip
_NOT_UTF8 = Problem(
    "error", "not-utf8", "", "", "a character that no text may hold", "send UTF-8 text without lone surrogates"
)
