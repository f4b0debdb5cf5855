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
        return
    base = _Rule(_asked(consent), _policy(consent["policyRule"]), span(consent["dateTime"]))
    if status == "rejected":
        yield from _facts(consent, about, _Rule(base.purposes, "deny", base.when))
        return
    provision = consent["provision"]
    if provision and not provision.modified:
        yield from _provision(provision, about, base)
    elif base.decision:
        yield from _facts(consent, about, base)
    else:
        consent.note("warning", "no-decision", "neither permit nor deny", "send provision.type; no fact made")


def opposes(consent: Node) -> bool:
    """Whether a consent says no to anything."""
    unsaid = Node(consent.json, consent.path, replace(consent.origin, problems={}))
    return any(isinstance(fact, Consent) and fact.decision == "deny" for fact in to_facts(unsaid, About("")))


def _provision(node: Node, about: About, around: _Rule) -> Iterator[Fact]:
    start, end = period(node["period"])
    own = _purposes(node["purpose"])
    rule = _Rule(
        own or around.purposes, _type(node["type"]) or around.decision, start or around.when, end or around.until
    )
    nested = list(node["provision"])
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


def _type(node: Node) -> Decision | None:
    match node.text:
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
