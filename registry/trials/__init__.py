"""Trials: the library that ships, import, human curation and signing of criteria, versions."""
