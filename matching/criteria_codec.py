"""Criteria to and from plain data: a mapping of one key, the name of a connective or of a leaf.

What is read back equals what was written: ``from_data(to_data(c)) == c``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from types import MappingProxyType
from typing import Literal, assert_never

from matching import criteria as ask
from matching.forms import LAYOUTS, Layout, read_record, write_record
from matching.refusals import malformed, read_each, unreadable
from matching.scalars import FORMS, Form, Plain, inside, known

CONNECTIVES: Mapping[str, type] = MappingProxyType(
    {
        "all": ask.All,
        "any": ask.AnyOf,
        "at_least": ask.AtLeast,
        "not": ask.Not,
        "unless": ask.Unless,
        "if": ask.IfThen,
        "per_side": ask.PerSide,
    }
)
LEAVES: Mapping[str, type[ask.Leaf]] = MappingProxyType(
    {
        "age": ask.Age,
        "sex": ask.Sex,
        "karyotype": ask.Karyotype,
        "country": ask.Country,
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
        "side_by": ask.SideBy,
        "chosen_side": ask.ChosenSide,
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
        case ask.Unless(one, exception):
            return {"unless": {"of": to_data(one), "exception": to_data(exception)}}
        case ask.IfThen(if_, then, else_):
            otherwise = {} if else_ == ask.All(()) else {"else": to_data(else_)}
            return {"if": {"holds": to_data(if_), "then": to_data(then), **otherwise}}
        case ask.PerSide():
            return {"per_side": {"of": to_data(criterion.criterion), **write_record(_how(criterion))}}
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
        case "unless":
            return ask.Unless(*_named_parts(body, where, depth, ("of", "exception")))
        case "if":
            return ask.IfThen(*_named_parts(body, where, depth, ("holds", "then"), ("else",)))
        case "per_side":
            return _per_side(body, where, depth)
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


def _named_parts(
    data: object, where: str, depth: int, keys: tuple[str, ...], may: tuple[str, ...] = ()
) -> list[ask.Criterion]:
    """The criteria below these keys, in their order."""
    found = known(data, where, (*keys, *may))
    for key in keys:
        if key not in found:
            raise malformed("part_missing", inside(where, key), key=key)
    given = [key for key in (*keys, *may) if key in found]
    return list(read_each((key, partial(read, found[key], inside(where, key), depth + 1)) for key in given).values())


@dataclass(frozen=True, slots=True)
class Sides:
    """How a criterion per side is read: which side counts, and by what."""

    which: Literal["any", "both", "worse", "better", "study"] = "any"
    by: tuple[str, ...] = ()
    higher_is_better: bool = True
    trial: str = ""


def _how(criterion: ask.PerSide) -> Sides:
    return Sides(criterion.which, criterion.by, criterion.higher_is_better, criterion.trial)


def _per_side(data: object, where: str, depth: int) -> ask.PerSide:
    if not isinstance(data, dict):
        raise unreadable(where, "a mapping")
    (of,) = _named_parts({key: body for key, body in data.items() if key == "of"}, where, depth, ("of",))
    how: Sides = read_record(Sides, {key: body for key, body in data.items() if key != "of"}, where)
    return ask.PerSide(of, how.which, how.by, how.higher_is_better, how.trial)


def branches(criterion: ask.Criterion, where: str = "") -> Iterator[tuple[str, ask.Criterion]]:
    """A criterion and everything below it in reading order, each with its path in the document."""
    if not isinstance(criterion, ask.Connective):
        yield inside(where, _NAME_OF[type(criterion)]), criterion
        return
    below = list(zip(_steps(criterion), ask.parts(criterion), strict=True))
    if isinstance(criterion, ask.IfThen) and criterion.else_ == ask.All(()):
        below.pop()  # nobody wrote it
    yield where, criterion
    for step, part in below:
        yield from branches(part, inside(where, step))


def _steps(criterion: ask.Connective) -> list[str]:
    """Where the parts of a connective stand in its document."""
    match criterion:
        case ask.All(parts):
            return [f"all[{index}]" for index in range(len(parts))]
        case ask.AnyOf(parts):
            return [f"any[{index}]" for index in range(len(parts))]
        case ask.AtLeast(_, parts):
            return [f"at_least.of[{index}]" for index in range(len(parts))]
        case ask.Not():
            return ["not"]
        case ask.Unless():
            return ["unless.of", "unless.exception"]
        case ask.IfThen():
            return ["if.holds", "if.then", "if.else"]
        case ask.PerSide():
            return ["per_side.of"]
        case _:
            assert_never(criterion)


# --- the questions that only a person answers ------------------------------------------------------------------------


def _questions(criterion: ask.Criterion, path: str) -> Iterator[str]:
    """The names of the answers of a criterion, in reading order: its path, numbered when there are several."""
    several = sum(isinstance(leaf, ask.PersonsAnswer) for leaf in ask.leaves(criterion)) > 1
    return (f"{path}/{number}" if several else path for number in count(1))


def _answers(criterion: ask.Criterion, change: Callable[[ask.PersonsAnswer], ask.PersonsAnswer]) -> ask.Criterion:
    if isinstance(criterion, ask.PersonsAnswer):
        return change(criterion)
    return ask.with_parts(criterion, tuple(_answers(part, change) for part in ask.parts(criterion)))


def named(criterion: ask.Criterion, path: str) -> ask.Criterion:
    """The criterion with each unnamed question named by its place."""
    names = _questions(criterion, path)

    def name(answer: ask.PersonsAnswer) -> ask.PersonsAnswer:
        expected = next(names)
        return answer if answer.question else replace(answer, question=expected)

    return _for_trial(_answers(criterion, name), path.partition("/")[0])


def _for_trial(criterion: ask.Criterion, trial: str) -> ask.Criterion:
    """With the trial named for which a side is chosen."""
    below = ask.with_parts(criterion, tuple(_for_trial(part, trial) for part in ask.parts(criterion)))
    if isinstance(below, ask.PerSide) and below.which == "study" and not below.trial:
        return replace(below, trial=trial)
    return below


def _for_no_trial(criterion: ask.Criterion, trial: str) -> ask.Criterion:
    below = ask.with_parts(criterion, tuple(_for_no_trial(part, trial) for part in ask.parts(criterion)))
    return replace(below, trial="") if isinstance(below, ask.PerSide) and below.trial == trial else below


def nameless(criterion: ask.Criterion, path: str) -> ask.Criterion:
    """The criterion without the names that `named` would give again."""
    names = _questions(criterion, path)

    def forget(answer: ask.PersonsAnswer) -> ask.PersonsAnswer:
        return replace(answer, question="") if answer.question == next(names) else answer

    return _for_no_trial(_answers(criterion, forget), path.partition("/")[0])


FORMS[ask.Criterion] = Form("a criterion", {"$ref": "#/$defs/criterion"}, from_data, to_data)
LAYOUTS[ask.PersonsAnswer] = Layout(absent={"question": ""})
