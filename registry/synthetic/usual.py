"""What many diseases have in common: the usual laboratory, viruses ruled out, and how often a person says yes."""

from __future__ import annotations

from collections.abc import Mapping

from registry.synthetic.chance import Bands

LIVER: Mapping[str, Bands | None] = {"ALT": None, "AST": None, "GGT": None, "bilirubin": None}
BLOOD: Mapping[str, Bands | None] = {"haemoglobin": None, "neutrophils": None, "platelets": None}
VIRUSES: Mapping[str, float] = {"SNOMED:86406008": 0.75, "SNOMED:66071002": 0.75, "SNOMED:50711007": 0.75}
RAISED: Bands = ((30, 30, 90), (50, 90, 260), (20, 260, 420))
YES, HALF, NO = ("investigator", 0.92), ("investigator", 0.7), ("investigator", 0.06)
