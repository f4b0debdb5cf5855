"""What a trial can get wrong outside its criteria: its texts, its source, its capsid and its anchors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from matching.accounting import account
from matching.anchors import DEFAULTS, Anchor
from matching.check.names import about_capsid, about_kind, about_transgene
from matching.faults import Fault, fault
from matching.terminology import Terminology
from matching.trial import LANGUAGES, Modality, Text, Trial


def about_trial(trial: Trial, terminology: Terminology) -> Iterator[Fault]:
    """What to say of a trial before its criteria."""
    yield from said(trial.title, "title")
    if trial.condition:
        yield from said(trial.condition, "condition")
    yield from _about_modality(trial.modality, terminology)
    for anchor in trial.anchors:
        yield from _about_anchor(anchor, trial)
    yield from _about_source(trial)
    for name in twice(cohort.name for cohort in trial.cohorts):
        yield fault("cohort_twice", f"cohorts.{name}", name=name)


def _about_modality(modality: Modality, terminology: Terminology) -> Iterator[Fault]:
    yield from about_kind(modality.kind)
    if modality.kind == "aav" and modality.capsid:
        yield from about_capsid(modality.capsid, "modality.capsid", terminology)
    if modality.transgene:
        yield from about_transgene(modality.transgene, "modality.transgene", terminology)


def _about_anchor(anchor: Anchor, trial: Trial) -> Iterator[Fault]:
    where, found = f"anchors.{anchor}", trial.anchors[anchor]
    first, last = found.days
    if anchor == "screening":
        yield fault("screening_redefined", where)
        return
    if first > last:
        yield fault("anchor_days_reversed", f"{where}.days", first=first, last=last)
    if found.after not in trial.anchors and found.after not in DEFAULTS:
        yield fault("anchor_undeclared", f"{where}.after", anchor=found.after)
    if circle := _circle(anchor, trial):
        yield fault("anchor_circle", f"{where}.after", circle=" → ".join(circle))


def _circle(anchor: Anchor, trial: Trial) -> list[Anchor]:
    """The anchors on the way from one back to itself; nothing where the way ends at screening."""
    way = [anchor]
    while way[-1] != "screening" and way[-1] in trial.anchors:
        following = trial.anchors[way[-1]].after
        if following == anchor:
            return [*way, anchor]
        if following in way:
            return []  # another circle, told of its own anchors
        way.append(following)
    return []


def _about_source(trial: Trial) -> Iterator[Fault]:
    total = trial.source.criteria_in_protocol
    yield from _about_facts(trial)
    if trial.source.kind == "excerpt":
        encoded = max((len(cohort.criteria) for cohort in trial.cohorts), default=0)
        yield fault("excerpt", "source", encoded=encoded, total=total or "an unknown number",
                    total_fr=total or "un nombre inconnu")  # fmt: skip
    if total is None:
        return
    encoded = len({(one.kind, one.number) for cohort in trial.cohorts for one in cohort.criteria})
    if encoded > total:
        yield fault("more_encoded", "source.criteria_in_protocol", encoded=encoded, total=total)
    elif encoded < total and trial.source.kind == "protocol":
        yield fault("fewer_encoded", "source.criteria_in_protocol", encoded=encoded, total=total)


def _about_facts(trial: Trial) -> Iterator[Fault]:
    """A fact of the source that nothing encodes, and a number that no fact has."""
    found = account(trial)
    if found is None:
        return
    for fact in found.missing:
        yield fault("fact_missing", "source.facts", fact=fact)
    numbered = {fact for cohort in trial.cohorts for one in cohort.criteria for fact in one.facts}
    for fact in sorted(numbered | set(found.beside)):
        if not 1 <= fact <= found.stated:
            yield fault("fact_unknown", "source.facts", fact=fact, total=found.stated)


def said(text: Text, where: str) -> Iterator[Fault]:
    """A text that lacks one of its languages."""
    missing = [language for language in LANGUAGES if not text.get(language, "").strip()]
    if missing:
        yield fault("text_missing", where, languages=", ".join(missing))


def twice(names: Iterable[str]) -> list[str]:
    """The names given more than once."""
    return [name for name, times in Counter(names).items() if times > 1]
