"""FHIR dates, periods, quantities and statuses, as days, numbers and UCUM units (FHIR R4, Data types)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, get_args

from fhir_adapters.codings import UCUM_OF, code_of
from fhir_adapters.node import Node
from matching.days import Duration, Ruler, Span, day
from matching.facts import Comparator

T = TypeVar("T")

COMPARATORS: Mapping[str, Comparator] = {sign: sign for sign in get_args(Comparator) if sign}
_RULERS: Mapping[str, Ruler] = {"d": "d", "wk": "wk", "mo": "mo", "a": "y", "y": "y"}
_OLDEST = 50_000  # in days, the unit of which an age has most
_LAST_DAY = day("9999-12-31")
# Of something that may have been, or may yet be, on any day of a life; far from the last day, so that one can count on.
_FIRST_DAY, _FAR_DAY = day("1850-01-01"), day("2999-12-31")
_TIME = re.compile(r"T([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was: its days and, where the time was written, the minute of the day."""

    when: Span | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as sent: nothing is converted."""

    value: float | None = None
    comparator: Comparator = ""
    unit: str | None = None


def span(date: Node) -> Span | None:
    """The days of a date, dateTime or instant, as written."""
    text = date.text
    if text is None:
        return None
    try:
        return Span.parse(text)
    except ValueError:
        date.note("warning", "bad-date", "not a FHIR date", "write YYYY, YYYY-MM or YYYY-MM-DD; read as undated")
        return None


def minute(date: Node) -> int | None:
    """The minute of the day of a dateTime, as written: no zone conversion."""
    found = _TIME.search(date.text or "")
    return int(found[1]) * 60 + int(found[2]) if found else None


def period(node: Node) -> tuple[Span | None, Span | None]:
    """Start and end of a Period; one that ends before it starts is noted and has neither."""
    start, end = span(node["start"]), span(node["end"])
    if start and end and end.last < start.first:
        node.note("warning", "reversed-period", "the end is before the start", "correct one of them; read as undated")
        return None, None
    return start, end


def within(node: Node) -> Span | None:
    """A Period as the days in which something happened; a period without one end is the end that it has."""
    start, end = period(node)
    return Span(start.first, max(start.last, end.last)) if start and end else start or end


def some_day(start: Span | None, end: Span | None = None) -> Span:
    """Any day from a start to an end: the days of something whose date is not known."""
    first = start.first if start else _FIRST_DAY
    return Span(first, end.last if end and end.last >= first else max(first, _FAR_DAY))


def moment(resource: Node, name: str, birth: Span | None = None) -> Moment:
    """A choice element of time: ``effectiveDateTime``, ``performedPeriod``, ``onsetAge``, ..."""
    for kind in ("DateTime", "Instant", "Date"):
        if node := resource[f"{name}{kind}"]:
            return Moment(span(node), minute(node))
    if node := resource[f"{name}Period"]:
        return Moment(within(node))
    if node := resource[f"{name}Age"]:
        return Moment(days_at_age(node, birth))
    for kind in ("Timing", "String", "Range"):
        if node := resource[f"{name}{kind}"]:
            node.note("information", "time-not-read", "this form of time is not read", "send a date; read as undated")
    return Moment()


def days_at_age(age: Node, birth: Span | None) -> Span | None:
    """The days on which somebody born on ``birth`` had that age, known to its unit."""
    amount = quantity(age)
    unit = _RULERS.get(amount.unit or "")
    count = amount.value
    if birth is None or unit is None or count is None or amount.comparator or count % 1 or not 0 <= count <= _OLDEST:
        age.note("information", "age-not-dated", "an age that could not be dated", "send a date; read as undated")
        return None
    first, after = Duration(int(count), unit), Duration(int(count) + 1, unit)
    return Span(first.after(birth.first), min(after.after(birth.last) - 1, _LAST_DAY))


def quantity(node: Node) -> Amount:
    """A Quantity as sent, with its unit where it has a number."""
    bare = number(node)
    return Amount(bare.value, bare.comparator, unit(node) if node["value"] else None)


def number(node: Node) -> Amount:
    """The number of a Quantity; a comparator that R4 does not define takes the number with it."""
    sign = node["comparator"].text
    if sign is None:
        return Amount(node["value"].number)
    if sign in COMPARATORS:
        return Amount(node["value"].number, COMPARATORS[sign])
    node["comparator"].note("warning", "bad-comparator", "not <, <=, >= or >", "correct it; the number was not read")
    return Amount()


def unit(node: Node) -> str | None:
    """The UCUM unit of a Quantity: its UCUM code, a Unit Ontology term with a UCUM counterpart, else its unit text.

    A text is taken as UCUM when it has only the characters that UCUM allows (UCUM 2.1: ASCII 33 to 126); the
    micro sign is spelled ``u``.
    """
    from_code = _coded_unit(node)
    if from_code:
        return from_code
    text = (node["unit"].text or "").replace("µ", "u").replace("μ", "u")
    if re.fullmatch(r"[!-~]+", text):
        return text
    node.note("information", "no-unit", "no unit that can be read as UCUM", "send the UCUM code with its system")
    return None


def _coded_unit(node: Node) -> str | None:
    code, system = node["code"].text, node["system"].text
    if code is None:
        return None
    found = code_of({"system": system, "code": code}) if system else f"UCUM:{code}"
    if found and found.startswith("UCUM:"):
        return found.removeprefix("UCUM:").replace("µ", "u").replace("μ", "u")
    return UCUM_OF.get(found or "")


# What lets an observation be evidence. A corrected one is the correction itself; the version that it corrects is the
# older version of the resource.
FINAL: Mapping[str, bool] = {"final": True, "amended": True, "corrected": True}


def by_status(resource: Node, readings: Mapping[str, T], name: str = "status") -> T | None:
    """What a status lets a resource say; None, noted, where it is no evidence (entered in error, pending, unknown)."""
    status = resource[name].text
    if status is not None and status in readings:
        return readings[status]
    node = resource[name]
    if status == "entered-in-error":
        node.note("information", "entered-in-error", "entered in error", "it is no evidence")
    elif status in {"registered", "preliminary", "draft", "partial", "proposed", "cancelled"}:
        node.note("information", "not-final", f"the status is {status}", "send it again when final; it is no evidence")
    else:
        node.note("warning", "status-unknown", "the status says nothing", "send one; it is no evidence")
    return None
