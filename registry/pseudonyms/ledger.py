"""Which patient each arrival is, decided before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from fhir_adapters.door.identity import Identity
from registry.pseudonyms import repository
from registry.pseudonyms.arrivals import Arrival, Known, Matched, Traces
from registry.pseudonyms.errors import Contradiction, IdentityConflict
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.likeness import contradicts
from registry.pseudonyms.models import VaultedIdentity
from registry.pseudonyms.sealing import DataKeys, new_id, read, written


@dataclass(slots=True)
class Ledger:
    """What is known of whom: from the vault, and from the arrivals placed so far."""

    keys: Keys
    data_keys: DataKeys
    owners: dict[bytes, str]
    ins: dict[str, set[bytes]]
    rows: dict[str, list[VaultedIdentity]]
    fresh: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    """Blind indexes to write: their kind and patient."""
    _opened: dict[str, list[Identity]] = field(default_factory=dict)
    _came: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))

    def place(self, index: int, arrival: Arrival, found: Traces) -> Known:
        """The patient of an arrival, an existing or a new one; raises IdentityConflict."""
        leads = self._leads(found)
        if arrival.root:
            leads.insert(0, ("id", arrival.root))
        if len({root for _, root in leads}) > 1:
            raise IdentityConflict(index, "several")
        matched, root = leads[0] if leads else ("nothing", "")
        if root and (wrong := self._contradiction(root, arrival, found, matched)):
            raise IdentityConflict(index, wrong)
        known = Known(root or new_id(), not root, matched)
        self._remember(known.root, arrival, found)
        return known

    def row_of(self, root: str, site: str) -> VaultedIdentity | None:
        """The row in which a site says who this patient is."""
        return next((row for row in self.rows.get(root, ()) if row.site == site), None)

    def is_unchanged(self, row: VaultedIdentity, identity: Identity) -> bool:
        """Whether the row, still readable, was written from the same identity."""
        return self.data_keys.readable(row) and row.digest == digest(self.keys, row.id, identity)

    def _leads(self, found: Traces) -> list[tuple[Matched, str]]:
        """The patients that the identifiers lead to, the best identifier first."""
        numbers: list[tuple[Matched, bytes | None]] = [("number", number) for number in found.numbers]
        ranked: list[tuple[Matched, bytes | None]] = [
            ("ins", found.ins),
            *numbers,
            *(("id", sent) for sent in found.sent),
        ]
        return [(matched, self.owners[blind]) for matched, blind in ranked if blind and blind in self.owners]

    def _contradiction(self, root: str, arrival: Arrival, found: Traces, matched: Matched) -> Contradiction | None:
        if not arrival.brings_identity:
            return None
        row = self.row_of(root, arrival.site)
        if row and self.is_unchanged(row, arrival.identity):
            return None
        if found.ins and self.ins.get(root) and found.ins not in self.ins[root]:
            return "another_ins"
        known = self._identities(root)
        systems = {system for identity in known for system, _ in identity.numbers}
        if matched == "id" and any(system in systems for system, _ in arrival.identity.numbers):
            return "another_number"
        if contradicts(arrival.identity, known):
            return "another_person"
        return None

    def _identities(self, root: str) -> list[Identity]:
        if root not in self._opened:
            rows = filter(self.data_keys.readable, self.rows.get(root, ()))
            self._opened[root] = [read(self.data_keys.open(row)) for row in rows]
        return self._opened[root] + self._came[root]

    def _remember(self, root: str, arrival: Arrival, found: Traces) -> None:
        self._came[root].append(arrival.identity)
        if found.ins:
            self.ins.setdefault(root, set()).add(found.ins)
        for blind, kind in found.kinds().items():
            if blind not in self.owners:
                self.owners[blind] = root
                self.fresh[blind] = kind, root


def ledger(
    session: Session, keys: Keys, data_keys: DataKeys, found: Sequence[Traces], named: Collection[str] = ()
) -> Ledger:
    """What the vault knows of those whom these blind indexes lead to, and of those named by root id."""
    owners = repository.owners(session, {blind for each in found for blind in each.kinds()})
    patients = set(owners.values()) | set(named)
    return Ledger(
        keys, data_keys, owners, repository.ins_of(session, patients), repository.identities(session, patients)
    )


def digest(keys: Keys, row: str, identity: Identity) -> bytes:
    """A keyed digest of an identity in its row: equal where nothing changed, and telling nobody else anything."""
    return keys.blind("identity", f"{row}|{written(identity)}")
