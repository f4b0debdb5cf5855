"""The trial of `matching_data`, written by hand in SQL for DuckDB and as one Polars group_by per table."""

# A query reads best with one column a line, however long; its codes are our own.
# ruff: noqa: E501, S608

from collections.abc import Iterable, Mapping

import duckdb
import polars as pl
import polars.selectors as cs

from matching.days import Duration
from tests.benchmarks.matching_data import AS_OF, CODES, NUMBER, TERMINOLOGY

HALF_YEAR, YEAR = Duration(6, "mo").before(AS_OF), Duration(1, "y").before(AS_OF)
TO_UMOL = 1e4 / 113.12
LAB = {number: NUMBER[f"LOINC:{number}"] for number in range(16)}
LATEST = (4, 5, 6, 7, 8, 9)
ASKED = {"d12": "ORPHA:12", "p7": "HP:7", "p21": "HP:21", "d9": "ORPHA:9"}


def below(root: str) -> list[int]:
    """The numbers of the codes at or below a term."""
    return [NUMBER[code] for code in CODES if TERMINOLOGY.is_below(code, [root])]


def broader(root: str) -> list[int]:
    """Those above it."""
    return [NUMBER[code] for code in CODES if TERMINOLOGY.place(code, [root]) == "broader"]


def above(root: str) -> list[int]:
    """Those at or above it."""
    return [NUMBER[code] for code in TERMINOLOGY.above(root) if code in NUMBER]


def listed(codes: Iterable[int]) -> str:
    """As SQL writes a list."""
    return f"({', '.join(map(str, [*codes, -1]))})"


EVERY_ASKED = sorted({code for root in ASKED.values() for code in below(root)})
ABOVE = [(code, NUMBER[name]) for code in EVERY_ASKED for name in TERMINOLOGY.above(CODES[code]) if name in NUMBER]


def sql() -> str:
    """One query for the whole trial: a column per criterion, the excluded facts as written."""
    ratio = [
        f"arg_max_null(least / high, first) FILTER (code = {LAB[n]} AND first >= {HALF_YEAR}) AS r{n}" for n in range(3)
    ]
    plain = [f"arg_max_null(least, first) FILTER (code = {LAB[n]} AND first >= {HALF_YEAR}) AS l{n}" for n in LATEST]
    seen = [
        f"""bool_or(certainty = 'confirmed' AND NOT withdrawn AND code IN {listed(below(root))}) AS s_{name},
        bool_or((certainty = 'confirmed' OR (certainty = 'suspected' AND NOT dropped)) AND code IN {listed(below(root))}) AS c_{name}"""
        for name, root in ASKED.items()
    ]
    near = [
        f"""bool_or(certainty <> 'absent' AND code IN {listed(broader(root))}) AS b_{name},
        bool_or(certainty = 'absent' AND first >= {YEAR} AND code IN {listed(above(root))}) AS a_{name}"""
        for name, root in ASKED.items()
    ]
    told = {
        name: f"""CASE WHEN s_{name} THEN true WHEN c_{name} THEN NULL
        WHEN a_{name} OR (h_conditions >= {YEAR} AND NOT coalesce(b_{name}, false)) THEN false END"""
        for name in ASKED
    }
    current, washed = listed(below("ATC:L04")), listed(below("ATC:N03"))
    return f"""
    WITH labs AS (SELECT patient, {", ".join([*ratio, *plain])},
        arg_max_null(least * CASE WHEN unit = 3 THEN {TO_UMOL} ELSE 1 END, first)
            FILTER (code = {LAB[3]} AND first >= {HALF_YEAR}) AS umol,
        min(least) FILTER (code = {LAB[10]} AND first >= {YEAR}) AS lowest,
        max(least) FILTER (code = {LAB[11]} AND first >= {YEAR}) AS highest,
        bool_or(least > 150) FILTER (code = {LAB[12]} AND first >= {HALF_YEAR}) AS any12,
        bool_or(least > 150) FILTER (code = {LAB[13]} AND first >= {HALF_YEAR}) AS any13
        FROM measurements WHERE first >= {YEAR} GROUP BY patient),
    titres AS (SELECT patient, arg_max_null(least, first) AS titre FROM antibodies
        WHERE code = {NUMBER["AAV9/total"]} AND method = 'ELISA' AND first >= {HALF_YEAR} GROUP BY patient),
    judged AS (SELECT c.patient, c.code, c.certainty, coalesce(bool_or(a.first >= c.first), false) AS withdrawn,
        coalesce(bool_or(a.first > c.first), false) AS dropped
        FROM conditions c LEFT JOIN above u ON u.code = c.code
        LEFT JOIN conditions a ON a.patient = c.patient AND a.code = u.ancestor AND a.certainty = 'absent'
        WHERE c.code IN {listed(EVERY_ASKED)} GROUP BY c.patient, c.code, c.first, c.certainty),
    seen AS (SELECT patient, {", ".join(seen)} FROM judged GROUP BY patient),
    near AS (SELECT patient, {", ".join(near)} FROM conditions GROUP BY patient),
    complete AS (SELECT patient, {", ".join(f"max(first) FILTER (code = {NUMBER[s]}) AS h_{s}" for s in SCOPES)}
        FROM histories GROUP BY patient),
    drugs AS (SELECT patient,
        bool_or(status = 'active' OR until_first >= {AS_OF}) FILTER (code IN {current}) AS on_it,
        bool_or(status = 'active' OR until_first > {AS_OF - 90}) FILTER (code IN {washed}) AS too_late
        FROM medications WHERE status <> 'not_taken' GROUP BY patient),
    done AS (SELECT patient, bool_or(status = 'done' AND code IN {listed([NUMBER["X:3"], NUMBER["X:4"]])}) AS done,
        bool_or(status = 'not_done' AND code = {NUMBER["X:3"]} AND first >= {YEAR}) AS no3,
        bool_or(status = 'not_done' AND code = {NUMBER["X:4"]} AND first >= {YEAR}) AS no4
        FROM procedures GROUP BY patient),
    genes AS (SELECT patient, bool_or(significance IN ('P', 'LP')) AS counting,
        bool_or(significance IN ('P', 'LP') AND zygosity = 'hom') AS hom FROM variants
        WHERE code = {NUMBER["SMN1"]} AND present AND NOT mosaic GROUP BY patient),
    copies AS (SELECT patient, max(low) FILTER (code = {NUMBER["SMN1"]}) AS smn1,
        max(low) FILTER (code = {NUMBER["SMN2"]}) AS smn2 FROM copy_numbers GROUP BY patient)
    SELECT birth_first <= {Duration(2, "y").before(AS_OF)} AND birth_first > {Duration(18, "y").before(AS_OF)} AS I1,
        sex = 'male' AS I2, {told["d12"]} AS I3,
        CASE WHEN smn1 = 0 OR hom OR (smn1 = 1 AND counting) THEN true END AS I4, smn2 BETWEEN 2 AND 3 AS I5,
        l5 < 30 OR l6 > 60 AS I6,
        CASE WHEN coalesce(l7 > 20, false)::int + coalesce(l8 > 20, false)::int + coalesce(l9 > 20, false)::int >= 2 THEN true
             WHEN coalesce(l7 > 20, true)::int + coalesce(l8 > 20, true)::int + coalesce(l9 > 20, true)::int < 2 THEN false
             END AS I7,
        titre > 50 AS E1, r0 > 3 AS E2, r1 > 3 AS E3, r2 > 2 AS E4, umol > 4000 AS E5, l4 < 10 AS E6, lowest < 5 AS E7,
        highest > 200 AS E8, any12 OR any13 AS E9,
        CASE WHEN on_it IS NOT NULL THEN on_it WHEN h_medications >= {YEAR} THEN false END AS E10,
        CASE WHEN too_late IS NOT NULL THEN too_late WHEN h_medications >= {YEAR} THEN false END AS E11,
        CASE WHEN done THEN true WHEN (no3 AND no4) OR h_procedures >= {YEAR} THEN false END AS E12,
        {told["p7"]} OR {told["p21"]} OR {told["d9"]} AS E13
    FROM people {" ".join(f"LEFT JOIN {name} USING (patient)" for name in JOINED)} ORDER BY patient"""


SCOPES = ("conditions", "medications", "procedures")
JOINED = ("labs", "titres", "seen", "near", "complete", "drugs", "done", "genes", "copies")


def loaded(tables: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A DuckDB of one thread that holds the tables, sorted as the engine's are."""
    base = duckdb.connect(config={"threads": 1})
    for name, frame in tables.items():
        given = frame.with_columns(cs.enum().cast(pl.String)).to_arrow()
        base.register("given", given)
        order = "" if name == "people" else "ORDER BY code, first"
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM given {order}")
        base.unregister("given")
    base.execute("CREATE TABLE above (code UINTEGER, ancestor UINTEGER)")
    base.executemany("INSERT INTO above VALUES (?, ?)", ABOVE)
    return base


def _latest(code: int, since: int, value: pl.Expr | str = "least") -> pl.Expr:
    found = pl.col(value) if isinstance(value, str) else value
    return found.filter((pl.col("code") == code) & (pl.col("first") >= since)).last()


def _seen(root: str, name: str) -> list[pl.Expr]:
    within, confirmed = pl.col("code").is_in(below(root)), pl.col("certainty") == "confirmed"
    suspected = (pl.col("certainty") == "suspected") & ~pl.col("dropped")
    return [
        (within & confirmed & ~pl.col("withdrawn")).any().alias(f"s_{name}"),
        (within & (confirmed | suspected)).any().alias(f"c_{name}"),
    ]


def _near(root: str, name: str) -> list[pl.Expr]:
    absent = pl.col("certainty") == "absent"
    return [
        (~absent & pl.col("code").is_in(broader(root))).any().alias(f"b_{name}"),
        (absent & (pl.col("first") >= YEAR) & pl.col("code").is_in(above(root))).any().alias(f"a_{name}"),
    ]


def grouped(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One group_by per table (rows in the order of their days), then one join each; a column per criterion."""
    code, first, status = pl.col("code"), pl.col("first"), pl.col("status")
    umol = pl.col("least") * pl.when(pl.col("unit") == 3).then(TO_UMOL).otherwise(1.0)
    labs = tables["measurements"].filter(first >= YEAR).group_by("patient").agg(
        *(_latest(LAB[n], HALF_YEAR, pl.col("least") / pl.col("high")).alias(f"r{n}") for n in range(3)),
        *(_latest(LAB[n], HALF_YEAR).alias(f"l{n}") for n in LATEST),
        _latest(LAB[3], HALF_YEAR, umol).alias("umol"),
        pl.col("least").filter(code == LAB[10]).min().alias("lowest"),
        pl.col("least").filter(code == LAB[11]).max().alias("highest"),
        *(pl.col("least").filter((code == LAB[n]) & (first >= HALF_YEAR)).max().alias(f"most{n}") for n in (12, 13)),
    )  # fmt: skip
    elisa = (code == NUMBER["AAV9/total"]) & (pl.col("method") == "ELISA") & (first >= HALF_YEAR)
    titres = tables["antibodies"].filter(elisa).group_by("patient").agg(titre=pl.col("least").last())
    seen, near = _conditions(tables["conditions"])
    complete = tables["histories"].group_by("patient").agg(
        first.filter(code == NUMBER[scope]).max().alias(f"h_{scope}") for scope in SCOPES
    )  # fmt: skip
    active, until = status == "active", pl.col("until_first")
    drugs = tables["medications"].filter(status != "not_taken").group_by("patient").agg(
        on_it=(active | (until >= AS_OF)).filter(code.is_in(below("ATC:L04"))).max(),
        too_late=(active | (until > AS_OF - 90)).filter(code.is_in(below("ATC:N03"))).max(),
    )  # fmt: skip
    denied = (status == "not_done") & (first >= YEAR)
    done = tables["procedures"].group_by("patient").agg(
        done=((status == "done") & code.is_in([NUMBER["X:3"], NUMBER["X:4"]])).any(),
        no3=(denied & (code == NUMBER["X:3"])).any(), no4=(denied & (code == NUMBER["X:4"])).any(),
    )  # fmt: skip
    counts = pl.col("significance").is_in(["P", "LP"])
    genes = tables["variants"].filter((code == NUMBER["SMN1"]) & pl.col("present") & ~pl.col("mosaic")).group_by("patient").agg(
        counting=counts.any(), hom=(counts & (pl.col("zygosity") == "hom")).any()
    )  # fmt: skip
    copies = tables["copy_numbers"].group_by("patient").agg(
        smn1=pl.col("low").filter(code == NUMBER["SMN1"]).max(), smn2=pl.col("low").filter(code == NUMBER["SMN2"]).max()
    )  # fmt: skip
    joined = tables["people"]
    for one in (labs, titres, seen, near, complete, drugs, done, genes, copies):
        joined = joined.join(one, on="patient", how="left", maintain_order="left")
    return joined.select(**_answers())


def _conditions(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    asked = rows.filter(pl.col("code").is_in(EVERY_ASKED)).with_row_index("place")
    absent = rows.filter(pl.col("certainty") == "absent").select("patient", ancestor="code", absent="first")
    links = pl.DataFrame(ABOVE, schema={"code": pl.UInt32, "ancestor": pl.UInt32}, orient="row")
    met = asked.join(links, on="code").join(absent, on=("patient", "ancestor"), how="inner")
    newest = met.group_by("place").agg(pl.col("absent").max())
    judged = asked.join(newest, on="place", how="left").with_columns(
        withdrawn=(pl.col("absent") >= pl.col("first")).fill_null(value=False),
        dropped=(pl.col("absent") > pl.col("first")).fill_null(value=False),
    )
    seen = judged.group_by("patient").agg(expr for name, root in ASKED.items() for expr in _seen(root, name))
    return seen, rows.group_by("patient").agg(expr for name, root in ASKED.items() for expr in _near(root, name))


def _answers() -> dict[str, pl.Expr]:
    col, no = pl.col, pl.lit(False)
    told = {
        name: pl.when(col(f"s_{name}")).then(True).when(col(f"c_{name}")).then(None)
        .when(col(f"a_{name}") | ((col("h_conditions") >= YEAR) & ~col(f"b_{name}").fill_null(value=False))).then(no)
        for name in ASKED
    }  # fmt: skip
    three = [col(f"l{n}") > 20 for n in (7, 8, 9)]
    surely, maybe = (sum(one.fill_null(value=guess).cast(pl.Int8) for one in three) for guess in (False, True))
    drug = {name: pl.when(col(name).is_not_null()).then(col(name)).when(col("h_medications") >= YEAR).then(no)
            for name in ("on_it", "too_late")}  # fmt: skip
    lost = (col("smn1") == 0) | col("hom") | ((col("smn1") == 1) & col("counting"))
    birth = col("birth_first")
    return {
        "I1": (birth <= Duration(2, "y").before(AS_OF)) & (birth > Duration(18, "y").before(AS_OF)),
        "I2": pl.when(col("sex") == "male").then(True).when(col("sex") == "female").then(no), "I3": told["d12"],
        "I4": pl.when(lost).then(True), "I5": col("smn2").is_between(2, 3), "I6": (col("l5") < 30) | (col("l6") > 60),
        "I7": pl.when(surely >= 2).then(True).when(maybe < 2).then(no), "E1": col("titre") > 50, "E2": col("r0") > 3,
        "E3": col("r1") > 3, "E4": col("r2") > 2, "E5": col("umol") > 4000, "E6": col("l4") < 10, "E7": col("lowest") < 5,
        "E8": col("highest") > 200, "E9": (col("most12") > 150) | (col("most13") > 150), "E10": drug["on_it"],
        "E11": drug["too_late"],
        "E12": pl.when(col("done")).then(True).when((col("no3") & col("no4")) | (col("h_procedures") >= YEAR)).then(no),
        "E13": told["p7"] | told["p21"] | told["d9"],
    }  # fmt: skip
