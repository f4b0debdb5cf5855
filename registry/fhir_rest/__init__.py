"""The door for hospital systems: FHIR R4 over HTTP, read, written and searched, each hospital its own resources."""
