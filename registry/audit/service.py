"""Writing the record, in the transaction of the act itself, and proving that nothing in it was changed since."""

from __future__ import annotations

import hmac
import os
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import orjson
from sqlmodel import Session, col, select

from matching.errors import GenotherError
from registry.audit.models import AuditRecord
from registry.db import stamp
from registry.web.translations import both

_KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, or the command on the machine itself."""

    name: str
    role: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the whole chain found: how many records, and the number of the first that does not fit."""

    records: int
    broken_at: int | None

    @property
    def intact(self) -> bool:
        """Whether every record follows from the one before."""
        return self.broken_at is None


class UnreadableAuditKey(GenotherError):
    """The audit's key file is there and is no key."""

    def text(self, language: str) -> str:
        """The sentence in the reader's language."""
        return both("audit_key")[language]


class Trail:
    """The chain of records; its key lies in a file apart from the database."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def open(cls, folder: Path) -> Trail:
        """The key in ``folder/audit.key``, made when absent; raises UnreadableAuditKey."""
        path = folder / "audit.key"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(os.urandom(_KEY_LENGTH).hex().encode())
        except FileExistsError:
            pass
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            key = b""
        if len(key) != _KEY_LENGTH:
            raise UnreadableAuditKey(both("audit_key")["en"])
        return cls(key)

    def record(
        self,
        session: Session,
        actor: Actor,
        act: str,
        now: datetime,
        *,
        purpose: str = "care",
        patients: Collection[str] = (),
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Add an act to the transaction at hand (`registry.db.writing`): both are kept, or neither is."""
        last = session.exec(select(AuditRecord).order_by(col(AuditRecord.seq).desc()).limit(1)).first()
        row = AuditRecord(
            seq=last.seq + 1 if last else 1,
            at=stamp(now),
            actor=actor.name,
            role=actor.role,
            site=actor.site,
            act=act,
            purpose=purpose,
            patients=orjson.dumps(sorted(patients)).decode(),
            details=orjson.dumps(details or {}, option=orjson.OPT_SORT_KEYS).decode(),
            mac=b"",
        )
        row.mac = self._mac(last.mac if last else b"", row)
        session.add(row)
        session.flush()

    def verify(self, session: Session) -> Verification:
        """Read the whole chain; a record changed, removed or put in between is found, a cut tail is not."""
        before, count = b"", 0
        chain = select(AuditRecord).order_by(col(AuditRecord.seq)).execution_options(yield_per=1000)
        with closing(session.exec(chain)) as rows:  # which may end before all is read
            for row in rows:
                count += 1
                if row.seq != count or not hmac.compare_digest(row.mac, self._mac(before, row)):
                    return Verification(count, row.seq)
                before = row.mac
        return Verification(count, None)

    def _mac(self, before: bytes, row: AuditRecord) -> bytes:
        said = [row.seq, row.at, row.actor, row.role, row.site, row.act, row.purpose, row.patients, row.details]
        return hmac.new(self._key, before + orjson.dumps(said), sha256).digest()
