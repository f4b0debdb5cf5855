"""The service: people, rights, storage and the web around matching."""
