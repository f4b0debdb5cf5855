"""What the door takes away from a Patient, and what it says of it."""

import pytest

from fhir_adapters.door import Name, admit
from fhir_adapters.door.nir import nir_key

NIR, NIA, TEST, OLD = (f"urn:oid:1.2.250.1.213.1.4.{last}" for last in (8, 9, 10, 2))
BODY, CORSICAN = "1550775123456", "255082A123456"
BORN = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name"


def patient(**elements):
    return {"resourceType": "Patient", "id": "p"} | elements


def admitted(**elements):
    return admit(patient(**elements), lambda reference, _: reference.get("reference"), "Patient/p")


def identity(**elements):
    return admitted(**elements).identity


def ins(system, value, **more):
    return {"system": system, "value": value} | more


def test_a_patient_keeps_what_readers_need_and_the_rest_is_whole_in_the_identity():
    stays = {
        "active": True, "gender": "female", "birthDate": "1990-05-07", "deceasedBoolean": False,
        "multipleBirthInteger": 2, "managingOrganization": {"reference": "Organization/1"},
        "link": [{"type": "seealso", "other": {"reference": "Patient/2"}}],
    }  # fmt: skip
    goes = {
        "name": [{"family": "Dupont"}], "photo": [{"data": "AAAA"}], "maritalStatus": {"text": "mariée"},
        "communication": [{"language": {"text": "fr"}}], "generalPractitioner": [{"display": "Dr Knock"}],
        "text": {"div": "Dupont"}, "extension": [{"url": "http://x/birthPlace", "valueAddress": {"city": "Foix"}}],
        "_birthDate": {"extension": [{"url": "http://x/birthTime"}]}, "contained": [{"resourceType": "Practitioner"}],
        "unknown": {"x": 1},
    }  # fmt: skip
    found = admitted(**stays, **goes)
    assert found.resource == patient(**stays)
    assert found.identity.removed == goes
    assert (found.identity.birth, found.identity.sex) == ("1990-05-07", "female")
    assert {problem.severity for problem in found.problems} == {"information", "warning"}


def test_what_was_rewritten_is_in_the_identity_as_sent():
    sent = {"managingOrganization": {"reference": "Organization/77", "display": "Necker"}}
    found = admit(patient(**sent), lambda *_: "Organization/root")
    assert found.resource["managingOrganization"] == {"reference": "Organization/root"}
    assert found.identity.removed == sent


def test_only_a_patient_has_an_identity():
    assert admit({"resourceType": "Organization", "name": "x"}, lambda *_: None).identity is None


def test_a_patient_whose_removed_parts_cannot_be_kept_is_refused():
    found = admitted(name=[{"family": "Du\0pont"}])
    assert (found.resource, found.identity) == (None, None)
    assert [problem.code for problem in found.problems] == ["bad-text"]


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [BODY, CORSICAN, "255082B123456", "7550775123456"])
def test_an_ins_is_thirteen_characters_after_its_key_was_checked(body):
    key = nir_key(body)
    for value in (body, body + key, f"{body[0]} {body[1:3]} {body[3:5]} {body[5:].lower()} {key}"):
        assert identity(identifier=[ins(NIR, value)]).ins == body


@pytest.mark.parametrize("value", [BODY + "00", BODY[:12], BODY + "1", "DUPONT", "1550775 é"])
def test_an_ins_with_a_wrong_key_names_nobody_and_stays_in_the_vault(value):
    found = admitted(identifier=[ins(NIR, value)])
    assert found.identity.ins is None
    assert found.identity.numbers == ()
    (problem,) = [problem for problem in found.problems if problem.code == "ins-key"]
    assert value not in str(problem)
    assert found.identity.removed == {"identifier": [ins(NIR, value)]}


def test_the_nir_is_believed_before_the_nia_and_one_in_use_before_an_old_one():
    other = "2550775123456"
    assert identity(identifier=[ins(NIA, other), ins(NIR, BODY)]).ins == BODY
    assert identity(identifier=[ins(NIR, other, use="old"), ins(NIR, BODY)]).ins == BODY
    assert identity(identifier=[ins(TEST, other)]).ins == other


def test_two_ins_in_use_name_nobody():
    found = admitted(identifier=[ins(NIR, BODY), ins(NIR, "2550775123456")])
    assert found.identity.ins is None
    assert "ins-several" in {problem.code for problem in found.problems}


def test_numbers_are_those_of_the_hospital():
    sent = [ins("urn:ipp", " 8000123 "), ins(NIR, BODY), ins(OLD, "123"), {"value": "77"}, {"system": "x"}, 3, None]
    assert identity(identifier=sent).numbers == (("urn:ipp", "8000123"),)


# --- names -----------------------------------------------------------------------------------------------------------


def test_names_as_used_and_as_born():
    used = {"use": "official", "family": "Martin", "given": ["Anne", "Zoé"]}
    assert identity(name=[used]).names == (Name("Martin", "", ("Anne", "Zoé")),)
    assert identity(name=[used, {"use": "maiden", "family": "Roux"}]).names == (
        Name("Martin", "Roux", ("Anne", "Zoé")),
    )
    assert identity(name=[{"use": "maiden", "family": "Roux"}]).names == (Name("", "Roux", ()),)


def test_the_birth_name_of_french_core():
    born = {"use": "official", "family": "Roux", "given": ["Anne"], "extension": [{"url": BORN, "valueString": "Anne"}]}
    found = identity(name=[{"use": "usual", "family": "Martin"}, born])
    assert found.names == (Name("Martin", "Roux", ()), Name("Roux", "Roux", ("Anne",)))


@pytest.mark.parametrize("wrong", [None, 3, "Dupont", {}, [], [3], [[]], [{"family": 3, "given": "Anne"}]])
def test_names_of_a_wrong_form_never_raise(wrong):
    found = identity(name=wrong, telecom=wrong, address=wrong, identifier=wrong, contact=wrong)
    assert all(isinstance(name, Name) for name in found.names)


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ({"name": [{"family": "Lefèvre", "given": ["Noël"]}]}, {"lefevre", "noel"}),
        ({"name": [{"family": "de La Tour"}]}, {"tour", "delatour"}),
        ({"name": [{"family": "N'Diaye"}]}, {"diaye", "ndiaye"}),
        ({"name": [{"given": ["Jean-Loup"]}]}, {"jean", "loup", "jeanloup"}),
        ({"name": [{"family": "Petit", "text": "Œdipe Li"}]}, {"petit", "oedipe", "oedipeli"}),
        ({"telecom": [{"value": "06 12 34 56 78"}]}, {"0612345678", "612345678"}),
        ({"telecom": [{"value": "+33 (0)6.12.34.56.78"}]}, {"330612345678", "0612345678", "612345678"}),
        ({"telecom": [{"value": "+1 555 010 9999"}]}, {"15550109999"}),
        ({"telecom": [{"value": "skype:zozo77"}]}, {"skypezozo77", "zozo77"}),
        ({"telecom": [{"value": "anne.roux@free.fr"}]}, {"anne", "roux", "anneroux"}),
        ({"address": [{"line": ["12 rue de la Gaîté"], "city": "Paris", "text": "Gaîté, Paris"}]}, {"gaite"}),
        ({"identifier": [{"value": "IPP-0012345"}]}, {"ipp0012345", "0012345"}),
        ({"identifier": [{"value": "12"}, {"value": "ab"}]}, set()),
        ({"identifier": [ins(NIR, f"{BODY} {nir_key(BODY)}")]}, {BODY, BODY + nir_key(BODY)}),
        ({"contact": [{"name": {"family": "Roux"}, "telecom": [{"value": "0145454545"}]}]},
         {"roux", "0145454545", "145454545"}),
        ({"extension": [{"url": "http://x/patient-mothersMaidenName", "valueString": "Morel"}]}, {"morel"}),
        ({"birthDate": "1990-05-07", "gender": "female"}, set()),
    ],
)  # fmt: skip
def test_the_words_that_give_somebody_away(elements, words):
    assert identity(**elements).words == words


def test_a_uuid_is_one_word():
    uuid = "0f2074a0-4173-1a32-988f-5316d7f1cbbe"
    assert identity(identifier=[{"value": uuid}]).words == {uuid.replace("-", "")}
