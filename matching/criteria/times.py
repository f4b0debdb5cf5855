"""When something counts, other than in a window."""

from __future__ import annotations

from typing import Literal

Ever = Literal["ever"]
