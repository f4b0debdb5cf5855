"""What was sent, before anybody asks what it means: documents, Bundles, references, versions, wrong types."""

from __future__ import annotations

from collections.abc import Mapping

SENT: Mapping[str, str] = {
    # A document
    "not a JSON object, or a number that no computer holds, or a broken archive": (
        "pas un objet JSON, ou un nombre qu’aucun ordinateur ne représente, ou une archive endommagée"
    ),
    "send one FHIR resource, bundle or phenopacket per document, in UTF-8, one per line in NDJSON": (
        "envoyer une ressource FHIR, un Bundle ou un phénopaquet par document, en UTF-8, un par ligne en NDJSON"
    ),
    "not a FHIR resource": "pas une ressource FHIR",
    "send an object with a resourceType": "envoyer un objet muni de resourceType",
    "not a resource type of R4": "pas un type de ressource de R4",
    "name one": "en nommer un",
    "not as FHIR R4 defines it ({})": "non conforme à la définition de FHIR R4 ({})",
    "correct the element": "corriger l’élément",
    "an unknown type inside it, or nested too deep": "un type inconnu à l’intérieur, ou une imbrication trop profonde",
    "correct what it contains": "corriger ce qu’elle contient",
    # A document at the door of the registry
    "its identifiers lead to several patients, or contradict what is known of one": (
        "ses identifiants mènent à plusieurs patients, ou contredisent ce qui est connu de l’un d’eux"
    ),
    "settle who it is at the hospital and send it again; nothing of this document was stored": (
        "établir à l’hôpital de qui il s’agit et renvoyer ; rien de ce document n’a été stocké"
    ),
    "resources of this type are not stored": "les ressources de ce type ne sont pas stockées",
    "send a subject that leads to a Patient; it was not stored": (
        "envoyer un sujet (subject) qui mène à un Patient ; elle n’a pas été stockée"
    ),
    "a character that no text may hold": "un caractère qu’aucun texte ne peut contenir",
    "send UTF-8 text without lone surrogates": "envoyer du texte UTF-8 sans demi-codet isolé",
    "a newer version is stored already": "une version plus récente est déjà stockée",
    "send the newest version, or none; the older one was not stored": (
        "envoyer la version la plus récente, ou aucune ; l’ancienne n’a pas été stockée"
    ),
    # A Bundle
    "a resource of type {}": "une ressource de type {}",
    "a resource of a type that FHIR R4 does not define": "une ressource d’un type que FHIR R4 ne définit pas",
    "no facts are read from this type": "aucun fait n’est lu dans ce type",
    "not an array": "pas un tableau",
    "send an array of entries; nothing was read": "envoyer un tableau d’entrées ; rien n’a été lu",
    "more than {} entries": "plus de {} entrées",
    "send several Bundles; nothing was read": "envoyer plusieurs Bundles ; rien n’a été lu",
    "an entry without a resource": "une entrée sans ressource",
    "nothing to read": "rien à lire",
    "a Bundle inside a Bundle": "un Bundle dans un Bundle",
    "send it on its own; it was not read": "l’envoyer séparément ; il n’a pas été lu",
    "nested deeper than {}": "plus de {} niveaux d’imbrication",
    "send a flatter resource; it was not read": "envoyer une ressource moins imbriquée ; elle n’a pas été lue",
    "implicit rules change its meaning": "des règles implicites (implicitRules) en changent le sens",
    "an extension changes its meaning": "une extension (modifierExtension) en change le sens",
    "it was not read": "non lu",
    "a resource inside another": "une ressource dans une autre",
    "send it on its own": "l’envoyer séparément",
    # An element of a wrong type
    "not an object": "pas un objet",
    "not a string": "pas une chaîne de caractères",
    "not a finite number": "pas un nombre fini",
    "not true or false": "ni vrai ni faux (true, false)",
    "send an object here (FHIR R4, JSON representation)": "envoyer ici un objet (FHIR R4, représentation JSON)",
    "send an array here (FHIR R4, JSON representation)": "envoyer ici un tableau (FHIR R4, représentation JSON)",
    "send a string here (FHIR R4, JSON representation)": (
        "envoyer ici une chaîne de caractères (FHIR R4, représentation JSON)"
    ),
    "send a finite number here (FHIR R4, JSON representation)": (
        "envoyer ici un nombre fini (FHIR R4, représentation JSON)"
    ),
    "send true or false here (FHIR R4, JSON representation)": (
        "envoyer ici true ou false (FHIR R4, représentation JSON)"
    ),
    # References, copies and versions
    "another entry has its fullUrl": "une autre entrée porte le même fullUrl",
    "references are not followed": "les références ne sont pas suivies",
    "sent more than once, the same each time": "envoyé plusieurs fois à l’identique",
    "read once": "lu une seule fois",
    "sent in several versions": "envoyé en plusieurs versions",
    "only the newest was read": "seule la plus récente a été lue",
    "different resources with one identity": "des ressources différentes sous une même identité",
    "send one, or meta.versionId in each; none was read": (
        "en envoyer une seule, ou meta.versionId dans chacune ; aucune n’a été lue"
    ),
    "one id for resources of several servers or people": (
        "un même identifiant pour des ressources de plusieurs serveurs ou de plusieurs personnes"
    ),
    "send each server's resources on their own, or with ids that differ; none was read": (
        "envoyer séparément les ressources de chaque serveur, ou avec des identifiants distincts ; aucune n’a été lue"
    ),
    "deleted at its source": "supprimé à la source",
    "it is no evidence": "sans valeur de preuve",
    # Whose it is
    "whose it is cannot be found": "le patient concerné est introuvable",
    "send a subject that leads to a Patient; no fact made": (
        "envoyer un subject qui mène à un Patient ; aucun fait retenu"
    ),
    "an opposition whose patient cannot be found": "une opposition dont le patient est introuvable",
    "send a patient that can be found, by reference or identifier; nobody was withheld": (
        "envoyer un patient que l’on puisse retrouver, par référence ou identifiant ; personne n’a été écarté"
    ),
    "about somebody or something else": "concerne une autre personne ou autre chose",
    "the specimen is not the patient's": "le prélèvement n’est pas celui du patient",
    "the specimen is not fit to be examined": "le prélèvement n’est pas exploitable",
    "the specimen is of a foetus": "le prélèvement provient d’un fœtus",
    "no fact made": "aucun fait retenu",
    # Codes
    "no code of a named system": "aucun code d’un système nommé",
    "send a coding with its system; not understood": "envoyer un codage avec son système ; non compris",
    "the code system {} is not known here": "le système de codage {} n’est pas connu ici",
    "it is kept as url|code; add a coding of a known system so that criteria can read it": (
        "conservé sous la forme url|code ; ajouter un codage d’un système connu pour que les critères puissent le lire"
    ),
}
