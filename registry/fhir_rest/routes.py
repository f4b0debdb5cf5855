"""The addresses of /fhir."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from fhir_adapters.door import HELD
from registry.access.routes import now, signed_in
from registry.errors import NotSignedIn
from registry.fhir_rest import bundles, reading, single
from registry.fhir_rest.answers import Answer
from registry.fhir_rest.capability import statement
from registry.fhir_rest.incoming import body_of, form_of, pairs_of, require_json_accepted
from registry.fhir_rest.outcomes import MEDIA_TYPE, Issue, Refusal, refuse
from registry.fhir_rest.reach import Caller
from registry.fhir_rest.searching import search

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?", re.ASCII)


class _FhirRoute(APIRoute):
    """A route that answers its refusals with an OperationOutcome."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                require_json_accepted(request)
                found: Response = await answer(request)
            except Refusal as refusal:
                return refusal.response
            except NotSignedIn:
                said = "nobody is signed in; send Authorization: Bearer with the token that POST /api/session gives"
                return Refusal(401, Issue(said), headers={"WWW-Authenticate": "Bearer"}).response
            return found

        return guarded


router = APIRouter(prefix="/fhir", route_class=_FhirRoute)


def _base(request: Request) -> str:
    """Our own address, as the sender wrote it where that is one."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    scheme = "https" if request.scope.get("scheme") == "https" else "http"
    return f"{scheme}://{host}{request.scope.get('root_path', '')}/fhir"


def _caller(request: Request, kind: str = "") -> Caller:
    """Who asks; raises NotSignedIn, and Refusal for who exchanges nothing and for a type that is not held."""
    held = signed_in(request)
    if not held.subject.may_exchange:
        raise refuse(404, "nothing is here for you")
    if kind and kind not in HELD:
        raise refuse(404, "no such type here; GET metadata lists those that are", "", "not-supported")
    if request.method != "GET" and not request.headers.get("authorization"):
        # A browser sends its cookie by itself, for whoever asks it to: that is no will to change something.
        raise refuse(403, "a cookie is not enough here; send Authorization: Bearer")
    return Caller(request.app.state.register, held.subject, now(), _base(request))


async def _answered(work: Callable[..., Answer], *arguments: Any) -> Response:  # noqa: ANN401  # of the work
    return (await run_in_threadpool(work, *arguments)).response


@router.get("/metadata")
def metadata(request: Request) -> Response:
    """What this server does; for everybody."""
    return Response(statement(_base(request), now().date().isoformat(), version("genother")), 200, None, MEDIA_TYPE)


@router.post("", name="fhir_process")
@router.post("/", name="fhir_process_slash", include_in_schema=False)
async def process(request: Request) -> Response:
    """A transaction or a batch."""
    caller = await run_in_threadpool(_caller, request)
    return await _answered(bundles.process, caller, await body_of(request), request.headers)


@router.get("/{kind}")
async def search_by_get(request: Request, kind: str) -> Response:
    """Search a type."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(search, caller, kind, pairs_of(request.url.query), request.headers)


@router.post("/{kind}/_search")
async def search_by_post(request: Request, kind: str) -> Response:
    """Search a type, with parameters that stand in no address."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(search, caller, kind, await form_of(request), request.headers)


@router.post("/{kind}")
async def create(request: Request, kind: str) -> Response:
    """Make a resource."""
    caller = await run_in_threadpool(_caller, request, kind)
    if any(name not in {"_format", "_pretty"} for name, _ in pairs_of(request.url.query)):
        raise refuse(
            400, "a condition of POST is sent in the header If-None-Exist, searches to _search", "", "not-supported"
        )
    return await _answered(single.create, caller, kind, await body_of(request), request.headers)


@router.get("/{kind}/{identifier}")
async def read(request: Request, kind: str, identifier: str) -> Response:
    """Read a resource's newest version."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(reading.read, caller, kind, identifier, request.headers)


@router.put("/{kind}/{identifier}")
async def update(request: Request, kind: str, identifier: str) -> Response:
    """Store a resource's next version."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(single.update, caller, kind, identifier, await body_of(request), request.headers)


@router.delete("/{kind}/{identifier}")
async def delete(request: Request, kind: str, identifier: str) -> Response:
    """Delete a resource."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(single.delete, caller, kind, identifier, request.headers)


@router.patch("/{kind}/{identifier}")
async def patch(request: Request, kind: str, identifier: str) -> Response:
    """Say that there is no PATCH here yet."""
    await run_in_threadpool(_caller, request, kind)
    del identifier
    said = "PATCH is not supported here; read the resource, change it, and PUT it whole with If-Match"
    raise Refusal(405, Issue(said), headers={"Allow": "GET, PUT, DELETE"})


@router.get("/{kind}/{identifier}/_history")
async def history(request: Request, kind: str, identifier: str) -> Response:
    """Read the list of a resource's versions."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(reading.read_history, caller, kind, identifier, pairs_of(request.url.query))


@router.get("/{kind}/{identifier}/_history/{number}")
async def read_version(request: Request, kind: str, identifier: str, number: str) -> Response:
    """Read one version of a resource."""
    caller = await run_in_threadpool(_caller, request, kind)
    return await _answered(reading.read_version, caller, kind, identifier, number)


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
@router.api_route("", methods=["GET", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def elsewhere(request: Request) -> Response:
    """Whatever else is asked for under /fhir is not there."""
    await run_in_threadpool(_caller, request)
    raise refuse(
        404, "nothing is at this address, or not by this method; GET metadata lists what is", "", "not-supported"
    )
