"""How a kind of fault is worded: its severity, what it says and what next, in English and in French."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one kind of fault; names in braces are filled by what was found."""

    severity: Severity
    en: str
    fr: str
    next_en: str = ""
    next_fr: str = ""
