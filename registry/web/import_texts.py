"""What pages say of imports, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

IMPORTS: Mapping[str, Mapping[Language, str]] = {
    "imports_hint": {
        "en": "Counts and problems only: no clinical row is shown here.",
        "fr": "Des effectifs et des problèmes seulement : aucune ligne clinique n’est montrée ici.",
    },
    "imports_none": {
        "en": "No import yet; `genother import PATH` makes one.",
        "fr": "Aucun import ; `genother import CHEMIN` en fait un.",
    },
    "import_number": {"en": "Import {}", "fr": "Import {}"},
    "import_column": {"en": "Import", "fr": "Import"},
    "import_source": {"en": "Sender", "fr": "Expéditeur"},
    "import_by_patient": {"en": "each patient’s hospital", "fr": "l’hôpital de chaque patient"},
    "import_started": {"en": "Started", "fr": "Début"},
    "import_state": {"en": "State", "fr": "État"},
    "import_done": {"en": "done", "fr": "terminé"},
    "import_running": {
        "en": "running or interrupted (the same import again goes on)",
        "fr": "en cours ou interrompu (le même import reprend)",
    },
    "import_again": {"en": "look again", "fr": "actualiser"},
    "import_took": {"en": "Took", "fr": "Durée"},
    "import_seconds": {"en": "{} s", "fr": "{} s"},
    "import_rate": {"en": "{} documents a minute", "fr": "{} documents par minute"},
    "import_documents": {"en": "Documents", "fr": "Documents"},
    "import_refused": {"en": "{} refused", "fr": "{} refusés"},
    "import_patients": {"en": "New patients", "fr": "Nouveaux patients"},
    "import_resources": {"en": "Resources", "fr": "Ressources"},
    "import_bar": {"en": "What became of the resources", "fr": "Ce que sont devenues les ressources"},
    "import_became": {"en": "What became of them", "fr": "Devenir"},
    "import_created": {"en": "created", "fr": "créées"},
    "import_updated": {"en": "updated", "fr": "mises à jour"},
    "import_unchanged": {"en": "unchanged", "fr": "inchangées"},
    "import_deleted": {"en": "deleted", "fr": "supprimées"},
    "import_not_held": {"en": "of a type that is not stored", "fr": "d’un type qui n’est pas conservé"},
    "import_set_aside": {"en": "set aside: whose they are is not known", "fr": "mises de côté : patient introuvable"},
    "import_nothing_yet": {"en": "No resource was read yet.", "fr": "Aucune ressource lue pour l’instant."},
    "import_problems": {"en": "Problems", "fr": "Problèmes"},
    "import_no_problem": {"en": "No problem.", "fr": "Aucun problème."},
    "import_download": {"en": "Download all (NDJSON)", "fr": "Tout télécharger (NDJSON)"},
}
