"""What a screening found, as tables for a terminal and as plain data for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matching import explain
from matching.days import iso
from matching.explain.words import MARKS, REASONS, VERDICTS, date
from matching.priorities import ranked
from matching.terminology import Terminology
from matching.trial import Language
from matching.truth import Reason, Truth
from matching.verdict import Judgement, Verdict
from matching.windows import Window
from registry.screening.service import Screening
from registry.web.translations import text

_COLOURS = {
    Verdict.READY: "bold green",
    Verdict.PASSES: "green",
    Verdict.OPEN: "yellow",
    Verdict.LATER: "cyan",
    Verdict.EXCLUDED: "red",
}
_MARK_COLOURS = {Truth.MET: "green", Truth.NOT_MET: "red", Truth.UNKNOWN: "yellow"}


def overview(
    found: Screening, language: Language, terminology: Terminology, names: Mapping[str, str], *, limit: int
) -> RenderableType:
    """One cohort: the counts, then the candidates in the order to call them, each with its strip of marks."""
    title = f"{found.trial.id} · {found.trial.title.get(language, '')} · {found.cohort.name}"
    colon = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}[language]
    counts = " · ".join(f"{VERDICTS[v][language]}{colon} {found.verdicts.get(v, 0)}" for v in Verdict)
    parts: list[RenderableType] = [Text(title, style="bold"), Text(counts)]
    parts.append(Text(_completeness(found, language), style="dim"))
    if found.excluding:
        parts.append(Text(f"{text('excluding', language)} {_top(found.excluding)}", style="dim"))
    if found.reasons:
        named = {REASONS[reason][language]: count for reason, count in found.reasons.items()}
        parts.append(Text(f"{text('reasons', language)} {_top(named)}", style="dim"))
    if tests := _tests(found, language, terminology):
        parts.append(Text(f"{text('tests_decide', language)} {tests}", style="dim"))
    if found.candidates:
        parts.append(_candidates(found, language, names, limit))
    return Group(*parts, Text())


def _tests(found: Screening, language: Language, terminology: Terminology, most: int = 3) -> str:
    """The data that alone decide most of the candidates: ``anticorps anti-AAV9 14 (manque à 20)``."""
    told = [one for one in ranked(found.candidates) if one.decides][:most]
    return ", ".join(
        text("decides", language).format(explain.datum_name(one.datum, language, terminology), one.decides, one.missing)
        for one in told
    )


def _completeness(found: Screening, language: Language) -> str:
    total = found.trial.source.criteria_in_protocol
    in_protocol = str(total) if total is not None else text("unknown_number", language)
    return text("excerpt", language).format(len(found.cohort.criteria), in_protocol)


def _top(counts: Mapping[str, int], most: int = 6) -> str:
    ranked = sorted(((name, n) for name, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count}" for name, count in ranked[:most])


def _candidates(found: Screening, language: Language, names: Mapping[str, str], limit: int) -> RenderableType:
    """The first candidates, under the heading of their verdict."""
    shown = found.candidates[:limit]
    parts: list[RenderableType] = []
    for verdict in Verdict:
        group = [one for one in shown if one.verdict is verdict]
        if group:
            parts += [Text(VERDICTS[verdict][language], style=_COLOURS[verdict]), _rows(group, language, names)]
    more = len(found.candidates) - len(shown)
    if more > 0:
        parts.append(Text(text("more", language).format(more), style="dim"))
    return Group(*parts)


def _rows(group: Sequence[Judgement], language: Language, names: Mapping[str, str]) -> Table:
    later = group[0].verdict is Verdict.LATER
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(text("patient", language), no_wrap=True)
    table.add_column(text("criteria", language), no_wrap=True)
    table.add_column(text("from" if later else "until", language), no_wrap=True)
    table.add_column(text("next", language), overflow="fold")
    for one in group:
        day = one.opens_on if later else one.until
        when = Text(date(day, language) if day is not None else "")
        if one.urgent:
            when = Text(f"{when.plain} !", style="bold red")
        table.add_row(names[one.patient], strip(one), when, _missing(one, language))
    return table


def beginnings(patients: Sequence[str], least: int = 8) -> dict[str, str]:
    """For each of the sorted ids, a beginning that names it alone, as `genother why` takes it."""
    found = {}
    for before, patient, after in zip(["", *patients], patients, [*patients[1:], ""], strict=False):
        length = least
        while length < len(patient) and (before.startswith(patient[:length]) or after.startswith(patient[:length])):
            length += 1
        found[patient] = patient[:length]
    return found


def strip(one: Judgement) -> Text:
    """One mark per criterion, in protocol order; shape as well as colour."""
    marks = Text()
    for judged in one.criteria:
        marks.append(MARKS[judged.passes], style=_MARK_COLOURS[judged.passes])
    return marks


def _missing(one: Judgement, language: Language) -> str:
    """What is not decided, by why: ``I6 I8 réponse d’une personne · E1 trop ancien``."""
    by_reason: dict[Reason, list[str]] = {}
    for item in one.open_items:
        by_reason.setdefault(item.reasons[0], []).append(item.numbered.number)
    told = [f"{' '.join(numbers)} {REASONS[reason][language]}" for reason, numbers in by_reason.items()]
    return " · ".join([text("treated", language), *told] if one.already_treated else told)


def explanation(
    one: Judgement, language: Language, terminology: Terminology, windows: Sequence[Window] = ()
) -> RenderableType:
    """One patient and one cohort, criterion by criterion, with what was seen and where, and when the door is open."""
    head = Text(f"{one.trial} · {one.cohort} · {explain.headline(one, language)}", style=_COLOURS[one.verdict])
    warning = Text(explain.warning(one, language, terminology), style="bold red")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line, judged in zip(explain.lines(one, language, terminology), one.criteria, strict=True):
        mark = Text(f"{line.mark} {line.number}", style=_MARK_COLOURS[judged.passes])
        body = Text(f"{line.says}", style="bold")
        reasons = f" ({', '.join(line.reasons)})" if line.reasons else ""
        body.append(f"\n{line.passes}{reasons}", style=_MARK_COLOURS[judged.passes])
        body.append(f"\n{text('asks', language)} {line.asks}", style="dim")
        for apart in line.distances:
            body.append(f"\n{text('distance', language)} {apart}", style="dim")
        for beside in line.caveats:
            body.append(f"\n{beside}", style="yellow")
        for seen, source in zip(line.seen, line.sources, strict=True):
            body.append(f"\n{text('seen', language)} {seen}", style="")
            body.append(f"  [{source}]", style="dim")
        table.add_row(mark, body)
    doors = [Text(f"{text('window', language)} {explain.open_when(each, language)}") for each in windows]
    return Group(head, *([warning] if warning.plain else []), *doors, table, Text())


def data(
    one: Judgement, language: Language, terminology: Terminology, windows: Sequence[Window] | None = None
) -> dict[str, Any]:
    """A judgement for machines: truths and reasons as slugs, dates in ISO, sentences in the language asked."""
    return {
        **({} if windows is None else {"windows": [explain.window_data(each) for each in windows]}),
        "patient": one.patient,
        "trial": one.trial,
        "cohort": one.cohort,
        "verdict": one.verdict.slug,
        "lasting": one.lasting.value if one.lasting else None,
        "until": iso(one.until) if one.until is not None else None,
        "redo_by": iso(one.redo_by) if one.redo_by is not None else None,
        "opens_on": iso(one.opens_on) if one.opens_on is not None else None,
        "urgent": one.urgent,
        "near_miss": one.near_miss.numbered.number if one.near_miss else None,
        "already_treated": [explain.source(fact) for fact in one.already_treated],
        "criteria": [
            {
                "number": judged.numbered.number,
                "kind": judged.numbered.kind,
                "fact": judged.fact.value,
                "passes": judged.passes.value,
                "reasons": [reason.value for reason in judged.reasons],
                "says": line.says,
                "asks": line.asks,
                "distances": [each.data() for each in judged.distances],
                "caveats": [explain.caveat(each) for each in judged.caveats],
                "seen": list(line.seen),
                "sources": list(line.sources),
            }
            for judged, line in zip(one.criteria, explain.lines(one, language, terminology), strict=True)
        ],
    }


def summary(found: Screening, language: Language, terminology: Terminology) -> dict[str, Any]:
    """A screening for machines: the counts, then every candidate whole."""
    return {
        "trial": found.trial.id,
        "cohort": found.cohort.name,
        "verdicts": {verdict.slug: found.verdicts.get(verdict, 0) for verdict in Verdict},
        "excluding": dict(sorted(found.excluding.items())),
        "reasons": {reason.value: count for reason, count in sorted(found.reasons.items(), key=lambda r: r[0].value)},
        "tests": [
            {
                "datum": explain.datum_name(one.datum, language, terminology),
                "burden": one.datum.burden.name.lower().replace("_", " "),
                "decides": one.decides,
                "missing": one.missing,
            }
            for one in ranked(found.candidates)
        ],
        "candidates": [data(one, language, terminology) for one in found.candidates],
    }
