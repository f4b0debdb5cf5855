"""What the care team reads and decides: trials, their candidates, patients."""
