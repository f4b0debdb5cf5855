"""Every sentence of a page is said in both languages, used somewhere, and takes the same values in both."""

import re
from pathlib import Path

import pytest

import registry
from matching.trial import LANGUAGES
from registry.web import translations
from registry.web.page_texts import PAGES
from registry.web.translations import text

SOURCES = [*Path(registry.__file__).parent.rglob("*.py"), *Path(registry.__file__).parent.rglob("*.html")]
LITERAL = re.compile(r"""\b(?:t|text|both)\(\s*["']([a-z0-9_]+)["']\s*[,)]""")
FAMILY = re.compile(r"""\b(?:t|text)\(\s*f?["']([a-z_]+_)(?:["'] ~|\{)""")
NAMED = re.compile(r"""\bnamed\("([a-z]+)",""")


def said(source: str) -> tuple[set[str], set[str]]:
    """The keys that a source uses, and the beginnings of those that it makes up from a value."""
    families = set(FAMILY.findall(source)) | {f"{kind}_" for kind in NAMED.findall(source)}
    return set(LITERAL.findall(source)), families


KEYS, FAMILIES = (set[str]().union(*each) for each in zip(*(said(file.read_text()) for file in SOURCES), strict=True))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_key_that_is_used_is_there_in_both_languages(key):
    assert all(text(key, language).strip() for language in LANGUAGES)


def test_no_key_lies_there_unused():
    families = tuple(FAMILIES)
    assert [key for key in PAGES if key not in KEYS and not key.startswith(families)] == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_family_of_keys_has_members(family):
    assert [key for key in translations._ALL if key.startswith(family)]


@pytest.mark.parametrize("key", sorted(PAGES))
def test_both_languages_take_the_same_values(key):
    assert set(PAGES[key]) == set(LANGUAGES)
    assert len({PAGES[key][language].count("{}") for language in LANGUAGES}) == 1


def test_a_key_and_a_family_are_seen_where_they_are_used():
    source = """{{ t("one") }} {{ t('two', 3) }} {{ t("state_" ~ x) }} {{ named("kind", y) }} both("three")"""
    source += " text(f'of_{z}', language)"
    assert said(source) == ({"one", "two", "three"}, {"state_", "kind_", "of_"})
