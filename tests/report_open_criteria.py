"""A form check and criteria with gaps, made by hand; synthetic throughout."""

from __future__ import annotations

from report_pieces import FIRST_CODE, LONG, SECOND_CODE, check, criterion, gap, read

from evaluator.model.criteria import Group
from evaluator.model.evaluation import (
    Advisory,
    ClauseResult,
    CriterionResult,
    GapOption,
    GroupResult,
    Logic,
    PartResult,
    Read,
)


def form() -> CriterionResult:
    return criterion(
        "form",
        "Form",
        "Does the form say who proposes what?",
        "incomplete",
        checks=(
            check(
                "form.steward",
                "unknown",
                "The proposal names no maintenance interval.",
                reads=[("measure.maintenance_interval_years", "Maintenance interval")],
            ),
            check(
                "form.change",
                "true",
                "A code is to be added.",
                reads=[("change.kind", "Kind of change", "answered", "add")],
            ),
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


def influence() -> CriterionResult:
    return criterion(
        "B",
        "The practitioner can influence the result",
        "Can the clinician whom the measure judges change the result?",
        "not_met",
        words="The measure is of a matter that the practitioner can influence.",
        logic=(
            Logic(
                group=Group(
                    mode="all",
                    members=("B.actor", "B.action", Group(mode="any", members=("B.own_act", "B.influence"))),
                )
            ),
        ),
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
        clauses=(
            ClauseResult(words="Reduces data collection burden", checks=("C1",), finding="incomplete"),
            ClauseResult(words="reflects the work done", checks=("C2",), finding="met"),
            ClauseResult(words="is useful", checks=("C.feedback",), finding="not_met"),
            ClauseResult(words="in practice", checks=("C.use_described",), finding="incomplete", needed=False),
        ),
        besides=(ClauseResult(checks=("C.method_before",), says="The words do not ask for it.", finding="met"),),
        logic=(
            Logic(group=Group(mode="all", members=("C1", "C2", "C3"))),
            Logic(part="C1", group=Group(mode="at_least", k=2, members=("C.minutes", "C.reduction", "C.method"))),
        ),
        parts=(
            PartResult(
                id="C1",
                key="C1",
                title="Less burden",
                asks="Does collecting the data get easier?",
                words="Reduces data collection burden",
                finding="incomplete",
            ),
            PartResult(
                id="C2",
                key="C2",
                title="Reflects the work",
                asks="Is the act part of usual care?",
                words="Reflects the work done",
                finding="met",
            ),
            PartResult(
                id="C3",
                key="C3",
                title="Useful in practice",
                asks="Do clinicians use the result?",
                finding="incomplete",
            ),
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
            check(
                "C.usual_care",
                "true",
                "The act is part of usual care.",
                part="C2",
                reads=[("burden.usual_care", "Usual care", "answered", "Every yearly visit")],
            ),
            check(
                "C.feedback", "unknown", "No feedback is described.", part="C3", reads=[("burden.feedback", "Feedback")]
            ),
            check(
                "C.use_described",
                "unknown",
                "Use in practice is not described.",
                part="C3",
                reads=[("burden.use_in_practice", "Use in practice")],
            ),
            check(
                "C.alternatives",
                "unknown",
                "No alternative is discussed.",
                force="supporting",
                standing="advisory",
                reads=[("burden.alternatives", "Alternatives")],
            ),
        ),
        groups=(
            GroupResult(
                key="C3/logic", of="C3", mode="any", members=("C.feedback", "C.use_described"), finding="incomplete"
            ),
        ),
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
                        way=2,
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
                    GapOption(
                        way=2,
                        id="C.name-users",
                        title="Who uses the result",
                        remedy="Name the clinics that use the result.",
                        example="",
                        effort="low",
                        actor="developer",
                        fixability="wording",
                        where="burden.use_in_practice",
                        label="Use in practice",
                        missing=(),
                        checks=("C.use_described",),
                    ),
                ),
            ),
        ),
        advisories=(
            Advisory(check="C.alternatives", force="supporting", says="No alternative is discussed.", stated=False),
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
            PartResult(
                id="H1",
                key="H1",
                title="Channel",
                asks="Is there a channel for each code?",
                finding="incomplete",
                items=("H1/0", "H1/1"),
            ),
            PartResult(
                id="H1",
                key="H1/0",
                title="Channel",
                asks="Is there a channel for each code?",
                finding="incomplete",
                scope=FIRST_CODE,
            ),
            PartResult(
                id="H1",
                key="H1/1",
                title="Channel",
                asks="Is there a channel for each code?",
                finding="incomplete",
                scope=SECOND_CODE,
            ),
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
