"""French of what the door says: what is not stored, what is refused, and what would have betrayed somebody."""

from __future__ import annotations

from collections.abc import Mapping

DOOR: Mapping[str, str] = {
    # What is not stored
    "an element that is not stored": "un élément qui n’est pas conservé",
    "nothing to do: people, prose and local numbers stay outside": (
        "rien à faire : personnes, textes et numéros locaux restent au-dehors"
    ),
    "an element that R4 does not define here": "un élément que R4 ne définit pas ici",
    "correct its name; it was not stored": "corriger son nom ; il n’a pas été conservé",
    "an extension that is not stored": "une extension qui n’est pas conservée",
    "send what it says in an element of R4": "envoyer ce qu’elle dit dans un élément de R4",
    "a resource of a type that is not stored": "une ressource d’un type qui n’est pas conservé",
    "nothing to do": "rien à faire",
    "a resource of a type that is not stored, inside another": (
        "une ressource d’un type qui n’est pas conservé, à l’intérieur d’une autre"
    ),
    "send what it says as codes": "envoyer ce qu’elle dit sous forme de codes",
    "a result inside another resource, of a patient not found": (
        "un résultat à l’intérieur d’une autre ressource, d’un patient introuvable"
    ),
    "it was not stored": "il n’a pas été conservé",
    "a reference to nothing that is stored": "une référence qui ne mène à rien de conservé",
    "send what it leads to as well, if a criterion needs it": (
        "envoyer aussi ce à quoi elle mène, si un critère en a besoin"
    ),
    # What is refused
    "send a flatter resource; it was not stored": ("envoyer une ressource moins profonde ; elle n’a pas été conservée"),
    "a text with NUL or half a surrogate pair": "un texte contenant NUL ou une moitié de paire de substitution",
    "send valid Unicode without NUL; the resource was not stored": (
        "envoyer de l’Unicode valide sans NUL ; la ressource n’a pas été conservée"
    ),
    "a value of a kind that R4 does not define": "une valeur d’un genre que R4 ne définit pas",
    "send an R4 value; the resource was not stored": "envoyer une valeur de R4 ; la ressource n’a pas été conservée",
    "an object where a plain value belongs": "un objet là où une valeur simple est attendue",
    "send a plain value (FHIR R4, JSON representation); the resource was not stored": (
        "envoyer une valeur simple (FHIR R4, représentation JSON) ; la ressource n’a pas été conservée"
    ),
    # Identities
    "an INS whose length or key is wrong": "un INS dont la longueur ou la clé est fausse",
    "correct it; nobody is recognised by it": "le corriger ; personne n’est reconnu par lui",
    "several INS in use": "plusieurs INS en usage",
    "mark the others as old; nobody is recognised by them": (
        "marquer les autres comme anciens ; personne n’est reconnu par eux"
    ),
    "words of the patient's identity, or a social security number": (
        "des mots de l’identité du patient, ou un numéro de sécurité sociale"
    ),
    "take it out at its source; it was not stored": "le retirer à la source ; il n’a pas été conservé",
}
