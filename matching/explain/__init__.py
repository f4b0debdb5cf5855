"""A verdict, criterion by criterion, as sentences in French and English with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matching.caveats import Beside, Caveat
from matching.explain.data import BURDENS, datum_name, need_name
from matching.explain.distances import apart
from matching.explain.evidence import shown, source
from matching.explain.questions import question, sentence
from matching.explain.questions.person import persons
from matching.explain.windows import open_when, window_data
from matching.explain.words import LASTING, MARKS, REASONS, TRUTHS, VERDICTS, date
from matching.terminology import Terminology
from matching.trial import Language
from matching.truth import Truth
from matching.verdict import Judged, Judgement, Lasting, Verdict, lasting


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion for its reader: its mark, what the protocol says, what the registry asks, what it saw and where."""

    number: str
    kind: str
    mark: str
    passes: str
    fact: str
    says: str
    asks: str
    reasons: tuple[str, ...]
    distances: tuple[str, ...]
    caveats: tuple[str, ...]
    seen: tuple[str, ...]
    sources: tuple[str, ...]


def lines(found: Judgement, language: Language, terminology: Terminology) -> list[Line]:
    """The criteria of a judgement in protocol order."""
    return [line(one, language, terminology) for one in found.criteria]


def line(one: Judged, language: Language, terminology: Terminology) -> Line:
    """One numbered criterion: the mark is of ``passes``, so that an unknown exclusion is never a pass."""
    evidence = one.node.answer.evidence
    return Line(
        number=one.numbered.number,
        kind=one.numbered.kind,
        mark=MARKS[one.passes],
        passes=_PASSES[one.passes][language],
        fact=TRUTHS[one.fact][language],
        says=one.numbered.says.get(language, ""),
        asks=sentence(one.numbered.criterion, language, terminology),
        reasons=tuple(REASONS[reason][language] for reason in one.reasons),
        distances=tuple(apart(each, language) for each in one.distances),
        caveats=tuple(_beside(each, language, terminology) for each in one.caveats),
        seen=tuple(shown(fact, language, terminology) for fact in evidence),
        sources=tuple(source(fact) for fact in evidence),
    )


_PASSES: dict[Truth, dict[Language, str]] = {
    Truth.MET: {"en": "passes", "fr": "passe"},
    Truth.NOT_MET: {"en": "excludes", "fr": "exclut"},
    Truth.UNKNOWN: {"en": "open", "fr": "à préciser"},
}


_CAVEATS: dict[Caveat, dict[Language, str]] = {
    Caveat.RETEST: {
        "en": "retest: may be a mother's antibodies, or a donor's, and holds as measured until then",
        "fr": "à recontrôler : anticorps peut-être maternels ou perfusés ; la valeur mesurée vaut jusque-là",
    },
    Caveat.IMMUNOSUPPRESSED: {
        "en": "immunosuppressed: vaccines asked for may not take, live ones may harm",
        "fr": "sous immunosuppresseur : un vaccin peut ne pas prendre, un vaccin vivant peut nuire",
    },
    Caveat.EARLIER_POSITIVE: {"en": "positive before", "fr": "positif auparavant"},
}


def caveat(one: Beside) -> dict[str, Any]:
    """A caveat for machines: its name, and where its facts were read."""
    return {"caveat": one.caveat.value, "sources": [source(fact) for fact in one.evidence]}


def _beside(one: Beside, language: Language, terminology: Terminology) -> str:
    told = "; ".join(f"{shown(fact, language, terminology)} [{source(fact)}]" for fact in one.evidence)
    return f"⚑ {_CAVEATS[one.caveat][language]}{_COLON[language]} {told}"


_SEMICOLON: dict[Language, str] = {"en": "; ", "fr": "\N{NO-BREAK SPACE}; "}
_COLON: dict[Language, str] = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}


def warning(found: Judgement, language: Language, terminology: Terminology) -> str:
    """What must be seen whatever the verdict: a gene or cell therapy on record; else an empty text (reading 27)."""
    if not found.already_treated:
        return ""
    told = "; ".join(shown(fact, language, terminology) for fact in found.already_treated)
    return {"en": "⚑ gene therapy already given: ", "fr": "⚑ thérapie génique déjà reçue : "}[language] + told


def _grounds(found: Judgement, language: Language) -> list[str]:
    """The criteria that exclude, grouped by how lasting that is."""
    grouped: dict[Lasting, list[str]] = {}
    for one in found.decisive:
        grouped.setdefault(lasting([one]), []).append(one.numbered.number)
    return [f"{LASTING[kind][language]}{_COLON[language]} {', '.join(numbers)}" for kind, numbers in grouped.items()]


def headline(found: Judgement, language: Language) -> str:
    """The verdict in a sentence: how lasting an exclusion is, until when a door stays open, from when it opens."""
    words = VERDICTS[found.verdict][language]
    if found.verdict is Verdict.EXCLUDED:
        near = {"en": ["near miss: by this criterion alone"], "fr": ["de peu : par ce seul critère"]}[language]
        grounds = _grounds(found, language) + (near if found.near_miss else [])
        return f"{words} ({_SEMICOLON[language].join(grounds)})"
    numbers = ", ".join(one.numbered.number for one in found.decisive)
    if found.opens_on is not None:
        return words + {"en": " (from {}: {})", "fr": " (à partir du {} : {})"}[language].format(
            date(found.opens_on, language), numbers
        )
    told = []
    if found.until is not None:
        told.append(
            {"en": "screen by {}", "fr": "sélection au plus tard le {}"}[language].format(date(found.until, language))
        )
    if found.urgent:
        told.append("urgent")
    if found.redo_by is not None:
        told.append(
            {"en": "redo a test by {}", "fr": "examen à refaire avant le {}"}[language].format(
                date(found.redo_by, language)
            )
        )
    return f"{words} ({', '.join(told)})" if told else words


__all__ = [
    "BURDENS", "Line", "caveat", "datum_name", "headline", "line", "lines", "need_name", "open_when", "persons",
    "question", "sentence", "shown", "source", "warning", "window_data",
]  # fmt: skip
