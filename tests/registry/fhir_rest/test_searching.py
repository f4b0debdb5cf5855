"""Searches find what their parameters say, page by page, and refuse what they cannot do."""

import pytest

from tests.builders.exchange import observation

DATES = ("2024", "2025-03", "2025-03-09", "2025-03-09T10:00:00Z", "2025-03-09T12:00:00+01:00", "2026-01-01")
CODES = ("29463-7", "8302-2", "8867-4")


@pytest.fixture
def filled(hospital):
    """Two patients, six dated results of three codes for one, and one undated for the other."""
    root, other = hospital.patient()["id"], hospital.patient()["id"]
    made = []
    for number, when in enumerate(DATES):
        code = {"coding": [{"system": "http://loinc.org", "code": CODES[number % 3]}]}
        status = "final" if number else "amended"
        made.append(hospital.observation(root, effectiveDateTime=when, code=code, status=status)["id"])
    undated = observation(f"Patient/{other}", code={"coding": [{"code": "a,b|c"}]})
    del undated["effectiveDateTime"]
    made.append(hospital.create(undated)["id"])
    return root, other, made


def of(made, ids):
    return sorted(made.index(one) for one in ids)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("code=29463-7", [0, 3]),
        ("code=http://loinc.org|29463-7", [0, 3]),
        ("code=|29463-7", []),
        ("code=http://loinc.org|", [0, 1, 2, 3, 4, 5]),
        ("code=29463-7,8302-2", [0, 1, 3, 4]),
        ("code=29463-7&status=final", [3]),
        ("code=29463-7&code=8302-2", []),
        ("code:not=29463-7,8302-2", [2, 5, 6]),
        (r"code=a\,b\|c", [6]),
        (r"code=|a\,b\|c", [6]),
        ("status:not=final", [0]),
        ("date=2025", [1, 2, 3, 4]),
        ("date=2025-03-09", [2, 3, 4]),
        ("date=eq2025-03-09T10:00:00Z", [3]),
        ("date=2025-03-09T11:00:00Z", [4]),
        ("date=2025-03-09T12:00:00 01:00", [4]),
        ("date=ne2025", [0, 5]),
        ("date=gt2025-03-09", [1, 5]),
        ("date=ge2025-03-09", [1, 2, 3, 4, 5]),
        ("date=lt2025-03-09", [0, 1]),
        ("date=le2025-03-09", [0, 1, 2, 3, 4]),
        ("date=sa2025-03-09", [5]),
        ("date=eb2025-03-09", [0]),
        ("date=ge2025&date=lt2026", [1, 2, 3, 4]),
        ("date=2024,2026", [0, 5]),
        ("date:missing=true", [6]),
        ("date:missing=false", [0, 1, 2, 3, 4, 5]),
        ("method:missing=true", [0, 1, 2, 3, 4, 5, 6]),
        ("code:missing=true", []),
        ("patient:missing=true", []),
        ("_lastUpdated=gt2020&_lastUpdated=lt2100", [0, 1, 2, 3, 4, 5, 6]),
        ("_lastUpdated=lt2020", []),
        ("_id=nowhere", []),
    ],
)
def test_what_a_search_finds(hospital, filled, query, expected):
    _, _, made = filled
    assert of(made, hospital.found(f"Observation?{query}")) == expected
    assert of(made, hospital.found(f"Observation?{query}&_sort=-date&_count=500")) == expected
    total = hospital.get(f"/fhir/Observation?{query}&_summary=count").json()["total"]
    assert total == len(expected)


def test_references_are_found_by_id_type_and_address(hospital, filled):
    root, other, made = filled
    for name in ("patient", "subject"):
        for value in (other, f"Patient/{other}", f"http://testserver/fhir/Patient/{other}", f"zork,{other}"):
            assert hospital.found(f"Observation?{name}={value}") == [made[6]]
        for value in (f"http://elsewhere/fhir/Patient/{other}", f"Condition/{other}", f"Zork/{other}", "..."):
            assert hospital.found(f"Observation?{name}={value}") == []
    assert hospital.found(f"Observation?subject:Patient={other}") == [made[6]]
    assert hospital.found(f"Observation?_id={made[0]},{made[6]},{root}") == [made[0], made[6]]
    assert hospital.found(f"Patient?_id={root}") == [root]


def test_post_searches_as_get_does(hospital, filled):
    root, _, made = filled
    answer = hospital.post("/fhir/Observation/_search", data={"patient": root, "date": "sa2025"})
    assert [entry["resource"]["id"] for entry in answer.json()["entry"]] == [made[5]]
    assert answer.json()["link"][0]["url"] == f"http://testserver/fhir/Observation?patient={root}&date=sa2025"
    assert hospital.post("/fhir/Observation/_search?code=8302-2").json()["total"] == 2
    assert hospital.post("/fhir/Observation/_search", json={"patient": root}).status_code == 415


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", [0, 1, 2, 3, 4, 5, 6]),
        ("-date", [5, 1, 2, 4, 3, 0, 6]),
        ("_lastUpdated", [0, 1, 2, 3, 4, 5, 6]),
        ("-_lastUpdated", [6, 5, 4, 3, 2, 1, 0]),
        ("-date,_id", [5, 1, 2, 4, 3, 0, 6]),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_pages_follow_one_another_in_any_order(hospital, filled, sort, expected, count):
    _, _, made = filled
    address, seen = f"/fhir/Observation?_sort={sort}&_count={count}", []
    while address:
        page = hospital.get(address).json()
        assert page["total"] == 7
        assert len(page["entry"]) <= count
        seen += [made.index(entry["resource"]["id"]) for entry in page["entry"]]
        address = next((link["url"] for link in page["link"] if link["relation"] == "next"), None)
    if "_lastUpdated" in sort:  # two may be of one millisecond
        assert sorted(seen) == sorted(expected)
    else:
        assert seen == expected


def test_pages_neither_shift_nor_repeat_while_others_write(hospital, filled):
    root, _, made = filled
    address, seen = "/fhir/Observation?_count=2&method:missing=true", []
    while address:
        page = hospital.get(address).json()
        seen += [entry["resource"]["id"] for entry in page["entry"]]
        address = next((link["url"] for link in page["link"] if link["relation"] == "next"), None)
        hospital.observation(root)
        hospital.put(f"/fhir/Observation/{made[0]}", json={**hospital.get(f"/fhir/Observation/{made[0]}").json(),
                                                           "issued": f"2026-01-0{len(seen)}T00:00:00Z"})  # fmt: skip
    assert seen == made


def test_what_is_shown_of_what_was_found(hospital, filled):
    root, _, _ = filled
    page = hospital.get(f"/fhir/Observation?patient={root}&_elements=status,code&_count=1").json()
    shown = page["entry"][0]["resource"]
    assert set(shown) == {"resourceType", "id", "meta", "status", "code"}
    assert shown["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert page["entry"][0]["fullUrl"] == f"http://testserver/fhir/Observation/{shown['id']}"
    assert "total" not in hospital.get("/fhir/Observation?_total=none").json()
    assert "total" not in hospital.get("/fhir/Observation?method:missing=true").json()
    assert hospital.get("/fhir/Observation?method:missing=true&_total=accurate").json()["total"] == 7
    counted = hospital.get("/fhir/Observation?_count=0").json()
    assert (counted["total"], "entry" in counted) == (7, False)


def test_includes_bring_what_is_referred_to_and_what_refers(hospital, filled):
    root, other, made = filled
    page = hospital.get(f"/fhir/Observation?_id={made[0]},{made[6]}&_include=Observation:subject").json()
    shown = [(entry["search"]["mode"], entry["resource"]["id"]) for entry in page["entry"]]
    assert shown[:2] == [("match", made[0]), ("match", made[6])]
    assert sorted(shown[2:]) == sorted([("include", root), ("include", other)])
    for name in ("patient", "subject"):
        page = hospital.get(f"/fhir/Patient?_id={root}&_revinclude=Observation:{name}").json()
        assert [entry["resource"]["id"] for entry in page["entry"]] == [root, *made[:6]]
    assert page["total"] == 1


def test_parameters_that_are_not_known_are_refused_or_left_out_as_the_client_prefers(hospital, filled):
    strict = hospital.get("/fhir/Observation?code=8302-2&name=DUPONT")
    assert (strict.status_code, "DUPONT" in strict.text) == (400, False)
    assert "parameter 2" in strict.json()["issue"][0]["diagnostics"]
    lenient = hospital.get("/fhir/Observation?code=8302-2&name=DUPONT", headers={"Prefer": "handling=lenient"})
    assert (lenient.json()["total"], lenient.json()["link"][0]["url"].partition("?")[2]) == (2, "code=8302-2")


@pytest.mark.parametrize(
    "query",
    [
        "code:text=x", "code:zork=x", "code=", "code=a,,b", "code=|", "date=zork", "date=2025-13", "date=ap2025",
        "date=2025-02-30", "date:not=2025", "date=", "status:missing=perhaps", "patient:missing=", "subject:zork=1",
        "_count=x", "_count=-1", "_total=zork", "_summary=true", "_elements=", "_elements=a.b", "_sort=code",
        "_sort=date,date,date,date", "_sort=", "_include=Observation:zork", "_include=Patient:link", "_include=*",
        "_revinclude=Zork:subject", "_include:iterate=Observation:subject", "_cursor=zork", "_cursor=WzEsMiwzXQ",
        "_cursor=e30", "_id:not=x", "_lastUpdated:missing=true", "identifier=1", "_has:Observation:patient:code=1",
        "_content=x", "_filter=x", "_list=x", "subject.name=x", "_query=x", "_type=x",
    ],
)  # fmt: skip
def test_what_cannot_be_done_as_asked_is_refused(hospital, query):
    answer = hospital.get(f"/fhir/Observation?{query}")
    assert (answer.status_code, answer.json()["resourceType"]) == (400, "OperationOutcome")
