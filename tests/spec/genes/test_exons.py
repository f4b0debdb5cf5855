"""Exons of a lesion (reading 15)."""

from matching.criteria import Exons, ExonSkip, StudiedNegative


def test_overlap_and_containment(spec):
    records = """
       | DMD variant
    p1 | P hemi del exons 10-20
    p2 | P hemi del exons 17-20
    p3 | P hemi del exons 18-20
    p4 | P hemi del exons 45-50
    p5 | P hemi dup exons 10-20
    p6 | P hemi del
    p7 | P hemi exons 10-20
    p8 | P hemi exons 45-50
    """
    spec(
        title="A deletion of exons 10 to 20 overlaps exons 1 to 17",
        reading=15,
        records=records,
        criterion=Exons("DMD", 1, 17, lesions=("deletion",)),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "not met",
            "p5": "not met",
            "p6": "unknown: breakpoint unknown",
            "p7": "unknown: breakpoint unknown",
            "p8": "not met",
        },
        note="p7 does not say whether the exons are deleted; p6 does not say which.",
    )
    spec(
        title="A deletion contained in exons 18 to 79 lies wholly within them",
        reading=15,
        records=records,
        criterion=Exons("DMD", 18, 79, how="within", lesions=("deletion",)),
        expect={
            "p1": "not met",
            "p2": "not met",
            "p3": "met",
            "p4": "met",
            "p5": "not met",
            "p6": "unknown: breakpoint unknown",
            "p7": "not met",
            "p8": "unknown: breakpoint unknown",
        },
    )


def test_edges(spec):
    spec(
        title="The first and the last exon asked belong to the range",
        reading=(2, 15),
        records="""
           | DMD variant
        p1 | P hemi del exons 5-9
        p2 | P hemi del exons 5-10
        p3 | P hemi del exon 17
        p4 | P hemi del exon 18
        """,
        criterion=Exons("DMD", 10, 17, lesions=("deletion",)),
        expect={"p1": "not met", "p2": "met", "p3": "met", "p4": "not met"},
    )
    spec(
        title="Contained means no exon outside, on either side",
        reading=(2, 15),
        records="""
           | DMD variant
        p1 | P hemi del exons 10-17
        p2 | P hemi del exons 9-17
        p3 | P hemi del exons 10-18
        """,
        criterion=Exons("DMD", 10, 17, how="within", lesions=("deletion",)),
        expect={"p1": "met", "p2": "not met", "p3": "not met"},
    )


def test_transcript(spec):
    spec(
        title="Exon numbers of another transcript are not compared",
        reading=15,
        records="""
           | DMD variant
        p1 | P hemi del exons 10-20 on NM_004006.3
        p2 | P hemi del exons 10-20 on NM_004006.2
        p3 | P hemi del exons 10-20 on NM_000109.4
        """,
        criterion=Exons("DMD", 1, 17, transcript="NM_004006.3"),
        expect={"p1": "met", "p2": "met", "p3": "unknown: locus not resolved"},
        note="Versions of one transcript count their exons alike.",
    )


def test_what_does_not_count(spec):
    spec(
        title="Benign and mosaic lesions do not count, and silence is open",
        reading=(12, 15),
        records="""
           | DMD variant
        p1 | B hemi del exons 10-20
        p2 | P het mosaic del exons 10-20
        p3 | negative
        p4 |
        """,
        criterion=Exons("DMD", 1, 17),
        expect={
            "p1": "unknown: not recorded",
            "p2": "unknown: not recorded",
            "p3": "not met",
            "p4": "unknown: not recorded",
        },
    )


def test_uncertain_significance(spec):
    spec(
        title="A lesion of uncertain significance leaves the exons open",
        reading=(9, 15),
        records="""
           | DMD variant
        p1 | VUS hemi del exons 10-20
        p2 | hemi del exons 10-20
        p3 | B hemi del exons 10-20
        """,
        criterion=Exons("DMD", 1, 17),
        expect={"p1": "unknown: uncertain significance", "p2": "met", "p3": "unknown: not recorded"},
        note="p2: a lesion of whole exons, as MLPA reports it, without a class.",
    )


def test_untested_exons_beside_it(spec):
    records = """
       | DMD variant
    p1 | P hemi del exons 45-50
    p2 | P hemi del exons 45-50?
    p3 | P hemi del exons ?45-50
    p4 | P hemi del exons 20-25?
    p5 | P hemi del exons ?60-65
    p6 | P hemi del exons ?20-25
    p7 | P hemi del exons 60-65?
    """
    spec(
        title="Where the exon beside a deletion was not tested, it may reach the exons asked",
        reading=15,
        records=records,
        criterion=Exons("DMD", 50, 55, lesions=("deletion",)),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "met",
            "p4": "unknown: breakpoint unknown",
            "p5": "unknown: breakpoint unknown",
            "p6": "not met",
            "p7": "not met",
        },
        note="A question mark stands at the end beside which the exon was not tested.",
    )
    spec(
        title="What may be longer is not known to lie within",
        reading=15,
        records=records,
        criterion=Exons("DMD", 40, 55, how="within", lesions=("deletion",)),
        expect={
            "p1": "met",
            "p2": "unknown: breakpoint unknown",
            "p3": "unknown: breakpoint unknown",
            "p4": "not met",
            "p5": "not met",
            "p6": "not met",
            "p7": "not met",
        },
    )


def test_what_an_open_end_leaves_open(spec):
    spec(
        title="No reading frame is computed from a deletion that may be longer",
        reading=15,
        records="""
           | DMD variant
        p1 | P hemi del exons 45-50
        p2 | P hemi del exons 45-50?
        p3 | P hemi del exons ?45-50
        """,
        criterion=ExonSkip(51),
        expect={"p1": "met", "p2": "unknown: breakpoint unknown", "p3": "unknown: breakpoint unknown"},
    )
    spec(
        title="A region is not free of a deletion that may reach it",
        reading=15,
        records="""
           | DMD variant
        p1 | negative; P hemi del exons 20-25
        p2 | negative; P hemi del exons 20-25?
        p3 | negative; P hemi del exons 60-65?
        p4 | negative; P hemi del exons ?60-65
        """,
        criterion=StudiedNegative("DMD", 45, 55),
        expect={
            "p1": "met",
            "p2": "unknown: breakpoint unknown",
            "p3": "met",
            "p4": "unknown: breakpoint unknown",
        },
    )
