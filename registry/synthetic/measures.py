"""What the laboratory and the function tests measure: units, printed ranges, and the numbers usually found."""

from __future__ import annotations

from dataclasses import dataclass

from registry.synthetic.chance import Bands


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured thing: code, unit, usual numbers, printed range, decimals; ``otherwise`` another unit in use.

    ``otherwise`` is (unit, factor, code): a number times the factor is the same in that unit, under that code.
    ``every`` is the range of days ago of the newest result; below ``floor`` the laboratory sends "< floor".
    ``sided`` is measured on the left and on the right; ``chart`` names what it was compared with.
    """

    code: str
    unit: str
    usual: Bands
    range: tuple[float | None, float | None] | None = None
    decimals: int = 0
    otherwise: tuple[tuple[str, float, str], ...] = ()
    category: str = "laboratory"
    every: tuple[int, int] = (3, 170)
    floor: float | None = None
    sided: bool = False
    chart: str = ""


def _score(code: str, unit: str, usual: Bands, decimals: int = 0, *, sided: bool = False, chart: str = "") -> Measure:
    return Measure(code, unit, usual, None, decimals, category="exam", every=(5, 200), sided=sided, chart=chart)


MEASURES: dict[str, Measure] = {
    "ALT": Measure("LOINC:1742-6", "U/L", ((88, 9, 42), (8, 45, 95), (4, 95, 320)), (7, 45), 0,
                   (("ukat/L", 1 / 60, "LOINC:1742-6"),)),
    "AST": Measure("LOINC:1920-8", "U/L", ((88, 11, 38), (8, 40, 90), (4, 90, 260)), (8, 40)),
    "ALP": Measure("LOINC:6768-6", "U/L", ((90, 40, 125), (10, 130, 420)), (40, 130)),
    "GGT": Measure("LOINC:2324-2", "U/L", ((90, 8, 50), (10, 55, 180)), (None, 55)),
    "CK": Measure("LOINC:2157-6", "U/L", ((80, 40, 190), (20, 200, 900)), (30, 200)),
    "bilirubin": Measure("LOINC:14631-6", "umol/L", ((92, 3, 20), (8, 21, 48)), (None, 21), 0,
                         (("mg/dL", 0.0584660, "LOINC:1975-2"),)),
    "creatinine": Measure("LOINC:14682-9", "umol/L", ((90, 20, 85), (10, 90, 150)), (45, 104), 0,
                          (("mg/dL", 0.011312, "LOINC:2160-0"),)),
    "haemoglobin": Measure("LOINC:718-7", "g/dL", ((85, 11.5, 16), (15, 8, 11.4)), (11.5, 17), 1,
                           (("g/L", 10, "LOINC:718-7"),)),
    "neutrophils": Measure("LOINC:751-8", "10*9/L", ((90, 1.6, 7), (6, 1, 1.5), (4, 0.3, 0.95)), (1.5, 7.5), 2,
                           (("/uL", 1000, "LOINC:751-8"), ("10*3/uL", 1, "LOINC:26499-4"))),
    "platelets": Measure("LOINC:777-3", "10*9/L", ((92, 150, 400), (8, 60, 150)), (150, 400)),
    "FIX": Measure("LOINC:3187-2", "%", ((100, 60, 140),), (60, 150), 1,
                   (("[IU]/dL", 1, "LOINC:3187-2"), ("[IU]/mL", 0.01, "LOINC:3187-2")), floor=1),
    "FVIII": Measure("LOINC:3209-4", "[IU]/dL", ((100, 60, 150),), (60, 150), 1),
    "FIX inhibitor": Measure("LOINC:3185-6", "[beth'U]", ((92, 0, 0.5), (8, 0.7, 12)), (None, 0.6), 1,
                             floor=0.4),
    "HbS": Measure("LOINC:4625-0", "%", ((100, 55, 95),), (None, 0), 1),
    "CD3": Measure("LOINC:8122-4", "/uL", ((100, 900, 3200),), (700, 4200), 0,
                   (("10*9/L", 0.001, "LOINC:8122-4"),), floor=10),
    "PHA": Measure("GENOTHER:pha-response", "%", ((100, 60, 140),), None, 0),
    "weight": Measure("LOINC:29463-7", "kg", ((100, 45, 90),), None, 1, (("g", 1000, "LOINC:29463-7"),), "vital-signs"),
    "BMI percentile": _score("GENOTHER:bmi-percentile-national", "{percentile}", ((80, 10, 74), (20, 75, 98))),
    "LVEF": Measure("LOINC:10230-1", "%", ((80, 55, 70), (20, 32, 54)), (55, None), 0,
                    (("%", 1, "LOINC:18043-0"),), "imaging", (10, 300)),
    "shortening": _score("GENOTHER:shortening-fraction", "%", ((85, 28, 42), (15, 16, 27))),
    "FVC %": _score("LOINC:19872-1", "%", ((60, 40, 80), (25, 81, 105), (15, 22, 39)), chart="GLI-2012"),
    "10MWT": _score("GENOTHER:10MWT", "s", ((75, 4, 25), (15, 26, 34), (10, 35, 60)), 1),
    "6MWT": _score("LOINC:64098-7", "m", ((100, 180, 520),)),
    "NSAA": _score("GENOTHER:NSAA", "{score}", ((100, 8, 34),)),
    "CHOP-INTEND": _score("GENOTHER:CHOP-INTEND", "{score}", ((60, 15, 40), (40, 41, 64))),
    "HFMSE": _score("GENOTHER:HFMSE", "{score}", ((100, 3, 58),)),
    "BCVA": _score("GENOTHER:BCVA", "{letters}", ((70, 34, 78), (15, 5, 33), (15, 79, 90)), sided=True),
    "LLVA": _score("GENOTHER:LLVA", "{letters}", ((80, 15, 64), (20, 65, 80)), sided=True),
    "macula": _score("GENOTHER:macular-sensitivity", "dB", ((80, 1, 12), (20, 12.1, 24)), 1, sided=True),
    "exposure days": _score("GENOTHER:factor-ix-exposure-days", "d", ((85, 151, 1800), (15, 20, 150))),
    "ventilation": _score("GENOTHER:ventilation-hours", "h/d", ((75, 0, 0), (25, 4, 16))),
    "FVIII inhibitor": Measure("LOINC:3204-5", "[beth'U]", ((92, 0, 0.5), (8, 0.7, 12)), (None, 0.6), 1, floor=0.4),
    "FVIII exposure days": _score("GENOTHER:factor-viii-exposure-days", "d", ((85, 150, 1800), (15, 20, 149))),
    "ammonia": Measure("LOINC:16362-6", "umol/L", ((75, 20, 80), (20, 81, 199), (5, 201, 400)), (15, 50)),
    "eGFR CKD-EPI": Measure("LOINC:62238-1", "mL/min/{1.73_m2}", ((90, 60, 120), (10, 35, 59)), None, 0,
                            (("mL/min/{1.73_m2}", 1, "LOINC:98979-8"),)),
    "eGFR Schwartz": Measure("GENOTHER:egfr-schwartz-bedside", "mL/min/{1.73_m2}", ((92, 60, 140), (8, 35, 59))),
    "HBsAg": Measure("LOINC:63557-3", "[IU]/mL", ((97, 0, 0), (3, 5, 900)), (None, 0.05), 2),
    "HBV DNA": Measure("LOINC:29615-2", "[IU]/mL", ((97, 0, 0), (3, 50, 9000))),
    "HCV RNA": Measure("LOINC:11011-4", "[IU]/mL", ((97, 0, 0), (3, 500, 90000))),
    "HIV RNA": Measure("LOINC:20447-9", "{copies}/mL", ((97, 0, 0), (3, 40, 90000))),
    "NT-proBNP": Measure("LOINC:33762-6", "ng/L", ((90, 400, 6000), (10, 60, 290)), (None, 300)),
    "NYHA": _score("GENOTHER:nyha", "{score}", ((88, 1, 3), (12, 4, 4))),
    "ARSA": Measure("GENOTHER:arylsulfatase-a", "nmol/h/mg", ((100, 60, 140),), (50, 150), 1, every=(60, 700)),
    "SGSH": Measure("GENOTHER:sulfamidase-leucocytes", "nmol/h/mg", ((100, 1, 5),), (1, 5), 2, every=(60, 700)),
    "C26:0": Measure("GENOTHER:c26", "umol/L", ((100, 0.3, 1.2),), (None, 1.3), 2, every=(60, 900)),
    "Loes": _score("GENOTHER:loes", "{score}", ((100, 0, 20),), 1),
    "NFS": _score("GENOTHER:neurological-function-score", "{score}", ((100, 0, 12),)),
    "BSID-III": _score("GENOTHER:bsid3-cognitive", "{score}", ((70, 55, 85), (30, 86, 115))),
    "peroneal CMAP": _score("GENOTHER:peroneal-cmap", "mV", ((85, 2, 6), (15, 0.4, 1.9)), 1),
    "ONL": _score("GENOTHER:onl-3-degrees", "um", ((85, 10, 45), (15, 3, 9.9)), 1, sided=True),
    "TFC": _score("GENOTHER:TFC", "{score}", ((80, 9, 13), (20, 2, 8))),
    "UHDRS-DCL": _score("GENOTHER:UHDRS-DCL", "{score}", ((70, 4, 4), (30, 2, 3))),
    "putamen": _score("GENOTHER:putamen-volume", "cm3", ((75, 2.5, 4.5), (25, 1.2, 2.4)), 1, sided=True),
    "caudate": _score("GENOTHER:caudate-volume", "cm3", ((75, 2, 3.8), (25, 1.0, 1.9)), 1, sided=True),
    "BSID-III DQ": _score("GENOTHER:bsid3-cognitive-dq", "{score}", ((60, 60, 105), (40, 15, 59))),
}  # fmt: skip
