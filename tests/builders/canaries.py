"""Made-up patients whose every name and number is like nothing else, planted wherever a document can carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson

from fhir_adapters.door.nir import nir_key
from tests.builders import documents as doc

Json = dict[str, Any]
# Every name has this in it: five letters that follow one another nowhere else, not in random bytes by chance either.
MARK = "zwqkx"
_IN_CLEAR = re.compile("|".join((MARK, "\0".join(MARK), MARK[::-1])).encode(), re.IGNORECASE)
# Digits as people write numbers, and as UTF-16 does.
_RUN = re.compile(rb"[0-9](?:[ ._/\-\0]{0,4}[0-9]){8,}")
_SYLLABLES = [first + second for first in "bdfglmnprtv" for second in "aeiou"]
_LENGTHS = (9, 10, 13, 15)


@dataclass(frozen=True, slots=True)
class Canary:
    """Who a made-up patient is."""

    index: int
    family: str
    maiden: str
    given: str
    nir: str
    phone: str
    number: str

    @property
    def numbers(self) -> set[str]:
        """Everything with digits that tells who it is: with and without key, country or leading zero."""
        return {self.nir, self.nir[:13], self.phone, self.phone[1:], self.number}

    @property
    def id(self) -> str:
        """The hospital's own name for the record: some hospitals take the patient's."""
        return f"{self.family}-{self.number}"


def canary(index: int) -> Canary:
    """The patient of a number, always the same."""
    rng = Random(index)
    words = ["".join(rng.choices(_SYLLABLES, k=3)) for _ in range(3)]
    year, month, town = rng.randrange(20, 99), rng.randrange(1, 13), rng.randrange(700, 900)
    bare = f"{1 + index % 2}{year}{month:02}13{town}{index % 990 + 1:03}"
    return Canary(
        index, f"{MARK}{words[0]}", f"{words[1]}{MARK}", f"É{MARK}{words[2]}".title(), bare + nir_key(bare),
        f"0{rng.choice('67')}{rng.randrange(10**8):08}", f"97{rng.randrange(10):01}{index:06}",
    )  # fmt: skip


def in_clear(content: bytes, numbers: frozenset[str]) -> list[str]:
    """What of the canaries stands in these bytes: names in any case, numbers however they are spaced."""
    found = [match.group().decode("latin-1") for match in _IN_CLEAR.finditer(content)]
    for run in _RUN.finditer(content):
        digits = re.sub(rb"[^0-9]", b"", run.group()).decode()
        windows = (digits[at : at + size] for size in _LENGTHS for at in range(len(digits) - size + 1))
        found += [window for window in windows if window in numbers]
    return found


def files_in_clear(folder: Path, numbers: frozenset[str]) -> dict[str, list[str]]:
    """The files below a folder in which a canary stands, their names read too."""
    found = {}
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        name = str(file.relative_to(folder))
        if told := in_clear(name.encode() + b"\n" + file.read_bytes(), numbers):
            found[name] = told[:3]
    return found


# --- documents -------------------------------------------------------------------------------------------------------


def sentences(who: Canary) -> Iterator[str]:
    """What is written in passing, for ever: each way another one."""
    spaced = " ".join((who.nir[0], *(who.nir[at : at + 2] for at in range(1, 7, 2)), who.nir[7:10], who.nir[10:13]))
    while True:
        yield f"Mme {who.family.upper()} va bien"
        yield f"vu avec {who.given} {who.family}, 39 ans"
        yield f"née {who.maiden.title()}"
        yield f"INS {spaced}"
        yield f"tel {who.phone[:2]} {who.phone[2:4]} {who.phone[4:6]} {who.phone[6:8]} {who.phone[8:]}"
        yield f"dossier n° {who.number}"
        yield f"+33{who.phone[1:]}"
        yield f"{who.given.lower()}.{who.family}@example.org"


def patient(who: Canary) -> Json:
    """A Patient with all that a hospital knows of somebody."""
    return {
        "resourceType": "Patient",
        "id": who.id,
        "meta": {"source": f"urn:{who.family}", "tag": [{"system": "urn:x", "code": "t", "display": who.family}]},
        "text": {"status": "generated", "div": f"<div>{who.given} {who.family}</div>"},
        "identifier": [
            {"system": doc.INS_SYSTEM, "value": who.nir, "assigner": {"display": who.family}},
            {"system": doc.IPP, "value": who.number},
        ],
        "name": [
            {"use": "official", "family": who.maiden, "given": [who.given], "text": f"{who.given} {who.maiden}"},
            {"use": "usual", "family": who.family, "given": [who.given]},
        ],
        "telecom": [{"system": "phone", "value": who.phone}, {"system": "email", "value": f"{who.family}@example.org"}],
        "address": [{"line": [f"12 rue {who.maiden}"], "city": "Paris", "text": f"chez {who.family}"}],
        "gender": "female" if who.nir[0] == "2" else "male",
        "birthDate": f"{1980 + who.index % 40}-0{1 + who.index % 9}-1{who.index % 10}",
        "contact": [{"name": {"text": f"père {who.family}"}, "telecom": [{"value": who.phone}]}],
        "photo": [{"title": who.family}],
        "managingOrganization": {"reference": f"Organization/{doc.A_HOSPITAL}", "display": f"chez {who.family}"},
        f"x{who.family}": who.family,
    }


def planted(resource: Json, who: Canary, said: Iterator[str]) -> Json:
    """A resource with a canary in every kind of place."""
    code = next(value for name, value in resource.items() if name in {"code", "medicationCodeableConcept"})
    return {
        **resource,
        "id": f"{resource['id']}-{who.number}",
        "meta": {"source": next(said), "profile": [f"http://example.org/{who.family}"]},
        "text": {"status": "generated", "div": f"<div>{next(said)}</div>"},
        "identifier": [{"system": f"urn:{who.family}", "value": who.number}],
        "subject": {
            "reference": f"Patient/{who.id}", "display": f"{who.given} {who.family}",
            "identifier": {"system": doc.INS_SYSTEM, "value": who.nir},
        },
        "code": {**code, "text": next(said), "coding": [*code["coding"], {"system": "urn:local", "code": who.number,
                                                                          "display": next(said)}]},
        "note": [{"text": next(said), "authorString": who.family}],
        "extension": [
            {"url": f"http://example.org/{who.family}", "valueString": next(said)},
            {"url": "http://example.org/x", "extension": [{"url": "y", "valueHumanName": {"family": who.family}}]},
        ],
        "contained": [
            {"resourceType": "Patient", "id": "p", "name": [{"family": who.family}]},
            {"resourceType": "Specimen", "id": "s", "note": [{"text": next(said)}], "identifier": [{"value": who.nir}]},
        ],
        "recorder": {"display": who.maiden},
        "performer": [{"display": next(said), "reference": f"Practitioner/{who.family}"}],
        f"_{who.family}": {"id": who.number},
    }  # fmt: skip


def resources(who: Canary) -> list[Json]:
    """A patient and what is known of them, canaries everywhere."""
    said = sentences(who)
    for _ in range(who.index % 8):
        next(said)
    told = doc.observation("told", valueString=next(said), component=[
        {"code": {"text": next(said), "coding": [{"system": "http://loinc.org", "code": "1975-2"}]},
         "valueString": next(said)}
    ])  # fmt: skip
    told.pop("valueQuantity")
    return [
        patient(who),
        planted(doc.condition("c", onsetString=next(said)), who, said),
        planted(doc.observation("o", interpretation=[{"text": next(said)}]), who, said),
        planted(told, who, said),
        {"resourceType": "Practitioner", "id": who.family, "name": [{"family": who.family}]},
    ]


def bundle(who: Canary) -> Json:
    """The same as a Bundle that names everything after its patient."""
    return {
        "resourceType": "Bundle",
        "id": who.id,
        "type": "collection",
        "identifier": {"value": who.nir},
        "entry": [
            {"fullUrl": f"https://{who.family}.example.org/fhir/{one['resourceType']}/{one['id']}", "resource": one}
            for one in resources(who)
        ],
    }


def failures(who: Canary) -> list[object]:
    """What is refused, set aside or not understood, with the same in it."""
    of_nobody = doc.condition("z", of=f"absent-{who.family}", note=[{"text": who.family}])
    wrong = doc.observation("w", status={who.family: who.nir}, subject={"reference": f"Patient/{who.id}"})
    contradicting = patient(who) | {"gender": "other", "birthDate": "1900-01-01"}
    return [
        doc.bundle(patient(who), wrong),
        of_nobody,
        doc.opposition(of=f"absent-{who.family}"),
        {"resourceType": who.family, "name": who.family},
        {who.family: who.nir},
        doc.bundle({"resourceType": "Bundle", "id": who.family, "entry": [who.family]}),
        {"resourceType": "Bundle", "entry": who.family},
        doc.bundle(contradicting, doc.condition("k", of=who.id)),
        doc.observation("s", valueString=f"{who.family}\0", subject={"reference": f"Patient/{who.id}"}),
        doc.deletion(f"Patient/{who.family}"),
        [who.family],
        doc.packet(
            who.id,
            subject={"id": who.number, "alternateIds": [who.family], "sex": "MALE", who.family: 1},
            interpretations=[{"id": f"{who.number}-1", "progressStatus": "SOLVED", "summary": who.family}],
            biosamples=[{"id": f"s-{who.number}", "individualId": who.number, "description": who.family}],
            files=[{"uri": f"file://{who.number}.vcf", "individualToFileIdentifiers": {who.number: who.family}}],
        ),
    ]


def write(folder: Path, count: int) -> frozenset[str]:
    """Documents of so many patients, in files named after some of them; returns their numbers."""
    everybody = [canary(index) for index in range(count)]
    doc.lines(folder / "bundles.ndjson", (bundle(who) for who in everybody if who.index % 3))
    apart = [one for who in everybody if not who.index % 3 for one in resources(who)]
    doc.lines(folder / "a" / "Condition.ndjson", (one for one in apart if one["resourceType"] == "Condition"))
    doc.lines(folder / "a" / "rest.ndjson", (one for one in apart if one["resourceType"] != "Condition"))
    for who in everybody[: count // 20]:
        doc.lines(folder / who.family / f"{who.given}_{who.number}.ndjson", failures(who))
        (folder / f"{who.family}.json").write_bytes(f'{{"resourceType": "Patient", "name": {who.family}}}'.encode())
        (folder / f"{who.number}.json.gz").write_bytes(orjson.dumps(bundle(who)))
    return frozenset().union(*(who.numbers for who in everybody))
