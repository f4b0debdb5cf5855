"""What a numbered criterion can get wrong: its sentence, its polarity, and what its cohort says beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching import criteria as ask
from matching.check.documents import said, twice
from matching.check.sentences import about_numbers
from matching.criteria_codec import branches
from matching.faults import Fault, fault
from matching.trial import LANGUAGES, Cohort, Numbered, Text


def about_cohort(cohort: Cohort) -> Iterator[Fault]:
    """Numbers and criteria that a cohort gives twice, or gives for and against."""
    where = f"cohorts.{cohort.name}"
    for number in twice(one.number for one in cohort.criteria):
        yield fault("number_twice", where, number=number)
    first: dict[tuple[str, ask.Criterion], str] = {}
    for one in cohort.criteria:
        place = f"{where}.{one.kind}.{one.number}"
        other = "include" if one.kind == "exclude" else "exclude"
        if (one.kind, one.criterion) in first:
            yield fault("criterion_twice", place, number=first[one.kind, one.criterion])
        elif (other, one.criterion) in first:
            yield fault("contradiction", place, number=first[other, one.criterion])
        first.setdefault((one.kind, one.criterion), one.number)


def about_own_disease(cohort: Cohort) -> Iterator[Fault]:
    """A cohort that anybody may enter: without its own disease, nobody is excluded as another one."""
    included = (leaf for one in cohort.criteria if one.kind == "include" for leaf in ask.leaves(one.criterion))
    if not any(isinstance(leaf, ask.Diagnosis) and leaf.own_disease for leaf in included):
        yield fault("own_disease_missing", f"cohorts.{cohort.name}")


def about_numbered(one: Numbered, where: str) -> Iterator[Fault]:
    """What to say of one numbered criterion beside its branches."""
    yield from said(one.says, f"{where}.says")
    if one.basis != "stated":
        yield fault(one.basis, where)
    if one.kind == "exclude":
        yield from _about_polarity(one, where)
    yield from about_numbers(one, f"{where}.says")


# How a sentence begins that states what is wanted: "No inhibitor", "Absence d'inhibiteur".
_WANTED = {
    "en": re.compile(r"(no|absence of|lack of|without|free of|negative)\b", re.IGNORECASE),
    "fr": re.compile(r"(pas\s+(de\b|d['’])|absence\s+(de\b|d['’])|aucune?\b|sans\b)", re.IGNORECASE),
}


def _about_polarity(one: Numbered, where: str) -> Iterator[Fault]:
    if _negates(one.criterion) or _wanted(one.says):
        yield fault("polarity", where)
        return
    for path, node in branches(one.criterion, where):
        negated = path.removeprefix(where).split(".").count("not") % 2
        if not negated and _asks_low_values(node):
            yield fault("polarity_limit", path)


def _negates(criterion: ask.Criterion) -> bool:
    """Whether a criterion is a ``not``; a washout is a wanted fact, so that of it a ``not`` is the excluded one."""
    match criterion:
        case ask.Not(ask.Medication(asks="washed_out")):
            return False
        case ask.Medication(asks="washed_out"):
            return True
        case _:
            return isinstance(criterion, ask.Not)


def _wanted(says: Text) -> bool:
    return any(_WANTED[language].match(says.get(language, "").strip()) for language in LANGUAGES)


def _asks_low_values(node: ask.Criterion) -> bool:
    """An upper limit alone on a titre, or in multiples of the upper limit of normal, is what a trial wants."""
    match node:
        case ask.Antibody(from_=None, above=None):
            return node.to is not None or node.below is not None
        case ask.Measurement(from_=None, above=None):
            return any(limit is not None and limit.unit == "xULN" for limit in (node.to, node.below))
        case _:
            return False
