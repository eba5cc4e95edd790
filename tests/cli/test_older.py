"""Results that earlier versions saved are read, with their sentences as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from report_samples import everything

from evaluator.api import digest_as_written, evaluation_digest
from evaluator.cli.older import MIGRATIONS
from evaluator.cli.saved import saved_result
from evaluator.errors import ResultError
from evaluator.model.evaluation import EVALUATION_SCHEMA, Result
from evaluator.rendering.formats import render
from evaluator.rendering.logic import logic_in_words
from evaluator.rendering.notices import notice_in_words

LAPSED = {
    "key": "A",
    "about": "criterion",
    "criterion": "A",
    "disposition": "affirmed",
    "code": "expired",
    "reason": "It was to count until 2026-11-01.",
}
REVIEW = {
    "reviewer": "Reviewer 1",
    "date": "2026-11-02",
    "of_this_draft": True,
    "sentence": "Ready.",
    "readiness": {"low": 1, "high": 1, "of": 1},
    "lapsed": [LAPSED],
    "undecided": 0,
}


def first_version(**changes: Any) -> dict[str, Any]:
    """Write the evaluation of a sample as the first version did: sentences where there are codes now."""
    data: dict[str, Any] = everything().evaluation.model_dump(mode="json", by_alias=True)
    for criterion in (data["form"], *data["criteria"]):
        criterion |= {"logic": "all of X1, X2", "not_evaluated": ""}
    data["criteria"][0]["not_evaluated"] = "The profile leaves it out."
    return data | {"schema": "cat2-evaluation/1", "warnings": ["codes: an empty list."], "review": REVIEW, **changes}


def read(evaluation: dict[str, Any], tmp_path: Path) -> Result:
    saved = {"format": "cat2-result/1", "digest": digest_as_written(evaluation), "evaluation": evaluation}
    path = tmp_path / "saved.json"
    path.write_text(json.dumps(saved), encoding="utf-8")
    result = saved_result(str(path))
    assert result is not None
    return result


def test_one_of_the_first_version_says_what_it_said(tmp_path: Path) -> None:
    found = read(first_version(), tmp_path).evaluation

    assert found.review is not None
    assert [notice_in_words(each) for each in found.warnings] == ["codes: an empty list."]
    assert notice_in_words(found.review.lapsed[0].reason) == LAPSED["reason"]
    assert notice_in_words(found.criteria[0].not_evaluated) == "The profile leaves it out."
    assert found.criteria[1].not_evaluated is None
    assert logic_in_words(found.form.logic) == "all of X1, X2"


def test_one_of_the_first_version_can_be_reported_and_saved_again(tmp_path: Path) -> None:
    result = read(first_version(), tmp_path)

    assert "Logic: all of X1, X2." in render(result, "md")
    assert result.digest == evaluation_digest(result.evaluation)
    assert read(json.loads(render(result, "json"))["evaluation"], tmp_path) == result


def test_one_from_before_there_were_reviews_is_read(tmp_path: Path) -> None:
    evaluation = {key: value for key, value in first_version().items() if key not in {"review", "warnings"}}

    assert read(evaluation, tmp_path).evaluation.warnings == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"warnings": 7}, "evaluation.warnings: found 7"),
        ({"form": "none"}, "evaluation.form: found 'none'"),
        ({"warnings": [7]}, "evaluation.warnings.0: found 7"),
        (
            {"schema": "cat2-evaluation/99"},
            "evaluation.schema: found 'cat2-evaluation/99', a newer version; expected 'cat2-evaluation",
        ),
    ],
)
def test_what_no_version_wrote_is_refused(changes: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=told):
        read(first_version(**changes), tmp_path)


def test_every_older_version_leads_to_the_current_one() -> None:
    current = int(EVALUATION_SCHEMA.rpartition("/")[2])

    assert list(MIGRATIONS) == [f"cat2-evaluation/{version}" for version in range(1, current)]
