"""A request as it comes in: its headers and its body, measured before anything of it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from fhir_adapters.tokens import NotJson, Number, dump, parse
from registry.fhir_rest.outcomes import Json, Refusal, refuse

MOST_BYTES, MOST_FORM_BYTES, MOST_ENTRIES, DEEPEST = 50_000_000, 1_000_000, 500, 64
# 50 MB of real exports, without blanks, have 1.9 million.
_MOST_PARTS, _MOST_PARTS_OF_ONE = 2_000_000, 50_000
_JSON = {"application/fhir+json", "application/json", "text/json"}
_ACCEPTED = _JSON | {"*/*", "application/*", "text/*", "json"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ELEMENT = re.compile(r"_?[A-Za-z]{1,40}(\[[0-9]{1,6}\])?", re.ASCII)
_ETAG = re.compile(r'(?:W/)?"([^"]{1,64})"|([0-9]{1,18})', re.ASCII)
_SAID = {
    "not-utf8": "the body is not UTF-8 text; send it as UTF-8",
    "not-json": "the body is not JSON; send one JSON object",
    "duplicate-key": "an object names a key twice, so that nobody can say which counts; send each key once",
    "too-deep": f"nested deeper than {DEEPEST}; send flatter content",
}
Pairs = list[tuple[str, str]]


def require_json_accepted(request: Request) -> None:
    """Refuse who wants anything but JSON."""
    wanted = [value for name, value in pairs_of(request.url.query) if name == "_format"]
    accepted = ",".join(wanted) if wanted else request.headers.get("accept", "")
    kinds = {one.split(";")[0].strip().replace(" ", "+").casefold() for one in accepted.split(",")} - {""}
    if kinds and kinds.isdisjoint(_ACCEPTED):
        raise refuse(406, "answers are JSON; send Accept: application/fhir+json", "http.Accept")


async def body_of(request: Request) -> object:
    """The JSON of a request; refused before it is parsed where it is no JSON, too long, too deep or compressed."""
    require_kind(request, _JSON, "send the body as application/fhir+json")
    return parsed(await raw_body(request, MOST_BYTES))


async def form_of(request: Request) -> Pairs:
    """The parameters of a POST search, after those in its address."""
    raw = await raw_body(request, MOST_FORM_BYTES)
    if raw:
        require_kind(request, {"application/x-www-form-urlencoded"}, "send it as application/x-www-form-urlencoded")
    return [*pairs_of(request.url.query), *pairs_of(raw.decode("utf-8", "replace"))]


def pairs_of(query: str) -> Pairs:
    """The parameters of a query, in order."""
    try:
        return parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        raise refuse(400, "more than 200 parameters; ask in several searches", "", "too-costly") from None


def require_kind(request: Request, kinds: set[str], said: str) -> None:
    """Refuse a body of another media type or encoding."""
    sent = request.headers.get("content-type", "").split(";")
    charset = [part.strip().casefold() for part in sent[1:] if part.strip().casefold().startswith("charset=")]
    if sent[0].strip().casefold() not in kinds or any(part.strip('"') not in _UTF8 for part in charset):
        raise refuse(415, said, "http.Content-Type")


_UTF8 = {"charset=utf-8", 'charset="utf-8', "charset=utf8", "charset=us-ascii"}


async def raw_body(request: Request, most: int) -> bytes:
    """The body, counted while it comes."""
    if request.headers.get("content-encoding", "identity").casefold() not in {"identity", ""}:
        raise refuse(415, "compressed bodies are not taken; send it uncompressed", "http.Content-Encoding")
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and (len(declared) > 15 or int(declared) > most):
        raise _too_long(most)
    pieces, length = [], 0
    async for piece in request.stream():
        length += len(piece)
        if length > most:
            raise _too_long(most)
        pieces.append(piece)
    return b"".join(pieces)


def _too_long(most: int) -> Refusal:
    return refuse(413, f"a body of more than {most // 1_000_000} MB; send it in several, or import it as NDJSON")


def parsed(raw: bytes) -> object:
    """JSON with its numbers as written; refused where it is too deep, has too many parts, or holds unfit text."""
    if _parts(raw) > _MOST_PARTS:
        raise refuse(413, "a body of too many parts; send it in several, or import it as NDJSON")
    try:
        content = parse(raw)
    except NotJson as why:
        raise refuse(400, _SAID[why.code], "", "structure") from None
    require_fit(content)
    return content


def _parts(raw: bytes) -> int:
    return sum(map(raw.count, (b",", b"{", b"[")))


def require_small(resource: Json, where: str) -> None:
    """Refuse a resource of so many parts that checking it would keep others waiting."""
    if _parts(dump(resource)) > _MOST_PARTS_OF_ONE:
        said = f"a resource of more than {_MOST_PARTS_OF_ONE} values; send it as several resources"
        raise refuse(413, said, where, "too-costly")


def require_fit(content: object) -> None:
    """Refuse text and nulls that FHIR does not allow, and numbers beyond what a computer holds."""
    found = _unfit(content, 1)
    if found is not None:
        said, code, steps = found
        raise refuse(400 if code == "structure" else 422, said, element("".join(reversed(steps))), code)


_Found = tuple[str, str, list[str]]
_TEXT = "a text with a control character or half a surrogate pair; send valid Unicode"
_NULL = "a null; leave out what has no value (FHIR R4, JSON representation 2.6.2)"
_NUMBER = "a number that no computer holds; send one that FHIR allows"


def _unfit(value: object, depth: int) -> _Found | None:
    """What is wrong first, its code, and the steps that lead there, the last first."""
    if isinstance(value, dict | list):
        return (_SAID["too-deep"], "structure", []) if depth > DEEPEST else _unfit_inside(value, depth)
    if isinstance(value, str) and _is_unfit(value):
        return _TEXT, "value", []
    if isinstance(value, Number) and value in _INFINITE:
        return _NUMBER, "value", []
    return None


def _unfit_inside(holder: Json | list[object], depth: int) -> _Found | None:
    named = isinstance(holder, dict)
    for step, part in holder.items() if isinstance(holder, dict) else enumerate(holder):
        if named and _is_unfit(str(step)):
            return _TEXT, "value", []
        if named and part is None:
            return _NULL, "structure", [f".{step}"]
        if part.__class__ not in _SCALARS and (found := _unfit(part, depth + 1)) is not None:
            found[2].append(f".{step}" if named else f"[{step}]")
            return found
    return None


_SCALARS, _INFINITE = {int, bool, type(None)}, {float("inf"), float("-inf")}


def _is_unfit(text: str) -> bool:
    if _CONTROLS.search(text):
        return True
    try:
        return not text.isascii() and not text.encode()
    except UnicodeEncodeError:
        return True


def element(where: str) -> str:
    """A place as it may be told: names of elements as FHIR writes them, nothing else that was sent."""
    return ".".join(part for part in where.split(".") if _ELEMENT.fullmatch(part))


def resource_of(content: object, kind: str) -> Json:
    """The resource that a body is; refused where it is none of that type."""
    if not isinstance(content, dict) or not isinstance(content.get("resourceType"), str):
        raise refuse(400, "not a FHIR resource; send an object with a resourceType", "resourceType", "structure")
    if content["resourceType"] != kind:
        raise refuse(400, "another resource type than the address names; send it to its own type", "resourceType")
    return content


def tag_of(text: str, header: str) -> str:
    """The version that an entity tag names; fhirpy sends the number alone."""
    found = _ETAG.fullmatch(text.strip())
    if found is None:
        raise refuse(400, 'not an entity tag; send it as the ETag came: W/"3"', header)
    return found[1] or found[2]


def preferences(headers: Mapping[str, str]) -> dict[str, str]:
    """What the Prefer header asks for: ``return`` and ``handling``."""
    asked = re.split(r"[,;]", headers.get("prefer", ""))
    pairs = (one.partition("=") for one in asked)
    return {name.strip().casefold(): value.strip().strip('"').casefold() for name, _, value in pairs if value}
