"""The sample that a designer looks at: an invented result in which every kind of finding, gap and note occurs."""

from __future__ import annotations

import json

from evaluator.model.documents import Documents
from evaluator.model.evaluation import Result
from evaluator.model.next_questions import NextQuestions
from evaluator.model.plan import Plans
from evaluator.model.sensitivity import Sensitivity
from evaluator.resources import templates_folder


def sample() -> Result:
    """Read the sample; its organisations, people and sources are invented."""
    return Result.model_validate_json((templates_folder() / "sample.json").read_bytes())


def sample_documents() -> Documents:
    """Read the advice that belongs to the sample."""
    written = json.loads((templates_folder() / "sample-advice.json").read_bytes())
    texts = {name: json.dumps(document) for name, document in written.items()}
    return Documents(
        plans=Plans.model_validate_json(texts["plans"]),
        next_questions=NextQuestions.model_validate_json(texts["next_questions"]),
        sensitivity=Sensitivity.model_validate_json(texts["sensitivity"]),
    )
