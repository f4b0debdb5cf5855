"""The fixed words of an explanation, in English and French."""

from __future__ import annotations

import re

from matching.anchors import Anchor
from matching.days import Duration, Span, iso
from matching.trial import Language
from matching.truth import Reason, Truth
from matching.verdict import Lasting, Verdict

Words = dict[Language, str]

TRUTHS: dict[Truth, Words] = {
    Truth.MET: {"en": "met", "fr": "rempli"},
    Truth.NOT_MET: {"en": "not met", "fr": "non rempli"},
    Truth.UNKNOWN: {"en": "unknown", "fr": "inconnu"},
}
# Shape as well as colour: the strip of marks of a candidate.
MARKS: dict[Truth, str] = {Truth.MET: "●", Truth.NOT_MET: "✕", Truth.UNKNOWN: "?"}

REASONS: dict[Reason, Words] = {
    Reason.NOT_RECORDED: {"en": "not recorded", "fr": "non renseigné"},
    Reason.TOO_OLD: {"en": "too old", "fr": "trop ancien"},
    Reason.PENDING: {"en": "result pending", "fr": "résultat en attente"},
    Reason.CONFLICTING: {"en": "the records contradict one another", "fr": "données contradictoires"},
    Reason.IMPRECISE_DATE: {"en": "imprecise date", "fr": "date imprécise"},
    Reason.UNCERTAIN_SIGNIFICANCE: {
        "en": "variant of uncertain significance",
        "fr": "variant de signification incertaine",
    },
    Reason.BROADER_TERM: {
        "en": "recorded under a broader or unlinked term",
        "fr": "codé par un terme plus large ou sans lien exact",
    },
    Reason.ONLY_SUSPECTED: {"en": "only suspected", "fr": "seulement suspecté"},
    Reason.FORMULA_MISSING: {"en": "formula or chart not given", "fr": "formule ou courbe non précisée"},
    Reason.WRONG_ASSAY: {"en": "another assay or serotype", "fr": "autre technique ou autre sérotype"},
    Reason.NO_CUTOFF: {"en": "cut-off not given", "fr": "seuil de positivité absent"},
    Reason.NOT_CONVERTIBLE: {"en": "unit missing or not convertible", "fr": "unité absente ou non convertible"},
    Reason.NO_RANGE: {"en": "no reference range printed", "fr": "valeurs de référence absentes"},
    Reason.CENSORED: {"en": "censored value", "fr": "valeur censurée"},
    Reason.INDETERMINATE: {"en": "indeterminate result", "fr": "résultat indéterminé"},
    Reason.PHASE_UNKNOWN: {"en": "phase unknown", "fr": "phase inconnue"},
    Reason.LOCUS_UNRESOLVED: {"en": "locus or transcript not resolved", "fr": "locus ou transcrit non résolu"},
    Reason.BREAKPOINT_UNKNOWN: {"en": "breakpoints unknown", "fr": "bornes de la lésion inconnues"},
    Reason.CHANGED_BY_TREATMENT: {"en": "changed by treatment", "fr": "modifié par un traitement"},
    Reason.UNDISCLOSED: {"en": "allocation not disclosed", "fr": "bras de l’essai non dévoilé"},
    Reason.NOT_OBSERVED: {"en": "not observed long enough", "fr": "recul insuffisant"},
    Reason.LIMIT_NOT_STATED: {
        "en": "limit not stated by the source: to be confirmed",
        "fr": "limite non précisée par la source : à confirmer",
    },
    Reason.NEEDS_PERSON: {"en": "a person must answer", "fr": "réponse d’une personne attendue"},
    Reason.ANCHOR_MOVES: {
        "en": "depends on the day within the planned interval",
        "fr": "dépend du jour dans l’intervalle prévu",
    },
}

VERDICTS: dict[Verdict, Words] = {
    Verdict.READY: {"en": "ready for screening", "fr": "prêt pour la sélection"},
    Verdict.PASSES: {"en": "passes what can be computed", "fr": "passe ce qui est calculable"},
    Verdict.OPEN: {"en": "open", "fr": "ouvert"},
    Verdict.LATER: {"en": "later", "fr": "plus tard"},
    Verdict.EXCLUDED: {"en": "excluded", "fr": "exclu"},
}

LASTING: dict[Lasting, Words] = {
    Lasting.OTHER_DISEASE: {"en": "as another disease", "fr": "autre maladie"},
    Lasting.FOR_GOOD: {"en": "for good", "fr": "définitivement"},
    Lasting.CHANGEABLE: {"en": "by something that can change", "fr": "pour un motif qui peut changer"},
}

ANCHORS: dict[Anchor, Words] = {
    "screening": {"en": "screening", "fr": "la sélection"},
    "consent": {"en": "consent", "fr": "le consentement"},
    "enrolment": {"en": "enrolment", "fr": "l’inclusion"},
    "conditioning": {"en": "conditioning", "fr": "le conditionnement"},
    "dosing": {"en": "dosing", "fr": "l’administration"},
}

AT: dict[Anchor, Words] = {
    "screening": {"en": "at screening", "fr": "à la sélection"},
    "consent": {"en": "at consent", "fr": "au consentement"},
    "enrolment": {"en": "at enrolment", "fr": "à l’inclusion"},
    "conditioning": {"en": "at conditioning", "fr": "au conditionnement"},
    "dosing": {"en": "at dosing", "fr": "à l’administration"},
}

WHO: dict[str, Words] = {
    "investigator": {"en": "the investigator", "fr": "l’investigateur"},
    "clinician": {"en": "the treating clinician", "fr": "le médecin traitant"},
    "patient": {"en": "the patient or guardian", "fr": "le patient ou son représentant"},
    "geneticist": {"en": "the geneticist", "fr": "le généticien"},
    "coordinator": {"en": "the study coordinator", "fr": "le coordonnateur de l’étude"},
}

SIGNIFICANCES: dict[str, Words] = {
    "P": {"en": "pathogenic", "fr": "pathogène"},
    "LP": {"en": "likely pathogenic", "fr": "probablement pathogène"},
    "VUS": {"en": "of uncertain significance", "fr": "de signification incertaine"},
    "LB": {"en": "likely benign", "fr": "probablement bénin"},
    "B": {"en": "benign", "fr": "bénin"},
    "unclassified": {"en": "not classified", "fr": "non classé"},
}

SEXES: dict[str, Words] = {
    "male": {"en": "male", "fr": "masculin"},
    "female": {"en": "female", "fr": "féminin"},
    "other": {"en": "other", "fr": "autre"},
    "unknown": {"en": "unknown", "fr": "inconnu"},
}

_RULERS: dict[str, dict[Language, tuple[str, str]]] = {
    "d": {"en": ("day", "days"), "fr": ("jour", "jours")},
    "wk": {"en": ("week", "weeks"), "fr": ("semaine", "semaines")},
    "mo": {"en": ("month", "months"), "fr": ("mois", "mois")},
    "y": {"en": ("year", "years"), "fr": ("an", "ans")},
}


def duration(length: Duration, language: Language) -> str:
    """``180 jours``, ``7 years``."""
    one, many = _RULERS[length.unit][language]
    singular = length.count == 1 or (length.count == 0 and language == "fr")
    return f"{length.count} {one if singular else many}"


_THE_ONE = {"d": "la journée", "wk": "la semaine", "mo": "le mois", "y": "l’année"}


def span_of(length: Duration, language: Language) -> str:
    """A duration after "within": ``30 days``; in French with its article, ``les 30 jours`` or ``l’année``."""
    if language == "en":
        return duration(length, language)
    return _THE_ONE[length.unit] if length.count == 1 else f"les {duration(length, language)}"


def date(number: int, language: Language) -> str:
    """A day as its reader writes it: ``14/03/2027`` in French, ISO in English."""
    year, month, day = iso(number).split("-")
    return f"{day}/{month}/{year}" if language == "fr" else f"{year}-{month}-{day}"


def dates(span: Span | None, language: Language) -> str:
    """A span as its reader writes it; a partial date shows both its ends."""
    if span is None:
        return {"en": "undated", "fr": "non daté"}[language]
    first = date(span.first, language)
    return first if span.exact else f"{first}–{date(span.last, language)}"


def number(value: float, language: Language) -> str:
    """A number without needless digits, with the decimal comma in French."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if language == "fr" else text


_ALIKE: Words = {"en": "", "fr": ""}
# A unit, or a part of one between slashes, as its reader writes it; the others are written as in UCUM.
_UNITS: dict[str, Words] = {
    "1": _ALIKE, "{titer}": _ALIKE,
    "{score}": {"en": "points", "fr": "points"},
    "{letters}": {"en": "letters", "fr": "lettres"},
    "{percentile}": {"en": "percentile", "fr": "percentile"},
    "{OD}": {"en": "OD", "fr": "DO"},
    "{copies}": {"en": "copies", "fr": "copies"},
    "{repeats}": {"en": "repeats", "fr": "répétitions"},
    "{unit}": {"en": "units", "fr": "unités"},
    "{1.73_m2}": {"en": "1.73 m²", "fr": "1,73 m²"},
    "[IU]": {"en": "IU", "fr": "UI"}, "[iU]": {"en": "IU", "fr": "UI"}, "k[IU]": {"en": "kIU", "fr": "kUI"},
    "[beth'U]": {"en": "BU", "fr": "UB"}, "mm[Hg]": {"en": "mmHg", "fr": "mmHg"}, "Cel": {"en": "°C", "fr": "°C"},
    "a": {"en": "year", "fr": "an"}, "d": {"en": "day", "fr": "jour"}, "wk": {"en": "week", "fr": "semaine"},
    "mo": {"en": "month", "fr": "mois"},
}  # fmt: skip
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def unit(code: str, language: Language) -> str:
    """A UCUM unit as its reader writes it: ``µmol/L``, ``10⁹/L``, ``mL/kg/an``."""
    return "/".join(_part(part, language) for part in code.split("/"))


def _part(part: str, language: Language) -> str:
    if part in _UNITS:
        return _UNITS[part][language]
    if power := re.fullmatch(r"10[*^](-?\d+)", part):
        return "10" + power[1].translate(_RAISED)
    return "µ" + part[1:] if re.fullmatch(r"u[A-Za-z]+", part) else part


def quantity(value: float, code: str | None, language: Language) -> str:
    """A number with its unit: ``12,5 µmol/L``; of a unit such as ``/uL`` too."""
    return f"{number(value, language)} {unit(code or '', language)}".rstrip()
