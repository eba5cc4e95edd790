"""The sections about burden, risk adjustment, reporting, testing, the development panel and interests."""

from typing import Literal

from evaluator.model.answers import BLANK, Answer, CodeText, Date, Frozen, Item, Number, Text, Whole, YesNo
from evaluator.model.measure_detail import Level


class Alternative(Item):
    """A way of collecting the data without a Category II code, and why it does not do."""

    system: Answer[
        Literal["g_code", "loinc", "icd_10_cm", "cpt_category_i", "existing_category_ii", "ecqm", "registry", "other"]
    ] = BLANK
    name: Answer[Text] = BLANK
    why_not: Answer[Text] = BLANK


class Burden(Frozen):
    """What collecting the data costs today and would cost with the code."""

    why_category_ii: Answer[Text] = BLANK
    method_before: Answer[Text] = BLANK
    method_after: Answer[Text] = BLANK
    minutes_before: Answer[Number] = BLANK
    minutes_after: Answer[Number] = BLANK
    minutes_are: Answer[Literal["measured_in_pilot", "estimated"]] = BLANK
    abstraction_avoided: Answer[YesNo] = BLANK
    pilot: Answer[Text] = BLANK
    alternatives: Answer[tuple[Alternative, ...]] = BLANK
    usual_care: Answer[Text] = BLANK
    workflow_step: Answer[Text] = BLANK
    documentation_only_for_measure: Answer[YesNo] = BLANK
    feedback: Answer[Text] = BLANK
    use_in_practice: Answer[Text] = BLANK


class RiskVariable(Item):
    """One variable of a risk-adjustment model and when it is measured."""

    name: Answer[Text] = BLANK
    timing: Answer[Text] = BLANK


class RiskAdjustment(Frozen):
    """How case mix is dealt with, or why it need not be."""

    strategy: Answer[Literal["adjust", "stratify", "adjust_and_stratify", "exclusions_only", "none"]] = BLANK
    specification: Answer[Text] = BLANK
    instructions: Answer[Text] = BLANK
    rationale: Answer[Text] = BLANK
    rationale_kind: Answer[Literal["equal_case_mix", "never_event", "other"]] = BLANK
    conceptual_model: Answer[Text] = BLANK
    variables: Answer[tuple[RiskVariable, ...]] = BLANK
    method: Answer[Text] = BLANK
    coefficients: Answer[Text] = BLANK
    discrimination: Answer[Text] = BLANK
    calibration: Answer[Text] = BLANK
    social_risk: Answer[Text] = BLANK


class ReportedState(Item):
    """One row of the measure's table of states: a state and how it is reported."""

    state: Answer[Literal["met", "not_met", "exception", "exclusion"]] = BLANK
    reason: Answer[Literal["medical", "patient", "system"]] = BLANK
    code: Answer[CodeText] = BLANK
    modifier: Answer[Literal["1P", "2P", "3P", "8P", "none"]] = BLANK
    why: Answer[Text] = BLANK


class Reporting(Frozen):
    """How the result reaches those who compute the measure."""

    states: Answer[tuple[ReportedState, ...]] = BLANK
    frequency: Answer[Text] = BLANK
    submitted_by: Answer[Text] = BLANK
    zero_charge_line: Answer[Text] = BLANK


class Reliability(Item):
    """One test of reliability."""

    level: Answer[Level] = BLANK
    method: Answer[Text] = BLANK
    statistic: Answer[
        Literal[
            "signal_to_noise",
            "intraclass_correlation",
            "split_half",
            "kappa",
            "percent_agreement",
            "descriptive_only",
            "other",
        ]
    ] = BLANK
    value: Answer[Number] = BLANK
    sample: Answer[Whole] = BLANK


class Validity(Item):
    """One test of validity."""

    kind: Answer[Literal["face", "data_element", "score_level"]] = BLANK
    level: Answer[Level] = BLANK
    method: Answer[Text] = BLANK
    statistic: Answer[Text] = BLANK
    result: Answer[Text] = BLANK
    sample: Answer[Whole] = BLANK


class Testing(Frozen):
    """What was tested, where and how."""

    captured_in: Answer[Text] = BLANK
    level: Answer[Level] = BLANK
    reliability: Answer[tuple[Reliability, ...]] = BLANK
    validity: Answer[tuple[Validity, ...]] = BLANK
    respecified_since: Answer[YesNo] = BLANK


class Member(Item):
    """One member of the panel that developed the measure."""

    name: Answer[Text] = BLANK
    discipline: Answer[Text] = BLANK
    role: Answer[
        Literal["chair", "clinician", "methodologist", "patient_or_caregiver", "payer", "measure_developer", "other"]
    ] = BLANK
    affiliation: Answer[Text] = BLANK
    nominated_by: Answer[Text] = BLANK
    national_role: Answer[Text] = BLANK
    conflict_of_interest: Answer[Text] = BLANK


class Endorsement(Item):
    """A body that endorsed the measure, with number or date."""

    body: Answer[Text] = BLANK
    number: Answer[Text] = BLANK
    date: Answer[Date] = BLANK


class PublicComment(Item):
    """A period in which anyone could comment."""

    opened: Answer[Date] = BLANK
    closed: Answer[Date] = BLANK
    comments: Answer[Whole] = BLANK
    dispositions: Answer[Text] = BLANK


class Approval(Item):
    """A society that approved the measure."""

    society: Answer[Text] = BLANK
    date: Answer[Date] = BLANK


class Development(Frozen):
    """Who developed the measure and how it was vetted."""

    developed_by: Answer[Literal["panel", "one_author", "one_company"]] = BLANK
    convener: Answer[Text] = BLANK
    convener_standing: Answer[Literal["national", "foreign", "contractor", "local"]] = BLANK
    panel_title: Answer[Text] = BLANK
    members: Answer[tuple[Member, ...]] = BLANK
    consensus_rule: Answer[Text] = BLANK
    consensus_rule_in_advance: Answer[YesNo] = BLANK
    conflict_policy: Answer[Text] = BLANK
    vetting_statement: Answer[Text] = BLANK
    public_comment: Answer[PublicComment] = BLANK
    external_review: Answer[Text] = BLANK
    society_approvals: Answer[tuple[Approval, ...]] = BLANK
    endorsements: Answer[tuple[Endorsement, ...]] = BLANK


class Interest(Item):
    """One interest that the applicant or presenter discloses."""

    who: Answer[Text] = BLANK
    organisation: Answer[Text] = BLANK
    nature: Answer[Text] = BLANK


class Disclosures(Frozen):
    """Interests of the applicant and of those who present the proposal."""

    interests: Answer[tuple[Interest, ...]] = BLANK
