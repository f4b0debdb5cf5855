"""Rare diseases of no trial in the library: near ones that must not be mistaken for it, far ones, and no diagnosis."""

from __future__ import annotations

from registry.synthetic.chance import Weighted
from registry.synthetic.profiles import YEAR, Profile

SHARE = 38.0
_TRANS: Weighted[str] = ((60, "homozygous"), (20, "trans by relation"), (20, "unphased"))
_HEMI: Weighted[str] = ((90, "hemizygous"), (10, ""))
# code, weight, youngest and oldest (years), share of boys and men, gene, genotypes
_TABLE: tuple[tuple[str, float, int, int, float, str, Weighted[str]], ...] = (
    ("ORPHA:98895", 3, 5, 60, 1.0, "DMD", ((70, "deletion"), (30, "hemizygous"))),
    ("ORPHA:353", 3, 5, 40, 0.5, "SGCG", _TRANS),
    ("ORPHA:267", 3, 10, 60, 0.5, "CAPN3", _TRANS),
    ("ORPHA:268", 2, 15, 60, 0.5, "", ()),
    ("ORPHA:62", 1, 5, 40, 0.5, "", ()),
    ("ORPHA:98920", 2, 0, 2, 0.5, "", ()),
    ("ORPHA:903", 2, 3, 70, 0.4, "", ()),
    ("ORPHA:234", 1, 10, 50, 0.5, "", ()),
    ("ORPHA:3111", 1, 5, 40, 0.5, "", ()),
    ("ORPHA:827", 2, 8, 60, 0.5, "", ()),
    ("ORPHA:65", 2, 0, 30, 0.5, "", ()),
    ("ORPHA:886", 1, 5, 60, 0.5, "", ()),
    ("ORPHA:180", 2, 10, 60, 1.0, "CHM", _HEMI),
    ("ORPHA:1872", 1, 10, 60, 0.6, "RPGR", _HEMI),
    ("ORPHA:35078", 2, 0, 1, 0.5, "JAK3", _TRANS),
    ("ORPHA:277", 2, 0, 3, 0.5, "", ()),
    ("ORPHA:846", 1, 1, 40, 0.5, "", ()),
    ("ORPHA:586", 4, 0, 45, 0.5, "CFTR", _TRANS),
    ("ORPHA:365", 2, 0, 60, 0.5, "", ()),
    ("ORPHA:355", 2, 2, 60, 0.5, "", ()),
    ("ORPHA:324", 2, 5, 70, 0.6, "GLA", _HEMI),
    ("ORPHA:579", 1, 0, 20, 0.5, "", ()),
    ("ORPHA:716", 2, 0, 50, 0.5, "", ()),
    ("ORPHA:399", 2, 25, 75, 0.5, "", ()),
    ("ORPHA:558", 2, 3, 60, 0.5, "", ()),
    ("ORPHA:636", 3, 1, 60, 0.5, "", ()),
    ("ORPHA:95", 2, 8, 50, 0.5, "", ()),
    ("ORPHA:905", 1, 8, 50, 0.5, "", ()),
    ("ORPHA:273", 3, 10, 70, 0.5, "", ()),
    ("ORPHA:269", 3, 10, 75, 0.5, "", ()),
    ("ORPHA:778", 2, 1, 30, 0.02, "", ()),
    ("ORPHA:852", 2, 1, 40, 1.0, "WAS", _HEMI),
    ("ORPHA:139399", 2, 20, 60, 1.0, "ABCD1", _HEMI),
    ("ORPHA:231568", 2, 2, 60, 0.5, "COL7A1", ((80, "carrier"), (20, ""))),
    ("ORPHA:364055", 2, 2, 40, 0.5, "RPE65", _TRANS),
    ("ORPHA:258", 1, 0, 25, 0.5, "", ()),
)
_USUAL = {"ALT": None, "AST": None, "creatinine": None, "haemoglobin": None, "platelets": None}
_UNDIAGNOSED = 5.0
_TOTAL = sum(row[1] for row in _TABLE) + _UNDIAGNOSED

OTHERS: tuple[Profile, ...] = (
    *(
        Profile(
            "other", SHARE * weight / _TOTAL, ((1, (code,)),),
            ((1, youngest * YEAR + 20, oldest * YEAR + 340),), male, gene, genotypes,
            measures=_USUAL, absent={"HP:0001638": 0.2, "HP:0002540": 0.2}, refuted={"SNOMED:86406008": 0.2},
        )
        for code, weight, youngest, oldest, male, gene, genotypes in _TABLE
    ),
    Profile(
        "no diagnosis", SHARE * _UNDIAGNOSED / _TOTAL, (),
        ((1, 30, 60 * YEAR),), measures=_USUAL,
        present={"HP:0001252": 0.5, "HP:0001324": 0.5, "HP:0003236": 0.4, "HP:0001250": 0.3, "HP:0001249": 0.3},
    ),
)  # fmt: skip
