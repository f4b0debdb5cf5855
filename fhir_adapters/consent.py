"""FHIR Consent: permissions and oppositions, each for a purpose and a period.

Read so that a person's no is never lost and a yes is never widened: see docs/explanation/readings-of-the-standards.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fhir_adapters.about import About
from fhir_adapters.codings import codes_of
from fhir_adapters.elements import by_status, period, span
from fhir_adapters.node import Node
from matching.days import Span
from matching.facts import Consent, Fact

Decision = Literal["permit", "deny"]
_STATUSES: Mapping[str, Literal["active", "rejected"]] = {"active": "active", "rejected": "rejected"}
_NOT_IN_FORCE = {"draft", "proposed", "inactive", "entered-in-error"}
_POLICIES: Mapping[str, Decision] = {
    "ACTCODE:OPTIN": "permit", "ACTCODE:OPTINR": "permit", "ACTCODE:OPTOUT": "deny", "ACTCODE:OPTOUTE": "deny",
}  # fmt: skip
_PURPOSES: Mapping[str, str] = {
    "ACTREASON:TREAT": "care", "ACTREASON:CAREMGT": "care", "ACTREASON:HRESCH": "research",
    "ACTREASON:CLINTRCH": "research",
}  # fmt: skip
# Parts that narrow a rule to some readers or some data: more than our facts can say.
_NARROWS = ("actor", "action", "securityLabel", "class", "code", "dataPeriod", "data")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds around a provision until it says otherwise."""

    purposes: tuple[str, ...]
    decision: Decision | None
    when: Span | None
    until: Span | None = None


def to_facts(consent: Node, about: About) -> Iterator[Fact]:
    """One Consent for each provision and purpose; a rejected consent denies what it asked for."""
    status = by_status(consent, _STATUSES)
    if status is None:
        if consent["status"].text not in _NOT_IN_FORCE:
            yield from (fact for fact in _active(consent, about) if fact.decision == "deny")
    elif status == "rejected":
        yield from _facts(consent, about, replace(_base(consent), decision="deny"))
    else:
        yield from _active(consent, about)


def in_doubt(consent: Node, about: About, *, unread: bool) -> Iterator[Fact]:
    """A refusal, where a consent that could not be read may be one, or where one of several in conflict is one."""
    if opposes(consent) or (unread and consent["status"].text not in _NOT_IN_FORCE):
        yield _refusal(consent, about)


def _refusal(node: Node, about: About) -> Consent:
    node.note("error", "consent-in-doubt", "a consent that may be a refusal", "read as one; send one that can be read")
    return Consent(**node.where(about.patient), purpose="care", decision="deny")


def _base(consent: Node) -> _Rule:
    decided = _type(consent["decision"]) or _policy(consent["policyRule"])
    return _Rule(_asked(consent), decided, span(consent["dateTime"]))


def _active(consent: Node, about: About) -> Iterator[Consent]:
    base, provision = _base(consent), consent["provision"]
    if provision.json is not None and not isinstance(provision.json, dict):
        yield _refusal(provision, about)
    elif provision:
        yield from _provision(provision, about, base)
    elif consent["decision"] and base.decision is None:
        yield _refusal(consent, about)
    elif base.decision:
        yield from _facts(consent, about, base)
    else:
        consent.note("warning", "no-decision", "neither permit nor deny", "send provision.type; no fact made")


def opposes(consent: Node) -> bool:
    """Whether a consent says no to anything."""
    unsaid = Node(consent.json, consent.path, replace(consent.origin, problems={}))
    return any(isinstance(fact, Consent) and fact.decision == "deny" for fact in to_facts(unsaid, About("")))


def _provision(node: Node, about: About, around: _Rule) -> Iterator[Consent]:
    if node.modified or (node["type"] and _type(node["type"]) is None):
        yield _refusal(node, about)
        return
    start, end = period(node["period"])
    own = _purposes(node["purpose"])
    rule = _Rule(
        own or around.purposes, _type(node["type"]) or around.decision, start or around.when, end or around.until
    )
    nested = _nested(node["provision"])
    narrow = any(node[part] for part in _NARROWS) or bool(node["period"]["end"] and not end)
    if rule.decision == "permit" and narrow:
        node.note(
            "warning", "narrow-permission", "a permission for some readers, data or unread time only", "it was not kept"
        )
    elif rule.decision:
        yield from _facts(node, about, rule)
    elif not nested:
        node.note("warning", "no-decision", "neither permit nor deny", "send provision.type; no fact made")
    for inner in nested:
        yield from _provision(inner, about, rule)


def _facts(node: Node, about: About, rule: _Rule) -> Iterator[Consent]:
    if rule.decision:
        for purpose in rule.purposes:
            yield Consent(
                **node.where(about.patient), purpose=purpose, decision=rule.decision, when=rule.when, until=rule.until
            )


def _nested(provisions: Node) -> list[Node]:
    """Every provision inside another, those with a modifier included."""
    sent = provisions.json if isinstance(provisions.json, list) else [provisions.json] if provisions else []
    return [Node(one, f"{provisions.path}[{number}]", provisions.origin) for number, one in enumerate(sent) if one]


def _type(node: Node) -> Decision | None:
    match (node.text or "").casefold():
        case "permit":
            return "permit"
        case "deny":
            return "deny"
    return None


def _policy(rule: Node) -> Decision | None:
    found = {_POLICIES[code] for code in codes_of(rule.json) if code in _POLICIES}
    return found.pop() if len(found) == 1 else None


def _purposes(codings: Node) -> tuple[str, ...]:
    found = [code for coding in codings for code in codes_of({"coding": [coding.json]})]
    return tuple(dict.fromkeys(_PURPOSES.get(code, code.removeprefix("GENOTHER:")) for code in found))


def _asked(consent: Node) -> tuple[str, ...]:
    """The purpose without a provision's: the category (or scope) ``research``, one of ours, else care."""
    concepts = [*consent["category"], consent["scope"]]
    codes = {coding["code"].text for concept in concepts for coding in concept["coding"]}
    ours = [code for concept in concepts for code in codes_of(concept.json) if code.startswith("GENOTHER:")]
    if ours:
        return tuple(dict.fromkeys(code.removeprefix("GENOTHER:") for code in ours))
    return ("research",) if "research" in codes else ("care",)
