"""The command ``genother demo``: a made-up hospital through the same door as any other, matched, and served."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from matching.days import day
from matching.explain.words import date as date_in
from matching.trial import Language
from registry.access import OPERATOR, Role, Subject
from registry.cli import calling
from registry.cli.calling import LanguageOption, as_language, out, progress, table
from registry.patients.register import Register
from registry.screening import Screening
from registry.web.translations import text


def demo(
    patients: Annotated[int, typer.Option("--patients", min=1, help="How many made-up patients.")] = 2000,
    once: Annotated[bool, typer.Option("--once", help="Stop after printing the cohorts; serve no pages.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another hospital.")] = 1,
    into: Annotated[
        Path | None, typer.Option("--into", help="Keep the bundles in this folder, for --from and import.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", help="Where to serve the pages, on 127.0.0.1.")] = None,
    language: LanguageOption = "fr",
    limit: Annotated[int, typer.Option("--limit", min=0, help="Candidates shown per cohort.")] = 3,
) -> None:
    """Make up a hospital, bring it into a registry as any hospital's bundles, match it, print the cohorts, serve it."""
    from registry.cli.opening import opened
    from registry.settings import Settings
    from registry.synthetic.service import write

    lang = as_language(language)
    with ExitStack() as stack:
        settings = Settings()
        if "GENOTHER_HOME" not in os.environ:
            home = stack.enter_context(tempfile.TemporaryDirectory(prefix="genother-", ignore_cleanup_errors=True))
            settings = Settings(home=Path(home))
        folder = into or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="genother-")))
        with progress(text("writing", lang)):
            write(folder, patients, seed, date.fromisoformat(calling.today()))
        register = stack.enter_context(opened(settings, make=True))
        _fill(register, folder, lang, limit)
        out.print(text("made_up", lang), style="dim")
        accounts = _accounts(register, lang)
        if once:
            return
        from registry.app import create_app, run

        app = create_app(settings, register)
        app.state.demo_accounts = accounts
        chosen = port or settings.port
        out.print(text("serving", lang).format(f"http://127.0.0.1:{chosen}/"), style="bold")
        run(app, "127.0.0.1", chosen)


def _fill(register: Register, folder: Path, language: Language, limit: int) -> None:
    from registry.cli.opening import library_loaded
    from registry.intake.importing import import_path
    from registry.screening import tables
    from registry.screening.keeping import keep_up
    from registry.screening.runs import latest

    today = day(calling.today())
    with progress(text("importing", language)) as tell:
        job = import_path(register, folder, OPERATOR, "", calling.now(), lambda job: tell(job.documents), calling.now)
    out.print(
        text("imported", language).format(job.documents, job.created + job.updated, job.unchanged, job.new_patients)
    )
    against = library_loaded(register, today, calling.now())
    out.print(text("run_on", language).format(date_in(today, language)))
    found: list[Screening] = []
    with progress(text("matching", language)):
        keep_up(register, against, whole=True, seen=found.append)
    for one in found:
        names = tables.beginnings(sorted(candidate.patient for candidate in one.candidates))
        out.print(tables.overview(one, language, against.terminology, names, limit=limit))
    out.print(text("legend", language), style="dim")
    with register.reading() as session:
        record = latest(session)
    if record and record.withheld:
        out.print(text("withheld", language).format(record.withheld), style="dim")


def _accounts(register: Register, language: Language) -> list[tuple[str, str, str, str]]:
    """One account per reader, each with a new password: name, password, role, site."""
    from registry.access.service import add_account
    from registry.synthetic.people import HOSPITALS

    first, second = (hospital.number for hospital in HOSPITALS)
    people = (
        Subject("clinicien", Role.CLINICIAN, first),
        Subject("clinicienne", Role.CLINICIAN, second),
        Subject("promoteur", Role.SPONSOR),
        Subject("donnees", Role.DATA_MANAGER, first),
        Subject("systeme", Role.SYSTEM, first),
    )
    made = [(one, secrets.token_hex(4)) for one in people]
    with register.writing() as session:
        for one, password in made:
            add_account(session, one, password, language)
    rows = [(one.name, password, text(f"role_{one.role}", language), one.site) for one, password in made]
    out.print(table(tuple(text(name, language) for name in ("account", "password", "role", "site")), rows))
    return [(one.name, password, one.role.value, one.site) for one, password in made]
