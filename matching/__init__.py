"""The words of the house: questions, facts and answers, with no database, no web and no clock.

A criterion is a question; facts are what is written about a patient; an engine answers each question for each
patient with *met*, *not met* or *unknown*, and can say why.
"""

from matching.criteria import Criterion, Leaf
from matching.facts import Facts
from matching.terminology import Terminology
from matching.trial import Cohort, Numbered, Trial
from matching.truth import Reason, Truth
from matching.verdict import Judgement, Verdict, judge

__all__ = [
    "Cohort", "Criterion", "Facts", "Judgement", "Leaf", "Numbered", "Reason", "Terminology", "Trial", "Truth",
    "Verdict", "judge",
]  # fmt: skip
