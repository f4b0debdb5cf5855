"""The exons of dystrophin add up, and the skips that the literature names come out of the frame alone."""

import pytest

from matching.reading_frame import CODING_LENGTHS, LAST, coding_length, restores
from matching.truth import Truth


def test_the_exons_add_up_to_the_protein_and_its_stop():
    assert LAST == 79
    assert coding_length(1, LAST) == 11_058 == 3 * (3685 + 1)
    # c.6439 is the first nucleotide of exon 45, c.10 223 the last of exon 70.
    assert coding_length(1, 44) == 6438
    assert coding_length(1, 70) == 10_223


@pytest.mark.parametrize(
    ("exon", "deletions"),
    [
        (44, [(45, 45), (45, 54), (43, 43), (38, 43)]),
        (45, [(44, 44), (46, 47), (46, 48), (46, 49), (46, 51), (46, 53)]),
        (50, [(51, 51), (51, 53), (51, 55)]),
        (51, [(45, 50), (47, 50), (48, 50), (49, 50), (50, 50), (52, 52)]),
        (52, [(51, 51), (53, 53), (53, 55)]),
        (53, [(45, 52), (47, 52), (48, 52), (49, 52), (50, 52), (52, 52)]),
        (55, [(54, 54), (48, 54)]),
    ],
)
def test_deletions_that_a_skip_restores(exon, deletions):
    assert [restores(*one, exon) for one in deletions] == [Truth.MET] * len(deletions)


@pytest.mark.parametrize(
    ("deletion", "why"),
    [((45, 47), "in frame"), ((48, 51), "in frame"), ((3, 7), "far from these exons"), ((1, 43), "no start"),
     ((56, 79), "no stop"), ((50, 45), "reversed")],
)  # fmt: skip
def test_deletions_that_no_skip_restores(deletion, why):
    assert {restores(*deletion, exon) for exon in (44, 45, 50, 51, 52, 53, 55)} == {Truth.NOT_MET}, why


def test_no_exon_that_is_skipped_is_in_frame_by_itself():
    assert [CODING_LENGTHS[exon - 1] % 3 for exon in (44, 45, 50, 51, 52, 53, 55)] == [1, 2, 1, 2, 1, 2, 1]
