"""The errors: the criterion cannot mean what it says."""

from __future__ import annotations

from matching.faults.wording import Wording

_LIMITS_EN = "State at least one of from, above, to and below."
_LIMITS_FR = "Indiquer au moins l'une des bornes from, above, to ou below."

ERRORS: dict[str, Wording] = {
    "empty_set": Wording(
        "error",
        "`{field}` is an empty list: nothing can match.",
        "`{field}` est une liste vide : rien ne peut correspondre.",
        "Name at least one.",
        "En nommer au moins un.",
    ),
    "empty_join": Wording(
        "error",
        "`{name}` joins nothing.",
        "`{name}` ne relie aucun critère.",
        "Add its criteria, or remove it.",
        "Ajouter ses critères ou le supprimer.",
    ),
    "n_out_of_range": Wording(
        "error",
        "At least {n} of {count} asks for what cannot be, or for nothing.",
        "Au moins {n} sur {count} : demande impossible ou sans objet.",
        "Choose n from 1 to {count}.",
        "Choisir n entre 1 et {count}.",
    ),
    "low_above_high": Wording(
        "error",
        "The lower limit lies above the upper one.",
        "La borne inférieure dépasse la borne supérieure.",
        "Check the protocol; they may be exchanged.",
        "Vérifier le protocole ; elles sont peut-être inversées.",
    ),
    "repeated_once": Wording(
        "error",
        "Repeated fewer than twice: it asks no repetition.",
        "Répété moins de deux fois : aucune répétition n’est demandée.",
        "Give `n` as 2 or more, or ask a `measurement`.",
        "Donner `n` égal à 2 ou plus, ou demander une mesure (`measurement`).",
    ),
    "no_time": Wording(
        "error",
        "`asks: {asks}` without a time: it asks nothing.",
        "`asks: {asks}` sans durée : le critère ne demande rien.",
        "Add `for`, such as `for: 3 mo` (a washout may also give `half_lives`).",
        "Ajouter `for`, par exemple `for: 3 mo` (une fenêtre d’arrêt peut aussi donner `half_lives`).",
    ),
    "dose_unread": Wording(
        "error",
        "A dose is not read where `asks` is {asks}.",
        "Une dose n’est pas lue lorsque `asks` vaut {asks}.",
        "Ask `current`, `continuous` or `stable`, or drop the dose.",
        "Demander `current`, `continuous` ou `stable`, ou retirer la dose.",
    ),
    "half_lives_unread": Wording(
        "error",
        "Half-lives are read by a washout only, not where `asks` is {asks}.",
        "Les demi-vies ne sont lues que par `washed_out`, et non lorsque `asks` vaut {asks}.",
        "Ask `washed_out`, or drop `half_lives`.",
        "Demander `washed_out`, ou retirer `half_lives`.",
    ),
    "per_weight_unread": Wording(
        "error",
        "`per_weight` is read by a stable dose only, not where `asks` is {asks}.",
        "`per_weight` n’est lu que par une dose stable, et non lorsque `asks` vaut {asks}.",
        "Ask `stable`, or drop `per_weight`.",
        "Demander `stable`, ou retirer `per_weight`.",
    ),
    "own_trial": Wording(
        "warning",
        "It asks whether the patient is in this very trial.",
        "Le critère demande si le patient participe à ce même essai.",
        "Name the other trial, such as the lead-in study.",
        "Nommer l’autre essai, par exemple l’étude préparatoire.",
    ),
    "no_limit": Wording(
        "error",
        "No limit: it asks nothing.",
        "Aucune limite : le critère ne demande rien.",
        _LIMITS_EN,
        _LIMITS_FR,
    ),
    "unknown_code": Wording(
        "error",
        "{code} is in no loaded terminology.",
        "{code} ne figure dans aucune terminologie chargée.",
        "Correct it, or load the release that holds it.",
        "Le corriger ou charger la version qui le contient.",
    ),
    "unit_missing": Wording(
        "error",
        "The limit `{field}` has no unit.",
        "La borne `{field}` n'a pas d'unité.",
        "Add a UCUM unit, xULN or xLLN.",
        "Ajouter une unité UCUM, xULN ou xLLN.",
    ),
    "unit_unreadable": Wording(
        "error",
        "The unit of the limit `{field}` is not readable as UCUM: {unit}.",
        "L'unité de la borne `{field}` n'est pas lisible en UCUM : {unit}.",
        "Write a UCUM unit, xULN or xLLN.",
        "Écrire une unité UCUM, xULN ou xLLN.",
    ),
    "units_mixed": Wording(
        "error",
        "The limits stand in different units: {units}.",
        "Les bornes sont dans des unités différentes : {units}.",
        "State all limits of one measurement in one unit.",
        "Exprimer toutes les bornes d'une mesure dans la même unité.",
    ),
    "anchor_undeclared": Wording(
        "error",
        "It looks from {anchor}, which the trial does not declare.",
        "Le critère part de « {anchor} », que l'essai ne déclare pas.",
        "Add it under `anchors`: {{after: screening, days: [2, 30]}}.",
        "L'ajouter sous `anchors` : {{after: screening, days: [2, 30]}}.",
    ),
    "polarity": Wording(
        "error",
        "This exclusion states the wanted fact; the evaluator negates it once more.",
        "Ce critère d'exclusion énonce le fait souhaité ; l'évaluateur le nie une fois de plus.",
        "Write the excluded fact, without not, no or absence of.",
        "Écrire le fait exclu, sans not, « pas de » ni « absence de ».",
    ),
    "number_twice": Wording(
        "error",
        "The number {number} is given twice in this cohort.",
        "Le numéro {number} est donné deux fois dans cette cohorte.",
        "Give each criterion its own number.",
        "Donner à chaque critère son propre numéro.",
    ),
    "cohort_twice": Wording(
        "error",
        "The cohort {name} is given twice.",
        "La cohorte {name} est donnée deux fois.",
        "Give each cohort its own name.",
        "Donner à chaque cohorte son propre nom.",
    ),
    "text_missing": Wording(
        "error",
        "No text in: {languages}.",
        "Texte absent en : {languages}.",
        "Say it in English and in French.",
        "Le formuler en anglais et en français.",
    ),
    "limits_doubled": Wording(
        "error",
        "`{one}` and `{other}` both bound the same side, and only the stricter one would hold.",
        "`{one}` et `{other}` bornent le même côté ; seule la plus stricte s'appliquerait.",
        "Keep the one that the protocol states.",
        "Garder celle que le protocole énonce.",
    ),
    "unit_wrong_kind": Wording(
        "error",
        "The unit of the limit `{field}`, {unit}, cannot be compared with {usual}, the unit in which {code} is sent: "
        "every result would be unknown.",
        "L'unité de la borne `{field}`, {unit}, n'est pas comparable à {usual}, l'unité des résultats de {code} : "
        "toute réponse serait inconnue.",
        "State the limit in a unit of the same kind as {usual}, in xULN or in xLLN.",
        "Exprimer la borne dans une unité de même nature que {usual}, en xULN ou en xLLN.",
    ),
    "gene_unknown": Wording(
        "error",
        "No loaded release knows the gene {gene}: no finding would ever match it.",
        "Aucune version chargée ne connaît le gène {gene} : aucun résultat n'y correspondrait.",
        "{near}Write its HGNC symbol, or load the release that holds it.",
        "{near_fr}Écrire son symbole HGNC, ou charger la version qui le contient.",
    ),
    "anchor_days_reversed": Wording(
        "error",
        "The first day, {first}, lies after the last one, {last}.",
        "Le premier jour, {first}, est postérieur au dernier, {last}.",
        "Write the earlier day first: [{last}, {first}].",
        "Écrire d'abord le jour le plus précoce : [{last}, {first}].",
    ),
    "anchor_circle": Wording(
        "error",
        "The anchors lie in a circle: {circle}. None of them has a date.",
        "Les dates de référence tournent en rond : {circle}. Aucune n'a de date.",
        "Let one of them follow screening.",
        "Faire partir l'une d'elles de screening.",
    ),
    "screening_redefined": Wording(
        "error",
        "Screening is the day of the run; it cannot follow another anchor.",
        "La sélection (screening) est le jour de l'évaluation ; elle ne peut pas suivre une autre date.",
        "Remove it from `anchors`, and let the others follow it.",
        "La retirer de `anchors` et faire partir les autres dates de celle-ci.",
    ),
    "contradiction": Wording(
        "error",
        "The same criterion includes as {number}: whoever meets one fails the other.",
        "Le même critère inclut sous {number} : qui satisfait l'un échoue à l'autre.",
        "Check the protocol: remove one of them, or correct its limit.",
        "Vérifier le protocole : retirer l'un des deux ou corriger sa limite.",
    ),
}
