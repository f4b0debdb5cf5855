"""The algebra of questions: connectives and leaves as frozen, hashable data; the union is closed.

Limits are stored as they are written: ``from_`` (≥) and ``to`` (≤) include, ``above`` (>) and ``below`` (<) exclude.
A leaf that names no window or validity reads the declared default of its family (`DEFAULT_VALIDITY`); `check` says so.
"""

from matching.criteria.algebra import (
    All,
    AnyOf,
    AtLeast,
    Connective,
    Criterion,
    IfThen,
    Leaf,
    Not,
    PerSide,
    Unless,
    leaves,
    parts,
    with_parts,
)
from matching.criteria.conditions import Diagnosis, FamilyHistory, Onset, Phenotype
from matching.criteria.events import ENDS_WITHIN, Events, GivenQuantity, times
from matching.criteria.genotype import (
    PATHOGENIC,
    Biallelic,
    Classes,
    CopyNumber,
    Exons,
    ExonSkip,
    Hemizygous,
    Heteroplasmy,
    RepeatCount,
    SkippedExon,
    StudiedNegative,
    VariantFound,
)
from matching.criteria.person import Age, Karyotype, PersonsAnswer, Sex
from matching.criteria.resolving import DEFAULT_VALIDITY, anchor_of, asked_daily, resolved, validity
from matching.criteria.sides import ChosenSide, SideBy
from matching.criteria.tests_done import (
    DETECTION_FLOOR,
    Antibody,
    Change,
    Infection,
    Limit,
    Measurement,
    Repeated,
    Result,
)
from matching.criteria.times import Ever
from matching.criteria.treatments import ExposureDays, GeneTherapy, InTrial, Medication, Procedure, Vaccination

__all__ = [
    "DEFAULT_VALIDITY",
    "DETECTION_FLOOR",
    "ENDS_WITHIN",
    "PATHOGENIC",
    "Age",
    "All",
    "Antibody",
    "AnyOf",
    "AtLeast",
    "Biallelic",
    "Change",
    "ChosenSide",
    "Classes",
    "Connective",
    "CopyNumber",
    "Criterion",
    "Diagnosis",
    "Events",
    "Ever",
    "ExonSkip",
    "Exons",
    "ExposureDays",
    "FamilyHistory",
    "GeneTherapy",
    "GivenQuantity",
    "Hemizygous",
    "Heteroplasmy",
    "IfThen",
    "InTrial",
    "Infection",
    "Karyotype",
    "Leaf",
    "Limit",
    "Measurement",
    "Medication",
    "Not",
    "Onset",
    "PerSide",
    "PersonsAnswer",
    "Phenotype",
    "Procedure",
    "RepeatCount",
    "Repeated",
    "Result",
    "Sex",
    "SideBy",
    "SkippedExon",
    "StudiedNegative",
    "Unless",
    "Vaccination",
    "VariantFound",
    "anchor_of",
    "asked_daily",
    "leaves",
    "parts",
    "resolved",
    "times",
    "validity",
    "with_parts",
]
