"""Advice that may stand beside a result in a report; each document was made from the proposal, not from the result."""

from __future__ import annotations

from pydantic import Field

from evaluator.model.answers import Frozen
from evaluator.model.changes import Changes
from evaluator.model.next_questions import NextQuestions
from evaluator.model.plan import Plans
from evaluator.model.sensitivity import Sensitivity


class Documents(Frozen):
    """The documents there are; a report says in a sentence which are not."""

    plans: Plans | None = None
    next_questions: NextQuestions | None = None
    sensitivity: Sensitivity | None = None
    changes: Changes | None = Field(default=None, description="since an earlier draft, where one was named")


NO_DOCUMENTS = Documents()
