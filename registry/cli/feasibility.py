"""The command ``feasibility``: how many patients a protocol finds, where it loses them, what a change would gain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from matching.days import Duration, day, iso
from matching.errors import MalformedCriterion
from matching.feasibility import LIMITS, Gain, Step, attrition, relaxations, stays, with_limit
from matching.polars_engine.verdicts import Screened
from matching.trial import Language, Trial
from registry.cli.calling import (
    AsOfOption,
    FromOption,
    JsonOption,
    LanguageOption,
    OrphanetOption,
    as_language,
    out,
    print_json,
    table,
    terminology_of,
    trials_named,
)
from registry.cli.questions import reading_of
from registry.errors import Refused
from registry.screening import Run
from registry.web.translations import both, text

_SWEEP = re.compile(r"(?P<number>[^.=]+)\.(?P<limit>from|above|to|below)=(?P<values>[^=]+)")
_MOST_GAINS = 8
SweepOption = Annotated[
    str | None,
    typer.Option("--sweep", help="Other limits for one criterion: `I1.below=90d,180d`, `E1.above=1:50,1:100`."),
]


def feasibility(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    as_of: AsOfOption,
    source: FromOption = None,
    sweep: SweepOption = None,
    language: LanguageOption = "fr",
    orphanet: OrphanetOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many patients a trial does not exclude, where it loses the others, and what relaxing it would gain."""
    lang, as_of_day = as_language(language), day(as_of)
    trials, terminology = trials_named(trial), terminology_of(orphanet)
    run = Run.over(reading_of(source, as_of_day, lang).facts, terminology, as_of_day)
    told = [_told(run, one, found, sweep) for one in trials for found in run.engine.run([one], as_of_day)]
    if as_json:
        print_json({"as_of": iso(as_of_day), "patients": len(run.by_patient), "cohorts": told})
        return
    for one in told:
        _print(one, len(run.by_patient), lang)


def _told(run: Run, trial: Trial, found: Screened, sweep: str | None) -> dict[str, Any]:
    """Everything about one cohort, as data; what is printed is read from it."""
    return {
        "trial": trial.id,
        "cohort": found.cohort,
        "not_excluded": next(stays([found])),
        "attrition": [asdict(step) for step in attrition(found)],
        "best_order": [asdict(step) for step in attrition(found, best=True)],
        "relaxations": [asdict(gain) for gain in relaxations(found)],
        "sweep": _swept(run, trial, found.cohort, sweep) if sweep else [],
    }


def _swept(run: Run, trial: Trial, cohort: str, sweep: str) -> list[dict[str, Any]]:
    """How many the cohort does not exclude with each of the limits; raises Refused for what cannot be read."""
    asked = _SWEEP.fullmatch(sweep.strip())
    if asked is None:
        raise Refused(both("no_sweep"))
    limit = next(name for name in LIMITS if name.rstrip("_") == asked["limit"])
    return [
        {"value": written.strip(), "not_excluded": _with(run, trial, cohort, asked["number"], limit, written.strip())}
        for written in asked["values"].split(",")
    ]


def _with(run: Run, trial: Trial, cohort: str, number: str, limit: str, written: str) -> int:
    try:
        changed = with_limit(trial, cohort, number, limit, _value(written))
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(both("no_such_limit")) from error
    found = [one for one in run.engine.run([changed], run.as_of) if one.cohort == cohort]
    return next(stays(found))


def _value(written: str) -> float | Duration:
    """``180d`` and ``7 y`` are times, ``1:50`` is a titre, the rest are numbers."""
    try:
        return Duration.parse(written)
    except MalformedCriterion:
        return float(written.removeprefix("1:"))


def _print(one: dict[str, Any], everybody: int, language: Language) -> None:
    out.print(Text(f"{one['trial']} · {one['cohort']}", style="bold"))
    out.print(text("not_excluded_of", language).format(one["not_excluded"], everybody))
    for kind in ("attrition", "best_order"):
        out.print(Text(text(f"feasibility_{kind}", language), style="dim"))
        out.print(_steps([Step(**step) for step in one[kind]], language))
    gains = [Gain(**gain) for gain in one["relaxations"][:_MOST_GAINS]]
    if gains:
        out.print(Text(text("feasibility_gains", language), style="dim"))
        out.print(Text(", ".join(f"{' + '.join(gain.numbers)} +{gain.patients}" for gain in gains)))
    if one["sweep"]:
        out.print(Text(text("feasibility_sweep", language), style="dim"))
        out.print(Text(", ".join(f"{each['value']} → {each['not_excluded']}" for each in one["sweep"])))
    out.print()


def _steps(steps: Iterable[Step], language: Language) -> Table:
    columns = tuple(text(name, language) for name in ("step_criterion", "step_lost", "step_left", "step_open"))
    return table(columns, ((one.number, str(one.lost), str(one.left), str(one.open)) for one in steps))
