"""The commands ``genother trial``: the library, a trial as sentences, the faults of a trial."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from matching.trial import Trial
from registry.cli.calling import (
    JsonOption,
    LanguageOption,
    as_language,
    out,
    print_json,
    table,
    terminology_of,
    trials_named,
)  # fmt: skip
from registry.web.translations import text

app = typer.Typer(no_args_is_help=True, help="The trials of the library.")


@app.command("list")
def list_trials(language: LanguageOption = "fr", as_json: JsonOption = False) -> None:
    """The trials of the library."""
    from registry.trials.files import library

    lang = as_language(language)
    rows = [(t.id, t.title.get(lang, ""), t.condition.get(lang, ""), t.status or "") for t in library().values()]
    if as_json:
        print_json([dict(zip(("id", "title", "condition", "status"), row, strict=True)) for row in rows])
        return
    out.print(table((text("trial", lang), "", text("condition", lang), ""), rows))


@app.command("show")
def show(trial: str, language: LanguageOption = "fr", as_json: JsonOption = False) -> None:
    """A trial's criteria as the protocol says them and as the registry asks them."""
    from matching import explain
    from matching.codec import trial_to_data

    lang = as_language(language)
    for found in trials_named(trial):
        if as_json:
            print_json(trial_to_data(found))
            continue
        for cohort in found.cohorts:
            out.print(f"{found.id} · {found.title.get(lang, '')} · {cohort.name}", style="bold")
            out.print(_facts_of(found), style="dim")
            rows = [
                (
                    f"{c.number}{'' if c.basis == 'stated' else ' *'}",
                    text(c.kind, lang),
                    c.says.get(lang, ""),
                    explain.sentence(c.criterion, lang, terminology_of(None)),
                )
                for c in cohort.criteria
            ]
            out.print(table(("", "", "", text("asks", lang)), rows))
            if any(c.basis != "stated" for c in cohort.criteria):
                out.print(text("not_stated", lang), style="dim")


def _facts_of(trial: Trial) -> str:
    """What is given, from where, and from which day after screening the anchors are counted."""
    anchors = (f"{name} +{offset.days[0]}–{offset.days[1]} d" for name, offset in trial.anchors.items())
    given = (trial.modality.kind, trial.modality.capsid, trial.modality.route, trial.modality.transgene)
    return " · ".join(one for one in (*given, trial.sponsor, trial.phase, trial.status, *anchors) if one)


@app.command("report")
def report(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")] = "all",
    language: LanguageOption = "fr",
    as_json: JsonOption = False,
) -> None:
    """What became of each fact that a trial's source states: exit code 1 when one is encoded nowhere."""
    from matching.accounting import account

    lang = as_language(language)
    found = {one.id: told for one in trials_named(trial) if (told := account(one))}
    if as_json:
        print_json([{"trial": trial_id, **asdict(told)} for trial_id, told in found.items()])
    else:
        parts = ("rules", "both", "questions", "beside", "missing")
        rows = [(i, told.stated, *(len(getattr(told, part)) for part in parts)) for i, told in found.items()]
        total = ("", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True)))
        columns = (text("trial", lang), *(text(f"facts_{name}", lang) for name in ("stated", *parts)))
        out.print(table(columns, [tuple(map(str, row)) for row in (*rows, total)]))
    if any(told.missing for told in found.values()):
        raise typer.Exit(1)


@app.command("check")
def check_trial(
    trial: Annotated[str, typer.Argument(help="A trial of the library, a YAML file, or `all`.")],
    language: LanguageOption = "fr",
    as_json: JsonOption = False,
) -> None:
    """Faults that would make a trial be misjudged, and where: exit code 1 when one of them is an error."""
    from matching.check import check
    from registry.terminologies.service import units

    lang = as_language(language)
    trials = trials_named(trial)
    faults = [(one.id, fault) for one in trials for fault in check(one, terminology_of(None), units())]
    if as_json:
        print_json([{"trial": trial_id, **asdict(fault)} for trial_id, fault in faults])
    elif faults:
        columns = (text("trial", lang), text("severity", lang), text("where", lang), text("what", lang))
        rows = ((i, text(f.severity, lang), f.where, f"{f.what[lang]} {f.what_next[lang]}") for i, f in faults)
        out.print(table((*columns,), rows))
    else:
        out.print(text("no_fault", lang))
    if any(fault.severity == "error" for _, fault in faults):
        raise typer.Exit(1)
