"""The questions worth answering next, as a report shows them: the first few, with what an answer can settle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.rendering.advice_shapes import Ask
from evaluator.rendering.catalogue import say
from evaluator.rendering.readings import label_with_rows
from evaluator.rendering.subjects import criteria_of
from evaluator.rendering.words import EFFORTS, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.evaluation import Evaluation
    from evaluator.model.next_questions import NextQuestion, NextQuestions
    from evaluator.rendering.places import Places

SHOWN = 5


def asks(found: NextQuestions | None, evaluation: Evaluation, places: Places) -> tuple[Ask, ...]:
    """Show the questions that can settle something by themselves, those that settle most first."""
    settling = [(one, said) for one in found.questions if (said := _settles(one, evaluation))] if found else []
    return tuple(
        Ask(
            label_with_rows(one.label, one.path),
            _quoted(one.help),
            said,
            EFFORTS[one.effort],
            places.to_write(one.path),
        )
        for one, said in settling[:SHOWN]
    )


def settles_in_words(one: NextQuestion, evaluation: Evaluation) -> str:
    """Say what an answer to a question can settle, to somebody who knows no id of ours."""
    return _settles(one, evaluation) or say("ask_next.nothing", n=len(one.waiting))


def _quoted(text: str) -> str:
    """Put words of the form in quotation marks: a report is no source text, where backticks set them apart."""
    return re.sub(r"`([^`]+)`", r"“\1”", text)


def _settles(one: NextQuestion, evaluation: Evaluation) -> str:
    form, said = evaluation.form, []
    criteria = [each.id for each in evaluation.criteria if each.id in one.criteria]
    parts = list(_parts(one, evaluation))
    if form.id in one.criteria:
        said.append(say("ask_next.named", name=form.title))
    if criteria:
        said.append(say("ask_next.criteria", n=len(criteria), names=joined(criteria)))
    if parts:
        said.append(say("ask_next.parts", n=len(parts), names=joined(parts)))
    if one.checks:
        said.append(say("ask_next.checks", n=len(one.checks)))
    return say("ask_next.settles", what=say("ask_next.joint").join(said)) if said else ""


def _parts(one: NextQuestion, evaluation: Evaluation) -> Iterator[str]:
    """Name parts by their numbers; those that have none by their titles, as headings do, or by what they ask."""
    titles = {part.id: part.title or part.asks for each in criteria_of(evaluation) for part in each.parts}
    for part in one.parts:
        if part.isalnum():
            yield part
        elif title := titles.get(part):
            yield say("ask_next.named", name=title)
