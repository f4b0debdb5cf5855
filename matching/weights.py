"""The weight of a date: which measurements are body weights, and for how long one speaks for a day."""

from __future__ import annotations

from matching.days import Duration

BODY_WEIGHT = ("LOINC:29463-7",)
# Ours: a child of one year gains a tenth of its weight in as long.
SPEAKS_FOR = Duration(3, "mo")
# How far two doses per kg may differ and be one that follows the weight: ours, as doses are rounded to tablets.
ROUNDED = 1.1
