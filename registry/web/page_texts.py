"""What pages say, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from matching.trial import Language

PAGES: Mapping[str, Mapping[Language, str]] = {
    "problem": {"en": "This could not be done", "fr": "Cela n’a pas pu être fait"},
    "start_page": {"en": "Start page", "fr": "Page d’accueil"},
}
