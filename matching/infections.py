"""What the tests of an infection say together (reading 22), as data: what proves it, and what rules it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from matching.days import Duration

Agent = Literal["HIV", "HBV", "HCV", "syphilis"]
Asks = Literal["active", "ever"]
# Codes of the starter set; each stands for the LOINC codes below it. Viral loads come as results too.
HBSAG, ANTI_HBC, HBV_DNA = "GENOTHER:hbsag", "GENOTHER:anti-hbc", "GENOTHER:hbv-dna"
ANTI_HCV, HCV_RNA = "GENOTHER:anti-hcv", "GENOTHER:hcv-rna"
ANTI_HIV, HIV_RNA = "GENOTHER:anti-hiv", "GENOTHER:hiv-rna"
TREPONEMAL, REAGIN = "GENOTHER:treponemal", "GENOTHER:reagin"
# Antibodies that a mother, or a donor of immunoglobulin, may have given.
PASSIVE = frozenset({ANTI_HBC, ANTI_HCV, ANTI_HIV, TREPONEMAL, REAGIN})
IMMUNOGLOBULIN = ("ATC:J06BA", "ATC:J06BB")
MATERNAL = Duration(18, "mo")
# For how long after immunoglobulin its antibodies may be found: five half-lives of IgG, of three weeks each, and more.
GIVEN = Duration(6, "mo")


@dataclass(frozen=True, slots=True)
class Workup:
    """``proof``: groups of tests, all positive in one of them. ``clear``: groups, all negative in one of them.

    ``lasts`` says that a positive never expires; ``conditions`` are diagnoses that prove it as well.
    """

    proof: tuple[tuple[str, ...], ...]
    clear: tuple[tuple[str, ...], ...]
    conditions: tuple[str, ...] = ()
    lasts: bool = False


_HBV = ("SNOMED:66071002", "SNOMED:61977001", "ICD10:B16", "ICD10:B18.0", "ICD10:B18.1")
_HCV = ("SNOMED:50711007", "SNOMED:128302006", "ICD10:B17.1", "ICD10:B18.2")
_SYPHILIS = ("ICD10:A50", "ICD10:A51", "ICD10:A52", "ICD10:A53")
_HIV = Workup(((ANTI_HIV,), (HIV_RNA,)), ((ANTI_HIV,),), ("SNOMED:86406008", "ICD10:B20", "ICD10:Z21"), lasts=True)
WORKUPS: Mapping[tuple[Agent, Asks], Workup] = MappingProxyType({
    # HBsAg is the infection, anti-HBs alone is not; an isolated anti-HBc needs the DNA.
    ("HBV", "active"): Workup(((HBSAG,), (HBV_DNA,)), ((HBSAG, ANTI_HBC), (HBSAG, HBV_DNA))),
    ("HBV", "ever"): Workup(((HBSAG,), (HBV_DNA,), (ANTI_HBC,)), ((HBSAG, ANTI_HBC),), _HBV, lasts=True),
    # Anti-HCV with negative RNA is an infection that is over.
    ("HCV", "active"): Workup(((HCV_RNA,),), ((ANTI_HCV,), (HCV_RNA,))),
    ("HCV", "ever"): Workup(((HCV_RNA,), (ANTI_HCV,)), ((ANTI_HCV,),), _HCV, lasts=True),
    ("HIV", "active"): _HIV,
    ("HIV", "ever"): _HIV,
    # A treponemal antibody stays after cure; a reagin alone may be another disease's.
    ("syphilis", "active"): Workup(((TREPONEMAL, REAGIN),), ((TREPONEMAL,), (REAGIN,))),
    ("syphilis", "ever"): Workup(((TREPONEMAL,),), ((TREPONEMAL,),), _SYPHILIS, lasts=True),
})  # fmt: skip
