"""A clinician at their own hospital, and the patients of the two."""

from __future__ import annotations

import re

import pytest
from sqlmodel import col, select

from registry.audit.models import AuditRecord
from registry.patients.models import PatientSite
from registry.screening.models import Candidate
from tests.builders.registries import CLINICIAN_HERE, HERE, THERE


class Browser:
    """Somebody's browser, which sends forms as pages do."""

    def __init__(self, client) -> None:
        self.client = client
        self.form_key = re.search(r'name="form_key" value="([^"]+)"', self.get("/trials").text)[1]

    def get(self, address):
        return self.client.get(address)

    def send(self, address, **fields):
        """Send a form, and read the page that it leads to."""
        answer = self.client.post(address, data={"form_key": self.form_key, **fields})
        return self.get(answer.headers["location"]) if answer.status_code == 303 else answer


@pytest.fixture
def browser(client_of):
    return Browser(client_of(CLINICIAN_HERE))


@pytest.fixture
def sites(register):
    """Of each patient, their hospitals."""
    found: dict[str, set[str]] = {}
    with register.reading() as session:
        for row in session.exec(select(PatientSite)):
            found.setdefault(row.patient, set()).add(row.site)
    return found


@pytest.fixture
def elsewhere(sites):
    """A patient of the other hospital alone."""
    return min(root for root, where in sites.items() if where == {THERE})


@pytest.fixture
def candidates(register, sites):
    """The candidates of one's own hospital, as the run found them."""
    with register.reading() as session:
        rows = session.exec(select(Candidate).order_by(col(Candidate.trial), col(Candidate.patient)))
        return [Candidate(**row.model_dump()) for row in rows if HERE in sites[row.patient]]


@pytest.fixture
def acts(register):
    """What the audit holds: act, patients, details."""

    def read():
        with register.reading() as session:
            assert register.trail.verify(session).intact
            return [(row.act, row.patients, row.details) for row in session.exec(select(AuditRecord))]

    return read
