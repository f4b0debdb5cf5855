"""What only one kind of leaf can get wrong."""

from matching.check.leaves import conditions, genotype, person, tests_done, treatments  # noqa: F401  # each registers its leaves
from matching.check.leaves.faulty import LIMITS, about_leaf

__all__ = ["LIMITS", "about_leaf"]
