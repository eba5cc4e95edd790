"""Results that earlier versions saved: which steps lead from each to the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]


def brought_up(data: dict[str, Any]) -> dict[str, Any]:
    """Bring the evaluation of a result to the current version; one that no step leads on from stays as it is."""
    evaluation = data.get("evaluation")
    while isinstance(evaluation, dict) and (step := MIGRATIONS.get(str(evaluation.get("schema")))):
        evaluation = step(evaluation)
    return data if evaluation is data.get("evaluation") else {**data, "evaluation": evaluation}


def _with_notices(evaluation: dict[str, Any]) -> dict[str, Any]:
    """Keep the sentences of the first version as they are; from the second on each has a code and values."""
    changed = {
        "schema": "cat2-evaluation/2",
        "warnings": _each(evaluation.get("warnings"), _notice),
        "form": _criterion(evaluation.get("form")),
        "criteria": _each(evaluation.get("criteria"), _criterion),
        "review": _review(evaluation.get("review")),
    }
    return evaluation | {key: value for key, value in changed.items() if key == "schema" or key in evaluation}


def _criterion(one: Any) -> Any:
    def logic(text: Any) -> Any:
        return [{"said": text}] if isinstance(text, str) else text

    return _changed(one, {"logic": logic, "not_evaluated": _notice})


def _review(one: Any) -> Any:
    return _changed(one, {"lapsed": lambda rows: _each(rows, lambda row: _changed(row, {"reason": _notice}))})


def _notice(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return {"code": "text", "values": {"text": text}} if text else None


def _changed(holder: Any, changes: Mapping[str, Callable[[Any], Any]]) -> Any:
    # What is not as it should be is told by whoever validates it.
    if not isinstance(holder, dict):
        return holder
    return holder | {key: change(holder[key]) for key, change in changes.items() if key in holder}


def _each(rows: Any, change: Callable[[Any], Any]) -> Any:
    return [change(row) for row in rows] if isinstance(rows, list) else rows


MIGRATIONS: Mapping[str, Migration] = {"cat2-evaluation/1": _with_notices}
"""From each older version of an evaluation, the function that makes the next one of it."""
