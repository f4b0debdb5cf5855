"""What a data manager reads: imports, their counts and what was refused, never a clinical row."""
