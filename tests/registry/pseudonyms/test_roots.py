"""Who an arrival is: found by INS, number or id, else new; refused where it contradicts, never merged by likeness."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from fhir_adapters.door.identity import Identity
from registry.pseudonyms.keys import Keys
from registry.pseudonyms.models import VaultedIdentity, vault_metadata
from registry.pseudonyms.service import (
    Arrival,
    IdentityConflict,
    identity_of,
    resemblances,
    root_of_number,
    root_of_sent,
    roots,
    words_of,
)
from tests.registry.pseudonyms.people import INS, IPP, IPP_TWO, LATER, NOW, OTHER_INS, arrival, crowd


@pytest.fixture
def call(vault_session, keys):
    def come(*arrivals, now=NOW):
        return roots(vault_session, keys, arrivals, now)

    return come


def content(session):
    """All rows of all tables."""
    tables = vault_metadata.sorted_tables
    return {table.name: sorted(map(repr, session.connection().execute(table.select()))) for table in tables}


def test_a_root_is_sixteen_characters_without_look_alikes(call):
    known = call(*crowd(200))
    assert len({one.root for one in known}) == 200
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{16}", one.root) for one in known)
    assert {(one.new, one.matched) for one in known} == {(True, "nothing")}


def test_one_ins_at_two_hospitals_is_one_patient(call):
    (here,) = call(arrival("one", ins=INS, numbers=[(IPP, "1")]))
    (there,) = call(arrival("two", ins=INS, numbers=[(IPP_TWO, "99")]))
    assert (there.root, there.new, there.matched) == (here.root, False, "ins")


def test_two_arrivals_of_one_call_with_one_ins_are_one_patient(call):
    here, there = call(arrival("one", ins=INS), arrival("two", ins=INS))
    assert (here.new, here.matched) == (True, "nothing")
    assert (there.root, there.new, there.matched) == (here.root, False, "ins")


@pytest.mark.parametrize("written", ["2850578006084", "2 85 05 78 006 084", "285057800608412", " 2850578006084\u00a0"])
def test_an_ins_is_found_in_any_form(call, vault_session, keys, written):
    (known,) = call(arrival(ins=INS))
    assert root_of_number(vault_session, keys, None, written) == known.root
    assert root_of_number(vault_session, keys, "urn:oid:1.2.250.1.213.1.4.10", written) == known.root
    assert call(arrival("two", ins=written))[0].root == known.root


def test_a_corsican_ins_is_found_in_small_letters(call, vault_session, keys):
    (known,) = call(arrival(ins="285052A006084"))
    assert root_of_number(vault_session, keys, None, "2 85 05 2a 006 084") == known.root


def test_the_same_number_again_is_the_same_patient(call):
    (first,) = call(arrival(numbers=[(IPP, "42")]))
    (again,) = call(arrival(numbers=[(IPP, "42")], family="Dubois"))
    assert (again.root, again.new, again.matched) == (first.root, False, "number")


def test_the_same_id_again_is_the_same_patient_of_that_site_alone(call, vault_session, keys):
    (first,) = call(arrival("one", sent="p1"))
    (again,) = call(arrival("one", sent="Patient/p1", telecom="new"))
    (elsewhere,) = call(arrival("two", sent="p1"))
    assert (again.root, again.matched) == (first.root, "id")
    assert elsewhere.root != first.root
    assert root_of_sent(vault_session, keys, "one", "Patient/p1") == first.root
    assert root_of_sent(vault_session, keys, "two", "p1") == elsewhere.root
    assert root_of_sent(vault_session, keys, "three", "p1") is None


def test_a_patient_is_found_by_each_of_its_names(call, vault_session, keys):
    named = replace(arrival(sent="p1"), also=(("sender", "urn:uuid:7"), ("sender", "Patient/8")))
    (first,) = call(named)
    for sender, name in (("one", "p1"), ("sender", "urn:uuid:7"), ("sender", "8")):
        assert root_of_sent(vault_session, keys, sender, name) == first.root
    assert root_of_sent(vault_session, keys, "one", "8") is None
    (again,) = call(replace(arrival(), also=(("sender", "8"),)))
    assert (again.root, again.matched) == (first.root, "id")


def test_a_resource_that_comes_back_under_its_root_keeps_what_is_known(call, vault_session, keys):
    (known,) = call(arrival(ins=INS))
    said = identity_of(vault_session, keys, known.root)
    nothing = Identity((), None, (), "1985-05", "female", {}, frozenset())
    (back,) = call(Arrival("one", None, nothing, root=known.root), now=LATER)
    assert (back.root, back.new) == (known.root, False)
    assert identity_of(vault_session, keys, known.root) == said


def test_a_resource_that_comes_back_as_somebody_else_is_refused(call):
    one, other = call(arrival(ins=INS), arrival(ins=OTHER_INS, family="Dubois"))
    with pytest.raises(IdentityConflict) as refused:
        call(replace(arrival(ins=OTHER_INS), root=one.root))
    assert refused.value.kind == "several"
    assert one.root != other.root


def test_a_number_is_found_with_and_without_its_system(call, vault_session, keys):
    (known,) = call(arrival(numbers=[(IPP, "42")]))
    assert root_of_number(vault_session, keys, IPP, " 42 ") == known.root
    assert root_of_number(vault_session, keys, None, "42") == known.root
    assert root_of_number(vault_session, keys, IPP_TWO, "42") is None
    assert root_of_number(vault_session, keys, None, "43") is None


def test_a_number_of_two_patients_is_found_with_its_system_alone(call, vault_session, keys):
    one, two = call(arrival(numbers=[(IPP, "42")]), arrival("two", numbers=[(IPP_TWO, "42")], family="Dubois"))
    assert root_of_number(vault_session, keys, None, "42") is None
    assert root_of_number(vault_session, keys, IPP, "42") == one.root
    assert root_of_number(vault_session, keys, IPP_TWO, "42") == two.root


def test_system_and_value_are_not_confused(call):
    one, two = call(arrival(numbers=[("a|b", "c")]), arrival(numbers=[("a", "b|c")]))
    assert one.root != two.root


def test_the_same_again_writes_nothing(call, vault_session):
    everybody = list(crowd(30))
    first = call(*everybody)
    before = content(vault_session)
    again = call(*everybody, now=LATER)
    assert [one.root for one in again] == [one.root for one in first]
    assert not any(one.new for one in again)
    assert content(vault_session) == before


def test_a_changed_identity_takes_the_place_of_the_earlier_one(call, vault_session, keys):
    (known,) = call(arrival(ins=INS, numbers=[(IPP, "1")], sent="p1", family="Lefèvre"))
    call(arrival(ins=INS, numbers=[(IPP, "2")], sent="p2", family="Dubois", maiden="Lefèvre"), now=LATER)
    ((site, removed),) = identity_of(vault_session, keys, known.root)
    assert (site, removed["name"]) == ("one", ["Dubois", "Lefèvre", "Héloïse"])
    for number in ("1", "2"):
        assert root_of_number(vault_session, keys, IPP, number) == known.root
    for sent in ("p1", "p2"):
        assert root_of_sent(vault_session, keys, "one", sent) == known.root


def test_words_of_all_sites_and_times_are_looked_for(call, vault_session, keys):
    (known,) = call(arrival("one", ins=INS, family="Lefèvre"))
    call(arrival("one", ins=INS, family="Dubois"), arrival("two", ins=INS, family="Moreau"))
    assert words_of(vault_session, keys, known.root) == {"Lefèvre", "Dubois", "Moreau", "Héloïse"}
    assert [site for site, _ in identity_of(vault_session, keys, known.root)] == ["one", "two"]


def test_two_names_of_one_call_are_both_looked_for(call, vault_session, keys):
    known, _ = call(arrival(ins=INS, family="Lefèvre"), arrival(ins=INS, family="Dubois"))
    assert words_of(vault_session, keys, known.root) == {"Lefèvre", "Dubois", "Héloïse"}


def test_what_the_session_remembers_is_not_what_is_read(call, vault_session, keys):
    (known,) = call(arrival(ins=INS, family="Lefèvre"))
    held = vault_session.exec(select(VaultedIdentity)).all()
    call(arrival(ins=INS, family="Dubois"))
    assert identity_of(vault_session, keys, known.root)[0][1]["name"][0] == "Dubois"
    assert [row.patient for row in held] == [known.root]


def test_a_patient_known_by_a_number_gains_an_ins(call, vault_session, keys):
    (known,) = call(arrival(numbers=[(IPP, "1")]))
    (again,) = call(arrival(numbers=[(IPP, "1")], ins=INS))
    assert (again.root, again.matched) == (known.root, "number")
    assert root_of_number(vault_session, keys, None, INS) == known.root


def test_an_identity_is_read_as_it_was_removed(call, vault_session, keys):
    removed = {"name": [{"family": "Lone \ud800, NUL \0"}], "telecom": [{"rank": 2**70}], "address": None}
    (known,) = call(replace(arrival(), identity=replace(arrival().identity, removed=removed)))
    assert identity_of(vault_session, keys, known.root) == [("one", removed)]


def test_nobody_is_known_by_an_unknown_root(vault_session, keys):
    assert identity_of(vault_session, keys, "0000000000000000") == []
    assert words_of(vault_session, keys, "0000000000000000") == frozenset()


def test_moments_are_stored_in_utc(call, vault_session):
    call(arrival(), now=datetime.fromisoformat("2026-11-23T10:30:00+01:00"))
    stored = content(vault_session)["vaulted_identity"]
    assert "2026-11-23T09:30:00.000Z" in stored[0]
    assert NOW.tzinfo is UTC


# --- resemblance -----------------------------------------------------------------------------------------------------


def pairs(session):
    return {(row.one, row.other) for row in resemblances(session)}


def test_homonyms_are_two_patients_who_resemble_each_other(call, vault_session):
    (one,) = call(arrival(numbers=[(IPP, "1")]))
    (two,) = call(arrival("two", numbers=[(IPP_TWO, "7")]))
    assert one.root != two.root
    (noted,) = resemblances(vault_session)
    assert (noted.one, noted.other) == tuple(sorted((one.root, two.root)))
    assert (noted.total, noted.state) == (1.0, "open")
    assert noted.scores == '{"family": 1.0, "given": 1.0, "birth": 1.0, "sex": 1.0}'


def test_a_pair_is_noted_once(call, vault_session):
    call(arrival(numbers=[(IPP, "1")]), arrival(numbers=[(IPP, "2")]))
    for number in "12":
        call(arrival(numbers=[(IPP, number)], telecom="new"), now=LATER)
    (noted,) = resemblances(vault_session)
    assert noted.noted == "2026-11-23T09:30:00.000Z"


def test_twins_resemble_each_other_and_stay_two(call, vault_session):
    numbers = iter("1234")
    for given, sex in (("Emma", "female"), ("Louise", "female")):
        call(arrival(given=given, sex=sex, birth="2024-02-03", numbers=[(IPP, next(numbers))]))
    (noted,) = resemblances(vault_session)
    assert noted.one != noted.other


def test_a_newborn_without_a_first_name_is_the_one_who_has_it_later(call, vault_session):
    (born,) = call(arrival(given=(), birth="2026-11-20", numbers=[(IPP, "1")]))
    (named,) = call(arrival(given="Léa", birth="2026-11-20", numbers=[(IPP, "1")]))
    assert named.root == born.root
    assert resemblances(vault_session) == []


def test_newborn_twins_without_first_names_stay_two(call, vault_session):
    one, two = call(*(arrival(given=(), birth="2026-11-20", numbers=[(IPP, number)]) for number in "12"))
    assert one.root != two.root
    assert len(pairs(vault_session)) == 1


def test_a_foetus_is_neither_its_mother_nor_another(call, vault_session):
    mother, foetus, other = call(
        arrival(numbers=[(IPP, "1")]),
        arrival(numbers=[(IPP, "2")], given=(), birth=None, sex="unknown"),
        arrival(numbers=[(IPP, "3")], given=(), birth=None, sex="unknown"),
    )
    assert len({mother.root, foetus.root, other.root}) == 3
    assert pairs(vault_session) == set()


def test_strangers_do_not_resemble_each_other(call, vault_session):
    call(
        arrival(numbers=[(IPP, "1")]),
        arrival(family="Dubois", given="Agathe", numbers=[(IPP, "2")]),
        arrival(given="Agathe", birth="1985-11-03", numbers=[(IPP, "3")]),
    )
    assert resemblances(vault_session) == []


def test_a_patient_does_not_resemble_itself(call, vault_session):
    call(arrival("one", ins=INS), arrival("two", ins=INS))
    assert resemblances(vault_session) == []


def test_a_date_put_where_none_was_known_compares_nobody(call, vault_session):
    call(*(arrival(family="X", given="X", birth="1900-01-01", numbers=[(IPP, str(number))]) for number in range(201)))
    assert resemblances(vault_session) == []


# --- conflicts -------------------------------------------------------------------------------------------------------

CONFLICTS = {
    "two numbers of two patients": ("several", arrival(numbers=[(IPP, "1"), (IPP, "2")])),
    "an INS and a number of two patients": ("several", arrival(ins=INS, numbers=[(IPP, "2")])),
    "a number and an id of two patients": ("several", arrival(numbers=[(IPP, "2")], sent="p1")),
    "another sex and birth date": ("another_person", arrival(numbers=[(IPP, "1")], sex="male", birth="1990-01-01")),
    "an INS of another sex and birth date": ("another_person", arrival("two", ins=INS, sex="male", birth="1990-01-01")),
    "a number with another INS": ("another_ins", arrival(numbers=[(IPP, "1")], ins=OTHER_INS)),
    "an id with another INS": ("another_ins", arrival(sent="p1", ins=OTHER_INS)),
    "an id with another number": ("another_number", arrival(sent="p1", numbers=[(IPP, "3")])),
}


@pytest.mark.parametrize(("kind", "wrong"), CONFLICTS.values(), ids=CONFLICTS.keys())
def test_a_contradiction_is_refused_before_anything_is_written(call, vault_session, kind, wrong):
    call(arrival(ins=INS, numbers=[(IPP, "1")], sent="p1"), arrival(numbers=[(IPP, "2")], family="Dubois"))
    before = content(vault_session)
    with pytest.raises(IdentityConflict) as refused:
        call(arrival(family="Nouvelle", numbers=[(IPP, "9")]), wrong)
    assert (refused.value.index, refused.value.kind) == (1, kind)
    assert content(vault_session) == before
    for language in ("en", "fr"):
        said = refused.value.text(language)
        assert said.startswith("Patient 2 ")
        assert not any(value in said for value in (INS, OTHER_INS, "Lef", "1985", "1990", IPP, "p1"))


def test_a_contradiction_within_one_call_is_refused(call, vault_session):
    with pytest.raises(IdentityConflict) as refused:
        call(arrival(ins=INS), arrival(numbers=[(IPP, "1")]), arrival(ins=INS, numbers=[(IPP, "1")]))
    assert refused.value.index == 2
    assert not any(content(vault_session).values())


@pytest.mark.parametrize(
    ("kind", "wrong"), [("another_ins", {"ins": OTHER_INS}), ("another_person", {"sex": "male", "birth": "1990-01-01"})]
)
def test_two_of_one_call_who_share_a_number_must_agree(call, kind, wrong):
    with pytest.raises(IdentityConflict) as refused:
        call(arrival(numbers=[(IPP, "1")], ins=INS), arrival(**{"numbers": [(IPP, "1")], "ins": INS} | wrong))
    assert (refused.value.index, refused.value.kind) == (1, kind)


@pytest.mark.parametrize("corrected", [{"sex": "male"}, {"birth": "1958-05-12"}, {"sex": "unknown", "birth": "1990"}])
def test_a_correction_of_one_field_is_no_contradiction(call, corrected):
    (known,) = call(arrival(numbers=[(IPP, "1")]))
    assert call(arrival(numbers=[(IPP, "1")], **corrected))[0].root == known.root


def test_the_others_of_a_refused_call_can_come_again(call):
    (known,) = call(arrival(ins=INS, numbers=[(IPP, "1")]))
    good, bad = arrival(numbers=[(IPP, "9")]), arrival(numbers=[(IPP, "1")], ins=OTHER_INS)
    with pytest.raises(IdentityConflict):
        call(good, bad)
    (accepted,) = call(good)
    assert accepted.new
    assert accepted.root != known.root


def test_blind_indexes_of_two_vaults_have_nothing_in_common(call, vault_session):
    call(*crowd(20))
    blinds = set(vault_session.connection().scalars(select(vault_metadata.tables["blind_index"].c.blind)))
    vault_session.rollback()
    vault_metadata.create_all(vault_session.connection())
    roots(vault_session, Keys(b"1" * 32), list(crowd(20)), NOW)
    others = set(vault_session.connection().scalars(select(vault_metadata.tables["blind_index"].c.blind)))
    assert len(blinds) == len(others) == 60
    assert not blinds & others
