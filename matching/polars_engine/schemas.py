"""The columns of a snapshot: one Polars schema per fact table that a leaf reads.

``patient`` and ``code`` are numbers (`Snapshot.patients`, `Snapshot.codes`); ``first`` and ``last`` are the days of the
row's date, null where it is undated. A null means *not recorded*, as in `matching.facts`.
"""

from __future__ import annotations

from typing import get_args

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from matching import facts as told

Schema = dict[str, "DataType | DataTypeClass"]

SEX, CERTAINTY, SIGNIFICANCE, ZYGOSITY, LESION = (
    pl.Enum(get_args(words)) for words in (told.Sex, told.Certainty, told.Significance, told.Zygosity, told.Lesion)
)
TAKEN = pl.Enum(["active", "stopped", "not_taken", "planned"])
RESULT = pl.Enum(["positive", "negative", "indeterminate"])
SIDE = pl.Enum(get_args(told.Side))
CONSEQUENCE = pl.Enum(get_args(told.Consequence))
SEVERITY = pl.Enum(get_args(told.Severity))
TAKING_PART = pl.Enum(["current", "past", "planned", "none"])
ARM = pl.Enum(["treated", "control", "undisclosed"])
DONE = pl.Enum(["done", "planned", "not_done"])

KEY: Schema = {"patient": pl.UInt32, "code": pl.UInt32, "first": pl.Int32, "last": pl.Int32}
# A number per patient and record: one record may say the same in several codes.
RECORD: Schema = {"record": pl.UInt32}
UNTIL: Schema = {"until_first": pl.Int32, "until_last": pl.Int32}
SINCE: Schema = {"since_first": pl.Int32, "since_last": pl.Int32}
ONSET: Schema = {"onset_first": pl.Int32, "onset_last": pl.Int32}
# What is taken in a day, where that is said.
DAILY: Schema = {"daily": pl.Float64, "daily_unit": pl.String}
# A number as the closed interval in which it lies (`units.interval`); null is "no number".
INTERVAL: Schema = {"least": pl.Float64, "most": pl.Float64}

PEOPLE: Schema = {
    "patient": pl.UInt32, "birth_first": pl.Int32, "birth_last": pl.Int32, "sex": SEX, "karyotype": pl.String,
    "country": pl.String,
}  # fmt: skip
TABLES: dict[str, Schema] = {
    "conditions": {**KEY, **RECORD, **UNTIL, **ONSET, "certainty": CERTAINTY, "severity": SEVERITY, "side": SIDE},
    # unit: a number in `Snapshot.units`; low and high: the printed range
    "measurements": {
        **KEY, "minute": pl.Int16, **INTERVAL, "unit": pl.Int32, "low": pl.Float64, "high": pl.Float64,
        "method": pl.String, "tissue": pl.String, "chart": pl.String, "side": SIDE,
    },
    "results": {**KEY, "minute": pl.Int16, "result": RESULT, "method": pl.String},
    # least and most: the titre, or what a result without titre says by its cut-off
    "antibodies": {**KEY, "method": pl.String, "assay": pl.String, **INTERVAL, "detected": pl.Boolean},
    # phase: a number per patient and phase set, 0 for none
    "variants": {
        **KEY, "hgvs": pl.String, "transcript": pl.String, "zygosity": ZYGOSITY, "significance": SIGNIFICANCE,
        "phase": pl.UInt32, "allele": pl.UInt8, "mosaic": pl.Boolean, "present": pl.Boolean, "lesion": LESION,
        "exon_first": pl.Int32, "exon_last": pl.Int32, "open_start": pl.Boolean, "open_end": pl.Boolean,
        "protein": pl.String, "consequence": CONSEQUENCE, "condition": pl.String, "tissue": pl.String,
        "fraction_low": pl.Float64, "fraction_high": pl.Float64,
    },
    "copy_numbers": {**KEY, "low": pl.Int32, "high": pl.Int32},
    "repeat_counts": {**KEY, "low": pl.Int32, "high": pl.Int32},
    # regimen: a number per drug (the first of a record's codes), dose and dose unit, null where no dose is recorded
    "medications": {**KEY, **RECORD, "status": TAKEN, **UNTIL, "regimen": pl.Int32, "drug": pl.Int32, **DAILY},
    "procedures": {**KEY, **RECORD, "status": DONE, "side": SIDE},
    "study_sides": {**KEY, "side": SIDE},
    "immunizations": {**KEY, **RECORD, "status": DONE},
    "participations": {**KEY, **UNTIL, "status": TAKING_PART, "therapy": pl.String, "arm": ARM},
    "events": {**KEY, **SINCE, "count": pl.Int32, "quantity": pl.Float64, "unit": pl.Int32},
    "watched": {**KEY, **SINCE},
    "relatives": {**KEY, "relation": pl.String, "certainty": CERTAINTY},
    "answers": {**KEY, "value": pl.Boolean, "who": pl.String, **UNTIL},
    "anchor_dates": dict(KEY),
    "histories": dict(KEY),
}  # fmt: skip

# In memory a missing word, flag or small number reads NO_ENTRY; an undated row begins before and ends after every day,
# so that no rule on days needs a case for it; and NEVER is before even that: "no row at all".
UNDATED_FIRST, UNDATED_LAST, NEVER = -2_000_000_000, 2_000_000_000, -(2**31)
NO_ENTRY = -1
