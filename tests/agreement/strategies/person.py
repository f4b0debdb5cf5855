"""Age, sex, karyotype and a person's answers."""

from hypothesis import strategies as st

from matching import criteria as ask
from matching import facts as told
from matching.days import Span
from matching.facts import Fact
from tests.agreement.pools import AGES, BIRTHS, OFFSETS, TODAY, Pool, around, one_of, row
from tests.agreement.strategies.drawing import Family

people = row(
    told.Person,
    birth=st.one_of(around(AGES), around(AGES), st.sampled_from([*BIRTHS, None])),
    sex=one_of("male", "male", "female", "other", "unknown", None),
    karyotype=one_of(None, None, "XY", "XX", "X", "XXY"),
)

residents = row(told.Person, country=one_of(None, "FR", "FR", "BE", "DE"))


def answers(pool: Pool) -> st.SearchStrategy[Fact]:
    """Answers to two questions, some with an end."""
    return row(
        told.Answer,
        question=one_of("t/c/I1", "t/c/I1", "t/c/I2"),
        value=st.booleans(),
        who=one_of("investigator", "investigator", "patient"),
        when=pool.dates,
        until=st.one_of(st.none(), pool.dates, st.sampled_from(OFFSETS["dosing"]).map(lambda d: Span.on(TODAY + d[0]))),
    )


def ages() -> st.SearchStrategy[ask.Leaf]:
    """Each bound at each anchor."""
    limits, at = st.sampled_from(AGES), one_of(None, "screening", "dosing", "consent")
    single = [st.builds(ask.Age, **{name: limits}, at=at, corrected=CORRECTED) for name in ("from_", "below", "to")]
    return st.one_of(*single, st.builds(ask.Age, limits, to=limits, at=at, corrected=CORRECTED))


CORRECTED = one_of(False, False, True)
gestations = row(
    told.Measurement, code=st.just("GENOTHER:gestational-age"), value=one_of(24.0, 36.0, 37.0, 40.0, 258.0, None),
    unit=one_of("wk", "wk", "wk", "d", None), comparator=one_of("", "", "", "<"), when=st.none(),
)  # fmt: skip


def families(pool: Pool) -> dict[type, Family]:
    """Per leaf class, what to draw."""
    return {
        ask.Age: Family(ages(), st.one_of(people, people, gestations)),
        ask.Sex: Family(st.builds(ask.Sex, one_of("male", "female")), people),
        ask.Karyotype: Family(st.builds(ask.Karyotype, one_of("XY", "XX", "XXY")), people),
        ask.Country: Family(st.builds(ask.Country, one_of(("FR",), ("FR", "BE"), ("CH",))), residents),
        ask.PersonsAnswer: Family(
            st.builds(
                ask.PersonsAnswer,
                one_of("t/c/I1", "t/c/I1", "t/c/I2"),
                one_of(("investigator",), ("patient",), ("patient", "investigator")),
                pool.validities,
            ),
            answers(pool),
        ),
    }
