"""The commands on the registry itself: ``serve``, ``import``, ``export``, ``db upgrade``, ``audit verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matching.days import day
from registry.access import OPERATOR
from registry.cli import calling
from registry.cli.calling import JsonOption, LanguageOption, as_language, err, out, print_json, progress, table
from registry.web.translations import text

db_app = typer.Typer(no_args_is_help=True, help="The tables of the registry.")
audit_app = typer.Typer(no_args_is_help=True, help="The record of who did what.")


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Instead of GENOTHER_HOST.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Instead of GENOTHER_PORT.")] = None,
    language: LanguageOption = "fr",
) -> None:
    """Serve the pages and /fhir of the registry, and keep its matching up to date."""
    from registry.app import create_app, run
    from registry.cli.opening import opened
    from registry.settings import Settings

    settings = Settings()
    with opened(settings) as register:
        address = host or settings.host, port or settings.port
        out.print(text("serving", as_language(language)).format(f"http://{address[0]}:{address[1]}/"))
        run(create_app(settings, register), *address)


def import_(
    path: Annotated[Path, typer.Argument(help="A folder or file of FHIR bundles, NDJSON or phenopackets.")],
    site: Annotated[
        str, typer.Option("--site", help="The hospital that sends them; by default each Patient's managing one.")
    ] = "",
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Write all that was refused or not understood here, as NDJSON.")
    ] = None,
    language: LanguageOption = "fr",
    as_json: JsonOption = False,
) -> None:
    """Bring documents into the registry, and match again: what was stored, what was refused, and why."""
    from registry.cli.opening import library_loaded, opened
    from registry.intake import importing
    from registry.screening.keeping import keep_up

    lang = as_language(language)
    with opened(make=True) as register:
        against = library_loaded(register, day(calling.today()), calling.now())
        with progress(text("importing", lang)) as tell:
            job = importing.import_path(
                register, path, OPERATOR, site, calling.now(), lambda job: tell(job.documents), calling.now
            )
        with progress(text("matching", lang)):
            keep_up(register, against)
        told = importing.report(register, job)
        if rejects:
            rejects.write_bytes(b"".join(importing.rejects_of(register, job)))
    if as_json:
        print_json(told)
    else:
        names = [name for name in importing.COUNTS if told[name]]
        out.print(table(("", ""), ((text(f"import_{name}", lang), str(told[name])) for name in names)))
        for one in told["rejects"]:
            err.print(f"{text(one['severity'], lang)} {one['sentence'][lang]}", style="red", markup=False)
    if told["refused_documents"]:
        raise typer.Exit(1)


def export(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet, or is empty.")],
    language: LanguageOption = "fr",
) -> None:
    """Write every stored resource, pseudonymised as it is kept, into one NDJSON file per type."""
    from registry.cli.opening import opened
    from registry.patients.exporting import export as write

    with opened() as register:
        counts = write(register, folder, OPERATOR, calling.now())
    rows = ((name, str(count)) for name, count in counts.items())
    out.print(table((text("table", as_language(language)), text("rows", as_language(language))), rows))


@db_app.command("upgrade")
def db_upgrade(language: LanguageOption = "fr") -> None:
    """Make the tables of both databases, or bring them to the version of this program; load the library's trials."""
    from registry.cli.opening import library_loaded, opened

    with opened(make=True) as register:
        library_loaded(register, day(calling.today()), calling.now())
    out.print(text("upgraded", as_language(language)))


@audit_app.command("verify")
def audit_verify(language: LanguageOption = "fr", as_json: JsonOption = False) -> None:
    """Read the whole record, and say whether anything in it was changed, removed or put in between."""
    from registry.cli.opening import opened

    lang = as_language(language)
    with opened() as register, register.reading() as session:
        found = register.trail.verify(session)
    if as_json:
        print_json({"records": found.records, "intact": found.intact, "broken_at": found.broken_at})
    else:
        key = "audit_intact" if found.intact else "audit_broken"
        out.print(text(key, lang).format(found.records, found.broken_at), style="green" if found.intact else "bold red")
    if not found.intact:
        raise typer.Exit(1)
