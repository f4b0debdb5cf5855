"""What pages say of trials, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

TRIALS: Mapping[str, Mapping[Language, str]] = {
    "trials_heading": {"en": "My patients and the trials", "fr": "Mes patients et les essais"},
    "find_heading": {"en": "Find my patient", "fr": "Trouver mon patient"},
    "find_label": {"en": "Hospital number, INS or pseudonym", "fr": "Numéro d’hôpital, INS ou pseudonyme"},
    "find_button": {"en": "Find", "fr": "Trouver"},
    "find_hint": {
        "en": "At least the first four signs of a pseudonym. A number that is typed here is kept nowhere.",
        "fr": "Au moins les quatre premiers signes d’un pseudonyme. Un numéro saisi ici n’est gardé nulle part.",
    },
    "find_nobody": {
        "en": "Nobody of your hospital is found so, or several are: check the number, or type more of the pseudonym.",
        "fr": "Personne de votre hôpital n’est trouvé ainsi, ou plusieurs le sont : vérifiez le numéro, ou saisissez "
        "davantage du pseudonyme.",
    },
    "urgent_heading": {"en": "Windows that close within 30 days", "fr": "Fenêtres qui se ferment d’ici 30 jours"},
    "urgent_none": {"en": "None today.", "fr": "Aucune aujourd’hui."},
    "all_trials": {"en": "All trials", "fr": "Tous les essais"},
    "all_trials_hint": {
        "en": "Patients of your hospital, each counted once per trial at their best cohort; those excluded "
        "are not counted.",
        "fr": "Patients de votre hôpital, chacun compté une fois par essai dans sa cohorte la plus favorable ; les "
        "exclus ne sont pas comptés.",
    },
    "trial_column": {"en": "Trial", "fr": "Essai"},
    "identifier": {"en": "Identifier", "fr": "Identifiant"},
    "protocol_of": {"en": "protocol of {}", "fr": "protocole du {}"},
    "disease": {"en": "Disease", "fr": "Maladie"},
    "given": {"en": "What is given", "fr": "Ce qui est administré"},
    "sponsor_column": {"en": "Sponsor", "fr": "Promoteur"},
    "phase": {"en": "phase {}", "fr": "phase {}"},
    "recruitment": {"en": "Recruitment", "fr": "Recrutement"},
    "recruitment_not_yet_recruiting": {"en": "not yet recruiting", "fr": "pas encore ouvert"},
    "recruitment_recruiting": {"en": "recruiting", "fr": "en cours de recrutement"},
    "recruitment_enrolling_by_invitation": {"en": "enrolling by invitation", "fr": "inclusion sur invitation"},
    "recruitment_active": {"en": "active", "fr": "en cours"},
    "recruitment_active_not_recruiting": {"en": "active, not recruiting", "fr": "en cours, recrutement clos"},
    "recruitment_suspended": {"en": "suspended", "fr": "suspendu"},
    "recruitment_completed": {"en": "completed", "fr": "terminé"},
    "recruitment_terminated": {"en": "terminated early", "fr": "arrêté avant terme"},
    "recruitment_withdrawn": {"en": "withdrawn", "fr": "retiré"},
    "countries": {"en": "Countries", "fr": "Pays"},
    "completeness": {"en": "Criteria encoded", "fr": "Critères encodés"},
    "encoded_of": {"en": "{} encoded / {} in the protocol", "fr": "{} encodés / {} dans le protocole"},
    "excerpt_hint": {
        "en": "an excerpt of the protocol: nobody is “ready for screening”",
        "fr": "un extrait du protocole : personne n’est « prêt pour la sélection »",
    },
    "cohorts": {"en": "Cohorts", "fr": "Cohortes"},
    "criteria_of_protocol": {"en": "Criteria as encoded ({})", "fr": "Critères tels qu’encodés ({})"},
    "basis_recall": {"en": "to be confirmed", "fr": "à confirmer"},
    "basis_limit_lost": {"en": "limit lost, to be confirmed", "fr": "limite perdue, à confirmer"},
    "transgene": {"en": "transgene", "fr": "transgène"},
    "one_shot": {"en": "given once", "fr": "une seule administration"},
    "vector_of": {"en": "{} vector", "fr": "vecteur {}"},
    "kind_aav": {"en": "AAV vector", "fr": "vecteur AAV"},
    "kind_lentiviral_ex_vivo": {"en": "lentiviral vector, ex vivo", "fr": "vecteur lentiviral, ex vivo"},
    "kind_gammaretroviral_ex_vivo": {"en": "gammaretroviral vector, ex vivo", "fr": "vecteur gammarétroviral, ex vivo"},
    "kind_gene_editing_in_vivo": {"en": "gene editing, in vivo", "fr": "édition génique, in vivo"},
    "kind_rna": {"en": "RNA therapy", "fr": "thérapie par ARN"},
    "kind_other": {"en": "other", "fr": "autre"},
    "kind_none": {"en": "nothing is given", "fr": "sans traitement"},
    "kind_gene_editing_ex_vivo": {"en": "gene editing, ex vivo", "fr": "édition génique, ex vivo"},
    "route_intravenous": {"en": "intravenous", "fr": "intraveineux"},
    "route_intrathecal": {"en": "intrathecal", "fr": "intrathécal"},
    "route_intracisternal": {"en": "intracisternal", "fr": "intracisternal"},
    "route_intravitreal": {"en": "intravitreal", "fr": "intravitréen"},
    "route_subretinal": {"en": "subretinal", "fr": "sous-rétinien"},
    "route_skin_graft": {"en": "skin graft", "fr": "greffe de peau"},
    "counts_later": {
        "en": "Counts of patients come later, and leave through one gate that lets nobody be recognised. Until then "
        "this library shows the trials and what their protocols ask.",
        "fr": "Les effectifs viendront plus tard, par une seule porte qui ne laisse reconnaître personne. D’ici là, "
        "cette bibliothèque montre les essais et ce que leurs protocoles demandent.",
    },
}
