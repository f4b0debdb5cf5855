"""The short names that tables use, and the codes that they stand for."""

from __future__ import annotations

NAMES: dict[str, str] = {
    # diseases
    "SMA": "ORPHA:70",
    "SMA type 1": "ORPHA:83330",
    "SMA type 2": "ORPHA:83418",
    "Duchenne": "ORPHA:98896",
    "Duchenne or Becker": "ORPHA:262",
    "LGMD": "ORPHA:263",
    "LGMD R1": "ORPHA:267",
    "LGMD R5": "ORPHA:353",
    "LGMD R9": "ORPHA:34515",
    "sickle cell anaemia": "ORPHA:232",
    "a disease no release holds": "ORPHA:999999",
    # other conditions
    "an entry in words only": "TEXT:uncoded",
    "a code nothing is linked to": "ICD10:Z85.6",
    "cardiomyopathy": "HP:0001638",
    "hepatitis B": "SNOMED:61977001",
    "hepatitis B without delta": "ICD10:B18.1",
    "HIV": "SNOMED:86406008",
    # phenotypes
    "muscle weakness": "HP:0001324",
    "hypotonia": "HP:0001252",
    "seizure": "HP:0001250",
    "proximal weakness": "HP:0003701",
    "abnormal musculature physiology": "HP:0011804",
    "scoliosis": "HP:0002650",
    # measurements
    "ALT": "LOINC:1742-6",
    "creatinine": "LOINC:2160-0",
    "factor IX": "LOINC:3187-2",
    "haemoglobin": "LOINC:718-7",
    "platelets": "LOINC:777-3",
    "CK": "LOINC:2157-6",
    "albumin": "LOINC:1751-7",
    "CHOP-INTEND": "GENOTHER:CHOP-INTEND",
    "visual acuity": "GENOTHER:BCVA",
    "HbS": "LOINC:4625-0",
    "factor VIII": "LOINC:3209-4",
    "native haemoglobin": "GENOTHER:native-haemoglobin",
    "arylsulfatase A": "GENOTHER:arylsulfatase-a",
    "height": "LOINC:8302-2",
    "eGFR": "GENOTHER:egfr-schwartz-bedside",
    "enzyme": "GENOTHER:enzyme-activity",
    "leucocytes": "SNOMED:52501007",
    "plasma": "SNOMED:50863008",
    # tests without a number
    "HBsAg": "GENOTHER:hbsag",
    "anti-HBc": "GENOTHER:anti-hbc",
    "anti-HBs": "LOINC:22322-2",
    "HBV DNA": "GENOTHER:hbv-dna",
    "anti-HCV": "GENOTHER:anti-hcv",
    "HCV RNA": "GENOTHER:hcv-rna",
    "HIV antibody": "GENOTHER:anti-hiv",
    "HIV RNA": "GENOTHER:hiv-rna",
    "treponemal": "GENOTHER:treponemal",
    "RPR": "GENOTHER:reagin",
    "matched donor": "GENOTHER:matched-donor",
    "sibling donor": "GENOTHER:matched-sibling-donor",
    "pregnancy": "GENOTHER:pregnancy-test",
    # events
    "transfusion": "GENOTHER:transfusion",
    # drugs
    "factor VIII concentrate": "ATC:B02BD02",
    "emicizumab": "ATC:B02BX06",
    "immunoglobulin": "ATC:J06BA02",
    "idursulfase": "ATC:A16AB09",
    "glucocorticoids": "ATC:H02AB",
    "prednisolone": "ATC:H02AB06",
    "deflazacort": "ATC:H02AB13",
    "nusinersen": "ATC:M09AX07",
    "risdiplam": "ATC:M09AX10",
    "onasemnogene": "ATC:M09AX09",
    "etranacogene": "ATC:B02BD16",
    # procedures
    "allogeneic transplant": "GENOTHER:allogeneic-hsct",
    "organ transplant": "GENOTHER:organ-transplant",
    "liver transplant": "GENOTHER:liver-transplant",
    "spinal fusion": "GENOTHER:spinal-surgery",
    "gene therapy": "GENOTHER:gene-therapy",
    "AAV gene therapy": "GENOTHER:gene-therapy-aav",
    "AAV8 gene therapy": "GENOTHER:gene-therapy-aav8",
    "lentiviral gene therapy": "GENOTHER:gene-therapy-lentiviral",
}


def codes(*names: str) -> tuple[str, ...]:
    """The codes of some names."""
    return tuple(NAMES[name] for name in names)
