"""The command ``genother``: every command reads its arguments, calls a service and prints."""

from registry.cli.main import app, main

__all__ = ["app", "main"]
