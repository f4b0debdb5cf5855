"""What HGVS text says of the extent of a change, of mosaics, and of places without a change."""

import pytest

from fhir_adapters.hgvs import is_change, is_mosaic, is_unchanged, lesion_of


@pytest.mark.parametrize(
    ("text", "lesion"),
    [
        ("NM_000344.4:c.(834+1_835-1)_(*3_?)del", "deletion"),
        ("NM_004006.3:c.(6438+1_6439-1)_(7309+1_7310-1)del", "deletion"),
        ("NM_004006.3:c.(?_-1)_(*3_?)del", "deletion"),
        ("c.6439-?_7309+?dup", "duplication"),
        ("c.6439-100_7309+20del", "deletion"),
        ("c.(834+1_835-1)_*3del", "deletion"),
        ("NC_000005.10:g.70924941_70953015del", "deletion"),
        ("c.100_150del", "deletion"),
        ("c.100_149del", "point"),
        ("NM_1.2:c.12del", "point"),
        ("c.12delAG", "point"),
        ("c.12_14dup", "point"),
        ("c.12_14delinsAT", "point"),
        ("c.12_13insA", "point"),
        ("c.*20_*25del", "point"),
        ("c.(12_14)_(15_17)del", "point"),
        ("c.826C>A", "point"),
        ("c.834+5_835-3del", None),  # inside one intron
        ("c.825_834+5del", None),  # the end of an exon
        ("c.100_400delinsA", None),
        ("p.(Lys23del)", None),
        ("exon 7 deletion", None),
    ],
)
def test_the_extent_of_a_change(text, lesion):
    assert lesion_of(text) == lesion


def test_mosaics_and_places_without_a_change():
    assert [is_mosaic(text) for text in ("c.1243=/C>T", "c.1243=//C>T", "c.1243C>T")] == [True, True, False]
    texts = ("NM_1.2:c.826=", "c.=", "c.(=)", "p.(=)", "c.1243=/C>T", "c.826C>A")
    assert [is_unchanged(text) for text in texts] == [True, True, True, False, False, False]


def test_a_change_may_be_bare():
    texts = ("NM_1.2:c.1A>G", "c.1A>G", "p.(Lys23del)", "exon 7", "c. 1A>G", "exon 7: loss", "chr5:70925087")
    assert [is_change(text) for text in texts] == [True] * 3 + [False] * 4
