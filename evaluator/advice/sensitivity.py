"""Which findings hang on a single answer or evidence item: each is left out in turn, and the engine asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.advice.trials import Trials
from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.model.proposal import Proposal
from evaluator.model.sensitivity import (
    FindingHang,
    FindingSensitivity,
    LeftOut,
    RecommendationHang,
    Sensitivity,
)
from evaluator.proposals.shape import place_of
from evaluator.proposals.writing import digest, written

Steps = tuple[str | int, ...]
Place = tuple[LeftOut, Steps]
_EVIDENCE = "evidence"
_NOT_STATED = ("unknown", None)
_OWN, _OWN_STEPS = ("extra",), 3  # the form does not know the fields of packs and profiles: extra.OWNER.FIELD


def sensitivity_of(
    evaluator: Evaluator, proposal: Proposal, lines: Mapping[str, int | None] | None = None
) -> Sensitivity:
    """Leave out every stated answer and every evidence item, one at a time, and say which findings change.

    `lines` tells in which line of its file each answer stands.
    """
    return _Sensitivity(evaluator, proposal, lines or {}).document()


class _Sensitivity:
    def __init__(self, evaluator: Evaluator, proposal: Proposal, lines: Mapping[str, int | None]) -> None:
        self._evaluator, self._proposal, self._lines = evaluator, proposal, lines
        self._data = written(proposal)
        self._trials = Trials(evaluator, proposal)

    def document(self) -> Sensitivity:
        places = [*self._answers(self._data, ()), *self._evidence()]
        tried = [(left_out, self._without(steps)) for left_out, steps in places]
        base = self._trials.before
        pack = self._evaluator.pack
        return Sensitivity(
            proposal=digest(self._proposal),
            answers=sum(left_out.kind == "answer" for left_out, _ in tried),
            evidence=sum(left_out.kind == "evidence" for left_out, _ in tried),
            recommendation=base.recommendation,
            recommendation_hangs_on=tuple(
                RecommendationHang(without=left_out, becomes=found.recommendation)
                for left_out, found in tried
                if found.recommendation != base.recommendation
            ),
            criteria=tuple(
                self._criterion(one.id, one.title, tried)
                for one in (pack.form, *pack.criteria)
                if base.word(one.id) != "not_evaluated"
            ),
        )

    def _criterion(self, name: str, title: str, tried: list[tuple[LeftOut, Run]]) -> FindingSensitivity:
        finding = self._trials.before.word(name)
        hangs = tuple(
            FindingHang(without=left_out, becomes=found.word(name))
            for left_out, found in tried
            if found.word(name) != finding
        )
        return FindingSensitivity(id=name, title=title, finding=finding, robust=not hangs, hangs_on=hangs)

    def _without(self, steps: Steps) -> Run:
        left = _left_out(self._data, steps)
        return self._trials.changed(place_of(steps).path, left.get(steps[0]))

    def _answers(self, data: Any, steps: Steps) -> Iterator[Place]:
        """Walk to every single answer that is stated; one with evidence is left out with its references."""
        if isinstance(data, dict) and _is_answer(steps) and set(data) <= {"value", "evidence", "not_applicable"}:
            if not isinstance(data.get("value"), dict | list) or _is_one_answer(data["value"]):
                yield self._place("answer", steps), steps
                return
            yield from self._answers(data["value"], (*steps, "value"))
        elif isinstance(data, dict):
            for key, value in data.items():
                yield from self._answers(value, (*steps, key))
        elif isinstance(data, list) and not (_is_one_answer(data) and _is_answer(steps)):
            for number, row in enumerate(data):
                yield from self._answers(row, (*steps, number))
        elif data not in _NOT_STATED and _is_answer(steps):
            yield self._place("answer", steps), steps

    def _evidence(self) -> Iterator[Place]:
        """Walk to every row of the lists of evidence: sources of the register, guidelines, reviews."""
        for name, held in self._data.get(_EVIDENCE, {}).items():
            wrapped = isinstance(held, dict)
            rows = held.get("value") if wrapped else held
            above: Steps = (_EVIDENCE, name, "value") if wrapped else (_EVIDENCE, name)
            for number in range(len(rows) if isinstance(rows, list) else 0):
                yield self._place("evidence", (*above, number)), (*above, number)

    def _place(self, kind: Any, steps: Steps) -> LeftOut:
        place = place_of(steps)
        known = self._evaluator.pack.fields.get(place.guide)
        label = known.label if known else ""
        return LeftOut(kind=kind, path=place.path, label=label, line=self._line(place.path))

    def _line(self, path: str) -> int | None:
        return self._lines.get(path)


def _is_one_answer(value: Any) -> bool:
    """Tell whether a list holds no rows of their own answers: several choices or texts are one answer."""
    return isinstance(value, list) and not any(isinstance(row, dict) for row in value)


def _is_answer(steps: Steps) -> bool:
    if steps[:1] == _OWN:
        return len(steps) == _OWN_STEPS
    field = place_of(steps).field if steps else None
    return field is not None and field.is_answer


def _left_out(data: Any, steps: Steps) -> Any:
    """Copy what leads to a place, without what stands there."""
    step, rest = steps[0], steps[1:]
    if isinstance(data, list):
        kept = [_left_out(row, rest) if rest and number == step else row for number, row in enumerate(data)]
        return kept if rest else [row for number, row in enumerate(data) if number != step]
    if rest:
        return {**data, step: _left_out(data[step], rest)}
    return {key: value for key, value in data.items() if key != step}
