"""The made-up hospital: French patients with rare diseases, as FHIR R4 bundles drawn from a seed."""
