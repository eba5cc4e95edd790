"""The questions worth answering next, as a report shows them: the first few, with what an answer can settle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.rendering.advice_shapes import Ask
from evaluator.rendering.catalogue import say
from evaluator.rendering.readings import label_with_rows
from evaluator.rendering.words import EFFORTS, joined

if TYPE_CHECKING:
    from evaluator.model.next_questions import NextQuestion, NextQuestions
    from evaluator.rendering.places import Places

SHOWN = 5


def asks(found: NextQuestions | None, places: Places) -> tuple[Ask, ...]:
    """Show the questions that can settle something by themselves, those that settle most first."""
    settling = [one for one in found.questions if _settles(one)] if found else []
    return tuple(
        Ask(
            label_with_rows(one.label, one.path),
            _quoted(one.help),
            _settles(one),
            EFFORTS[one.effort],
            places.to_write(one.path),
        )
        for one in settling[:SHOWN]
    )


def _quoted(text: str) -> str:
    """Put words of the form in quotation marks: a report is no source text, where backticks set them apart."""
    return re.sub(r"`([^`]+)`", r"“\1”", text)


def _settles(one: NextQuestion) -> str:
    said = []
    if one.criteria:
        said.append(say("ask_next.criteria", n=len(one.criteria), names=joined(list(one.criteria))))
    if one.parts:
        said.append(say("ask_next.parts", n=len(one.parts), names=joined(list(one.parts))))
    if one.checks:
        said.append(say("ask_next.checks", n=len(one.checks)))
    return say("ask_next.settles", what=say("ask_next.joint").join(said)) if said else ""
