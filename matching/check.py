"""Faults of a trial found before it runs: what cannot be meant, what is not stated, which reading applies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatch

from matching import criteria as ask
from matching import units
from matching.anchors import DEFAULTS, Anchor
from matching.criteria_codec import branches
from matching.days import Duration
from matching.errors import UnknownUnit
from matching.faults import Fault, fault
from matching.terminology import Terminology
from matching.trial import LANGUAGES, Numbered, Text, Trial

_MULTIPLES = ("xULN", "xLLN")
_LIMITS = ("from_", "above", "to", "below")


def check(trial: Trial, terminology: Terminology) -> list[Fault]:
    """Everything to say of a trial, in the order of its document."""
    return [*_about_trial(trial), *_about_criteria(trial, terminology)]


# --- the trial and its numbered criteria -----------------------------------------------------------------------------


def _about_trial(trial: Trial) -> Iterator[Fault]:
    yield from _said(trial.title, "title")
    if trial.condition:
        yield from _said(trial.condition, "condition")
    if trial.source.kind == "excerpt":
        encoded = max((len(cohort.criteria) for cohort in trial.cohorts), default=0)
        total = trial.source.criteria_in_protocol
        yield fault("excerpt", "source", encoded=encoded, total=total or "an unknown number",
                    total_fr=total or "un nombre inconnu")  # fmt: skip
    for name in _twice(cohort.name for cohort in trial.cohorts):
        yield fault("cohort_twice", f"cohorts.{name}", name=name)


def _about_criteria(trial: Trial, terminology: Terminology) -> Iterator[Fault]:
    for cohort in trial.cohorts:
        for number in _twice(one.number for one in cohort.criteria):
            yield fault("number_twice", f"cohorts.{cohort.name}", number=number)
        for one in cohort.criteria:
            where = f"cohorts.{cohort.name}.{one.kind}.{one.number}"
            yield from _about_numbered(one, where)
            for path, node in branches(one.criterion, where):
                for rule in _RULES:
                    yield from rule(node, path, trial, terminology)


def _about_numbered(one: Numbered, where: str) -> Iterator[Fault]:
    yield from _said(one.says, f"{where}.says")
    if one.basis != "stated":
        yield fault(one.basis, where)
    if one.kind == "exclude" and (isinstance(one.criterion, ask.Not) or _wanted(one.says)):
        yield fault("polarity", where)


# How a sentence begins that states what is wanted: "No inhibitor", "Absence d'inhibiteur".
_WANTED = {
    "en": re.compile(r"(no|absence of|lack of|without|free of|negative)\b", re.IGNORECASE),
    "fr": re.compile(r"(pas\s+(de\b|d['’])|absence\s+(de\b|d['’])|aucune?\b|sans\b)", re.IGNORECASE),
}


def _wanted(says: Text) -> bool:
    return any(_WANTED[language].match(says.get(language, "").strip()) for language in LANGUAGES)


def _said(text: Text, where: str) -> Iterator[Fault]:
    missing = [language for language in LANGUAGES if not text.get(language, "").strip()]
    if missing:
        yield fault("text_missing", where, languages=", ".join(missing))


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


# --- every branch: one rule each -------------------------------------------------------------------------------------


def _joins(node: ask.Criterion, where: str, _trial: Trial, _terminology: Terminology) -> Iterator[Fault]:
    match node:
        case ask.All(()) | ask.AnyOf(()) | ask.AtLeast(_, ()):
            yield fault("empty_join", where, name=_JOIN_NAMES[type(node)])
        case ask.AtLeast(n, parts) if not 1 <= n <= len(parts):
            yield fault("n_out_of_range", where, n=n, count=len(parts))
        case _:
            return


_JOIN_NAMES = {ask.All: "all", ask.AnyOf: "any", ask.AtLeast: "at_least"}


def _sets(node: ask.Criterion, where: str, _trial: Trial, _terminology: Terminology) -> Iterator[Fault]:
    for name in ("any_of", "code", "classes", "lesions"):
        if getattr(node, name, None) == ():
            yield fault("empty_set", f"{where}.{name}", field=name)


def _codes(node: ask.Criterion, where: str, _trial: Trial, terminology: Terminology) -> Iterator[Fault]:
    for name in ("any_of", "code"):
        for index, code in enumerate(getattr(node, name, ())):
            if not terminology.knows(code):
                yield fault("unknown_code", f"{where}.{name}[{index}]", code=code)


def _anchor(node: ask.Criterion, where: str, trial: Trial, _terminology: Terminology) -> Iterator[Fault]:
    anchor = _looks_from(node)
    if anchor and anchor not in trial.anchors and anchor not in DEFAULTS:
        yield fault("anchor_undeclared", where, anchor=anchor)


def _looks_from(node: ask.Criterion) -> Anchor | None:
    match node:
        case ask.All() | ask.AnyOf() | ask.AtLeast() | ask.Not():
            return None
        case _:
            return ask.anchor_of(node)


def _leaf(node: ask.Criterion, where: str, trial: Trial, _terminology: Terminology) -> Iterator[Fault]:
    return _about(node, where, trial)


@singledispatch
def _about(_leaf: ask.Criterion, _where: str, _trial: Trial) -> Iterator[Fault]:
    """What only one kind of leaf can get wrong."""
    return iter(())


@_about.register
def _(leaf: ask.Age, where: str, trial: Trial) -> Iterator[Fault]:
    cap = leaf.below is not None or leaf.to is not None
    if leaf.from_ is None and not cap:
        yield fault("no_limit", where)
    elif _age_is_empty(leaf):
        yield fault("low_above_high", where)
    if leaf.at is None:
        yield fault(
            "age_anchor" if not cap else "age_cap_both" if "dosing" in trial.anchors else "age_cap_screening", where
        )


def _age_is_empty(leaf: ask.Age) -> bool:
    """Whether somebody born on day 0 would be too old before being old enough."""
    caps = [leaf.below.after(0)] if leaf.below else []
    caps += [Duration(leaf.to.count + 1, leaf.to.unit).after(0)] if leaf.to else []
    return leaf.from_ is not None and any(leaf.from_.after(0) >= cap for cap in caps)


@_about.register
def _(leaf: ask.VariantFound, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@_about.register
def _(leaf: ask.CopyNumber, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.from_ is None and leaf.to is None:
        yield fault("no_limit", where)
    elif leaf.from_ is not None and leaf.to is not None and leaf.from_ > leaf.to:
        yield fault("low_above_high", where)


@_about.register
def _(leaf: ask.Exons, where: str, _trial: Trial) -> Iterator[Fault]:
    if leaf.first > leaf.last:
        yield fault("low_above_high", where)
    if leaf.transcript is None:
        yield fault("transcript_missing", where, gene=leaf.gene)


@_about.register
def _(leaf: ask.Antibody, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = [getattr(leaf, name) for name in _LIMITS]
    if not leaf.detected and limits == [None] * 4:
        yield fault("no_limit", where)
    elif _is_empty(units.bounds(*limits)):
        yield fault("low_above_high", where)
    missing = {"class": "classe", "method": "méthode"}
    unstated = [name for name, given in (("class", leaf.class_), ("method", leaf.method)) if given is None]
    if unstated:
        french = " ni sa ".join(missing[name] for name in unstated)
        yield fault("assay_unstated", where, missing=" and ".join(unstated), missing_fr=french)
    yield from _window(leaf, where)


@_about.register
def _(leaf: ask.Measurement, where: str, _trial: Trial) -> Iterator[Fault]:
    limits = {name.rstrip("_"): limit for name in _LIMITS if (limit := getattr(leaf, name)) is not None}
    if not limits:
        yield fault("no_limit", where)
    for name, limit in limits.items():
        yield from _unit(name, limit, where)
    found = dict.fromkeys(limit.unit for limit in limits.values())
    if len(found) > 1:
        yield fault("units_mixed", where, units=", ".join(found))
    else:
        values = (limit.value if (limit := getattr(leaf, name)) is not None else None for name in _LIMITS)
        if _is_empty(units.bounds(*values)):
            yield fault("low_above_high", where)
    yield from _window(leaf, where)


def _unit(name: str, limit: ask.Limit, where: str) -> Iterator[Fault]:
    if not limit.unit:
        yield fault("unit_missing", f"{where}.{name}", field=name)
    elif limit.unit not in _MULTIPLES:
        try:
            units.parse(limit.unit)
        except UnknownUnit:
            yield fault("unit_unreadable", f"{where}.{name}", field=name, unit=limit.unit)


def _is_empty(interval: units.Interval) -> bool:
    return interval[0] > interval[1]


def _window(leaf: ask.Antibody | ask.Measurement, where: str) -> Iterator[Fault]:
    if leaf.within is None:
        length = ask.DEFAULT_VALIDITY[type(leaf)]
        yield fault("window_default", where, length=_length(length, "en"), length_fr=_length(length, "fr"))


_HOLDS: dict[type, tuple[str, str]] = {
    ask.Diagnosis: ("a recorded absence", "une absence consignée"),
    ask.Phenotype: ("a recorded absence", "une absence consignée"),
    ask.Medication: ("a recorded absence", "une absence consignée"),
    ask.Procedure: ("a recorded absence", "une absence consignée"),
    ask.GeneTherapy: ("a recorded absence", "une absence consignée"),
    ask.PersonsAnswer: ("the answer", "la réponse"),
}


def _validity(node: ask.Criterion, where: str, _trial: Trial, _terminology: Terminology) -> Iterator[Fault]:
    if type(node) in _HOLDS and getattr(node, "valid", None) is None and not getattr(node, "own_disease", False):
        (english, french), length = _HOLDS[type(node)], ask.DEFAULT_VALIDITY[type(node)]
        yield fault("validity_default", where, what=english, what_fr=french, length=_length(length, "en"),
                    length_fr=_length(length, "fr"))  # fmt: skip


_RULER_WORDS = {
    "en": {"d": "days", "wk": "weeks", "mo": "months", "y": "years"},
    "fr": {"d": "jours", "wk": "semaines", "mo": "mois", "y": "ans"},
}


def _length(length: Duration, language: str) -> str:
    return f"{length.count} {_RULER_WORDS[language][length.unit]}"


_Rule = Callable[[ask.Criterion, str, Trial, Terminology], Iterator[Fault]]
_RULES: tuple[_Rule, ...] = (_joins, _sets, _codes, _anchor, _leaf, _validity)
