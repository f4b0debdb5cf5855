"""French social security numbers (NIR, NIA): read with their key, found in texts, and told from codes of their length.

Sex, year and month of birth, department (2A and 2B in Corsica), commune, order: thirteen characters, then two digits
of key, 97 − (n mod 97), for which 2A is read as 19 and 2B as 18 (INSEE; ANS, Référentiel INS).
"""

from __future__ import annotations

import re

from fhir_adapters.door.spelling import condensed

_NIR = re.compile(r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{6}", re.ASCII)
_BLANK = "[ .\\-_/\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
# Nothing alphanumeric stands before, but a word such as NIR.
_START = r"(?:(?<![0-9a-z])|(?<=[a-z]{3}))"
_BIRTH_MONTHS, _OTHER_MONTHS = r"(?:0[1-9]|1[0-2]|20)", r"(?:3[0-9]|4[0-2]|[5-9][0-9])"
_PLACE = rf"{_BLANK}?(?:0[1-9]|[1-9][0-9]|2[ab]){_BLANK}?(?!000)[0-9]{{3}}{_BLANK}?(?!000)[0-9]{{3}}"
# Without a key: 3 and 4 begin the codes of French drugs (CIP, UCD) as well, and months other than those of births,
# which stand where the civil record was incomplete, would be found in any number.
_BARE = re.compile(rf"{_START}(?:[1278]{_BLANK}?|[34]{_BLANK})[0-9]{{2}}{_BLANK}?{_BIRTH_MONTHS}{_PLACE}(?![0-9a-z])")
_KEYED = re.compile(
    rf"{_START}[1-478]{_BLANK}?[0-9]{{2}}{_BLANK}?(?:{_BIRTH_MONTHS}|{_OTHER_MONTHS}){_PLACE}"
    rf"{_BLANK}?[0-9]{{2}}(?![0-9a-z])"
)
_DIGITS = bytes.maketrans(b"123456789b", b"000000000a")

# SNOMED CT, Release File Specifications: an identifier of an extension has a namespace, and Verhoeff's check digit.
_EXTENDED = re.compile(r"[1-9][0-9]{7,14}1[0-5][0-9]", re.ASCII)
_PERMUTED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)
_PRODUCT = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043",
    "8765932104", "9876543210",
)  # fmt: skip


def nir_key(body: str) -> str:
    """The two digits that check thirteen characters."""
    department = {"2A": "19", "2B": "18"}.get(body[5:7], body[5:7])
    return f"{97 - int(body[:5] + department + body[7:]) % 97:02}"


def nir(value: str) -> str | None:
    """The thirteen characters of a NIR or NIA, after its key was checked where it is there; None where it is wrong."""
    bare = condensed(value).upper()
    body, key = bare[:13], bare[13:]
    if not _NIR.fullmatch(body) or (key and key != nir_key(body)):
        return None
    return body


def has_nir(plain_text: str, bare: str | None = None) -> bool:
    """Whether a plain text holds what is written like a NIR: thirteen characters, or fifteen with their own key.

    ``bare`` is the text condensed, where that is known.
    """
    shape = (condensed(plain_text) if bare is None else bare).encode().translate(_DIGITS)
    if b"0000000000000" not in shape and b"000000a000000" not in shape:
        return False
    if _BARE.search(plain_text):
        return True
    return any(nir(found[0]) for found in _KEYED.finditer(plain_text))


def is_snomed(code: str) -> bool:
    """Whether a long number is a SNOMED CT identifier of an extension, by its form and its check digit."""
    if not _EXTENDED.fullmatch(code):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = int(_PRODUCT[check][int(_PERMUTED[place % 8][int(digit)])])
    return check == 0
