"""Evaluate a proposal under a review: the findings stand as they are, and beside them what people have said.

What follows from it is derived by the rules of the engine, in a second run.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from evaluator import scoring
from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.model.criteria import Outcome
from evaluator.model.evaluation import CriterionResult, Evaluation, ReviewUsed
from evaluator.model.review import Comment, Disposition, Entry, Review
from evaluator.model.trace import TraceNode
from evaluator.rendering.catalogue import ENGLISH, speaking
from evaluator.rendering.dispositions import effective_sentence
from evaluator.review.dates import later_days
from evaluator.review.digests import review_digest
from evaluator.review.fitting import refuse_other_proposal, refuse_unfit
from evaluator.review.lapsing import Counting, Standing, standing
from evaluator.review.reading import ReadReview
from evaluator.review.subjects import Subjects

if TYPE_CHECKING:
    from evaluator.model.calendar import Calendar
    from evaluator.model.criteria import Pack
    from evaluator.model.notices import Notice
    from evaluator.model.proposal import Proposal
    from evaluator.packs.own_codes import CodeList

_OUTCOME_OF: dict[str, Outcome] = {
    "met": "true",
    "not_met": "false",
    "incomplete": "unknown",
    "needs_judgement": "judgement",
    "not_applicable": "not_applicable",
}
_STAND = ("affirmed", "deferred")


class ReviewedEvaluator(Evaluator):
    """Evaluates the proposal of one review."""

    def __init__(
        self,
        pack: Pack,
        as_of: datetime.date | None,
        read: ReadReview,
        *,
        codes: CodeList | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """Prepare a pack and a review.

        Raises:
            ReviewError: if the review is a blind round, or was made beside other criteria.
        """
        super().__init__(pack, as_of, codes=codes, calendar=calendar)
        self._read = read
        self._subjects = Subjects(self)
        refuse_unfit(read, pack)

    def evaluate(self, proposal: Proposal, warnings: tuple[Notice, ...] = ()) -> Evaluation:
        """Evaluate the proposal, and beside it what the dispositions make of it.

        Raises:
            ReviewError: if the review is of another proposal.
            ChainError: if the rules engine fails on every criterion.
        """
        engine = self.run(proposal)
        evaluation = self.assemble(proposal, engine, warnings)
        refuse_other_proposal(self._read, evaluation.proposal)
        subjects = self._subjects.of(engine)
        stand = standing(self._read.review, subjects, self.compiled, self.as_of.isoformat())
        given = _given(stand, self._read.review, self.as_of.isoformat())
        followed = self._follow(proposal, engine, given)
        return _beside(evaluation, self._read.review, given, stand, engine, followed)

    def _follow(self, proposal: Proposal, engine: Run, given: list[Disposition]) -> Run:
        """Let the rules derive what follows; where every finding stands, nothing else does."""
        moved = [one for one in given if one.prevails and one.disposition not in _STAND]
        if not moved:
            return engine
        compiled = {key: each.compiled for one in engine.criteria for key, each in one.observed.items()}
        assumed = {one.key: _observation(compiled[one.key], one) for one in moved if one.about == "check"}
        disposed = {one.criterion: one.effective for one in moved if one.about == "criterion"}
        return self.run(proposal, assumed, disposed)


def _observation(compiled: CompiledCheck, given: Disposition) -> Observation:
    # A "not met" that people say is never one that no work could close: only the pack's own cases say that.
    closable = (number for number, inherent in enumerate(compiled.inherent) if not inherent)
    return Observation(_OUTCOME_OF[given.effective], next(closable, 0))


def _given(stand: Standing, review: Review, as_of: str) -> list[Disposition]:
    spoken = {one.subject.criterion for one in stand.counting if one.subject.about == "criterion"}
    return [_disposition(one, review, as_of, spoken) for one in stand.counting]


def _disposition(one: Counting, review: Review, as_of: str, spoken: set[str]) -> Disposition:
    entry, subject = one
    fulfilled = entry.fulfilled is not None and entry.fulfilled <= as_of
    data: dict[str, Any] = {
        "key": subject.key,
        "about": subject.about,
        "criterion": subject.criterion,
        "scope": subject.scope,
        "found": subject.found,
        "effective": _effective(entry, subject.found, fulfilled=fulfilled),
        "prevails": subject.about == "criterion" or subject.criterion not in spoken,
        "overdue": entry.due is not None and entry.due < as_of and not fulfilled,
        "who": entry.who or review.reviewer,
        "when": entry.when or review.date,
    }
    written = entry.model_dump(exclude_none=True, by_alias=True, exclude={"to", "rating", *data})
    return Disposition.model_validate(data | written)


def _effective(entry: Entry, found: str, *, fulfilled: bool) -> str:
    if entry.disposition == "conditional":
        return "met" if fulfilled else "incomplete"
    return entry.to or found


def _beside(  # noqa: PLR0913, PLR0917  the evaluation, the review and what came of both
    evaluation: Evaluation, review: Review, given: list[Disposition], stand: Standing, engine: Run, followed: Run
) -> Evaluation:
    by_key = {one.key: one for one in given}
    form, *criteria = [_with(one, by_key, followed) for one in (evaluation.form, *evaluation.criteria)]
    word: Any = followed.recommendation
    recommendation = evaluation.recommendation.model_copy(update={"effective": word})
    used = ReviewUsed(
        reviewer=review.reviewer,
        date=review.date,
        of_this_draft=review.record.proposal.digest == evaluation.proposal.digest,
        sentence=_sentence(word, [form, *criteria], given, stand),
        readiness=scoring.readiness([one.effective or one.finding for one in criteria]),
        dispositions=tuple(given),
        lapsed=stand.lapsed,
        comments=tuple(_comments(review)),
        undecided=sum(key not in _decided(review) for key in review.record.entries),
        trace=tuple(_derived(engine, followed)),
    )
    return evaluation.model_copy(
        update={
            "ruler": evaluation.ruler.model_copy(update={"review": review_digest(review)}),
            "recommendation": recommendation,
            "form": form,
            "criteria": tuple(criteria),
            "review": used,
            "warnings": (*evaluation.warnings, *later_days(review, stand.counting, evaluation.ruler.as_of.isoformat())),
        }
    )


def _with(criterion: CriterionResult, given: dict[str, Disposition], followed: Run) -> CriterionResult:
    checks = tuple(check.model_copy(update={"disposition": given.get(check.key)}) for check in criterion.checks)
    effective = followed.findings[criterion.id]["finding"]
    said = given.get(criterion.id)
    return criterion.model_copy(update={"checks": checks, "effective": effective, "disposition": said})


def _decided(review: Review) -> set[str]:
    return {key for key, entry in review.entries.items() if entry.disposition is not None}


def _comments(review: Review) -> list[Comment]:
    decided, record = _decided(review), review.record.entries
    return [
        Comment(key=key, criterion=one.criterion, scope=one.scope, text=entry.comment)
        for key, one in record.items()
        if key not in decided and (entry := review.entries.get(key)) is not None and entry.comment
    ]


def _derived(engine: Run, followed: Run) -> list[TraceNode]:
    """List the facts of the second run that are not those of the first."""
    before = {str(fact["id"]): fact for fact in (*engine.facts, *(derived for _, _, derived in engine.firings))}
    rows = [*(("", (), fact) for fact in followed.facts), *followed.firings]
    return [
        TraceNode(id=str(fact["id"]), rule=rule, because=because, fact={k: v for k, v in fact.items() if k != "id"})
        for rule, because, fact in rows
        if before.get(str(fact["id"])) != fact
    ]


def _sentence(word: Any, criteria: list[CriterionResult], given: list[Disposition], stand: Standing) -> str:
    # The form check is known by its title, as in a report; a result is the same in every language.
    form = criteria[0].model_copy(update={"id": ""})
    with speaking(ENGLISH):
        return effective_sentence(word, [form, *criteria[1:]], given, stand.lapsed)
