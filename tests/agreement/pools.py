"""The few values that criteria and facts share, so that limits and records meet."""

from dataclasses import dataclass

from hypothesis import strategies as st

from matching.anchors import Window
from matching.days import Duration, Span, day
from matching.facts import Fact
from matching.terminology import Analyte, Beside, ChangedBy, Terminology

TODAY = day("2026-03-31")  # months before and after it are shorter
CHANGES = {
    "LOINC:1": (
        ChangedBy(("X:transfusion",), "raised", Duration(30, "d")),
        ChangedBy(("ATC:M09AX07",), "lowered", Duration(2, "wk")),
    ),
    "LOINC:2": (ChangedBy(("X:graft",), "either"),),
}
TERMINOLOGY = Terminology(
    parents={
        "ORPHA:1": (), "ORPHA:10": ("ORPHA:1",), "ORPHA:11": ("ORPHA:10",), "ORPHA:12": ("ORPHA:10",),
        "ORPHA:20": ("ORPHA:1",), "ORPHA:13": ("ORPHA:11", "ORPHA:20"), "HP:1": (), "HP:2": ("HP:1",),
        "HP:3": ("HP:2",), "LOINC:G": (), "LOINC:1": ("LOINC:G",), "LOINC:2": ("LOINC:G",), "LOINC:3": (),
        "GENOTHER:gene-therapy": (), "GENOTHER:aav": ("GENOTHER:gene-therapy",), "X:op": ("GENOTHER:aav",),
        "ATC:M09AX09": ("GENOTHER:aav",), "X:test": (), "X:kit": ("X:test",), "X:blood": (),
        "X:leucocytes": ("X:blood",), "X:urine": (), "X:loinc-hbc": ("GENOTHER:anti-hbc",), "GENOTHER:anti-hbc": (),
        "X:graft": (), "X:transfusion": (), "X:vaccine": (), "X:bleed": (), "X:joint": ("X:bleed",),
        "X:live": ("X:vaccine",),        "LOINC:29463-7": (), "GENOTHER:gestational-age": (),
    },
    exact=[("ORPHA:11", "OMIM:11"), ("MONDO:20", "ORPHA:20"), ("SMN1", "HGNC:1")],
    analytes={"LOINC:2": Analyte(molar_mass=113.12), "LOINC:3": Analyte(clotting_factor=True)},
    beside=Beside(
        CHANGES,
        {"ATC:M09AX09": (1.2, 3.4), "ATC:H02AB06": (14.0, 14.0)},
        {"SMN1": frozenset({"c.7C>T", "p.Ala7Thr"})},
    ),
)  # fmt: skip

LENGTHS = [Duration(0, "d"), Duration(30, "d"), Duration(2, "wk"), Duration(6, "mo"), Duration(1, "y")]
AGES = [Duration(0, "y"), Duration(1, "y"), Duration(17, "y"), Duration(18, "y"), Duration(6, "mo")]
UNITS = ["U/L", "xULN", "xLLN", "umol/L", "[IU]/dL", "%", "mg/dL"]
OFFSETS = {"dosing": [(2, 30), (0, 0), (2, 2)], "conditioning": [(1, 5)], "screening": [(0, 0), (0, 2)]}
ANCHORED = [TODAY, TODAY + 2, TODAY + 30]
MONTHS = [Span.parse(text) for text in ("2026-03", "2025-09", "2025-03", "2026-02", "2026-04")]
PARTIAL = [*MONTHS, Span.parse("2026"), Span.parse("2025")]
BIRTHS = [Span.parse(text) for text in ("2009", "2008-03", "2025-09", "2008-02-29", "2025")]


def one_of(*values):
    """One of these values."""
    return st.sampled_from(values)


def around(lengths: list[Duration]) -> st.SearchStrategy[Span]:
    """Days just before, on and after the limits that these lengths draw from the anchors."""
    days = {length.before(at) + step for length in lengths for at in ANCHORED for step in (-1, 0, 1)}
    return st.sampled_from(sorted(days)).map(Span.on)


def row(kind: type[Fact], **columns) -> st.SearchStrategy[Fact]:
    """A fact whose patient and record are given later."""
    return st.builds(kind, patient=st.just(""), record=st.just(""), **columns)


@dataclass(frozen=True)
class Pool:
    """The length and the unit that a batch turns about, and what is drawn around them."""

    length: Duration
    unit: str

    @property
    def exact(self) -> st.SearchStrategy[Span]:
        """Dates known to the day."""
        return around([self.length])

    @property
    def dates(self) -> st.SearchStrategy[Span | None]:
        """Dates, some of them partial or missing, some ahead."""
        often, seldom = self.exact, one_of(Span.on(TODAY - 1), Span.on(TODAY), Span.on(TODAY + 1), None, *PARTIAL)
        return st.one_of(often, often, often, seldom)

    @property
    def anchor_dates(self) -> st.SearchStrategy[Span]:
        """Dates given for an anchor."""
        near = one_of(*(Span.on(TODAY + step) for step in (-2, -1, 0, 1, 2, 30)), Span(TODAY, TODAY + 30))
        return st.one_of(near, near, self.exact, st.sampled_from(MONTHS))

    @property
    def validities(self) -> st.SearchStrategy[Duration | None]:
        """How long a record holds."""
        return one_of(self.length, self.length, None, Duration(30, "d"))

    @property
    def windows(self) -> st.SearchStrategy[Window | str]:
        """A window of that length, or ever."""
        anchors = one_of("screening", "screening", "dosing", "conditioning", "consent", "consent")
        window = st.builds(Window, anchors, st.just(self.length))
        return st.one_of(window, window, window, st.just("ever"))


pools = st.builds(Pool, st.sampled_from(LENGTHS), st.sampled_from(UNITS))
