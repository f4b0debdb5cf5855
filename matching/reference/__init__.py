"""The slow evaluator: one patient, plain rows. It defines the meaning, and answers "why?"."""

from matching.reference.answers import Answer, Context, Node
from matching.reference.evaluate import answer, evaluate

__all__ = ["Answer", "Context", "Node", "answer", "evaluate"]
