"""The top floor: documents in, candidates out, and the command around matching."""
