"""The migrations of the clinical database."""
