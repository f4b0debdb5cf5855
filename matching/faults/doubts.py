"""The warnings: answered, but perhaps not as the protocol means; and the notes: our reading, said aloud."""

from __future__ import annotations

from matching.faults.wording import Wording

WARNINGS: dict[str, Wording] = {
    "recall": Wording(
        "warning",
        "Written from memory: limit not stated until someone confirms it.",
        "Écrit de mémoire : limite non établie tant que personne ne l'a confirmée.",
        "Confirm it against the protocol, then remove `basis`.",
        "La confirmer d'après le protocole, puis retirer `basis`.",
    ),
    "limit_lost": Wording(
        "warning",
        "Its comparator was lost in the source: limit not stated until someone confirms it.",
        "Le comparateur a été perdu dans la source : limite non établie tant que personne ne l'a confirmée.",
        "Confirm it against the protocol, then remove `basis`.",
        "La confirmer d'après le protocole, puis retirer `basis`.",
    ),
    "transcript_missing": Wording(
        "warning",
        "The exons of {gene} are counted on no stated transcript.",
        "Les exons de {gene} sont comptés sans transcrit de référence.",
        "Name the transcript of the protocol.",
        "Nommer le transcrit du protocole.",
    ),
    "assay_unstated": Wording(
        "warning",
        "The antibody is asked without its {missing}: another assay may answer.",
        "L'anticorps est demandé sans sa {missing_fr} : un autre dosage peut répondre.",
        "Name class (nab or total) and method where the protocol does.",
        "Nommer la classe (nab ou total) et la méthode si le protocole les donne.",
    ),
}

NOTES: dict[str, Wording] = {
    "excerpt": Wording(
        "note",
        "The source is an excerpt: {encoded} criteria encoded of {total} in the protocol; never ready for screening.",
        "La source est un extrait : {encoded} critères encodés sur {total_fr} au protocole ; "
        "jamais prêt pour la sélection.",
        "Complete it from the protocol.",
        "Le compléter d'après le protocole.",
    ),
    "age_anchor": Wording(
        "note",
        "The age names no anchor: it is read at screening.",
        "L'âge n'a pas de date de référence : il est lu à la sélection.",
        "Add `at` where the protocol says when.",
        "Ajouter `at` si le protocole le précise.",
    ),
    "age_cap_both": Wording(
        "note",
        "The age names no anchor: it is read at screening, and the upper limit must hold at dosing too.",
        "L'âge n'a pas de date de référence : il est lu à la sélection, et la limite "
        "supérieure doit aussi valoir le jour de l'administration.",
        "Add `at` where the protocol says when.",
        "Ajouter `at` si le protocole le précise.",
    ),
    "age_cap_screening": Wording(
        "note",
        "The age names no anchor and the trial declares no dosing: the upper limit is read at screening only.",
        "L'âge n'a pas de date de référence et l'essai ne déclare pas de date "
        "d'administration : la limite supérieure n'est lue qu'à la sélection.",
        "Add `at`, or declare dosing under `anchors`.",
        "Ajouter `at` ou déclarer dosing sous `anchors`.",
    ),
    "window_default": Wording(
        "note",
        "No window is stated: results of the last {length} before screening count, by our default.",
        "Aucune fenêtre n'est précisée : les résultats des {length_fr} précédant la sélection comptent, par défaut.",
        "Add `within` where the protocol gives one.",
        "Ajouter `within` si le protocole en donne une.",
    ),
    "validity_default": Wording(
        "note",
        "No validity is stated: {what} holds for {length}, by our default.",
        "Aucune durée de validité n'est précisée : {what_fr} vaut {length_fr}, par défaut.",
        "Add `valid` where the protocol gives one.",
        "Ajouter `valid` si le protocole en donne une.",
    ),
}
