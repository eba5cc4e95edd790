"""What every page of one server works with: the store, the criteria in force, and what was found last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from evaluator.api import Evaluator
from evaluator.engine.unasked import fields_read
from evaluator.errors import ChainError
from evaluator.model.answers import Answer
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Evaluation, RecommendationWord
from evaluator.model.next_questions import NextQuestions
from evaluator.model.proposal import Proposal
from evaluator.proposals.draft_reading import ReadDraft, read_draft
from evaluator.proposals.writing import digest
from evaluator.review.effective import ReviewedEvaluator
from evaluator.review.reading import ReadReview
from evaluator.store.proposals import Store, canonical
from evaluator.store.records import StoredProposal
from evaluator.web.asking import Asking
from evaluator.web.own import Own

_REMEMBERED = 64


@dataclass(frozen=True)
class Judged:
    """A draft with everything that was found about it."""

    draft: dict[str, Any]
    read: ReadDraft
    evaluation: Evaluation
    relevance: dict[str, bool | None]

    @property
    def digest(self) -> str:
        """Name what was judged by its answers."""
        return digest(self.read.proposal)


class Brief(NamedTuple):
    """What the list says of a proposal: its recommendation, the kind of change and who keeps the measure."""

    finding: RecommendationWord
    change: str
    steward: str


class Office:
    """The store and the criteria of one server; it judges one draft at a time, as the rules engine wants it."""

    def __init__(self, store: Store, pack: Pack, own: Own | None = None, asking: Asking | None = None) -> None:
        """Prepare the criteria; without `asking`, nobody is told what to answer next."""
        self.store, self.pack, self.own, self._asking = store, pack, own or Own(), asking
        self._evaluator = self._made()
        self._lock = threading.Lock()
        self.saving = threading.Lock()
        self._judged: OrderedDict[str, Judged] = OrderedDict()
        self._briefs: dict[tuple[str, int], Brief] = {}
        self._reads: dict[str, frozenset[str]] = {}
        self._readers = {plan.criterion.id: frozenset(fields_read(plan)) for plan in self.evaluator.compiled.plans}

    @property
    def evaluator(self) -> Evaluator:
        """Give the evaluator of the day that was named, or of today; a server may run for days."""
        if self._evaluator.as_of != self.own.day:
            self._evaluator = self._made()
            self._judged.clear()
            self._briefs.clear()
        return self._evaluator

    def reviewed(self, read: ReadReview) -> ReviewedEvaluator:
        """Give an evaluator under a review, that judges by all else as the one of the form does.

        Raises:
            ReviewError: if the review is a blind round, or was made beside other criteria.
        """
        return ReviewedEvaluator(
            self.pack, self.evaluator.as_of, read, codes=self.own.codes, calendar=self.own.calendar
        )

    def judged(self, draft: dict[str, Any]) -> Judged:
        """Judge a draft, or remember what was found."""
        evaluator, name = self.evaluator, canonical(draft)
        with self._lock:
            if name not in self._judged:
                self._judged[name] = self._judge(evaluator, draft)
                while len(self._judged) > _REMEMBERED:
                    self._judged.popitem(last=False)
            self._judged.move_to_end(name)
            return self._judged[name]

    def brief(self, stored: StoredProposal) -> Brief:
        """Say of a proposal what a list shows; it is remembered for as long as the version is in force."""
        evaluator, name = self.evaluator, (stored.id, stored.head)
        brief = self._briefs.get(name)
        if brief is None:
            read = read_draft(self.store.version(*name).data, self.pack).proposal
            with self._lock:
                found = _recommendation(evaluator, read)
            brief = self._briefs[name] = Brief(found, _said(read.change.kind), _said(read.measure.steward))
        return brief

    def next_questions(self, now: Judged, wait: float = 0) -> NextQuestions | None:
        """Say what to answer next; None while it is not worked out. Who does not wait sets nothing going."""
        if self._asking is None:
            return None
        proposal, day = now.read.proposal, now.evaluation.ruler.as_of
        return self._asking.questions(proposal, day, wait) if wait else self._asking.known(proposal, day)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Have the rules engine for oneself."""
        with self._lock:
            yield

    def criteria_reading(self, paths: Iterable[str]) -> list[str]:
        """Name the criteria whose checks read one of these fields, what holds it or a part of it."""
        found = {name for path in paths for name in self._reading(path)}
        return [name for name in self._readers if name in found]

    def _made(self) -> Evaluator:
        return Evaluator(self.pack, self.own.day, codes=self.own.codes, calendar=self.own.calendar)

    def _reading(self, path: str) -> frozenset[str]:
        if path not in self._reads:
            self._reads[path] = frozenset(
                name for name, read in self._readers.items() if any(_overlap(one, path) for one in read)
            )
        return self._reads[path]

    def _judge(self, evaluator: Evaluator, draft: dict[str, Any]) -> Judged:
        read = read_draft(draft, self.pack)
        warnings = tuple(each.notice for each in read.warnings)
        return Judged(draft, read, evaluator.evaluate(read.proposal, warnings), evaluator.relevance(read.proposal))


def _recommendation(evaluator: Evaluator, proposal: Proposal) -> RecommendationWord:
    try:
        return evaluator.summary(proposal).recommendation
    except ChainError:
        return "undetermined"  # one proposal that cannot be judged does not hide the list; its own page says why


def _said(answer: Answer[Any]) -> str:
    return " ".join(str(answer.value).split()) if answer.state == "answered" else ""


def _overlap(one: str, other: str) -> bool:
    return one == other or _holds(one, other) or _holds(other, one)


def _holds(outer: str, inner: str) -> bool:
    return inner.startswith((f"{outer}.", f"{outer}[]"))
