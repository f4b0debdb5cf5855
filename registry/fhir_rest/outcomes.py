"""Every refusal as an OperationOutcome: what, where and what next, never what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import Response

Json = dict[str, Any]
MEDIA_TYPE = "application/fhir+json; charset=utf-8"
# The code (FHIR R4, value set issue-type) that a status means where nothing better is known.
_CODES: Mapping[int, str] = {
    400: "invalid", 401: "login", 403: "forbidden", 404: "not-found", 405: "not-supported", 406: "not-supported",
    409: "conflict", 410: "deleted", 412: "conflict", 413: "too-long", 415: "not-supported", 422: "processing",
    500: "exception", 503: "transient",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong: ``where`` is a FHIRPath of the element, or ``http.`` and the name of a header."""

    said: str
    where: str = ""
    code: str = ""
    severity: str = "error"


class Refusal(Exception):
    """A request that is answered with a status of refusal and an OperationOutcome."""

    def __init__(self, status: int, *issues: Issue, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.issues, self.headers = status, issues, dict(headers or {})

    @property
    def response(self) -> Response:
        """The answer."""
        content = orjson.dumps(outcome(self.issues, self.status))
        return Response(content, self.status, self.headers, MEDIA_TYPE)


def refuse(status: int, said: str, where: str = "", code: str = "") -> Refusal:
    """A refusal of one issue."""
    return Refusal(status, Issue(said, where, code))


def outcome(issues: Sequence[Issue], status: int = 200) -> Json:
    """An OperationOutcome; an issue without a code gets the one that the status means."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(one, status) for one in issues]}


def _issue(one: Issue, status: int) -> Json:
    made: Json = {"severity": one.severity, "code": one.code or _CODES.get(status, "informational")}
    made["diagnostics"] = one.said
    if one.where:
        # FHIR R4, OperationOutcome.issue.location: errors of HTTP are placed there.
        made["location" if one.where.startswith("http.") else "expression"] = [one.where]
    return made


def response(status: int, said_en: str) -> Response:
    """A refusal of the service itself, said by whoever answers its errors."""
    return refuse(status, said_en).response
