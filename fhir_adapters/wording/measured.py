"""Results of the laboratory: numbers, units, normal ranges, antibodies."""

from __future__ import annotations

from collections.abc import Mapping

MEASURED: Mapping[str, str] = {
    # Numbers and units
    "not <, <=, >= or >": "ni <, ni <=, ni >=, ni >",
    "correct it; the number was not read": "le corriger ; le nombre n’a pas été lu",
    "no unit that can be read as UCUM": "aucune unité lisible en UCUM",
    "send the UCUM code with its system": "envoyer le code UCUM avec son système",
    "a quantity without a number": "une quantité sans nombre",
    "no number": "aucun nombre",
    "a reason stands for the result": "un motif tient lieu de résultat",
    "neither a value nor a reason for its absence": "ni valeur ni motif de son absence",
    "read as done, without a number": "lu comme réalisé, sans valeur chiffrée",
    "send a quantity; kept without a number": "envoyer une quantité ; conservé sans valeur chiffrée",
    "an acuity in Snellen": "une acuité en Snellen",
    "send letters or logMAR; read as letters, approximately": (
        "envoyer des lettres ou le logMAR ; lue en lettres, de façon approchée"
    ),
    "no time of observation": "aucune date d’observation",
    "send effectiveDateTime; the date of issue is not the date of the sample": (
        "envoyer effectiveDateTime ; la date d’édition n’est pas celle du prélèvement"
    ),
    # Normal ranges
    "no range that is plainly this result's": "aucune valeur de référence qui soit clairement celle de ce résultat",
    "send the range of this patient's result without appliesTo; none was kept": (
        "envoyer sans appliesTo les valeurs de référence du résultat de ce patient ; aucune n’a été retenue"
    ),
    "several ranges told apart by text only": "plusieurs intervalles de référence distingués par un texte seulement",
    "send the one that holds for this result; none was kept": (
        "envoyer celui qui vaut pour ce résultat ; aucun n’a été retenu"
    ),
    "a range without numbers": "un intervalle de référence sans nombres",
    "send low and high as quantities": "envoyer low et high sous forme de quantités",
    "the range has another unit than its result": "l’intervalle de référence n’a pas l’unité du résultat",
    "send both in one; no range kept": "envoyer les deux dans la même unité ; aucun intervalle retenu",
    # How a result was had
    "a chart without a name": "une courbe sans nom",
    "send its name as a text": "envoyer son nom en texte",
    # Events, trials, sides
    "not a whole number of events": "pas un nombre entier d’évènements",
    "send valueInteger; no fact made": "envoyer valueInteger ; aucun fait retenu",
    "a count without its period": "un décompte sans sa période",
    "send effectivePeriod; no fact made": "envoyer effectivePeriod ; aucun fait retenu",
    "no event, or no period": "aucun évènement, ou aucune période",
    "no trial, or not one side": "aucun essai, ou pas un seul côté",
    "send both; no fact made": "envoyer les deux ; aucun fait retenu",
    "no number of a public register": "aucun numéro d’un registre public",
    "send its number in a public register as study.identifier; read as a trial that is not named": (
        "envoyer son numéro dans un registre public dans study.identifier ; lu comme un essai sans nom"
    ),
    # Antibodies
    "the result says positive and negative": "le résultat dit à la fois positif et négatif",
    "correct one of them; neither titre nor sign was kept": (
        "corriger l’un des deux ; ni titre ni positivité n’ont été retenus"
    ),
    "something beside the result is no sign": "une indication jointe au résultat n’est ni positive ni négative",
    "send positive or negative only; neither titre nor sign was kept": (
        "envoyer seulement positif ou négatif ; ni titre ni positivité n’ont été retenus"
    ),
    "one result of several antibodies": "un seul résultat pour plusieurs anticorps",
    "more than one value": "plusieurs valeurs",
    "a reason for an absent result beside a result": "un motif d’absence de résultat à côté d’un résultat",
    "the method is of other antibodies": "la méthode est celle d’autres anticorps",
    "send one antibody, its method and its result; neither titre nor sign was kept": (
        "envoyer un anticorps, sa méthode et son résultat ; ni titre ni positivité n’ont été retenus"
    ),
    "a method without a name": "une méthode sans nom",
    "send its text; read without a method": "envoyer son texte ; lu sans méthode",
    "no titre and no sign": "ni titre, ni positif ou négatif",
    "send 50 {titer}, 1:50 or negative": "envoyer 50 {titer}, 1:50 ou negative",
    "not a ratio 1 to n": "pas un rapport de 1 à n",
    "send the numerator 1 and the denominator n": "envoyer le numérateur 1 et le dénominateur n",
    "a quantity that is no titre": "une quantité qui n’est pas un titre",
    "send the reciprocal with {titer}": "envoyer l’inverse avec {titer}",
    "an assay that is not the sponsor's": "un dosage qui n’est pas celui du promoteur",
    "read as a local assay": "lu comme un dosage local",
    "no single titre as a range": "pas un titre unique comme intervalle de référence",
    "send high as 50 {titer}": "envoyer high sous la forme 50 {titer}",
}
