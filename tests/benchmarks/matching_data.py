"""Made-up columns for as many patients as asked, and one trial of 20 criteria, for the matching benchmark.

Dates are exact and a patient has one result of a code per day, so that plain SQL can say the same as the engine.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from matching import criteria as ask
from matching import facts as told
from matching.anchors import Window
from matching.criteria import Limit
from matching.days import Duration, Span, day
from matching.facts import Facts
from matching.polars_engine.schemas import PEOPLE, TABLES
from matching.terminology import Analyte, Terminology
from matching.trial import Cohort, Modality, Numbered, Origin, Trial

AS_OF = day("2026-03-31")
LABS = [f"LOINC:{number}" for number in range(16)]
DISEASES = [f"ORPHA:{number}" for number in range(1, 501)]
SIGNS = [f"HP:{number}" for number in range(1, 501)]
GROUPS = (
    *("A02BC", "A10BA", "B01AB", "B02BD", "C03CA", "C07AB", "C09AA", "D07AA", "H02AB", "J01CA"),
    *("J06BA", "L01BA", "L04AA", "L04AB", "M01AE", "M09AX", "N03AG", "N05CD", "R03AC", "V03AC"),
)
DRUGS = [f"ATC:{group}{number:02}" for group in GROUPS for number in range(10)]
GENES = [f"GENE{number}" for number in range(18)] + ["SMN1", "SMN2"]
OPERATIONS = [f"X:{number}" for number in range(50)]
OTHERS = ["AAV9/total", "AAV9/nab", "conditions", "medications", "procedures"]
CODES = [*LABS, *DISEASES, *SIGNS, *DRUGS, *OPERATIONS, *GENES, *OTHERS]
NUMBER = {code: number for number, code in enumerate(CODES)}
UNITS = [("mg/dL" if code == "LOINC:3" else "U/L", code) for code in LABS] + [("umol/L", "LOINC:3")]
TERMINOLOGY = Terminology(
    parents={
        **{f"{system}:{number}": (f"{system}:{number // 10}",) if number > 9 else ()
           for system in ("ORPHA", "HP") for number in range(1, 501)},
        **{f"X:{number}": () for number in range(50)},
        "X:7": ("GENOTHER:gene-therapy",), "GENOTHER:gene-therapy": (),
    },
    analytes={"LOINC:3": Analyte(molar_mass=113.12)},
)  # fmt: skip


def measured(
    code: int, unit: str = "U/L", take: str = "latest", length: str = "6 mo", **limits: float
) -> ask.Measurement:
    """A limit on one laboratory code."""
    bounds = {name: Limit(value, unit) for name, value in limits.items()}
    return ask.Measurement((LABS[code],), **bounds, take=take, within=Window("screening", Duration.parse(length)))


INCLUDE = {
    "I1": ask.Age(from_=Duration(2, "y"), to=Duration(17, "y"), at="screening"),
    "I2": ask.Sex("male"),
    "I3": ask.Diagnosis(("ORPHA:12",)),
    "I4": ask.Biallelic("SMN1"),
    "I5": ask.CopyNumber("SMN2", 2, 3),
    "I6": ask.AnyOf((measured(5, below=30.0), measured(6, above=60.0))),
    "I7": ask.AtLeast(2, (measured(7, above=20.0), measured(8, above=20.0), measured(9, above=20.0))),
}
EXCLUDE = {
    "E1": ask.Antibody("AAV9", "total", "ELISA", above=50.0, within=Window("screening", Duration(6, "mo"))),
    "E2": measured(0, "xULN", above=3.0),
    "E3": measured(1, "xULN", above=3.0),
    "E4": measured(2, "xULN", above=2.0),
    "E5": measured(3, "umol/L", above=4000.0),
    "E6": measured(4, below=10.0),
    "E7": measured(10, take="lowest", length="1 y", below=5.0),
    "E8": measured(11, take="highest", length="1 y", above=200.0),
    "E9": ask.AnyOf((measured(12, take="any", above=150.0), measured(13, take="any", above=150.0))),
    "E10": ask.Medication(("ATC:L04",), "current"),
    "E11": ask.Not(ask.Medication(("ATC:N03",), "washed_out", Duration(90, "d"))),
    "E12": ask.Procedure(("X:3", "X:4")),
    "E13": ask.AnyOf((ask.Phenotype(("HP:7",)), ask.Phenotype(("HP:21",)), ask.Diagnosis(("ORPHA:9",)))),
}
TRIAL = Trial(
    "BENCH", "2026-01-01", {"en": "A benchmark"}, Modality("aav"), Origin("protocol"),
    (Cohort("main", tuple(
        Numbered(number, kind, criterion, {})
        for kind, written in (("include", INCLUDE), ("exclude", EXCLUDE)) for number, criterion in written.items()
    )),),
)  # fmt: skip
LEAVES = sum(len(ask.leaves(ask.resolved(one.criterion, {}))) for one in TRIAL.cohorts[0].criteria)


@dataclass(frozen=True)
class Drawer:
    """Draws columns for ``size`` patients."""

    random: np.random.Generator
    size: int

    def rows(self, each: int, codes: list[str], days: int = 1095) -> pl.DataFrame:
        """So many rows per patient, of these codes, in the days before the run; one per patient, code and day."""
        count = self.size * each
        numbers = np.array([NUMBER[code] for code in codes], np.uint32)
        when = (AS_OF - self.random.integers(0, days, count)).astype(np.int32)
        columns = {
            "patient": np.repeat(np.arange(self.size, dtype=np.uint32), each),
            "code": numbers[self.random.integers(0, len(codes), count)], "first": when, "last": when,
        }  # fmt: skip
        return pl.DataFrame(columns).unique(("patient", "code", "first"), keep="first", maintain_order=True)

    def among(self, values: list[object], count: int, chances: list[float] | None = None) -> pl.Series:
        """So many of these values."""
        return pl.Series(values).gather(self.random.choice(len(values), count, p=chances))

    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table, about 30 rows per patient."""
        made = {
            "people": self._people(), "measurements": self._measurements(), "antibodies": self._antibodies(),
            "conditions": self._stated(pl.concat([self.rows(2, DISEASES), self.rows(2, SIGNS)]), "certainty",
                                       ["confirmed", "suspected", "absent"]),
            "medications": self._medications(), "variants": self._variants(), "copy_numbers": self._copies(),
            "procedures": self._stated(self.rows(1, OPERATIONS), "status", ["done", "planned", "not_done"]),
            "histories": self.rows(1, OTHERS[2:]),
        }  # fmt: skip
        return {name: self._complete(name, frame) for name, frame in made.items()}

    @staticmethod
    def _complete(name: str, frame: pl.DataFrame) -> pl.DataFrame:
        schema = PEOPLE if name == "people" else TABLES[name]
        if "record" in schema:
            frame = frame.with_row_index("record")
        missing = [pl.lit(None, dtype).alias(column) for column, dtype in schema.items() if column not in frame.columns]
        return frame.with_columns(missing).select(*schema).cast(schema)

    def _people(self) -> pl.DataFrame:
        birth = (AS_OF - self.random.integers(0, 25 * 365, self.size)).astype(np.int32)
        sex = self.among(["male", "female", None], self.size, [0.49, 0.49, 0.02])
        number = np.arange(self.size, dtype=np.uint32)
        return pl.DataFrame({"patient": number, "birth_first": birth, "birth_last": birth, "sex": sex})

    def _measurements(self) -> pl.DataFrame:
        frame = self.rows(20, LABS)
        count = frame.height
        value = np.round(self.random.lognormal(3.5, 0.8, count), 1)
        unit = frame["code"].to_numpy().copy()
        unit[(unit == NUMBER["LOINC:3"]) & (self.random.random(count) < 0.3)] = len(LABS)
        high = np.where(self.random.random(count) < 0.95, 40.0, np.nan)
        return frame.with_columns(
            least=pl.Series(value), most=pl.Series(value), unit=pl.Series(unit), high=pl.Series(high).fill_nan(None)
        )

    def _antibodies(self) -> pl.DataFrame:
        frame = self.rows(1, OTHERS[:2])
        titre = self.among([5.0, 50.0, 100.0, 400.0], frame.height)
        return frame.with_columns(least=titre, most=titre, method=self.among(["ELISA", "cell"], frame.height))

    def _stated(self, frame: pl.DataFrame, column: str, values: list[str]) -> pl.DataFrame:
        return frame.with_columns(self.among(values, frame.height, [0.8, 0.1, 0.1]).alias(column))

    def _medications(self) -> pl.DataFrame:
        frame = self.rows(3, DRUGS)
        status = self.among(["active", "stopped", "not_taken"], frame.height, [0.3, 0.6, 0.1])
        until = np.minimum(frame["first"].to_numpy() + self.random.integers(0, 400, frame.height), AS_OF).astype(
            np.int32
        )
        end = pl.when(pl.col("status") == "stopped").then("until_first")
        return frame.with_columns(status=status, until_first=pl.Series(until)).with_columns(
            until_first=end, until_last=end
        )

    def _variants(self) -> pl.DataFrame:
        frame = self.rows(1, GENES)
        return frame.with_columns(
            zygosity=self.among(["het", "hom"], frame.height),
            significance=self.among(["P", "LP", "VUS"], frame.height),
            mosaic=pl.lit(False), present=pl.lit(True), phase=pl.lit(0), allele=pl.lit(0), lesion=pl.lit("point"),
        )  # fmt: skip

    def _copies(self) -> pl.DataFrame:
        frame = self.rows(3, GENES).unique(("patient", "code"), keep="first", maintain_order=True)
        low = self.among([0, 1, 2, 3, 4], frame.height)
        return frame.with_columns(low=low, high=low)


def facts_of(tables: dict[str, pl.DataFrame], patients: list[str]) -> Facts:
    """The rows of these (first) patients as facts, for the reference evaluator."""
    facts, count = Facts(), 0
    for name, frame in tables.items():
        for row in frame.filter(pl.col("patient") < len(patients)).rows(named=True):
            facts.add(_fact(name, row, patients[row["patient"]], f"r{count:09}"))
            count += 1
    return facts


def _fact(name: str, row: dict[str, object], patient: str, record: str) -> told.Fact:
    if name == "people":
        return told.Person(patient=patient, record=record, birth=Span.on(row["birth_first"]), sex=row["sex"])
    code, base = CODES[row["code"]], {"patient": patient, "record": record, "when": Span.on(row["first"])}
    match name:
        case "measurements":
            unit = UNITS[row["unit"]][0]
            return told.Measurement(**base, code=code, value=row["least"], unit=unit, high=row["high"])
        case "antibodies":
            capsid, class_ = code.split("/")
            return told.Antibody(**base, capsid=capsid, class_=class_, method=row["method"], titre=row["least"])
        case "conditions":
            return told.Condition(**base, code=code, certainty=row["certainty"])
        case "medications":
            until = None if row["until_first"] is None else Span.on(row["until_first"])
            return told.Medication(**base, code=code, status=row["status"], until=until)
        case "variants":
            named = {name: row[name] for name in ("zygosity", "significance", "lesion")}
            return told.Variant(**base, gene=code, **named)
        case "copy_numbers":
            return told.CopyNumber(**base, gene=code, low=row["low"], high=row["high"])
        case "procedures":
            return told.Procedure(**base, code=code, status=row["status"])
        case _:
            return told.History(**base, scope=code)
