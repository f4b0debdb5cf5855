"""DMD exon-skip amenability, computed from the reading frame (reading 15)."""

from matching.criteria import ExonSkip

BREAKPOINT = "unknown: breakpoint unknown"


def test_amenable(spec):
    spec(
        title="Amenable to skipping exon 51: out of frame, and in frame once exon 51 is skipped",
        reading=15,
        records="""
            | DMD variant
        p1  | P del exons 48-50
        p2  | P del exon 52
        p3  | P del exons 48-51
        p4  | P del exons 45-47
        p5  | P del exons 3-7
        p6  | P dup exons 48-50
        p7  | P dup exon 51
        p8  | c.6292C>T P point
        p9  | P del
        p10 | VUS del exons 48-50
        p11 | P mosaic del exons 48-50
        p12 | negative
        p13 | P del exons 48-50 on NM_000109.4
        p14 |
        """,
        criterion=ExonSkip(51),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "not met",
            "p5": "not met",
            "p6": "not met",
            "p7": "unknown: locus not resolved",
            "p8": "not met",
            "p9": BREAKPOINT,
            "p10": "unknown: uncertain significance",
            "p11": "unknown: not recorded",
            "p12": "not met",
            "p13": "unknown: locus not resolved",
            "p14": "unknown: not recorded",
        },
    )
    spec(
        title="The same deletion may be amenable to two exons, or to another one",
        reading=15,
        records="""
           | DMD variant
        p1 | P del exon 52
        p2 | P del exons 45-52
        p3 | P del exons 48-50
        """,
        criterion=ExonSkip(53),
        expect={"p1": "met", "p2": "met", "p3": "not met"},
    )
