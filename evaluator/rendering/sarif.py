"""Findings as a SARIF 2.1.0 log, for tools that show what a check found beside the lines of a file."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Final

from evaluator.rendering.catalogue import say
from evaluator.rendering.harmless import printable
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.recommendation import sentence_by_engine
from evaluator.rendering.sarif_results import Result, Results
from evaluator.rendering.sarif_rules import FORM, rules_of
from evaluator.rendering.sarif_text import message, uri
from evaluator.rendering.words import RECOMMENDATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.ruler import Ruler
    from evaluator.rendering.sourced import Sourced

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"


def sarif_log(found: Iterable[Sourced], *, gaps_only: bool = False) -> str:
    """Write one log: a run for each ruler, since findings under different rulers do not belong together.

    With `gaps_only` it holds what someone must act on and nothing else, each as a failure with its severity: for
    viewers that show every result as a problem, whatever its kind.
    """
    by_ruler: dict[Ruler, list[Sourced]] = {}
    for each in found:
        # A review is of one proposal and would part every proposal from the others.
        ruler = each.result.evaluation.ruler.model_copy(update={"review": ""})
        by_ruler.setdefault(ruler, []).append(each)
    runs = [_run(ruler, group, gaps_only=gaps_only) for ruler, group in by_ruler.items()]
    log = _harmless({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _harmless(data: Any) -> Any:
    """Take out what would steer a terminal or turn the direction of writing, wherever it stands."""
    if isinstance(data, dict):
        return {key: _harmless(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_harmless(value) for value in data]
    return printable(data) if isinstance(data, str) else data


def _run(ruler: Ruler, found: list[Sourced], *, gaps_only: bool) -> dict[str, Any]:
    rules = rules_of(found)
    positions = {rule["id"]: position for position, rule in enumerate(rules)}
    results = itertools.chain.from_iterable(Results(each, gaps_only=gaps_only).all() for each in found)
    driver = {"name": "cat2", "version": ruler.engine, "language": say("language.tag"), "rules": rules}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "/".join(filter(None, ["cat2", ruler.pack, ruler.profile, ruler.edition]))},
        "originalUriBaseIds": {ROOT: {"description": {"text": say("sarif.root")}}},
        # Many proposals may stand in one file.
        "artifacts": [_artifact(file) for file in dict.fromkeys(each.named_file for each in found) if file],
        "invocations": [_invocation(found, positions)],
        "results": _identified(results, positions),
        "columnKind": "unicodeCodePoints",
        "properties": {
            "ruler": ruler.model_dump(mode="json", exclude={"review"}),
            "proposals": [_proposal(each) for each in found],
            "notice": found[0].result.evaluation.notice,
        },
    }


def _identified(results: Iterable[Result], positions: dict[str, int]) -> list[dict[str, Any]]:
    """Give every result its rule and its fingerprint; those that cannot be told apart are numbered."""
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for result in results:
        number = seen[result.file, result.identity] = seen.get((result.file, result.identity), 0) + 1
        # GitHub reads this name alone.
        fingerprint = {"primaryLocationLineHash": f"{result.identity}:{number}"}
        rule = {"ruleId": result.rule, "ruleIndex": positions[result.rule]}
        rows.append({**rule, **result.data, "partialFingerprints": fingerprint})
    return rows


def _artifact(file: str) -> dict[str, Any]:
    return {"location": {"uri": uri(file), "uriBaseId": ROOT}, "roles": ["analysisTarget"]}


def _proposal(each: Sourced) -> dict[str, Any]:
    evaluation = each.result.evaluation
    return {
        "file": each.named_file,
        "id": evaluation.proposal.id,
        "title": evaluation.proposal.title,
        "digest": evaluation.proposal.digest,
        "evaluation": each.result.digest,
        "review": evaluation.ruler.review,
        "recommendation": evaluation.recommendation.effective,
        "shownAs": RECOMMENDATIONS[evaluation.recommendation.effective].word,
        "sentence": sentence_by_engine(evaluation),
        "readiness": evaluation.readiness.model_dump(),
    }


def _invocation(found: list[Sourced], positions: dict[str, int]) -> dict[str, Any]:
    notifications = [row for each in found for row in _notifications(each, positions)]
    return {
        "executionSuccessful": all(row["level"] != "error" for row in notifications),
        "toolExecutionNotifications": notifications,
    }


def _notifications(each: Sourced, positions: dict[str, int]) -> Iterable[dict[str, Any]]:
    evaluation = each.result.evaluation
    for error in evaluation.errors:
        yield _notification(each, "error", error.message, error.where, positions)
    told = {error.where for error in evaluation.errors}
    for name, criterion in [(FORM, evaluation.form), *((one.id, one) for one in evaluation.criteria)]:
        failed = [check for check in criterion.checks if check.outcome == "error"]
        for check in failed:
            yield _notification(each, "error", f"{check.id}: {check.says}", name, positions)
        if criterion.finding == "error" and criterion.id not in told and not failed:
            yield _notification(each, "error", say("sarif.failed", title=criterion.title), name, positions)
    for warning in evaluation.warnings:
        yield _notification(each, "warning", notice_in_words(warning), "", positions)


def _notification(each: Sourced, level: str, text: str, where: str, positions: dict[str, int]) -> dict[str, Any]:
    rule = {"associatedRule": {"id": where, "index": positions[where]}} if where in positions else {}
    named = f"{where}: {text}" if where and not rule else text
    file = {"physicalLocation": {"artifactLocation": {"uri": uri(each.named_file), "uriBaseId": ROOT}}}
    return {
        "level": level,
        "message": message(named),
        **({"locations": [file]} if each.named_file else {}),
        **rule,
    }
