"""Identities under the data keys of their sites: AES-256-GCM, each ciphertext bound to its place in the table."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import Session

from fhir_adapters.door.identity import Identity, Name
from registry.db import stamp
from registry.pseudonyms import repository
from registry.pseudonyms.errors import ALTERED, DESTROYED, FOREIGN_MASTER_KEY, ForeignMasterKey, UnreadableIdentity
from registry.pseudonyms.keys import KEY_LENGTH, NONCE_LENGTH, Keys
from registry.pseudonyms.models import DataKey, VaultedIdentity

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u


def new_id() -> str:
    """Sixteen random characters without look-alikes (80 bits), which FHIR takes as an id."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


class DataKeys:
    """The data keys of all sites, each unwrapped when it is needed; raises ForeignMasterKey for another vault's key."""

    __slots__ = ("_ciphers", "_keys", "_wrapped")

    def __init__(self, session: Session, keys: Keys) -> None:
        self._keys = keys
        self._wrapped = {(row.site, row.version): row.wrapped for row in repository.data_keys(session)}
        self._ciphers: dict[tuple[str, int], AESGCM] = {}
        # One key is tried at once: an index blinded by another master key would answer "unknown" for everybody.
        for place in (place for place, wrapped in self._wrapped.items() if wrapped):
            self._cipher(*place)
            break

    def readable(self, row: VaultedIdentity) -> bool:
        """Whether the row's data key was not destroyed."""
        return bool(self._wrapped.get((row.site, row.key_version)))

    def current(self, session: Session, site: str, now: datetime) -> int:
        """The version to write with: the site's last, or a new one where there is none or it was destroyed."""
        last = max((version for of, version in self._wrapped if of == site), default=0)
        return last if self._wrapped.get((site, last)) else self.renew(session, site, now)

    def renew(self, session: Session, site: str, now: datetime) -> int:
        """A new version for a site."""
        version = 1 + max((version for of, version in self._wrapped if of == site), default=0)
        wrapped = self._keys.wrap(secrets.token_bytes(KEY_LENGTH), _about_key(site, version))
        self._wrapped[site, version] = wrapped
        row = {"site": site, "version": version, "wrapped": wrapped, "created": stamp(now)}
        repository.insert(session, DataKey, [row])
        return version

    def seal(self, row: VaultedIdentity, plain: bytes) -> None:
        """Encrypt into the row, under its site's key of its ``key_version``."""
        row.nonce = secrets.token_bytes(NONCE_LENGTH)
        row.ciphertext = self._cipher(row.site, row.key_version).encrypt(row.nonce, plain, _about(row))

    def open(self, row: VaultedIdentity) -> bytes:
        """What the row says; raises UnreadableIdentity."""
        cipher = self._cipher(row.site, row.key_version)
        try:
            return cipher.decrypt(row.nonce, row.ciphertext, _about(row))
        except (InvalidTag, ValueError):
            raise UnreadableIdentity(ALTERED) from None

    def _cipher(self, site: str, version: int) -> AESGCM:
        if (site, version) not in self._ciphers:
            if not (wrapped := self._wrapped.get((site, version))):
                raise UnreadableIdentity(DESTROYED)
            try:
                self._ciphers[site, version] = AESGCM(self._keys.unwrap(wrapped, _about_key(site, version)))
            except (InvalidTag, ValueError):
                raise ForeignMasterKey(FOREIGN_MASTER_KEY) from None
        return self._ciphers[site, version]


def _about_key(site: str, version: int) -> bytes:
    return _bytes(f"data_key|{site}|wrapped|{version}")


def _about(row: VaultedIdentity) -> bytes:
    """The additional data: table, row, column, key version. Whose row it is counts too, lest two be swapped."""
    return _bytes(f"vaulted_identity|{row.id}|{row.patient}|{row.site}|ciphertext|{row.key_version}")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# --- identities as text ----------------------------------------------------------------------------------------------


def written(identity: Identity) -> str:
    """An identity as JSON, always the same for the same one, in ASCII whatever a document held."""
    return json.dumps(
        {
            "numbers": [list(number) for number in identity.numbers],
            "ins": identity.ins,
            "names": [[name.family, name.birth_family, list(name.given)] for name in identity.names],
            "birth": identity.birth,
            "sex": identity.sex,
            "removed": identity.removed,
            "words": sorted(identity.words),
        },
        sort_keys=True,
    )


def read(plain: bytes) -> Identity:
    """The identity that was written."""
    found: dict[str, Any] = json.loads(plain)
    return Identity(
        numbers=tuple((system, value) for system, value in found["numbers"]),
        ins=found["ins"],
        names=tuple(Name(family, birth_family, tuple(given)) for family, birth_family, given in found["names"]),
        birth=found["birth"],
        sex=found["sex"],
        removed=found["removed"],
        words=frozenset(found["words"]),
    )
