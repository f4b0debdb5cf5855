"""Leukodystrophies, mucopolysaccharidoses, a urea cycle defect and transthyretin amyloidosis in a hospital."""

from __future__ import annotations

from dataclasses import replace

from registry.synthetic.chance import Weighted
from registry.synthetic.profiles import YEAR, Course, Profile
from registry.synthetic.usual import BLOOD, HALF, LIVER, NO, VIRUSES, YES

Y = YEAR
_TWO_ALLELES: Weighted[str] = (
    (40, "homozygous"), (20, "trans by relation"), (10, "trans by genotype"), (12, "unphased"), (10, "uncertain"),
    (8, ""),
)  # fmt: skip

_CHILD_OTC = Profile(
    "OTC under 18", 1.7, ((80, ("ORPHA:664",)), (20, ("ORPHA:664", "OMIM:311250"))),
    ((35, 2 * Y, 12 * Y - 1), (65, 12 * Y, 18 * Y - 1)), male=0.55,
    gene="OTC", genotypes=((75, "hemizygous"), (10, "hemizygous uncertain"), (15, "")), capsids=("AAV8",),
    measures={**LIVER, "ammonia": None, "eGFR Schwartz": None, "HBsAg": None, "HBV DNA": None, "HCV RNA": None},
    present={"HP:0001298": 0.3, "HP:0001392": 0.08}, absent={"HP:0001392": 0.6, "HP:0001399": 0.6, "HP:0001394": 0.6},
    refuted=VIRUSES,
    courses=(Course("ATC:A16AX09", 0.5, (8, 10, 12), "g/d", (60, 1500), 0.2),
             Course("ATC:A16AX03", 0.3, (9, 12), "g/d", (60, 1500), 0.2),
             Course("ATC:A16AX11", 0.25, (4, 6), "g/d", (60, 1500), 0.2)),
    procedures={"GENOTHER:liver-transplant": 0.06, "GENOTHER:gene-therapy-aav8": 0.02},
    questions={**{f"NCT05345171/main/{number}": YES for number in ("I2", "I4", "I6", "I7", "I8")},
               **{f"NCT05345171/main/{number}": NO for number in ("E1", "E3")}},
)  # fmt: skip

METABOLIC: tuple[Profile, ...] = (
    Profile(
        "MLD", 3.5, ((45, ("ORPHA:309256",)), (25, ("ORPHA:309263",)), (20, ("ORPHA:512",)), (10, ("OMIM:250100",))),
        ((60, 60, 4 * Y), (40, 4 * Y, 16 * Y)),
        gene="ARSA", genotypes=_TWO_ALLELES,
        measures={"ARSA": ((92, 0.5, 12), (8, 60, 110)), "ALT": None, "neutrophils": None, "platelets": None},
        present={"HP:0001288": 0.5, "HP:0002066": 0.4}, absent={"HP:0001250": 0.5}, refuted=VIRUSES,
        procedures={"GENOTHER:allogeneic-hsct": 0.05, "GENOTHER:gene-therapy-lentiviral": 0.03},
        questions={"NCT03392987/main/I2": ("geneticist", 0.7), "NCT03392987/main/I3": HALF},
    ),
    Profile(
        "cerebral ALD", 3.5, ((75, ("ORPHA:139396",)), (15, ("ORPHA:43",)), (10, ("OMIM:300100",))),
        ((80, 3 * Y, 18 * Y - 1), (20, 18 * Y, 40 * Y)), male=0.99,
        gene="ABCD1", genotypes=((80, "hemizygous"), (10, "hemizygous uncertain"), (10, "")),
        measures={"C26:0": ((95, 2, 6), (5, 0.5, 1.2)), "Loes": ((75, 0.5, 9), (15, 9.5, 20), (10, 0, 0)),
                  "NFS": ((70, 0, 1), (30, 2, 12)), "ALT": None, "neutrophils": None, "platelets": None},
        present={"HP:0001288": 0.2}, absent={"HP:0001250": 0.5}, refuted=VIRUSES,
        procedures={"GENOTHER:allogeneic-hsct": 0.12, "GENOTHER:gene-therapy-lentiviral": 0.03},
        questions={"NCT03852498/main/I5": YES, "NCT03852498/main/E1": NO}, karyotype=0.1,
    ),
    Profile(
        "MPS IIIA", 3.5, ((80, ("ORPHA:79269",)), (10, ("ORPHA:79269", "OMIM:252900")), (10, ("ORPHA:581",))),
        ((20, 20, 180), (40, 181, 2 * Y - 1), (40, 2 * Y, 10 * Y)),
        gene="SGSH", genotypes=_TWO_ALLELES, capsids=("AAV9",),
        measures={**LIVER, "SGSH": ((95, 0, 0.4), (5, 1.2, 3)), "BSID-III DQ": None, "weight": ((100, 4, 35),)},
        present={"HP:0001249": 0.5, "HP:0002240": 0.4, "HP:0000365": 0.3}, absent={"HP:0001250": 0.4}, refuted=VIRUSES,
        procedures={"GENOTHER:allogeneic-hsct": 0.04, "GENOTHER:gene-therapy-aav9": 0.03},
        questions={f"NCT02716246/{cohort}/{number}": YES for cohort in ("cohorts-1-to-3", "cohort-4")
                   for number in ("I1", "I2", "I5")} | {"NCT02716246/cohort-4/I8": YES},
    ),
    Profile(
        "MPS II", 3.5, ((60, ("ORPHA:580",)), (25, ("ORPHA:217085",)), (15, ("ORPHA:580", "OMIM:309900"))),
        ((10, 30, 120), (60, 121, 5 * Y - 60), (30, 5 * Y - 59, 14 * Y)), male=0.99,
        gene="IDS", genotypes=((80, "hemizygous"), (10, "hemizygous uncertain"), (10, "")), capsids=("AAV9",),
        measures={**LIVER, "BSID-III": None, "weight": ((100, 5, 30),)},
        present={"HP:0001249": 0.4, "HP:0002240": 0.6, "HP:0000365": 0.5}, absent={"HP:0001638": 0.4}, refuted=VIRUSES,
        courses=(Course("ATC:A16AB09", 0.7, (0.5,), "mg/kg/wk", (30, 1500)),),
        procedures={"GENOTHER:allogeneic-hsct": 0.04, "GENOTHER:gene-therapy-aav9": 0.02},
        questions={"NCT03566043/main/I1": YES, "NCT03566043/main/I4": HALF}, karyotype=0.1,
    ),
    _CHILD_OTC,
    replace(
        _CHILD_OTC, name="adult OTC", weight=2.0, ages=((100, 18 * Y, 60 * Y),), male=0.4,
        measures={**LIVER, "ammonia": None, "eGFR CKD-EPI": None, "HBsAg": None, "HBV DNA": None, "HCV RNA": None},
    ),
    Profile(
        "Huntington disease", 3.5, ((100, ("ORPHA:399",)),), ((85, 25 * Y, 65 * Y), (15, 65 * Y, 75 * Y)),
        repeated_in="HGNC:4851", repeats=(36, 52), capsids=("AAV5",),
        measures={"TFC": None, "UHDRS-DCL": None, "putamen": None, "caudate": None},
        refuted=VIRUSES,
        questions={"NCT04120493/1-2/I1": YES, "NCT04120493/1-2/I7": YES},
    ),
    Profile(
        "ATTR", 4, ((40, ("ORPHA:330001",)), (30, ("ORPHA:271861",)), (15, ("ORPHA:85451",)), (15, ("ORPHA:85447",))),
        ((30, 35 * Y, 60 * Y), (70, 60 * Y, 88 * Y)), male=0.75,
        gene="TTR", genotypes=((50, "carrier"), (20, "absent"), (30, "")),
        measures={**BLOOD, "NYHA": None, "NT-proBNP": None, "eGFR CKD-EPI": ((80, 31, 90), (20, 12, 29.9)),
                  "LVEF": None},
        present={"HP:0001638": 0.8, "HP:0001635": 0.6}, refuted=VIRUSES,
        courses=(Course("ATC:N07XX08", 0.6, (61,), "mg/d", (60, 1500)),),
        procedures={"GENOTHER:liver-transplant": 0.04},
    ),
)  # fmt: skip
