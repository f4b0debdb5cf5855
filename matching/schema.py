"""The JSON Schema (Draft 2020-12) of trial documents, made of the same table that reads and writes them."""

from __future__ import annotations

from matching.criteria_codec import CONNECTIVES, LEAVES, Sides
from matching.forms import Slot, record_schema
from matching.scalars import FORMS, Plain, Schema
from matching.trial import Text, Trial


def _mapping(data: Plain) -> Schema:
    return data if isinstance(data, dict) else {}


_CRITERION: Schema = {"$ref": "#/$defs/criterion"}
_CRITERIA: Schema = {"type": "array", "items": _CRITERION}
_JOINED: Schema = {
    "all": _CRITERIA,
    "any": _CRITERIA,
    "at_least": {
        "type": "object",
        "properties": {"n": {"type": "integer"}, "of": _CRITERIA},
        "required": ["n", "of"],
        "additionalProperties": False,
    },
    "not": _CRITERION,
    "unless": {
        "type": "object",
        "properties": {"of": _CRITERION, "exception": _CRITERION},
        "required": ["of", "exception"],
        "additionalProperties": False,
    },
    "if": {
        "type": "object",
        "properties": {"holds": _CRITERION, "then": _CRITERION, "else": _CRITERION},
        "required": ["holds", "then"],
        "additionalProperties": False,
    },
    "per_side": {
        "type": "object",
        "properties": {"of": _CRITERION, **_mapping(record_schema(Sides)["properties"])},
        "required": ["of"],
        "additionalProperties": False,
    },
}


def documents(version: int, beside: tuple[Slot, ...]) -> Schema:
    """What a trial document may say; ``beside`` are the keys beside a criterion. Codes and units are for `check`."""
    trial = record_schema(Trial)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A genother trial",
        **trial,
        "properties": {"format": {"const": version}, **_mapping(trial["properties"])},
        "required": ["format", *_list(trial["required"])],
        "$defs": _definitions(beside),
    }


def _definitions(beside: tuple[Slot, ...]) -> Schema:
    criteria: Schema = {name: _JOINED[name] for name in CONNECTIVES} | {
        name: {"$ref": f"#/$defs/{name}"} for name in LEAVES
    }
    leaves: Schema = {name: {"description": _says(leaf), **record_schema(leaf)} for name, leaf in LEAVES.items()}
    one_of: list[Plain] = [{"required": [name]} for name in criteria]
    said: Schema = {slot.key: slot.form.schema for slot in beside}
    return leaves | {
        "criterion": {
            "type": "object",
            "properties": criteria,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        "numbered": {
            "type": "object",
            "properties": criteria | said,
            "additionalProperties": False,
            "required": ["says"],
            "oneOf": one_of,
        },
        "cohorts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/cohort"}},
        "cohort": {
            "type": "object",
            "properties": {"title": FORMS[Text].schema, "include": _NUMBERED, "exclude": _NUMBERED},
            "additionalProperties": False,
        },
    }


_NUMBERED: Schema = {"type": "object", "additionalProperties": {"$ref": "#/$defs/numbered"}}


def _says(leaf: type) -> str:
    return " ".join((leaf.__doc__ or "").split())


def _list(data: Plain) -> list[Plain]:
    return data if isinstance(data, list) else []
