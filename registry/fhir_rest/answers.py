"""What an interaction comes to, on its own or as an entry of a Bundle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus

import orjson
from fastapi import Response

from registry.fhir_rest.outcomes import MEDIA_TYPE, Json
from registry.fhir_rest.reach import body_of, name_of
from registry.store import Resource, ResourceHistory


@dataclass(frozen=True, slots=True)
class Answer:
    """``body`` is JSON, or empty; ``modified`` an instant; ``outcome`` what is to be said beside it."""

    status: int
    body: bytes = b""
    etag: str = ""
    modified: str = ""
    location: str = ""
    outcome: Json | None = None

    @property
    def response(self) -> Response:
        """As an HTTP response."""
        headers = {"ETag": self.etag, "Location": self.location}
        if self.modified:
            headers["Last-Modified"] = format_datetime(
                datetime.fromisoformat(self.modified).astimezone(UTC), usegmt=True
            )
        kept = {name: value for name, value in headers.items() if value}
        return Response(self.body, self.status, kept, MEDIA_TYPE if self.body else None)

    @property
    def entry(self) -> Json:
        """As an entry of a response Bundle."""
        said: Json = {"status": f"{self.status} {HTTPStatus(self.status).phrase}"}
        pairs = {"location": self.location, "etag": self.etag, "lastModified": self.modified, "outcome": self.outcome}
        said |= {name: value for name, value in pairs.items() if value}
        return {**({"resource": orjson.Fragment(self.body)} if self.body else {}), "response": said}


def of_version(row: Resource | ResourceHistory, base: str, status: int = 200, *, whole: bool = True) -> Answer:
    """A stored version: with its body, its tag, its date and its address."""
    kind, identifier = name_of(row)
    return Answer(
        status, body_of(row) if whole else b"", etag(row.version), row.updated,
        f"{base}/{kind}/{identifier}/_history/{row.version}",
    )  # fmt: skip


def etag(version: int) -> str:
    """The tag of a version."""
    return f'W/"{version}"'


def dumped(content: Json) -> bytes:
    """A Bundle, a statement or an outcome of ours as JSON."""
    return orjson.dumps(content)
