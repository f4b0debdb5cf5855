"""What people read outside an explanation, in French and English; no logic."""
