"""The patient, their diseases, drugs and procedures, their consent, and the dates and statuses of all of them."""

from __future__ import annotations

from collections.abc import Mapping

CLINICAL: Mapping[str, str] = {
    # Statuses
    "entered in error": "saisi par erreur",
    "the status is {}": "le statut est « {} »",
    "send it again when final; it is no evidence": "le renvoyer une fois définitif ; sans valeur de preuve",
    "the status says nothing": "le statut ne dit rien",
    "send one; it is no evidence": "en envoyer un ; sans valeur de preuve",
    # Where they live
    "not an ISO 3166 code of two letters": "pas un code ISO 3166 à deux lettres",
    "send one, such as FR": "en envoyer un, comme FR",
    # Dates
    "not a FHIR date": "pas une date FHIR",
    "write YYYY, YYYY-MM or YYYY-MM-DD; read as undated": "écrire AAAA, AAAA-MM ou AAAA-MM-JJ ; lu sans date",
    "the end is before the start": "la fin précède le début",
    "correct one of them; read as undated": "corriger l’un des deux ; lu sans date",
    "this form of time is not read": "cette forme de date n’est pas lue",
    "an age that could not be dated": "un âge qui n’a pas pu être daté",
    "send a date; read as undated": "envoyer une date ; lu sans date",
    # Patient
    "not to be used": "dossier à ne plus utiliser",
    "send the record in use; only a death was read": "envoyer le dossier en usage ; seul un décès a été lu",
    "another record replaces it": "un autre dossier le remplace",
    "send that one; only a death was read": "envoyer celui-ci ; seul un décès a été lu",
    "not an administrative gender": "pas un sexe administratif",
    "send male, female, other or unknown": "envoyer male, female, other ou unknown",
    "no sex chromosomes could be read": "aucun chromosome sexuel n’a pu être lu",
    "send 46,XY or its code": "envoyer 46,XY ou son code",
    # Condition, phenotype, family history, report
    "it is over, since an unknown day": "terminé, depuis un jour inconnu",
    "send abatementDateTime": "envoyer abatementDateTime",
    "neither verification nor clinical status": "ni statut de vérification ni statut clinique",
    "not one known verification status": "pas un statut de vérification connu et unique",
    "read as suspected": "lu comme suspecté",
    "send one; read as suspected": "en envoyer un ; lu comme suspecté",
    "neither present nor absent": "ni présent ni absent",
    "send SNOMED 52101004 or 2667000": "envoyer SNOMED 52101004 ou 2667000",
    "no value says present or absent": "aucune valeur ne dit présent ou absent",
    "a relative without conditions": "un apparenté sans affection",
    "an attached document": "un document joint",
    "send what it says as coded results": "envoyer son contenu sous forme de résultats codés",
    "a conclusion that names no disease": "une conclusion qui ne nomme aucune maladie",
    "send a Condition": "envoyer une Condition",
    "its report was taken back": "son compte rendu a été retiré",
    # Complete histories, anchors, answers
    "says that nothing is known": "dit que rien n’est connu",
    "the history is not said to be complete": "les antécédents ne sont pas dits complets",
    "an anchor without its date": "une date de référence manquante",
    "send valueDateTime; no fact made": "envoyer valueDateTime ; aucun fait retenu",
    "no question, person or yes/no": "il manque la question, la personne ou le oui/non",
    "send all three; no fact made": "envoyer les trois ; aucun fait retenu",
    "an answer that says two things, or until an unread date": (
        "une réponse qui dit deux choses, ou valable jusqu’à une date illisible"
    ),
    "send one question, one person and dates that can be read; no fact made": (
        "envoyer une question, une personne et des dates lisibles ; aucun fait retenu"
    ),
    # Medication
    "an order not to give": "une prescription de ne pas administrer",
    "send a statement that it is not taken": "envoyer une déclaration que le médicament n’est pas pris",
    "no intent that R4 defines": "aucune intention (intent) définie par R4",
    "send order or plan; no fact made": "envoyer order ou plan ; aucun fait retenu",
    "taken as needed": "pris à la demande",
    "taken for a while without a last day": "pris pendant un temps, sans dernier jour",
    "when it is taken is unknown": "les moments de prise sont inconnus",
    "one dose was not given": "une dose n’a pas été administrée",
    "it says nothing on the drug": "cela ne dit rien du médicament",
    "no medication found": "aucun médicament trouvé",
    "send its code or the Medication; no fact made": "envoyer son code ou la Medication ; aucun fait retenu",
    "a Medication without a code": "une Medication sans code",
    "send Medication.code; no fact made": "envoyer Medication.code ; aucun fait retenu",
    "suspended for now": "suspendu pour le moment",
    "whether it is taken is unknown; confirm it": "on ne sait s’il est pris ; à confirmer",
    "more than one dose": "plusieurs posologies",
    "a range of doses": "un intervalle de doses",
    "the fact keeps no dose": "le fait ne garde aucune dose",
    # Procedure
    "one occasion that did not take place": "une occasion qui n’a pas eu lieu",
    "send statusReason never-done, or a complete history, where it was never done": (
        "si l’acte n’a jamais été réalisé, envoyer statusReason never-done, ou des antécédents complets"
    ),
    "begun, not completed": "commencé, non achevé",
    "read as done": "lu comme réalisé",
    # Consent
    "neither permit nor deny": "ni autorisation ni refus",
    "send provision.type; no fact made": "envoyer provision.type ; aucun fait retenu",
    "a permission for some readers, data or unread time only": (
        "une autorisation limitée à certains lecteurs, à certaines données ou à une période non lue"
    ),
    "it was not kept": "non conservée",
    "a consent that may be a refusal": "un consentement qui peut être un refus",
    "read as one; send one that can be read": "lu comme un refus ; en envoyer un qui soit lisible",
}
