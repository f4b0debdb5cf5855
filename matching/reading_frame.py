"""The reading frame of dystrophin: which exon, skipped as well, puts an out-of-frame deletion back in frame.

Coding lengths of the 79 exons of NM_004006.3 (LRG_199t1), in nucleotides: 11,058 in all, which is 3,685 amino acids and
the stop (tests/matching/test_reading_frame.py adds them up).
"""

from __future__ import annotations

from matching.truth import Truth

# Exon 1 codes for the first 31 nucleotides, exon 79 for the last ones with the stop.
CODING_LENGTHS = (
    31, 62, 93, 78, 93, 173, 119, 182, 129, 189, 182, 151, 120, 102, 108, 180, 176, 124, 88, 242, 181, 146, 213, 114,
    156, 171, 183, 135, 150, 162, 111, 174, 156, 171, 180, 129, 171, 123, 138, 153, 183, 195, 173, 148, 176, 148, 150,
    186, 102, 109, 233, 118, 212, 155, 190, 173, 157, 121, 269, 147, 79, 61, 62, 75, 202, 86, 158, 167, 112, 137, 39,
    66, 66, 159, 244, 124, 93, 32, 12,
)  # fmt: skip
LAST = len(CODING_LENGTHS)


def coding_length(first: int, last: int) -> int:
    """Nucleotides of the exons from ``first`` to ``last``."""
    return sum(CODING_LENGTHS[first - 1 : last])


def restores(first: int, last: int, exon: int) -> Truth:
    """Whether skipping an exon beside a deletion of these exons restores the frame that the deletion broke.

    Without the first exon there is no start, without the last no stop: those are met by no skipping.
    """
    if not 1 < first <= last < LAST or exon not in (first - 1, last + 1):
        return Truth.NOT_MET
    deleted = coding_length(first, last)
    restored = deleted % 3 != 0 and (deleted + CODING_LENGTHS[exon - 1]) % 3 == 0
    return Truth.MET if restored else Truth.NOT_MET
