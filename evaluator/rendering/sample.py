"""The sample that a designer looks at: an invented result in which every kind of finding, gap and note occurs."""

from __future__ import annotations

from evaluator.model.evaluation import Result
from evaluator.resources import templates_folder

FILE = "sample.json"


def sample() -> Result:
    """Read the sample; its organisations, people and sources are invented."""
    return Result.model_validate_json((templates_folder() / FILE).read_bytes())
