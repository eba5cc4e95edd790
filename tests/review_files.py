"""Review files as people fill them in, for the tests that read them."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

from evaluator.api import Evaluator
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import digest
from evaluator.proposals.yaml_text import yaml_document
from evaluator.review.effective import ReviewedEvaluator
from evaluator.review.reading import ReadReview, read_review
from evaluator.review.scaffold import Wishes, review_scaffold

AS_OF = datetime.date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[1] / "examples"
EVALUATOR = Evaluator(load_pack(), AS_OF)
RESOLVED = {"disposition": "resolved", "to": "met", "rationale": "The panel was shown the numbers."}
CONDITION = {
    "disposition": "conditional",
    "condition": "The steward publishes the effect size.",
    "owner": "The steward",
    "due": "2027-03-01",
}


def overridden(to: str, **more: Any) -> dict[str, Any]:
    return {"disposition": "overridden", "to": to, "rationale": "Said so in the meeting.", **more}


@cache
def example(name: str) -> Proposal:
    return read_proposal(EXAMPLES / f"{name}.yaml", EVALUATOR.pack).proposal


def begun(proposal: Proposal, evaluator: Evaluator = EVALUATOR, **wishes: Any) -> dict[str, Any]:
    """Begin a review as `cat2 review new` does, as plain data; every check has an entry."""
    wished = Wishes(**{"reviewer": "Reviewer 1", "all_checks": not wishes.get("blind"), **wishes})
    profile = evaluator.pack.profile
    key = (evaluator.pack.digest, profile.digest if profile else "", digest(proposal), wished)
    if key not in _BEGUN:  # reading YAML takes longest, and many tests begin the same review
        _BEGUN[key] = json.dumps(yaml_document(review_scaffold(evaluator, proposal, wished)).data)
    data: dict[str, Any] = json.loads(_BEGUN[key])
    return data


_BEGUN: dict[tuple[str, str, str, Wishes], str] = {}


def filled(data: dict[str, Any], entries: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Write answers into entries."""
    for key, said in entries.items():
        data["entries"][key] = {**(data["entries"].get(key) or {}), **said}
    return data


def saved(data: dict[str, Any], path: Path) -> str:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return str(path)


def review_of(proposal: Proposal, folder: Path, entries: dict[str, dict[str, Any]]) -> ReadReview:
    return read_review(saved(filled(begun(proposal), entries), folder / "review.json"))


def under(
    read: ReadReview, proposal: Proposal, as_of: datetime.date = AS_OF, evaluator: Evaluator = EVALUATOR
) -> Evaluation:
    return ReviewedEvaluator(evaluator.pack, as_of, read).evaluate(proposal)
