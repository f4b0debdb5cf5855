"""What is asked of genes, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import question
from matching.explain.words import SIGNIFICANCES
from matching.terminology import Terminology
from matching.trial import Language


def _classes(classes: ask.Classes, language: Language) -> str:
    return {"en": " or ", "fr": " ou "}[language].join(SIGNIFICANCES[one][language] for one in classes)


@question.register
def _(leaf: ask.Biallelic, language: Language, _terminology: Terminology) -> str:
    text = {"en": "both alleles of {} lost ({})", "fr": "les deux allèles de {} atteints ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language))


@question.register
def _(leaf: ask.Hemizygous, language: Language, _terminology: Terminology) -> str:
    text = {"en": "hemizygous variant of {} ({})", "fr": "variant hémizygote de {} ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language))


@question.register
def _(leaf: ask.VariantFound, language: Language, _terminology: Terminology) -> str:
    which = leaf.hgvs or _classes(leaf.classes, language)
    many = str(leaf.from_) if leaf.from_ == leaf.to else f"{leaf.from_}–{leaf.to}"
    text = {"en": "variant of {} ({}) on {} allele(s)", "fr": "variant de {} ({}) sur {} allèle(s)"}[language]
    return text.format(leaf.gene, which, many)


@question.register
def _(leaf: ask.CopyNumber, language: Language, _terminology: Terminology) -> str:
    copies = {"en": "copies of {}: ", "fr": "copies de {} : "}[language].format(leaf.gene)
    if leaf.from_ == leaf.to:
        return f"{copies}{leaf.from_}"
    least = f"≥ {leaf.from_}" if leaf.from_ is not None else ""
    most = f"≤ {leaf.to}" if leaf.to is not None else ""
    return copies + {"en": " and ", "fr": " et "}[language].join(bound for bound in (least, most) if bound)


@question.register
def _(leaf: ask.Exons, language: Language, _terminology: Terminology) -> str:
    how = {
        "overlaps": {"en": "affecting", "fr": "touchant"},
        "within": {"en": "contained in", "fr": "contenue dans"},
    }[leaf.how][language]
    text = {"en": "lesion of {} {} exons {} to {}", "fr": "lésion de {} {} les exons {} à {}"}[language]
    transcript = f" ({leaf.transcript})" if leaf.transcript else ""
    return text.format(leaf.gene, how, leaf.first, leaf.last) + transcript
