"""One text in several languages: the English one in the element, the others in HL7's translation extension."""

from __future__ import annotations

from typing import Any

from matching.trial import LANGUAGES, Text

URL = "http://hl7.org/fhir/StructureDefinition/translation"


def texts(element: str, text: Text) -> dict[str, Any]:
    """The element and its translations, which JSON keeps beside it under ``_`` (FHIR R4, extension translation)."""
    spoken = [language for language in (*LANGUAGES, *sorted(text)) if text.get(language)]
    if not spoken:
        return {}
    first, *others = dict.fromkeys(spoken)
    translated = [
        {"url": URL, "extension": [{"url": "lang", "valueCode": other}, {"url": "content", "valueString": text[other]}]}
        for other in others
    ]
    return {element: text[first]} | ({f"_{element}": {"extension": translated}} if translated else {})
