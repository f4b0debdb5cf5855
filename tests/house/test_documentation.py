"""What a user can call is documented, and what the documentation links to exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from registry.cli import app
from registry.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])


def commands(group, path=()):
    for name, command in group.commands.items():
        here = (*path, name)
        yield from commands(command, here) if hasattr(command, "commands") else [here]


def missing_from(text):
    return [" ".join(path) for path in commands(get_command(app)) if not all(word in text for word in path)]


def test_every_command_stands_in_the_readme():
    assert missing_from((ROOT / "README.md").read_text()) == []


def test_a_forgotten_command_would_be_noticed():
    assert "match" in missing_from("genother demo")


def broken_links(page):
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    return [link for link in links if not re.match(r"https?:", link) and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert broken_links(page) == []


def test_a_broken_link_would_be_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[a](nowhere.md) and [b](page.md)")
    assert broken_links(page) == ["nowhere.md"]


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text()
    named = [page for page in ROOT.glob("docs/**/*.md") if page.name != "README.md"]
    assert [page.name for page in named if f"{page.parent.name}/{page.name}" not in index] == []


def variables():
    prefix = Settings.model_config["env_prefix"]
    return {field.validation_alias or f"{prefix}{name.upper()}" for name, field in Settings.model_fields.items()}


def test_every_setting_is_documented():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert {name for name in variables() if f"`{name}`" not in page} == set()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == variables()


def test_no_setting_is_read_from_a_variable_of_somebody_else():
    assert {name for name in variables() if not name.startswith("GENOTHER_")} == {
        "DATABASE_URL", "VAULT_DATABASE_URL",
    }  # fmt: skip
    assert Settings(_env_file=None).home != Path.home()
