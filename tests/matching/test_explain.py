"""Every word of an explanation exists in French and English, and no explanation names its patient."""

import pytest

from matching import criteria as ask
from matching import explain, facts
from matching.anchors import ANCHORS, Window
from matching.days import Duration, Span, day
from matching.explain import words
from matching.terminology import Terminology
from matching.trial import LANGUAGES
from matching.truth import Reason, Truth
from matching.verdict import Lasting, Verdict

TERMS = Terminology(labels={"LOINC:1742-6": {"en": "ALT", "fr": "ALAT"}})
ON = Span.on(day("2026-03-09"))
ONE_OF_EACH = [
    facts.Person(patient="secret", record="r", birth=ON, sex="male", karyotype="XY"),
    facts.Condition(patient="secret", record="r", code="ORPHA:70", certainty="confirmed", when=ON),
    facts.Measurement(patient="secret", record="r", code="LOINC:1742-6", value=32.5, unit="U/L", high=40, when=ON),
    facts.Antibody(patient="secret", record="r", capsid="AAV9", class_="total", titre=50, comparator="<", when=ON),
    facts.Variant(patient="secret", record="r", gene="SMN1", hgvs="c.1A>G", zygosity="het", significance="P"),
    facts.CopyNumber(patient="secret", record="r", gene="SMN2", low=4, high=None),
    facts.Medication(patient="secret", record="r", code="ATC:H02AB06", status="stopped", when=ON, until=ON, dose=0.5),
    facts.Procedure(patient="secret", record="r", code="SNOMED:18027006", status="done", when=ON),
    facts.Immunization(patient="secret", record="r", code="CVX:140", status="done", when=ON),
    facts.Result(patient="secret", record="r", code="LOINC:5195-3", result="negative", when=ON),
    facts.RepeatCount(patient="secret", record="r", gene="HTT", low=42, high=42),
    facts.Event(patient="secret", record="r", code="GENOTHER:bleed", since=ON, when=ON, count=3, quantity=2, unit="mL"),
    facts.Watched(patient="secret", record="r", code="GENOTHER:bleed", since=ON, when=ON),
    facts.Participation(patient="secret", record="r", code="NCT00000000", status="past", when=ON),
    facts.StudySide(patient="secret", record="r", code="NCT00000000", side="left"),
    facts.Relative(patient="secret", record="r", code="ORPHA:70", relation="FTH"),
    facts.Consent(patient="secret", record="r", purpose="care", decision="deny"),
    facts.Answer(patient="secret", record="r", question="T/main/I1", value=True, who="investigator", when=ON),
    facts.AnchorDate(patient="secret", record="r", anchor="dosing", when=ON),
    facts.History(patient="secret", record="r", scope="procedures", when=ON),
]


@pytest.mark.parametrize(
    ("kind", "table"),
    [(Truth, words.TRUTHS), (Reason, words.REASONS), (Verdict, words.VERDICTS), (Lasting, words.LASTING)],
)
def test_every_word_is_there_in_both_languages(kind, table):
    for member in kind:
        assert set(table[member]) == set(LANGUAGES), f"{member} lacks a wording"


def test_every_anchor_and_answerer_is_named():
    assert set(words.ANCHORS) == set(words.AT) == set(ANCHORS)
    assert all(
        set(names) == set(LANGUAGES) for names in (*words.ANCHORS.values(), *words.AT.values(), *words.WHO.values())
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", ONE_OF_EACH, ids=lambda fact: type(fact).__name__)
def test_every_kind_of_fact_is_shown_without_its_patient(fact, language):
    told = explain.shown(fact, language, TERMS)
    assert told.strip()
    assert "secret" not in told


OF = {"patient": "p", "record": "secret"}


def test_one_of_each_kind_is_shown():
    assert {type(fact) for fact in ONE_OF_EACH} == set(facts.TABLE_OF)


def test_numbers_and_dates_follow_the_reader():
    measured = next(fact for fact in ONE_OF_EACH if isinstance(fact, facts.Measurement))
    assert explain.shown(measured, "fr", TERMS) == "ALAT 32,5 U/L [–40] (09/03/2026)"
    assert explain.shown(measured, "en", TERMS) == "ALT 32.5 U/L [–40] (2026-03-09)"


@pytest.mark.parametrize(
    ("fact", "en", "fr"),
    [
        (
            facts.Antibody(**OF, capsid="AAV9", class_="total", titre=50.0, comparator="<", method="ELISA", when=ON),
            "anti-AAV9 <1:50 (total, ELISA, 2026-03-09)",
            "anti-AAV9 <1:50 (totaux, ELISA, 09/03/2026)",
        ),
        (
            facts.Antibody(**OF, capsid="AAV9", class_="nab", result="positive", when=ON),
            "anti-AAV9 positive (NAb, 2026-03-09)",
            "anti-AAV9 positif (NAb, 09/03/2026)",
        ),
        (
            facts.Variant(**OF, gene="DMD", present=False, hgvs="c.1A>G"),
            "DMD c.1A>G studied, not found",
            "DMD c.1A>G recherché, non trouvé",
        ),
        (
            facts.Person(**OF, birth=ON, sex="female", karyotype="XX", country="FR"),
            "born 2026-03-09, female, XX, FR",
            "naissance : 09/03/2026, féminin, XX, FR",
        ),
    ],
)
def test_a_fact_is_shown_whole(fact: facts.Fact, en: str, fr: str):
    assert (explain.shown(fact, "en", TERMS), explain.shown(fact, "fr", TERMS)) == (en, fr)


@pytest.mark.parametrize(
    ("criterion", "en", "fr"),
    [
        (
            ask.Onset(("ORPHA:70",), "duration", to=Duration(1, "y"), at="dosing"),
            "time since the onset of ORPHA:70: ≤ 1 year at dosing",
            "durée depuis le début de ORPHA:70 : ≤ 1 an à l’administration",
        ),
        (
            ask.Onset(("ORPHA:70",), "onset", from_=Duration(1, "y")),
            "age at onset of ORPHA:70: ≥ 1 year",
            "âge au début de ORPHA:70 : ≥ 1 an",
        ),
        (
            ask.Age(below=Duration(180, "d"), at="dosing"),
            "age younger than 180 days at dosing",
            "âge : moins de 180 jours à l’administration",
        ),
        (
            ask.Antibody("AAV9", "total", "ELISA", above=50, within=Window("dosing", Duration(30, "d"))),
            "anti-AAV9 total antibodies (ELISA) > 1:50, within 30 days before dosing",
            "anticorps totaux anti-AAV9 (ELISA) > 1:50, dans les 30 jours avant l’administration",
        ),
        (
            ask.Not(ask.All((ask.Sex("male"), ask.AnyOf((ask.Karyotype("XY"), ask.CopyNumber("SMN2", 1, 2)))))),
            "not: sex male and (karyotype XY or copies of SMN2: ≥ 1 and ≤ 2)",
            "pas : sexe masculin et (caryotype XY ou copies de SMN2 : ≥ 1 et ≤ 2)",
        ),
    ],
)
def test_a_criterion_reads_as_a_sentence(criterion, en, fr):
    assert explain.sentence(criterion, "en", TERMS) == en
    assert explain.sentence(criterion, "fr", TERMS) == fr


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("umol/L", "2.5 µmol/L", "2,5 µmol/L"),
        ("10*9/L", "2.5 10⁹/L", "2,5 10⁹/L"),
        ("{score}", "2.5 points", "2,5 points"),
        ("mL/min/{1.73_m2}", "2.5 mL/min/1.73 m²", "2,5 mL/min/1,73 m²"),
        ("mL/kg/a", "2.5 mL/kg/year", "2,5 mL/kg/an"),
        ("{unit}/a", "2.5 units/year", "2,5 unités/an"),
        ("/uL", "2.5 /µL", "2,5 /µL"),
        ("[IU]/dL", "2.5 IU/dL", "2,5 UI/dL"),
        ("mg/kg/d", "2.5 mg/kg/day", "2,5 mg/kg/jour"),
        ("1", "2.5", "2,5"),
        ("%", "2.5 %", "2,5 %"),
        (None, "2.5", "2,5"),
    ],
)
def test_a_unit_reads_as_people_write_it(code: str | None, en: str, fr: str):
    assert (words.quantity(2.5, code, "en"), words.quantity(2.5, code, "fr")) == (en, fr)


@pytest.mark.parametrize(
    ("count", "unit", "fr", "en"),
    [
        (1, "y", "l’année", "1 year"),
        (1, "mo", "le mois", "1 month"),
        (30, "d", "les 30 jours", "30 days"),
        (2, "y", "les 2 ans", "2 years"),
    ],
)
def test_a_window_of_one_has_its_article(count: int, unit: str, fr: str, en: str):
    assert (words.span_of(Duration(count, unit), "fr"), words.span_of(Duration(count, unit), "en")) == (fr, en)


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [(0, "fr", "0 jour"), (1, "fr", "1 jour"), (2, "fr", "2 jours"), (0, "en", "0 days"), (1, "en", "1 day")],
)
def test_nothing_is_singular_in_french_and_plural_in_english(count, language, said):
    assert words.duration(Duration(count, "d"), language) == said
