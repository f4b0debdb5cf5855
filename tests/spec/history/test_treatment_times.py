"""Doses at the weight of the day, exceptions, washouts by half-lives, exposure days (reading 4)."""

from matching.criteria import ExposureDays, Limit, Medication
from matching.days import Duration
from tests.spec.names import codes

NOT_RECORDED = "unknown: not recorded"
IMPRECISE = "unknown: imprecise date"


def test_exceptions(spec):
    spec(
        title="A class may leave out some of its drugs",
        records="""
           | drug
        p1 | prednisolone from 2025-01-01
        p2 | deflazacort from 2025-01-01
        p3 | deflazacort from 2025-01-01; prednisolone from 2025-01-01
        """,
        criterion=Medication(codes("glucocorticoids"), except_=codes("deflazacort")),
        expect={"p1": "met", "p2": NOT_RECORDED, "p3": "met"},
        note="A drug left out says nothing of the others of its class.",
    )


def test_dose(spec):
    spec(
        title="A dose per kg and day is read at the weight of the day on which the course began",
        records="""
           | drug                                      | weight
        p1 | prednisone 20 mg/d from 2026-01-10        | 30 kg 2026-01-10
        p2 | prednisone 20 mg/d from 2026-01-10        | 40 kg 2026-01-10
        p3 | prednisone 20 mg/d from 2026-01-10        | 40.1 kg 2026-01-10
        p4 | prednisone 20 mg/d from 2026-01-10        | 30 kg 2026-01-10; 60 kg 2026-05-01
        p5 | prednisone 20 mg/d from 2026-01-10        | 30 kg 2025-10-09
        p6 | prednisone 20 mg/d from 2026-01-10        | 30 kg 2025-10-10
        p7 | prednisone 0.6 mg/kg/d from 2026-01-10    |
        p8 | prednisone from 2026-01-10                | 30 kg 2026-01-10
        p9 | prednisone 20 mg/d from 2026-01-10        | 30 kg 2026-01-10; 50 kg 2026-01-10
        p10 | prednisone 20 mg/d from 2026-01-10       | 0 kg 2026-01-10
        p11 | prednisone 20 mg/d from 2026-01          | 30 kg 2025-12-20
        """,
        criterion=Medication(codes("prednisone"), dose_from=Limit(0.5, "mg/kg/d")),
        expect={
            "p1": "met",
            "p2": "met",
            "p3": "not met",
            "p4": "met",
            "p5": NOT_RECORDED,
            "p6": "met",
            "p7": "met",
            "p8": NOT_RECORDED,
            "p9": NOT_RECORDED,
            "p10": NOT_RECORDED,
            "p11": NOT_RECORDED,
        },
        note="A weight speaks for three months, a declared choice; two weights of one day that differ say nothing.",
    )


def test_dose_in_another_unit(spec):
    spec(
        title="A dose in another unit is the same dose",
        records="""
           | drug                                       | weight
        p1 | prednisone 0.015 g/d from 2026-01-10       | 30 kg 2026-01-10
        p2 | prednisone 0.014 g/d from 2026-01-10       | 30 kg 2026-01-10
        p3 | prednisone 500 ug/kg/d from 2026-01-10     |
        p4 | prednisone 499 ug/kg/d from 2026-01-10     |
        p5 | prednisone 0.5 mg/d from 2026-01-10        | 0.9 kg 2026-01-10
        p6 | prednisone 0.4 mg/d from 2026-01-10        | 900 g 2026-01-10
        """,
        criterion=Medication(codes("prednisone"), dose_from=Limit(0.5, "mg/kg/d")),
        expect={"p1": "met", "p2": "not met", "p3": "met", "p4": "not met", "p5": "met", "p6": "not met"},
    )
    spec(
        title="What is taken in a day, of a dose by weight",
        records="""
           | drug                                       | weight
        p1 | prednisone 0.5 mg/kg/d from 2026-01-10     | 30 kg 2026-01-10
        p2 | prednisone 500 ug/kg/d from 2026-01-10     | 29 kg 2026-01-10
        p3 | prednisone 0.5 mg/kg/d from 2026-01-10     |
        """,
        criterion=Medication(codes("prednisone"), dose_from=Limit(15, "mg/d")),
        expect={"p1": "met", "p2": "not met", "p3": NOT_RECORDED},
    )


def test_courses_that_overlap(spec):
    spec(
        title="A short course inside a long one breaks nothing",
        reading=4,
        records="""
           | drug
        p1 | prednisone from 2025-01-01 until 2026-04-30; prednisone from 2025-06-01 until 2025-06-30; prednisone from 2026-05-01
        p2 | prednisone from 2025-01-01 until 2026-04-30; prednisone from 2025-06-01 until 2025-06-30; prednisone from 2026-05-02
        """,  # noqa: E501
        criterion=Medication(codes("prednisone"), "continuous", Duration(6, "mo")),
        expect={"p1": "met", "p2": "unknown: not observed long enough"},
    )


def test_dose_for_a_time(spec):
    spec(
        title="At or above a dose for a time: every course of that time counts",
        reading=4,
        records="""
           | drug
        p1 | prednisone 30 mg/d from 2025-01-01
        p2 | prednisone 10 mg/d from 2025-01-01 until 2026-04-30; prednisone 30 mg/d from 2026-05-01
        p3 | prednisone 10 mg/d from 2025-01-01
        """,
        criterion=Medication(codes("prednisone"), "continuous", Duration(3, "mo"), dose_from=Limit(25, "mg/d")),
        expect={"p1": "met", "p2": "not met", "p3": "not met"},
    )


def test_a_dose_that_follows_the_weight(spec):
    first = "prednisone 20 mg/d from 2025-06-01 until 2026-03-31"
    records = f"""
       | drug                                               | weight
    p1 | {first}; prednisone 22 mg/d from 2026-04-01        | 30 kg 2025-06-01; 33 kg 2026-04-01
    p2 | {first}; prednisone 30 mg/d from 2026-04-01        | 30 kg 2025-06-01; 33 kg 2026-04-01
    p3 | {first}; prednisone 22 mg/d from 2026-04-01        | 30 kg 2025-06-01
    p4 | prednisone 0.7 mg/kg/d from 2025-06-01 until 2026-03-31; prednisone 0.7 mg/kg/d from 2026-04-01 |
    """
    spec(
        title="A mg/kg dose that follows weight is no change where the protocol says so",
        reading=4,
        records=records,
        criterion=Medication(codes("prednisone"), "stable", Duration(3, "mo"), per_weight=True),
        expect={"p1": "met", "p2": "not met", "p3": NOT_RECORDED, "p4": "met"},
        note="Doses per kg that differ by no more than a tenth are one: tablets are rounded, a declared choice.",
    )
    spec(
        title="Where the protocol does not say so, a dose that follows weight is a change",
        reading=4,
        records=records,
        criterion=Medication(codes("prednisone"), "stable", Duration(3, "mo")),
        expect={"p1": "not met", "p2": "not met", "p3": "not met", "p4": "met"},
    )


def test_half_lives(spec):
    spec(
        title="Five half-lives of each drug, by the longest that its label gives",
        records="""
           | drug
        p1 | stopped emicizumab until 2025-12-01
        p2 | stopped emicizumab until 2026-01-15
        p3 | stopped emicizumab until 2026-05-01
        p4 | emicizumab from 2024-01-01
        p5 | stopped deflazacort until 2026-04-01
        """,
        criterion=Medication(codes("emicizumab", "deflazacort"), "washed_out", half_lives=5),
        expect={"p1": "met", "p2": IMPRECISE, "p3": "not met", "p4": "not met", "p5": "met"},
    )
    spec(
        title="The longer of a time and of half-lives",
        records="""
           | drug
        p1 | stopped deflazacort until 2026-04-30
        p2 | stopped deflazacort until 2026-05-02
        p3 | stopped emicizumab until 2026-04-01
        p4 | stopped nusinersen until 2016-04-01
        """,
        criterion=Medication(
            codes("emicizumab", "deflazacort", "nusinersen"), "washed_out", Duration(1, "mo"), half_lives=5
        ),
        expect={"p1": "met", "p2": "not met", "p3": "not met", "p4": "met"},
    )
    spec(
        title="Of a drug whose half-life nobody has given, no time is known to suffice",
        records="""
           | drug
        p1 | stopped phenobarbital until 2016-04-01
        p2 | stopped phenobarbital until 2026-05-30
        """,
        criterion=Medication(codes("phenobarbital"), "washed_out", Duration(1, "mo"), half_lives=5),
        expect={"p1": NOT_RECORDED, "p2": "not met"},
    )


def test_exposure_days(spec):
    spec(
        title="Days of exposure never shrink, and grow by one a day at most",
        records="""
           | factor VIII exposure
        p1 | 150 d 2019-01-01
        p2 | 120 d 2026-05-03
        p3 | 120 d 2026-05-02
        p4 | >149 d 2020-01-01
        p5 | <100 d 2026-05-31
        p6 | 30 d 2026-05-20; 160 d 2026-05-21
        p7 |
        p8 | 10 d
        p9 | 22 wk 2019-01-01
        p10 | 21 wk 2026-05-31
        p11 | 150 {days} 2019-01-01
        p12 | 150 2019-01-01
        p13 | 150 mg 2019-01-01
        p14 | >149.5 d 2020-01-01
        p15 | 150 {infusions} 2019-01-01
        p16 | >148 d 2019-01-01
        """,
        criterion=ExposureDays(codes("factor VIII exposure"), 150),
        expect={
            "p1": "met",
            "p2": "not met",
            "p3": "unknown: not observed long enough",
            "p4": "met",
            "p5": "unknown: not observed long enough",
            "p6": "met",
            "p7": NOT_RECORDED,
            "p8": "unknown: not observed long enough",
            "p9": "met",
            "p10": "not met",
            "p11": "met",
            "p12": "unknown: unit not convertible",
            "p13": "unknown: unit not convertible",
            "p16": "unknown: not observed long enough",
            "p14": "met",
            "p15": "unknown: unit not convertible",
        },
        note="A count comes in a unit of time, or as a number of days; without a unit it may be of anything.",
    )
