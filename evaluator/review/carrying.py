"""What of an earlier review goes into the review of a new draft: what was said of answers that have not changed.

What lapsed is never carried: it stands in the new file as a comment, with what changed, to be decided anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from evaluator.model.review import Entry, Lapsed, Review
from evaluator.rendering.dispositions import label_of
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.words import count
from evaluator.review.fitting import refuse_other_proposal, refuse_unfit
from evaluator.review.lapsing import standing, still_said_of
from evaluator.review.subjects import Subjects

if TYPE_CHECKING:
    from evaluator.api import Evaluator
    from evaluator.engine import Run
    from evaluator.model.evaluation import ProposalSummary
    from evaluator.review.reading import ReadReview

_KEYS = ("disposition", "to", "reason", "rationale", "condition", "owner", "due", "fulfilled")
_MORE = ("who", "when", "basis", "vote", "expires", "comment")
_TOLD = ("rationale", "condition", "owner", "due", "fulfilled", "basis", "expires")


class Carried(NamedTuple):
    """By key: the entries that stand, and of the others what was said and why it counts no more."""

    source: str
    entries: Mapping[str, Entry]
    lapsed: Mapping[str, tuple[str, ...]]

    @property
    def keys(self) -> set[str]:
        """Name everything that the earlier review has spoken of."""
        return {*self.entries, *self.lapsed}

    @property
    def summary(self) -> str:
        """Say how much was carried over, and how much was not."""
        decisions = sum(one.disposition is not None for one in self.entries.values())
        remarks = len(self.entries) - decisions
        kept = f"Carried over from {self.source}: {count(decisions, 'disposition')}, {count(remarks, 'comment')}."
        return f"{kept} Lapsed: {len(self.lapsed)}, told in the new file, to be decided anew." if self.lapsed else kept


NOTHING = Carried("", {}, {})


def carried_over(read: ReadReview, evaluator: Evaluator, found: Run, proposal: ProposalSummary) -> Carried:
    """Part what an earlier review says into what still stands for a new draft and what has lapsed.

    Raises:
        ReviewError: if it is a blind round, or a review beside other criteria or of another proposal.
    """
    refuse_unfit(read, evaluator.pack)
    refuse_other_proposal(read, proposal)
    source = PurePath(read.file).name  # the new file is handed around, and a folder may tell more than its owner wants
    review, subjects = read.review, Subjects(evaluator).of(found)
    stand = standing(review, subjects, evaluator.compiled, evaluator.as_of.isoformat())
    entries = {one.subject.key: _signed(one.entry, review) for one in stand.counting}
    lapsed = {one.key: tuple(_told(one, source)) for one in stand.lapsed}
    for key, entry in review.entries.items():
        if entry.disposition is None and entry.comment:
            if still_said_of(review, key, subjects.get(key)):
                entries[key] = _signed(entry, review)
            else:
                remark = f"Remarked in {source}{_by(review.reviewer, review.date)}: {entry.comment}"
                lapsed[key] = (remark, "What it was remarked on has changed.")
    return Carried(source, entries, lapsed)


def entry_data(entry: Entry) -> dict[str, object]:
    """Give what an entry says, in the order in which people fill it in."""
    said = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {name: said[name] for name in (*_KEYS, *_MORE) if name in said}


def _signed(entry: Entry, review: Review) -> Entry:
    """Name who said it and when, since the new file is of another date and may be of another reviewer."""
    if entry.disposition is None:
        return entry
    who, when = entry.who or review.reviewer or None, entry.when or review.date
    return entry.model_copy(update={"who": who, "when": when})


def _told(one: Lapsed, source: str) -> Iterator[str]:
    to = f", to {one.said}" if one.said else ""
    yield f"Lapsed, to be decided anew. In {source}{_by(one.who, one.when)}: {one.disposition}{to}."
    said = one.model_dump(mode="json", by_alias=True, exclude_none=True)
    for name in _TOLD:
        if said[name]:
            yield f"{name.capitalize()} then: {said[name]}"
    if one.vote:
        yield f"Vote then: {', '.join(f'{name} {number}' for name, number in said['vote'].items())}"
    if one.comment:
        yield f"Comment then: {one.comment}"
    yield notice_in_words(one.reason)
    for changed in one.changed:
        yield f"- {', '.join(filter(None, [label_of(changed), changed.path]))}"


def _by(who: str, when: str) -> str:
    return f" ({', '.join(filter(None, (who, when)))})"
