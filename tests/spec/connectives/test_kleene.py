"""All, any, at least n, not: Kleene's logic, in which unknown is never a yes (Words)."""

from matching.criteria import All, AnyOf, AtLeast, Not, Phenotype
from tests.spec.names import codes

WEAK, FLOPPY, SEIZURE = (Phenotype(codes(name)) for name in ("muscle weakness", "hypotonia", "seizure"))
RECORDS = """
   | phenotype
p1 | muscle weakness 2026; hypotonia 2026; seizure 2026
p2 | muscle weakness 2026; hypotonia 2026; no seizure 2026-05-01
p3 | muscle weakness 2026; hypotonia 2026
p4 | muscle weakness 2026; no hypotonia 2026-05-01
p5 | muscle weakness 2026
p6 | no muscle weakness 2026-05-01; no hypotonia 2026-05-01
p7 | no muscle weakness 2026-05-01; no hypotonia 2026-05-01; no seizure 2026-05-01
p8 |
"""
UNKNOWN = "unknown: not recorded"


def answers(*found):
    words = {"+": "met", "-": "not met", "?": UNKNOWN}
    return {f"p{number}": words[one] for number, one in enumerate(found, 1)}


def test_all(spec):
    spec(
        title="All is not met as soon as one is not, and met when every one is",
        records=RECORDS,
        criterion=All((WEAK, FLOPPY, SEIZURE)),
        expect=answers(*"+-?-?--?"),
    )
    spec(
        title="All of nothing is met",
        records=RECORDS,
        criterion=All(()),
        expect=answers(*"++++++++"),
    )


def test_any(spec):
    spec(
        title="Any is met as soon as one is, and not met when every one is not",
        records=RECORDS,
        criterion=AnyOf((WEAK, FLOPPY, SEIZURE)),
        expect=answers(*"+++++?-?"),
    )


def test_at_least(spec):
    spec(
        title="At least 2 of 3 may be decided with one unknown",
        records=RECORDS,
        criterion=AtLeast(2, (WEAK, FLOPPY, SEIZURE)),
        expect=answers(*"+++??--?"),
        note="p3 has two already; p6 can reach one at most.",
    )
    spec(
        title="At least 3 of 3 is all of them",
        records=RECORDS,
        criterion=AtLeast(3, (WEAK, FLOPPY, SEIZURE)),
        expect=answers(*"+-?-?--?"),
    )
    spec(
        title="At least 1 of 3 is any of them",
        records=RECORDS,
        criterion=AtLeast(1, (WEAK, FLOPPY, SEIZURE)),
        expect=answers(*"+++++?-?"),
    )


def test_not(spec):
    spec(
        title="Not of an unknown stays unknown",
        records=RECORDS,
        criterion=Not(SEIZURE),
        expect=answers(*"-+????+?"),
    )
    spec(
        title="Not goes through the connectives",
        records=RECORDS,
        criterion=Not(All((WEAK, Not(FLOPPY)))),
        expect=answers(*"+++-?++?"),
        note="If weak, then floppy.",
    )
