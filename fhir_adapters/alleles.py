"""Whether two HGVS descriptions are of two changes, so that compound heterozygous ones lie on two alleles.

HGVS 21.0: ``reference:kind.change``. A transcript keeps its positions in nearly every version, so that its version is
no part of the change; a chromosome has other positions in every version, so there it is. One lost or doubled base has
several spellings (``826del``, ``826delC``, ``826dup`` and ``826_827insC``), and one protein change several causes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from fhir_adapters.hgvs import place_of

Allele = Literal[1, 2]
_FORM = re.compile(
    r"(?:(?P<reference>[^:()\s]+?)(?P<version>\.\d+|t\d+)?(?:\([^:()]+\))?:)?(?P<kind>[cgmnpr])\.(?P<change>\S+)"
)


def two_alleles(texts: Iterable[str | None]) -> list[Allele] | None:
    """On which of two alleles each change lies, when they are exactly two; None when they cannot be told apart.

    Changes on two references, on a protein, on a chromosome of no named build, or at one place may be one change
    written twice. A text without a reference is on the transcript of the others.
    """
    found = [_parts(text) for text in texts]
    named = [parts for parts in found if parts]
    references = {reference for reference, _, _ in named if reference}
    changes = list(dict.fromkeys(change for _, _, change in named))
    if len(named) != len(found) or len({kind for _, kind, _ in named}) != 1 or len(references) > 1 or len(changes) != 2:
        return None
    if _may_be_one(*changes):
        return None
    return [1 if change == changes[0] else 2 for _, _, change in named]


def _may_be_one(change: str, other: str) -> bool:
    """Whether two spellings may be of one change, at one place or, without a substitution, side by side.

    A substitution is neither another one nor a mere loss or doubling.
    """
    one, two = place_of(change), place_of(other)
    if one is None or two is None:
        return True
    kinds = {one[2], two[2]}
    apart = 0 if "point" in kinds else 1
    return ("point" not in kinds or "other" in kinds) and one[0] <= two[1] + apart and two[0] <= one[1] + apart


def _parts(text: str | None) -> tuple[str | None, str, str] | None:
    """The reference by which changes are compared, the kind of sequence, and the change."""
    found = _FORM.fullmatch(text or "")
    if not found or found["kind"] == "p" or (found["kind"] == "g" and not found["version"]):
        return None
    reference = found["reference"] and found["reference"].casefold()
    if reference and found["kind"] in "gm":
        reference += found["version"] or ""
    return reference, found["kind"], _plain(found["change"].casefold())


def _plain(change: str) -> str:
    """A change without brackets around it, and without the bases that it takes away or doubles."""
    if found := re.fullmatch(r"\((.+)\)|\[(.+)\]", change):
        change = found[1] or found[2]
    return re.sub(r"(del|dup)[acgtun]+$", r"\1", change)
