"""The vault's tables, on metadata of their own: the vault is a database apart from the clinical store."""

from __future__ import annotations

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class VaultTable(SQLModel, registry=registry()):
    """What the vault's tables have in common: that they are not the clinical store's."""


vault_metadata = VaultTable.metadata


class DataKey(VaultTable, table=True):
    """A site's key, wrapped by the master key; empty once destroyed, so that its version is not used again."""

    __tablename__ = "data_key"

    site: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    wrapped: bytes = Field(sa_type=LargeBinary)
    created: str


class VaultedIdentity(VaultTable, table=True):
    """What one site says of who a patient is, encrypted; ``patient`` is the root id.

    ``digest`` is keyed, of the identity as it came: the same identity again is known without decrypting.
    """

    __tablename__ = "vaulted_identity"
    __table_args__ = (UniqueConstraint("patient", "site"),)

    id: str = Field(primary_key=True)
    patient: str
    site: str = Field(index=True)
    key_version: int
    nonce: bytes = Field(sa_type=LargeBinary)
    ciphertext: bytes = Field(sa_type=LargeBinary)
    digest: bytes = Field(sa_type=LargeBinary)
    updated: str


class BlindIndex(VaultTable, table=True):
    """An identifier of exactly one patient (``ins``, ``number`` or ``sent-id``), as a keyed hash."""

    __tablename__ = "blind_index"

    blind: bytes = Field(primary_key=True, sa_type=LargeBinary)
    kind: str
    patient: str = Field(index=True)


class BlockingKey(VaultTable, table=True):
    """What several patients may share, as a keyed hash: a number without its system, a sound with a birth date."""

    __tablename__ = "blocking_key"

    blind: bytes = Field(primary_key=True, sa_type=LargeBinary)
    patient: str = Field(primary_key=True, index=True)


class Resemblance(VaultTable, table=True):
    """Two patients who may be one, noted once (``one`` < ``other``), for a person to decide; ``state`` begins "open".

    ``scores`` is JSON: the similarity, 0 to 1, of each field that both have; ``total`` weighs them.
    """

    __tablename__ = "resemblance"

    one: str = Field(primary_key=True)
    other: str = Field(primary_key=True, index=True)
    scores: str = Field(sa_type=Text)
    total: float
    noted: str
    state: str = "open"
