"""The patient who has a number, for a program that names its patient so and not by root id."""

from __future__ import annotations

from registry.db import reading
from registry.patients.register import Register
from registry.pseudonyms.service import root_of_number


def root_of(register: Register, system: str | None, value: str) -> str | None:
    """The root id of who has an INS or a hospital number; whether the asker may know of them is another question."""
    with reading(register.vault) as vault:
        return root_of_number(vault, register.keys, system, value)
