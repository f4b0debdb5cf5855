"""A patient's page: who they are to the care team, and every trial criterion by criterion, in four groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching import explain
from matching.days import Duration
from matching.explain.words import SEXES, dates
from matching.facts import Facts, Person
from matching.priorities import needs
from matching.terminology import Terminology
from matching.trial import Language, Trial
from matching.verdict import HORIZON, Judgement, Lasting, Verdict
from matching.windows import Window
from registry.clinician import marks
from registry.clinician.criteria import Criterion, criteria
from registry.screening import Openings
from registry.screening.candidates import NEW
from registry.screening.models import AnswerRecord, StatusChange
from registry.web.translations import text

GROUPS: Mapping[str, frozenset[Verdict]] = {
    "passes": frozenset({Verdict.READY, Verdict.PASSES}),
    "open": frozenset({Verdict.OPEN}),
    "later": frozenset({Verdict.LATER}),
    "excluded": frozenset({Verdict.EXCLUDED}),
}
# Sets of data shown for a trial: the next ones cost more.
NEEDS = 3
_LASTING = (Lasting.CHANGEABLE, Lasting.FOR_GOOD, Lasting.OTHER_DISEASE)


@dataclass(frozen=True, slots=True)
class Chart:
    """What the care team sees of the person themselves."""

    root: str
    born: str
    age: str
    sex: str
    sites: tuple[str, ...]
    diagnoses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A window on an axis from 0 (the day of the run) to 1,000 (the end of the horizon)."""

    x: int
    width: int


def bars(windows: Iterable[Window], as_of: int) -> Iterator[Bar]:
    """The windows as they are drawn; the shortest can still be seen."""
    whole = HORIZON.after(as_of) - as_of
    for one in windows:
        last = whole if one.last is None else one.last + 1 - as_of
        x, end = ((day * 1000) // whole for day in (one.first - as_of, last))
        yield Bar(x, max(end - x, 4))


@dataclass(frozen=True, slots=True)
class Item:
    """One cohort of a trial for the patient; ``anchor`` is its place on the page."""

    trial: Trial
    title: str
    judgement: Judgement
    headline: str
    warning: str
    strip: tuple[marks.Mark, ...]
    summary: str
    criteria: tuple[Criterion, ...]
    history: tuple[StatusChange, ...]
    windows: tuple[str, ...]
    bars: tuple[Bar, ...]
    needs: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """A name that no other cohort has."""
        return f"{self.judgement.trial}-{self.judgement.cohort}"

    @property
    def status(self) -> str:
        """Where people say that the candidate stands."""
        return self.history[0].status if self.history else NEW

    @property
    def other_disease(self) -> bool:
        """Whether the trial is of another disease: folded away, since it says nothing new."""
        return self.judgement.lasting is Lasting.OTHER_DISEASE


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of a patient: facts, judgements, and what people decided."""

    root: str
    facts: Facts
    judgements: Sequence[Judgement]
    openings: Openings
    sites: Sequence[str]
    answers: Sequence[AnswerRecord]
    histories: Mapping[str, Sequence[StatusChange]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page is about besides the patient: the trials, the day, and the trial that was asked for."""

    trials: Mapping[str, Trial]
    as_of: int
    opened: str = ""


def chart(told: Told, today: int, language: Language, terminology: Terminology) -> Chart:
    """The person: birth and sex as recorded, age today, the hospitals, the diagnoses that are confirmed."""
    person = next(iter(told.facts.people), None)
    named = [
        terminology.label(one.code, language)
        for one in told.facts.conditions
        if one.certainty == "confirmed" and not one.code.startswith("HP:")
    ]
    return Chart(
        told.root,
        dates(person.birth, language) if person and person.birth else text("not_known", language),
        _age(person, today, language),
        SEXES[(person.sex if person else None) or "unknown"][language],
        tuple(told.sites),
        tuple(dict.fromkeys(named)),
    )


def _age(person: Person | None, today: int, language: Language) -> str:
    """Years from two years on, else months, as a birth date known to the day gives them."""
    if person is None or person.birth is None:
        return text("not_known", language)
    born = person.birth.last
    years, months = (_whole(born, today, unit) for unit in ("y", "mo"))
    return text("age_years", language).format(years) if years >= 2 else text("age_months", language).format(months)


def _whole(born: int, today: int, unit: str) -> int:
    count = 0
    while Duration(count + 1, unit).after(born) <= today:  # type: ignore[arg-type]  # one of the rulers
        count += 1
    return count


def groups(told: Told, shown: Shown, language: Language, terminology: Terminology) -> dict[str, list[Item]]:
    """Every cohort of every trial, where the patient stands; of the excluded, those that can change come first.

    What a trial of another disease asks is told where it is ``opened``: most trials are.
    """
    items = [_item(one, told, shown, language, terminology) for one in told.judgements]
    found = {name: [one for one in items if one.judgement.verdict in verdicts] for name, verdicts in GROUPS.items()}
    found["excluded"].sort(key=_by_lasting)
    return found


def _by_lasting(item: Item) -> int:
    return _LASTING.index(item.judgement.lasting) if item.judgement.lasting else len(_LASTING)


def _item(found: Judgement, told: Told, shown: Shown, language: Language, terminology: Terminology) -> Item:
    trial, as_of, opened = shown.trials[found.trial], shown.as_of, shown.opened
    windows = told.openings[found.trial, found.cohort]
    whole = found.lasting is not Lasting.OTHER_DISEASE or trial.id == opened
    strip = marks.judged(found.criteria, found.verdict, language)
    cohort = trial.cohort(found.cohort)
    title = trial.title.get(language, trial.id)
    if cohort.title is not None:
        title += f" · {cohort.title.get(language, cohort.name)}"
    return Item(
        trial,
        title,
        found,
        explain.headline(found, language),
        explain.warning(found, language, terminology),
        strip,
        marks.summary(strip, language),
        criteria(found, told.answers, language, terminology) if whole else (),
        tuple(told.histories.get(found.trial, ())),
        tuple(explain.open_when(one, language) for one in windows),
        tuple(bars(windows, as_of)),
        tuple(explain.need_name(one, language, terminology) for one in needs(found)[:NEEDS]),
    )


def histories(changes: Iterable[StatusChange]) -> dict[str, list[StatusChange]]:
    """What people decided, by trial, in the order given."""
    found: dict[str, list[StatusChange]] = {}
    for one in changes:
        found.setdefault(one.trial, []).append(one)
    return found
