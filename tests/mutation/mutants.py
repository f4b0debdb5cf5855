"""Small faults in the matching floor, one at a time: a comparison, a connective, a sum, a number or a sign changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[ast.AST], str]

_SWAPS: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What holds types: a fault there is no fault of behaviour.
_OF_TYPES = {"annotation", "returns", "bases", "decorator_list", "type_params"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file, the place in it, what was changed, and the whole text with the change."""

    path: Path
    line: int
    change: str
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in reading order."""
    source = path.read_text(encoding="utf-8")
    for number in range(len(list(_sites(ast.parse(source))))):
        tree = ast.parse(source)
        node, change = list(_sites(tree))[number]
        said = change(node)
        yield Mutant(path, getattr(node, "lineno", 0), said, ast.unparse(tree))


def _sites(node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """The nodes that can be changed, and how."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        yield node, _comparison
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPS:
        yield node, _operator
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield node, _sign
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield node, _call
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield node, _constant
    for name, value in ast.iter_fields(node):
        if name not in _OF_TYPES and not _names_types(node, name):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _sites(child)


def _names_types(node: ast.AST, field: str) -> bool:
    return field == "args" and isinstance(node, ast.Call) and ast.unparse(node.func) in {"isinstance", "issubclass"}


def _comparison(node: ast.AST) -> str:
    assert isinstance(node, ast.Compare)
    old, new = type(node.ops[0]), _SWAPS[type(node.ops[0])]
    node.ops[0] = new()  # type: ignore[call-overload]
    return f"{old.__name__} → {new.__name__}"


def _operator(node: ast.AST) -> str:
    assert isinstance(node, ast.BoolOp | ast.BinOp)
    old, new = type(node.op), _SWAPS[type(node.op)]
    node.op = new()  # type: ignore[assignment]
    return f"{old.__name__} → {new.__name__}"


def _sign(node: ast.AST) -> str:
    assert isinstance(node, ast.UnaryOp)
    old = type(node.op).__name__
    # Twice is not at all, and as well typed.
    node.operand = ast.UnaryOp(node.op, node.operand)
    return f"{old} dropped"


def _call(node: ast.AST) -> str:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    old = node.func.id
    node.func.id = _CALLS[old]
    return f"{old} → {node.func.id}"


def _constant(node: ast.AST) -> str:
    assert isinstance(node, ast.Constant)
    old = node.value
    assert isinstance(old, int)
    node.value = not old if isinstance(old, bool) else old + 1
    return f"{old} → {node.value}"
