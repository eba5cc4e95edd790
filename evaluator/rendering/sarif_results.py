"""What was found about one proposal as SARIF results: each gap, each question for the panel, each settled criterion."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from evaluator.model.scope import WHOLE
from evaluator.rendering.catalogue import say
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.sarif_rules import FORM
from evaluator.rendering.sarif_text import message, plain, uri
from evaluator.rendering.subjects import finding_of, part_behind, scope_in_words
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, FINDINGS, FIXABILITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluator.model.evaluation import (
        Advisory,
        CheckResult,
        CriterionResult,
        FindingWord,
        GapResult,
        PanelQuestion,
    )
    from evaluator.model.scope import Scope
    from evaluator.rendering.sourced import Sourced

# What could not be evaluated is no result: the log has a notification of the tool for it.
KINDS: Final[dict[FindingWord, str]] = {
    "met": "pass",
    "not_met": "fail",
    "incomplete": "open",
    "needs_judgement": "review",
    "not_applicable": "notApplicable",
    "not_evaluated": "informational",
}
_SEVERITY: Final[dict[FindingWord, str]] = {"not_met": "error", "incomplete": "warning"}
_MOST_RELATED: Final = 8


class Result(NamedTuple):
    """One result with what it is known by: its file, and an identity that other answers do not change."""

    rule: str
    file: str
    identity: str
    data: dict[str, Any]


class Results:
    """Makes the results of one proposal."""

    def __init__(self, of: Sourced, *, gaps_only: bool) -> None:
        self._of = of
        self._gaps_only = gaps_only

    def all(self) -> Iterator[Result]:
        """List the results in the order of a report: the form, then the criteria."""
        evaluation = self._of.result.evaluation
        for name, criterion in [(FORM, evaluation.form), *((each.id, each) for each in evaluation.criteria)]:
            yield from self._gaps(name, criterion)
            if not self._gaps_only:
                yield from self._for_people(name, criterion)

    def _gaps(self, name: str, criterion: CriterionResult) -> Iterator[Result]:
        for gap in criterion.gaps:
            finding = _unmet(criterion, gap) if gap.counted else "needs_judgement"
            if gap.counted or not self._gaps_only:
                yield self._gap(name, criterion, gap, finding)

    def _gap(self, name: str, criterion: CriterionResult, gap: GapResult, finding: FindingWord) -> Result:
        behind = _behind(gap, criterion)
        missing = map(sentence_in_words, gap.missing)
        options = [say("sarif.option", title=option.title, remedy=option.remedy) for option in gap.options]
        said = message(_titled(gap.title, gap.scope), *missing, gap.remedy, *options)
        properties = {
            "gap": gap.id,
            "missing": gap.code,
            "actor": ACTORS[gap.actor],
            "effort": EFFORTS[gap.effort],
            "fixability": FIXABILITIES[gap.fixability],
            "counted": gap.counted,
            "checks": [{"id": check.id, "outcome": check.outcome} for check in behind],
        }
        reads = [read.path for check in behind for read in check.reads]
        data = {
            **self._graded(finding),
            "message": said,
            **self._located(gap.where, gap.label, reads),
            "properties": {**_found(finding, gap.scope), **properties, "effective": _effective(criterion)},
        }
        return self._result(name, data, "gap", gap.id, gap.scope)

    def _for_people(self, name: str, criterion: CriterionResult) -> Iterator[Result]:
        yield from (self._question(name, criterion, question) for question in criterion.questions)
        yield from (self._advisory(name, criterion, advisory) for advisory in criterion.advisories)
        if criterion.finding != "error" and not _is_told(criterion):
            yield self._whole(name, criterion)

    def _question(self, name: str, criterion: CriterionResult, question: PanelQuestion) -> Result:
        reads = [read for check in criterion.checks if check.key == question.check for read in check.reads]
        where = reads[0] if reads else None
        data = {
            **self._graded("needs_judgement"),
            "message": message(
                _titled(say("finding.needs_judgement"), question.scope),
                sentence_in_words(question.documented),
                sentence_in_words(question.question),
            ),
            **self._located(where.path if where else "", where.label if where else "", [read.path for read in reads]),
            "properties": {**_found("needs_judgement", question.scope), "check": question.check},
        }
        return self._result(name, data, "question", question.check.partition("[")[0], question.scope)

    def _advisory(self, name: str, criterion: CriterionResult, advisory: Advisory) -> Result:
        reads = [read for check in criterion.checks if check.key == advisory.check for read in check.reads]
        path = advisory.path or (reads[0].path if reads else "")
        label = advisory.label or (reads[0].label if reads else "")
        better = f"{say('label.better')} {advisory.better}" if advisory.better else ""
        kind = say("sarif.advisory") if advisory.stated else say("sarif.optional")
        data = {
            "kind": "informational",
            "level": "none",
            "message": message(
                _titled(kind, advisory.scope),
                sentence_in_words(advisory.says),
                advisory.excerpt,
                better,
            ),
            **self._located(path, label, []),
            "properties": {"advisory": advisory.force, "item": plain(scope_in_words(advisory.scope))},
        }
        known_by = f"{advisory.check.partition('[')[0]} {advisory.path}"
        return self._result(name, data, "advisory", known_by, advisory.scope)

    def _whole(self, name: str, criterion: CriterionResult) -> Result:
        title = f"{criterion.id} {criterion.title}" if name != FORM else criterion.title
        why = notice_in_words(criterion.not_evaluated) or criterion.applicability.says
        checks = sum(check.standing == "decides" for check in criterion.checks)
        basis = say("sarif.decided", n=checks) if checks and not why else ""
        data = {
            **self._graded(criterion.finding),
            "message": message(f"{title}: {FINDINGS[criterion.finding].word}", sentence_in_words(why), basis),
            **self._located(criterion.applicability.needs, criterion.applicability.needs_label, []),
            "properties": {**_found(criterion.finding, WHOLE), "effective": _effective(criterion)},
        }
        return self._result(name, data, "criterion", name, None)

    def _graded(self, finding: FindingWord) -> dict[str, str]:
        """Give the kind and, as the specification asks, a severity to failures alone."""
        if self._gaps_only:
            return {"kind": "fail", "level": _SEVERITY[finding]}
        kind = KINDS[finding]
        return {"kind": kind, "level": _SEVERITY["not_met"] if kind == "fail" else "none"}

    def _located(self, path: str, label: str, related: Iterable[str]) -> dict[str, Any]:
        file = self._of.named_file
        location: dict[str, Any] = {"physicalLocation": self._physical(path)} if file else {}
        if path:
            location["logicalLocations"] = [
                {"fullyQualifiedName": path, "kind": "property", **({"name": plain(label)} if label else {})}
            ]
        others = [{"physicalLocation": self._physical(each)} for each in self._read_elsewhere(path, related)]
        return {
            **({"locations": [location]} if location else {}),
            **({"relatedLocations": others} if others and file else {}),
        }

    def _read_elsewhere(self, path: str, related: Iterable[str]) -> list[str]:
        here = self._of.place(path)
        lines: dict[int, str] = {}
        for each in related:
            place = self._of.result.source_map.get(each)
            if place and place.line and not (here and here.line == place.line):
                lines.setdefault(place.line, each)
        return list(lines.values())[:_MOST_RELATED]

    def _physical(self, path: str) -> dict[str, Any]:
        place = self._of.place(path)
        # What is nowhere in the file is shown where the file begins: a viewer shows no result without a line.
        line = place.line if place and place.line else 1
        return {
            "artifactLocation": {"uri": uri(self._of.named_file), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line, "startColumn": 1, "endLine": line},
        }

    def _result(self, rule: str, data: dict[str, Any], kind: str, name: str, scope: Scope | None) -> Result:
        evaluation = self._of.result.evaluation
        # An item is known by its name where it has one, so that a new one before it makes no other of it.
        item = [scope.kind, scope.label or scope.id] if scope else []
        known_by = [evaluation.ruler.pack, evaluation.proposal.id, rule, kind, name, *item]
        identity = hashlib.sha256(json.dumps(known_by).encode()).hexdigest()[:16]
        return Result(rule, self._of.named_file, identity, data)


def _behind(gap: GapResult, criterion: CriterionResult) -> list[CheckResult]:
    return [check for check in criterion.checks if check.key in gap.checks]


def _unmet(criterion: CriterionResult, gap: GapResult) -> FindingWord:
    """Give the finding that the gap stands for: that of its part or, where its parts differ, of the criterion."""
    candidates = (finding_of(criterion, part_behind(_behind(gap, criterion)), gap.scope), criterion.finding)
    return next((each for each in candidates if each in _SEVERITY), "incomplete")


def _effective(criterion: CriterionResult) -> FindingWord:
    """Give what counts of the criterion after a review; the kind of a result stays that of the program's finding."""
    return criterion.effective or criterion.finding


def _is_told(criterion: CriterionResult) -> bool:
    """Tell whether gaps or questions say already what was found."""
    if criterion.finding in _SEVERITY:
        return any(gap.counted for gap in criterion.gaps)
    return criterion.finding == "needs_judgement" and bool(criterion.questions)


def _found(finding: FindingWord, scope: Scope) -> dict[str, str]:
    return {"finding": finding, "shownAs": FINDINGS[finding].word, "item": plain(scope_in_words(scope))}


def _titled(title: str, scope: Scope) -> str:
    item = scope_in_words(scope)
    return f"{title} ({item})" if item else title
