"""Which HGVS descriptions are of two changes, and which may be of one."""

import pytest

from fhir_adapters.alleles import two_alleles


@pytest.mark.parametrize(
    ("texts", "alleles"),
    [
        (["NM_1.1:c.1A>G", "NM_1.1:c.2del"], [1, 2]),
        (["NM_1.1:c.1A>G", "NM_1.2:c.2del"], [1, 2]),
        (["NM_1.1(SMN1):c.1A>G", "NM_1.1:c.2del"], [1, 2]),
        (["LRG_1t1:c.1A>G", "LRG_1t2:c.2del"], [1, 2]),
        (["c.1A>G", "NM_1.1:c.2del"], [1, 2]),
        (["NM_1.4:c.1A>G", "NM_1.5:c.2del", "NM_1.5:c.1A>G"], [1, 2, 1]),
        (["NC_1.9:g.1A>G", "NC_1.9:g.2del"], [1, 2]),
        (["NM_1.1:c.1A>G", "NM_1.1:c.1A>T"], [1, 2]),
        (["NM_1.1:c.826C>A", "NM_1.1:c.700_702del"], [1, 2]),
        (["NM_1.1:c.826del", "NM_1.1:c.900dup"], [1, 2]),
        (["NM_1.1:c.826delC", "NM_1.1:c.826C>A"], [1, 2]),
        (["NP_1.1:p.(Arg1Ter)", "NP_1.1:p.Gly2Ser"], None),
        (["NM_1.4:c.1A>G", "NM_1.5:c.1A>G"], None),
        (["NM_1.4:c.1A>G", "c.1A>G"], None),
        (["NM_1.1:c.1A>G", "NM_2.1:c.301A>G"], None),
        (["NC_1.9:g.1A>G", "NC_1.10:g.3A>G"], None),
        (["NM_1.1:c.1A>G", "NP_1.1:p.Arg1Gly"], None),
        (["NP_1.1:p.(Arg1Gly)", "NP_1.1:p.Arg1Gly"], None),
        (["NM_1.1:c.826del", "NM_1.1:c.826delC"], None),
        (["NM_1.1:c.826C>A", "NM_1.1:c.826c>a"], None),
        (["NM_1.1:c.826C>A", "nm_1.1:c.(826C>A)"], None),
        (["NM_1.1:c.826C>A", "NM_1.1:c.[826C>A]"], None),
        (["NM_1.1:c.826dup", "NM_1.1:c.826_827insC"], None),
        (["NM_1.1:c.826C>A", "NM_1.1:c.826delinsA"], None),
        (["NM_1.1:c.826del", "NM_1.1:c.827_830del"], None),
        (["NM_1.1:c.(12+1_13-1)_(*3_?)del", "NM_1.1:c.826del"], None),
        (["NM_1.1:c.826C>A", "NM_1.1:c.53AGG[22]"], None),
        (["g.1A>G", "g.3A>G"], None),
        (["NC_1:g.1A>G", "NC_1:g.3A>G"], None),
        (["NM_1.1:c.1A>G", None], None),
        (["NM_1.1:c.1A>G", "a deletion"], None),
        (["NM_1.1:c.1A>G", "NM_1.1:c.2del", "NM_1.1:c.3del"], None),
        ([], None),
    ],
)
def test_two_changes_are_told_apart_on_one_reference_only(texts, alleles):
    assert two_alleles(texts) == alleles
