"""Bugs to plant in the engine, per leaf class: the agreement check must see each."""

from tests.agreement.plants import conditions, genotype, person, tests_done, treatments
from tests.agreement.plants.spoiling import Spoil

PLANTS: dict[type, list[Spoil]] = {
    kind: plants
    for room in (person, conditions, genotype, tests_done, treatments)
    for kind, plants in room.PLANTS.items()
}
