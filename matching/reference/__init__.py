"""The slow evaluator, one patient and plain rows: it defines the meaning, and says why."""

from matching.reference.answers import Answer, Context, Node
from matching.reference.evaluate import answer, evaluate

__all__ = ["Answer", "Context", "Node", "answer", "evaluate"]
