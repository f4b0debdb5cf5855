"""What pages say of a trial's candidates, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

CANDIDATES: Mapping[str, Mapping[Language, str]] = {
    "where_they_stand": {"en": "Where my patients stand", "fr": "Où en sont mes patients"},
    "candidates": {"en": "Candidates", "fr": "Candidats"},
    "candidates_caption": {
        "en": "Candidates ({}), in the order to call them",
        "fr": "Candidats ({}), dans l’ordre d’appel",
    },
    "no_candidates": {
        "en": "No candidate here. Excluded patients are on their own page, with the reason.",
        "fr": "Aucun candidat ici. Les patients exclus ont leur propre page, avec le motif.",
    },
    "verdict": {"en": "Verdict", "fr": "Verdict"},
    "status": {"en": "Status", "fr": "Statut"},
    "status_in": {"en": "Status in {}", "fr": "Statut dans {}"},
    "status_new": {"en": "new", "fr": "nouveau"},
    "status_pending": {"en": "pending", "fr": "en attente"},
    "status_flagged": {"en": "flagged", "fr": "signalé"},
    "status_contacted": {"en": "contacted", "fr": "contacté"},
    "status_screening": {"en": "in screening", "fr": "en sélection"},
    "status_deferred": {"en": "deferred", "fr": "reporté"},
    "status_not_eligible": {"en": "not eligible", "fr": "non éligible"},
    "status_enrolled": {"en": "enrolled", "fr": "inclus"},
    "reason": {"en": "Reason", "fr": "Motif"},
    "sort": {"en": "Sort by", "fr": "Trier par"},
    "sort_calling": {"en": "order to call", "fr": "ordre d’appel"},
    "sort_closing": {"en": "window closing first", "fr": "fenêtre qui se ferme d’abord"},
    "sort_open_items": {"en": "fewest open items", "fr": "le moins à préciser"},
    "sort_status": {"en": "status", "fr": "statut"},
    "show": {"en": "Show", "fr": "Afficher"},
    "choose": {"en": "Choose", "fr": "Choisir"},
    "choose_patient": {"en": "Choose {}", "fr": "Choisir {}"},
    "criteria_column": {"en": "Criteria", "fr": "Critères"},
    "window_column": {"en": "Window", "fr": "Fenêtre"},
    "missing_column": {"en": "To be settled", "fr": "À préciser"},
    "legend_marks": {
        "en": "One mark per criterion, in protocol order: ● passes, ✕ excludes, ? open, ◔ passes later. A dashed mark "
        "rests on something old, recalled or contradictory.",
        "fr": "Une marque par critère, dans l’ordre du protocole : ● passe, ✕ exclut, ? à préciser, ◔ passera plus "
        "tard. Une marque en tirets repose sur une donnée ancienne, de mémoire ou contradictoire.",
    },
    "mark_passes": {"en": "passes", "fr": "passe"},
    "mark_passes_many": {"en": "criteria that pass", "fr": "critères qui passent"},
    "mark_excludes": {"en": "excludes", "fr": "exclut"},
    "mark_open": {"en": "open", "fr": "à préciser"},
    "mark_soon": {"en": "passes later", "fr": "passera plus tard"},
    "closes_in": {"en": "closes in {}", "fr": "se ferme dans {}"},
    "closes_today": {"en": "closes today", "fr": "se ferme aujourd’hui"},
    "opens_in": {"en": "opens in {}", "fr": "s’ouvre dans {}"},
    "redo_in": {"en": "a test to redo within {}", "fr": "examen à refaire d’ici {}"},
    "pages": {"en": "Pages of candidates", "fr": "Pages de candidats"},
    "page_of": {"en": "page {} of {}", "fr": "page {} sur {}"},
    "previous": {"en": "Previous page", "fr": "Page précédente"},
    "next_page": {"en": "Next page", "fr": "Page suivante"},
    "bulk_heading": {"en": "Status of those chosen", "fr": "Statut de ceux choisis"},
    "save_chosen": {"en": "Save for those chosen", "fr": "Enregistrer pour ceux choisis"},
    "bulk_hint": {
        "en": "“Not eligible” is said of one patient at a time.",
        "fr": "« Non éligible » se dit d’un patient à la fois.",
    },
    "bulk_not_eligible": {
        "en": "“not eligible” is said of one patient at a time, with the reason; nothing was changed",
        "fr": "« non éligible » se dit d’un patient à la fois, avec son motif ; rien n’a changé",
    },
    "nobody_chosen": {
        "en": "no patient was chosen; tick at least one and send it again",
        "fr": "aucun patient n’a été choisi ; cochez-en au moins un et renvoyez",
    },
}
