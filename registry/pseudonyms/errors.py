"""What can go wrong in the vault: keys that do not fit, rows that nobody can read, patients that contradict each other.

The sentences stand here, beside the keys, and never carry a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from matching.errors import GenotherError

Said = Mapping[str, str]
Contradiction = Literal["several", "another_person", "another_ins", "another_number"]


class VaultError(GenotherError):
    """Base of the vault's errors; ``said`` is the sentence in each language."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said["en"])

    def text(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.said[language]


class UnusableMasterKey(VaultError):
    """The file of the master key cannot be read, is no key, or is open to others."""


class ForeignMasterKey(VaultError):
    """The master key is not the one that this vault was written with."""


class UnreadableIdentity(VaultError):
    """An identity whose data key was destroyed, or whose row was altered or moved."""


class IdentityConflict(VaultError):
    """A Patient contradicts what the vault knows; ``index`` is its place among those given. Nothing is written."""

    def __init__(self, index: int, kind: Contradiction) -> None:
        self.index, self.kind = index, kind
        said = _CONFLICTS[kind]
        super().__init__({
            "en": f"Patient {index + 1} of those sent: {said['en']}",
            "fr": f"Patient {index + 1} de l’envoi : {said['fr']}",
        })  # fmt: skip


NO_MASTER_KEY: Said = {
    "en": "master.key in the keys folder cannot be read, or made, as 32 bytes in base64; put back the copy that was "
    "saved apart from the database, and let the service's account read it (without that key no identity can be read)",
    "fr": "master.key, dans le dossier des clés, ne peut être lu, ou créé, comme 32 octets en base64 ; "
    "remettez la copie gardée à part de la base, lisible par le compte du service "
    "(sans cette clé, aucune identité ne peut être lue)",
}
OPEN_TO_OTHERS: Said = {
    "en": "other accounts of this machine can read or change master.key in the keys folder; run `chmod 600` on it",
    "fr": "d’autres comptes de cette machine peuvent lire ou changer master.key, dans le dossier des clés ; "
    "faites `chmod 600` sur ce fichier",
}
FOREIGN_MASTER_KEY: Said = {
    "en": "master.key does not open this vault; put back the key that was saved with it, or name the other database",
    "fr": "master.key n’ouvre pas ce coffre ; remettez la clé sauvegardée avec lui, ou indiquez l’autre base",
}
DESTROYED: Said = {
    "en": "the data key of this identity was destroyed, so nobody can read it any more; "
    "if that was not meant, restore the vault from a backup",
    "fr": "la clé de cette identité a été détruite, donc plus personne ne peut la lire ; "
    "si ce n’était pas voulu, restaurez le coffre depuis une sauvegarde",
}
ALTERED: Said = {
    "en": "a row of the vault was altered or moved since it was written; restore the vault from a backup, "
    "and find out who can write to its database",
    "fr": "une ligne du coffre a été altérée ou déplacée depuis son écriture ; restaurez le coffre depuis une "
    "sauvegarde, et cherchez qui peut écrire dans sa base",
}
_CONFLICTS: Mapping[Contradiction, Said] = {
    "several": {
        "en": "its identifiers lead to different patients of the registry; ask the hospital whether they are "
        "one person: if so, have them merged, else correct the identifiers; then send it again",
        "fr": "ses identifiants mènent à des patients différents du registre ; demandez à l’hôpital s’il s’agit d’une "
        "seule personne : si oui, faites-les fusionner, sinon corrigez les identifiants ; puis renvoyez-le",
    },
    "another_person": {
        "en": "an identifier of it belongs to a patient of another sex and another birth date; "
        "ask the hospital whose it is, correct it, then send it again",
        "fr": "un de ses identifiants est celui d’un patient d’un autre sexe et d’une autre date de naissance ; "
        "demandez à l’hôpital à qui il est, corrigez-le, puis renvoyez-le",
    },
    "another_ins": {
        "en": "its hospital number or id belongs to a patient with a different INS; "
        "ask the hospital which INS is right, correct it, then send it again",
        "fr": "son numéro d’hôpital ou son id est celui d’un patient dont l’INS est différent ; "
        "demandez à l’hôpital quel INS est juste, corrigez-le, puis renvoyez-le",
    },
    "another_number": {
        "en": "its id was used for a patient with another number of the same hospital; "
        "give each patient an id that stays its own, or none, then send it again",
        "fr": "son id a servi pour un patient qui a un autre numéro du même hôpital ; "
        "donnez à chaque patient un id qui reste le sien, ou aucun, puis renvoyez-le",
    },
}
