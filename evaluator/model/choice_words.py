"""Choices of the form whose words for a reader are more than their keys without underscores."""

CHOICE_WORDS = {
    "cpt_category_i": "CPT Category I",
    "cpt_category_ii": "CPT Category II",
    "cpt_category_iii": "CPT Category III",
    "ecqm": "eCQM",
    "existing_category_ii": "existing Category II code",
    "g_code": "G-code",
    "hcpcs_level_ii": "HCPCS Level II",
    "icd_10_cm": "ICD-10-CM",
    "loinc": "LOINC",
    "patient_reported_outcome": "patient-reported outcome",
    "per_100_000": "per 100,000",
    "procedure_in_cpt": "procedure in CPT",
    "snomed_ct": "SNOMED CT",
    "usd_per_person_per_year": "US dollars per person per year",
    "usd_per_year": "US dollars per year",
}


def choice_in_words(choice: str) -> str:
    """Say a choice of the form as a person would."""
    return CHOICE_WORDS.get(choice, choice.replace("_", " "))
