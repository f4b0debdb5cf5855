"""Trials as people write them, and the library that ships."""
