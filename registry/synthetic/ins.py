"""Test INS numbers: the structure and key of a NIR, in the system that ANS keeps for tests.

A NIR is sex (1), year (2), month (2) of birth, department (2; 2A and 2B in Corsica), commune (3), order (3) and a key
of two digits, 97 − (number mod 97), for which 2A is read as 19 and 2B as 18 (INSEE; ANS, Référentiel INS).
"""

from __future__ import annotations

from datetime import date
from random import Random

TEST_SYSTEM = "urn:oid:1.2.250.1.213.1.4.10"
DEPARTMENTS = (*(f"{n:02}" for n in range(1, 96) if n != 20), "2A", "2B", "99")
_COMMUNES, _ORDERS = 990, 999


def key(body: str) -> str:
    """The two digits that check the thirteen characters before them."""
    number = int(body.replace("2A", "19").replace("2B", "18") if body[5:7] in ("2A", "2B") else body)
    return f"{97 - number % 97:02}"


def is_valid(ins: str) -> bool:
    """Whether fifteen characters carry their own key."""
    return len(ins) == 15 and key(ins[:13]) == ins[13:]


def draw(rng: Random, index: int, birth: date, sex: str) -> str:
    """A number for the patient of this index; two indexes below a million never share one."""
    commune, order = divmod(index * 7919 % (_COMMUNES * _ORDERS), _ORDERS)
    department = rng.choice(DEPARTMENTS)
    head = f"{1 if sex == 'male' else 2}{birth.year % 100:02}{birth.month:02}{department}"
    body = f"{head}{commune + 1:03}{order + 1:03}"
    return body + key(body)
