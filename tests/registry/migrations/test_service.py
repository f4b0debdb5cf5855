"""Every version goes up, down and up again on both databases, and the tables are then those of the code."""

from importlib.resources import files

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect

from registry.db import insert_rows, writing
from registry.migrations.schema import CLINICAL, VAULT
from registry.migrations.service import _config, differences, downgrade, is_current, upgrade, version
from tests.builders import documents as doc

BOTH = ("clinical", "vault")


@pytest.fixture
def bare(homes, tmp_path):
    """Two databases without tables."""
    home = homes.bare(tmp_path / "bare")
    opened = home.open()
    yield opened
    opened.close()
    homes.drop(home)


def engine_of(register, which):
    return {"clinical": register.clinical, "vault": register.vault}[which]


def versions(which):
    """Every version, the first one first."""
    return [script.revision for script in ScriptDirectory.from_config(_config(which)).walk_revisions()][::-1]


def shape(engine):
    """Tables, columns, keys and indexes, as the database has them."""
    found, told = MetaData(), inspect(engine)
    found.reflect(engine)
    return {
        name: (
            [(column.name, str(column.type), column.nullable, column.primary_key) for column in table.columns],
            sorted((index["name"], tuple(index["column_names"])) for index in told.get_indexes(name)),
            sorted(str(key["constrained_columns"]) for key in told.get_foreign_keys(name)),
            sorted(str(one["column_names"]) for one in told.get_unique_constraints(name)),
        )
        for name, table in sorted(found.tables.items())
    }


@pytest.mark.parametrize("which", BOTH)
def test_up_down_and_up_again(bare, which):
    engine = engine_of(bare, which)
    assert version(engine) is None
    assert not is_current(engine, which)
    upgrade(engine, which)
    first = shape(engine)
    assert is_current(engine, which)
    assert differences(engine, which) == []
    upgrade(engine, which)
    assert shape(engine) == first
    downgrade(engine, which, "base")
    assert version(engine) is None
    assert set(shape(engine)) <= {"alembic_version"}
    upgrade(engine, which)
    assert (shape(engine), differences(engine, which)) == (first, [])


@pytest.mark.parametrize("which", BOTH)
def test_every_step_down_is_undone_by_its_step_up(bare, which):
    engine, seen = engine_of(bare, which), {}
    for step in versions(which):
        upgrade(engine, which, step)
        seen[step] = shape(engine)
        assert version(engine) == step
    for below, step in list(zip(["base", *versions(which)], versions(which), strict=False))[::-1]:
        downgrade(engine, which, below)
        assert set(shape(engine)) - {"alembic_version"} == set(seen.get(below, {})) - {"alembic_version"}
        upgrade(engine, which, step)
        assert shape(engine) == seen[step]
        downgrade(engine, which, below)


@pytest.mark.parametrize("which", BOTH)
def test_data_survive_every_step_down_and_up_in_the_tables_that_stay(filled_register, which):
    engine = engine_of(filled_register, which)
    before = doc.tables(engine)
    assert sum(map(len, before.values())) > 100
    *earlier, _ = versions(which)
    for step in [*earlier[::-1], "base"]:
        downgrade(engine, which, step)
        stays = doc.tables(engine)
        assert stays == {name: kept(before[name], rows) for name, rows in stays.items()}
        if step == "base":
            assert stays == {}
    upgrade(engine, which)
    assert differences(engine, which) == []
    put_back(engine, {"clinical": CLINICAL, "vault": VAULT}[which], before)
    assert doc.tables(engine) == before


def kept(rows, stays):
    """The rows as they were, in the columns that are still there."""
    columns = set(stays[0]) if stays else set()
    return [{name: value for name, value in row.items() if name in columns} for row in rows]


def put_back(engine, metadata, rows):
    """What a backup of rows would: into tables just made, every value as it was."""
    with writing(engine) as session:
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns]
            insert_rows(session, table, [tuple(row[name] for name in names) for row in rows[table.name]], names)


def test_tables_that_differ_are_told(bare):
    upgrade(bare.vault, "vault")
    assert [change[0] for change in differences(bare.vault, "clinical")].count("add_table") == len(CLINICAL.tables)
    assert any(change[0] == "remove_table" for change in differences(bare.vault, "clinical"))


def test_neither_database_has_a_table_of_the_other():
    assert not set(CLINICAL.tables) & set(VAULT.tables)
    assert len(list((files("registry.migrations") / "clinical" / "versions").iterdir())) > 1


def test_a_migration_that_fails_leaves_the_version_before(bare, monkeypatch):
    first, *_ = versions("clinical")
    if len(versions("clinical")) == 1:
        pytest.skip("there is one version only")
    upgrade(bare.clinical, "clinical", first)
    before = shape(bare.clinical)
    script = ScriptDirectory.from_config(_config("clinical")).get_revision("head").module
    from alembic import op  # noqa: PLC0415

    made = op.create_table
    calls = []

    def fail(*args, **how):
        calls.append(args[0])
        if len(calls) == 3:
            raise doc.Broken
        return made(*args, **how)

    monkeypatch.setattr(op, "create_table", fail)
    with pytest.raises(doc.Broken):
        upgrade(bare.clinical, "clinical")
    assert len(calls) == 3
    assert version(bare.clinical) == first
    assert shape(bare.clinical) == before
    assert script
