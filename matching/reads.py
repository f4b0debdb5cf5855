"""Which fact tables each leaf reads: what an adapter must fill, and whose dates may turn an answer."""

from __future__ import annotations

from collections.abc import Mapping

from matching import criteria as ask
from matching import facts as told
from matching import infections

# Treatments that change what a test says (reading 20).
_GIVEN = (told.Medication, told.Procedure, told.Event)

# The dates given for anchors are read by all.
READS: Mapping[type, tuple[type[told.Fact], ...]] = {
    ask.Age: (told.Person, told.Measurement),
    ask.Sex: (told.Person,),
    ask.Karyotype: (told.Person,),
    ask.Country: (told.Person,),
    ask.Diagnosis: (told.Condition, told.History, told.Variant, told.CopyNumber),
    ask.Phenotype: (told.Condition, told.History),
    ask.Onset: (told.Condition, told.Person),
    ask.FamilyHistory: (told.Relative,),
    ask.Events: (told.Event, told.Watched),
    ask.GivenQuantity: (told.Event, told.Watched, told.Measurement),
    ask.Biallelic: (told.Variant, told.CopyNumber),
    ask.Hemizygous: (told.Variant, told.CopyNumber, told.Person),
    ask.VariantFound: (told.Variant,),
    ask.CopyNumber: (told.CopyNumber,),
    ask.Exons: (told.Variant,),
    ask.RepeatCount: (told.RepeatCount,),
    ask.Heteroplasmy: (told.Variant,),
    ask.ExonSkip: (told.Variant,),
    ask.StudiedNegative: (told.Variant,),
    ask.Antibody: (told.Antibody,),
    ask.Measurement: (told.Measurement, *_GIVEN),
    ask.Repeated: (told.Measurement, *_GIVEN),
    ask.Change: (told.Measurement, *_GIVEN),
    ask.Result: (told.Result,),
    ask.Infection: (told.Result, told.Condition, told.Person, *_GIVEN),
    ask.Medication: (told.Medication, told.Measurement, told.History),
    ask.Procedure: (told.Procedure, told.History),
    ask.ExposureDays: (told.Measurement,),
    ask.Vaccination: (told.Immunization, told.Medication, told.History),
    ask.InTrial: (told.Participation, told.History),
    ask.GeneTherapy: (told.Procedure, told.Medication, told.History, told.Participation),
    ask.SideBy: (told.Measurement,),
    ask.ChosenSide: (told.StudySide,),
    ask.PersonsAnswer: (told.Answer,),
}


def results_asked(leaf: ask.Leaf) -> tuple[str, ...]:
    """The codes of the measurements and results that a leaf asks for; none where it asks for none."""
    match leaf:
        case ask.Measurement() | ask.Repeated() | ask.Change() | ask.ExposureDays():
            return leaf.code
        case ask.Result():
            return leaf.any_of
        case ask.SideBy():
            return leaf.by
        case ask.Infection(agent, asks):
            workup = infections.WORKUPS[agent, asks]
            return tuple(code for group in (*workup.proof, *workup.clear) for code in group)
        case _:
            return ()
