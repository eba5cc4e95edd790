"""Compare reviews of the same proposals: what each reviewer said, how far they agree, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import get_args

from evaluator.errors import Fault, ReviewError
from evaluator.model.comparison import (
    AgreementFound,
    Coefficient,
    ComparedItem,
    ComparedProposal,
    ComparedSubject,
    Comparison,
    SaidBy,
)
from evaluator.model.review import Entry, RecordedEntry, Review, Said
from evaluator.review.agreement import agreement
from evaluator.review.reading import ReadReview

SCALE: tuple[Said, ...] = get_args(Said)
FEW = 10  # ours: below it the number of agreements says more than any coefficient
_RANK = {"not_met": 0, "incomplete": 1, "needs_judgement": 2, "met": 3}
_FURTHEST = 4


def compare(reads: Sequence[ReadReview]) -> Comparison:
    """Compare reviews: files are put together by proposal and reviewer.

    Raises:
        ReviewError: with every reason why the files cannot be compared.
    """
    _refuse(reads)
    by_proposal = _by_proposal(reads)
    shared = {digest: group for digest, group in by_proposal.items() if len(group) > 1}
    alone = {digest: group for digest, group in by_proposal.items() if len(group) == 1}
    subjects = _subjects(list(shared.values()))
    of_criteria = [item for one in subjects if one.about == "criterion" for item in one.items]
    reviewers = tuple(sorted({_reviewer(read) for group in shared.values() for read in group}))
    saw = {_reviewer(read) for read in reads if not read.review.record.blind}
    ruler = reads[0].review.record.ruler
    return Comparison(
        pack=ruler.pack,
        profile=ruler.profile,
        scale=SCALE,
        reviewers=reviewers,
        blind=tuple(name for name in reviewers if name not in saw),
        proposals=tuple(_proposal(group) for group in shared.values()),
        alone=tuple(_proposal(group) for group in alone.values()),
        criteria=_agreement(of_criteria),
        subjects=tuple(subjects),
        discuss=tuple(one.id for one in sorted(subjects, key=_sameness) if any(item.differs for item in one.items)),
    )


def word_of(entry: Entry, recorded: RecordedEntry) -> str | None:
    """Say which finding a reviewer holds right; none where nothing was decided, or it was put off."""
    match entry.disposition:
        case "affirmed":
            return recorded.found
        case "conditional":
            return "met" if entry.fulfilled else "incomplete"
        case "deferred":
            return None
        case _:
            return entry.to or entry.rating


def _subjects(groups: list[list[ReadReview]]) -> list[ComparedSubject]:
    """Put together what was said of each criterion and check, the items of lists and proposals under one head."""
    heads: dict[str, RecordedEntry] = {}
    items: dict[str, list[ComparedItem]] = {}
    for group in groups:
        for key, recorded in {k: one for read in group for k, one in read.review.record.entries.items()}.items():
            item = _item(key, recorded, group)
            if sum(said.word is not None for said in item.said) > 1 or any(said.comment for said in item.said):
                name = recorded.check or recorded.criterion
                heads.setdefault(name, recorded)
                items.setdefault(name, []).append(item)
    return [
        ComparedSubject(
            id=name,
            about=head.about,
            criterion=head.criterion,
            title=head.title,
            agreement=_agreement(items[name]),
            items=tuple(items[name]),
        )
        for name, head in sorted(heads.items(), key=lambda each: each[1].about != "criterion")
    ]


def _item(key: str, recorded: RecordedEntry, group: list[ReadReview]) -> ComparedItem:
    said = tuple(_said(read.review, key) for read in group if key in read.review.record.entries)
    words = {one.word for one in said if one.word is not None}
    return ComparedItem(proposal=_name(group[0].review), scope=recorded.scope, said=said, differs=len(words) > 1)


def _said(review: Review, key: str) -> SaidBy:
    entry = review.entries.get(key, Entry())
    return SaidBy.model_validate(
        {
            "reviewer": review.reviewer.strip(),
            "word": word_of(entry, review.record.entries[key]),
            "disposition": entry.disposition,
            "rationale": entry.rationale or entry.condition or "",
            "comment": entry.comment or "",
        }
    )


def _agreement(items: Iterable[ComparedItem]) -> AgreementFound:
    rated = [{one.reviewer: one.word for one in item.said if one.word is not None} for item in items]
    found = agreement(rated, SCALE)
    return AgreementFound(
        n=found.n,
        raw=_coefficient(found.raw),
        ac1=_coefficient(found.ac1),
        kappa=_coefficient(found.kappa),
        undefined=found.undefined,
        too_few=found.n < FEW,
    )


def _coefficient(value: Fraction | None) -> Coefficient:
    return Coefficient() if value is None else Coefficient(exact=str(value), shown=f"{float(round(value, 2)):.2f}")


def _sameness(one: ComparedSubject) -> tuple[Fraction, int]:
    """Put what differs most first: in how many cases, and then how far apart the words lie."""
    return Fraction(one.agreement.raw.exact or 1), -max(map(_apart, one.items))


def _apart(item: ComparedItem) -> int:
    words = {said.word for said in item.said if said.word is not None}
    ranks = [_RANK[word] for word in words if word in _RANK]
    if len(ranks) < len(words) and len(words) > 1:  # whether it applies at all is the question that comes first
        return _FURTHEST
    return max(ranks) - min(ranks) if ranks else 0


def _refuse(reads: Sequence[ReadReview]) -> None:
    faults = [fault for read in reads for fault in _faults_of(read, reads)]
    if not faults and len({read.review.record.proposal.digest for read in reads}) == len(reads):
        found = f"{len(reads)} reviews, no two of the same proposal" if len(reads) > 1 else "one review"
        step = "Name the files of two reviewers, or a folder that holds them."
        faults.append(Fault("", found, "two reviews of one proposal by two reviewers", step))
    if faults:
        raise ReviewError(faults)


def _faults_of(read: ReadReview, reads: Sequence[ReadReview]) -> list[Fault]:
    """Tell why a review cannot be compared with those before it."""
    faults, record = [], read.review.record
    if not _reviewer(read):
        faults.append(_fault(read, "reviewer", "nothing", "who reviewed", "Two reviewers are told apart by it."))
    first = reads[0].review.record.ruler
    if (record.ruler.pack, record.ruler.profile) != (first.pack, first.profile):
        found, expected = (" under ".join(filter(None, [one.pack, one.profile])) for one in (record.ruler, first))
        step = f"Only reviews beside the same criteria are compared; the other is {reads[0].file}."
        faults.append(_fault(read, "record.ruler", found, expected, step))
    for other in reads[: reads.index(read)]:
        faults += _clash(read, other)
    return faults


def _clash(read: ReadReview, other: ReadReview) -> list[Fault]:
    mine, theirs = read.review.record.proposal, other.review.record.proposal
    if mine.digest == theirs.digest and _reviewer(read) and _reviewer(read) == _reviewer(other):
        found = f'a second review by "{_reviewer(read)}" of the same proposal'
        step = f"The other is {other.file}. Name one of the two, or mend the name."
        return [_fault(read, "reviewer", found, "reviews by different people", step)]
    if mine.id and mine.id == theirs.id and mine.digest != theirs.digest:
        found, step = f'another draft of "{mine.id}"', f"{other.file} is of the other draft. Compare reviews of one."
        return [_fault(read, "record.proposal", found, "reviews of one draft", step)]
    return []


def _fault(read: ReadReview, where: str, found: str, expected: str, step: str) -> Fault:
    return Fault(where, found, expected, step, read.file, read.line(where))


def _by_proposal(reads: Sequence[ReadReview]) -> dict[str, list[ReadReview]]:
    groups: dict[str, list[ReadReview]] = {}
    for read in sorted(reads, key=_reviewer):
        groups.setdefault(read.review.record.proposal.digest, []).append(read)
    return dict(sorted(groups.items(), key=lambda each: (_name(each[1][0].review), each[0])))


def _proposal(group: list[ReadReview]) -> ComparedProposal:
    record = group[0].review.record
    return ComparedProposal(
        name=_name(group[0].review), digest=record.proposal.digest, reviewers=tuple(map(_reviewer, group))
    )


def _name(review: Review) -> str:
    proposal = review.record.proposal
    return proposal.id or proposal.title or f"proposal {proposal.digest[:8]}"


def _reviewer(read: ReadReview) -> str:
    return read.review.reviewer.strip()
