"""Leber's two eye diseases and recessive dystrophic epidermolysis bullosa as they come to a hospital."""

from __future__ import annotations

from registry.synthetic.profiles import YEAR, Course, Profile
from registry.synthetic.usual import HALF, NO, VIRUSES, YES

Y = YEAR

EYE_AND_SKIN: tuple[Profile, ...] = (
    Profile(
        "RPE65 LCA", 3.5, ((45, ("ORPHA:65",)), (35, ("OMIM:204100",)), (20, ("ORPHA:65", "OMIM:204100"))),
        ((15, 100, 3 * Y - 1), (85, 3 * Y, 45 * Y)),
        gene="RPE65",
        genotypes=((45, "homozygous"), (20, "trans by relation"), (15, "unphased"), (10, "uncertain"), (10, "")),
        capsids=("AAV2",), measures={"BCVA": ((60, 3, 60), (40, 61, 75)), "ALT": None, "creatinine": None},
        present={"HP:0000662": 0.8, "HP:0000572": 0.5, "HP:0000556": 0.6}, absent={"HP:0000518": 0.4}, refuted=VIRUSES,
        courses=(Course("ATC:D10BA01", 0.04, (20,), "mg/d", (60, 900), 0, 0, 0.6, 0.4),),
        procedures={"GENOTHER:gene-therapy-aav2": 0.08},
        questions={"NCT00999609/main/I3": HALF, "NCT00999609/main/I4": HALF, "NCT00999609/main/E2": NO},
    ),
    Profile(
        "LHON", 3.5, ((80, ("ORPHA:104",)), (20, ("ORPHA:104", "OMIM:535000"))),
        ((15, 8 * Y, 15 * Y - 1), (85, 15 * Y, 60 * Y)), male=0.8,
        gene="MT-ND4", genotypes=((65, "mitochondrial"), (15, "m.3460G>A"), (5, "absent"), (15, "")), capsids=("AAV2",),
        measures={"BCVA": ((80, 0, 40), (20, 41, 80)), "ALT": None},
        present={"HP:0000572": 0.8, "HP:0000529": 0.5}, absent={"HP:0000518": 0.4}, refuted=VIRUSES,
        procedures={"GENOTHER:gene-therapy-aav2": 0.03}, questions={"NCT02652767/main/I2": HALF},
    ),
    Profile(
        "CNGA3 achromatopsia", 4, ((100, ("ORPHA:49382",)),), ((75, 6 * Y + 2, 13 * Y - 2), (25, 13 * Y, 50 * Y)),
        gene="CNGA3",
        genotypes=((50, "homozygous"), (20, "trans by relation"), (15, "unphased"), (5, "uncertain"), (10, "")),
        capsids=("AAV8",), measures={"BCVA": ((85, 20, 50), (15, 5, 19)), "ONL": None, "ALT": None},
        present={"HP:0000556": 0.3}, absent={"HP:0000662": 0.5}, refuted=VIRUSES,
        questions={"NCT02610582/minors/I6": YES, "NCT02610582/minors/I8": YES},
    ),
    Profile(
        "RDEB", 3.5, ((60, ("ORPHA:79408",)), (20, ("ORPHA:89842",)), (8, ("ORPHA:79409",)), (12, ("ORPHA:303",))),
        ((25, 20, 6 * Y - 1), (75, 6 * Y, 45 * Y)),
        gene="COL7A1",
        genotypes=((35, "homozygous"), (25, "trans by relation"), (15, "unphased"), (10, "uncertain"), (15, "")),
        measures={"haemoglobin": ((70, 7, 10.5), (30, 10.6, 13)), "creatinine": None, "weight": ((100, 10, 60),)},
        present={"HP:0001903": 0.6, "HP:0001508": 0.4}, refuted={**VIRUSES, "SNOMED:254651007": 0.7},
        procedures={"GENOTHER:gene-therapy": 0.02},
        questions={"NCT04227106/main/I3": YES, "NCT04227106/main/E1": NO},
    ),
)  # fmt: skip
