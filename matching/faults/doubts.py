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
        "Name {named}, where the protocol does.",
        "Nommer {named_fr}, si le protocole le fait.",
    ),
    "kind_unknown": Wording(
        "warning",
        "{given} is no kind of treatment that this version knows: the pages show it as it is.",
        "{given} n'est pas un type de traitement connu de cette version : les pages l'affichent tel quel.",
        "{near}Write one of {kinds}.",
        "{near_fr}Écrire l'un de {kinds}.",
    ),
    "capsid_unknown": Wording(
        "warning",
        "{capsid} is no capsid that this version knows: no antibody result may ever name it.",
        "{capsid} n'est pas une capside connue de cette version : aucun dosage d'anticorps ne la nommera peut-être.",
        "{near}Check its spelling; a new capsid must be spelt as the results spell it.",
        "{near_fr}Vérifier l'orthographe ; une capside nouvelle doit être écrite comme dans les résultats.",
    ),
    "antibody_other_capsid": Wording(
        "warning",
        "The antibody is asked against {capsid}, but the trial gives {given}: another serotype says nothing of it.",
        "L'anticorps demandé vise {capsid}, mais l'essai administre {given} : un autre sérotype ne renseigne pas.",
        "Check the capsid of both.",
        "Vérifier la capside de l'un et de l'autre.",
    ),
    "fewer_encoded": Wording(
        "warning",
        "{encoded} criteria are encoded of {total} in the protocol: somebody may pass whom a missing one excludes.",
        "Critères encodés : {encoded}, sur {total} au protocole ; un critère manquant exclurait peut-être un patient.",
        "Encode the missing ones, or call the source an excerpt.",
        "Encoder les critères manquants, ou déclarer la source comme extrait (excerpt).",
    ),
    "more_encoded": Wording(
        "warning",
        "{encoded} criteria are encoded, more than the {total} in the protocol.",
        "Critères encodés : {encoded}, davantage que les {total} du protocole.",
        "Correct `criteria_in_protocol`, or remove what the protocol does not say.",
        "Corriger `criteria_in_protocol`, ou retirer ce que le protocole ne dit pas.",
    ),
    "criterion_twice": Wording(
        "warning",
        "It asks the same as {number}.",
        "Il demande la même chose que {number}.",
        "Check the protocol: correct one of them, or remove it.",
        "Vérifier le protocole : corriger l'un des deux ou le retirer.",
    ),
    "polarity_limit": Wording(
        "warning",
        "This exclusion has an upper limit only: it excludes the low values and lets the high ones pass.",
        "Ce critère d'exclusion n'a qu'une borne supérieure : il exclut les valeurs basses et admet les hautes.",
        "If the protocol excludes the high values, write `above` or `from`.",
        "Si le protocole exclut les valeurs hautes, écrire `above` ou `from`.",
    ),
    "limit_impossible": Wording(
        "warning",
        "The limit `{field}` is {limit}, outside what is possible ({range}).",
        "La borne `{field}` vaut {limit}, hors du possible ({range_fr}).",
        "Check the number and its unit.",
        "Vérifier le nombre et son unité.",
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
    "own_disease_missing": Wording(
        "warning",
        "No inclusion asks for the trial's own disease: patients with any other stay open.",
        "Aucune inclusion ne demande la maladie de l'essai : les patients atteints d'une autre restent ouverts.",
        "Add a `diagnosis` with `own_disease: true` and its `genes`.",
        "Ajouter un `diagnosis` avec `own_disease: true` et ses `genes`.",
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
    "weight_both": Wording(
        "note",
        "No window is stated: a weight of the last {length} must hold at screening and at dosing, if declared.",
        "Aucune fenêtre n'est précisée : un poids des {length_fr} précédents compte, et doit valoir "
        "à la sélection et le jour de l'administration si elle est déclarée.",
        "Add `within` where the protocol gives one.",
        "Ajouter `within` si le protocole en donne une.",
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
    "transgene_unknown": Wording(
        "note",
        "No loaded release knows a gene in the transgene {transgene}.",
        "Aucune version chargée ne connaît de gène dans le transgène {transgene}.",
        "{near}Check its spelling.",
        "{near_fr}Vérifier l'orthographe.",
    ),
    "sentence_without_its_number": Wording(
        "note",
        "The sentence says {said}, the criterion asks {asked}.",
        "La phrase dit {said}, le critère demande {asked_fr}.",
        "Make them agree, in both languages.",
        "Les mettre d'accord, dans les deux langues.",
    ),
}
