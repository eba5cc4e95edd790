"""Sensitivity as text, for staff: what each finding hangs on, and which findings are robust."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from evaluator.rendering.readings import label_with_rows
from evaluator.rendering.words import FINDINGS, RECOMMENDATIONS, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluator.model.sensitivity import FindingSensitivity, LeftOut, Sensitivity
    from evaluator.rendering.shapes import Mark

_WIDTH = 88
_HEAD = (
    "For staff: which findings hang on a single answer or evidence item. It does not say whether an answer is right, "
    "and a finding that hangs on one is no weaker for it: most criteria ask for several things together."
)


def sensitivity_text(found: Sensitivity) -> str:
    """Write what was left out, and what changed without it."""
    return "\n".join(_lines(found))


def _lines(found: Sensitivity) -> Iterator[str]:
    yield from textwrap.wrap(_HEAD, _WIDTH)
    items = count(found.evidence, "evidence item")
    yield from textwrap.wrap(
        f"{count(found.answers, 'answer')} and {items} were left out, one at a time, and the engine was asked again.",
        _WIDTH,
    )
    yield ""
    yield f"Recommendation: {_shown(RECOMMENDATIONS[found.recommendation])}"
    yield from _hangs((hang.without, RECOMMENDATIONS[hang.becomes]) for hang in found.recommendation_hangs_on)
    for one in found.criteria:
        if not one.robust:
            yield ""
            yield from _criterion(one)
    robust = [f"{one.id} ({_shown(FINDINGS[one.finding])})" for one in found.criteria if one.robust]
    yield ""
    yield from textwrap.wrap(
        f"Robust, no single answer or evidence item changes it: {', '.join(robust) or 'none'}.", _WIDTH
    )


def _criterion(one: FindingSensitivity) -> Iterator[str]:
    yield f"{one.id} {one.title}: {_shown(FINDINGS[one.finding])}"
    yield from _hangs((hang.without, FINDINGS[hang.becomes]) for hang in one.hangs_on)


def _hangs(hangs: Iterable[tuple[LeftOut, Mark]]) -> Iterator[str]:
    """List what a finding hangs on, under what it becomes without it."""
    by_word: dict[str, list[LeftOut]] = {}
    for without, becomes in hangs:
        by_word.setdefault(_shown(becomes), []).append(without)
    if not by_word:
        yield "  No single answer or evidence item changes it."
    for word, every in by_word.items():
        yield f"  {word} without any one of these {len(every)}:" if len(every) > 1 else f"  {word} without:"
        for one in every:
            yield from textwrap.wrap(_named(one), _WIDTH, initial_indent="    - ", subsequent_indent="      ")


def _named(one: LeftOut) -> str:
    what = "evidence item " if one.kind == "evidence" else ""
    line = f"line {one.line}, " if one.line is not None else ""
    return f"{what}{label_with_rows(one.label, one.path)}: {line}{one.path}"


def _shown(mark: Mark) -> str:
    return f"{mark.symbol} {mark.word}"
