"""A trial as a FHIR ResearchStudy with a Group per cohort, and back without loss.

FHIR R4, ResearchStudy: ``enrollment`` refers to the Groups (in R5 ``recruitment.eligibility``); R4 defines no search
parameter for it, so a server has to define its own. Registers can read title, phase, status, condition and the
sentences of each criterion; the rules themselves, which FHIR cannot say, are attached as our versioned JSON
(`matching.codec`) in the extension ``trial-rules``, and those are what is read back.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from fhir_adapters.group import from_cohort, group_id, resource_id
from fhir_adapters.translation import texts
from matching.codec import trial_from_data, trial_to_data
from matching.refusals import Refusal, refused
from matching.trial import Trial

Json = dict[str, Any]
RULES = "https://genother.fr/fhir/StructureDefinition/trial-rules"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_LARGEST = 4_000_000
# Where the registers' words (ClinicalTrials.gov, CTIS) stand in research-study-status, a required binding.
STATUSES: Mapping[str, str] = {
    "not yet recruiting": "approved",
    "recruiting": "active",
    "enrolling by invitation": "active",
    "active": "active",
    "active not recruiting": "closed-to-accrual",
    "suspended": "temporarily-closed-to-accrual",
    "completed": "completed",
    "terminated": "administratively-completed",
    "withdrawn": "withdrawn",
}
PHASES: Mapping[str, str] = {
    "1": "phase-1", "1/2": "phase-1-phase-2", "2": "phase-2", "2/3": "phase-2-phase-3", "3": "phase-3", "4": "phase-4",
}  # fmt: skip
_PHASE_SYSTEM = "http://terminology.hl7.org/CodeSystem/research-study-phase"
_REFUSALS = {
    "stranger": Refusal(
        "no cohort of the attached rules", "pas une cohorte des règles jointes",
        "send the Groups of this study", "envoyer les Groups de cette étude",
    ),
    "edited": Refusal(
        "its characteristics differ from the attached rules", "ses caractéristiques diffèrent des règles jointes",
        "change the rules themselves, as a new version", "modifier les règles elles-mêmes, en une nouvelle version",
    ),
    "no_rules": Refusal(
        "no rules are attached, or more than once", "aucune règle jointe, ou plusieurs",
        f"attach them once under {RULES}", f"les joindre une seule fois sous {RULES}",
    ),
    "not_json": Refusal(
        "the attached rules are not JSON", "les règles jointes ne sont pas du JSON",
        "attach base64 of JSON", "joindre du JSON en base64",
    ),
}  # fmt: skip


def from_trial(trial: Trial) -> tuple[Json, list[Json]]:
    """The ResearchStudy of a trial and the Groups of its cohorts."""
    groups = [from_cohort(trial, cohort) for cohort in trial.cohorts]
    study: Json = {
        "resourceType": "ResearchStudy",
        "id": resource_id(trial.id),
        "extension": [{"url": RULES, "valueAttachment": _attachment(trial)}],
        "identifier": [_identifier(trial.id)],
        **texts("title", trial.title),
        **_status(trial.status),
        **_phase(trial.phase),
        "note": [{"text": _completeness(trial)}],
    }
    return study | _details(trial) | _enrollment(trial, groups), groups


def to_trial(study: Mapping[str, Any], groups: Iterable[Mapping[str, Any]] = ()) -> Trial:
    """The trial of its attached rules; raises MalformedCriterion when they are missing, or a Group says otherwise.

    A Group that was edited elsewhere is refused: reading the rules would ignore the edit silently.
    """
    trial = trial_from_data(_document(study))
    expected = {group_id(trial, cohort): from_cohort(trial, cohort) for cohort in trial.cohorts}
    for group in groups:
        name = str(group.get("id", ""))
        if name not in expected:
            raise refused(_REFUSALS["stranger"], f"Group/{name}")
        if group.get("characteristic") != expected[name].get("characteristic"):
            raise refused(_REFUSALS["edited"], f"Group/{name}")
    return trial


def _attachment(trial: Trial) -> Json:
    document = json.dumps(trial_to_data(trial), ensure_ascii=False, separators=(",", ":")).encode()
    data = b64encode(document).decode("ascii")
    return {"contentType": "application/json", "data": data, "size": len(document), "title": "rules"}


def _document(study: Mapping[str, Any]) -> object:
    extensions = study.get("extension")
    found = [one for one in extensions if isinstance(one, dict)] if isinstance(extensions, list) else []
    attachments = [one.get("valueAttachment") for one in found if one.get("url") == RULES]
    data = attachments[0].get("data") if len(attachments) == 1 and isinstance(attachments[0], dict) else None
    where = "ResearchStudy.extension"
    if not isinstance(data, str) or len(data) > _LARGEST:
        raise refused(_REFUSALS["no_rules"], where)
    try:
        document: object = json.loads(b64decode(data, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise refused(_REFUSALS["not_json"], where) from None
    return document


def _identifier(name: str) -> Json:
    system = "https://clinicaltrials.gov" if name.startswith("NCT") else "https://genother.fr/fhir/sid/trial"
    return {"use": "official", "system": system, "value": name}


def _status(status: str | None) -> Json:
    """A code of the required binding; a status that is unknown, or has no code, is said to be absent."""
    code = STATUSES.get((status or "").casefold().replace("_", " ").replace(",", ""))
    if code:
        return {"status": code}
    reason = "unsupported" if status else "unknown"
    return {"_status": {"extension": [{"url": _ABSENT, "valueCode": reason}]}}


def _phase(phase: str) -> Json:
    if not phase:
        return {}
    coding = {"coding": [{"system": _PHASE_SYSTEM, "code": PHASES[phase]}]} if phase in PHASES else {}
    return {"phase": coding | {"text": phase}}


def _completeness(trial: Trial) -> str:
    encoded = sum(len(cohort.criteria) for cohort in trial.cohorts)
    total = trial.source.criteria_in_protocol
    return f"Source: {trial.source.kind}; criteria encoded {encoded}, in the protocol {total or 'not stated'}."


def _details(trial: Trial) -> Json:
    found: Json = {}
    if trial.condition:
        found["condition"] = [texts("text", trial.condition)]
    found["keyword"] = [{"text": word} for word in _keywords(trial)]
    if trial.countries:
        found["location"] = [{"text": country} for country in trial.countries]
    if trial.sites:
        found["site"] = [{"type": "Location", "display": site} for site in trial.sites]
    if trial.sponsor:
        found["sponsor"] = {"type": "Organization", "display": trial.sponsor}
    return found


def _keywords(trial: Trial) -> list[str]:
    modality = trial.modality
    return [word for word in (modality.kind, modality.capsid, modality.transgene, modality.route) if word]


def _enrollment(trial: Trial, groups: list[Json]) -> Json:
    if not groups:
        return {}
    arms = [texts("name", cohort.title or {"en": cohort.name}) for cohort in trial.cohorts]
    return {"enrollment": [{"reference": f"Group/{group['id']}"} for group in groups], "arm": arms}
