"""Advice that may stand beside a result in a report; each document was made from the proposal, not from the result."""

from __future__ import annotations

from evaluator.model.answers import Frozen
from evaluator.model.plan import Plans


class Documents(Frozen):
    """The documents there are; a report says in a sentence which are not."""

    plans: Plans | None = None


NO_DOCUMENTS = Documents()
