"""The sections that say how the measure is built, how it matters and what supports it."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from evaluator.model.answers import BLANK, Answer, EvidenceId, Frozen, Item, Number, Text, Whole, Year, YesNo

Level = Literal["data_element", "clinician", "group_practice", "facility", "health_plan", "population"]


class Exclusion(Item):
    """Patients removed from the denominator before the numerator is looked at."""

    what: Answer[Text] = BLANK
    why: Answer[Text] = BLANK


class ExceptionReason(Item):
    """Patients removed from the denominator only if the numerator is not met. CPT calls these exclusions."""

    reason: Answer[Literal["medical", "patient", "system"]] = BLANK
    what: Answer[Text] = BLANK
    why: Answer[Text] = BLANK
    numerator_applies: Answer[YesNo] = BLANK


class DataElement(Item):
    """One piece of data that the measure needs, and where it comes from."""

    name: Answer[Text] = BLANK
    source: Answer[
        Literal[
            "claims",
            "electronic_health_record",
            "paper_record",
            "registry",
            "laboratory",
            "patient_report",
            "assessment_instrument",
            "administrative",
            "other",
        ]
    ] = BLANK
    captured_routinely: Answer[YesNo] = BLANK


class Period(Item):
    """A length of time."""

    length: Answer[Number] = BLANK
    unit: Answer[Literal["days", "weeks", "months", "years"]] = BLANK
    description: Answer[Text] = BLANK


class CodeSet(Item):
    """A list of codes or a value set, or the named document that holds it."""

    name: Answer[Text] = BLANK
    version: Answer[Text] = BLANK
    where: Answer[Text] = BLANK


class Term(Item):
    """A word of the specification with its definition."""

    term: Answer[Text] = BLANK
    definition: Answer[Text] = BLANK


class Limit(Item):
    """A value that separates met from not met, such as a blood pressure."""

    name: Answer[Text] = BLANK
    number: Answer[Number] = BLANK
    unit: Answer[Text] = BLANK


class Specification(Frozen):
    """The measure as a person would compute it."""

    initial_population: Answer[Text] = BLANK
    denominator: Answer[Text] = BLANK
    age: Answer[Text] = BLANK
    condition: Answer[Text] = BLANK
    care_setting: Answer[Text] = BLANK
    numerator: Answer[Text] = BLANK
    exclusions: Answer[tuple[Exclusion, ...]] = BLANK
    exceptions: Answer[tuple[ExceptionReason, ...]] = BLANK
    measurement_period: Answer[Period] = BLANK
    numerator_window: Answer[Period] = BLANK
    numerator_window_is: Answer[Literal["within_period", "looks_back", "ends_after_period", "outside_period"]] = BLANK
    data_source: Answer[Text] = BLANK
    data_elements: Answer[tuple[DataElement, ...]] = BLANK
    code_sets: Answer[tuple[CodeSet, ...]] = BLANK
    terms: Answer[tuple[Term, ...]] = BLANK
    thresholds: Answer[tuple[Limit, ...]] = BLANK
    level: Answer[Level] = BLANK
    reporting_interval: Answer[Period] = BLANK
    algorithm: Answer[Text] = BLANK
    missing_data_rule: Answer[Text] = BLANK
    sample_calculation: Answer[Text] = BLANK
    stratification: Answer[Text] = BLANK
    harmonisation: Answer[Text] = BLANK
    unintended_consequences: Answer[Text] = BLANK
    smallest_denominator: Answer[Whole] = BLANK


class Quantity(Item):
    """A number with its unit and the year it holds for."""

    number: Answer[Number] = BLANK
    unit: Answer[
        Literal[
            "people",
            "clinicians",
            "entities",
            "percent",
            "per_100_000",
            "usd_per_year",
            "usd_per_person_per_year",
            "deaths_per_year",
            "events_per_year",
            "hospital_days_per_year",
        ]
    ] = BLANK
    year: Answer[Year] = BLANK
    description: Answer[Text] = BLANK
    applicant_view: Answer[Literal["high", "low"]] = BLANK


class PerformanceGap(Item):
    """How the measured entities perform today, in percent."""

    mean: Answer[Number] = BLANK
    median: Answer[Number] = BLANK
    lowest_decile: Answer[Number] = BLANK
    highest_decile: Answer[Number] = BLANK
    topped_out: Answer[YesNo] = BLANK
    year: Answer[Year] = BLANK


class Significance(Frozen):
    """Why the measure matters."""

    statement: Answer[Text] = BLANK
    segment: Answer[Quantity] = BLANK
    prevalence: Answer[Quantity] = BLANK
    cost: Answer[Quantity] = BLANK
    risk: Answer[Quantity] = BLANK
    outcome: Answer[Text] = BLANK
    outcome_link: Answer[Text] = BLANK
    outcome_link_kind: Answer[Literal["counts_the_outcome", "changes_the_outcome", "prognostic_or_planning"]] = BLANK
    effect_size: Answer[Text] = BLANK
    performance_gap: Answer[PerformanceGap] = BLANK


class Attachment(Item):
    """A file handed in with the proposal, named with its page and its SHA-256 hash."""

    name: Answer[Text] = BLANK
    page: Answer[Whole] = BLANK
    sha256: Answer[Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]] = BLANK


class Source(Item):
    """One entry of the evidence register: a cited source."""

    id: EvidenceId
    citation: Answer[Text] = BLANK
    design: Answer[
        Literal[
            "guideline",
            "systematic_review",
            "randomised_trial",
            "cohort_study",
            "case_control_study",
            "cross_sectional_study",
            "claims_or_registry_analysis",
            "national_statistics",
            "pilot",
            "expert_consensus",
            "measure_specification",
            "panel_record",
            "other",
        ]
    ] = BLANK
    year: Answer[Year] = BLANK
    body: Answer[Text] = BLANK
    recommendation: Answer[Text] = BLANK
    grade: Answer[Text] = BLANK
    scheme: Answer[Text] = BLANK
    certainty: Answer[Text] = BLANK
    quote: Answer[Text] = BLANK
    population: Answer[Text] = BLANK
    url: Answer[Text] = BLANK
    doi: Answer[Text] = BLANK
    version: Answer[Text] = BLANK
    attachment: Answer[Attachment] = BLANK


class Guideline(Item):
    """A guideline of the register, and what it says about the act that the measure counts."""

    source: Answer[EvidenceId] = BLANK
    standing: Answer[Literal["national", "international", "foreign", "local"]] = BLANK
    stance: Answer[Literal["recommends", "opposes", "insufficient", "silent"]] = BLANK
    population: Answer[Literal["covers_denominator", "narrower_than_denominator", "different"]] = BLANK


class Review(Item):
    """A review of the register, and how it fits the measure."""

    source: Answer[EvidenceId] = BLANK
    systematic: Answer[YesNo] = BLANK
    population: Answer[Literal["covers_denominator", "narrower_than_denominator", "different"]] = BLANK
    quantity_quality_consistency: Answer[Text] = BLANK


class Evidence(Frozen):
    """The evidence register and the routes by which the act is agreed upon."""

    sources: Answer[tuple[Source, ...]] = BLANK
    statement: Answer[Text] = BLANK
    guidelines: Answer[tuple[Guideline, ...]] = BLANK
    reviews: Answer[tuple[Review, ...]] = BLANK
    consensus_method: Answer[Text] = BLANK
    consensus_rule_in_advance: Answer[YesNo] = BLANK
    contrary: Answer[Text] = BLANK
    harms: Answer[Text] = BLANK


class ExpertRating(Item):
    """How strongly experts rate the practitioner's influence, from 1 to 9."""

    median: Answer[Number] = BLANK
    raters: Answer[Whole] = BLANK


class Influence(Frozen):
    """How far the practitioner's work moves the result."""

    actor: Answer[Text] = BLANK
    action: Answer[Text] = BLANK
    action_is: Answer[
        Literal["performed", "ordered", "prescribed", "counselled", "shared_with_others", "done_by_others"]
    ] = BLANK
    control: Answer[Literal["within_control", "shared", "outside_control"]] = BLANK
    causal_path: Answer[Text] = BLANK
    intervention: Answer[Text] = BLANK
    effect_size: Answer[Text] = BLANK
    expert_rating: Answer[ExpertRating] = BLANK
    attribution: Answer[Text] = BLANK
    other_determinants: Answer[Text] = BLANK
    mitigation: Answer[Text] = BLANK
