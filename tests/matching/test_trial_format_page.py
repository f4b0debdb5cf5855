"""The page on the trial format is made of the codec's own table; GENOTHER_WRITE_PAGES=1 writes it anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.codec import CURRENT_VERSION
from matching.criteria_codec import CONNECTIVES, LEAVES
from matching.forms import slots_of
from matching.trial import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "trial-format.md"

OPENING = f"""\
# The format of a trial

A trial is a document (YAML in `registry/trials/library/`, JSON elsewhere) of `format: {CURRENT_VERSION}`. An older
format is carried forward when it is read, a newer one is refused. `matching.codec.json_schema()` gives the JSON Schema.
This page is written by `tests/matching/test_trial_format_page.py`.

## A trial

| key | says |
|---|---|
| `format` | {CURRENT_VERSION} |
| `trial` | the registry's id |
| `version` | `{{date: 2024-03-09}}`, the date of the protocol, or null |
| `title`, `condition` | in `en` and `fr` |
| `sponsor`, `phase` | texts |
| `modality` | `kind` ({", ".join(KINDS)}), `capsid` (or vector), `route`, `transgene`, `one_shot` (true), `dose` as written |
| `anchors` | when an anchor lies: `{{dosing: {{after: screening, days: [2, 30]}}}}` |
| `source` | `kind` (protocol, excerpt), `criteria_in_protocol` (a count, or null), `note` |
| | `facts`: how many facts it states, and `beside`: those that are no criterion |
| `status`, `countries`, `sites` | recruitment, where it is known |
| `cohorts` | by name: `title`, and `include` and `exclude`, each by number |

## A numbered criterion

One criterion, and beside it:

| key | says |
|---|---|
| `says` | the criterion in our own words, in `en` and `fr`; an exclusion says the excluded fact |
| `basis` | `stated` (default), `recall` (from memory), `limit_lost` (comparator lost): only the first is judged |
| `facts` | the facts of the source that it encodes, as the source orders them: `[3]` |
| `safety` | true for a safety exclusion, which is never a near miss |

## A criterion

A mapping of one key: a connective, or a leaf.

| connective | met when |
|---|---|
| `all: [...]` | every one of them is |
| `any: [...]` | at least one of them is |
| `at_least: {{n: 2, of: [...]}}` | at least n of them are |
| `not: {{...}}` | it is not; unknown stays unknown |
| `unless: {{of: {{...}}, exception: {{...}}}}` | the first is, and its exception is not |
| `if: {{holds: {{...}}, then: {{...}}, else: {{...}}}}` | where `holds` is met, `then` is; where it is not, `else` is (nothing is asked where there is no `else`); where it is unknown, both must answer alike |
| `per_side: {{of: {{...}}, which: any}}` | `of` is, of one eye or side at a time: of `any`, of `both`, of the `worse` or `better` by a measurement, of the `study` side |

The codes that a criterion can name are on [a page of their own](codes.md).

Limits: `from` (≥) and `to` (≤) include, `above` (>) and `below` (<) exclude. A list of one may be written as its item.
"""  # noqa: E501


def leaf_table(name: str) -> Iterator[str]:
    """What a leaf asks, and its keys."""
    leaf = LEAVES[name]
    yield f"\n### `{name}`\n"
    yield " ".join((leaf.__doc__ or "").split()).replace("``", "`").replace("_`", "`") + "\n"
    yield "| key | value | if absent |"
    yield "|---|---|---|"
    for slot in slots_of(leaf):
        yield f"| `{slot.key}` | {slot.form.says} | {absent(slot)} |"


def absent(slot) -> str:
    """What the absence of a key means."""
    if slot.required:
        return "required"
    if slot.key == "question":
        return "its place: trial/cohort/number"
    if slot.default in (None, ()):
        return ""
    written = slot.form.write(slot.default)
    if isinstance(written, bool):
        return f"`{str(written).lower()}`"
    return f"`{', '.join(written) if isinstance(written, list) else written}`"


def page() -> str:
    """The whole page."""
    tables = (line for name in LEAVES for line in leaf_table(name))
    return OPENING + "\n## The leaves\n" + "\n".join(tables) + "\n"


def test_every_connective_is_on_the_page():
    assert [name for name in CONNECTIVES if f"| `{name}: " not in page()] == []


@pytest.mark.parametrize(
    "word", ["PerSide", "IfThen", "AnyOf", "Measurement`", "FLOOR", "=None", "`from_", "`is_`", "`for_`", "`as_`"]
)
def test_the_page_speaks_the_words_of_a_document(word: str):
    assert word not in page()


def test_the_page_says_what_the_codec_reads():
    if os.environ.get("GENOTHER_WRITE_PAGES"):
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "run this test with GENOTHER_WRITE_PAGES=1"
