"""Ratios of the matching engine to DuckDB, a Polars group_by and the reference evaluator, measured side by side.

`python -m tests.benchmarks.bench_matching --patients 100000`: one core each, warm, alternating, medians; answers equal.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read when Polars is first imported

import numpy as np
import polars as pl

from matching.polars_engine import Engine, Snapshot
from matching.polars_engine.planes import unpack
from matching.reference import Context, evaluate
from matching.truth import Truth
from tests.benchmarks import matching_data as data
from tests.benchmarks import matching_rivals as rivals

CRITERIA = {**data.INCLUDE, **data.EXCLUDE}
Answers = dict[str, tuple[np.ndarray, np.ndarray]]  # per criterion: met, not met


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def by_engine(engine: Engine) -> Answers:
    """Every criterion of the trial, with nothing kept from an earlier run."""
    engine.forget()
    (found,) = engine.run([data.TRIAL], data.AS_OF)
    size = engine.snapshot.size
    return {one.numbered.number: (unpack(one.fact.true, size), unpack(one.fact.false, size)) for one in found.criteria}


def by_columns(frame: pl.DataFrame) -> Answers:
    """The answers of a rival, a nullable boolean per criterion."""
    met, not_met = frame.fill_null(value=False), frame.select(~pl.all()).fill_null(value=False)
    return {name: (met[name].to_numpy(), not_met[name].to_numpy()) for name in frame.columns}


def check_equal(one: Answers, other: Answers, who: str) -> None:
    """Stop where the answers differ: a ratio of different answers says nothing."""
    for name in CRITERIA:
        size = len(other[name][0])
        for mine, theirs in zip(one[name], other[name], strict=True):
            wrong = int((mine[:size] != theirs).sum())
            if wrong:
                raise SystemExit(f"{who} differs on {name} for {wrong} patients")


def by_reference(tables: dict[str, pl.DataFrame], sample: int) -> tuple[Answers, float]:
    """The answers on the first patients, and how long they took without building the facts."""
    people = data.facts_of(tables, [f"p{number:09}" for number in range(sample)]).by_patient()
    context = Context(data.AS_OF, data.TERMINOLOGY)
    truths: dict[str, list[Truth]] = {name: [] for name in CRITERIA}

    def run() -> None:
        for facts in people.values():
            for name, criterion in CRITERIA.items():
                truths[name].append(evaluate(criterion, facts, context).answer.truth)

    taken = seconds(run)
    return {
        n: tuple(np.array([t is s for t in ts]) for s in (Truth.MET, Truth.NOT_MET)) for n, ts in truths.items()
    }, taken


def measured(patients: int, sample: int, rounds: int) -> dict[str, object]:
    """The medians of alternating runs, and the ratios."""
    tables = data.Drawer(np.random.default_rng(7), patients).tables()
    ids = [f"p{number:09}" for number in range(patients)]
    engine = Engine(Snapshot.from_tables(tables, ids, data.CODES, data.UNITS, data.TERMINOLOGY), data.TERMINOLOGY)
    base, query = rivals.loaded(tables), rivals.sql()
    by_day = {name: frame if name == "people" else frame.sort("first") for name, frame in tables.items()}
    answers = by_engine(engine)
    check_equal(answers, by_columns(_fetched(base, query)), "DuckDB")
    check_equal(answers, by_columns(rivals.grouped(by_day)), "Polars group_by")
    said, reference = by_reference(tables, sample)
    check_equal(answers, said, "the reference evaluator")
    runs: dict[str, Callable[[], object]] = {
        "engine": lambda: (engine.forget(), engine.run([data.TRIAL], data.AS_OF)),
        "duckdb": lambda: base.execute(f"CREATE OR REPLACE TEMP TABLE answers AS {query}"),
        "polars group_by": lambda: rivals.grouped(by_day),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(seconds(run))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    medians["reference (scaled)"] = reference * patients / sample
    rows = {name: {"ms": taken * 1000, "ratio": taken / medians["engine"]} for name, taken in medians.items()}
    return {
        "patients": patients,
        "rows": sum(map(len, tables.values())),
        "criteria": len(CRITERIA),
        "leaves": data.LEAVES,
        "rounds": rounds,
        "reference_sample": sample,
        "results": rows,
    }


def _fetched(base: "rivals.duckdb.DuckDBPyConnection", query: str) -> pl.DataFrame:
    rows = base.execute(query)
    return pl.DataFrame(rows.fetchall(), schema=[(column[0], pl.Boolean) for column in rows.description], orient="row")


def main() -> None:
    """Measure, print, and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=400, help="patients given to the reference evaluator")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, default=Path("build/bench_matching.json"))
    asked = parser.parse_args()
    found = measured(asked.patients, asked.sample, asked.rounds)
    print(f"{found['patients']} patients, {found['rows']} rows, {found['criteria']} criteria, {found['leaves']} leaves")  # noqa: T201
    for name, row in found["results"].items():
        print(f"{name:20} {row['ms']:12.1f} ms {row['ratio']:8.1f} ×")  # noqa: T201  # a script speaks
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
