"""What becomes of each fact of a source: a rule, a question, both, beside the criteria, or missing."""

from dataclasses import replace

from matching import criteria as ask
from matching.accounting import Account, account
from matching.trial import Origin
from tests.builders.matching import a_criterion, a_trial

SEX, QUESTION = ask.Sex("male"), ask.PersonsAnswer("T/main/I2")


def test_each_fact_is_told_once():
    criteria = (
        replace(a_criterion("I1", SEX), facts=(1, 2)),
        replace(a_criterion("I2", QUESTION), facts=(2, 3)),
    )
    trial = replace(a_trial(*criteria), source=Origin("excerpt", facts=5, beside=(4,)))
    assert account(trial) == Account(5, rules=(1,), both=(2,), questions=(3,), beside=(4,), missing=(5,))


def test_a_source_that_does_not_say_how_many_facts_it_states_has_no_account():
    assert account(a_trial(a_criterion("I1", SEX))) is None
