"""Corrected age: how many days before term somebody was born, and until when that is counted.

A birth before 37 weeks is counted from the 40th week, until 24 months of chronological age (American Academy of
Pediatrics, Age terminology during the perinatal period, Pediatrics 2004; 114: 1362).
"""

from __future__ import annotations

from matching.days import Duration

GESTATION = ("GENOTHER:gestational-age",)
TERM, PRETERM = 280, 37 * 7
# Nobody is born before 22 weeks and lives.
SHORTEST = 22 * 7
COUNTED_UNTIL = Duration(24, "mo")


def early(gestation: float) -> int:
    """By how many days a birth is counted later: none from 37 weeks on."""
    return round(TERM - gestation) if SHORTEST <= gestation < PRETERM else 0


# What a gestation that nobody recorded may be.
ANY = (0, TERM - SHORTEST)
