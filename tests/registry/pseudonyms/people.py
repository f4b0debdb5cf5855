"""Made-up people, as the door hands them to the vault."""

from datetime import UTC, date, datetime
from random import Random

from fhir_adapters.door.identity import Identity, Name
from registry.pseudonyms.service import Arrival
from registry.synthetic import people

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
IPP = "https://one.example/ipp"
IPP_TWO = "https://two.example/ipp"
INS, OTHER_INS = "2850578006084", "1850578006085"


def identity(
    family="Lefèvre", given="Héloïse", birth="1985-05-12", sex="female", *, ins=None, numbers=(), maiden="", **removed
):
    """Who somebody is; what the door took away is made of the rest."""
    given = (given,) if isinstance(given, str) else tuple(given)
    names = (Name(family, maiden, given),) if family or given else ()
    taken = {"name": [family, maiden, *given], "birthDate": birth, "ins": ins, "identifier": [*map(list, numbers)]}
    words = frozenset(filter(None, [family, maiden, *given]))
    return Identity(tuple(numbers), ins, names, birth, sex, taken | removed, words)


def arrival(site="one", sent=None, **who):
    """A Patient of a site."""
    return Arrival(site, sent, identity(**who))


def crowd(count, seed=7):
    """Arrivals of as many different people, each with an INS and a number of one hospital."""
    rng = Random(seed)
    for index in range(count):
        birth = date(1950, 1, 1).toordinal() + rng.randrange(25_000)
        sex = rng.choice(("male", "female"))
        who = people.identity(rng, index, date.fromordinal(birth), sex)
        numbers = ((people.HOSPITALS[0].patients, f"8{index:08}"),)
        yield arrival(
            sent=f"sent-{index:05}",
            family=who.last,
            given=who.first,
            birth=who.birth.isoformat(),
            sex=sex,
            ins=who.ins[:13],
            numbers=numbers,
        )
