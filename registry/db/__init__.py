"""Engines and transactions: one request is one transaction."""

from registry.db.columns import NUMBER, table_of
from registry.db.transactions import connect, insert_rows, pieces, reading, stamp, writing

__all__ = ["NUMBER", "connect", "insert_rows", "pieces", "reading", "stamp", "table_of", "writing"]
