"""The commands ``match``, ``why`` and ``facts``: asked of the registry, or of files with ``--from``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from fhir_adapters.problems import SEVERITIES, Problem
from matching.days import day, iso
from matching.explain.words import date as date_in
from matching.facts import TABLE_OF, Facts
from matching.trial import Language
from registry.cli import calling
from registry.cli.calling import (
    AsOfOption,
    FromOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    OrphanetOption,
    as_language,
    err,
    out,
    print_json,
    progress,
    table,
    terminology_of,
    trials_named,
)  # fmt: skip
from registry.intake import Reading
from registry.web.translations import text

_REFUSED_SHOWN = 10


def match(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    as_of: AsOfOption,
    source: FromOption = None,
    language: LanguageOption = "fr",
    limit: LimitOption = 20,
    orphanet: OrphanetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which patients for this trial: counts by verdict, and the candidates in the order to call them."""
    from registry.screening import Run, screen, tables

    lang = as_language(language)
    trials, terminology, day_asked = trials_named(trial), terminology_of(orphanet), day(as_of)
    reading = reading_of(source, day_asked, lang)
    with progress(text("matching", lang)):
        run = Run.over(reading.facts, terminology, day_asked)
        found = list(screen(run, trials))
    if as_json:
        print_json(
            {
                "as_of": iso(day_asked),
                "terminologies": terminology.release,
                "documents": reading.documents,
                "refused": [problem.record for problem in reading.refused],
                "patients": len(run.by_patient),
                "withheld": run.withheld,
                "cohorts": [tables.summary(one, lang, terminology) for one in found],
            }
        )
    else:
        names = tables.beginnings(sorted(run.by_patient))
        out.print(text("run_on", lang).format(date_in(day_asked, lang)) + " · " + _summary(reading, lang))
        for one in found:
            out.print(tables.overview(one, lang, terminology, names, limit=limit))
        out.print(text("legend", lang), style="dim")
        if run.withheld:
            out.print(text("withheld", lang).format(run.withheld), style="dim")
    _say_refused(reading, lang)


def why(
    patient: Annotated[str, typer.Argument(help="A patient's id, or its beginning.")],
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    as_of: AsOfOption,
    source: FromOption = None,
    language: LanguageOption = "fr",
    orphanet: OrphanetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why this patient is, is not, or may yet be a candidate: criterion by criterion, with the evidence."""
    from registry.screening import judgements, one_patient, openings, tables

    lang = as_language(language)
    trials, terminology = trials_named(trial), terminology_of(orphanet)
    reading = reading_of(source, day(as_of), lang, patient)
    named, theirs = one_patient(reading.facts, patient.replace("-", "") if source is None else patient, day(as_of))
    found = judgements(theirs, named, trials, terminology, day(as_of))
    doors = openings(theirs, found, {one.id: one for one in trials}, terminology, day(as_of))
    if as_json:
        print_json([tables.data(one, lang, terminology, doors[one.trial, one.cohort]) for one in found])
    else:
        for one in found:
            out.print(tables.explanation(one, lang, terminology, doors[one.trial, one.cohort]))
    _say_refused(reading, lang)


def facts(
    path: Annotated[Path, typer.Argument()], language: LanguageOption = "fr", as_json: JsonOption = False
) -> None:
    """What is read from a folder or file: facts per kind, and every problem with where and what next."""
    lang = as_language(language)
    reading = reading_of(path, day(calling.today()), lang)
    counts = {name: len(getattr(reading.facts, name)) for name in TABLE_OF.values()}
    if as_json:
        print_json({"documents": reading.documents, "facts": counts, "problems": [asdict(p) for p in reading.problems]})
    else:
        out.print(_summary(reading, lang))
        rows = ((text(f"facts_{name}", lang), str(count)) for name, count in counts.items() if count)
        out.print(table((text("table", lang), text("rows", lang)), rows))
        out.print(_problems(reading, lang))
    _say_refused(reading, lang)


def reading_of(source: Path | None, as_of: int, language: Language, beginning: str = "") -> Reading:
    """What is read from files, or the facts that the registry holds."""
    from registry.intake import read

    with progress(text("reading", language)) as tell:
        return read(source, as_of, tell) if source else Reading(_of_the_registry(as_of, beginning.replace("-", "")))


def _of_the_registry(as_of: int, beginning: str) -> Facts:
    """The facts of everybody who may appear, or of the one whose id begins so."""
    from registry.access import OPERATOR
    from registry.cli.opening import opened
    from registry.patients.repository import facts_readable, roots_beginning

    with opened() as register, register.reading() as session:
        if not beginning:
            return facts_readable(session, OPERATOR, as_of)
        roots = roots_beginning(session, OPERATOR, as_of, beginning)
        return facts_readable(session, OPERATOR, as_of, roots[0]) if len(roots) == 1 else Facts()


def _say_refused(reading: Reading, language: Language) -> None:
    """Name what could not be read on the error stream, and end with exit code 1: its patients are missing above."""
    if not reading.refused:
        return
    for problem in reading.refused[:_REFUSED_SHOWN]:
        err.print(f"{text('refused', language)} {problem.sentence(language)}", style="red", markup=False)
    more = len(reading.refused) - _REFUSED_SHOWN
    if more > 0:
        err.print(text("more_refused", language).format(more), style="red")
    raise typer.Exit(1)


def _problems(reading: Reading, language: Language) -> Table:
    """Problems that say the same as one line, the gravest first: how often, and where the first one is."""
    same: dict[tuple[str, ...], list[Problem]] = {}
    for problem in reading.problems:
        same.setdefault((problem.severity, problem.code, problem.what, problem.what_next), []).append(problem)
    lines = [(group[0], sum(problem.count for problem in group)) for group in same.values()]
    lines.sort(key=lambda line: (SEVERITIES.index(line[0].severity), -line[1], line[0].code, line[0].what))
    columns = tuple(text(name, language) for name in ("count", "severity", "what", "what_next", "first_at"))
    return table(
        columns,
        ((str(n), text(one.severity, language), *one.text(language), one.record) for one, n in lines),
    )


def _summary(reading: Reading, language: Language) -> str:
    return text("summary", language).format(
        facts=len(reading.facts),
        patients=len({person.patient for person in reading.facts.people}),
        documents=reading.documents,
        problems=len(reading.problems),
    )
