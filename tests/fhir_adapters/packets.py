"""Phenopackets in few words, and what is read from them."""

from fhir_adapters.phenopackets import to_facts
from matching.days import day
from matching.facts import Facts

BORN = {"id": "s", "dateOfBirth": "2015-01-12T00:00:00Z"}
TODAY = day("2026-06-30")


def read(_as_of: int | None = None, **parts) -> Facts:
    return to_facts({"id": "p", "subject": {"id": "s"}} | parts, as_of=_as_of)[0]


def codes_of_problems(_as_of: int | None = None, **parts) -> set[str]:
    problems = to_facts({"id": "p", "subject": BORN} | parts, as_of=_as_of)[1]
    assert all("secret" not in str(problem).casefold() for problem in problems)
    return {problem.code for problem in problems}


def age(text: str) -> dict:
    return {"age": {"iso8601duration": text}}


def term(code: str) -> dict:
    return {"id": code, "label": "a name"}
