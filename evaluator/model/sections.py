"""The first sections of a proposal: the change, the applicant, the codes, the measure and its intended use."""

from typing import Literal

from evaluator.model.answers import BLANK, Answer, CodeText, Date, Frozen, Item, Number, Text, YesNo

MeasureType = Literal[
    "process",
    "outcome",
    "intermediate_outcome",
    "structure",
    "patient_reported_outcome",
    "patient_engagement_experience",
    "efficiency",
    "composite",
]
Scoring = Literal["proportion", "ratio", "continuous_variable", "cohort", "composite"]
Channel = Literal[
    "claims", "registry", "payer_file", "ecqm", "patient_survey", "assessment_instrument", "chart_abstraction"
]


class Change(Frozen):
    """What is asked for: a code added, revised or deleted."""

    kind: Answer[Literal["add", "revise", "delete"]] = BLANK
    existing_code: Answer[CodeText] = BLANK
    wording_before: Answer[Text] = BLANK
    wording_after: Answer[Text] = BLANK
    nature: Answer[Literal["editorial", "substantive"]] = BLANK
    reason: Answer[Text] = BLANK
    replacement: Answer[Text] = BLANK
    still_reported_by: Answer[Text] = BLANK
    target_deadline: Answer[Date] = BLANK


class Contact(Item):
    """One person to ask about the proposal."""

    name: Answer[Text] = BLANK
    role: Answer[Text] = BLANK
    email: Answer[Text] = BLANK


class Funder(Item):
    """Who paid for the development of the measure."""

    name: Answer[Text] = BLANK
    sole: Answer[YesNo] = BLANK


class Applicant(Frozen):
    """Who sends the proposal."""

    organisation: Answer[Text] = BLANK
    kind: Answer[
        Literal[
            "medical_specialty_society",
            "professional_society",
            "regulatory_agency",
            "accrediting_body",
            "government",
            "payer",
            "company",
            "individual",
            "other",
        ]
    ] = BLANK
    contacts: Answer[tuple[Contact, ...]] = BLANK
    funders: Answer[tuple[Funder, ...]] = BLANK


class RelatedCode(Item):
    """A code that exists already and comes near the proposed one."""

    code: Answer[Text] = BLANK
    system: Answer[
        Literal[
            "cpt_category_i",
            "cpt_category_ii",
            "cpt_category_iii",
            "hcpcs_level_ii",
            "g_code",
            "loinc",
            "icd_10_cm",
            "snomed_ct",
            "ecqm",
            "other",
        ]
    ] = BLANK
    why_not_enough: Answer[Text] = BLANK
    carries: Answer[Literal["fully", "partly", "no"]] = BLANK


class Code(Item):
    """One proposed code: its own block, answered by itself."""

    code: Answer[CodeText] = BLANK
    section: Answer[
        Literal[
            "composite",
            "patient_management",
            "patient_history",
            "physical_examination",
            "diagnostic_screening",
            "therapeutic_preventive",
            "follow_up_outcomes",
            "patient_safety",
            "structural",
            "nonmeasure",
        ]
    ] = BLANK
    descriptor: Answer[Text] = BLANK
    narrative: Answer[Text] = BLANK
    reports: Answer[Literal["numerator", "part_of_numerator", "not_met", "exception", "denominator_only"]] = BLANK
    related_codes: Answer[tuple[RelatedCode, ...]] = BLANK
    channels: Answer[tuple[Channel, ...]] = BLANK
    content_type: Answer[
        Literal[
            "patient_history",
            "test_or_result",
            "other_process",
            "cognitive_service",
            "procedure_in_cpt",
            "physiologic_measure",
            "clinical_outcome",
            "structure",
            "patient_safety",
            "legal_compliance",
            "death_or_utilisation",
            "patient_survey",
        ]
    ] = BLANK
    component_of: Answer[
        Literal["evaluation_and_management", "test_or_laboratory_procedure", "other_service", "none"]
    ] = BLANK
    stands_for: Answer[
        Literal[
            "component_of_service",
            "separately_payable_service",
            "emerging_technology",
            "proprietary_laboratory_analysis",
            "device_or_supply",
            "drug",
            "diagnosis",
            "no_service_or_product",
        ]
    ] = BLANK


class MeasurePart(Item):
    """One component of a composite measure."""

    name: Answer[Text] = BLANK
    type: Answer[MeasureType] = BLANK


class Identifier(Item):
    """A number under which the measure is known elsewhere."""

    system: Answer[Text] = BLANK
    number: Answer[Text] = BLANK


class Measure(Frozen):
    """The performance measure behind the codes."""

    title: Answer[Text] = BLANK
    description: Answer[Text] = BLANK
    type: Answer[MeasureType] = BLANK
    act: Answer[Literal["do", "avoid"]] = BLANK
    scoring: Answer[Scoring] = BLANK
    improvement: Answer[Literal["higher", "lower", "no_preferred_direction"]] = BLANK
    setting: Answer[Text] = BLANK
    accountable_entity: Answer[
        Literal[
            "physician", "other_practitioner", "group_practice", "facility", "health_plan", "health_system", "other"
        ]
    ] = BLANK
    steward: Answer[Text] = BLANK
    developer: Answer[Text] = BLANK
    version: Answer[Text] = BLANK
    maintenance_interval_years: Answer[Number] = BLANK
    last_reviewed: Answer[Date] = BLANK
    identifiers: Answer[tuple[Identifier, ...]] = BLANK
    parts: Answer[tuple[MeasurePart, ...]] = BLANK


class Programme(Item):
    """One programme that uses, or is to use, the measure."""

    name: Answer[Text] = BLANK
    kind: Answer[
        Literal[
            "payment",
            "public_reporting",
            "national_reporting",
            "accreditation",
            "certification",
            "internal_improvement",
            "registry",
            "research",
        ]
    ] = BLANK


class Use(Frozen):
    """What the measure is for."""

    intended_use: Answer[Literal["quality_improvement", "quality_improvement_and_accountability", "accountability"]] = (
        BLANK
    )
    purpose: Answer[Text] = BLANK
    programmes: Answer[tuple[Programme, ...]] = BLANK
    purposes: Answer[
        tuple[
            Literal[
                "quality_improvement", "accountability", "certification", "payment", "public_reporting", "research"
            ],
            ...,
        ]
    ] = BLANK
    feedback_planned: Answer[Text] = BLANK
    payer_interest: Answer[Text] = BLANK
