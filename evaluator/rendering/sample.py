"""The sample that a designer looks at: an invented result in which every kind of finding, gap and note occurs."""

from __future__ import annotations

from evaluator.model.documents import Documents
from evaluator.model.evaluation import Result
from evaluator.resources import templates_folder


def sample() -> Result:
    """Read the sample; its organisations, people and sources are invented."""
    return Result.model_validate_json((templates_folder() / "sample.json").read_bytes())


def sample_documents() -> Documents:
    """Read the advice that belongs to the sample."""
    return Documents.model_validate_json((templates_folder() / "sample-advice.json").read_bytes())
