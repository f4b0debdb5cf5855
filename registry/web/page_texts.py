"""What pages say, in French and English: the frame of every page here, the rest beside it by its reader."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language
from registry.web.candidate_texts import CANDIDATES
from registry.web.import_texts import IMPORTS
from registry.web.patient_texts import PATIENTS
from registry.web.trial_texts import TRIALS

_FRAME: Mapping[str, Mapping[Language, str]] = {
    "problem": {"en": "This could not be done", "fr": "Cela n’a pas pu être fait"},
    "start_page": {"en": "Start page", "fr": "Page d’accueil"},
    "skip": {"en": "Skip to the content", "fr": "Aller au contenu"},
    "main_menu": {"en": "Main menu", "fr": "Menu principal"},
    "languages": {"en": "Language", "fr": "Langue"},
    "nav_trials": {"en": "Trials", "fr": "Essais"},
    "nav_library": {"en": "Library of trials", "fr": "Bibliothèque d’essais"},
    "nav_imports": {"en": "Imports", "fr": "Imports"},
    "sign_in": {"en": "Sign in", "fr": "Connexion"},
    "sign_out": {"en": "Sign out", "fr": "Se déconnecter"},
    "name": {"en": "Name", "fr": "Nom"},
    "password": {"en": "Password", "fr": "Mot de passe"},
    "role": {"en": "Role", "fr": "Rôle"},
    "site": {"en": "Hospital", "fr": "Hôpital"},
    "role_clinician": {"en": "clinician", "fr": "clinicien"},
    "role_sponsor": {"en": "sponsor", "fr": "promoteur"},
    "role_data_manager": {"en": "data manager", "fr": "gestionnaire de données"},
    "role_system": {"en": "hospital system", "fr": "système hospitalier"},
    "role_operator": {"en": "operator", "fr": "exploitant"},
    "demo_accounts": {"en": "Accounts of this demo", "fr": "Comptes de cette démonstration"},
    "what_this_is": {
        "en": "GenoTher finds, criterion by criterion, which patients may enter a gene-therapy trial.",
        "fr": "GenoTher cherche, critère par critère, quels patients peuvent entrer dans un essai de thérapie génique.",
    },
    "never_eligible": {
        "en": "The registry never says “eligible”: it shows what is known, what is not, and where it was read. "
        "A person decides.",
        "fr": "Le registre ne dit jamais « éligible » : il montre ce qui est su, ce qui ne l’est pas, et où cela a été "
        "lu. Une personne décide.",
    },
    "colon": {"en": ":", "fr": "\N{NO-BREAK SPACE}:"},
    "not_known": {"en": "not stated", "fr": "non précisé"},
    "all": {"en": "all", "fr": "tous"},
    "yes": {"en": "Yes", "fr": "Oui"},
    "no": {"en": "No", "fr": "Non"},
    "save": {"en": "Save", "fr": "Enregistrer"},
}

PAGES: Mapping[str, Mapping[Language, str]] = {**_FRAME, **TRIALS, **CANDIDATES, **PATIENTS, **IMPORTS}
