"""A process of its own that imports, or receives one document after another, until it is killed.

``python importing.py import FOLDER CLINICAL VAULT PATH [die-before|die-after N]`` kills itself at its N-th commit;
``python importing.py receive FOLDER CLINICAL VAULT PATH`` says ``kept N`` once the N-th document of a file is stored.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from registry.access import OPERATOR
from registry.intake import importing
from registry.intake.files import documents
from registry.patients.arrival import Incoming
from registry.patients.receiving import receive
from registry.patients.register import Register
from tests.builders.databases import NOW, home_at

SITE = "750999901"


def die_at(register: Register, when: str, number: int) -> None:
    """End at the N-th commit, of either database, as by a power cut: just before it, or just after."""
    seen = count(1)

    def die(*_connection: object) -> None:
        if next(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for engine in (register.clinical, register.vault):
        if when == "die-before":
            event.listen(engine, "commit", die)
        else:
            _after(engine, die)


def _after(engine: Engine, die: Callable[[], None]) -> None:
    done = engine.dialect.do_commit

    def do_commit(connection: object) -> None:
        done(connection)
        die()

    engine.dialect.do_commit = do_commit


def say(word: object) -> None:
    """A line for whoever may kill this process at any moment."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(act: str, folder: str, clinical: str, vault: str, path: str, *when: str) -> None:
    """Import a path in small batches, or receive its documents one by one."""
    register = home_at(Path(folder), clinical, vault).open()
    importing._BATCH_DOCUMENTS = 5
    if when:
        die_at(register, when[0], int(when[1]))
    say("ready")
    if act == "import":
        importing.import_path(register, Path(path), OPERATOR, "", NOW, lambda job: say(job.position))
    else:
        for number, document in enumerate(documents(Path(path))):
            receive(register, [Incoming(document.origin, document.content, SITE)], OPERATOR, NOW)
            say(f"kept {number}")
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
