"""The committed pages are those that the specs write."""

import os
from pathlib import Path

import pytest

from tests.spec.page import pages, spec_tests

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "reference"


def test_the_pages_are_current(book):
    if missing := spec_tests(HERE) - book.passed:
        pytest.skip(f"{len(missing)} specs were not run, or failed")
    written = pages(book.calls)
    if os.environ.get("GENOTHER_WRITE_PAGES") == "1":
        for name, text in written.items():
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(text)
    stale = [name for name, text in written.items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]
    assert not stale, f"{stale}: run GENOTHER_WRITE_PAGES=1 pytest tests/spec"


def test_titles_are_sentences_said_once(book):
    titles = [call.title for call in book.calls]
    assert sorted(titles) == sorted(set(titles))
    assert [title for title in titles if title.endswith(".") or title[:1].islower()] == []
