"""Every command by its name, and how an error that was raised on purpose becomes a sentence and an exit code.

Exit codes: 0 done · 1 done, with faults or refused documents to look at · 2 the call or its input is wrong ·
3 the trial, patient or path is not there.
"""

from __future__ import annotations

import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from matching.errors import GenotherError
from registry.cli import demo, feasibility, questions, register_commands, trial_commands
from registry.cli.calling import err, language_asked, out
from registry.errors import NotFound

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Rare-disease patients and the gene-therapy trials that may be for them: who, why, until when.",
)
app.command("demo")(demo.demo)
app.command("match")(questions.match)
app.command("why")(questions.why)
app.command("facts")(questions.facts)
app.command("feasibility")(feasibility.feasibility)
app.command("serve")(register_commands.serve)
app.command("import")(register_commands.import_)
app.command("export")(register_commands.export)
app.add_typer(trial_commands.app, name="trial")
app.add_typer(register_commands.db_app, name="db")
app.add_typer(register_commands.audit_app, name="audit")


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


def main() -> None:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show "é" shows "?" rather than end the run.
            stream.reconfigure(errors="replace")
    try:
        app()
    except NotFound as error:
        err.print(error.text(language_asked()), style="red", markup=False)
        sys.exit(3)
    except GenotherError as error:
        err.print(error.text(language_asked()), style="red", markup=False)
        sys.exit(2)
