"""Would the tests notice? Draws faults of `mutants` in the matching floor, and runs its tests against each.

`python -m tests.mutation --sample 600` prints what survived, and the share that was killed; each is tried in a copy of
the checkout, ``--workers`` at a time. A survivor is read: a missing test, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
# The specs first: they are quick, and name what they prove.
SUITES = (
    ("tests/spec",),
    ("tests/matching", "tests/agreement/test_verdicts_agree.py"),
    ("tests/agreement/test_evaluators_agree.py",),
    ("tests/registry/trials", "tests/registry/screening/test_golden.py"),
)
CASES, MINUTES = "1000", 10


def drawn(sample: int, seed: int) -> list[Mutant]:
    """So many mutants of all, the same for the same seed."""
    every = [one for path in sorted((ROOT / "matching").rglob("*.py")) for one in mutants(path)]
    return Random(seed).sample(every, min(sample, len(every)))


def killed(one: Mutant, copy: Path) -> bool:
    """Whether a test fails, in this copy, with the fault in it; one that never ends is noticed too."""
    place = copy / one.path.relative_to(ROOT)
    sound = place.read_text(encoding="utf-8")
    place.write_text(one.text, encoding="utf-8")
    try:
        return any(_fails(suite, copy) for suite in SUITES)
    finally:
        place.write_text(sound, encoding="utf-8")


def _fails(suite: tuple[str, ...], copy: Path) -> bool:
    call = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *suite]
    environment = {**os.environ, "GENOTHER_AGREEMENT_CASES": CASES, "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            call, cwd=copy, env=environment, capture_output=True, timeout=60 * MINUTES, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    """Draw, try, tell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, default=600)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2)
    arguments = asked.parse_args()
    sample = drawn(arguments.sample, arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(arguments.workers):
            copy = Path(folder, str(number))
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "__pycache__", "build"))
            copies.put(copy)
        if any(_fails(suite, copy) for suite in SUITES):
            sys.exit("the tests fail without any fault: mend them first")

        def tried(one: Mutant) -> bool:
            copy = copies.get()
            try:
                return killed(one, copy)
            finally:
                copies.put(copy)

        survivors = 0
        with ThreadPoolExecutor(arguments.workers) as pool:
            for number, (one, dead) in enumerate(zip(sample, pool.map(tried, sample), strict=True), start=1):
                if not dead:
                    survivors += 1
                    sys.stdout.write(f"survived: {one.path.relative_to(ROOT)}:{one.line}: {one.change}\n")
                    sys.stdout.flush()
                if number % 20 == 0:
                    sys.stderr.write(f"tried {number}, {number - survivors} of them killed\n")
    sys.stdout.write(f"killed {len(sample) - survivors} of {len(sample)}: {1 - survivors / len(sample):.1%}\n")


if __name__ == "__main__":
    main()
