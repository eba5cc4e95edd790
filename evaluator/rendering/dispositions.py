"""What people decided beside the findings, and what follows: each disposition, what lapsed, found and effective."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, get_args

from evaluator.model.review import DispositionWord, ReasonCode
from evaluator.packs.paths import SOURCES
from evaluator.rendering.advice_shapes import Decided, Decision, Dispositions, LapsedDecision
from evaluator.rendering.catalogue import say
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.page_shapes import Contents
from evaluator.rendering.recommendation import recommendation_sentence
from evaluator.rendering.shapes import Fact
from evaluator.rendering.subjects import criteria_of, named, scope_in_words
from evaluator.rendering.values import date_in_words
from evaluator.rendering.words import FINDINGS, RECOMMENDATIONS, Words, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluator.model.evaluation import CriterionResult, Evaluation, RecommendationWord
    from evaluator.model.review import ChangedAnswer, Disposition, Lapsed, Vote
    from evaluator.model.scope import Scope
    from evaluator.rendering.shapes import Mark

DISPOSITIONS: Words[DispositionWord] = Words("disposition", get_args(DispositionWord))
REASONS: Words[ReasonCode] = Words("disposition_reason", get_args(ReasonCode))
FACTS = Words(
    "disposition_fact",
    (
        "reason",
        "rationale",
        "condition",
        "owner",
        "due",
        "fulfilled",
        "basis",
        "vote",
        "expires",
        "decided",
        "comment",
    ),
)
_OPEN = ("not_met", "incomplete", "needs_judgement", "error")


def effective_sentence(
    word: RecommendationWord,
    criteria: Iterable[CriterionResult],
    given: Sequence[Disposition],
    lapsed: Sequence[Lapsed],
) -> str:
    """Say what the recommendation is after dispositions, and of which criteria something is still open."""
    still_open = [one.id or one.title for one in criteria if (one.effective or one.finding) in _OPEN]
    conditions = sum(one.disposition == "conditional" and one.effective == "incomplete" for one in given)
    parts = [say("dispositions.counted", n=len(given))]
    if lapsed:
        parts.append(say("dispositions.lapsed_count", number=len(lapsed)))
    if conditions:
        parts.append(say("dispositions.conditions_open", n=conditions))
    rest = say("recommendation_with.joint").join(parts)
    opening = RECOMMENDATIONS[word].word
    if not still_open:
        return say("dispositions.effective", recommendation=opening, rest=rest)
    return say("dispositions.effective_open", recommendation=opening, criteria=joined(still_open), rest=rest)


def sentences(evaluation: Evaluation) -> tuple[str, str]:
    """Say the effective recommendation, and beside it that of the program alone; the latter is empty where none is."""
    review, found = evaluation.review, evaluation.recommendation
    if review is None:
        return "", ""
    effective = effective_sentence(found.effective, criteria_of(evaluation), review.dispositions, review.lapsed)
    alone = found.model_copy(update={"effective": found.engine})
    sentence = recommendation_sentence(alone, criteria_of(evaluation))
    return effective, say("dispositions.by_engine", sentence=sentence)


def dispositions_of(evaluation: Evaluation) -> Dispositions | None:
    """Show the review of an evaluation; nothing where there is none."""
    review = evaluation.review
    if review is None:
        return None
    names = {one.id: one for one in (evaluation.form, *evaluation.criteria)}
    asked = {check.key: check.asks for one in names.values() for check in one.checks}

    def subject(key: str, criterion: str, scope: Scope) -> str:
        one = names.get(criterion)
        name = criterion if one is None else one.title if one is evaluation.form else named(one)
        return " · ".join(filter(None, [name, asked.get(key, key if key != criterion else ""), scope_in_words(scope)]))

    return Dispositions(
        about=_about(evaluation),
        rows=tuple(_rows(evaluation)),
        decisions=tuple(_decision(one, subject(one.key, one.criterion, one.scope)) for one in review.dispositions),
        lapsed=tuple(_lapsed(one, subject(one.key, one.criterion, one.scope)) for one in review.lapsed),
        comments=tuple(Fact(subject(one.key, one.criterion, one.scope), one.text) for one in review.comments),
        undecided=say("dispositions.undecided", n=review.undecided) if review.undecided else "",
    )


def disposition_line(one: Disposition) -> str:
    """Say in one line what people said of a finding, why and who."""
    moved = moved_in_words(FINDINGS[one.found] if one.found != one.effective else None, FINDINGS[one.effective])
    said = f"{DISPOSITIONS[one.disposition]}: {moved}. {one.rationale or one.condition}".strip()
    return " ".join(filter(None, [said, f"({_decided(one)})", _remark(one)]))


def moved_in_words(found: Mark | None, now: Mark) -> str:
    """Say what a finding was, where that has changed, and what it is."""
    shown = f"{now.symbol} {now.word}"
    return say("dispositions.from_to", found=f"{found.symbol} {found.word}", now=shown) if found else shown


def decided_contents(evaluation: Evaluation) -> tuple[Contents, ...]:
    """Name the section of dispositions in the table of contents."""
    review = evaluation.review
    if review is None:
        return ()
    return (Contents("dispositions", say("dispositions.title"), str(len(review.dispositions))),)


def _about(evaluation: Evaluation) -> str:
    review = evaluation.review
    if review is None:
        return ""
    date = _day(review.date)
    whose = say("dispositions.by", name=review.reviewer, date=date) if review.reviewer else ""
    changed = "" if review.of_this_draft else say("dispositions.draft_changed")
    return " ".join(filter(None, [whose or say("dispositions.of_day", date=date), changed]))


def _rows(evaluation: Evaluation) -> Iterator[Decided]:
    for one in criteria_of(evaluation):
        effective = one.effective or one.finding
        if effective != one.finding:
            yield Decided(one.id, one.title, FINDINGS[one.finding], FINDINGS[effective])


def _decision(one: Disposition, subject: str) -> Decision:
    return Decision(
        subject=subject,
        word=DISPOSITIONS[one.disposition],
        found=FINDINGS[one.found] if one.found != one.effective else None,
        now=FINDINGS[one.effective],
        remark=_remark(one),
        facts=(*_reason(one), *_facts(one)),
    )


def _remark(one: Disposition) -> str:
    if not one.prevails:
        return say("dispositions.criterion_prevails", criterion=one.criterion)
    return say("dispositions.overdue", date=_day(one.due)) if one.overdue else ""


def _reason(one: Disposition) -> tuple[Fact, ...]:
    return (Fact(FACTS["reason"], REASONS[one.reason]),) if one.reason else ()


def _facts(one: Disposition | Lapsed) -> tuple[Fact, ...]:
    return tuple(Fact(FACTS[name], said) for name, said in _said(one) if said)


def _said(one: Disposition | Lapsed) -> Iterator[tuple[str, str]]:
    yield "rationale", one.rationale
    yield "condition", one.condition
    yield "owner", one.owner
    yield "due", _day(one.due)
    yield "fulfilled", _day(one.fulfilled)
    yield "basis", one.basis
    yield "vote", _vote(one.vote) if one.vote else ""
    yield "expires", _day(one.expires)
    yield "decided", _decided(one)
    yield "comment", one.comment


def _decided(one: Disposition | Lapsed) -> str:
    return ", ".join(filter(None, [one.who, _day(one.when)]))


def _vote(vote: Vote) -> str:
    parts = [
        say("dispositions.vote_for", number=vote.for_),
        say("dispositions.vote_against", number=vote.against),
        say("dispositions.vote_abstained", number=vote.abstained) if vote.abstained else "",
        say("dispositions.vote_eligible", number=vote.eligible) if vote.eligible is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _lapsed(one: Lapsed, subject: str) -> LapsedDecision:
    word = DISPOSITIONS[one.disposition]
    to = next((mark.word for key, mark in FINDINGS.items() if key == one.said), "")
    return LapsedDecision(
        subject=subject,
        word=say("dispositions.lapsed_to", word=word, finding=to) if to else word,
        reason=notice_in_words(one.reason),
        changed=tuple(map(_changed, one.changed)),
        facts=_facts(one),
    )


def label_of(changed: ChangedAnswer) -> str:
    """Name an answer that changed as the form does; a source of the register by the name it has there."""
    name = changed.path.removeprefix(f"{SOURCES}.")
    is_source = name != changed.path and not name.split(".")[0].isdecimal()
    return changed.label or (say("dispositions.source", name=name) if is_source else "")


def _changed(changed: ChangedAnswer) -> str:
    label = label_of(changed)
    return f"{label} ({changed.path})" if label else changed.path


def _day(text: str) -> str:
    return date_in_words(datetime.date.fromisoformat(text)) if text else ""
