"""The command ``genother``: every command reads its arguments, calls a service and prints.

Exit codes: 0 done · 1 done, with faults or refused documents to look at · 2 the call or its input is wrong ·
3 the trial, patient or path is not there.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, cast

import orjson
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from fhir_adapters.problems import SEVERITIES, Problem
from matching.days import day, iso
from matching.errors import GenotherError
from matching.explain.words import date as date_in
from matching.facts import TABLE_OF
from matching.terminology import Terminology
from matching.trial import LANGUAGES, Language, Trial
from registry.errors import NotFound
from registry.intake import Reading
from registry.web.translations import both, text

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Rare-disease patients and the gene-therapy trials that may be for them: who, why, until when.",
)
trial_app = typer.Typer(no_args_is_help=True, help="The trials of the library.")
app.add_typer(trial_app, name="trial")

_REFUSED_SHOWN = 10

out = Console()
err = Console(stderr=True)


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise typer.BadParameter("fr / en")
    return value


def _day(value: str) -> str:
    try:
        day(value)
    except ValueError:
        raise typer.BadParameter(text("no_date", _language_asked())) from None
    return value


LanguageOption = Annotated[str, typer.Option("--language", "-l", callback=_language, help="fr or en.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For machines.")]
FromOption = Annotated[Path, typer.Option("--from", help="A folder or file of FHIR bundles, NDJSON or phenopackets.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="Candidates shown per cohort.")]
OrphanetOption = Annotated[
    Path | None,
    typer.Option("--orphanet", exists=True, help="A whole Orphanet release (NDJSON) instead of the starter."),
]


def _version(asked: bool) -> None:
    if asked:
        out.print(version("genother"))
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Options of every command."""
    del show_version


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  # a day is the date as written where the command runs


AsOfOption = Annotated[
    str,
    typer.Option("--as-of", default_factory=_today, callback=_day, help="The day of the run; today unless given."),
]


@app.command()
def demo(
    patients: Annotated[int, typer.Option("--patients", min=1, help="How many made-up patients.")] = 2000,
    once: Annotated[  # noqa: ARG001  # the flag already means what it will when pages are served
        bool, typer.Option("--once", help="Stop after printing the cohorts; the pages come with the service.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another hospital.")] = 1,
    into: Annotated[
        Path | None, typer.Option("--into", help="Keep the bundles in this folder, for match and why.")
    ] = None,
    language: LanguageOption = "fr",
    limit: LimitOption = 8,
) -> None:
    """Make up a hospital, read it as any hospital's bundles, match it with every trial, print the cohorts."""
    from registry.synthetic.service import write

    lang, as_of = cast("Language", language), day(_today())
    with tempfile.TemporaryDirectory(prefix="genother-") as temporary:
        folder = into or Path(temporary)
        with _progress(text("writing", lang)):
            write(folder, patients, seed, date.fromisoformat(_today()))
        _print_screenings(folder, None, as_of, lang, None, limit, as_json=False)
    out.print(text("made_up", lang), style="dim")
    if into is None:
        out.print(text("keep", lang), style="dim")


@app.command()
def match(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    source: FromOption,
    as_of: AsOfOption,
    language: LanguageOption = "fr",
    limit: LimitOption = 20,
    orphanet: OrphanetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which patients for this trial: counts by verdict, and the candidates in the order to call them."""
    lang = cast("Language", language)
    _print_screenings(source, trial, day(as_of), lang, orphanet, limit, as_json=as_json)


def _print_screenings(
    source: Path, trial: str | None, as_of: int, language: Language, orphanet: Path | None, limit: int, *, as_json: bool
) -> None:
    from registry.intake import read
    from registry.screening import Run, screen, tables

    trials = _trials("all" if trial is None else trial)
    terminology = _terminology(orphanet)
    with _progress(text("reading", language)) as tell:
        reading = read(source, as_of, tell)
    with _progress(text("matching", language)):
        run = Run.over(reading.facts, terminology, as_of)
        found = list(screen(run, trials))
    if as_json:
        _json(
            {
                "as_of": iso(as_of),
                "terminologies": terminology.release,
                "documents": reading.documents,
                "refused": [problem.record for problem in reading.refused],
                "patients": len(run.by_patient),
                "withheld": run.withheld,
                "cohorts": [tables.summary(one, language, terminology) for one in found],
            }
        )
    else:
        names = tables.beginnings(sorted(run.by_patient))
        out.print(text("run_on", language).format(date_in(as_of, language)) + " · " + _summary(reading, language))
        for one in found:
            out.print(tables.overview(one, language, names, limit=limit))
        out.print(text("legend", language), style="dim")
        if run.withheld:
            out.print(text("withheld", language).format(run.withheld), style="dim")
    _say_refused(reading, language)


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


@app.command()
def why(
    patient: Annotated[str, typer.Argument(help="A patient's id in what is read, or its beginning.")],
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    source: FromOption,
    as_of: AsOfOption,
    language: LanguageOption = "fr",
    orphanet: OrphanetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why this patient is, is not, or may yet be a candidate: criterion by criterion, with the evidence."""
    from registry.intake import read
    from registry.screening import judgements, one_patient, tables

    lang = cast("Language", language)
    trials, terminology = _trials(trial), _terminology(orphanet)
    with _progress(text("reading", lang)) as tell:
        reading = read(source, day(as_of), tell)
    named, theirs = one_patient(reading.facts, patient, day(as_of))
    found = judgements(theirs, named, trials, terminology, day(as_of))
    if as_json:
        _json([tables.data(one, lang, terminology) for one in found])
    else:
        for one in found:
            out.print(tables.explanation(one, lang, terminology))
    _say_refused(reading, lang)


@app.command()
def facts(
    path: Annotated[Path, typer.Argument()], language: LanguageOption = "fr", as_json: JsonOption = False
) -> None:
    """What is read from a folder or file: facts per kind, and every problem with where and what next."""
    from registry.intake import read

    lang = cast("Language", language)
    with _progress(text("reading", lang)) as tell:
        reading = read(path, day(_today()), tell)
    counts = {name: len(getattr(reading.facts, name)) for name in TABLE_OF.values()}
    if as_json:
        _json({"documents": reading.documents, "facts": counts, "problems": [asdict(p) for p in reading.problems]})
    else:
        out.print(_summary(reading, lang))
        rows = ((text(f"facts_{name}", lang), str(count)) for name, count in counts.items() if count)
        out.print(_table((text("table", lang), text("rows", lang)), rows))
        out.print(_problems(reading, lang))
    _say_refused(reading, lang)


def _problems(reading: Reading, language: Language) -> Table:
    """Problems that say the same as one line, the gravest first: how often, and where the first one is."""
    same: dict[tuple[str, ...], list[Problem]] = {}
    for problem in reading.problems:
        same.setdefault((problem.severity, problem.code, problem.what, problem.what_next), []).append(problem)
    lines = [(group[0], sum(problem.count for problem in group)) for group in same.values()]
    lines.sort(key=lambda line: (SEVERITIES.index(line[0].severity), -line[1], line[0].code, line[0].what))
    columns = tuple(text(name, language) for name in ("count", "severity", "what", "what_next", "first_at"))
    return _table(
        columns,
        ((str(n), text(one.severity, language), *one.text(language), one.record) for one, n in lines),
    )


@trial_app.command("list")
def list_trials(language: LanguageOption = "fr", as_json: JsonOption = False) -> None:
    """The trials of the library."""
    from registry.trials.files import library

    lang = cast("Language", language)
    rows = [(t.id, t.title.get(lang, ""), t.condition.get(lang, ""), t.status or "") for t in library().values()]
    if as_json:
        _json([dict(zip(("id", "title", "condition", "status"), row, strict=True)) for row in rows])
        return
    out.print(_table((text("trial", lang), "", text("condition", lang), ""), rows))


@trial_app.command("show")
def show(trial: str, language: LanguageOption = "fr", as_json: JsonOption = False) -> None:
    """A trial's criteria as the protocol says them and as the registry asks them."""
    from matching import explain
    from matching.codec import trial_to_data

    lang = cast("Language", language)
    for found in _trials(trial):
        if as_json:
            _json(trial_to_data(found))
            continue
        for cohort in found.cohorts:
            out.print(f"{found.id} · {found.title.get(lang, '')} · {cohort.name}", style="bold")
            out.print(_facts_of(found), style="dim")
            rows = [
                (
                    f"{c.number}{'' if c.basis == 'stated' else ' *'}",
                    text(c.kind, lang),
                    c.says.get(lang, ""),
                    explain.sentence(c.criterion, lang, _terminology(None)),
                )
                for c in cohort.criteria
            ]
            out.print(_table(("", "", "", text("asks", lang)), rows))
            if any(c.basis != "stated" for c in cohort.criteria):
                out.print(text("not_stated", lang), style="dim")


def _facts_of(trial: Trial) -> str:
    """What is given, from where, and from which day after screening the anchors are counted."""
    anchors = (f"{name} +{offset.days[0]}–{offset.days[1]} d" for name, offset in trial.anchors.items())
    given = (trial.modality.kind, trial.modality.capsid, trial.modality.route, trial.modality.transgene)
    return " · ".join(one for one in (*given, trial.sponsor, trial.phase, trial.status, *anchors) if one)


@trial_app.command("check")
def check_trial(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    language: LanguageOption = "fr",
    as_json: JsonOption = False,
) -> None:
    """Faults that would make a trial be misjudged, and where: exit code 1 when one of them is an error."""
    from matching.check import check
    from registry.terminologies.service import units

    lang = cast("Language", language)
    trials = _trials(trial)
    faults = [(one.id, fault) for one in trials for fault in check(one, _terminology(None), units())]
    if as_json:
        _json([{"trial": trial_id, **asdict(fault)} for trial_id, fault in faults])
    elif faults:
        columns = (text("trial", lang), text("severity", lang), text("where", lang), text("what", lang))
        rows = ((i, text(f.severity, lang), f.where, f"{f.what[lang]} {f.what_next[lang]}") for i, f in faults)
        out.print(_table((*columns,), rows))
    else:
        out.print(text("no_fault", lang))
    if any(fault.severity == "error" for _, fault in faults):
        raise typer.Exit(1)


def _trials(name: str) -> list[Trial]:
    """A trial of the library by its id, one from a file, or all of the library."""
    from registry.trials.files import library, load

    if Path(name).suffix in {".yaml", ".yml"}:
        return [load(Path(name))]
    found = library()
    if name == "all":
        return list(found.values())
    by_id = {trial_id.casefold(): trial for trial_id, trial in found.items()}
    if name.casefold() not in by_id:
        raise NotFound(both("no_trial", name))
    return [by_id[name.casefold()]]


def _terminology(orphanet: Path | None) -> Terminology:
    from registry.terminologies.service import starter, with_orphanet

    return with_orphanet(orphanet) if orphanet else starter()


def _summary(reading: Reading, language: Language) -> str:
    return text("summary", language).format(
        facts=len(reading.facts),
        patients=len({person.patient for person in reading.facts.people}),
        documents=reading.documents,
        problems=len(reading.problems),
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))  # as it is written: `c.[a];[b]` is no markup
    return table


def _json(content: object) -> None:
    sys.stdout.write(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int], None]]:
    """A line on the error stream that says what is going on and how many documents are done."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.fields[done]}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, done="")
        yield lambda count: bar.update(task, done=str(count))


def main() -> None:
    """Run the command; an error that was raised on purpose becomes a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show "é" shows "?" rather than end the run.
            stream.reconfigure(errors="replace")
    try:
        app()
    except NotFound as error:
        err.print(error.text(_language_asked()), style="red", markup=False)
        sys.exit(3)
    except GenotherError as error:
        err.print(error.text(_language_asked()), style="red", markup=False)
        sys.exit(2)


def _language_asked() -> Language:
    """The language of a call that failed before, or after, its options were read."""
    words = " ".join(sys.argv[1:]).replace("=", " ")
    return "en" if re.search(r"(--language|-l) ?en\b", words) else "fr"
