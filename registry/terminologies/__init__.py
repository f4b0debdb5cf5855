"""Releases of code systems, read from their own files and handed to matching as one Terminology."""
