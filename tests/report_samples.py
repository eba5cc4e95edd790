"""Results made by hand, synthetic throughout: between them they hold everything that a report can show."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import report_open_criteria as gapped
import report_other_criteria as criteria
from pydantic import BaseModel
from report_pieces import AS_OF

from evaluator.calendar import outlook
from evaluator.model.calendar import Calendar, Meeting, Outlook, PublishedCalendar, ReleaseDay
from evaluator.model.criteria import Effort
from evaluator.model.documents import Documents
from evaluator.model.evaluation import (
    Applicability,
    Claim,
    Completeness,
    Evaluation,
    EvaluationError,
    LeadAnswer,
    Place,
    ProposalSummary,
    Readiness,
    Recommendation,
    Result,
    Trace,
    TraceNode,
)
from evaluator.model.next_questions import NextQuestion, NextQuestions
from evaluator.model.notices import Notice, as_written
from evaluator.model.plan import Consequence, Plan, Plans, PlanStep
from evaluator.model.ruler import Ruler
from evaluator.model.sensitivity import FindingHang, FindingSensitivity, LeftOut, RecommendationHang, Sensitivity


def trace() -> Trace:
    return Trace(
        nodes=(
            TraceNode(id="f1", fact={"kind": "outcome", "check": "A.use_declared", "outcome": "true"}),
            TraceNode(id="f2", fact={"kind": "outcome", "check": "A.purpose_stated", "outcome": "true"}),
            TraceNode(
                id="f3",
                rule="all_met",
                because=("f1", "f2"),
                fact={"kind": "finding", "of": "A", "finding": "met", "rank": 3},
            ),
        ),
    )


def dates() -> Outlook:
    """A calendar in which one deadline is left and one has passed, and a proposal that aims at a day long past."""
    published = PublishedCalendar(
        release=(ReleaseDay(month=3, day=15), ReleaseDay(month=11, day=15)),
        says="Codes are released twice a year by an invented rule.",
        silent_on="No deadline is published.",
        of="AMA",
        read=datetime.date(2026, 11, 21),
        url="https://example.org/calendar",
        target="change.target_deadline",
    )
    meetings = (
        _meeting("Invented autumn meeting", 2026, datetime.date(2027, 3, 15)),
        _meeting("Invented spring meeting", 2028, datetime.date(2028, 7, 1)),
    )
    own = Calendar(meetings=meetings, digest="ca1e" * 16)
    return outlook(published, AS_OF, own, datetime.date(2026, 1, 31))


def _meeting(name: str, year: int, release: datetime.date) -> Meeting:
    start = datetime.date(year, 2, 3)
    return Meeting(
        name=name,
        submission_deadline=start - datetime.timedelta(days=30),
        starts=start,
        ends=start + datetime.timedelta(days=2),
        release=release,
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
        **{
            f"reporting.states.{row}.{key}": 141 + 4 * row + at
            for row in (0, 1)
            for at, key in enumerate(("state", "code", "modifier"))
        },
    }
    places = {path: Place(file="proposals/foot.yaml", line=line) for path, line in lines.items()}
    return {**places, "specification.denominator": Place(file="proposals/foot.yaml", source="group[0].population[1]")}


def evaluation(**changes: Any) -> Evaluation:
    """Make an evaluation that holds every finding at once."""
    whole: dict[str, Any] = {
        "ruler": Ruler(
            pack="ama-category-ii",
            title="AMA criteria for CPT Category II codes",
            edition="2026-11",
            digest="5f0c" * 16,
            profile="invented-society",
            profile_digest="77aa" * 16,
            scoring_model="documentation/1",
            engine="0.1.0",
            as_of=AS_OF,
            codes="c0de" * 16,
            calendar="ca1e" * 16,
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
            sentence="Not ready: something that is not met cannot be closed by work on the form. "
            "7 gaps, 6 addressable; 2 questions for the panel; 3 advisories.",
            gaps=7,
            addressable=6,
            questions=2,
            advisories=3,
        ),
        "readiness": Readiness(low=2, high=5, of=8),
        "completeness": Completeness(
            answered=61, of=63, missing=("measure.maintenance_interval_years", "codes.1.channels")
        ),
        "lead": LeadAnswer(
            title="Why a Category II code",
            path="burden.why_category_ii",
            state="answered",
            value="The finding is recorded in the visit note and nowhere else; no laboratory feed or eCQM carries it.",
        ),
        "form": gapped.form(),
        "criteria": (
            criteria.purpose(),
            gapped.influence(),
            gapped.burden(),
            criteria.significance(),
            criteria.evidence_based(),
            criteria.risk_adjustment(),
            criteria.detailed(),
            gapped.reporting(),
            criteria.content(),
            criteria.development(),
        ),
        "claims_not_applicable": (
            Claim(path="specification.exceptions", label="Exceptions", reason="The act is never contraindicated."),
        ),
        "outlook": dates(),
        "trace": trace(),
        "warnings": (
            as_written("The edition of the criteria is newer than the proposal."),
            Notice(code="empty_list", where="exclusions"),
        ),
        "errors": (EvaluationError(where="J", message="The rules engine stopped while it judged this criterion."),),
        "notice": "CPT is a registered trademark of the American Medical Association. Not affiliated with the AMA.",
    }
    return Evaluation(**{**whole, **changes})


# Not written by a person: the form's own paths, and what kind of list an item belongs to.
FROM_THE_FORM = {"kind", "needs", "path", "where"}


def everything() -> Result:
    """Make a result that shows every finding, gap, option, scope, claim and error."""
    return Result(digest="c0de" * 16, evaluation=evaluation(), source_map=source_map())


def nothing_open() -> Result:
    """Make a result in which all is documented, and in which there is no gap, question, advisory, claim or error."""
    quiet = criteria.purpose().model_copy(update={"advisories": (), "checks": criteria.purpose().checks[:2]})
    changes = {
        "recommendation": recommended("ready"),
        "readiness": Readiness(low=1, high=1, of=1),
        "completeness": Completeness(answered=63, of=63),
        "form": gapped.form().model_copy(update={"finding": "met", "gaps": (), "checks": gapped.form().checks[1:]}),
        "criteria": (quiet,),
        "claims_not_applicable": (),
        "outlook": None,
        "warnings": (),
        "errors": (),
    }
    return Result(digest="c0de" * 16, evaluation=evaluation(**changes), source_map=source_map())


def deletion() -> Result:
    """Make a result of a deletion, to which no criterion applies and whose lead is not answered."""
    why = Applicability(outcome="no", says="A deletion is not judged by the merits of a new code.")
    aside = criteria.purpose().model_copy(
        update={"finding": "not_applicable", "applicability": why, "checks": (), "advisories": (), "evidence": ()}
    )
    changes = {
        "proposal": ProposalSummary(digest="ab12" * 16, change="delete", codes=("300XF",)),
        "recommendation": recommended("for_judgement"),
        "readiness": Readiness(low=0, high=0, of=0),
        "completeness": Completeness(answered=0, of=0),
        "lead": LeadAnswer(title="Why a Category II code", path="burden.why_category_ii", state="unknown"),
        "criteria": (aside,),
        "outlook": None,
        "trace": Trace(nodes=()),
    }
    return Result(digest="c0de" * 16, evaluation=evaluation(**changes))


def recommended(word: Any, **changes: Any) -> Recommendation:
    """Make a recommendation without anything to do."""
    nothing = {"gaps": 0, "addressable": 0, "questions": 0, "advisories": 0}
    return Recommendation(
        **{"engine": word, "effective": word, "sentence": f"In a word: {word}.", **nothing, **changes}
    )


def plans() -> Plans:
    """Make plans by hand that a report can show: steps of both kinds, of every effort, and one that comes later."""
    minutes = _step("C.minutes", "Minutes per case, before and after", "burden.minutes_before", effort="medium")
    useful = _step("C.useful", "How the result is used", "burden.use_described")
    channel = _step("H.name-channel", "Channel of reporting", "codes.1.channels", scope="code 301XF")
    setting = _step("G.setting", "Setting in the denominator", "specification.denominator")
    later = _step("G.period", "Period of the measure", "specification.measurement_period", effort="high")
    found_out = later.model_copy(
        update={
            "kind": "find_out",
            "consequences": (
                Consequence(answer="yes", recommendation="ready"),
                Consequence(answer="no", recommendation="for_judgement"),
            ),
        }
    )
    return Plans(
        goal="for_judgement",
        now="not_ready",
        plans=(
            Plan(steps=(minutes, useful, channel, found_out), effort=8, reaches="for_judgement"),
            Plan(steps=(minutes, useful, channel, setting, later), effort=9, reaches="for_judgement"),
        ),
    )


def documents() -> Documents:
    """Make every document of advice that a report can show."""
    left_out = LeftOut(kind="answer", path="use.purpose", label="Purpose of the measure", line=31)
    asked = NextQuestion(
        path="burden.minutes_before",
        label="Minutes for each case today",
        help="Invented reason why it is asked.",
        kind="work",
        effort="medium",
        waiting=("C.reduction",),
        checks=("C.reduction",),
        parts=("C1",),
        criteria=("C",),
        recommendations=("ready",),
    )
    return Documents(
        plans=plans(),
        next_questions=NextQuestions(proposal="ab12" * 16, recommendation="not_ready", questions=(asked,)),
        sensitivity=Sensitivity(
            proposal="ab12" * 16,
            answers=61,
            evidence=2,
            recommendation="not_ready",
            recommendation_hangs_on=(RecommendationHang(without=left_out, becomes="form_incomplete"),),
            criteria=(
                FindingSensitivity(
                    id="A",
                    title="Purpose fits the intended use",
                    finding="met",
                    robust=False,
                    hangs_on=(FindingHang(without=left_out, becomes="incomplete"),),
                ),
                FindingSensitivity(id="B", title="Influence", finding="not_met", robust=True),
            ),
        ),
    )


def _step(gap: str, title: str, where: str, *, effort: Effort = "low", scope: str = "") -> PlanStep:
    return PlanStep(
        kind="work",
        criterion=gap.partition(".")[0],
        gap=gap,
        scope=scope,
        title=title,
        remedy=f"Invented remedy of {gap}.",
        effort=effort,
        actor="developer",
        fixability="work",
        where=where,
        label=f"Label of {where}",
        checks=(f"{gap}.check",),
    )


def rewritten(data: Any, change: Callable[[str], str]) -> Any:
    """Change every text of a result that a person wrote; a text changes alike everywhere, so references hold."""
    if isinstance(data, BaseModel):
        fields = type(data).model_fields
        return data.model_copy(
            update={
                name: _rewritten_field(fields[name].annotation, getattr(data, name), change)
                for name in fields
                if name not in FROM_THE_FORM
            }
        )
    if isinstance(data, Documents):
        return Documents(*(rewritten(each, change) for each in data))
    if isinstance(data, tuple):
        return tuple(rewritten(each, change) for each in data)
    return change(data) if isinstance(data, str) and data else data


def _rewritten_field(annotation: Any, value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: rewritten(each, change) for key, each in value.items()}
    chosen_from_a_list = isinstance(value, str) and annotation is not str
    return value if chosen_from_a_list else rewritten(value, change)
