"""A client that nobody here wrote, fhirpy, over a real connection: it creates, reads, searches, pages and collides."""

import socket
import threading
import time

import pytest
import uvicorn

from tests.builders.exchange import TOKENS, observation, patient
from tests.builders.registries import SYSTEM

fhirpy = pytest.importorskip("fhirpy", reason="fhirpy is not installed")
exceptions = pytest.importorskip("fhirpy.base.exceptions")


@pytest.fixture
def client(exchange_app):
    """fhirpy, signed in, and the service on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(exchange_app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/fhir"
    yield fhirpy.SyncFHIRClient(address, authorization=f"Bearer {TOKENS[SYSTEM.name]}")
    server.should_exit = True
    thread.join()
    listening.close()


def made(client, content):
    """A resource of fhirpy's own."""
    return client.resource(content.pop("resourceType"), **content)


def test_what_a_program_does_in_its_first_hour(client):
    somebody = made(client, patient())
    somebody.save()
    assert somebody.id
    assert "name" not in somebody.serialize()

    weights = []
    for number in range(7):
        when = f"2026-03-0{number + 1}"
        weight = made(client, observation(somebody.to_reference().reference, effectiveDateTime=when))
        weight.save()
        weights.append(weight.id)

    read = client.reference("Observation", weights[0]).to_resource()
    assert read.get_by_path(["valueQuantity", "value"]) == 12.5
    assert read.to_reference().reference == f"Observation/{weights[0]}"

    search = client.resources("Observation").search(patient=somebody.id, code="http://loinc.org|29463-7")
    assert search.count() == 7
    assert [one.id for one in search.sort("-date").limit(2).fetch_all()] == weights[::-1]
    assert [one.id for one in search.search(date__ge="2026-03-06").fetch()] == weights[5:]
    assert search.sort("date").first().id == weights[0]
    both = search.limit(1).include("Observation", "patient").fetch_raw()
    assert [entry.resource.resourceType for entry in both.entry] == ["Observation", "Patient"]

    read["status"] = "amended"
    read.save()
    assert read.get_by_path(["meta", "versionId"]) == "2"
    read.refresh()
    assert read["status"] == "amended"

    with pytest.raises(exceptions.MultipleResourcesFound):  # that is what fhirpy calls 412
        client._do_request("put", f"Observation/{read.id}", data=read.serialize(), extra_headers={"If-Match": 'W/"1"'})

    with pytest.raises(exceptions.OperationOutcome) as refused:
        read.patch(status="final")
    assert "PUT it whole" in str(refused.value)
    with pytest.raises(exceptions.OperationOutcome):
        client.resource("Observation", status="final").save()

    read.delete()
    with pytest.raises(exceptions.ResourceNotFound):
        client.reference("Observation", weights[0]).to_resource()
    assert search.count() == 6


def test_a_bundle_of_a_program(client):
    name = "urn:uuid:5c9b1d5e-6c1e-4d8d-8a52-1d3e3f1a7f01"
    bundle = client.resource("Bundle", type="transaction", entry=[
        {"fullUrl": name, "resource": patient(), "request": {"method": "POST", "url": "Patient"}},
        {"resource": observation(name), "request": {"method": "POST", "url": "Observation"}},
    ])  # fmt: skip
    answer = client.execute("", method="post", data=bundle.serialize())
    assert [entry.response.status for entry in answer.entry] == ["201 Created", "201 Created"]
    found = client.resources("Observation").fetch()
    assert answer.entry[1].response.location.endswith(f"Observation/{found[0].id}/_history/1")


def test_who_is_not_signed_in_is_told_so(client):
    stranger = fhirpy.SyncFHIRClient(client.url, authorization="Bearer nothing")
    with pytest.raises(exceptions.AuthorizationError):
        stranger.resources("Patient").fetch()
    assert stranger.execute("metadata", method="get").fhirVersion == "4.0.1"
