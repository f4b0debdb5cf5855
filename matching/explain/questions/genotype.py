"""What is asked of genes, in words."""

from __future__ import annotations

from matching import criteria as ask
from matching.explain.questions.wording import names, question
from matching.explain.words import SIGNIFICANCES, quantity
from matching.terminology import Terminology
from matching.trial import Language


def _classes(classes: ask.Classes, language: Language) -> str:
    return {"en": " or ", "fr": " ou "}[language].join(SIGNIFICANCES[one][language] for one in classes)


CONSEQUENCES: dict[str, dict[Language, str]] = {
    "null": {"en": "null", "fr": "nul"},
    "missense": {"en": "missense", "fr": "faux-sens"},
    "splice": {"en": "splice", "fr": "épissage"},
    "inframe": {"en": "in frame", "fr": "en phase"},
    "other": {"en": "other", "fr": "autre"},
}


def _narrowed(
    leaf: ask.Biallelic | ask.Hemizygous | ask.VariantFound, language: Language, terminology: Terminology
) -> str:
    """The kinds asked, and the disease for which the class holds."""
    kinds = {"en": " or ", "fr": " ou "}[language].join(CONSEQUENCES[kind][language] for kind in leaf.kinds)
    classed = {"en": ", classed for {}", "fr": ", classé pour {}"}[language]
    disease = classed.format(names(leaf.disease, language, terminology)) if leaf.disease else ""
    return (f", {kinds}" if kinds else "") + disease


@question.register
def _(leaf: ask.Biallelic, language: Language, terminology: Terminology) -> str:
    text = {"en": "both alleles of {} lost ({})", "fr": "les deux allèles de {} atteints ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language)) + _narrowed(leaf, language, terminology)


@question.register
def _(leaf: ask.Hemizygous, language: Language, terminology: Terminology) -> str:
    text = {"en": "hemizygous variant of {} ({})", "fr": "variant hémizygote de {} ({})"}[language]
    return text.format(leaf.gene, _classes(leaf.classes, language)) + _narrowed(leaf, language, terminology)


@question.register
def _(leaf: ask.VariantFound, language: Language, terminology: Terminology) -> str:
    named = (*((leaf.hgvs,) if leaf.hgvs else ()), *leaf.any_of)
    which = ", ".join(named) or _classes(leaf.classes, language)
    many = str(leaf.from_) if leaf.from_ == leaf.to else f"{leaf.from_}–{leaf.to}"
    one = leaf.to == 1
    text = {
        "en": "variant of {} ({}) on {} " + ("allele" if one else "alleles"),
        "fr": "variant de {} ({}) sur {} " + ("allèle" if one else "allèles"),
    }[language]
    return text.format(leaf.gene, which, many) + _narrowed(leaf, language, terminology)


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


@question.register
def _(leaf: ask.RepeatCount, language: Language, _terminology: Terminology) -> str:
    repeats = {"en": "repeats of {} on the longer allele: ", "fr": "répétitions de {}, allèle le plus long : "}[
        language
    ]
    least = f"≥ {leaf.from_}" if leaf.from_ is not None else ""
    most = f"≤ {leaf.to}" if leaf.to is not None else ""
    return repeats.format(leaf.gene) + " ".join(filter(None, (least, most)))


@question.register
def _(leaf: ask.Heteroplasmy, language: Language, terminology: Terminology) -> str:
    bounds = (("≥", leaf.from_), (">", leaf.above), ("≤", leaf.to), ("<", leaf.below))
    told = " ".join(f"{sign} {quantity(limit.value, limit.unit, language)}" for sign, limit in bounds if limit)
    text = {"en": "heteroplasmy of {} {} in {}: {}", "fr": "hétéroplasmie de {} {} dans {} : {}"}[language]
    return text.format(leaf.gene, leaf.hgvs, names(leaf.tissue, language, terminology), told)


@question.register
def _(leaf: ask.ExonSkip, language: Language, _terminology: Terminology) -> str:
    text = {"en": "deletion of {} amenable to skipping exon {}", "fr": "délétion de {} accessible au saut de l’exon {}"}
    return text[language].format(leaf.gene, leaf.exon)


@question.register
def _(leaf: ask.StudiedNegative, language: Language, _terminology: Terminology) -> str:
    if leaf.first is None or leaf.last is None:
        return {"en": "{} studied, nothing found", "fr": "{} étudié, rien de trouvé"}[language].format(leaf.gene)
    text = {"en": "exons {} to {} of {} studied, nothing found", "fr": "exons {} à {} de {} étudiés, rien de trouvé"}
    return text[language].format(leaf.first, leaf.last, leaf.gene)
