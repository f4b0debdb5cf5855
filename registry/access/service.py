"""Accounts and sessions: who somebody is once they have signed in, and for how long.

Local accounts are for the demo; a hospital signs in through its own identity provider.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from registry.access.models import Account, SessionRow
from registry.access.subjects import Role, Subject
from registry.db import stamp

# RFC 7914: N=2^15, r=8, p=1 takes 32 MiB and about 0.1 s.
_COST, _BLOCK, _MEMORY = 1 << 15, 8, 1 << 26
_NOBODYS = f"{bytes(16).hex()}${bytes(64).hex()}"  # what no password gives, so that an unknown name costs one hash too


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session at hand: who, the key of its forms, and the reader's language."""

    subject: Subject
    form_key: str
    language: str


def add_account(session: Session, subject: Subject, password: str, language: str = "fr") -> None:
    """Make a local account, or give an existing one this password, role and site."""
    account = session.get(Account, subject.name) or Account(name=subject.name, role="", site="", secret="")
    account.role, account.site, account.language = subject.role.value, subject.site, language
    account.secret = _hashed(password, secrets.token_bytes(16))
    session.add(account)
    session.flush()


def accounts(session: Session) -> list[Account]:
    """Every local account."""
    return list(session.exec(select(Account).order_by(Account.role, Account.name)))


def sign_in(session: Session, name: str, password: str, now: datetime, hours: int) -> tuple[str, SignedIn] | None:
    """A new session's token, or None when name and password do not belong together; both cases take as long."""
    account = session.get(Account, name) if name.isprintable() else None  # PostgreSQL takes no NUL
    secret = account.secret if account else _NOBODYS
    matches = hmac.compare_digest(secret, _hashed(password, bytes.fromhex(secret.partition("$")[0])))
    if account is None or not matches:
        return None
    token, form_key = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    expires = stamp(now + timedelta(hours=hours))
    session.execute(delete(SessionRow).where(col(SessionRow.expires) < stamp(now)))
    session.add(SessionRow(token_hash=_token_hash(token), account=name, form_key=form_key, expires=expires))
    return token, _signed_in(account, form_key)


def session_of(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Who holds this token, while it is valid."""
    row = session.get(SessionRow, _token_hash(token))
    if row is None or row.expires < stamp(now):
        return None
    account = session.get(Account, row.account)
    return _signed_in(account, row.form_key) if account else None


def sign_out(session: Session, token: str) -> None:
    """End a session."""
    session.execute(delete(SessionRow).where(col(SessionRow.token_hash) == _token_hash(token)))


def is_form_key(held: SignedIn, sent: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(held.form_key.encode(), sent.encode())


def _signed_in(account: Account, form_key: str) -> SignedIn:
    return SignedIn(Subject(account.name, Role(account.role), account.site), form_key, account.language)


def _hashed(password: str, salt: bytes) -> str:
    found = hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY)
    return f"{salt.hex()}${found.hex()}"


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
