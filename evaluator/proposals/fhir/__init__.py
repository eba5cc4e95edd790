"""Reading FHIR R4 Measure resources."""
