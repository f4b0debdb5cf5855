"""What went wrong, in French and English: what, where, what next."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

ERRORS: Mapping[str, Mapping[Language, str]] = {
    "audit_key": {
        "en": "the audit's key (audit.key) is there and is no key; put the right file back: without it no record "
        "can be "
        "added or verified",
        "fr": "la clé du journal (audit.key) existe mais n’est pas une clé ; remettez le bon fichier : sans elle, "
        "rien ne "
        "peut être ajouté ni vérifié",
    },
    "no_patient_here": {
        "en": "no such patient here; the list of a trial shows those of your hospital",
        "fr": "pas de tel patient ici ; la liste d’un essai montre ceux de votre hôpital",
    },
    "no_trial_here": {
        "en": "no such trial here; the list of trials shows those that are matched",
        "fr": "pas de tel essai ici ; la liste des essais montre ceux qui sont appariés",
    },
    "no_question": {
        "en": "no criterion of a current trial asks this; open the patient again and answer what is shown",
        "fr": "aucun critère d’un essai en cours ne pose cette question ; rouvrez le patient et répondez à ce"
        " qui est affiché",
    },
    "no_answer": {
        "en": "no answer stands for this question; open the patient again",
        "fr": "aucune réponse en vigueur pour cette question ; rouvrez le patient",
    },
    "no_status": {
        "en": "not a status of a candidate; choose one of the list",
        "fr": "ce n’est pas un statut de candidat ; choisissez-en un dans la liste",
    },
    "no_reason": {
        "en": "a change of status needs its reason; write a few words",
        "fr": "un changement de statut demande un motif ; écrivez quelques mots",
    },
    "answer_over": {
        "en": "this answer would already have ended; give a day from today on",
        "fr": "cette réponse serait déjà périmée ; indiquez un jour à partir d’aujourd’hui",
    },
    "answer_refused": {
        "en": "the answer could not be recorded; nothing was changed, try again",
        "fr": "la réponse n’a pas pu être enregistrée ; rien n’a changé, réessayez",
    },
    "not_signed_in": {
        "en": "sign in first: this page is for those who are signed in",
        "fr": "connectez-vous d’abord : cette page demande une connexion",
    },
    "wrong_password": {
        "en": "name and password do not belong together; try again",
        "fr": "le nom et le mot de passe ne correspondent pas ; réessayez",
    },
    "stale_form": {
        "en": "this form is of an earlier session; open the page again and send it once more",
        "fr": "ce formulaire date d’une session antérieure ; rouvrez la page et renvoyez-le",
    },
    "not_found": {
        "en": "nothing is here for you under this address; go back to the start page",
        "fr": "rien ici pour vous à cette adresse ; revenez à la page d’accueil",
    },
    "bad_request": {
        "en": "what was sent cannot be read as this address expects; nothing was changed",
        "fr": "ce qui a été envoyé n’est pas lisible comme cette adresse l’attend ; rien n’a changé",
    },
    "no_import": {
        "en": "no such import; the list of imports shows them all",
        "fr": "pas de tel import ; la liste des imports les montre tous",
    },
    "broken": {
        "en": "something went wrong here; nothing was changed, and whoever runs the registry finds it in the log",
        "fr": "une erreur s’est produite ici ; rien n’a changé, et l’exploitant la trouvera dans le journal",
    },
    "database_behind": {
        "en": "the database is not at the version of this program; run `genother db upgrade` first",
        "fr": "la base n’est pas à la version de ce programme ; lancez d’abord `genother db upgrade`",
    },
    "no_registry": {
        "en": "no registry at {}; `genother import PATH` fills one, `genother demo` shows one, `--from PATH` "
        "reads files",
        "fr": "pas de registre dans {} ; `genother import CHEMIN` en remplit un, `genother demo` en montre un, "
        "`--from CHEMIN` lit des fichiers",
    },
}
