"""Saved results that are cut short, changed or of another version are refused, and never taken for proposals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_samples import everything, nothing_open

from evaluator.api import digest_as_written, result_of
from evaluator.cli.saved import saved_result
from evaluator.errors import ResultError

RESULT = result_of(nothing_open().evaluation, nothing_open().source_map)


@pytest.fixture(scope="module")
def text() -> str:
    data = RESULT.model_dump(mode="json", by_alias=True)
    return json.dumps(data, indent=2, sort_keys=True)


@pytest.fixture
def saved(text: str, tmp_path: Path) -> Callable[[Callable[[str], str]], str]:
    def write(change: Callable[[str], str]) -> str:
        (tmp_path / "saved.json").write_text(change(text), encoding="utf-8")
        return str(tmp_path / "saved.json")

    return write


def test_a_whole_one_is_read(saved: Callable[..., str]) -> None:
    assert saved_result(saved(str)) == RESULT


def test_one_from_before_a_field_was_there_is_still_whole(text: str, saved: Callable[..., str]) -> None:
    evaluation = {key: value for key, value in json.loads(text)["evaluation"].items() if key != "outlook"}

    read = saved_result(saved(lambda _: _changed(text, evaluation=evaluation, digest=digest_as_written(evaluation))))

    assert read is not None
    assert read.evaluation.outlook is None


@pytest.mark.parametrize(
    "other", ["schema: cat2-proposal/1", '{"schema": ', "[1]", '{"schema": "cat2-proposal/1"}', ""]
)
def test_what_is_no_result_is_left_to_others(other: str, saved: Callable[..., str]) -> None:
    assert saved_result(saved(lambda _: other)) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda text: text[: len(text) // 2],
            r":\d+: found JSON that ends or breaks off at line \d+; it was cut short",
        ),
        (
            lambda text: _changed(text, format="cat2-result/99"),
            "format: found 'cat2-result/99'; expected 'cat2-result/1'",
        ),
        (lambda text: _changed(text, format="other/1"), "format: found 'other/1'; expected 'cat2-result/1'"),
        (lambda text: _changed(text, format=None), "format: found no format; expected 'cat2-result/1'"),
        (lambda text: _changed(text, digest="0" * 64), "digest: found an evaluation that its digest does not fit"),
        (lambda text: _changed(text, colour="red"), 'colour: found the unknown key "colour"; expected only keys of'),
        (lambda text: _changed(text, digest=None), 'digest: found nothing; expected the key "digest"'),
        (lambda text: _changed(text, digest=7), "digest: found 7; expected a text"),
    ],
)
def test_what_is_no_whole_result_of_this_version_is_refused(
    change: Callable[[str], str], told: str, saved: Callable[..., str]
) -> None:
    with pytest.raises(ResultError, match=told):
        saved_result(saved(change))


def test_a_sentence_whose_values_do_not_fit_is_told_and_not_said(saved: Callable[..., str]) -> None:
    data = everything().evaluation.model_dump(mode="json", by_alias=True)
    lapsed = {"key": "A", "about": "criterion", "criterion": "A", "disposition": "affirmed", "code": "expired"}
    review = {"reviewer": "1", "date": "2026-11-02", "of_this_draft": True, "sentence": "Ready.", "undecided": 0}
    reason = {"code": "expired", "values": {"date": "soon"}}
    changes = {
        "warnings": [{"code": "no_title"}, {"code": "placeholder", "values": {"text": "TBD"}}],
        "form": data["form"] | {"not_evaluated": {"code": "upcoming_from"}},
        "criteria": [data["criteria"][0] | {"not_evaluated": _nested("no_list")}, *data["criteria"][1:]],
        "review": review | {"readiness": {"low": 1, "high": 1, "of": 1}, "lapsed": [lapsed | {"reason": reason}]},
    }
    evaluation = data | changes
    whole = {"format": "cat2-result/1", "evaluation": evaluation, "digest": digest_as_written(evaluation)}
    path = saved(lambda _: json.dumps(whole))

    with pytest.raises(ResultError) as raised:
        saved_result(path)

    assert [fault.where.removeprefix("evaluation.") for fault in raised.value.faults] == [
        "warnings.1",
        "form.not_evaluated",
        "criteria.0.not_evaluated",
        "review.lapsed.0.reason",
    ]
    assert "found a code whose values do not fit it (expected the values ['value'], found ['text'])" in str(
        raised.value
    )


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ({"start": 0, "end": 4, "state": "blank"}, r"states.0.state: found 'blank'; expected 'unknown', 'absent' or"),
        ({"start": -4, "end": 4, "state": "unknown"}, r"states.0.start: found -4; expected greater than or equal to 0"),
    ],
)
def test_a_place_in_a_value_that_cannot_be_said_anew_is_refused(
    within: dict[str, Any], told: str, saved: Callable[..., str]
) -> None:
    data = everything().model_dump(mode="json", by_alias=True)
    reads = next(
        check["reads"] for each in data["evaluation"]["criteria"] for check in each["checks"] if check["reads"]
    )
    reads[0]["states"] = [within]

    with pytest.raises(ResultError, match=told):
        saved_result(saved(lambda _: json.dumps(data)))


def _nested(code: str) -> dict[str, Any]:
    """Write a sentence behind one that is as it should be, with a value that is not."""
    values = {"value": [{"kind": "list", "text": "many"}]}
    return {"code": "retired", "because": {"code": code, "values": values}}


def _changed(text: str, **keys: Any) -> str:
    data = {**json.loads(text), **keys}
    return json.dumps({key: value for key, value in data.items() if value is not None})
