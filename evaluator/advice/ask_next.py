"""Which unanswered question to ask next: possible answers are tried, and counted by what they settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from evaluator.advice.possible_answers import PossibleAnswers
from evaluator.advice.settling import Settled
from evaluator.advice.trials import Trials
from evaluator.advice.what_if import replaced
from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.engine.gaps import work_on
from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.model.next_questions import NextQuestion, NextQuestions
from evaluator.model.proposal import Proposal
from evaluator.proposals.shape import Place, place_of
from evaluator.proposals.writing import digest, written

_OPEN_STATES = ("blank", "unknown")
_EFFORT = {"low": 0, "medium": 1, "high": 2}
_ITEM_FIELD = re.compile(r"\bitem\.([a-z_.0-9]+)")


def next_questions(
    evaluator: Evaluator, proposal: Proposal, lines: Mapping[str, int | None] | None = None
) -> NextQuestions:
    """List the unanswered questions on which open checks wait, by how much an answer can settle, then by effort.

    `lines` tells in which line of its file each answer stands.
    """
    return _Asking(evaluator, proposal, lines or {}).document()


@dataclass
class _Candidate:
    path: str
    criteria: dict[str, None] = field(default_factory=dict)
    waiting: dict[str, None] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)


class _Asking:
    def __init__(self, evaluator: Evaluator, proposal: Proposal, lines: Mapping[str, int | None]) -> None:
        self._evaluator, self._proposal, self._lines = evaluator, proposal, lines
        self._answers = PossibleAnswers(evaluator.pack, evaluator.as_of)
        self._data = written(proposal)
        self._relevance = evaluator.relevance(proposal)
        self._trials = Trials(evaluator, self._with_source())

    def document(self) -> NextQuestions:
        asked = [self._question(one) for one in self._candidates().values()]
        return NextQuestions(
            proposal=digest(self._proposal),
            recommendation=self._trials.before.recommendation,
            questions=tuple(sorted((one for one in asked if one is not None), key=_most_first)),
        )

    def _with_source(self) -> Proposal:
        """Add a source that possible answers may cite, so that the register need not be tried with each of them."""
        evidence = self._data.get("evidence", {})
        held = evidence.get("sources")
        rows = held.get("value") if isinstance(held, dict) else held
        sources = [*(rows if isinstance(rows, list) else []), self._answers.source()]
        return Proposal.model_validate({**self._data, "evidence": {**evidence, "sources": sources}})

    def _candidates(self) -> dict[str, _Candidate]:
        found: dict[str, _Candidate] = {}
        for criterion in self._trials.before.criteria:
            for path, key, conditions in self._waiting(criterion):
                one = found.setdefault(path, _Candidate(path))
                one.criteria[criterion.plan.criterion.id] = None
                one.waiting[key] = None
                one.conditions.append(conditions)
        return found

    def _waiting(self, criterion: CriterionObserved) -> Iterator[tuple[str, str, str]]:
        """List the fields that open checks, and the question whether a criterion applies, wait for."""
        if criterion.applicability.outcome == "undecided" and criterion.applicability.needs:
            yield criterion.applicability.needs, criterion.plan.criterion.id, ""
        work = work_on(criterion, self._evaluator.pack.fields)
        define = {**self._evaluator.pack.define, **criterion.plan.criterion.define}
        for key, one in criterion.observed.items():
            if one.observation.outcome == "unknown" and work.standing.get(key) == "decides":
                text = _conditions(one, define)
                for path in dict.fromkeys(self._unanswered(one, text)):
                    yield path, key, text

    def _unanswered(self, observed: Observed, conditions: str) -> Iterator[str]:
        for read in observed.compiled.reads:
            path = read.location(observed.context, observed.path)
            answer = read.reader(observed.context)
            if answer.state in _OPEN_STATES:
                yield self._whole(path)
            elif read.resolved.field.holds_items and isinstance(answer.value, tuple):
                yield from self._of_rows(path, len(answer.value), conditions)

    def _of_rows(self, path: str, rows: int, conditions: str) -> Iterator[str]:
        """List the fields of rows that conditions about items name and that nobody filled in."""
        for name in dict.fromkeys(_ITEM_FIELD.findall(conditions)):
            for number in range(rows):
                here = f"{path}.{number}.{name}"
                place = _place(here)
                if place.field is not None and place.guide in self._evaluator.pack.fields and self._is_open(here):
                    yield here

    def _is_open(self, path: str) -> bool:
        held: Any = self._data
        for step in path.split("."):
            if isinstance(held, dict) and isinstance(held.get("value"), dict | list):
                held = held["value"]
            if isinstance(held, list):
                held = held[int(step)] if step.isdecimal() and int(step) < len(held) else None
            elif isinstance(held, dict):
                held = held.get(step)
            else:
                return False
        return held in (None, "unknown")

    def _whole(self, path: str) -> str:
        """Ask for an answer of several fields whole, where none of them is answered."""
        above = path.rpartition(".")[0]
        held = _place(above).field if above else None
        return above if held is not None and held.is_answer and held.kind == "group" and self._is_open(above) else path

    def _question(self, one: _Candidate) -> NextQuestion | None:
        name = _place(one.path).guide
        guide = self._evaluator.pack.fields.get(name)
        if guide is None:
            return None
        settled = Settled(self._trials.before, one.waiting, one.criteria)
        for answer in self._answers.of(one.path, " ".join(one.conditions)):
            settled.add(self._tried(one.path, answer))
        # A field that is not asked here may still be a way that is left open, such as a second kind of vetting.
        if self._relevance.get(name) is False and not settled.anything:
            return None
        return NextQuestion(
            path=one.path,
            label=guide.label,
            help=guide.help,
            kind=guide.kind,
            effort=guide.effort,
            line=self._lines.get(one.path),
            waiting=tuple(one.waiting),
            checks=tuple(settled.checks),
            parts=tuple(settled.parts),
            criteria=tuple(settled.criteria),
            recommendations=tuple(settled.recommendations),
        )

    def _tried(self, path: str, answer: object) -> Run | None:
        """Try one answer; None if the proposal cannot hold it."""
        data = replaced(self._data, path.split("."), answer)
        try:
            return self._trials.changed(path, data[path.partition(".")[0]])
        except ValidationError:
            return None


def _most_first(one: NextQuestion) -> tuple[int, ...]:
    settles = (len(one.criteria), len(one.recommendations) > 0, len(one.parts), len(one.checks))
    return (*(-int(number) for number in settles), _EFFORT[one.effort], -len(one.waiting))


def _conditions(observed: Observed, define: Mapping[str, str]) -> str:
    """Give the conditions of a check with those that they name."""
    text = " ".join(case.when or "" for case in observed.compiled.check.cases)
    named = [define[word] for word in dict.fromkeys(re.findall(r"[a-z_0-9]+", text)) if word in define]
    return " ".join([text, *named])


def _place(path: str) -> Place:
    return place_of([int(step) if step.isdecimal() else step for step in path.split(".")])
