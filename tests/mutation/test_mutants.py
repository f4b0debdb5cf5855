"""The faults that `python -m tests.mutation` plants are faults, one at a time."""

import ast
from pathlib import Path

from tests.mutation.mutants import mutants

SOUND = """
def within(age: int | None, limits: list[int]) -> bool:
    if age is None or not limits:
        return False
    return min(limits) <= age + 1 and isinstance(age, int | float)
"""


def changes(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "sound.py"
    path.write_text(SOUND, encoding="utf-8")
    return {one.change: one.text for one in mutants(path)}


def test_each_kind_of_fault_is_planted(tmp_path):
    assert list(changes(tmp_path)) == [
        "Or → And", "Is → IsNot", "Not dropped", "False → True", "And → Or", "LtE → Lt", "min → max", "Add → Sub",
        "1 → 2",
    ]  # fmt: skip


def test_a_mutant_differs_in_one_line_and_still_compiles(tmp_path):
    whole = ast.unparse(ast.parse(SOUND)).splitlines()
    for text in changes(tmp_path).values():
        ast.parse(text)
        assert sum(old != new for old, new in zip(whole, text.splitlines(), strict=True)) == 1


def test_types_are_left_alone(tmp_path):
    assert all("int | None" in text and "int | float" in text for text in changes(tmp_path).values())
