"""Code systems by their URLs and OIDs, and codes written in one way: ``ORPHA:70``, ``HP:0001256``, ``LOINC:1742-6``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from fhir_adapters.node import Node

# Canonical URLs first (FHIR R4 4.3.0, HL7 Terminology), then what real feeds send. Compared by `_key`: the scheme,
# "www.", blanks, letter case and a last "/" or "#" make no difference.
SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "ORPHA": (
        "http://www.orpha.net",
        "http://www.orpha.net/ORDO",
        "http://www.orpha.net/ontology/ordo.owl",
        "http://terminology.hl7.org/NamingSystem/orphanet",
        "https://smt.esante.gouv.fr/terminologie-orphanet",
    ),
    "OMIM": ("http://www.omim.org", "https://omim.org/entry", "urn:oid:2.16.840.1.113883.6.174"),
    "MONDO": (
        "http://purl.obolibrary.org/obo/mondo.owl",
        "http://purl.obolibrary.org/obo/mondo",
        "http://mondo.monarchinitiative.org",
    ),
    "HP": (
        "http://human-phenotype-ontology.org",
        "http://purl.obolibrary.org/obo/hp.owl",
        "http://purl.obolibrary.org/obo/hp",
        "https://hpo.jax.org",
        "urn:oid:2.16.840.1.113883.6.339",
    ),
    # The value set of IPS procedures stands where a system belongs in RareLink's feed; it holds SNOMED CT only.
    "SNOMED": (
        "http://snomed.info/sct",
        "urn:oid:2.16.840.1.113883.6.96",
        "http://hl7.org/fhir/uv/ips/ValueSet/procedures-uv-ips",
    ),
    "ICD10": (
        "http://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-fr",
        "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
        "http://fhir.de/CodeSystem/dimdi/icd-10-gm",
        "https://smt.esante.gouv.fr/terminologie-cim-10",
        "https://mos.esante.gouv.fr/NOS/TRE_R310-CIM10/FHIR/TRE-R310-CIM10",
        "https://mos.esante.gouv.fr/NOS/TRE_R311-CIM10Atih/FHIR/TRE-R311-CIM10Atih",
        "urn:oid:2.16.840.1.113883.6.3",
        "urn:oid:1.2.250.1.213.2.67",
    ),
    "ICD10CM": ("http://hl7.org/fhir/sid/icd-10-cm", "urn:oid:2.16.840.1.113883.6.90"),
    "ICD11": ("http://id.who.int/icd/release/11/mms", "http://hl7.org/fhir/sid/icd-11"),
    "LOINC": ("http://loinc.org", "urn:oid:2.16.840.1.113883.6.1"),
    "ATC": (
        "http://www.whocc.no/atc",
        "http://fhir.de/CodeSystem/bfarm/atc",
        "http://fhir.de/CodeSystem/dimdi/atc",
        "https://smt.esante.gouv.fr/terminologie-atc",
        "urn:oid:2.16.840.1.113883.6.73",
    ),
    "HGNC": ("http://www.genenames.org", "http://www.genenames.org/geneId", "urn:oid:2.16.840.1.113883.6.281"),
    "GENO": ("http://purl.obolibrary.org/obo/geno.owl", "http://purl.obolibrary.org/obo/geno"),
    "SO": (
        "http://www.sequenceontology.org",
        "http://purl.obolibrary.org/obo/so.owl",
        "http://purl.obolibrary.org/obo/so",
    ),
    "CVX": ("http://hl7.org/fhir/sid/cvx", "urn:oid:2.16.840.1.113883.12.292"),
    "RXNORM": ("http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88"),
    "CCAM": ("https://smt.esante.gouv.fr/terminologie-ccam",),
    "UCUM": ("http://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8"),
    "UO": ("http://purl.obolibrary.org/obo/uo.owl", "http://www.ontobee.org/ontology/UO"),
    "NCIT": (
        "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
        "http://purl.obolibrary.org/obo/ncit.owl",
        "https://ncit.nci.nih.gov",
        "urn:oid:2.16.840.1.113883.3.26.1.1",
    ),
    "ROLECODE": ("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "http://hl7.org/fhir/v3/RoleCode"),
    "ACTCODE": ("http://terminology.hl7.org/CodeSystem/v3-ActCode",),
    "ACTREASON": ("http://terminology.hl7.org/CodeSystem/v3-ActReason",),
    "INTERPRETATION": ("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",),
    "PHASE": ("http://terminology.hl7.org/CodeSystem/sequence-phase-relationship-cs",),
    "GENOMICS": (
        "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs",
        "http://terminology.hl7.org/CodeSystem/tbd-codes-cs",
    ),
    "IPS-ABSENT": ("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",),
    "GENOTHER": ("https://genother.fr/fhir/CodeSystem/genother",),
}
# The code of something named in free text only: the text itself is never kept.
UNCODED = "TEXT:uncoded"
# Codings that say why there is no code.
NO_CODE = (
    "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
)
# The Unit Ontology, as RareLink and phenopackets send it; terms with an exact UCUM counterpart only.
UCUM_OF: Mapping[str, str] = {
    "UO:0000008": "m", "UO:0000009": "kg", "UO:0000010": "s", "UO:0000015": "cm", "UO:0000016": "mm",
    "UO:0000021": "g", "UO:0000022": "mg", "UO:0000023": "ug", "UO:0000027": "Cel", "UO:0000031": "min",
    "UO:0000032": "h", "UO:0000033": "d", "UO:0000034": "wk", "UO:0000035": "mo", "UO:0000036": "a",
    "UO:0000062": "mol/L", "UO:0000063": "mmol/L", "UO:0000064": "umol/L", "UO:0000065": "nmol/L",
    "UO:0000098": "mL", "UO:0000099": "L", "UO:0000173": "g/mL", "UO:0000175": "g/L", "UO:0000176": "mg/mL",
    "UO:0000178": "[arb'U]/mL", "UO:0000179": "[arb'U]/L", "UO:0000187": "%", "UO:0000272": "mm[Hg]",
    "UO:0000273": "mg/L", "UO:0000274": "ug/mL", "UO:0000275": "ng/mL",
}  # fmt: skip
# How a code's own prefix is spelled where it differs from ours.
_SPELLINGS = {
    "ORPHANET": "ORPHA", "ORPHACODE": "ORPHA", "ORDO": "ORPHA", "MIM": "OMIM", "HPO": "HP", "SNOMEDCT": "SNOMED",
    "SCT": "SNOMED", "ICD-10": "ICD10", "ICD10WHO": "ICD10", "ICD-10-CM": "ICD10CM", "LNC": "LOINC", "NCI": "NCIT",
}  # fmt: skip
# Systems whose codes include their prefix (OBO identifiers; HGNC, HL7 Genomics Reporting).
_CARRIED = {"HP", "MONDO", "GENO", "SO", "UO", "HGNC"}
_AS_WRITTEN = {"GENOTHER", "UCUM", "GENOMICS", "IPS-ABSENT", "PHASE"}
_SEVEN_DIGITS = {"HP", "MONDO", "GENO", "SO", "UO"}
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(orf\d+)?[A-Z0-9-]*", re.ASCII)
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[:_](\S.*)", re.ASCII)


def _key(url: str) -> str:
    bare = re.sub(r"\s+", "", url).casefold()
    return re.sub(r"^(https?://)?(www\.)?", "", bare).rstrip("/#")


_PREFIX_OF = {_key(url): prefix for prefix, urls in SYSTEMS.items() for url in urls}
_NO_CODE = {_key(url) for url in NO_CODE}
_SNOMED_EDITION = _key("http://snomed.info/sct") + "/"


def prefix_of(system: str) -> str | None:
    """The short name of a code system, editions of SNOMED CT included; None when it is unknown to us."""
    key = _key(system)
    return "SNOMED" if key.startswith(_SNOMED_EDITION) else _PREFIX_OF.get(key)


def canonical(text: str) -> str | None:
    """A code that carries its prefix, in our spelling: ``Orphanet_70`` is ``ORPHA:70``; None when it carries none."""
    found = _PREFIXED.fullmatch(text.strip())
    if not found:
        return None
    prefix = found[1].upper()
    prefix = _SPELLINGS.get(prefix, prefix)
    return f"{prefix}:{_local(prefix, found[2])}" if prefix in SYSTEMS else None


def _local(prefix: str, code: str) -> str:
    """A code as its system writes it: letter case, leading zeros, and the dot of ICD-10 without dagger or star."""
    if prefix in _AS_WRITTEN:
        return code
    code = code.upper()
    if prefix in _SEVEN_DIGITS and code.isdecimal():
        return code.zfill(7)
    if prefix.startswith("ICD10"):
        code = code.rstrip("+*!†")
        return f"{code[:3]}.{code[3:]}" if re.fullmatch(r"[A-Z]\d\d[0-9A-Z+]+", code) else code
    return code


def code_of(coding: object) -> str | None:
    """One coding as ``PREFIX:code``; ``url|code`` when the system is unknown; None when there is no code.

    A value that carries its prefix is taken without a system too; one whose prefix contradicts its system stays
    ``url|code``, since either may be the mistake. A gene symbol is no HGNC identifier (see `gene_of`).
    """
    if not isinstance(coding, dict):
        return None
    system, code = coding.get("system"), coding.get("code")
    return _code_of(system if isinstance(system, str) else "", code) if isinstance(code, str) else None


@lru_cache(maxsize=4096)
def _code_of(system: str, sent: str) -> str | None:
    code = sent.strip()
    if not code:
        return None
    if not system.strip():
        return canonical(code)
    prefix = prefix_of(system)
    if prefix is None:
        return None if _key(system) in _NO_CODE else f"{system.strip()}|{code}"
    carried = canonical(code)
    if carried is not None:
        return carried if carried.startswith(f"{prefix}:") else f"{system.strip()}|{code}"
    if prefix == "HGNC" and not code.isdecimal():
        return None
    return f"{prefix}:{_local(prefix, code)}"


def coding_of(code: str) -> dict[str, str] | None:
    """A code of ours as a Coding of its canonical system; None when it names no system."""
    system, _, rest = code.rpartition("|")
    if system:
        return {"system": system, "code": rest}
    prefix, _, rest = code.partition(":")
    return {"system": SYSTEMS[prefix][0], "code": code if prefix in _CARRIED else rest} if prefix in SYSTEMS else None


def codes_of(concept: object) -> list[str]:
    """Every code of a CodeableConcept, in its order, once each."""
    codings = concept.get("coding") if isinstance(concept, dict) else None
    found = [code_of(coding) for coding in codings] if isinstance(codings, list) else []
    return list(dict.fromkeys(filter(None, found)))


def preferred(codes: Iterable[str], order: Sequence[str]) -> str | None:
    """The first code by the order of systems, then of any known system, then ``url|code``."""
    return min(codes, key=lambda code: _rank(code, order), default=None)


def _rank(code: str, order: Sequence[str]) -> int:
    if "|" in code:
        return len(order) + 1
    prefix = code.split(":", maxsplit=1)[0]
    return order.index(prefix) if prefix in order else len(order)


def fact_code(concept: Node, order: Sequence[str]) -> str | None:
    """The code that a fact keeps of a CodeableConcept, by a stated order; what could not be read is noted."""
    for coding in concept["coding"]:
        for part in ("system", "code"):
            _ = coding[part].text  # notes a wrong type
    code = preferred(codes_of(concept.json), order)
    if code is None:
        concept.note("warning", "no-code", "no code of a named system", "send a coding with its system; not understood")
    elif "|" in code:
        system = code.rsplit("|", maxsplit=1)[0]
        # What is no address may be anything, a name included.
        url = system if re.fullmatch(r"(https?://|urn:)[\w./:~%#-]{1,200}", system) else "sent"
        concept.note(
            "information", "unknown-code-system", f"the code system {url} is not known here",
            "it is kept as url|code; add a coding of a known system so that criteria can read it",
        )  # fmt: skip
    return code


def known_codings(concept: Node) -> dict[str, str]:
    """Every code of a system that we know, and the path of its coding."""
    found: dict[str, str] = {}
    for coding in concept["coding"]:
        code = code_of(coding.json)
        if code and "|" not in code:
            found.setdefault(code, coding.path)
    return found


def fact_codes(concept: Node, order: Sequence[str], element: str) -> dict[str, str]:
    """Each code that makes a fact, and the element it is read from: ``element``, or its coding where there are several.

    A concept that names something without any code that can be read is `UNCODED`: known to be there, not what it is.
    """
    kept = fact_code(concept, order)
    if kept is None:
        return {UNCODED: element} if concept else {}
    known = known_codings(concept)
    if len(known) < 2:
        return {kept: element}
    return dict(sorted(known.items(), key=lambda found: _rank(found[0], order)))


def label_of(concept: Node) -> str | None:
    """What a CodeableConcept is called: its text, else the display of a coding."""
    return concept["text"].text or next((name for c in concept["coding"] if (name := c["display"].text)), None)


def texts_of(concept: Node) -> Iterator[str]:
    """Every text of a CodeableConcept: its codes and their names, as sent, then its own text."""
    for coding in concept["coding"]:
        yield from (text for name in ("code", "display") if (text := coding[name].text))
    if text := concept["text"].text:
        yield text


def gene_of(concept: Node) -> str | None:
    """A gene: ``HGNC:11117`` where an HGNC id is there, else the bare symbol ``SMN1``."""
    found = preferred(codes_of(concept.json), ["HGNC"])
    if found and found.startswith("HGNC:"):
        return found
    named = (coding[part].text for coding in concept["coding"] for part in ("display", "code"))
    coded = next((text for text in named if text and _SYMBOL.fullmatch(text)), None)
    text = coded or concept["text"].text
    return text if text and _SYMBOL.fullmatch(text) else None
