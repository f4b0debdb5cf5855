"""What a patient's page says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

PATIENTS: Mapping[str, Mapping[Language, str]] = {
    "born": {"en": "Born", "fr": "Naissance"},
    "age": {"en": "Age", "fr": "Âge"},
    "age_years": {"en": "{} years", "fr": "{} ans"},
    "age_months": {"en": "{} months", "fr": "{} mois"},
    "sex": {"en": "Sex", "fr": "Sexe"},
    "hospitals": {"en": "Hospitals", "fr": "Hôpitaux"},
    "diagnoses": {"en": "Diagnoses confirmed", "fr": "Diagnostics confirmés"},
    "missing_heading": {
        "en": "Missing facts that would decide, and how many trials ask",
        "fr": "Ce qui manque pour décider, et combien d’essais le demandent",
    },
    "more_missing": {"en": "{} more", "fr": "{} de plus"},
    "asked_in_one": {"en": "1 trial", "fr": "1 essai"},
    "asked_in": {"en": "{} trials", "fr": "{} essais"},
    "group_passes": {"en": "Passes", "fr": "Passe"},
    "group_open": {"en": "Open", "fr": "Ouvert"},
    "group_later": {"en": "Later", "fr": "Plus tard"},
    "group_excluded": {"en": "Excluded", "fr": "Exclu"},
    "group_empty": {"en": "No trial.", "fr": "Aucun essai."},
    "other_diseases": {
        "en": "Trials of another disease ({})",
        "fr": "Essais pour une autre maladie ({})",
    },
    "windows": {"en": "When nothing stands against it", "fr": "Quand rien ne s’y oppose"},
    "today": {"en": "today", "fr": "aujourd’hui"},
    "in_five_years": {"en": "in five years", "fr": "dans cinq ans"},
    "calendar": {
        "en": "Closing and opening days, for a calendar",
        "fr": "Dates de fermeture et d’ouverture, pour un agenda",
    },
    "door_closes": {"en": "{}: last screening day ({})", "fr": "{} : dernier jour de sélection ({})"},
    "door_opens": {"en": "{}: from today on nothing stands against it ({})", "fr": "{} : plus rien ne s’y oppose ({})"},
    "needs": {
        "en": "What would settle all that can be computed, the least burden first",
        "fr": "Ce qui lèverait tout ce qui est calculable, le moins lourd d’abord",
    },
    "criterion_by_criterion": {"en": "Criterion by criterion", "fr": "Critère par critère"},
    "source_of": {"en": "source: {}", "fr": "source : {}"},
    "is_it_so": {"en": "Is this so for this patient?", "fr": "Est-ce le cas pour ce patient ?"},
    "who_answers": {"en": "asked of {}, holds for {}", "fr": "question pour {}, valable {}"},
    "until_when": {"en": "Only until (optional)", "fr": "Jusqu’au seulement (facultatif)"},
    "answer_this": {"en": "Answer", "fr": "Répondre"},
    "answer_again": {"en": "Change the answer", "fr": "Changer la réponse"},
    "answer_button": {"en": "Record the answer", "fr": "Enregistrer la réponse"},
    "answered": {"en": "Answer:", "fr": "Réponse :"},
    "holds_until": {"en": "until {}", "fr": "jusqu’au {}"},
    "undo": {"en": "Undo", "fr": "Annuler"},
    "undone_by": {"en": "taken back by {}, {}", "fr": "annulée par {}, {}"},
    "earlier_answers": {"en": "Earlier answers", "fr": "Réponses antérieures"},
    "answer_saved": {"en": "Recorded.", "fr": "Enregistré."},
    "verdict_stays": {"en": "The verdict stays:", "fr": "Le verdict reste :"},
    "yes_or_no": {
        "en": "an answer is yes or no; choose one and send it again",
        "fr": "une réponse est oui ou non ; choisissez et renvoyez",
    },
    "resource_hint": {
        "en": "As it is stored: without name or number, its dates as sent.",
        "fr": "Tel qu’il est conservé : sans nom ni numéro, ses dates telles qu’envoyées.",
    },
    "resource_label": {"en": "The resource as JSON", "fr": "La ressource en JSON"},
}
