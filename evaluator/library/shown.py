"""An evaluation that shows itself where a person looks at it: in a notebook, at a prompt, in a log."""

from __future__ import annotations

from typing import Any

from evaluator.api import result_of
from evaluator.model.evaluation import Evaluation, Result


class ShownEvaluation(Evaluation):
    """An evaluation with a face; its data and its JSON are those of any other."""

    def __repr__(self) -> str:
        """Say in one line which proposal this is and what was found."""
        from evaluator.rendering.notebook import one_line  # noqa: PLC0415  whoever only reads data loads no templates

        return f"<Evaluation: {one_line(_result(self))}>"

    def __str__(self) -> str:
        """Show what `cat2 check` shows."""
        from evaluator.rendering.notebook import as_text  # noqa: PLC0415  as above

        return as_text(_result(self))

    def _repr_html_(self) -> str:
        from evaluator.rendering.notebook import as_html  # noqa: PLC0415  as above

        return as_html(_result(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001  IPython calls it so
        printer.text("<Evaluation: …>" if cycle else str(self))


def shown(evaluation: Evaluation) -> ShownEvaluation:
    """Give an evaluation its face."""
    return ShownEvaluation.model_construct(**{name: getattr(evaluation, name) for name in Evaluation.model_fields})


def _result(evaluation: Evaluation) -> Result:
    return result_of(evaluation)
