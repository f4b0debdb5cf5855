"""Signing in tells nobody which names exist; a session ends when it is over, or when its holder says so."""

from datetime import timedelta

import pytest
from sqlmodel import select

from registry.access import Role, Subject, service
from registry.access.models import Account, SessionRow
from tests.builders.databases import NOW

CLAIRE = Subject("claire", Role.CLINICIAN, "750999901")
PASSWORD = "a long enough password"


@pytest.fixture
def with_account(empty_register):
    with empty_register.writing() as session:
        service.add_account(session, CLAIRE, PASSWORD, "en")
    return empty_register


def sign_in(register, name="claire", password=PASSWORD, now=NOW, hours=8):
    with register.writing() as session:
        return service.sign_in(session, name, password, now, hours)


def held(register, token, now=NOW):
    with register.reading() as session:
        return service.session_of(session, token, now)


def test_a_session_says_who_holds_it(with_account):
    token, signed = sign_in(with_account)
    assert signed.subject == CLAIRE
    assert signed.language == "en"
    assert held(with_account, token) == signed
    assert service.is_form_key(signed, signed.form_key)
    assert not service.is_form_key(signed, "é")


WRONG = (
    ("claire", "wrong"), ("claire", ""), ("nobody", PASSWORD), ("nobody", ""), ("", ""), ("Claire", PASSWORD),
    ("claire\0", PASSWORD), ("\ud800", PASSWORD), ("' OR 1=1 --", PASSWORD), ("claire ", PASSWORD),
)  # fmt: skip


def test_a_wrong_password_and_an_unknown_name_are_one_answer_at_one_cost(with_account, monkeypatch):
    costs = []
    hashed = service._hashed
    monkeypatch.setattr(service, "_hashed", lambda *args: costs.append(1) or hashed(*args))
    for name, password in WRONG:
        costs.clear()
        assert sign_in(with_account, name, password) is None
        assert costs == [1], (name, password)
    with with_account.reading() as session:
        assert session.exec(select(SessionRow)).all() == []


def test_a_session_is_over_when_its_hours_are(with_account):
    token, _ = sign_in(with_account, hours=8)
    assert held(with_account, token, NOW + timedelta(hours=8))
    assert held(with_account, token, NOW + timedelta(hours=8, milliseconds=1)) is None


def test_signing_in_clears_away_sessions_that_are_over(with_account):
    sign_in(with_account, hours=1)
    sign_in(with_account, hours=3)
    sign_in(with_account, now=NOW + timedelta(hours=2))
    with with_account.reading() as session:
        assert len(session.exec(select(SessionRow)).all()) == 2


def test_signing_out_ends_one_session_alone(with_account):
    one, other = sign_in(with_account)[0], sign_in(with_account)[0]
    with with_account.writing() as session:
        service.sign_out(session, one)
    assert held(with_account, one) is None
    assert held(with_account, other)


def test_neither_token_nor_password_is_kept(with_account):
    token, _ = sign_in(with_account)
    with with_account.reading() as session:
        rows = [*session.exec(select(SessionRow)), *session.exec(select(Account))]
    kept = " ".join(str(row.model_dump()) for row in rows)
    assert token not in kept
    assert PASSWORD not in kept
    assert held(with_account, token[:-1]) is None
    assert held(with_account, "") is None


def test_two_accounts_with_one_password_have_different_secrets(with_account):
    with with_account.writing() as session:
        service.add_account(session, Subject("basile", Role.CLINICIAN, "x"), PASSWORD)
        assert len({row.secret for row in service.accounts(session)}) == 2


def test_an_account_given_another_password_role_and_site_has_those(with_account):
    with with_account.writing() as session:
        service.add_account(session, Subject("claire", Role.SPONSOR), "another long password")
    assert sign_in(with_account) is None
    assert sign_in(with_account, password="another long password")[1].subject == Subject("claire", Role.SPONSOR)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(role):
    subject = Subject("x", role, "s")
    told = (subject.may_see_patients, subject.may_exchange, subject.may_watch_imports, subject.sees_every_site)
    assert (
        told
        == {
            Role.CLINICIAN: (True, False, False, False),
            Role.SPONSOR: (False, False, False, False),
            Role.DATA_MANAGER: (False, True, True, False),
            Role.SYSTEM: (False, True, False, False),
            Role.OPERATOR: (True, True, True, True),
        }[role]
    )
