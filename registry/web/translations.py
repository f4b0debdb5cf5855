"""The sentences that people read outside an explanation, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import LANGUAGES, Language
from registry.web.command_texts import COMMANDS
from registry.web.error_texts import ERRORS
from registry.web.page_texts import PAGES

_TEXTS: dict[str, dict[Language, str]] = {
    "patient": {"en": "patient", "fr": "patient"},
    "criteria": {"en": "criteria", "fr": "critères"},
    "until": {"en": "screen by", "fr": "au plus tard"},
    "from": {"en": "from", "fr": "dès le"},
    "next": {"en": "what is missing", "fr": "ce qui manque"},
    "reasons": {"en": "why open:", "fr": "pourquoi à préciser :"},
    "excluding": {"en": "excluded by:", "fr": "exclus par :"},
    "tests_decide": {"en": "tests that decide most:", "fr": "examens qui décident le plus :"},
    "decides": {"en": "{} {} (missing of {})", "fr": "{} {} (manque à {})"},
    "more": {"en": "… and {} more; --limit shows them", "fr": "… et {} autres ; --limit les montre"},
    "withheld": {
        "en": "{} patients are not shown (deceased, opposed, or without a Patient that can be read)",
        "fr": "{} patients ne sont pas montrés (décédés, opposés, ou sans Patient lisible)",
    },
    "legend": {
        "en": "● passes  ✕ excludes  ? open: one mark per criterion, in protocol order. "
        "Screen by: the last day of screening before time closes the window; ! within 30 days.",
        "fr": "● passe  ✕ exclut  ? à préciser : une marque par critère, dans l’ordre du protocole. "
        "Au plus tard : dernier jour de sélection avant que le temps ne ferme la fenêtre ; ! d’ici 30 jours.",
    },
    "excerpt": {
        "en": "criteria encoded: {}, in the protocol: {} (an excerpt is never 'ready for screening')",
        "fr": "critères encodés : {}, dans le protocole : {} (un extrait n’est jamais « prêt pour la sélection »)",
    },
    "unknown_number": {"en": "unknown", "fr": "inconnu"},
    "reading": {"en": "Reading", "fr": "Lecture"},
    "writing": {"en": "Writing the made-up hospital", "fr": "Écriture de l’hôpital fictif"},
    "matching": {"en": "Matching", "fr": "Appariement"},
    "table": {"en": "table", "fr": "table"},
    "rows": {"en": "rows", "fr": "lignes"},
    "facts_people": {"en": "patients", "fr": "patients"},
    "facts_conditions": {"en": "conditions", "fr": "affections"},
    "facts_measurements": {"en": "measurements", "fr": "mesures"},
    "facts_antibodies": {"en": "antibodies", "fr": "anticorps"},
    "facts_variants": {"en": "variants", "fr": "variants"},
    "facts_copy_numbers": {"en": "copy numbers", "fr": "nombres de copies"},
    "facts_medications": {"en": "medications", "fr": "médicaments"},
    "facts_procedures": {"en": "procedures", "fr": "actes"},
    "facts_immunizations": {"en": "immunizations", "fr": "vaccinations"},
    "facts_results": {"en": "results without a number", "fr": "résultats sans valeur chiffrée"},
    "facts_repeat_counts": {"en": "repeat counts", "fr": "nombres de répétitions"},
    "facts_events": {"en": "events", "fr": "évènements"},
    "facts_watched": {"en": "watched periods", "fr": "périodes de suivi"},
    "facts_participations": {"en": "trials taken part in", "fr": "participations à des essais"},
    "facts_study_sides": {"en": "sides chosen", "fr": "côtés choisis"},
    "facts_relatives": {"en": "relatives", "fr": "apparentés"},
    "facts_consents": {"en": "consents and oppositions", "fr": "consentements et oppositions"},
    "facts_answers": {"en": "answers", "fr": "réponses"},
    "facts_anchor_dates": {"en": "anchor dates", "fr": "dates de référence"},
    "facts_histories": {"en": "complete histories", "fr": "antécédents complets"},
    "count": {"en": "count", "fr": "nombre"},
    "severity": {"en": "severity", "fr": "gravité"},
    "error": {"en": "error", "fr": "erreur"},
    "warning": {"en": "warning", "fr": "avertissement"},
    "information": {"en": "information", "fr": "information"},
    "note": {"en": "note", "fr": "remarque"},
    "first_at": {"en": "first at", "fr": "premier cas"},
    "what": {"en": "what", "fr": "quoi"},
    "where": {"en": "where", "fr": "où"},
    "what_next": {"en": "what next", "fr": "que faire"},
    "trial": {"en": "trial", "fr": "essai"},
    "condition": {"en": "condition", "fr": "maladie"},
    "asks": {"en": "the registry asks:", "fr": "le registre demande :"},
    "distance": {"en": "distance:", "fr": "écart :"},
    "window": {"en": "window:", "fr": "fenêtre :"},
    "seen": {"en": "seen:", "fr": "vu :"},
    "treated": {"en": "⚑ gene therapy already given", "fr": "⚑ thérapie génique déjà reçue"},
    "include": {"en": "inclusion", "fr": "inclusion"},
    "exclude": {"en": "exclusion", "fr": "exclusion"},
    "facts_stated": {"en": "facts stated", "fr": "faits énoncés"},
    "facts_rules": {"en": "rules", "fr": "règles"},
    "facts_both": {"en": "rule and question", "fr": "règle et question"},
    "facts_questions": {"en": "questions", "fr": "questions"},
    "facts_beside": {"en": "no criterion", "fr": "sans critère"},
    "facts_missing": {"en": "not expressed", "fr": "non exprimés"},
    "no_fault": {"en": "no fault found", "fr": "aucun défaut trouvé"},
    "summary": {
        "en": "patients: {patients}, documents: {documents}, facts: {facts}, notes on reading: {problems}",
        "fr": "patients : {patients}, documents : {documents}, faits : {facts}, remarques de lecture : {problems}",
    },
    "made_up": {
        "en": "Every patient here is made up; names and numbers are invented.",
        "fr": "Tous ces patients sont fictifs ; noms et numéros sont inventés.",
    },
    "run_on": {"en": "Run of {}", "fr": "Appariement au {}"},
    "refused": {"en": "refused:", "fr": "refusé :"},
    "more_refused": {
        "en": "… and {} more; `genother facts --json` lists all",
        "fr": "… et {} autres ; `genother facts --json` les liste",
    },
    "not_stated": {
        "en": "* from memory, or its limit was lost by the source: never judged until somebody confirms it",
        "fr": "* de mémoire, ou limite perdue par la source : jamais jugé avant d’être confirmé",
    },
    "keep": {
        "en": "`genother demo --into FOLDER` keeps them, for `genother why PATIENT TRIAL --from FOLDER`.",
        "fr": "`genother demo --into DOSSIER` les garde, pour `genother why PATIENT ESSAI --from DOSSIER`.",
    },
    "no_trial": {
        "en": "no trial {}; `genother trial list` shows those of the library, and a file ends in .yaml",
        "fr": "pas d’essai {} ; `genother trial list` montre ceux de la bibliothèque, et un fichier finit par .yaml",
    },
    "no_patient": {
        "en": "none, or several, of the patients read have an id that begins so (or deceased, or opposed); "
        "`genother match` lists candidates",
        "fr": "aucun, ou plusieurs, des patients lus ont un identifiant qui commence ainsi (ou décédé, ou opposé) ; "
        "`genother match` liste les candidats",
    },
    "no_path": {
        "en": "{}: nothing to read there; give a folder or a file of FHIR bundles, NDJSON or phenopackets "
        "(.json, .ndjson, .jsonl, also .gz and .bz2)",
        "fr": "{} : rien à lire ; donnez un dossier ou un fichier de bundles FHIR, NDJSON ou phénopaquets "
        "(.json, .ndjson, .jsonl, aussi .gz et .bz2)",
    },
    "no_date": {"en": "not a date; write it as 2026-03-09", "fr": "ce n’est pas une date ; écrivez 2026-03-09"},
}

_ALL: Mapping[str, Mapping[Language, str]] = {**_TEXTS, **COMMANDS, **ERRORS, **PAGES}


def text(key: str, language: Language) -> str:
    """A sentence by its key; raises KeyError, so that an untranslated one cannot ship unseen."""
    return _ALL[key][language]


def both(key: str, *values: object) -> dict[str, str]:
    """A sentence in every language, with its values, for an error whose reader is not known where it is raised."""
    return {language: text(key, language).format(*values) for language in LANGUAGES}
