"""What a trial's check can say, in English and in French: one line per kind of fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from matching.trial import Language, Text

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found in a trial before it runs: which kind, where in the document, what, and what next."""

    kind: str
    severity: Severity
    where: str
    what: Text = field(hash=False)
    what_next: Text = field(hash=False)

    def text(self, language: Language) -> str:
        """The sentence a user reads."""
        return f"{self.where}: {self.what[language]} {self.what_next[language]}".strip()


@dataclass(frozen=True, slots=True)
class _Wording:
    severity: Severity
    en: str
    fr: str
    next_en: str = ""
    next_fr: str = ""


_LIMITS_EN = "State at least one of from, above, to and below."
_LIMITS_FR = "Indiquer au moins l'une des bornes from, above, to ou below."

KINDS: dict[str, _Wording] = {
    # --- errors: the criterion cannot mean what it says
    "empty_set": _Wording(
        "error",
        "`{field}` is an empty list: nothing can match.",
        "`{field}` est une liste vide : rien ne peut correspondre.",
        "Name at least one.",
        "En nommer au moins un.",
    ),
    "empty_join": _Wording(
        "error",
        "`{name}` joins nothing.",
        "`{name}` ne relie aucun critère.",
        "Add its criteria, or remove it.",
        "Ajouter ses critères ou le supprimer.",
    ),
    "n_out_of_range": _Wording(
        "error",
        "At least {n} of {count} asks for what cannot be, or for nothing.",
        "Au moins {n} sur {count} : demande impossible ou sans objet.",
        "Choose n from 1 to {count}.",
        "Choisir n entre 1 et {count}.",
    ),
    "low_above_high": _Wording(
        "error",
        "The lower limit lies above the upper one.",
        "La borne inférieure dépasse la borne supérieure.",
        "Check the protocol; they may be exchanged.",
        "Vérifier le protocole ; elles sont peut-être inversées.",
    ),
    "no_limit": _Wording(
        "error",
        "No limit: it asks nothing.",
        "Aucune limite : le critère ne demande rien.",
        _LIMITS_EN,
        _LIMITS_FR,
    ),
    "unknown_code": _Wording(
        "error",
        "{code} is in no loaded terminology.",
        "{code} ne figure dans aucune terminologie chargée.",
        "Correct it, or load the release that holds it.",
        "Le corriger ou charger la version qui le contient.",
    ),
    "unit_missing": _Wording(
        "error",
        "The limit `{field}` has no unit.",
        "La borne `{field}` n'a pas d'unité.",
        "Add a UCUM unit, xULN or xLLN.",
        "Ajouter une unité UCUM, xULN ou xLLN.",
    ),
    "unit_unreadable": _Wording(
        "error",
        "The unit of the limit `{field}` is not readable as UCUM: {unit}.",
        "L'unité de la borne `{field}` n'est pas lisible en UCUM : {unit}.",
        "Write a UCUM unit, xULN or xLLN.",
        "Écrire une unité UCUM, xULN ou xLLN.",
    ),
    "units_mixed": _Wording(
        "error",
        "The limits stand in different units: {units}.",
        "Les bornes sont dans des unités différentes : {units}.",
        "State all limits of one measurement in one unit.",
        "Exprimer toutes les bornes d'une mesure dans la même unité.",
    ),
    "anchor_undeclared": _Wording(
        "error",
        "It looks from {anchor}, which the trial does not declare.",
        "Le critère part de « {anchor} », que l'essai ne déclare pas.",
        "Add it under `anchors`: {{after: screening, days: [2, 30]}}.",
        "L'ajouter sous `anchors` : {{after: screening, days: [2, 30]}}.",
    ),
    "polarity": _Wording(
        "error",
        "This exclusion states the wanted fact; the evaluator negates it once more.",
        "Ce critère d'exclusion énonce le fait souhaité ; l'évaluateur le nie une fois de plus.",
        "Write the excluded fact, without not, no or absence of.",
        "Écrire le fait exclu, sans not, « pas de » ni « absence de ».",
    ),
    "number_twice": _Wording(
        "error",
        "The number {number} is given twice in this cohort.",
        "Le numéro {number} est donné deux fois dans cette cohorte.",
        "Give each criterion its own number.",
        "Donner à chaque critère son propre numéro.",
    ),
    "cohort_twice": _Wording(
        "error",
        "The cohort {name} is given twice.",
        "La cohorte {name} est donnée deux fois.",
        "Give each cohort its own name.",
        "Donner à chaque cohorte son propre nom.",
    ),
    "text_missing": _Wording(
        "error",
        "No text in: {languages}.",
        "Texte absent en : {languages}.",
        "Say it in English and in French.",
        "Le formuler en anglais et en français.",
    ),
    # --- warnings: answered, but perhaps not as the protocol means
    "recall": _Wording(
        "warning",
        "Written from memory: limit not stated until someone confirms it.",
        "Écrit de mémoire : limite non établie tant que personne ne l'a confirmée.",
        "Confirm it against the protocol, then remove `basis`.",
        "La confirmer d'après le protocole, puis retirer `basis`.",
    ),
    "limit_lost": _Wording(
        "warning",
        "Its comparator was lost in the source: limit not stated until someone confirms it.",
        "Le comparateur a été perdu dans la source : limite non établie tant que personne ne l'a confirmée.",
        "Confirm it against the protocol, then remove `basis`.",
        "La confirmer d'après le protocole, puis retirer `basis`.",
    ),
    "transcript_missing": _Wording(
        "warning",
        "The exons of {gene} are counted on no stated transcript.",
        "Les exons de {gene} sont comptés sans transcrit de référence.",
        "Name the transcript of the protocol.",
        "Nommer le transcrit du protocole.",
    ),
    "assay_unstated": _Wording(
        "warning",
        "The antibody is asked without its {missing}: another assay may answer.",
        "L'anticorps est demandé sans sa {missing_fr} : un autre dosage peut répondre.",
        "Name class (nab or total) and method where the protocol does.",
        "Nommer la classe (nab ou total) et la méthode si le protocole les donne.",
    ),
    # --- notes: our reading, said aloud
    "excerpt": _Wording(
        "note",
        "The source is an excerpt: {encoded} criteria encoded of {total} in the protocol; never ready for screening.",
        "La source est un extrait : {encoded} critères encodés sur {total_fr} au protocole ; "
        "jamais prêt pour la sélection.",
        "Complete it from the protocol.",
        "Le compléter d'après le protocole.",
    ),
    "age_anchor": _Wording(
        "note",
        "The age names no anchor: it is read at screening.",
        "L'âge n'a pas de date de référence : il est lu à la sélection.",
        "Add `at` where the protocol says when.",
        "Ajouter `at` si le protocole le précise.",
    ),
    "age_cap_both": _Wording(
        "note",
        "The age names no anchor: it is read at screening, and the upper limit must hold at dosing too.",
        "L'âge n'a pas de date de référence : il est lu à la sélection, et la limite "
        "supérieure doit aussi valoir le jour de l'administration.",
        "Add `at` where the protocol says when.",
        "Ajouter `at` si le protocole le précise.",
    ),
    "age_cap_screening": _Wording(
        "note",
        "The age names no anchor and the trial declares no dosing: the upper limit is read at screening only.",
        "L'âge n'a pas de date de référence et l'essai ne déclare pas de date "
        "d'administration : la limite supérieure n'est lue qu'à la sélection.",
        "Add `at`, or declare dosing under `anchors`.",
        "Ajouter `at` ou déclarer dosing sous `anchors`.",
    ),
    "window_default": _Wording(
        "note",
        "No window is stated: results of the last {length} before screening count, by our default.",
        "Aucune fenêtre n'est précisée : les résultats des {length_fr} précédant la sélection comptent, par défaut.",
        "Add `within` where the protocol gives one.",
        "Ajouter `within` si le protocole en donne une.",
    ),
    "validity_default": _Wording(
        "note",
        "No validity is stated: {what} holds for {length}, by our default.",
        "Aucune durée de validité n'est précisée : {what_fr} vaut {length_fr}, par défaut.",
        "Add `valid` where the protocol gives one.",
        "Ajouter `valid` si le protocole en donne une.",
    ),
}


def fault(kind: str, where: str, **said: object) -> Fault:
    """A fault of a kind at a path; ``said`` fills the gaps of its sentences."""
    wording = KINDS[kind]
    return Fault(
        kind=kind,
        severity=wording.severity,
        where=where,
        what={"en": wording.en.format(**said), "fr": wording.fr.format(**said)},
        what_next={"en": wording.next_en.format(**said), "fr": wording.next_fr.format(**said)},
    )
