"""What the commands on the registry say, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

COMMANDS: Mapping[str, Mapping[Language, str]] = {
    "serving": {"en": "Serving on {} (Ctrl+C stops it)", "fr": "Pages servies sur {} (Ctrl+C pour arrêter)"},
    "importing": {"en": "Importing", "fr": "Import"},
    "imported": {
        "en": "Imported: {} documents, {} resources stored, {} unchanged, {} new patients",
        "fr": "Import\N{NO-BREAK SPACE}: {} documents, {} ressources stockées, {} inchangées, {} nouveaux patients",
    },
    "not_excluded_of": {"en": "not excluded: {} of {}", "fr": "non exclus : {} sur {}"},
    "feasibility_attrition": {"en": "in protocol order", "fr": "dans l’ordre du protocole"},
    "feasibility_best_order": {"en": "those that exclude most first", "fr": "les plus excluants d’abord"},
    "feasibility_gains": {
        "en": "patients gained by leaving out a criterion, or two",
        "fr": "patients gagnés en retirant un critère, ou deux",
    },
    "feasibility_sweep": {"en": "not excluded, by limit", "fr": "non exclus, selon la limite"},
    "step_criterion": {"en": "criterion", "fr": "critère"},
    "step_lost": {"en": "excluded", "fr": "exclus"},
    "step_left": {"en": "left", "fr": "restants"},
    "step_open": {"en": "of whom open", "fr": "dont à préciser"},
    "no_sweep": {
        "en": "a sweep names a criterion, one of its limits and values: I1.below=90d,180d",
        "fr": "un balayage nomme un critère, une de ses limites et des valeurs : I1.below=90d,180d",
    },
    "no_such_limit": {
        "en": "the cohort has no such criterion, or the criterion no such limit; an age is a time such as 180d, "
        "any other limit a number or a titre such as 1:50",
        "fr": "la cohorte n’a pas ce critère, ou le critère pas cette limite ; un âge est une durée comme 180d, "
        "toute autre limite un nombre ou un titre comme 1:50",
    },
    "upgraded": {"en": "Both databases are at the version of this program", "fr": "Les deux bases sont à jour"},
    "audit_intact": {"en": "{} records, all intact", "fr": "{} enregistrements, tous intacts"},
    "audit_broken": {
        "en": "broken at record {1}: it, or one before it, was changed, removed or put in between",
        "fr": "rompu à l’enregistrement {1} : lui, ou un précédent, a été modifié, retiré ou intercalé",
    },
    "folder_not_empty": {
        "en": "{}: something is there already; name a folder that is empty or not there yet",
        "fr": "{} : ce dossier contient déjà quelque chose ; nommez un dossier vide ou inexistant",
    },
    "port_taken": {
        "en": "port {} is taken; stop what serves there, or choose another with --port",
        "fr": "le port {} est occupé ; arrêtez ce qui y est servi, ou choisissez-en un autre avec --port",
    },
    "account": {"en": "account", "fr": "compte"},
    "password": {"en": "password", "fr": "mot de passe"},
    "role": {"en": "role", "fr": "rôle"},
    "site": {"en": "hospital", "fr": "hôpital"},
    "role_clinician": {"en": "clinician", "fr": "clinicien"},
    "role_sponsor": {"en": "sponsor", "fr": "promoteur"},
    "role_data_manager": {"en": "data manager", "fr": "gestionnaire de données"},
    "role_system": {"en": "hospital system", "fr": "système hospitalier"},
    "role_operator": {"en": "operator", "fr": "exploitant"},
    "import_documents": {"en": "documents", "fr": "documents"},
    "import_refused_documents": {"en": "documents refused", "fr": "documents refusés"},
    "import_read": {"en": "resources read", "fr": "ressources lues"},
    "import_created": {"en": "created", "fr": "créées"},
    "import_updated": {"en": "updated", "fr": "mises à jour"},
    "import_unchanged": {"en": "unchanged", "fr": "inchangées"},
    "import_stale": {"en": "older than what is stored", "fr": "plus anciennes que ce qui est stocké"},
    "import_deleted": {"en": "deleted", "fr": "supprimées"},
    "import_not_held": {"en": "of types that are not stored", "fr": "de types non stockés"},
    "import_set_aside": {"en": "set aside: nobody's", "fr": "mises de côté : sans patient"},
    "import_new_patients": {"en": "new patients", "fr": "nouveaux patients"},
    "import_problems": {"en": "notes on reading", "fr": "remarques de lecture"},
}
