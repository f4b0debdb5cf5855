"""What is built of single values: choices, lists, mappings, and dataclasses from their annotations.

A dataclass reads and writes itself, so that a new field of a leaf needs no line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from matching.anchors import Ahead
from matching.refusals import malformed, read_each, unreadable
from matching.scalars import FORMS, Form, Plain, Schema, inside, known, one_of


@cache
def form_of(annotation: Any) -> Form:  # noqa: ANN401 - an annotation may be anything
    """The form of values of an annotation: from the table, else built from its parts."""
    if annotation in FORMS:
        return FORMS[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return one_of(parts)
    if origin in (Union, UnionType):
        return _either(tuple(part for part in parts if part is not NoneType))
    if origin is tuple:
        return _many(form_of(parts[0]), None if parts[-1] is Ellipsis else len(parts))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(form_of(parts[0]), form_of(parts[1]))
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _record(annotation)
    raise TypeError(f"{annotation} has no form in a document: add it to FORMS")


def _either(parts: tuple[Any, ...]) -> Form:
    """Either a word of a list, or something that is no such word."""
    words = tuple(word for part in parts if get_origin(part) is Literal for word in get_args(part))
    rest = [form_of(part) for part in parts if get_origin(part) is not Literal]
    if not rest:
        return one_of(words)
    if not words and len(rest) == 1:
        return rest[0]
    if len(rest) > 1:
        return _looking(words, *rest)
    word, (other,) = one_of(words), rest
    return Form(
        f"{' or '.join(words)}, or {other.says}",
        {"anyOf": [word.schema, other.schema]},
        lambda data, where: (word if isinstance(data, str) else other).read(data, where),
        lambda value: (word if isinstance(value, str) else other).write(value),
    )


def _looking(words: tuple[str, ...], back: Form, ahead: Form) -> Form:
    """A window that looks back, or one that looks ahead (``after``), or a word."""
    word = one_of(words) if words else None

    def chosen(data: object) -> Form:
        if word and isinstance(data, str):
            return word
        return ahead if isinstance(data, Ahead) or (isinstance(data, dict) and "after" in data) else back

    several = [*filter(None, (word, back, ahead))]
    return Form(
        ", or ".join(form.says for form in several),
        {"anyOf": [form.schema for form in several]},
        lambda data, where: chosen(data).read(data, where),
        lambda value: chosen(value).write(value),
    )


def _many(item: Form, length: int | None) -> Form:
    """A list; one item may stand without its list, unless the length is fixed."""

    def read(data: object, where: str) -> object:
        rows = data if isinstance(data, list) else [data]
        if length not in (None, len(rows)):
            raise unreadable(where, f"a list of {length}")
        return tuple(item.read(row, f"{where}[{index}]") for index, row in enumerate(rows))

    listed: Schema = {"type": "array", "items": item.schema}
    if length is not None:
        listed |= {"minItems": length, "maxItems": length}
    schema: Schema = listed if length is not None else {"anyOf": [item.schema, listed]}
    return Form(f"a list, each {item.says}", schema, read, lambda values: [item.write(value) for value in values])


def _mapping(key: Form, value: Form) -> Form:
    def read(data: object, where: str) -> object:
        if not isinstance(data, dict):
            raise unreadable(where, "a mapping")
        return {
            key.read(name, inside(where, name)): value.read(item, inside(where, name)) for name, item in data.items()
        }

    def write(found: Mapping[str, object]) -> Plain:
        return {name: value.write(item) for name, item in found.items()}

    schema: Schema = {"type": "object", "propertyNames": key.schema, "additionalProperties": value.schema}
    return Form(f"a mapping from {key.says} to {value.says}", schema, read, write)


# --- dataclasses -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a document says otherwise than its class: other keys, other forms, what may be absent or null."""

    keys: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    absent: Mapping[str, object] = field(default_factory=dict)
    null: bool = False


LAYOUTS: dict[type, Layout] = {}
_PLAIN_LAYOUT = Layout()


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a dataclass as it stands in a document; ``default`` is what its absence means."""

    attribute: str
    key: str
    form: Form
    default: Any
    null: bool

    @property
    def required(self) -> bool:
        """Whether a document must give it."""
        return self.default is MISSING


@cache
def slots_of(cls: type) -> tuple[Slot, ...]:
    """The fields of a dataclass, in order; a trailing underscore is dropped from their names."""
    hints = get_type_hints(cls)
    layout = LAYOUTS.get(cls, _PLAIN_LAYOUT)
    return tuple(_slot(layout, one, hints[one.name]) for one in fields(cls))


def _slot(layout: Layout, one: Field[Any], annotation: Any) -> Slot:  # noqa: ANN401 - an annotation may be anything
    default = one.default if one.default_factory is MISSING else one.default_factory()
    return Slot(
        attribute=one.name,
        key=layout.keys.get(one.name, one.name.rstrip("_")),
        form=layout.forms.get(one.name) or form_of(annotation),
        default=layout.absent.get(one.name, default),
        null=layout.null and NoneType in get_args(annotation),
    )


def read_record(cls: type, data: object, where: str, also: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - an instance of cls
    """An instance of a dataclass from a mapping; ``also`` names keys that somebody else reads."""
    slots = slots_of(cls)
    if not isinstance(data, dict):
        raise unreadable(where, "a mapping")
    readers: dict[str, Callable[[], object]] = {"": partial(_complete, slots, data, where, also)}
    for slot in slots:
        if slot.key in data:
            readers[slot.attribute] = partial(_value, slot, data[slot.key], inside(where, slot.key))
    given = read_each(readers.items())
    del given[""]
    blank = {slot.attribute: slot.default for slot in slots if slot.key not in data}
    return cls(**blank, **given)


def _complete(slots: tuple[Slot, ...], data: object, where: str, also: tuple[str, ...]) -> None:
    found = known(data, where, (*(slot.key for slot in slots), *also))
    missing = [slot.key for slot in slots if slot.required and slot.key not in found]
    if missing:
        raise malformed("missing", inside(where, missing[0]), add=missing[0])


def _value(slot: Slot, data: object, where: str) -> object:
    return None if data is None and slot.null else slot.form.read(data, where)


def write_record(row: object) -> dict[str, Plain]:
    """A mapping of a dataclass, without what equals its default."""
    cls: type = type(row)
    given = ((slot, getattr(row, slot.attribute)) for slot in slots_of(cls))
    return {slot.key: _written(slot, value) for slot, value in given if slot.required or value != slot.default}


def _written(slot: Slot, value: object) -> Plain:
    written = None if value is None else slot.form.write(value)
    if slot.key in ("code", "who") and isinstance(written, list) and len(written) == 1:
        return written[0]  # these are singular: one of them stands without its list
    return written


def record_schema(cls: type) -> Schema:
    """The JSON Schema of a dataclass."""
    slots = slots_of(cls)
    properties: Schema = {slot.key: _nullable(slot) for slot in slots}
    required: list[Plain] = [slot.key for slot in slots if slot.required]
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": required}


def _nullable(slot: Slot) -> Schema:
    return {"anyOf": [slot.form.schema, {"type": "null"}]} if slot.null else slot.form.schema


def _record(cls: type) -> Form:
    says = " ".join((cls.__doc__ or cls.__name__).partition(":")[0].split()).lower()
    return Form(says, record_schema(cls), lambda data, where: read_record(cls, data, where), write_record)
