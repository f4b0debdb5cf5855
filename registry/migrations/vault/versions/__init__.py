"""One module per version of the vault database."""
