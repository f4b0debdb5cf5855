"""The vault's verbs: who these patients are, who has this number, what is known of this root, who resembles whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from fhir_adapters.door.identity import INS_SYSTEMS, Identity, Json
from registry.pseudonyms import repository, writing
from registry.pseudonyms.arrivals import (
    Arrival,
    Known,
    any_number_blind,
    ins_blind,
    number_blind,
    sent_blind,
    traces,
)
from registry.pseudonyms.errors import IdentityConflict
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.ledger import ledger
from registry.pseudonyms.models import Resemblance
from registry.pseudonyms.sealing import DataKeys, read

__all__ = [
    "Arrival",
    "IdentityConflict",
    "Known",
    "destroy",
    "identity_of",
    "is_known_at",
    "resemblances",
    "root_of_number",
    "root_of_sent",
    "roots",
    "rotate",
    "words_of",
]


def roots(session: Session, keys: Keys, arrivals: Sequence[Arrival], now: datetime) -> list[Known]:
    """The patient of each arrival, found by INS, hospital number or sent id, else made; the caller commits.

    A changed identity takes the place of its site's earlier one, whose numbers and INS go on leading to the patient.
    Raises IdentityConflict before anything is written, and ForeignMasterKey; SQLAlchemy's IntegrityError where another
    transaction has just written the same patient: run the whole again.
    """
    found = [traces(keys, arrival) for arrival in arrivals]
    named = {arrival.root for arrival in arrivals if arrival.root}
    book = ledger(session, keys, DataKeys(session, keys), found, named)
    known = [book.place(index, *each) for index, each in enumerate(zip(arrivals, found, strict=True))]
    writing.write(session, book, arrivals, known, now)
    return known


def root_of_number(session: Session, keys: Keys, system: str | None, value: str) -> str | None:
    """The patient who has an INS (blanks and its key allowed) or a hospital number.

    Without a system, any: then None too where a number is of several patients at different hospitals.
    """
    DataKeys(session, keys)  # says so where the master key is another vault's
    unique = [number_blind(keys, system, value)] if system else []
    if not system or system in INS_SYSTEMS:
        unique.append(ins_blind(keys, value))
    owners = repository.owners(session, unique)
    if system or owners:
        return next(iter(owners.values()), None)
    number = any_number_blind(keys, value)
    patients = repository.sharing(session, [number]).get(number, set())
    return next(iter(patients)) if len(patients) == 1 else None


def is_known_at(session: Session, root: str, site: str) -> bool:
    """Whether a site has said who this patient is; so no other learns from our answers that somebody is known here."""
    return any(row.site == site for row in repository.identities(session, [root]).get(root, []))


def root_of_sent(session: Session, keys: Keys, site: str, sent_id: str) -> str | None:
    """The patient whom a site sent under this id, as a later document refers to it."""
    DataKeys(session, keys)
    return next(iter(repository.owners(session, [sent_blind(keys, site, sent_id)]).values()), None)


def identity_of(session: Session, keys: Keys, root: str) -> list[tuple[str, Json]]:
    """Per site, the whole of what the door took away from its Patient; raises UnreadableIdentity."""
    return [(site, identity.removed) for site, identity in _identities(session, keys, root)]


def words_of(session: Session, keys: Keys, root: str) -> frozenset[str]:
    """The words that name this patient at any site, earlier ones too, to look for in documents."""
    return frozenset[str]().union(*(identity.words for _, identity in _identities(session, keys, root)))


def resemblances(session: Session) -> list[Resemblance]:
    """The pairs of patients who may be one, the likeliest first."""
    return repository.resemblances(session)


def rotate(session: Session, keys: Keys, site: str, now: datetime) -> int:
    """Give a site a new data key and re-encrypt its identities at once; returns how many. The caller commits."""
    return writing.rotate(session, keys, site, now)


def destroy(session: Session, site: str) -> None:
    """Destroy a site's data keys: what it said of its patients can be read by nobody, once backups are gone too."""
    repository.destroy_data_keys(session, site)


def _identities(session: Session, keys: Keys, root: str) -> list[tuple[str, Identity]]:
    data_keys = DataKeys(session, keys)
    rows = repository.identities(session, [root]).get(root, [])
    return [(row.site, read(data_keys.open(row))) for row in rows]
