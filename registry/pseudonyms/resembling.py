"""Patients who may be one: found among those who share a block, compared, and noted once for a person to decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import product

from sqlmodel import Session

from fhir_adapters.door.identity import Identity
from registry.db import stamp
from registry.pseudonyms import repository
from registry.pseudonyms.likeness import THRESHOLD, scores, total
from registry.pseudonyms.models import Resemblance
from registry.pseudonyms.sealing import DataKeys, read

_CROWD = 200
"""A block of more patients than this tells nobody apart: a date or a name put where none was known."""


def note(
    session: Session, data_keys: DataKeys, changed: AbstractSet[str], blocks: AbstractSet[bytes], now: datetime
) -> None:
    """Compare the patients whose identity is new or changed, whose blocks these are, with all who share a block."""
    pairs = set(_pairs(repository.sharing(session, blocks).values(), changed))
    pairs -= repository.noted_pairs(session, changed) if pairs else set()
    compared = repository.identities(session, {root for pair in pairs for root in pair})
    opened = {
        root: [read(data_keys.open(row)) for row in rows if data_keys.readable(row)] for root, rows in compared.items()
    }
    found = [(pair, _best(opened.get(pair[0], []), opened.get(pair[1], []))) for pair in sorted(pairs)]
    repository.insert(session, Resemblance, [
        {
            "one": one, "other": other, "scores": json.dumps(best), "total": total(best),
            "noted": stamp(now), "state": "open",
        }
        for (one, other), best in found
        if best and total(best) >= THRESHOLD
    ])  # fmt: skip


def _pairs(blocks: Iterable[set[str]], changed: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if len(block) <= _CROWD:
            yield from ((min(pair), max(pair)) for pair in product(block & changed, block) if pair[0] != pair[1])


def _best(ones: list[Identity], others: list[Identity]) -> dict[str, float]:
    """The scores of the two identities, whichever sites they come from, that resemble each other most."""
    return max((scores(one, other) for one, other in product(ones, others)), key=total, default={})
