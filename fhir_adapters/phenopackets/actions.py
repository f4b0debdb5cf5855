"""Treatments and procedures of a phenopacket, as facts (phenopacket schema v2, element MedicalAction)."""

from __future__ import annotations

from collections.abc import Iterator

from fhir_adapters.node import Node
from fhir_adapters.phenopackets.sheet import Days, date_of, term, unit, when
from matching.days import Span
from matching.facts import Fact, Medication, Procedure


def actions(days: Days, packet: Node) -> Iterator[Fact]:
    """Treatments and procedures; radiation and regimens are not read."""
    for item in packet["medicalActions"]:
        if item["treatment"]:
            yield from _treatment(days, item)
        elif item["procedure"]:
            yield from _procedure(days, item["procedure"])
        else:
            what = "neither a treatment nor a procedure"
            item.note("information", "action-not-read", what, "send its drugs as treatments; no fact made")


def _procedure(days: Days, item: Node) -> Iterator[Procedure]:
    code = term(item["code"])
    if code is None:
        item.note("error", "no-term", "a procedure without a code", "send its code; no fact made")
        return
    yield Procedure(**item.where(days.patient), code=code, status="done", when=when(item["performed"], days.birth))


def _treatment(days: Days, action: Node) -> Iterator[Medication]:
    """One drug from the start of its first dose interval to the end of its last; the dose is the last one.

    Stopped when a reason for the end is given, or when the last interval ended before the last encounter. A drug whose
    interval has no end, or reaches the last encounter, is still taken.
    """
    item = action["treatment"]
    code = term(item["agent"])
    if code is None:
        item.note("error", "no-term", "a treatment without an agent", "send its agent; no fact made")
        return
    doses = list(item["doseIntervals"])
    starts = [date_of(dose["interval"]["start"]) for dose in doses]
    until = _end(doses)
    reaches = bool(until and days.last_seen and until.last >= days.last_seen.first)
    stopped = bool(action["treatmentTerminationReason"]) or (until is not None and not reaches)
    if not stopped and until is None and not any(starts):
        what = "a treatment without dates"
        item.note("warning", "treatment-undated", what, "send its dose intervals; read as still taken")
    dose = doses[-1]["quantity"] if doses else None
    yield Medication(
        **item.where(days.patient),
        code=code,
        status="stopped" if stopped else "active",
        when=min((start for start in starts if start), default=None),
        until=until if stopped else None,
        dose=dose["value"].number if dose else None,
        dose_unit=unit(dose) if dose else None,
    )


def _end(doses: list[Node]) -> Span | None:
    """The last day of the last interval; None when one of them has no end."""
    ends = [date_of(dose["interval"]["end"]) for dose in doses]
    return None if None in ends else max((end for end in ends if end), default=None)
