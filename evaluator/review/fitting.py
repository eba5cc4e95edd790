"""Whether a review fits what it is used with: one with dispositions, beside these criteria, of this proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.errors import Fault, ReviewError

if TYPE_CHECKING:
    from evaluator.model.criteria import Pack
    from evaluator.model.evaluation import ProposalSummary
    from evaluator.review.reading import ReadReview


def refuse_unfit(read: ReadReview, pack: Pack) -> None:
    """Refuse a review that can say nothing beside findings under a pack.

    Raises:
        ReviewError: if it is a blind round, or was made beside other criteria.
    """
    _refuse([*_blind(read), *_other_pack(read, pack)])


def refuse_other_proposal(read: ReadReview, proposal: ProposalSummary) -> None:
    """Refuse a review of another proposal.

    Raises:
        ReviewError: if it is one.
    """
    _refuse(_other_proposal(read, proposal))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise ReviewError(faults)


def _blind(read: ReadReview) -> list[Fault]:
    if not read.review.record.blind:
        return []
    step = "Ratings of a blind round are for `cat2 review compare`; then decide in a file of `cat2 review new`."
    return [Fault("record.blind", "a blind round", "a review with dispositions", step, read.file, read.line("record"))]


def _other_pack(read: ReadReview, pack: Pack) -> list[Fault]:
    found = read.review.record.ruler.pack
    if found.partition("@")[0] == pack.id:
        return []
    step = "Name the criteria of the review with --pack."
    return [Fault("record.ruler.pack", found, pack.ruler_id, step, read.file, read.line("record.ruler"))]


def _other_proposal(read: ReadReview, proposal: ProposalSummary) -> list[Fault]:
    of = read.review.record.proposal
    same = of.id == proposal.id if of.id and proposal.id else of.title == proposal.title
    if same or of.digest == proposal.digest:
        return []
    found, expected = (f'a review of "{each}"' for each in (of.id or of.title, proposal.id or proposal.title))
    step = "Name the proposal that was reviewed, or begin a review of this one with `cat2 review new`."
    return [Fault("record.proposal", found, expected, step, read.file, read.line("record.proposal"))]
