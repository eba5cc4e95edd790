"""The mapping from the elements of a FHIR Measure to the fields of a proposal, as data.

An element is named as `evaluator.proposals.fhir.nodes` names it. What is not named here is not imported.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Words:
    """A field of text: every element that says something, joined; with several groups under the name of each."""

    field: str
    elements: tuple[str, ...]
    join: str = "\n\n"
    by_group: bool = False
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Choice:
    """A field with a closed list of words: the codes that mean one of them."""

    field: str
    elements: tuple[str, ...]
    words: Mapping[str, str]


@dataclasses.dataclass(frozen=True)
class Rows:
    """A field that is a list: one row an element; in each column the first inner element that says something."""

    field: str
    columns: Mapping[str, Mapping[str, tuple[str, ...]]]
    needs: str
    by_group: str = ""
    numbered: bool = False


@dataclasses.dataclass(frozen=True)
class Day:
    """A field that holds one calendar day."""

    field: str
    element: str


@dataclasses.dataclass(frozen=True)
class Span:
    """A field that holds a period, stated as its first and last day."""

    field: str
    element: str


_PLACEHOLDERS = """
unknown; unspecified; not specified; none; none listed; none specified; n/a; na; not applicable; not available;
tbd; tba; to be determined; to be added; to be completed; to be defined; not defined; not defined yet; not yet defined;
see description; see guidance; pending; draft; null; nil; nothing; absent; missing; empty; blank; no information;
not stated; not provided; placeholder; todo; x; xx; xxx;
#ref!; #value!; #name?; #div/0!; #null!; #num!; #n/a
"""
PLACEHOLDERS = frozenset(word.strip() for word in _PLACEHOLDERS.replace("\n", " ").split(";"))
PLACEHOLDER_STARTS = ("draft:", "tbd:", "tbd -", "todo:")


def _population(code: str) -> tuple[str, ...]:
    return f"group.population({code}).description", f"group.population({code}).criteria.description"


_WHAT = {"what": ("description", "criteria.description")}
_ARTIFACT = {
    "citation": ("citation", "display", "label"),
    "year": ("extension(artifact-publicationDate).valueDate", "extension(cqf-publicationDate).valueDate"),
    "url": ("url", "document.url", "resource"),
    "doi": ("url", "document.url"),
}

MAPPING: tuple[Words | Choice | Rows | Day | Span, ...] = (
    Words("id", ("id",)),
    Words("note", ("guidance", "usage")),
    Words("measure.title", ("title",)),
    Words("measure.description", ("description", "group.description")),
    Choice(
        "measure.type",
        (
            "type",
            "group.extension(cqfm-type).valueCodeableConcept",
            "extension(cqfm-type).valueCodeableConcept",
            "group.type",
        ),
        {
            "process": "process",
            "outcome": "outcome",
            "structure": "structure",
            "patient-reported-outcome": "patient_reported_outcome",
            "pro-pm": "patient_reported_outcome",
            "intermediate-outcome": "intermediate_outcome",
            "intermediate-clinical-outcome": "intermediate_outcome",
            "interm-om": "intermediate_outcome",
            "patient-engagement-experience": "patient_engagement_experience",
            "patient-engagement/experience": "patient_engagement_experience",
            "efficiency": "efficiency",
            "composite": "composite",
        },
    ),
    Choice(
        "measure.scoring",
        (
            "scoring",
            "group.extension(cqfm-scoring).valueCodeableConcept",
            "extension(cqfm-scoring).valueCodeableConcept",
            "group.scoring",
        ),
        {
            "proportion": "proportion",
            "ratio": "ratio",
            "continuous-variable": "continuous_variable",
            "cohort": "cohort",
            "composite": "composite",
        },
    ),
    Choice(
        "measure.improvement",
        (
            "improvementNotation",
            "group.extension(cqfm-improvementNotation).valueCodeableConcept",
            "group.improvementNotation",
        ),
        {
            "increase": "higher",
            "increased-score-indicates-improvement": "higher",
            "decrease": "lower",
            "decreased-score-indicates-improvement": "lower",
        },
    ),
    Words("measure.steward", ("publisher",)),
    Words("measure.developer", ("author.name",), join="; "),
    Words("measure.version", ("version",)),
    Day("measure.last_reviewed", "lastReviewDate"),
    Rows(
        "measure.identifiers",
        {"identifier": {"system": ("system", "type.text"), "number": ("value",)}, "url": {"number": ("",)}},
        needs="number",
    ),
    Rows(
        "measure.parts",
        {"relatedArtifact(composed-of)": {"name": ("display", "label", "citation", "resource")}},
        needs="name",
    ),
    Words("use.purpose", ("purpose",)),
    Words("specification.initial_population", _population("initial-population"), by_group=True),
    Words(
        "specification.denominator",
        (*_population("denominator"), *_population("measure-population")),
        by_group=True,
        labels={"measure-population": "Measure population"},
    ),
    Words(
        "specification.numerator",
        (*_population("numerator"), *_population("numerator-exclusion")),
        by_group=True,
        labels={"numerator-exclusion": "Numerator exclusion"},
    ),
    Rows(
        "specification.exclusions",
        {"group.population(denominator-exclusion)": _WHAT, "group.population(measure-population-exclusion)": _WHAT},
        needs="what",
        by_group="what",
    ),
    Rows("specification.exceptions", {"group.population(denominator-exception)": _WHAT}, needs="what", by_group="what"),
    Span("specification.measurement_period", "effectivePeriod"),
    Rows(
        "specification.code_sets",
        {
            holder: {"name": ("display", "label"), "version": ("resource",), "where": ("resource",)}
            for holder in ("relatedArtifact(value-set)", "contained(Library).relatedArtifact(value-set)")
        },
        needs="where",
    ),
    Rows("specification.terms", {"definition": {"definition": ("",)}}, needs="definition"),
    Words(
        "specification.algorithm",
        (
            "rateAggregation",
            "group.extension(cqfm-rateAggregation).valueCode",
            "group.extension(cqfm-rateAggregation).valueString",
            "group.extension(cqfm-rateAggregation).valueMarkdown",
            *_population("measure-observation"),
            "library",
        ),
        labels={"measure-observation": "Measure observation"},
    ),
    Words(
        "specification.stratification",
        (
            "group.stratifier.description",
            "group.stratifier.code.text",
            "group.stratifier.component.description",
            "group.stratifier.component.code.text",
        ),
        by_group=True,
    ),
    Words("significance.statement", ("rationale",)),
    Rows(
        "evidence.sources",
        {"relatedArtifact(citation)": _ARTIFACT, "relatedArtifact(justification)": _ARTIFACT},
        needs="citation",
        numbered=True,
    ),
    Words("evidence.statement", ("clinicalRecommendationStatement",)),
    Words("risk_adjustment.specification", ("riskAdjustment",)),
    Words(
        "risk_adjustment.instructions",
        (
            "extension(cqfm-supplementalDataGuidance/risk-adjustment-factor).extension(guidance).valueString",
            "extension(cqfm-supplementalDataGuidance/risk-adjustment-factor).extension(guidance).valueMarkdown",
        ),
    ),
    Rows(
        "risk_adjustment.variables",
        {
            "supplementalData(risk-adjustment-factor)": {
                "name": ("description", "code.text", "criteria.description", "criteria.expression")
            }
        },
        needs="name",
    ),
    Rows("development.endorsements", {"endorser": {"body": ("name",)}}, needs="body"),
)

LEFT_OUT: Mapping[str, str] = {
    "approvalDate": "the day on which the publisher approved it; the form asks for approvals by named societies",
    "contact": "how to reach the publisher; who sends the proposal is not known",
    "contained": "the data requirements of the logic, except the value sets it names",
    "copyright": "legal text",
    "date": "the day on which the resource was changed",
    "disclaimer": "legal text",
    "editor": "who edited the resource",
    "effectivePeriod": "a period without its days",
    "experimental": "the state of the resource",
    "extension": "how the resource was made",
    "extension(cqfm-supplementalDataGuidance)": "guidance on data that are used for no adjustment",
    "group": "names and settings of the logic",
    "identifier": "what kind of number it is",
    "jurisdiction": "where the content is meant to be used; the form does not ask for it",
    "language": "how the resource was made",
    "library": "where the logic is",
    "author": "how to reach the author",
    "meta": "how the resource was made",
    "name": "the name for computers",
    "relatedArtifact": "other resources that the logic rests on",
    "reviewer": "who reviewed the content; how the measure was vetted is not said",
    "status": "the state of the resource",
    "subjectCodeableConcept": "what is counted; said in the populations",
    "supplementalData(risk-adjustment-factor)": "names and settings of the logic",
    "supplementalData(supplemental-data)": "data reported beside the measure and used for no adjustment",
    "text": "the same content as a page",
    "topic": "keywords",
    "useContext": "keywords",
}
