"""The master key, and what is derived from it: blind indexes, and the wrapping of data keys."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.pseudonyms.errors import NO_MASTER_KEY, OPEN_TO_OTHERS, UnusableMasterKey

KEY_LENGTH, NONCE_LENGTH = 32, 12  # AES-256; the nonce of NIST SP 800-38D, 8.2.2 (random, 96 bits)
_NOT_FOR_OTHERS = 0o037  # a key mounted for the service's group (0440) is no leak


class Keys:
    """All that the master key can do; no method gives it away, nor what is derived from it."""

    __slots__ = ("_blinding", "_master")

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._blinding: dict[str, HMAC] = {}

    @classmethod
    def open(cls, folder: Path) -> Keys:
        """The key in ``folder/master.key`` (base64), made when absent; raises UnusableMasterKey."""
        path = folder / "master.key"
        try:
            if not path.exists():
                _make(path)
            mode, master = path.stat().st_mode, base64.b64decode(path.read_bytes().strip(), validate=True)
        except (OSError, ValueError):
            raise UnusableMasterKey(NO_MASTER_KEY) from None
        if mode & _NOT_FOR_OTHERS:
            raise UnusableMasterKey(OPEN_TO_OTHERS)
        if len(master) != KEY_LENGTH:
            raise UnusableMasterKey(NO_MASTER_KEY)
        return cls(master)

    def blind(self, kind: str, text: str) -> bytes:
        """32 bytes that only this key makes of this text, under a key of its own for each kind.

        A text is hashed whatever it holds, lone surrogates of a hostile document too.
        """
        if kind not in self._blinding:
            self._blinding[kind] = HMAC(self._derived(f"blind {kind}"), SHA256())
        mac = self._blinding[kind].copy()
        mac.update(text.encode("utf-8", "surrogatepass"))
        return mac.finalize()

    def wrap(self, data_key: bytes, about: bytes) -> bytes:
        """A data key that only the master key opens again, and only as being about the same thing."""
        nonce = secrets.token_bytes(NONCE_LENGTH)
        return nonce + AESGCM(self._derived("wrap")).encrypt(nonce, data_key, about)

    def unwrap(self, wrapped: bytes, about: bytes) -> bytes:
        """The data key again; raises cryptography's InvalidTag where the key or ``about`` is another."""
        return AESGCM(self._derived("wrap")).decrypt(wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:], about)

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), KEY_LENGTH, salt=None, info=f"genother {purpose}".encode()).derive(self._master)


def _make(path: Path) -> None:
    """Write a whole new key, on disk before its name appears: of two processes that start at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".master.key.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_LENGTH)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # the other process's key is the key
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
