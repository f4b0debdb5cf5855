"""Which function answers which leaf."""

from __future__ import annotations

from functools import singledispatch

from matching import criteria as ask
from matching.polars_engine.anchor_days import Days
from matching.polars_engine.leaves import (
    alleles,
    events,
    genotype,
    history,
    medication,
    onset,
    person,
    results,
    series,
    sides,
    tests_done,
    trials,
)
from matching.polars_engine.leaves.view import View
from matching.polars_engine.planes import Planes


@singledispatch
def leaf_planes(leaf: ask.Leaf, _view: View, _at: Days) -> Planes:
    """What a resolved leaf says on one anchor day. The union is closed: an unregistered leaf is a programming error."""
    raise TypeError(f"{type(leaf).__name__} has no rule in the Polars engine")


leaf_planes.register(ask.Age)(person.age)
leaf_planes.register(ask.Sex)(person.sex)
leaf_planes.register(ask.Karyotype)(person.karyotype)
leaf_planes.register(ask.Country)(person.country)
leaf_planes.register(ask.PersonsAnswer)(person.persons_answer)
leaf_planes.register(ask.Diagnosis)(sides.of_side(history.condition))
leaf_planes.register(ask.Phenotype)(sides.of_side(history.condition))
leaf_planes.register(ask.Onset)(onset.onset)
leaf_planes.register(ask.FamilyHistory)(onset.family_history)
leaf_planes.register(ask.Events)(events.events)
leaf_planes.register(ask.GivenQuantity)(events.given_quantity)
leaf_planes.register(ask.Medication)(medication.medication)
leaf_planes.register(ask.Procedure)(sides.of_side(history.procedure))
leaf_planes.register(ask.GeneTherapy)(history.gene_therapy)
leaf_planes.register(ask.Vaccination)(history.vaccination)
leaf_planes.register(ask.InTrial)(trials.in_trial)
leaf_planes.register(ask.ExposureDays)(trials.exposure_days)
leaf_planes.register(ask.Biallelic)(genotype.biallelic)
leaf_planes.register(ask.Hemizygous)(genotype.hemizygous)
leaf_planes.register(ask.VariantFound)(genotype.variant_found)
leaf_planes.register(ask.CopyNumber)(genotype.copy_number)
leaf_planes.register(ask.Exons)(genotype.exons)
leaf_planes.register(ask.RepeatCount)(alleles.repeat_count)
leaf_planes.register(ask.Heteroplasmy)(alleles.heteroplasmy)
leaf_planes.register(ask.ExonSkip)(alleles.exon_skip)
leaf_planes.register(ask.StudiedNegative)(alleles.studied_negative)
leaf_planes.register(ask.Antibody)(tests_done.antibody)
leaf_planes.register(ask.Measurement)(sides.of_side(tests_done.measurement))
leaf_planes.register(ask.SideBy)(sides.side_by)
leaf_planes.register(ask.ChosenSide)(sides.chosen_side)
leaf_planes.register(ask.Repeated)(series.repeated)
leaf_planes.register(ask.Change)(series.change)
leaf_planes.register(ask.Result)(results.result)
leaf_planes.register(ask.Infection)(results.infection)
