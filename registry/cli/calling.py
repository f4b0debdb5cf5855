"""What every command shares: its options, the two streams, tables, and who and when it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, cast

import orjson
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from matching.days import day
from matching.terminology import Terminology
from matching.trial import LANGUAGES, Language, Trial
from registry.errors import NotFound
from registry.web.translations import both, text

out = Console()
err = Console(stderr=True)


def language_given(value: str) -> str:
    """A language that is spoken here."""
    if value not in LANGUAGES:
        raise typer.BadParameter("fr / en")
    return value


def day_given(value: str) -> str:
    """An ISO date."""
    try:
        day(value)
    except ValueError:
        raise typer.BadParameter(text("no_date", language_asked())) from None
    return value


def today() -> str:
    """The day on which the command runs."""
    return date.today().isoformat()  # noqa: DTZ011  # a day is the date as written where the command runs


def now() -> datetime:
    """The moment at which the command runs."""
    return datetime.now(UTC)


LanguageOption = Annotated[str, typer.Option("--language", "-l", callback=language_given, help="fr or en.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For machines.")]
FromOption = Annotated[
    Path | None,
    typer.Option("--from", help="A folder or file of FHIR bundles, NDJSON or phenopackets, instead of the registry."),
]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="Candidates shown per cohort.")]
OrphanetOption = Annotated[
    Path | None,
    typer.Option("--orphanet", exists=True, help="A whole Orphanet release (NDJSON) instead of the starter."),
]
AsOfOption = Annotated[
    str,
    typer.Option("--as-of", default_factory=today, callback=day_given, help="The day of the run; today unless given."),
]


def trials_named(name: str) -> list[Trial]:
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


def terminology_of(orphanet: Path | None) -> Terminology:
    """The starter terminologies, or with a whole Orphanet release."""
    from registry.terminologies.service import starter, with_orphanet

    return with_orphanet(orphanet) if orphanet else starter()


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """Plain columns; every cell as it is written."""
    made = Table(box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))  # as it is written: `c.[a];[b]` is no markup
    return made


def print_json(content: object) -> None:
    """For machines, on the standard output."""
    sys.stdout.write(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


@contextmanager
def progress(title: str) -> Iterator[Callable[[int], None]]:
    """A line on the error stream that says what is going on and how many documents are done."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.fields[done]}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, done="")
        yield lambda count: bar.update(task, done=str(count))


def language_asked() -> Language:
    """The language of a call that failed before, or after, its options were read."""
    words = " ".join(sys.argv[1:]).replace("=", " ")
    return "en" if re.search(r"(--language|-l) ?en\b", words) else "fr"


def as_language(value: str) -> Language:
    """A language option, checked by its callback."""
    return cast("Language", value)
