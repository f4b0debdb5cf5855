"""One module per version of the clinical database."""
