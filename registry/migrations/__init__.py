"""The tables of both databases, version by version, up and down."""
