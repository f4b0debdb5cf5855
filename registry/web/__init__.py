"""Templates, static files, translations, charts; no logic."""
