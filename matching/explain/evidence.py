"""A fact as its reader sees it: value, unit, date; and where it was read."""

from __future__ import annotations

from functools import singledispatch

from matching import facts as told
from matching.explain.words import SEXES, SIGNIFICANCES, WHO, dates, number, quantity
from matching.terminology import Terminology
from matching.trial import Language

_ZYGOSITY: dict[str | None, dict[Language, str]] = {
    "het": {"en": "heterozygous", "fr": "hétérozygote"},
    "hom": {"en": "homozygous", "fr": "homozygote"},
    "hemi": {"en": "hemizygous", "fr": "hémizygote"},
    None: {"en": "zygosity not stated", "fr": "zygotie non précisée"},
}
_STATES: dict[str, dict[Language, str]] = {
    "confirmed": {"en": "confirmed", "fr": "confirmé"},
    "suspected": {"en": "suspected", "fr": "suspecté"},
    "absent": {"en": "absent", "fr": "absent"},
    "active": {"en": "ongoing", "fr": "en cours"},
    "stopped": {"en": "stopped", "fr": "arrêté"},
    "not_taken": {"en": "not taken", "fr": "non pris"},
    "planned": {"en": "planned", "fr": "prévu"},
    "done": {"en": "done", "fr": "réalisé"},
    "not_done": {"en": "not done", "fr": "non réalisé"},
    "positive": {"en": "positive", "fr": "positif"},
    "negative": {"en": "negative", "fr": "négatif"},
    "indeterminate": {"en": "indeterminate", "fr": "indéterminé"},
    "current": {"en": "ongoing", "fr": "en cours"},
    "past": {"en": "ended", "fr": "terminée"},
    "none": {"en": "none", "fr": "aucune"},
    "conditions": {"en": "conditions", "fr": "affections"},
    "medications": {"en": "medications", "fr": "médicaments"},
    "procedures": {"en": "procedures", "fr": "actes"},
    "immunizations": {"en": "vaccines", "fr": "vaccins"},
    "trials": {"en": "trials", "fr": "essais"},
    "left": {"en": "left", "fr": "gauche"},
    "right": {"en": "right", "fr": "droite"},
}


_ROUGH: dict[Language, str] = {"en": ", approximate (Snellen)", "fr": ", approché (Snellen)"}


@singledispatch
def shown(fact: told.Fact, language: Language, terminology: Terminology) -> str:
    """What a fact says, without its patient: ``ALAT 32 U/L (14/03/2026)``."""
    code = getattr(fact, "code", "")
    state = _STATES.get(getattr(fact, "status", getattr(fact, "certainty", "")), {}).get(language, "")
    return f"{terminology.label(code, language)} {state} ({dates(getattr(fact, 'when', None), language)})"


@shown.register
def _(fact: told.Person, language: Language, _terminology: Terminology) -> str:
    born = {"en": "born ", "fr": "naissance : "}[language] + dates(fact.birth, language)
    said = (born, SEXES[fact.sex or "unknown"][language], fact.karyotype, fact.country)
    return ", ".join(part for part in said if part)


@shown.register
def _(fact: told.Measurement, language: Language, terminology: Terminology) -> str:
    value = {"en": "no number", "fr": "sans valeur"}[language]
    if fact.value is not None:
        value = fact.comparator + quantity(fact.value, fact.unit, language)
    low, high = (None if bound is None else number(bound, language) for bound in (fact.low, fact.high))
    rough = _ROUGH[language] if fact.method == "snellen" else ""
    printed = f" [{low or ''}–{high or ''}]" if low or high else ""
    return f"{terminology.label(fact.code, language)} {value}{printed} ({dates(fact.when, language)}{rough})"


@shown.register
def _(fact: told.Antibody, language: Language, _terminology: Terminology) -> str:
    kind = {"nab": "NAb", "total": {"en": "total", "fr": "totaux"}[language]}[fact.class_]
    method = f", {fact.method}" if fact.method else ""
    if fact.titre is not None:
        value = f"{fact.comparator}1:{number(fact.titre, language)}"
    else:
        value = _STATES[fact.result][language] if fact.result else "?"
    return f"anti-{fact.capsid} {value} ({kind}{method}, {dates(fact.when, language)})"


@shown.register
def _(fact: told.Variant, language: Language, terminology: Terminology) -> str:
    gene = terminology.label(fact.gene, language)
    if not fact.present:
        return f"{gene} {fact.hgvs or ''} " + {"en": "studied, not found", "fr": "recherché, non trouvé"}[language]
    exons = f" exons {fact.exon_first}–{fact.exon_last}" if fact.exon_first is not None else ""
    if fact.open_start or fact.open_end:
        exons += {"en": " or more", "fr": " ou plus"}[language]
    allele = f" [{fact.phase_set}:{fact.allele}]" if fact.phase_set else ""
    said = f"{_ZYGOSITY[fact.zygosity][language]}, {SIGNIFICANCES[fact.significance or 'unclassified'][language]}"
    return f"{gene} {fact.hgvs or fact.lesion or ''}{exons}{allele} ({said})"


@shown.register
def _(fact: told.CopyNumber, language: Language, terminology: Terminology) -> str:
    count = (
        f"{fact.low}"
        if fact.low == fact.high
        else f"{fact.low}–{fact.high}"
        if fact.high is not None
        else f"≥{fact.low}"
    )
    return f"{terminology.label(fact.gene, language)} {count} copies ({dates(fact.when, language)})"


@shown.register
def _(fact: told.RepeatCount, language: Language, terminology: Terminology) -> str:
    count = f"{fact.low}" if fact.low == fact.high else f"{fact.low}–{fact.high}" if fact.high else f"≥{fact.low}"
    repeats = {"en": "repeats", "fr": "répétitions"}[language]
    return f"{terminology.label(fact.gene, language)} {count} {repeats} ({dates(fact.when, language)})"


@shown.register
def _(fact: told.Result, language: Language, terminology: Terminology) -> str:
    result = _STATES[fact.result][language] if fact.result else "?"
    return f"{terminology.label(fact.code, language)} {result} ({dates(fact.when, language)})"


@shown.register
def _(fact: told.Event, language: Language, terminology: Terminology) -> str:
    given = "" if fact.quantity is None else ", " + quantity(fact.quantity, fact.unit, language)
    return f"{terminology.label(fact.code, language)} × {fact.count}{given} ({_period(fact, language)})"


@shown.register
def _(fact: told.Watched, language: Language, terminology: Terminology) -> str:
    watched = {"en": "watched", "fr": "suivi"}[language]
    return f"{terminology.label(fact.code, language)} : {watched} ({_period(fact, language)})"


def _period(fact: told.Event | told.Watched, language: Language) -> str:
    since = f"{dates(fact.since, language)} → " if fact.since else ""
    return since + dates(fact.when, language)


@shown.register
def _(fact: told.StudySide, language: Language, _terminology: Terminology) -> str:
    chosen = {"en": "side chosen", "fr": "côté choisi"}[language]
    return f"{fact.code} {chosen} : {_STATES[fact.side][language]} ({dates(fact.when, language)})"


@shown.register
def _(fact: told.Medication, language: Language, terminology: Terminology) -> str:
    dose = f" {number(fact.dose, language)} {fact.dose_unit or ''}".rstrip() if fact.dose is not None else ""
    end = f" → {dates(fact.until, language)}" if fact.until else ""
    state = _STATES[fact.status][language]
    return f"{terminology.label(fact.code, language)}{dose} {state} ({dates(fact.when, language)}{end})"


@shown.register
def _(fact: told.Answer, language: Language, _terminology: Terminology) -> str:
    value = {"en": ("no", "yes"), "fr": ("non", "oui")}[language][fact.value]
    who = WHO.get(fact.who, {}).get(language, fact.who)
    return f"{value}, {who} ({dates(fact.when, language)})"


@shown.register
def _(fact: told.History, language: Language, _terminology: Terminology) -> str:
    text = {"en": "complete history: {} ({})", "fr": "historique complet : {} ({})"}[language]
    return text.format(_STATES[fact.scope][language], dates(fact.when, language))


def source(fact: told.Fact) -> str:
    """Where a fact was read: ``Observation/12/_history/3 · valueQuantity``."""
    version = f"/_history/{fact.version}" if fact.version else ""
    return f"{fact.record}{version}" + (f" · {fact.element}" if fact.element else "")
