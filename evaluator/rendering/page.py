"""A result as a page: display-ready text in the order of the report. Templates print it and compute nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.model.documents import NO_DOCUMENTS
from evaluator.rendering import computation, criteria, profiles, remarks, uncounted
from evaluator.rendering.asking import asks
from evaluator.rendering.calendar import dates_of
from evaluator.rendering.catalogue import say
from evaluator.rendering.criterion_shapes import Lead
from evaluator.rendering.dispositions import decided_contents, dispositions_of, sentences
from evaluator.rendering.gaps import gap_groups
from evaluator.rendering.least_work import least_work
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.page_shapes import Contents, Page
from evaluator.rendering.pictures import finding_picture, readiness_picture
from evaluator.rendering.places import Places
from evaluator.rendering.recommendation import sentence_of
from evaluator.rendering.shapes import Fact
from evaluator.rendering.since import since_of
from evaluator.rendering.values import date_in_words, name_in_words, shortened, value_in_words
from evaluator.rendering.words import CHANGES, MEANINGS, RECOMMENDATIONS, STATES, joined

if TYPE_CHECKING:
    from evaluator.model.documents import Documents
    from evaluator.model.evaluation import (
        Completeness,
        Evaluation,
        LeadAnswer,
        ProposalSummary,
        Readiness,
        Result,
    )
    from evaluator.rendering.advice_shapes import LeastWork
    from evaluator.rendering.gap_shapes import GapGroup, Question


def page_of(result: Result, documents: Documents = NO_DOCUMENTS) -> Page:
    """Turn a result, and the advice there is beside it, into everything that a report shows."""
    evaluation, places = result.evaluation, Places(result.source_map)
    groups = gap_groups(evaluation, places)
    questions = remarks.questions(evaluation, places)
    whole = criteria.entries(evaluation, places)
    advisories = remarks.advisories(evaluation, places)
    optional = remarks.optional(evaluation, places)
    effective, by_engine = sentences(evaluation)
    work = least_work(evaluation, documents.plans, groups, places)
    # One line for each name that a report may use: long, and parted nowhere, so that nobody looks for one elsewhere.
    return Page(
        kind=say("audience.applicant"),
        title=shortened(evaluation.proposal.title) or say("page.untitled"),
        criteria_title=evaluation.ruler.title,
        facts=facts_of(evaluation),
        note=shortened(evaluation.proposal.note),
        mark=RECOMMENDATIONS[evaluation.recommendation.effective],
        recommendation=effective or sentence_of(evaluation),
        meaning=say("dispositions.meaning") if by_engine else MEANINGS[evaluation.recommendation.effective],
        by_engine=by_engine,
        since=since_of(documents.changes),
        dispositions=dispositions_of(evaluation),
        profile=profiles.profile_sentence(evaluation.profile),
        counts=counts_of(evaluation, work),
        readiness=readiness_picture(evaluation),
        findings=finding_picture(evaluation),
        contents=_contents(evaluation, documents, groups, len(questions), len(advisories) + len(optional.notes)),
        criteria=criteria.strip(evaluation, whole, _targets(evaluation, groups, questions)),
        lead=_lead(evaluation.lead, places),
        least_work=work,
        ask_next=asks(documents.next_questions, evaluation, places),
        undecided=criteria.undecided(evaluation, whole),
        gap_groups=groups,
        missing_title=say("gaps.missing_answers", number=len(evaluation.completeness.missing)),
        missing_answers=remarks.missing_answers(evaluation, places),
        questions=questions,
        advisories=advisories,
        optional=optional,
        documented=criteria.documented(evaluation, whole, places),
        documented_in_part=criteria.documented_in_part(evaluation, whole, places),
        set_aside=criteria.set_aside(evaluation, whole),
        uncounted=uncounted.uncounted(evaluation, places),
        dates=dates_of(evaluation.outlook, evaluation.ruler.as_of, places),
        claims=remarks.claims(evaluation, places),
        claimed=uncounted.claimed(evaluation, places),
        errors=remarks.errors(evaluation),
        warnings=tuple(map(notice_in_words, evaluation.warnings)),
        sources=computation.sources(evaluation),
        ruler=computation.ruler(result, places.files),
        logic=tuple(whole.values()),
        limits=computation.limits(evaluation),
        profile_changes=profiles.profile_changes(evaluation.profile),
        choices=profiles.choices(evaluation),
        interpretations=computation.interpretations(evaluation),
        trace_title=computation.trace_title(evaluation),
        trace_open=False,
        trace=computation.trace(evaluation),
        notice=evaluation.notice,
    )


def facts_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Say in a few words which proposal this is."""
    proposal = evaluation.proposal
    return tuple(
        filter(
            None,
            [
                _change_in_words(proposal),
                proposal.steward and say("facts.steward", name=shortened(proposal.steward)),
                proposal.measure_type and say("facts.measure", type=name_in_words(proposal.measure_type)),
                say("facts.as_of", date=date_in_words(evaluation.ruler.as_of)),
            ],
        ),
    )


def _change_in_words(proposal: ProposalSummary) -> str:
    """Say what is done with which codes; nothing of either where the proposal does not say it."""
    codes, change = joined(list(proposal.codes)), CHANGES.get(proposal.change, name_in_words(proposal.change))
    if change and not codes:
        return say("change.no_code", change=change)
    return say("change.codes", n=len(proposal.codes), change=change, codes=codes) if change else codes


def counts_of(evaluation: Evaluation, work: LeastWork | None = None) -> tuple[Fact, ...]:
    """Give the numbers that stand under the recommendation."""
    recommendation, form = evaluation.recommendation, evaluation.completeness
    review = evaluation.review
    effective = (Fact(say("counts.readiness_effective"), readiness_in_words(review.readiness)),) if review else ()
    least = (Fact(say("least_work.name"), work.summary),) if work and work.summary else ()
    return (
        Fact(say("counts.readiness"), readiness_in_words(evaluation.readiness)),
        *effective,
        Fact(say("counts.form"), _form_in_words(form)),
        *least,
        Fact(say("counts.gaps"), _gaps_in_words(recommendation.gaps, recommendation.addressable)),
        Fact(say("counts.questions"), str(recommendation.questions)),
        Fact(say("counts.advisories"), str(recommendation.advisories)),
    )


def readiness_in_words(readiness: Readiness) -> str:
    """Say how many of the criteria that apply are documented, and how many could be."""
    if readiness.of == 0:
        return say("counts.none_applies")
    if readiness.low == readiness.high:
        return say("counts.readiness_decided", low=readiness.low, of=readiness.of)
    return say("counts.readiness_between", low=readiness.low, high=readiness.high, of=readiness.of)


def _form_in_words(form: Completeness) -> str:
    return say("counts.answered", answered=form.answered, of=form.of) if form.of else say("counts.nothing_needed")


def _gaps_in_words(gaps: int, addressable: int) -> str:
    if gaps == 0:
        return say("counts.no_gaps")
    if gaps == addressable:
        return say("counts.all_addressable", gaps=gaps)
    return say("counts.addressable", gaps=gaps, addressable=addressable)


def _lead(lead: LeadAnswer | None, places: Places) -> Lead | None:
    if lead is None:
        return None
    said = value_in_words(lead.value) if lead.state == "answered" else ""
    silence = "" if said else say("lead.silence", state=STATES[lead.state])
    return Lead(lead.title, said, silence, places.of([lead.path]))


def _targets(evaluation: Evaluation, groups: tuple[GapGroup, ...], questions: tuple[Question, ...]) -> dict[str, str]:
    # A reader who picks a criterion wants what is open in it first, and else where it stands in full.
    targets = {each.id: criteria.decided_anchor_of(each) for each in evaluation.criteria}
    targets |= {each.id: criteria.anchor_of(each) for each in evaluation.criteria if criteria.stands_in_full(each)}
    targets |= {question.subject.id: question.anchor for question in reversed(questions)}
    return targets | {each.subject.id: each.anchor for group in reversed(groups) for each in reversed(group.subjects)}


def _contents(
    evaluation: Evaluation, documents: Documents, groups: tuple[GapGroup, ...], questions: int, advisories: int
) -> tuple[Contents, ...]:
    since = [Contents("since", say("since.contents"), "")] if documents.changes else []
    gaps = [Contents(group.anchor, group.heading, group.how_many) for group in groups]
    rest = [
        Contents("questions", say("questions.title"), str(questions)),
        Contents("advisories", say("advisories.title"), str(advisories)),
        Contents("documented", say("documented.title"), say("counts.criteria", n=evaluation.readiness.low)),
        Contents("computed", say("computed.title"), ""),
    ]
    return (
        *since,
        *decided_contents(evaluation),
        *(gaps or [Contents("gaps", say("gaps.title"), "0")]),
        *rest,
    )
