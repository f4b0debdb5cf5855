"""What a call of `roots` changes in the vault, once every arrival has its patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from fhir_adapters.door.identity import Identity
from registry.db import stamp
from registry.pseudonyms import repository, resembling
from registry.pseudonyms.arrivals import Arrival, Known, any_number_blind, blocking
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.ledger import Ledger, digest
from registry.pseudonyms.models import BlindIndex, BlockingKey, VaultedIdentity
from registry.pseudonyms.sealing import DataKeys, new_id, read, written


def write(session: Session, book: Ledger, arrivals: Sequence[Arrival], known: Sequence[Known], now: datetime) -> None:
    """Write new and changed identities, their indexes, and whom they resemble; of the same again, nothing."""
    came: dict[tuple[str, str], list[Identity]] = defaultdict(list)
    for arrival, one in zip(arrivals, known, strict=True):
        if arrival.brings_identity:
            came[one.root, arrival.site].append(arrival.identity)
    changed = {place: identities for place, identities in came.items() if not _is_known(book, place, identities)}
    rows = [_sealed(session, book, place, identities, now) for place, identities in changed.items()]
    repository.replace(session, [row.model_dump() for row in rows])
    _write_blind_indexes(session, book)
    blocks = _write_blocking_keys(session, book.keys, changed)
    resembling.note(session, book.data_keys, {root for root, _ in changed}, blocks, now)


def rotate(session: Session, keys: Keys, site: str, now: datetime) -> int:
    """Give a site a new data key and re-encrypt what can be read; returns how many rows.

    The earlier key stays, for what another transaction is writing with it meanwhile.
    """
    data_keys = DataKeys(session, keys)
    version = data_keys.renew(session, site, now)
    renewed = []
    for row in filter(data_keys.readable, repository.identities_of_site(session, site)):
        renewed.append(VaultedIdentity(**row.model_dump() | {"key_version": version}))
        data_keys.seal(renewed[-1], data_keys.open(row))
    repository.replace(session, [row.model_dump() for row in renewed])
    return len(renewed)


def _is_known(book: Ledger, place: tuple[str, str], identities: list[Identity]) -> bool:
    row = book.row_of(*place)
    return row is not None and all(book.is_unchanged(row, identity) for identity in identities)


def _sealed(
    session: Session, book: Ledger, place: tuple[str, str], identities: list[Identity], now: datetime
) -> VaultedIdentity:
    """The last identity, with the words of those before it: documents may still call the patient by them."""
    before = book.row_of(*place)
    words = frozenset[str]().union(*(identity.words for identity in identities))
    if before and book.data_keys.readable(before):
        words |= read(book.data_keys.open(before)).words
    key, last = before.id if before else new_id(), identities[-1]
    row = VaultedIdentity(
        id=key,
        patient=place[0],
        site=place[1],
        key_version=book.data_keys.current(session, place[1], now),
        nonce=b"",
        ciphertext=b"",
        digest=digest(book.keys, key, last),
        updated=stamp(now),
    )
    book.data_keys.seal(row, written(replace(last, words=words)).encode())
    return row


def _write_blind_indexes(session: Session, book: Ledger) -> None:
    rows = [{"blind": blind, "kind": kind, "patient": root} for blind, (kind, root) in sorted(book.fresh.items())]
    repository.insert(session, BlindIndex, rows)


def _write_blocking_keys(session: Session, keys: Keys, changed: dict[tuple[str, str], list[Identity]]) -> set[bytes]:
    """Write the blocks of these identities and their numbers without system; returns the blocks."""
    blocks: set[bytes] = set()
    wanted: set[tuple[bytes, str]] = set()
    for (root, _), identities in changed.items():
        for identity in identities:
            own = blocking(keys, identity)
            blocks |= own
            wanted |= {(blind, root) for blind in own}
            wanted |= {(any_number_blind(keys, value), root) for _, value in identity.numbers}
    there = repository.sharing(session, {blind for blind, _ in wanted})
    rows = [{"blind": blind, "patient": root} for blind, root in sorted(wanted) if root not in there.get(blind, ())]
    repository.insert(session, BlockingKey, rows)
    return blocks
