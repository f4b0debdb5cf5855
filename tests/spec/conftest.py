"""The fixture `spec`, and the book in which a session's specs are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spec.recording import Book, Spec

_BOOK = pytest.StashKey[Book]()
HERE = Path(__file__).parent


@pytest.fixture
def spec(request: pytest.FixtureRequest, book: Book) -> Spec:
    """Say what a criterion means: ``spec(title=..., records=..., criterion=..., expect=...)``."""
    file = request.node.path.relative_to(HERE)
    return Spec(book, file, request.node.function.__code__.co_firstlineno)


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Book:
    """What this session recorded so far."""
    return request.config.stash.setdefault(_BOOK, Book())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The page is compared after every spec has run."""
    items.sort(key=lambda item: item.path.name == "test_page.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember which test functions passed: a page is written from all specs or not at all."""
    report = yield
    if report.when == "call" and report.passed and HERE in item.path.parents:
        kept = item.config.stash.setdefault(_BOOK, Book())
        kept.passed.add((item.path.relative_to(HERE), item.function.__name__))
    return report
