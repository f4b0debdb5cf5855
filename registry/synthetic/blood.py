"""Haemophilia A, Wiskott-Aldrich syndrome and Fanconi anaemia as they come to a hospital."""

from __future__ import annotations

from registry.synthetic.profiles import YEAR, Course, Profile, Recurring
from registry.synthetic.usual import BLOOD, LIVER, NO, VIRUSES, YES

Y = YEAR

BLOOD_DISEASES: tuple[Profile, ...] = (
    Profile(
        "HA", 4.5, ((45, ("ORPHA:98878",)), (40, ("ORPHA:169802",)), (8, ("OMIM:306700",)), (7, ("ORPHA:169805",))),
        ((18, 2 * Y, 18 * Y - 1), (82, 18 * Y, 72 * Y)), male=0.98,
        gene="F8", genotypes=((75, "hemizygous"), (8, "hemizygous uncertain"), (17, "")), capsids=("AAV5",),
        measures={**LIVER, "ALP": None, "FVIII": ((70, 0.2, 1), (15, 1.1, 5), (15, 5, 40)), "FVIII inhibitor": None,
                  "creatinine": None, "platelets": None, "FVIII exposure days": None, "HIV RNA": None},
        present={"HP:0005261": 0.7, "HP:0001892": 0.6, "HP:0001392": 0.06},
        absent={"HP:0001392": 0.7, "HP:0001394": 0.4, "HP:0001399": 0.6},
        refuted={**VIRUSES, "GENOTHER:factor-viii-inhibitor": 0.7},
        courses=(Course("ATC:B02BD02", 0.6, (2000, 3000, 4000), "[IU]/wk", (20, 2500), 0.3, 0.3, 0.06),
                 Course("ATC:B02BX06", 0.35, (1.5, 3), "mg/kg/wk", (20, 1500)),
                 Course("ATC:B02BD15", 0.03, (1,), "{dose}", (100, 900), 0, 0, 1, 0.5)),
        events={"GENOTHER:bleed": Recurring((0, 12))},
        procedures={"SNOMED:18027006": 0.01, "GENOTHER:gene-therapy-aav5": 0.02},
        questions={"NCT03370913/main/E3": NO, "NCT03370913/main/E4": NO}, karyotype=0.1,
    ),
    Profile(
        "WAS", 3.5, ((85, ("ORPHA:906",)), (15, ("ORPHA:906", "OMIM:301000"))),
        ((60, 60, 15 * Y), (40, 15 * Y, 30 * Y)), male=0.99,
        gene="WAS", genotypes=((80, "hemizygous"), (8, "hemizygous uncertain"), (12, "")),
        measures={**BLOOD, "platelets": ((80, 8, 70), (20, 150, 320)), "ALT": None, "CD3": None},
        present={"HP:0001892": 0.6, "HP:0002719": 0.5, "HP:0001888": 0.3}, absent={"HP:0002664": 0.4},
        refuted={**VIRUSES, "SNOMED:363346000": 0.4},
        courses=(Course("ATC:J06BA02", 0.5, (0.4, 0.5), "g/kg", (10, 2000)),
                 Course("ATC:J01EE01", 0.4, (25,), "mg/kg/d", (5, 900))),
        procedures={"GENOTHER:gene-therapy-lentiviral": 0.5, "GENOTHER:allogeneic-hsct": 0.1},
        questions={"NCT02333760/main/I1": YES, "NCT02333760/main/I2": YES, "NCT02333760/main/E1": NO}, karyotype=0.3,
    ),
    Profile(
        "FA", 3.5, ((75, ("ORPHA:84",)), (25, ("OMIM:227650",))),
        ((15, 60, Y - 1), (65, Y, 13 * Y - 1), (20, 13 * Y, 40 * Y)),
        gene="FANCA",
        genotypes=((40, "homozygous"), (15, "trans by relation"), (15, "unphased"), (10, "uncertain"), (5, "carrier"),
                   (15, "")),
        measures={**BLOOD, "haemoglobin": ((60, 9, 12.5), (40, 6, 8.9)), "neutrophils": ((70, 0.8, 3), (30, 0.2, 0.79)),
                  "platelets": ((60, 60, 200), (40, 8, 59)), "ALT": None},
        present={"HP:0001903": 0.6, "HP:0001875": 0.4}, absent={"HP:0002664": 0.6},
        refuted={**VIRUSES, "SNOMED:109995007": 0.6}, sessions={"GENOTHER:transfusion": 0.2},
        results={"GENOTHER:matched-sibling-donor": 0.2},
        procedures={"GENOTHER:allogeneic-hsct": 0.12, "GENOTHER:gene-therapy-lentiviral": 0.02},
        questions={"NCT04069533/main/I2": YES, "NCT04069533/main/I3": YES, "NCT04069533/main/E1": NO,
                   "NCT04069533/main/E2": NO, "NCT04069533/main/E3": NO, "NCT04069533/main/E4": NO},
    ),
)  # fmt: skip
