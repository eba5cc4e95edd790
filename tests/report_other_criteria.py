"""Criteria in every other state, made by hand; synthetic throughout."""

from __future__ import annotations

from report_pieces import FRESH, MEDIAN, SEGMENT, check, criterion, gap

from evaluator.model.criteria import Group
from evaluator.model.evaluation import (
    Advisory,
    Applicability,
    Cited,
    ClauseResult,
    CriterionResult,
    Logic,
    PanelQuestion,
    PartResult,
    Read,
)


def purpose() -> CriterionResult:
    return criterion(
        "A",
        "Purpose fits the intended use",
        "Do purpose and intended use agree?",
        "met",
        words="The proposal addresses the intended purpose of the measure.",
        logic=(Logic(group=Group(mode="all", members=("A.use_declared", "A.purpose_stated"))),),
        notes=("Accountability without quality improvement is read as a use that the words do not name.",),
        checks=(
            check(
                "A.use_declared",
                "true",
                "The intended use is quality_improvement_and_accountability.",
                reads=[("use.intended_use", "Intended use", "answered", "quality_improvement_and_accountability")],
            ),
            check(
                "A.purpose_stated",
                "true",
                "The purpose is stated (E1).",
                reads=[
                    ("use.purpose", "Purpose", "answered", "To find loss of sensation before an ulcer forms.", ("E1",))
                ],
                interpretation="A sentence that only repeats the title is not read as a purpose.",
            ),
            check(
                "A.programme_named",
                "false",
                "No programme is named.",
                force="supporting",
                standing="advisory",
                reads=[("use.programmes", "Programmes", "absent")],
            ),
        ),
        advisories=(
            Advisory(check="A.programme_named", force="supporting", says="No programme is named.", stated=True),
        ),
        evidence=(
            Cited(
                id="E1",
                citation="Invented Society of Podiatry. Foot care in diabetes.",
                year="2024",
                url="https://example.org/foot-care",
            ),
            Cited(
                id="E2",
                citation="Claims analysis of the invented registry, 2024",
                year="2024",
                attachment="analysis.pdf, page 12",
            ),
        ),
    )


def significance() -> CriterionResult:
    return criterion(
        "D",
        "Significant",
        "Does it matter to many, and to outcomes?",
        "needs_judgement",
        words="Addresses something significant to a large segment of the health care community.",
        automation="judgement",
        clauses=(ClauseResult(words="large segment", part="D1", checks=("D.segment",), finding="needs_judgement"),),
        parts=(
            PartResult(
                id="D1",
                key="D1",
                title="Large segment",
                asks="How many are affected?",
                words="Affects a large segment",
                finding="needs_judgement",
            ),
        ),
        checks=(
            check(
                "D.segment",
                "judgement",
                "140,000 patients a year are counted, below the only public anchor of 200,000 people.",
                part="D1",
                question="The publisher gives no number for “large”. Is this large enough here?",
                interpretation="“Large” has no published number; an anchor is borrowed.",
                thresholds=(SEGMENT,),
                reads=[("significance.segment.number", "People affected", "answered", "140000", ("E2",))],
            ),
            check(
                "D.within_five_years",
                "false",
                "The count is from 2014.",
                part="D1",
                force="supporting",
                standing="advisory",
                thresholds=(FRESH,),
                reads=[("significance.segment.year", "Year", "answered", "2014")],
            ),
        ),
        questions=(
            PanelQuestion(
                check="D.segment",
                part="D1",
                documented="140,000 patients a year are counted, below the only public anchor of 200,000 people.",
                question="The publisher gives no number for “large”. Is this large enough here?",
            ),
        ),
        advisories=(
            Advisory(check="D.within_five_years", force="supporting", says="The count is from 2014.", stated=True),
        ),
    )


def evidence_based() -> CriterionResult:
    return criterion(
        "E",
        "Evidence-based, definable, measurable",
        "Is the act agreed upon, defined and measurable?",
        "met",
        words="Is evidence-based and agreed upon.",
        flagged=True,
        checks=(
            check(
                "E.recommended",
                "true",
                "The guideline recommends it (E1).",
                thresholds=(MEDIAN,),
                reads=[("evidence.guidelines.0.source", "Source", "answered", "E1")],
            ),
            check("E.review", "error", "The table of grades could not be read.", standing="moot"),
            check("E.contrary", "not_applicable", "There is stated to be no contrary evidence."),
        ),
        advisories=(
            Advisory(
                check="E.abbreviations",
                force="lint",
                says="“LOPS” is never spelled out.",
                stated=True,
                path="specification.numerator",
                label="Numerator",
                excerpt="… LOPS tested with a monofilament …",
                better="Write the long form once, followed by (LOPS).",
                asks="Is every abbreviation spelled out?",
                interpretation="An invented rubric asks for it.",
            ),
        ),
    )


def risk_adjustment() -> CriterionResult:
    return criterion(
        "F",
        "Risk adjustment",
        "Is an outcome measure risk-adjusted?",
        "not_applicable",
        words="Risk adjustment specifications for all outcome measures.",
        applicability=Applicability(
            outcome="no", says="The measure is a process measure, and only outcome measures are named."
        ),
        checks=(check("F.specification", "unknown", "Not looked at.", standing="not_counted"),),
    )


def detailed() -> CriterionResult:
    return criterion(
        "G",
        "Detailed enough for many purposes",
        "Is the specification complete?",
        "needs_judgement",
        words="Sufficiently detailed to be useful for multiple purposes.",
        applicability=Applicability(
            outcome="judgement", says="Whether an efficiency measure is meant is for people to say."
        ),
        checks=(
            check(
                "G.denominator",
                "unknown",
                "The denominator names no setting.",
                reads=[("specification.denominator", "Denominator", "answered", "Adults with diabetes")],
            ),
            check(
                "G.exceptions",
                "judgement",
                "Exceptions are claimed not to apply.",
                claimed=True,
                question="Is that so?",
                reads=[
                    Read(
                        path="specification.exceptions",
                        label="Exceptions",
                        state="not_applicable",
                        reason="The act is never contraindicated.",
                    )
                ],
            ),
        ),
        questions=(
            PanelQuestion(
                check="G.exceptions", documented="Exceptions are claimed not to apply.", question="Is that so?"
            ),
        ),
        gaps=(
            gap(
                "G.setting",
                "Setting in the denominator",
                code="SPECIFICATION_INCOMPLETE",
                where="specification.denominator",
                label="Denominator",
                missing=("The denominator names no setting.",),
                remedy="Name the setting.",
                example="… seen in an ambulatory clinic",
                checks=("G.denominator",),
                counted=False,
            ),
        ),
    )


def content() -> CriterionResult:
    return criterion(
        "I",
        "Content of a Category II code",
        "Is it what Category II codes are for?",
        "not_evaluated",
        words="Inclusion of select content types.",
    )


def development() -> CriterionResult:
    return criterion(
        "J",
        "Development process",
        "Was it developed by a recognised, multidisciplinary panel and vetted?",
        "error",
        words="Developed by a nationally recognized panel.",
        applicability=Applicability(outcome="undecided", needs="development.developed_by", needs_label="Developed by"),
        checks=(check("J.two_disciplines", "error", "The rules engine failed on this check."),),
    )
