"""Pure translations between exchange formats and the facts that criteria ask about."""
