"""The migrations of the vault database."""
