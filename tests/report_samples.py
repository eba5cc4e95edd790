"""Results made by hand, synthetic throughout: between them they hold everything that a report can show."""

from __future__ import annotations

import datetime
from typing import Any

from evaluator.model.evaluation import (
    Advisory,
    Applicability,
    CheckResult,
    Cited,
    Claim,
    Completeness,
    CriterionResult,
    Evaluation,
    EvaluationError,
    GapOption,
    GapResult,
    GroupResult,
    LeadAnswer,
    PanelQuestion,
    PartResult,
    Place,
    ProposalSummary,
    Read,
    Readiness,
    Recommendation,
    Result,
    Ruler,
    Scope,
    ThresholdUsed,
    Trace,
    TraceNode,
)
from evaluator.model.criteria import Quote

AS_OF = datetime.date(2026, 11, 21)
FIRST_CODE = Scope(kind="code", id="0", label="code 300XF")
SECOND_CODE = Scope(kind="code", id="1", label="code 301XF")
LONG = "The visit note is read by hand. " * 40
SEGMENT = ThresholdUsed(
    id="large_population",
    value="200000",
    unit="people",
    status="borrowed",
    source="Rare-disease line of the Orphan Drug Act",
    url="https://example.org/orphan-drug-act",
)
FRESH = ThresholdUsed(id="evidence_age", value="5", unit="years", status="judgement", source="Our own view")
MEDIAN = ThresholdUsed(
    id="expert_rating",
    value="7",
    unit="of 9",
    status="borrowed",
    source="RAND/UCLA Appropriateness Method",
    reviewed_by="A. Methodologist",
)


def check(id: str, outcome: str, says: str, **rest: Any) -> CheckResult:
    """Make one check; `reads` are tuples of path, label, state and value."""
    reads = tuple(each if isinstance(each, Read) else read(*each) for each in rest.pop("reads", ()))
    defaults = {"key": id, "force": "required", "case": 1, "standing": "decides", "asks": f"Is {id.split('.')[-1].replace('_', ' ')} documented?"}
    return CheckResult(id=id, outcome=outcome, says=says, reads=reads, **{**defaults, **rest})


def read(path: str, label: str, state: str = "blank", value: str = "", evidence: tuple[str, ...] = ()) -> Read:
    return Read(path=path, label=label, state=state, value=value, evidence=evidence)


def gap(id: str, title: str, **rest: Any) -> GapResult:
    defaults = {
        "code": "ANSWER_MISSING",
        "fixability": "evidence",
        "effort": "low",
        "actor": "developer",
        "where": "measure.title",
        "label": "Title",
        "missing": (),
        "remedy": "",
        "example": "",
        "checks": (),
    }
    return GapResult(id=id, title=title, **{**defaults, **rest})


def criterion(id: str, title: str, asks: str, finding: str, words: str = "", **rest: Any) -> CriterionResult:
    quote = Quote(words=words, of="AMA", read=AS_OF, url="https://example.org/criteria") if words else None
    defaults = {"automation": "partial", "logic": "All of its checks must hold."}
    return CriterionResult(id=id, title=title, asks=asks, finding=finding, quote=quote, **{**defaults, **rest})


def form() -> CriterionResult:
    return criterion(
        "form",
        "Form",
        "Does the form say who proposes what?",
        "incomplete",
        checks=(
            check("form.steward", "unknown", "The proposal names no maintenance interval.", reads=[("measure.maintenance_interval_years", "Maintenance interval")]),
            check("form.change", "true", "A code is to be added.", reads=[("change.kind", "Kind of change", "answered", "add")]),
        ),
        gaps=(
            gap(
                "form.maintenance",
                "Maintenance interval",
                actor="steward",
                where="measure.maintenance_interval_years",
                label="Maintenance interval",
                missing=("The proposal names no maintenance interval.",),
                remedy="State how often the steward reviews the measure, in years.",
                example="3",
                checks=("form.steward",),
            ),
        ),
    )


def purpose() -> CriterionResult:
    return criterion(
        "A",
        "Purpose fits the intended use",
        "Do purpose and intended use agree?",
        "met",
        words="The proposal addresses the intended purpose of the measure.",
        logic="Both the use must be declared and the purpose stated.",
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
                reads=[("use.purpose", "Purpose", "answered", "To find loss of sensation before an ulcer forms.", ("E1",))],
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
        advisories=(Advisory(check="A.programme_named", force="supporting", says="No programme is named.", stated=True),),
        evidence=(
            Cited(id="E1", citation="Invented Society of Podiatry. Foot care in diabetes.", year="2024", url="https://example.org/foot-care"),
            Cited(id="E2", citation="Claims analysis of the invented registry, 2024", year="2024", attachment="analysis.pdf, page 12"),
        ),
    )


def influence() -> CriterionResult:
    return criterion(
        "B",
        "The practitioner can influence the result",
        "Can the clinician whom the measure judges change the result?",
        "not_met",
        words="The measure is of a matter that the practitioner can influence.",
        logic="The actor and the action must be named, and either the act is theirs or their influence is shown.",
        inherent=True,
        checks=(
            check(
                "B.not_outside_control",
                "false",
                "The result is stated to lie outside the entity’s control.",
                reads=[("influence.control", "Control", "answered", "outside_control")],
            ),
            check(
                "B.actor_named",
                "unknown",
                "Nobody is named as the one who acts.",
                standing="moot",
                reads=[("influence.actor", "Actor", "unknown")],
            ),
        ),
        gaps=(
            gap(
                "B.outside-control",
                "The result lies outside the entity’s control",
                code="CONTRADICTION",
                fixability="inherent",
                effort="high",
                where="influence.control",
                label="Control",
                missing=("The result is stated to lie outside the entity’s control.",),
                remedy="Propose a measure of something that the accountable entity does or decides.",
                example="Sensory testing performed by the treating clinician at the visit",
                checks=("B.not_outside_control",),
            ),
        ),
    )


def burden() -> CriterionResult:
    return criterion(
        "C",
        "Reduces burden, reflects work, is useful",
        "Does the code make collection easier, reflect the work and help in practice?",
        "incomplete",
        words="Reduces data collection burden; reflects the work done; is useful in practice.",
        logic="All three parts must be documented: C1, C2 and C3.",
        parts=(
            PartResult(id="C1", key="C1", title="Less burden", asks="Does collecting the data get easier?", words="Reduces data collection burden", finding="incomplete"),
            PartResult(id="C2", key="C2", title="Reflects the work", asks="Is the act part of usual care?", words="Reflects the work done", finding="met"),
            PartResult(id="C3", key="C3", title="Useful in practice", asks="Do clinicians use the result?", finding="incomplete"),
        ),
        checks=(
            check(
                "C.method_before",
                "true",
                "Today the data are collected by reading charts.",
                part="C1",
                reads=[("burden.method_before", "Collection today", "answered", LONG)],
            ),
            check(
                "C.reduction",
                "unknown",
                "No number shows that the work falls.",
                part="C1",
                reads=[
                    ("burden.minutes_before", "Minutes per case today", "unknown"),
                    ("burden.minutes_after", "Minutes per case with the code", "blank"),
                    Read(path="burden.pilot", label="Pilot", state="not_applicable", reason="The code is new."),
                ],
            ),
            check("C.usual_care", "true", "The act is part of usual care.", part="C2", reads=[("burden.usual_care", "Usual care", "answered", "Every yearly visit")]),
            check("C.feedback", "unknown", "No feedback is described.", part="C3", reads=[("burden.feedback", "Feedback")]),
            check("C.use_described", "unknown", "Use in practice is not described.", part="C3", reads=[("burden.use_in_practice", "Use in practice")]),
            check(
                "C.alternatives",
                "unknown",
                "No alternative is discussed.",
                force="supporting",
                standing="advisory",
                reads=[("burden.alternatives", "Alternatives")],
            ),
        ),
        groups=(GroupResult(key="C3/logic", of="C3", mode="any", members=("C.feedback", "C.use_described"), finding="incomplete"),),
        gaps=(
            gap(
                "C.minutes",
                "Minutes per case, before and after",
                code="EVIDENCE_MISSING",
                fixability="work",
                effort="medium",
                actor="steward",
                where="burden.minutes_before",
                label="Minutes per case today",
                missing=("No number shows that the work falls.",),
                remedy="Time ten charts and ten visits at two or three sites and state minutes per case.",
                example="6 minutes a chart today, under 1 minute at the visit, timed at three sites in 2026",
                checks=("C.reduction",),
            ),
            gap(
                "C.useful",
                "Usefulness in practice",
                code="ANSWER_MISSING",
                where="burden.feedback",
                label="Feedback",
                missing=("No feedback is described.", "Use in practice is not described."),
                remedy="Show that somebody uses the result.",
                example="",
                checks=("C.feedback", "C.use_described"),
                options=(
                    GapOption(
                        id="C.attach-feedback",
                        title="Feedback of a pilot",
                        remedy="Attach what the clinicians of the pilot said.",
                        example="Eleven of twelve clinics asked to keep the prompt (E2).",
                        effort="medium",
                        actor="steward",
                        fixability="evidence",
                        where="burden.feedback",
                        label="Feedback",
                        missing=("No feedback is described.",),
                        checks=("C.feedback",),
                    ),
                    GapOption(
                        id="C.describe-use",
                        title="How the result is used",
                        remedy="Describe how clinicians use the result.",
                        example="",
                        effort="low",
                        actor="developer",
                        fixability="wording",
                        where="burden.use_in_practice",
                        label="Use in practice",
                        missing=("Use in practice is not described.",),
                        checks=("C.use_described",),
                    ),
                ),
            ),
        ),
        advisories=(Advisory(check="C.alternatives", force="supporting", says="No alternative is discussed.", stated=False),),
    )


def significance() -> CriterionResult:
    return criterion(
        "D",
        "Significant",
        "Does it matter to many, and to outcomes?",
        "needs_judgement",
        words="Addresses something significant to a large segment of the health care community.",
        automation="judgement",
        parts=(PartResult(id="D1", key="D1", title="Large segment", asks="How many are affected?", words="Affects a large segment", finding="needs_judgement"),),
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
        advisories=(Advisory(check="D.within_five_years", force="supporting", says="The count is from 2014.", stated=True),),
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
            check("E.recommended", "true", "The guideline recommends it (E1).", thresholds=(MEDIAN,), reads=[("evidence.guidelines.0.source", "Source", "answered", "E1")]),
            check("E.review", "error", "The table of grades could not be read.", standing="moot"),
            check("E.contrary", "not_applicable", "There is stated to be no contrary evidence."),
            check("E.abbreviations", "false", "“LOPS” is never spelled out.", force="lint", standing="advisory", reads=[("specification.numerator", "Numerator", "answered", "LOPS tested")]),
        ),
        advisories=(Advisory(check="E.abbreviations", force="lint", says="“LOPS” is never spelled out.", stated=True),),
    )


def risk_adjustment() -> CriterionResult:
    return criterion(
        "F",
        "Risk adjustment",
        "Is an outcome measure risk-adjusted?",
        "not_applicable",
        words="Risk adjustment specifications for all outcome measures.",
        applicability=Applicability(outcome="no", says="The measure is a process measure, and only outcome measures are named."),
        checks=(check("F.specification", "unknown", "Not looked at.", standing="not_counted"),),
    )


def detailed() -> CriterionResult:
    return criterion(
        "G",
        "Detailed enough for many purposes",
        "Is the specification complete?",
        "needs_judgement",
        words="Sufficiently detailed to be useful for multiple purposes.",
        applicability=Applicability(outcome="judgement", says="Whether an efficiency measure is meant is for people to say."),
        checks=(
            check("G.denominator", "unknown", "The denominator names no setting.", reads=[("specification.denominator", "Denominator", "answered", "Adults with diabetes")]),
            check("G.exceptions", "judgement", "Exceptions are claimed not to apply.", claimed=True, question="Is that so?", reads=[Read(path="specification.exceptions", label="Exceptions", state="not_applicable", reason="The act is never contraindicated.")]),
        ),
        questions=(PanelQuestion(check="G.exceptions", documented="Exceptions are claimed not to apply.", question="Is that so?"),),
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


def reporting() -> CriterionResult:
    rows = [
        read(f"reporting.states.{row}.{key}", label, "answered", value)
        for row, state in enumerate([("met", "300XF", "none"), ("exception", "300XF", "1P")])
        for key, label, value in zip(("state", "code", "modifier"), ("State", "Code", "Modifier"), state, strict=True)
    ]
    channels = [
        check(
            "H.channel",
            "unknown",
            f"No channel is named for {scope.label}.",
            key=f"H.channel/{scope.id}",
            part="H1",
            scope=scope,
            reads=[(f"codes.{scope.id}.channels", "Channels")],
        )
        for scope in (FIRST_CODE, SECOND_CODE)
    ]
    return criterion(
        "H",
        "Facilitates reporting",
        "Can the result be reported with the code?",
        "incomplete",
        words="Facilitates reporting of performance measure(s)",
        parts=(
            PartResult(id="H1", key="H1", title="Channel", asks="Is there a channel for each code?", finding="incomplete", items=("H1/0", "H1/1")),
            PartResult(id="H1", key="H1/0", title="Channel", asks="Is there a channel for each code?", finding="incomplete", scope=FIRST_CODE),
            PartResult(id="H1", key="H1/1", title="Channel", asks="Is there a channel for each code?", finding="incomplete", scope=SECOND_CODE),
            PartResult(id="H2", key="H2", title="States", asks="Does every state have a code?", finding="incomplete"),
        ),
        checks=(
            *channels,
            check(
                "H.states_exhaustive",
                "unknown",
                "The table does not say how “not performed” is reported.",
                part="H2",
                reads=rows,
                interpretation="A state without a code or modifier is read as not reported.",
            ),
        ),
        gaps=(
            *(
                gap(
                    "H.name-channel",
                    "Channel of reporting",
                    scope=scope,
                    where=f"codes.{scope.id}.channels",
                    label="Channels",
                    missing=(f"No channel is named for {scope.label}.",),
                    remedy="Name how the code reaches those who compute the measure.",
                    example="claims",
                    checks=(f"H.channel/{scope.id}",),
                )
                for scope in (FIRST_CODE, SECOND_CODE)
            ),
            gap(
                "H.map-not-performed",
                "A row for “not performed”",
                code="SPECIFICATION_INCOMPLETE",
                fixability="wording",
                actor="staff",
                where="reporting.states",
                label="Table of states",
                missing=("The table does not say how “not performed” is reported.",),
                remedy="Add a row for not_met, with a code of its own or modifier 8P.",
                example="state: not_met, code: 300XF, modifier: 8P",
                checks=("H.states_exhaustive",),
            ),
        ),
    )


def content() -> CriterionResult:
    return criterion("I", "Content of a Category II code", "Is it what Category II codes are for?", "not_evaluated", words="Inclusion of select content types.")


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


def trace() -> Trace:
    return Trace(
        nodes=(
            TraceNode(id="f1", fact={"kind": "outcome", "check": "A.use_declared", "outcome": "true"}),
            TraceNode(id="f2", fact={"kind": "outcome", "check": "A.purpose_stated", "outcome": "true"}),
            TraceNode(id="f3", rule="all_met", because=("f1", "f2"), fact={"kind": "finding", "of": "A", "finding": "met", "rank": 3}),
        ),
    )


def source_map() -> dict[str, Place]:
    lines = {
        "burden": 60,
        "burden.why_category_ii": 64,
        "burden.method_before": 71,
        "change.kind": 3,
        "influence.control": 55,
        "measure": 10,
        "use.intended_use": 22,
        "use.purpose": 31,
        "significance.segment.number": 40,
        "reporting": 139,
        "reporting.states": 140,
        **{f"reporting.states.{row}.{key}": 141 + 4 * row + at for row in (0, 1) for at, key in enumerate(("state", "code", "modifier"))},
    }
    places = {path: Place(file="proposals/foot.yaml", line=line) for path, line in lines.items()}
    return {**places, "specification.denominator": Place(file="proposals/foot.yaml", source="group[0].population[1]")}


def evaluation(**changes: Any) -> Evaluation:
    """Make an evaluation that holds every finding at once."""
    whole: dict[str, Any] = {
        "ruler": Ruler(
            pack="ama-category-ii",
            edition="2026-11",
            digest="5f0c" * 16,
            profile="invented-society",
            profile_digest="77aa" * 16,
            scoring_model="documentation/1",
            engine="0.1.0",
            as_of=AS_OF,
        ),
        "proposal": ProposalSummary(
            id="foot-2026",
            digest="ab12" * 16,
            title="Foot examination with sensory testing in adults with diabetes",
            change="add",
            codes=("300XF", "301XF"),
            steward="Society of Invented Podiatry",
            measure_type="intermediate_outcome",
            note="Synthetic example: organisations, numbers and codes are invented.",
        ),
        "recommendation": Recommendation(
            engine="not_ready",
            effective="not_ready",
            sentence="Not ready: 7 gaps, 6 of them addressable; 3 advisories.",
            gaps=7,
            addressable=6,
            questions=2,
            advisories=3,
        ),
        "readiness": Readiness(low=2, high=5, of=8),
        "completeness": Completeness(answered=61, of=63, missing=("measure.maintenance_interval_years", "codes.1.channels")),
        "lead": LeadAnswer(
            title="Why a Category II code",
            path="burden.why_category_ii",
            state="answered",
            value="The finding is recorded in the visit note and nowhere else; no laboratory feed, G-code or eCQM carries it.",
        ),
        "form": form(),
        "criteria": (
            purpose(),
            influence(),
            burden(),
            significance(),
            evidence_based(),
            risk_adjustment(),
            detailed(),
            reporting(),
            content(),
            development(),
        ),
        "claims_not_applicable": (
            Claim(path="specification.exceptions", label="Exceptions", reason="The act is never contraindicated."),
        ),
        "trace": trace(),
        "warnings": ("The edition of the criteria is newer than the proposal.",),
        "errors": (EvaluationError(where="J", message="The rules engine stopped while it judged this criterion."),),
        "notice": "CPT is a registered trademark of the American Medical Association. Not affiliated with the AMA.",
    }
    return Evaluation(**{**whole, **changes})


def everything() -> Result:
    """Make a result that shows every finding, gap, option, scope, claim and error."""
    return Result(digest="c0de" * 16, evaluation=evaluation(), source_map=source_map())
