"""What a sponsor reads: trials and their criteria, never a patient."""
