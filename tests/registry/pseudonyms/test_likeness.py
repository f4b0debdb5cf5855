"""How alike two identities are, field by field, and who is shown to a person to decide."""

from dataclasses import replace

import pytest

from fhir_adapters.door.identity import Name
from registry.pseudonyms.likeness import THRESHOLD, WEIGHTS, blocks, contradicts, scores, total
from tests.registry.pseudonyms.people import identity

SHE = identity()


def test_the_weights_are_shares():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_the_same_identity_is_wholly_alike():
    assert scores(SHE, SHE) == {"family": 1, "given": 1, "birth": 1, "sex": 1}
    assert total(scores(SHE, SHE)) == 1


@pytest.mark.parametrize(
    "other",
    [
        identity(family="LEFEBVRE"),
        identity(family="Dubois", maiden="Lefèvre"),
        identity(family="Moreau"),
        identity(birth="1985-12-05"),
        identity(birth="1985-05-21"),
        identity(birth="1985-05"),
        identity(birth="1985"),
        identity(given=["Heloise", "Marie"]),
        identity(sex="unknown"),
        identity(given=()),
        identity(given="Agathe"),
    ],
)
def test_what_may_be_one_person_is_shown_and_shares_a_block(other):
    assert total(scores(SHE, other)) >= THRESHOLD
    assert blocks(SHE) & blocks(other)


@pytest.mark.parametrize(
    "other",
    [
        identity(family="Dubois", given="Agathe"),
        identity(given="Agathe", birth="1985-11-03"),
        identity(given="Agathe", birth="1985"),
        identity(birth="1962-11-03", family="Dubois"),
        identity(family="Dubois", given="Raphaël", sex="male"),
    ],
)
def test_what_is_too_little_is_not_shown(other):
    assert total(scores(SHE, other)) < THRESHOLD


def test_a_compound_first_name_is_one_whichever_way_it_is_split():
    assert scores(identity(given="Jean-Baptiste"), identity(given=["Jean", "Baptiste"]))["given"] == 1


def test_half_of_a_compound_family_name_leads_to_the_same_block():
    assert blocks(identity(family="Lefebvre-Roy", given="A")) & blocks(identity(family="Lefèvre", given="B"))


def test_a_birth_name_leads_to_the_same_block_as_the_usual_name_of_others():
    assert blocks(identity(family="Dubois", maiden="Lefèvre", given=())) & blocks(SHE)


def test_a_name_is_compared_by_its_first_letters():
    assert scores(identity(family="a" * 80 + "b"), identity(family="a" * 80 + "c"))["family"] == 1


def test_what_one_does_not_say_is_not_scored():
    assert scores(SHE, identity(family="", given=(), birth=None, sex=None)) == {}


def test_without_a_birth_date_nobody_is_looked_for():
    assert blocks(identity(birth=None)) == set()


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (identity(sex="male", birth="1985-05-13"), True),
        (identity(sex="male"), False),
        (identity(birth="1950-01-01"), False),
        (identity(sex="male", birth="1985"), False),
        (identity(sex="unknown", birth="1950-01-01"), False),
        (identity(sex=None, birth="1950-01-01"), False),
        (identity(sex="male", birth=None), False),
    ],
)
def test_sex_and_birth_date_must_both_differ_to_contradict(other, differs):
    assert contradicts(SHE, [other]) is differs
    assert contradicts(other, [SHE]) is differs


def test_one_who_agrees_is_enough_and_one_who_says_nothing_is_nobody():
    he = identity(sex="male", birth="1950-01-01")
    assert not contradicts(SHE, [he, identity(given="Agathe")])
    assert contradicts(SHE, [he, identity(birth=None, sex=None)])
    assert not contradicts(SHE, [])


def test_thousands_of_names_are_not_all_compared():
    crowded = replace(SHE, names=SHE.names * 10_000)
    assert scores(crowded, crowded) == scores(SHE, SHE)
    many = replace(SHE, names=tuple(Name(f"Nom{number:05}", "", ("A",)) for number in range(10_000)))
    assert len(blocks(many)) <= 21
