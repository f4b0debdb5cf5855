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
}
