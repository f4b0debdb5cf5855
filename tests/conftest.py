"""Fixtures that any test may ask for."""

pytest_plugins = ["tests.builders.registries", "tests.builders.databases", "tests.builders.exchange"]
