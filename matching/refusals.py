"""Why a document is refused, in English and in French: one line per kind, and the names of what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from matching.errors import MalformedCriterion

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong and what next, in both languages; names in braces are filled by what was found."""

    en: str
    fr: str
    next_en: str
    next_fr: str


REFUSALS: Mapping[str, Refusal] = MappingProxyType({
    "unreadable": Refusal("cannot be read", "illisible", "write {wanted}", "écrire {wanted_fr}"),
    "missing": Refusal("missing", "absent", "add `{add}`", "ajouter `{add}`"),
    "unknown_key": Refusal(
        "unknown key `{key}`", "clé inconnue `{key}`", "known here: {keys}", "clés possibles : {keys}"
    ),
    "unknown_key_near": Refusal(
        "unknown key `{key}`", "clé inconnue `{key}`", "did you mean `{near}`?", "vouliez-vous dire `{near}` ?"
    ),
    "no_choice": Refusal("no such choice", "choix inexistant", "write one of {choices}", "écrire l'un de : {choices}"),
    "no_choice_near": Refusal(
        "no such choice", "choix inexistant", "did you mean `{near}`?", "vouliez-vous dire `{near}` ?"
    ),
    "no_text": Refusal(
        "no text", "aucun texte",
        "say it in English (en) and in French (fr)", "le dire en anglais (en) et en français (fr)",
    ),
    "says_missing": Refusal(
        "missing", "absent",
        "say the criterion in English (en) and in French (fr)",
        "énoncer le critère en anglais (en) et en français (fr)",
    ),
    "version_missing": Refusal(
        "missing", "absent", "write {{date: 2024-03-09}}, or null", "écrire {{date: 2024-03-09}}, ou null"
    ),
    "format_newer": Refusal(
        "{version} is newer than this program", "{version} est plus récent que ce programme",
        "this version of genother reads up to {current}: update it",
        "cette version de genother lit jusqu'à {current} : la mettre à jour",
    ),
    "format_unknown": Refusal(
        "{version} is not known", "{version} n'est pas connu", "write `format: {current}`", "écrire `format: {current}`"
    ),
    "given_twice": Refusal(
        "given twice", "donné deux fois",
        "give each its own number or name", "donner à chacun son propre numéro ou nom",
    ),
    "no_question": Refusal(
        "an answer without its question", "une réponse sans sa question",
        "add `question`, as trial/cohort/number", "ajouter `question`, sous la forme essai/cohorte/numéro",
    ),
    "several_criteria": Refusal(
        "{count} criteria in one mapping", "{count} critères dans un même bloc",
        "write one, or join several with all or any", "en écrire un seul, ou les relier par all ou any",
    ),
    "no_criterion": Refusal(
        "no criterion", "aucun critère",
        "write one, or join several with all or any", "en écrire un, ou en relier plusieurs par all ou any",
    ),
    "nested_deep": Refusal(
        "nested more than {deepest} deep", "plus de {deepest} niveaux d'imbrication",
        "split it into numbered criteria", "le diviser en critères numérotés",
    ),
    "part_missing": Refusal("missing", "absent", "add `{key}`, a criterion", "ajouter `{key}`, un critère"),
    "at_least_missing": Refusal(
        "missing", "absent", "write {{n: 2, of: [...]}}", "écrire {{n: 2, of: [...]}}"
    ),
    "not_a_duration": Refusal(
        "not a duration", "ce n'est pas une durée",
        "write a count and d, wk, mo or y, such as 180 d", "écrire un nombre et d, wk, mo ou y, par exemple 180 d",
    ),
})  # fmt: skip

# What a document should hold instead, as `Form.says` names it.
WANTED_FR: Mapping[str, str] = MappingProxyType({
    "a mapping": "un bloc de clés et de valeurs",
    "a mapping from a cohort's name to its criteria": "un bloc qui donne, par nom de cohorte, ses critères",
    "a mapping from a number to a criterion": "un bloc qui donne, par numéro, un critère",
    "a list of criteria": "une liste de critères",
    "a list of 2": "une liste de 2",
    "true or false": "true ou false",
    "a whole number": "un nombre entier",
    "a whole number, zero or more": "un nombre entier, positif ou nul",
    "a text": "un texte",
    "a date such as 2024-03-09": "une date telle que 2024-03-09",
    "a duration such as `180 d`, `26 wk`, `6 mo` or `7 y`": "une durée telle que `180 d`, `26 wk`, `6 mo` ou `7 y`",
    "a number and its unit such as `3 xULN`, `300 /uL` or `28 {score}`": (
        "un nombre et son unité, tels que `3 xULN`, `300 /uL` ou `28 {score}`"
    ),
    "a titre such as `1:50`": "un titre tel que `1:50`",
    "a window ahead such as {after: dosing, days: 60} (or weeks, months, years)": (
        "une fenêtre à venir telle que {after: dosing, days: 60} (ou weeks, months, years)"
    ),
    "a window such as {before: dosing, days: 30} (or weeks, months, years)":
        "une fenêtre telle que {before: dosing, days: 30} (ou weeks, months, years)",
})  # fmt: skip


def malformed(kind: str, where: str, **said: object) -> MalformedCriterion:
    """The error of a kind at a path; ``said`` fills the gaps of its sentences."""
    return refused(REFUSALS[kind], where, **said)


def refused(refusal: Refusal, where: str, **said: object) -> MalformedCriterion:
    """The error that a refusal words, at a path."""
    french = (refusal.fr.format(**said), refusal.next_fr.format(**said))
    return MalformedCriterion(where, refusal.en.format(**said), refusal.next_en.format(**said), french)


def unreadable(where: str, wanted: str) -> MalformedCriterion:
    """The error for a value of another kind; it does not repeat the value."""
    return malformed("unreadable", where, wanted=wanted, wanted_fr=WANTED_FR.get(wanted, wanted))


def read_each(readers: Iterable[tuple[Key, Callable[[], Value]]]) -> dict[Key, Value]:
    """What each reader reads, by its key; raises one MalformedCriterion that tells the errors of all."""
    found: dict[Key, Value] = {}
    errors: list[MalformedCriterion] = []
    for key, read in readers:
        try:
            found[key] = read()
        except MalformedCriterion as error:
            errors.append(error)
    if errors:
        raise MalformedCriterion.together(errors)
    return found
