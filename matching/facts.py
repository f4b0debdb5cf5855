"""What is written about a patient: one frozen row per fact, one table per kind.

Common to all: ``patient`` (an opaque id), and where it was read: ``record`` (``Observation/12``), ``version`` and
``element`` (a FHIRPath or JSON path). A ``None`` always means *not recorded*, never *no*. Dates are Spans (partial
dates are their first to their last day); ``when=None`` is a fact without a date. Codes are ``SYSTEM:code`` with the
system names of `fhir_adapters.codings` (``ORPHA:70``, ``HP:0001252``, ``LOINC:1742-6``, ``ATC:M09AX09``, ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Literal, TypeVar

from matching.days import Span

_T = TypeVar("_T")
Comparator = Literal["", "<", "<=", ">", ">="]
Certainty = Literal["confirmed", "suspected", "absent"]
Sex = Literal["male", "female", "other", "unknown"]
Zygosity = Literal["het", "hom", "hemi"]
Significance = Literal["P", "LP", "VUS", "LB", "B"]
Lesion = Literal["deletion", "duplication", "point"]
Side = Literal["left", "right"]
Severity = Literal["mild", "moderate", "severe"]
# What a variant does to the protein: null is nonsense, frameshift, canonical splice site, start lost or whole exons out
# of frame; inframe is a deletion or insertion that keeps the frame.
Consequence = Literal["null", "missense", "splice", "inframe", "other"]
Scope = Literal["conditions", "medications", "procedures", "immunizations", "trials"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every row says about itself: whose it is and where it was read."""

    patient: str
    record: str
    version: str = ""
    element: str = ""


# ISO 3166-1 alpha-2.
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """Birth, administrative sex and karyotype (sex chromosomes, as ``XY``); sex is not karyotype.

    ``country`` is where the patient lives, as an ISO 3166 code of two letters.
    """

    birth: Span | None = None
    sex: Sex | None = None
    karyotype: str | None = None
    deceased: bool = False
    site: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Fact):
    """A diagnosis or a phenotype: confirmed, suspected, or recorded as absent.

    ``when`` is the date of the statement (recorded date, else onset); an absence holds up to it. ``until`` is the day
    on which it was over, where that is recorded. One of both sides is two rows.
    """

    code: str
    certainty: Certainty
    when: Span | None = None
    onset: Span | None = None
    until: Span | None = None
    severity: Severity | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Fact):
    """A number with its UCUM unit as sent; ``low``/``high`` is the range printed with it, in the same unit.

    ``minute`` is the minute of the day where the time was recorded. ``value=None`` is "done, no number" (unable,
    not done): never zero. ``comparator`` is the sender's: ``<`` 5 is somewhere below 5. ``tissue`` is the specimen or
    body site, ``method`` the technique, ``chart`` the formula, growth chart or version of a score that gave the number.
    A result that is awaited is there without a value, and ``pending``.
    """

    code: str
    when: Span | None = None
    minute: int | None = None
    value: float | None = None
    comparator: Comparator = ""
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    method: str | None = None
    tissue: str | None = None
    chart: str | None = None
    side: Side | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Fact):
    """A test without a number: a serology, a donor search. ``result=None`` is "done, not readable", or ``pending``."""

    code: str
    result: Literal["positive", "negative", "indeterminate"] | None = None
    when: Span | None = None
    minute: int | None = None
    method: str | None = None
    tissue: str | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Antibody(Fact):
    """An anti-capsid antibody: serotype, class (``nab`` neutralising or ``total`` binding), method.

    ``titre`` is the reciprocal (1:50 is 50.0) with its comparator; ``cutoff`` the reciprocal below which the
    laboratory says negative; ``assay`` is ``sponsor`` when the trial's own assay gave the result. An
    optical density is no titre: it is a `Measurement`.
    """

    capsid: str
    class_: Literal["nab", "total"]
    method: str | None = None
    assay: Literal["sponsor"] | None = None
    when: Span | None = None
    titre: float | None = None
    comparator: Comparator = ""
    result: Literal["positive", "negative"] | None = None
    cutoff: float | None = None
    pending: bool = False

    @property
    def code(self) -> str:
        """What the table is sorted by: ``AAV9/total``."""
        return f"{self.capsid}/{self.class_}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Fact):
    """One observed variant (or, ``present=False`` without ``hgvs``, a gene studied and found negative).

    Two variants are in trans when they share a ``phase_set`` and differ in ``allele`` (1 or 2). Exons count from 1
    on ``transcript``; ``exon_first``/``exon_last`` is the extent as reported (of a gene found negative: what was
    studied), and ``open_start``/``open_end`` that the exon before or after it was not tested, so that it may be longer.
    ``protein`` is its HGVS name as a protein, ``condition`` the disease for which it was classed. A
    heteroplasmic variant is present in ``fraction_low`` to ``fraction_high`` (0 to 1) of the copies in ``tissue``.
    """

    gene: str
    hgvs: str | None = None
    transcript: str | None = None
    zygosity: Zygosity | None = None
    significance: Significance | None = None
    phase_set: str | None = None
    allele: Literal[1, 2] | None = None
    mosaic: bool = False
    present: bool = True
    lesion: Lesion | None = None
    exon_first: int | None = None
    exon_last: int | None = None
    open_start: bool = False
    open_end: bool = False
    when: Span | None = None
    protein: str | None = None
    consequence: Consequence | None = None
    condition: str | None = None
    tissue: str | None = None
    fraction_low: float | None = None
    fraction_high: float | None = None

    @property
    def code(self) -> str:
        """What the table is sorted by: the gene."""
        return self.gene


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNumber(Fact):
    """Germline copies of a gene: an integer is ``low == high``; "4 or more" has ``high=None``."""

    gene: str
    low: int
    high: int | None
    method: str | None = None
    when: Span | None = None

    @property
    def code(self) -> str:
        """What the table is sorted by: the gene."""
        return self.gene


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatCount(Fact):
    """Repeats of one allele, such as CAG in HTT: an integer is ``low == high``; "200 or more" has ``high=None``."""

    gene: str
    low: int
    high: int | None
    when: Span | None = None

    @property
    def code(self) -> str:
        """What the table is sorted by: the gene."""
        return self.gene


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Fact):
    """A drug over a period. ``active`` has no end; ``stopped`` ends within ``until``; ``not_taken`` is a recorded no.

    ``when`` is the start (for ``not_taken`` the date of the statement). ``dose`` is in ``dose_unit`` per day or
    per intake as sent: only its sameness is read. ``daily`` is what is taken in a day, in ``daily_unit`` (``mg/d``,
    ``mg/kg/d``), where the instructions say it.
    """

    code: str
    status: Literal["active", "stopped", "not_taken", "planned"]
    when: Span | None = None
    until: Span | None = None
    dose: float | None = None
    dose_unit: str | None = None
    daily: float | None = None
    daily_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Fact):
    """Something done to the patient, planned, or recorded as never done."""

    code: str
    status: Literal["done", "planned", "not_done"]
    when: Span | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Immunization(Fact):
    """A vaccine given or recorded as not given; one that is planned is a planned `Medication`."""

    code: str
    status: Literal["done", "not_done"]
    when: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """Something that happens again and again: a bleed, a crisis, a transfusion; or an exposure day to a drug.

    One event lies at ``when``. A count over a time is ``count`` events from ``since`` to ``when``, all of them: such a
    row also says that the time was watched, and ``count=0`` that nothing happened. ``quantity`` is what was given, in
    ``unit``, at all of them together.
    """

    code: str
    when: Span | None = None
    since: Span | None = None
    count: int = 1
    quantity: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched(Fact):
    """A time, from ``since`` to ``when``, in which every event of the code is on record, one by one."""

    code: str
    since: Span
    when: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """A trial that the patient is or was in (``code`` is its register number), from ``when`` to ``until``.

    ``therapy`` is what kind of treatment it gives, as a code, and ``arm`` whether the patient had it: undisclosed while
    a blinded trial has not said.
    """

    code: str
    status: Literal["current", "past", "planned", "none"]
    when: Span | None = None
    until: Span | None = None
    therapy: str | None = None
    arm: Literal["treated", "control", "undisclosed"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Fact):
    """A condition of a family member (``relation`` as a code)."""

    code: str
    relation: str
    certainty: Certainty = "confirmed"
    when: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Fact):
    """A permission or an opposition, for a purpose, over a period."""

    purpose: str
    decision: Literal["permit", "deny"]
    when: Span | None = None
    until: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Fact):
    """A person's answer to a trial's question (``question`` is ``trial/cohort/number``)."""

    question: str
    value: bool
    who: str
    when: Span | None = None
    until: Span | None = None

    @property
    def code(self) -> str:
        """What the table is sorted by: the question."""
        return self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorDate(Fact):
    """The date given for a patient's anchor, such as a planned dosing."""

    anchor: str
    when: Span

    @property
    def code(self) -> str:
        """What the table is sorted by: the anchor."""
        return self.anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySide(Fact):
    """The eye or side that somebody chose for a trial (``code`` is its register number)."""

    code: str
    side: Side
    when: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Fact):
    """A statement that the recorded history is complete for its scope, up to its date."""

    scope: Scope
    when: Span | None = None

    @property
    def code(self) -> str:
        """What the table is sorted by: the scope."""
        return self.scope


@dataclass(slots=True)
class Facts:
    """The fact tables, of one patient or of many; rows in any order."""

    people: list[Person] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    antibodies: list[Antibody] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    copy_numbers: list[CopyNumber] = field(default_factory=list)
    repeat_counts: list[RepeatCount] = field(default_factory=list)
    medications: list[Medication] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    immunizations: list[Immunization] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    anchor_dates: list[AnchorDate] = field(default_factory=list)
    study_sides: list[StudySide] = field(default_factory=list)
    histories: list[History] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Put a row into its table."""
        getattr(self, TABLE_OF[type(fact)]).append(fact)

    def extend(self, rows: Iterable[Fact]) -> None:
        """Put rows into their tables."""
        for row in rows:
            self.add(row)

    def __iter__(self) -> Iterator[Fact]:
        for name in TABLE_OF.values():
            yield from getattr(self, name)

    def __len__(self) -> int:
        return sum(len(getattr(self, name)) for name in TABLE_OF.values())

    def person(self) -> Person | None:
        """The one person of these facts; what its rows disagree on is unknown (a birth: the hull of theirs)."""
        return merged(self.people)

    def by_patient(self) -> dict[str, Facts]:
        """The same rows, one Facts per patient, patients in the order of their ids."""
        found: dict[str, Facts] = {}
        for row in self:
            found.setdefault(row.patient, Facts()).add(row)
        return dict(sorted(found.items()))


def merged(people: list[Person]) -> Person | None:
    """Several rows on one patient as one: disagreeing sexes or karyotypes become None, births their hull."""
    if len(people) < 2:
        return people[0] if people else None
    births = [row.birth for row in people if row.birth]
    return replace(
        min(people, key=lambda row: (row.record, row.version)),
        birth=Span(min(b.first for b in births), max(b.last for b in births)) if births else None,
        sex=_agreed({row.sex for row in people if row.sex}),
        karyotype=_agreed({row.karyotype for row in people if row.karyotype}),
        country=_agreed({row.country for row in people if row.country}),
        deceased=any(row.deceased for row in people),
    )


def drugs(rows: Iterable[Medication]) -> dict[tuple[str, str], str]:
    """Per patient and record, one name for the drug: a record may say the same drug in several codes."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row.patient, row.record
        found[key] = min(found.get(key, row.code), row.code)
    return found


def _agreed(values: set[_T]) -> _T | None:
    return values.pop() if len(values) == 1 else None


_ROWS: tuple[type[Fact], ...] = (
    Person, Condition, Measurement, Result, Antibody, Variant, CopyNumber, RepeatCount, Medication, Procedure,
    Immunization, Event, Watched, Participation, Relative, Consent, Answer, AnchorDate, StudySide, History,
)  # fmt: skip
TABLE_OF: dict[type[Fact], str] = dict(zip(_ROWS, (f.name for f in fields(Facts)), strict=True))
