"""Writes the made-up hospital to files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import orjson

from registry.synthetic.hospital import hospital

NAME = "patients.ndjson"


def write(folder: Path, n: int, seed: int, as_of: date) -> Path:
    """One bundle per line into ``patients.ndjson``; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with path.open("wb") as lines:
        lines.writelines(orjson.dumps(bundle, option=orjson.OPT_APPEND_NEWLINE) for bundle in hospital(n, seed, as_of))
    return path


def write_files(folder: Path, n: int, seed: int, as_of: date) -> int:
    """One file per bundle, as a hospital would send them one by one; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for bundle in hospital(n, seed, as_of):
        (folder / f"bundle-{count:06}.json").write_bytes(orjson.dumps(bundle, option=orjson.OPT_INDENT_2))
        count += 1
    return count
