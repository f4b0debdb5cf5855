"""The made-up hospital: the same for the same seed, valid FHIR, readable, and as varied as it claims."""

from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise

import orjson
import pytest

from fhir_adapters.bundle import to_facts
from fhir_adapters.release import check
from matching.facts import AnchorDate
from registry.synthetic import ins
from registry.synthetic.hospital import bundles, hospital
from registry.synthetic.service import write, write_files
from registry.terminologies.service import starter

TODAY = date(2026, 11, 23)
SEED, MANY = 7, 1200
TRIAL_DISEASES = {
    "SMA": "ORPHA:70", "DMD": "ORPHA:98896", "LGMD R9": "ORPHA:34515", "Crigler-Najjar": "ORPHA:205",
    "haemophilia B": "ORPHA:98879", "X-linked RP": "ORPHA:791", "thalassaemia": "ORPHA:275749",
    "sickle cell": "ORPHA:275752", "SCID-X1": "ORPHA:276",
}  # fmt: skip
RARER_TRIAL_DISEASES = {
    "X-linked myotubular myopathy": "ORPHA:596", "haemophilia A": "ORPHA:98878", "Leber amaurosis": "ORPHA:65",
    "Leber neuropathy": "ORPHA:104", "MLD": "ORPHA:512", "cerebral ALD": "ORPHA:139396", "WAS": "ORPHA:906",
    "OTC": "ORPHA:664", "MPS IIIA": "ORPHA:79269", "MPS II": "ORPHA:580", "Fanconi": "ORPHA:84",
    "LGMD R5": "ORPHA:353", "achromatopsia": "ORPHA:49382", "Huntington": "ORPHA:399",
    "hereditary ATTR": "ORPHA:271861", "wild type ATTR": "ORPHA:330001", "severe RDEB": "ORPHA:79408",
}  # fmt: skip
# An Organization holds no fact; missing units (and with them their ranges), retracted results and those still to come
# are there on purpose.
EXPECTED_PROBLEMS = {"type-not-read", "no-unit", "range-unit", "entered-in-error", "not-final"}


@cache
def sample() -> tuple[dict, ...]:
    return tuple(hospital(MANY, SEED, TODAY))


@cache
def read() -> tuple:
    return tuple(to_facts(bundle) for bundle in sample())


def resources(kind: str) -> list[dict]:
    return [e["resource"] for b in sample() for e in b["entry"] if e["resource"]["resourceType"] == kind]


def codes(resource: dict) -> set[str]:
    return {coding["code"] for coding in resource["code"].get("coding", ())}


def identifiers(suffix: str) -> list[str]:
    return [i["value"] for p in resources("Patient") for i in p["identifier"] if i["system"].endswith(suffix)]


# --- the same each time ----------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes():
    again = [orjson.dumps(bundle) for bundle in hospital(40, SEED, TODAY)]
    assert again == [orjson.dumps(bundle) for bundle in sample()[: len(again)]]


def test_a_patient_does_not_depend_on_how_many_are_asked():
    alone = list(bundles(SEED, 25, TODAY))
    assert alone == list(hospital(26, SEED, TODAY))[-len(alone) :]
    assert all(bundle in sample() for bundle in alone)


def test_another_seed_gives_other_patients():
    assert next(hospital(1, 1, TODAY)) != next(hospital(1, 2, TODAY))


def test_a_consumer_that_edits_a_bundle_changes_no_other():
    first = next(hospital(1, SEED, TODAY))
    for entry in first["entry"]:
        entry["resource"].clear()
    assert next(hospital(1, SEED, TODAY)) == sample()[0]


# --- identities ------------------------------------------------------------------------------------------------------


def test_every_ins_carries_its_key():
    assert all(ins.is_valid(value) for value in identifiers("213.1.4.10"))


def test_an_ins_belongs_to_one_person():
    seen = Counter(identifiers("213.1.4.10"))
    assert set(seen.values()) == {1, 2}
    assert 0.015 < sum(n == 2 for n in seen.values()) / MANY < 0.05


def test_the_second_hospital_knows_the_person_by_another_number():
    by_ins: dict[str, list[dict]] = {}
    for patient in resources("Patient"):
        for identifier in patient["identifier"]:
            if identifier["system"] == ins.TEST_SYSTEM:
                by_ins.setdefault(identifier["value"], []).append(patient)
    for one, other in (pair for pair in by_ins.values() if len(pair) == 2):
        assert one["managingOrganization"] != other["managingOrganization"]
        assert one["identifier"][0] != other["identifier"][0]
        assert one["name"] == other["name"]


def test_hospital_numbers_are_never_reused():
    numbers = [tuple(sorted(p["identifier"][0].items(), key=str)[-2:]) for p in resources("Patient")]
    assert len(set(map(str, numbers))) == len(numbers)


@pytest.mark.parametrize(("body", "key"), [("2690549588157", "80"), ("1850578006084", "91")])
def test_the_key_is_97_minus_the_remainder(body: str, key: str):
    assert ins.key(body) == key == f"{97 - int(body) % 97:02}"


@pytest.mark.parametrize(("corsican", "read_as"), [("2A", "19"), ("2B", "18")])
def test_a_corsican_department_is_read_as_a_number(corsican: str, read_as: str):
    assert ins.key(f"28401{corsican}001001") == f"{97 - int(f'28401{read_as}001001') % 97:02}"


def test_a_wrong_key_is_seen():
    right = identifiers("213.1.4.10")[0]
    assert not ins.is_valid(right[:13] + f"{int(right[13:]) % 97 + 1:02}")


# --- FHIR ------------------------------------------------------------------------------------------------------------


def test_bundles_are_valid_fhir():
    for bundle in sample()[:50]:
        assert check(bundle) == []


def test_references_point_into_their_bundle():
    for bundle in sample():
        urls = {entry["fullUrl"] for entry in bundle["entry"]}
        assert len(urls) == len(bundle["entry"])
        for entry in bundle["entry"]:
            resource = entry["resource"]
            pointed = [resource.get("subject"), resource.get("patient"), *resource.get("derivedFrom", ())]
            assert {r["reference"] for r in pointed if r} <= urls


def test_our_adapters_read_everything_but_the_planted_slips():
    codes_seen = {problem.code for _, problems in read() for problem in problems}
    assert codes_seen == EXPECTED_PROBLEMS


def test_every_coded_fact_is_known_to_the_starter_terminologies():
    seen = {
        fact.code
        for facts, _ in read()
        for rows in (facts.conditions, facts.measurements, facts.medications, facts.procedures)
        for fact in rows
    }
    assert {code for code in seen if not starter().knows(code)} == set()


def test_nothing_lies_in_the_future_or_before_birth():
    last = TODAY.toordinal() - date(1970, 1, 1).toordinal()
    for facts, _ in read():
        born = facts.people[0].birth.first
        for fact in facts:
            when = getattr(fact, "when", None)
            assert when is None or when.last >= born
            # A dosing is planned ahead, and nothing else.
            assert when is None or (when.first > last) is isinstance(fact, AnchorDate)


# --- what is in it ---------------------------------------------------------------------------------------------------


def share(root: str) -> float:
    """The share of bundles with a confirmed diagnosis at or below a term."""
    return sum(
        any(c.certainty == "confirmed" and starter().is_below(c.code, [root]) for c in facts.conditions)
        for facts, _ in read()
    ) / MANY  # fmt: skip


@pytest.mark.parametrize("name", TRIAL_DISEASES)
def test_each_disease_of_the_library_has_its_share(name: str):
    assert 0.025 < share(TRIAL_DISEASES[name]) < 0.15


@pytest.mark.parametrize("name", RARER_TRIAL_DISEASES)
def test_each_rarer_disease_of_the_library_has_a_small_share(name: str):
    assert 0.005 < share(RARER_TRIAL_DISEASES[name]) < 0.06


def test_other_rare_diseases_are_a_quarter():
    roots = [*TRIAL_DISEASES.values(), *RARER_TRIAL_DISEASES.values()]
    diagnosed = [
        codes
        for facts, _ in read()
        if (codes := [c.code for c in facts.conditions if c.code.startswith(("ORPHA", "OMIM"))])
    ]
    elsewhere = sum(not any(starter().is_below(c, roots) for c in codes) for codes in diagnosed)
    assert 0.15 * MANY < elsewhere < 0.35 * MANY


@pytest.mark.parametrize("low", range(0, 180, 30))
def test_infants_stand_on_both_sides_of_180_days(low: int):
    ages = [
        TODAY.toordinal() - date.fromisoformat(p["birthDate"]).toordinal()
        for p in resources("Patient")
        if len(p["birthDate"]) == 10
    ]
    assert any(low <= age < low + 30 for age in ages)
    assert any(180 <= age < 190 for age in ages)


@pytest.mark.parametrize("form", ["valueRatio", "valueQuantity", "valueString", "valueCodeableConcept"])
def test_every_form_of_a_titre_occurs(form: str):
    found = [o for o in resources("Observation") if any(c.endswith(("-nab", "-total")) for c in codes(o))]
    assert any(form in one for one in found)
    assert any("method" not in one for one in found)


@pytest.mark.parametrize("comparator", ["<", ">", ""])
def test_titres_are_censored_on_both_sides(comparator: str):
    assert any(a.comparator == comparator for facts, _ in read() for a in facts.antibodies)


def test_phase_is_known_for_some_and_unknown_for_others():
    het = [v for facts, _ in read() for v in facts.variants if v.zygosity == "het"]
    assert {v.phase_set is None for v in het} == {True, False}
    assert {v.allele for v in het} >= {1, 2}


@pytest.mark.parametrize("lesion", ["deletion", "duplication", "point"])
def test_dystrophin_loses_or_repeats_exons(lesion: str):
    assert any(v.lesion == lesion and v.exon_first for facts, _ in read() for v in facts.variants)


def test_some_deletions_may_be_longer_than_what_was_tested():
    lost = [v for facts, _ in read() for v in facts.variants if v.lesion == "deletion"]
    assert {v.open_end for v in lost} == {True, False}


def test_a_region_or_a_whole_gene_is_found_negative():
    clear = [v for facts, _ in read() for v in facts.variants if not v.present and v.gene == "HGNC:2928"]
    assert {v.exon_first is None for v in clear} == {True, False}


def test_mitochondrial_variants_tell_their_share_and_tissue_for_some():
    seen = [v for facts, _ in read() for v in facts.variants if v.hgvs and ":m." in v.hgvs]
    assert {v.tissue for v in seen} == {None, "SNOMED:87612001", "SNOMED:78014005"}
    assert {v.fraction_low for v in seen} >= {None, 1.0}
    assert any(v.fraction_low and v.fraction_low < 1 for v in seen)


def test_significance_is_uncertain_or_sent_beside_the_variant_for_some():
    assert {v.significance for facts, _ in read() for v in facts.variants} >= {"P", "LP", "VUS"}
    assert any("diagnostic-implication" in codes(o) for o in resources("Observation"))


def test_smn1_is_lost_and_smn2_counted():
    counted = [c for facts, _ in read() for c in facts.copy_numbers]
    assert any(c.gene == "HGNC:11117" and c.low == c.high == 0 for c in counted)
    assert {c.low for c in counted if c.gene == "HGNC:11118"} >= {1, 2, 3, 4}
    assert any(c.high is None for c in counted)


def test_some_results_contradict_each_other():
    for facts, _ in read():
        seen: dict[tuple, float | None] = {}
        for m in facts.measurements:
            at = (m.code, m.unit, m.when, m.minute)
            if at in seen and seen[at] != m.value:
                return
            seen[at] = m.value
    pytest.fail("no two results of one moment disagree")


@pytest.mark.parametrize("status", ["active", "stopped", "not_taken"])
def test_drugs_are_taken_stopped_and_refused(status: str):
    assert any(m.status == status for facts, _ in read() for m in facts.medications)


def test_doses_change_and_records_have_gaps():
    changed = gap = False
    for facts, _ in read():
        by_drug: dict[str, list] = {}
        for m in facts.medications:
            if m.when:
                by_drug.setdefault(m.code, []).append(m)
        for periods in by_drug.values():
            periods.sort(key=lambda m: m.when)
            for one, other in pairwise(periods):
                changed |= one.dose != other.dose
                gap |= one.until is not None and one.until.last + 1 < other.when.first
    assert changed
    assert gap


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(lambda f: any(c.decision == "deny" for c in f.consents), id="opposed"),
        pytest.param(lambda f: any(p.deceased for p in f.people), id="dead"),
        pytest.param(lambda f: any(p.birth and not p.birth.exact for p in f.people), id="partial birth date"),
        pytest.param(lambda f: any(c.certainty == "suspected" for c in f.conditions), id="suspected"),
        pytest.param(lambda f: any(c.certainty == "absent" for c in f.conditions), id="absent"),
        pytest.param(lambda f: any(p.status == "not_done" for p in f.procedures), id="procedure not done"),
        pytest.param(lambda f: bool(f.answers), id="answered"),
        pytest.param(lambda f: any(p.karyotype == "XY" for p in f.people), id="karyotype"),
        pytest.param(
            lambda f: {h.scope for h in f.histories} == {"conditions", "medications", "procedures"}, id="complete"
        ),
        pytest.param(lambda f: any(m.unit is None for m in f.measurements), id="no unit"),
        pytest.param(lambda f: any(m.high is None and m.low is None for m in f.measurements), id="no range"),
        pytest.param(
            lambda f: not f.conditions or all(c.code.startswith("HP:") for c in f.conditions), id="undiagnosed"
        ),
        pytest.param(
            lambda f: any(
                starter().is_below(x.code, ["GENOTHER:gene-therapy"]) for x in (*f.procedures, *f.medications)
            ),
            id="gene therapy",
        ),
    ],
)
def test_a_few_patients_are_like_this(seen):
    assert 0 < sum(bool(seen(facts)) for facts, _ in read()) < 0.97 * MANY


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_holds_one_bundle_per_line(tmp_path):
    path = write(tmp_path / "new", 20, SEED, TODAY)
    assert [orjson.loads(line) for line in path.read_bytes().splitlines()] == list(hospital(20, SEED, TODAY))


def test_a_folder_holds_one_bundle_per_file(tmp_path):
    count = write_files(tmp_path, 5, SEED, TODAY)
    assert count == len(list(tmp_path.iterdir())) >= 5
