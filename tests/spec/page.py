"""The pages of the docs, written from recorded specs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from matching.anchors import Anchor, Offset
from matching.codec import to_data
from matching.explain import sentence
from matching.trial import Trial
from tests.spec.names import NAMES
from tests.spec.recording import TODAY, Recorded, terminology

CHAPTERS = {
    "time": "Time: ages, windows, anchors",
    "genes": "Genes",
    "tests_done": "Laboratory results and antibodies",
    "history": "Diagnoses, phenotypes, treatments",
    "people": "Sex, karyotype, country, a person's answer",
    "connectives": "All, any, at least n, not",
    "verdicts": "Verdicts",
}
READINGS = {
    1: "days, weeks, months and years are different rulers",
    2: "bounds include or exclude, as written",
    3: "windows look from their own anchor",
    4: "stable: on the drug throughout, no change of dose",
    5: "several occasions, and change between two",
    6: "events in a time, and the time observed",
    7: "how long a finding holds",
    8: "partial dates; limits without an anchor",
    9: "both alleles lost",
    10: "copy numbers",
    11: "hemizygous needs one X",
    12: "a mosaic variant is no germline allele",
    13: "a class holds for a disease; pseudodeficiency",
    14: "one allele and two alleles are different criteria",
    15: "exons",
    16: "antibody titres",
    17: "multiples of the printed range",
    18: "units",
    19: "formulas and charts",
    20: "values changed by treatment",
    21: "liver tests are literal",
    22: "infections by their tests",
    23: "results of one day; ties",
    24: "silence, absence, complete lists",
    25: "the trial's own disease",
    26: "vaccines",
    27: "earlier gene therapy",
}
NOTICE = "<!-- Written by `GENOTHER_WRITE_PAGES=1 pytest tests/spec` from the specs in tests/spec. Do not edit. -->"
INDEX = "what-criteria-mean.md"
PREAMBLE = f"""\
Each example is a test: the reference evaluator and the fast engine both gave these answers. An answer is *met*,
*not met* or *unknown*, and an unknown says why. *Met* says that the fact asked is there: whether that includes or
excludes is the trial's word. Unless said otherwise, the day of the run is {TODAY}; `;` separates the facts of a cell.
""".splitlines()


def spec_tests(folder: Path) -> set[tuple[Path, str]]:
    """Every test function that the folder holds, except those on the page itself."""
    return {
        (file.relative_to(folder), node.name)
        for file in folder.rglob("test_*.py")
        if file.parent != folder
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def pages(calls: Iterable[Recorded]) -> dict[str, str]:
    """Every page by its path below docs/reference."""
    ordered = sorted(calls, key=lambda call: (list(CHAPTERS).index(call.file.parts[0]), call.file, call.place))
    chapters = {name: [call for call in ordered if call.file.parts[0] == name] for name in CHAPTERS}
    written = {f"what-criteria-mean/{name}.md": _chapter(name, found) for name, found in chapters.items()}
    return {INDEX: _index(chapters), **written}


def _index(chapters: Mapping[str, Sequence[Recorded]]) -> str:
    lines = [
        NOTICE,
        "# What criteria mean",
        "",
        *PREAMBLE,
        "",
        "| chapter | examples |",
        "|---|---|",
        *(f"| [{CHAPTERS[name]}](what-criteria-mean/{name}.md) | {len(calls)} |" for name, calls in chapters.items()),
        "",
        "## By reading",
        "",
        "How protocols are read, by number, and the examples that hold each reading.",
        "",
    ]
    readings = sorted({number for calls in chapters.values() for call in calls for number in call.readings})
    for number in readings:
        lines.append(f"- **{number}** {READINGS[number]}")
        for name, calls in chapters.items():
            lines += [
                f"  - [{call.title}](what-criteria-mean/{name}.md#{_anchor(call.title)})"
                for call in calls
                if number in call.readings
            ]
    return "\n".join(lines) + "\n"


def _anchor(title: str) -> str:
    """As GitHub makes it of a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _chapter(name: str, calls: Sequence[Recorded]) -> str:
    parts = [NOTICE, f"# {CHAPTERS[name]}", "", "[All chapters](../what-criteria-mean.md)", ""]
    section = None
    for call in calls:
        heading = call.file.stem.removeprefix("test_").replace("_", " ").capitalize()
        if heading != section:
            parts += [f"## {heading}", ""]
            section = heading
        parts += [*_spec(call), ""]
    return "\n".join([*parts, *_legend(calls)]).rstrip() + "\n"


def _spec(call: Recorded) -> list[str]:
    said = []
    if call.readings:
        said.append("Reading " + ", ".join(str(number) for number in call.readings) + ".")
    if call.today != TODAY:
        said.append(f"On {call.today}.")
    said += [_anchor_said(anchor, offset) for anchor, offset in call.anchors.items()]
    if call.note:
        said.append(call.note)
    lines = [f"### {call.title}", ""]
    if said:
        lines += [" ".join(said), ""]
    return [*lines, *_asked(call), "", *_table(call)]


def _anchor_said(anchor: Anchor, offset: Offset) -> str:
    first, last = offset.days
    return f"{anchor.capitalize()} is {first} to {last} days after {offset.after}."


def _asked(call: Recorded) -> list[str]:
    if isinstance(call.asked, Trial):
        data: object = {
            n.number: to_data(n.criterion) | ({} if n.basis == "stated" else {"basis": n.basis})
            for n in call.asked.cohort("main").criteria
        }
        before = [f"Source: {call.asked.source.kind}.", ""]
    else:
        data, before = to_data(call.asked), [f"> {sentence(call.asked, 'en', terminology())}", ""]
    dumped = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=100)
    return [*before, "```yaml", dumped.rstrip(), "```"]


def _table(call: Recorded) -> list[str]:
    header = [*call.table.header, "answer" if not isinstance(call.asked, Trial) else "verdict"]
    rows, seen = [], set()
    for row in call.table.rows:
        answer = "" if row[0] in seen else f"**{call.expect[row[0]]}**"
        seen.add(row[0])
        rows.append([*row, answer])
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(_plain(cell) for cell in line) + " |" for line in lines]


def _plain(cell: str) -> str:
    """A cell as Markdown leaves it alone; the answer's own bold stays."""
    inner = cell.strip("*")
    return cell.replace(inner, inner.replace("<", "&lt;").replace("*", "\\*")) if inner else cell


def _legend(calls: Sequence[Recorded]) -> list[str]:
    """The names that the chapter's tables use."""
    text = " ".join(cell for call in calls for row in (call.table.header, *call.table.rows) for cell in row)
    used = {name: code for name, code in NAMES.items() if name in text}
    if not used:
        return []
    rows = [f"| {name} | `{code}` | {terminology().label(code, 'en')} |" for name, code in sorted(used.items())]
    return ["## Names used", "", "| name | code | label |", "|---|---|---|", *rows]
