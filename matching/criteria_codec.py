"""Criteria to and from plain data: a mapping of one key, the name of a connective or of a leaf.

What is read back equals what was written: ``from_data(to_data(c)) == c``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from types import MappingProxyType

from matching import criteria as ask
from matching.forms import LAYOUTS, Layout, read_record, write_record
from matching.refusals import malformed, read_each, unreadable
from matching.scalars import FORMS, Form, Plain, inside, known

CONNECTIVES: Mapping[str, type] = MappingProxyType(
    {"all": ask.All, "any": ask.AnyOf, "at_least": ask.AtLeast, "not": ask.Not}
)
LEAVES: Mapping[str, type[ask.Leaf]] = MappingProxyType(
    {
        "age": ask.Age,
        "sex": ask.Sex,
        "karyotype": ask.Karyotype,
        "diagnosis": ask.Diagnosis,
        "phenotype": ask.Phenotype,
        "onset": ask.Onset,
        "family_history": ask.FamilyHistory,
        "events": ask.Events,
        "given_quantity": ask.GivenQuantity,
        "biallelic": ask.Biallelic,
        "hemizygous": ask.Hemizygous,
        "variant": ask.VariantFound,
        "copy_number": ask.CopyNumber,
        "exons": ask.Exons,
        "repeat_count": ask.RepeatCount,
        "heteroplasmy": ask.Heteroplasmy,
        "exon_skip": ask.ExonSkip,
        "studied_negative": ask.StudiedNegative,
        "antibody": ask.Antibody,
        "measurement": ask.Measurement,
        "repeated": ask.Repeated,
        "change": ask.Change,
        "result": ask.Result,
        "infection": ask.Infection,
        "medication": ask.Medication,
        "exposure_days": ask.ExposureDays,
        "procedure": ask.Procedure,
        "vaccination": ask.Vaccination,
        "gene_therapy": ask.GeneTherapy,
        "in_trial": ask.InTrial,
        "answer": ask.PersonsAnswer,
    }
)
NAMES: tuple[str, ...] = (*CONNECTIVES, *LEAVES)
_NAME_OF = {leaf: name for name, leaf in LEAVES.items()}
DEEPEST = 32


# --- criteria --------------------------------------------------------------------------------------------------------


def to_data(criterion: ask.Criterion) -> dict[str, Plain]:
    """A criterion as plain data."""
    match criterion:
        case ask.All(parts):
            return {"all": [to_data(part) for part in parts]}
        case ask.AnyOf(parts):
            return {"any": [to_data(part) for part in parts]}
        case ask.AtLeast(n, parts):
            return {"at_least": {"n": n, "of": [to_data(part) for part in parts]}}
        case ask.Not(part):
            return {"not": to_data(part)}
        case _:
            return {_NAME_OF[type(criterion)]: dict(write_record(criterion))}


def from_data(data: object, where: str = "") -> ask.Criterion:
    """The criterion of plain data; raises MalformedCriterion, which says where, what and what next."""
    criterion = read(data, where)
    if any(isinstance(leaf, ask.PersonsAnswer) and not leaf.question for leaf in ask.leaves(criterion)):
        raise malformed("no_question", where)
    return criterion


def read(data: object, where: str, depth: int = 0) -> ask.Criterion:
    """Like `from_data`, but a question may still be without its name."""
    found = known(data, where, NAMES)
    if len(found) != 1:
        raise malformed("several_criteria" if found else "no_criterion", where, count=len(found))
    if depth > DEEPEST:
        raise malformed("nested_deep", where, deepest=DEEPEST)
    ((name, body),) = found.items()
    where = inside(where, name)
    match name:
        case "all":
            return ask.All(_parts(body, where, depth))
        case "any":
            return ask.AnyOf(_parts(body, where, depth))
        case "at_least":
            return _at_least(body, where, depth)
        case "not":
            return ask.Not(read(body, where, depth + 1))
        case _:
            leaf: ask.Leaf = read_record(LEAVES[name], body, where)
            return leaf


def _parts(data: object, where: str, depth: int) -> tuple[ask.Criterion, ...]:
    if not isinstance(data, list):
        raise unreadable(where, "a list of criteria")
    parts = read_each((index, partial(read, part, f"{where}[{index}]", depth + 1)) for index, part in enumerate(data))
    return tuple(parts.values())


def _at_least(data: object, where: str, depth: int) -> ask.AtLeast:
    found = known(data, where, ("n", "of"))
    for key in ("n", "of"):
        if key not in found:
            raise malformed("at_least_missing", inside(where, key))
    n: int = FORMS[int].read(found["n"], inside(where, "n"))
    return ask.AtLeast(n, _parts(found["of"], inside(where, "of"), depth))


def branches(criterion: ask.Criterion, where: str = "") -> Iterator[tuple[str, ask.Criterion]]:
    """A criterion and everything below it in reading order, each with its path in the document."""
    match criterion:
        case ask.All(parts):
            below = [(f"all[{index}]", part) for index, part in enumerate(parts)]
        case ask.AnyOf(parts):
            below = [(f"any[{index}]", part) for index, part in enumerate(parts)]
        case ask.AtLeast(_, parts):
            below = [(f"at_least.of[{index}]", part) for index, part in enumerate(parts)]
        case ask.Not(part):
            below = [("not", part)]
        case _:
            yield inside(where, _NAME_OF[type(criterion)]), criterion
            return
    yield where, criterion
    for step, part in below:
        yield from branches(part, inside(where, step))


# --- the questions that only a person answers ------------------------------------------------------------------------


def _questions(criterion: ask.Criterion, path: str) -> Iterator[str]:
    """The names of the answers of a criterion, in reading order: its path, numbered when there are several."""
    several = sum(isinstance(leaf, ask.PersonsAnswer) for leaf in ask.leaves(criterion)) > 1
    return (f"{path}/{number}" if several else path for number in count(1))


def _answers(criterion: ask.Criterion, change: Callable[[ask.PersonsAnswer], ask.PersonsAnswer]) -> ask.Criterion:
    match criterion:
        case ask.All(parts):
            return ask.All(tuple(_answers(part, change) for part in parts))
        case ask.AnyOf(parts):
            return ask.AnyOf(tuple(_answers(part, change) for part in parts))
        case ask.AtLeast(n, parts):
            return ask.AtLeast(n, tuple(_answers(part, change) for part in parts))
        case ask.Not(part):
            return ask.Not(_answers(part, change))
        case ask.PersonsAnswer():
            return change(criterion)
        case _:
            return criterion


def named(criterion: ask.Criterion, path: str) -> ask.Criterion:
    """The criterion with each unnamed question named by its place."""
    names = _questions(criterion, path)

    def name(answer: ask.PersonsAnswer) -> ask.PersonsAnswer:
        expected = next(names)
        return answer if answer.question else replace(answer, question=expected)

    return _answers(criterion, name)


def nameless(criterion: ask.Criterion, path: str) -> ask.Criterion:
    """The criterion without the names that `named` would give again."""
    names = _questions(criterion, path)

    def forget(answer: ask.PersonsAnswer) -> ask.PersonsAnswer:
        return replace(answer, question="") if answer.question == next(names) else answer

    return _answers(criterion, forget)


FORMS[ask.Criterion] = Form("a criterion", {"$ref": "#/$defs/criterion"}, from_data, to_data)
LAYOUTS[ask.PersonsAnswer] = Layout(absent={"question": ""})
