"""The verdicts of 200 made-up patients on every trial of the library, as a file that a change shows itself in.

GENOTHER_WRITE_PAGES=1 writes it anew; the difference then belongs in the review of the change.
"""

import difflib
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fhir_adapters.bundle import to_facts
from matching.days import day, iso
from matching.explain.words import MARKS
from matching.reference import Context
from matching.verdict import Judgement, Verdict, judge
from registry.synthetic.hospital import hospital
from registry.terminologies.service import starter
from registry.trials.files import library

GOLDEN = Path(__file__).with_name("golden_verdicts.txt")
TODAY = date(2026, 11, 23)
SHOWN = 20  # lines of a difference: enough to see what changed


def told(one: Judgement) -> str:
    """A patient whom nothing excludes: the strip, and until or from when."""
    strip = "".join(MARKS[criterion.passes] for criterion in one.criteria)
    until = f" until {iso(one.until)}" if one.until is not None else ""
    opens = f" from {iso(one.opens_on)}" if one.opens_on is not None else ""
    return f"  {one.patient[:8]} {one.verdict.slug} {strip}{until}{opens}"


def verdicts() -> Iterator[str]:
    """A line per cohort and one per patient in it who is not excluded; of the excluded, the criteria that exclude."""
    context = Context(day(TODAY.isoformat()), starter())
    read = (to_facts(bundle)[0] for bundle in hospital(200, 11, TODAY))
    patients = [(facts.people[0].patient, facts) for facts in read]
    for trial in library().values():
        for cohort in trial.cohorts:
            found = [judge(patient, facts, trial, cohort, context) for patient, facts in patients]
            counts = Counter(one.verdict for one in found)
            yield f"{trial.id} {cohort.name}: " + ", ".join(f"{counts[v]} {v.slug}" for v in Verdict)
            excluding = Counter(criterion.numbered.number for one in found for criterion in one.decisive)
            yield "  excluding: " + ", ".join(f"{number} {count}" for number, count in sorted(excluding.items()))
            yield f"  near misses: {sum(one.near_miss is not None for one in found)}"
            yield from sorted(told(one) for one in found if one.verdict is not Verdict.EXCLUDED)


def test_the_verdicts_are_those_of_the_golden_file():
    now = list(verdicts())
    if os.environ.get("GENOTHER_WRITE_PAGES") == "1":
        GOLDEN.write_text("\n".join(now) + "\n", encoding="utf-8")
    before = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(before, now, "golden", "now", lineterm="", n=0))
    assert changed == [], "\n".join([f"{len(changed)} lines differ:", *changed[:SHOWN]])


def test_the_golden_file_speaks_of_every_cohort():
    told = GOLDEN.read_text(encoding="utf-8").splitlines()
    cohorts = [f"{trial.id} {cohort.name}" for trial in library().values() for cohort in trial.cohorts]
    assert [line.split(": ")[0] for line in told if not line.startswith(" ")] == cohorts
