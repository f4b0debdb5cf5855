"""The rate of an import, where its time goes, and its ratio to inserting the same bodies alone, in one run.

`python -m tests.benchmarks.bench_import --patients 1000`: made-up bundles, SQLite in a file, one process; medians of
alternating rounds, each import into a registry of its own.
"""

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from registry import store
from registry.access import OPERATOR
from registry.intake import importing
from registry.migrations.service import upgrade
from registry.patients import receiving
from registry.patients.register import Register
from registry.settings import Settings
from registry.store import index
from registry.synthetic.service import write

CHUNK = 500
STAGES = {
    "parse": (importing, "documents"),
    "door and vault": (receiving, "pass_through"),
    "store: bodies and versions": (receiving.store, "put"),
    "store: search index": (index, "entries"),
    "facts": (receiving, "read_anew"),
}


@contextmanager
def timed(spent: Counter[str]) -> Iterator[None]:
    """Count the seconds that each stage takes; what a stage takes inside another is the inner one's."""
    inside: list[float] = []

    def around(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            inside.append(0.0)
            start = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                took = time.perf_counter() - start
                spent[name] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    def stepwise(name: str, call: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def run(*arguments: Any) -> Iterator[Any]:
            step = around(name, iter(call(*arguments)).__next__)
            while True:
                try:
                    yield step()
                except StopIteration:
                    return

        return run

    with ExitStack() as stack:
        for name, (module, attribute) in STAGES.items():
            wrap = stepwise if attribute == "documents" else around
            stack.enter_context(patch.object(module, attribute, wrap(name, getattr(module, attribute))))
        yield


def imported(path: Path, home: Path) -> tuple[Register, float, Counter[str]]:
    """A registry filled from a path, how many seconds that took, and on what."""
    register = Register.open(Settings(home=home, database="", vault_database=""))
    upgrade(register.clinical, "clinical")
    upgrade(register.vault, "vault")
    spent: Counter[str] = Counter()
    start = time.perf_counter()
    with timed(spent):
        importing.import_path(register, path, OPERATOR, "", datetime.now(UTC))
    took = time.perf_counter() - start
    spent["transactions, audit, the rest"] = took - sum(spent.values())
    return register, took, spent


def body_only(bodies: list[tuple[str, str, bytes]], path: Path) -> float:
    """Seconds to insert the same bodies alone, as many to a transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE resource (seq INTEGER PRIMARY KEY, type TEXT, id TEXT, body BLOB, UNIQUE (type, id))"
    )
    start = time.perf_counter()
    for first in range(0, len(bodies), CHUNK):
        connection.execute("BEGIN IMMEDIATE")
        rows = bodies[first : first + CHUNK]
        connection.executemany("INSERT INTO resource (type, id, body) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
    took = time.perf_counter() - start
    connection.close()
    return took


def stored(register: Register) -> list[tuple[str, str, bytes]]:
    """Type, id and body of all that was imported."""
    with register.reading() as session:
        return [
            (kind, json.loads(body)["id"], body)
            for kind in store.kinds(session)
            for body in store.all_bodies(session, kind)
        ]


def main() -> None:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rounds: list[tuple[float, float, Counter[str]]] = []
    resources = 0
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "hospital", asked.patients, 1, date(2026, 11, 25))
        for number in range(asked.rounds):
            register, took, spent = imported(path, Path(folder) / f"home-{number}")
            bodies = stored(register)
            resources = len(bodies)
            register.close()
            rounds.append((took, body_only(bodies, Path(folder) / f"bodies-{number}.db"), spent))
    report(asked, rounds, resources)


def report(asked: argparse.Namespace, rounds: list[tuple[float, float, Counter[str]]], resources: int) -> None:
    """The rate, the shares of its time, and the ratio to bodies alone; medians over the rounds."""
    took = statistics.median(one for one, _, _ in rounds)
    ratio = statistics.median(bare / whole for whole, bare, _ in rounds)
    shares = {name: statistics.median(spent[name] / whole for whole, _, spent in rounds) for name in rounds[0][2]}
    print(f"{resources} resources of {asked.patients} patients, {len(rounds)} rounds")  # noqa: T201  # a script speaks
    print(f"{resources / took:8.0f} resources/s, {took / resources * 1e6:.0f} µs each")  # noqa: T201  # a script speaks
    print(f"{ratio:8.3f} of the rate of body-only inserts in the same rounds")  # noqa: T201  # a script speaks
    for name, share in sorted(shares.items(), key=lambda pair: -pair[1]):
        print(f"{share:8.1%}  {name}")  # noqa: T201  # a script speaks
    if asked.json:
        found = {"resources": resources, "seconds": took, "ratio_to_bodies": ratio, "shares": shares}
        asked.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
