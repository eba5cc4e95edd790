"""Results as pictures: readiness with its interval, criteria by finding, a plan by effort and effect.

A picture is never the only place of what it shows: each has its words, and the numbers stand beneath it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.picture_shapes import Box, FindingPicture, Label, PlanPicture, ReadinessPicture, Tally
from evaluator.rendering.words import EFFORTS, FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.evaluation import CriterionResult, Evaluation, FindingWord
    from evaluator.model.plan import PlanStep

_ROW, _GAP, _LETTER = 28, 6, 9
_LABELS = 190  # the column of words on the left
_LINE = 242  # the width that a line of boxes may take
_BAR = 400
_LEAST = 42
_COLUMN, _DOT = 116, 28
_CHARACTER = 9  # as wide as one is on average at most, in any of the fonts
# Shown by finding, in this order; what does not apply is left out of pictures and listed beneath.
# Across a box, so that findings differ without colour: a cross on the right, and hatching below.
_LINES = {"not-met": "M27 9l10 10m0 -10l-10 10", "error": "M2 26l4 -4m2 4l6 -6m2 6l6 -6m2 6l6 -6m2 6l6 -6"}
_DRAWN: tuple[FindingWord, ...] = ("met", "needs_judgement", "incomplete", "not_met", "error")
_LISTED: tuple[FindingWord, ...] = ("not_applicable", "not_evaluated")


def readiness_picture(evaluation: Evaluation) -> ReadinessPicture | None:
    """Draw a box for each criterion that applies: documented, undecided, or neither; none where no criterion does."""
    low, high, of = evaluation.readiness.low, evaluation.readiness.high, evaluation.readiness.of
    if not of:
        return None
    width = min(_BAR // of - _GAP, 64)
    boxes = tuple(
        Box(_readiness_style(at, low, high), at * (width + _GAP) + 1, 1, width, "", _cross(at, high, width))
        for at in range(of)
    )
    open_ = low != high
    told = (
        say("pictures.readiness_between", low=low, high=high, of=of)
        if open_
        else say("pictures.readiness_decided", low=low, of=of)
    )
    left, right = (max(at * (width + _GAP) - _GAP // 2, 1) for at in (low, high))
    label = say("pictures.interval", low=low, high=high) if open_ else str(low)
    room = len(label) * _CHARACTER
    whole = max(of * (width + _GAP) + _GAP, room)
    return ReadinessPicture(
        title=say("counts.readiness"),
        alternative=told,
        caption=say("pictures.readiness_caption"),
        width=whole,
        height=_ROW + 34,
        row=_ROW,
        boxes=boxes,
        span=f"M{left} {_ROW + 5}v8H{right}v-8",
        label=Label(max(min(left - 4, whole - room), 0), _ROW + 28, label),
    )


def finding_picture(evaluation: Evaluation) -> FindingPicture:
    """Draw a line of boxes for each finding that a criterion has."""
    tallies = tuple(_tallies(evaluation, (*_DRAWN, *_LISTED)))
    labels, boxes, y = [], [], 1
    for finding in _DRAWN:
        found = [each for each in evaluation.criteria if each.finding == finding]
        if not found:
            continue
        mark = FINDINGS[finding]
        labels.append(Label(0, y + 19, f"{mark.symbol} {mark.word}: {len(found)}"))
        placed = list(_line(found, mark.style, y))
        boxes += placed
        y = placed[-1].y + _ROW + _GAP
    return FindingPicture(
        title=say("pictures.findings"),
        alternative=" ".join(
            say("pictures.tally", finding=each.word, how_many=each.how_many, names=each.names) for each in tallies
        ),
        width=max([_LABELS + _LINE, *(box.x + box.width + 2 for box in boxes)]),
        height=y + 2,
        row=_ROW,
        labels=tuple(labels),
        boxes=tuple(boxes),
        tallies=tallies,
    )


def plan_picture(steps: tuple[PlanStep, ...]) -> PlanPicture:
    """Place each step, by its number, in the column of its effort and the row of its effect."""
    columns = tuple(Label(at * _COLUMN + 4, 14, EFFORTS[effort]) for at, effort in enumerate(EFFORTS))
    numbered = [(number, step, _needed(step, steps)) for number, step in enumerate(steps, 1)]
    width, top = _COLUMN * len(columns), 24
    rows, boxes, y, rules = [], [], top, [f"M0 {top}H{width}"]
    for needed in sorted({needed for _, _, needed in numbered}):
        rows.append(Label(4, y + 18, say("pictures.effect", n=needed)))
        placed = list(_dots([(number, step) for number, step, of in numbered if of == needed], y + 26))
        boxes += placed
        y = max(box.y for box in placed) + _DOT + 8
        rules.append(f"M0 {y}H{width}")
    told = (
        say("pictures.step", number=number, effort=EFFORTS[step.effort], effect=effect_in_words(step, steps))
        for number, step in enumerate(steps, 1)
    )
    return PlanPicture(
        title=say("pictures.plan"),
        alternative=" ".join(told),
        width=width,
        height=y + 2,
        row=_DOT,
        columns=columns,
        rows=tuple(rows),
        rules=tuple(rules),
        boxes=tuple(boxes),
    )


def effect_in_words(step: PlanStep, steps: tuple[PlanStep, ...]) -> str:
    """Say what a step does by itself: all that its criterion needs, or one step of several."""
    return say("pictures.effect", n=_needed(step, steps))


def _needed(step: PlanStep, steps: tuple[PlanStep, ...]) -> int:
    return sum(other.criterion == step.criterion for other in steps)


def _tallies(evaluation: Evaluation, findings: tuple[FindingWord, ...]) -> Iterator[Tally]:
    for finding in findings:
        found = [each for each in evaluation.criteria if each.finding == finding]
        if found:
            mark = FINDINGS[found[0].finding]
            yield Tally(*mark, say("counts.criteria", n=len(found)), ", ".join(each.id for each in found))


def _readiness_style(at: int, low: int, high: int) -> str:
    return "met" if at < low else "incomplete" if at < high else "not-met"


def _cross(at: int, high: int, width: int) -> str:
    return "" if at < high else f"M{width // 2 - 6} 8l12 12m0 -12l-12 12"


def _line(found: list[CriterionResult], style: str, y: int) -> Iterator[Box]:
    width = max(_LEAST, *(len(each.id) * _LETTER + 16 for each in found))
    in_line = max(_LINE // (width + _GAP), 1)
    lines = _LINES.get(style, "")
    for at, each in enumerate(found):
        x = _LABELS + at % in_line * (width + _GAP) + 1
        yield Box(style, x, y + at // in_line * (_ROW + _GAP), width, each.id, lines)


def _dots(numbered: list[tuple[int, PlanStep]], y: int) -> Iterator[Box]:
    for column, effort in enumerate(EFFORTS):
        here = [(number, step) for number, step in numbered if step.effort == effort]
        for at, (number, step) in enumerate(here):
            x = column * _COLUMN + 4 + at % 3 * (_DOT + _GAP)
            style = "find-out" if step.kind == "find_out" else "work"
            yield Box(style, x, y + at // 3 * (_DOT + _GAP), _DOT, str(number), "")
