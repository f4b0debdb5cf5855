"""Whether two HGVS descriptions are of two changes, so that compound heterozygous ones lie on two alleles.

HGVS 21.0: ``reference:kind.change``. A transcript keeps its positions in nearly every version, so that its version is
no part of the change; a chromosome has other positions in every version, so there it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Allele = Literal[1, 2]
_FORM = re.compile(
    r"(?:(?P<reference>[^:()\s]+?)(?P<version>\.\d+|t\d+)?(?:\([^:()]+\))?:)?(?P<kind>[cgmnpr])\.(?P<change>\S+)"
)


def two_alleles(texts: Iterable[str | None]) -> list[Allele] | None:
    """On which of two alleles each change lies, when they are exactly two; None when they cannot be told apart.

    Changes on two references, or one of them on the protein, may be one change written twice. A text without a
    reference is on that of the others.
    """
    found = [_parts(text) for text in texts]
    named = [parts for parts in found if parts]
    references = {reference for reference, _, _ in named if reference}
    changes = list(dict.fromkeys(change for _, _, change in named))
    if len(named) != len(found) or len({kind for _, kind, _ in named}) != 1 or len(references) > 1 or len(changes) != 2:
        return None
    return [1 if change == changes[0] else 2 for _, _, change in named]


def _parts(text: str | None) -> tuple[str | None, str, str] | None:
    """The reference by which changes are compared, the kind of sequence, and the change."""
    found = _FORM.fullmatch(text or "")
    if not found:
        return None
    reference = found["reference"]
    if reference and found["kind"] in "gm":
        reference += found["version"] or ""
    # A protein change that was deduced stands in brackets.
    return reference, found["kind"], found["change"].strip("()") if found["kind"] == "p" else found["change"]
