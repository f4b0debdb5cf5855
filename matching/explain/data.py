"""Data that would decide, as their readers name them, with what each costs the patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from matching.explain.questions.tests_done import AGENTS
from matching.explain.questions.wording import names
from matching.explain.words import ANCHORS
from matching.priorities import Burden, Datum
from matching.terminology import Terminology
from matching.trial import Language

BURDENS: Mapping[Burden, dict[Language, str]] = MappingProxyType({
    Burden.RECORD: {"en": "in the record", "fr": "au dossier"},
    Burden.EXAMINATION: {"en": "examination", "fr": "examen clinique"},
    Burden.BLOOD: {"en": "blood", "fr": "prise de sang"},
    Burden.IMAGING: {"en": "imaging", "fr": "imagerie"},
    Burden.BIOPSY: {"en": "biopsy", "fr": "biopsie"},
    Burden.LUMBAR_PUNCTURE: {"en": "lumbar puncture", "fr": "ponction lombaire"},
})  # fmt: skip
# Kinds whose codes speak for themselves have no words of their own.
_KINDS: Mapping[str, dict[Language, str]] = MappingProxyType({
    "measurement": {"en": "{}", "fr": "{}"},
    "result": {"en": "{}", "fr": "{}"},
    "antibody": {"en": "anti-{} antibodies", "fr": "anticorps anti-{}"},
    "infection": {"en": "infection by {}", "fr": "infection par {}"},
    "gene": {"en": "gene {}", "fr": "gène {}"},
    "karyotype": {"en": "karyotype", "fr": "caryotype"},
    "sign": {"en": "sign: {}", "fr": "signe : {}"},
    "anchor": {"en": "planned day of {}", "fr": "date prévue de {}"},
    "age": {"en": "date of birth", "fr": "date de naissance"},
    "sex": {"en": "sex", "fr": "sexe"},
    "country": {"en": "country of residence", "fr": "pays de résidence"},
    "diagnosis": {"en": "diagnosis: {}", "fr": "diagnostic : {}"},
    "onset": {"en": "onset of {}", "fr": "début de : {}"},
    "familyhistory": {"en": "family history: {}", "fr": "antécédents familiaux : {}"},
    "events": {"en": "events counted: {}", "fr": "décompte : {}"},
    "givenquantity": {"en": "quantities given: {}", "fr": "quantités reçues : {}"},
    "medication": {"en": "treatment: {}", "fr": "traitement : {}"},
    "procedure": {"en": "procedure: {}", "fr": "acte : {}"},
    "vaccination": {"en": "vaccine: {}", "fr": "vaccin : {}"},
    "genetherapy": {"en": "earlier gene or cell therapy", "fr": "thérapie génique ou cellulaire antérieure"},
    "intrial": {"en": "trials taken part in", "fr": "participation à des essais"},
})  # fmt: skip
_CLASSES: Mapping[str, dict[Language, str]] = MappingProxyType({
    "nab": {"en": "neutralising", "fr": "neutralisants"}, "total": {"en": "total", "fr": "totaux"},
})  # fmt: skip


def datum_name(datum: Datum, language: Language, terminology: Terminology) -> str:
    """``anticorps anti-AAV9 (totaux)``, ``ALAT``, ``date prévue de l’administration``."""
    return _KINDS[datum.kind][language].format(_of(datum, language, terminology))


def _of(datum: Datum, language: Language, terminology: Terminology) -> str:
    match datum.kind:
        case "antibody":
            capsid, *class_ = datum.of
            return f"{capsid} ({_CLASSES[class_[0]][language]})" if class_ else capsid
        case "infection":
            return AGENTS[datum.of[0]][language]
        case "anchor":
            return ANCHORS[datum.of[0]][language]  # type: ignore[index]  # an anchor's name
        case "gene":
            return terminology.label(datum.of[0], language)
        case "measurement":
            # Several codes are one test by several methods.
            return names(datum.of[:1], language, terminology)
        case _:
            return names(datum.of, language, terminology)


def need_name(need: Iterable[Datum], language: Language, terminology: Terminology) -> str:
    """A set of data in one line, the least burden first: ``ALAT (prise de sang) + FEVG (imagerie)``."""
    told = [f"{datum_name(one, language, terminology)} ({BURDENS[one.burden][language]})" for one in sorted(need)]
    return " + ".join(told)
