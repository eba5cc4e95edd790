"""The path from the answers to a finding, as text: rules, groups, checks, cases, answers with their lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evaluator.errors import UsageError
from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, FindingWord, Read, Result
from evaluator.rendering.clause_lines import clause_lines
from evaluator.rendering.dispositions import disposition_line
from evaluator.rendering.logic import logic_in_words
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.subjects import quotation_of
from evaluator.rendering.words import FINDINGS

if TYPE_CHECKING:
    from evaluator.rendering.shapes import Quotation

_WIDTH = 80
# What follows the id of a criterion or part: the position of an item, a group within, a tally of many findings.
_SCOPE = re.compile(r"[\[/~]")
_OUTCOMES = {
    "true": "✓ true",
    "false": "✕ false",
    "unknown": "◔ unknown",
    "judgement": "◇ for the panel",
    "not_applicable": "– does not arise",
    "error": "! error",
}
_STANDING = {
    "moot": "moot: it cannot change the finding",
    "advisory": "advisory: it never fails a criterion",
    "not_counted": "shown, not counted",
}


def explained(result: Result, criterion: str | None) -> dict[str, Any]:
    """Give the criteria asked for with the part of the trace that leads to them, as plain data.

    Raises:
        UsageError: if there is no such criterion.
    """
    chosen = _chosen(result.evaluation, criterion)
    names = {one.id for one in chosen}
    nodes = [
        node
        for node in result.evaluation.trace.nodes
        if _SCOPE.split(str(node.fact["of"]))[0] in names | _parts(chosen)
    ]
    return {
        "criteria": [one.model_dump(mode="json") for one in chosen],
        "trace": [node.model_dump(mode="json") for node in nodes],
        "source_map": {path: place.model_dump(mode="json") for path, place in result.source_map.items()},
    }


def explanation(result: Result, criterion: str | None, *, styled: bool = False) -> str:
    """Write how each finding asked for came about; `styled` underlines clauses, for a terminal that can.

    Raises:
        UsageError: if there is no such criterion.
    """
    evaluation = result.evaluation
    lines = [line for one in _chosen(evaluation, criterion) for line in _Explained(result, one, styled=styled).lines()]
    if criterion is None:
        rule = next((node.rule for node in evaluation.trace.nodes if node.id == "recommendation"), "")
        lines += [
            "Recommendation",
            *_wrapped(evaluation.recommendation.sentence, "  "),
            *_wrapped(f"{evaluation.recommendation.engine}, by the rule {rule}", "  "),
            *_after_review(evaluation),
            "",
        ]
    return "\n".join([*lines, textwrap.fill(evaluation.notice, _WIDTH)])


def _after_review(evaluation: Evaluation) -> Iterator[str]:
    review = evaluation.review
    if review is None:
        return
    rule = next((node.rule for node in review.trace if node.id == "recommendation"), "")
    yield from _wrapped(f"With dispositions: {review.sentence}", "  ")
    by = f"by the rule {rule}" if rule else "by the same rule"
    yield from _wrapped(f"{evaluation.recommendation.effective}, {by}", "  ")
    for one in review.lapsed:
        yield from _wrapped(f"Lapsed: {one.key} ({one.disposition}). {notice_in_words(one.reason)}", "  ")


def _chosen(evaluation: Evaluation, criterion: str | None) -> list[CriterionResult]:
    every = [evaluation.form, *evaluation.criteria]
    chosen = [one for one in every if criterion is None or one.id.casefold() == criterion.casefold()]
    if not chosen:
        raise UsageError(f"CRITERION: found '{criterion}'; expected one of {', '.join(one.id for one in every)}")
    return chosen


def _parts(criteria: list[CriterionResult]) -> set[str]:
    return {part.id for one in criteria for part in one.parts}


class _Explained:
    def __init__(self, result: Result, criterion: CriterionResult, *, styled: bool) -> None:
        self._result, self._criterion, self._styled = result, criterion, styled
        self._groups = {group.key: group for group in criterion.groups}
        self._checks = {check.key: check for check in criterion.checks}
        self._rules = {
            str(node.fact["of"]): node.rule for node in result.evaluation.trace.nodes if node.fact["kind"] == "finding"
        }

    def lines(self) -> Iterator[str]:
        one = self._criterion
        yield from _wrapped(f"{one.id} · {one.title}: {_finding(one.finding)}{self._rule(one.id)}", "")
        if one.effective is not None and one.effective != one.finding:
            yield from _wrapped(f"With dispositions: {_finding(one.effective)}", "  ")
        if one.disposition is not None:
            yield from _wrapped(disposition_line(one.disposition), "  ")
        quotation = quotation_of(one)
        if quotation is not None:
            yield from self._quoted(quotation)
        yield from _wrapped(f"Logic: {logic_in_words(one.logic)}", "  ")
        if one.not_evaluated:
            yield from _wrapped(notice_in_words(one.not_evaluated), "  ")
            yield ""
            return
        yield from self._limits()
        root = next((key for key in (f"{one.id}/logic", one.id) if key in self._groups), None)
        if root is not None:
            yield from self._group(root, "  ")
        for check in one.checks:
            if check.standing == "advisory":
                yield from self._check(check, "  ")
        yield ""

    def _limits(self) -> Iterator[str]:
        """Say where the criterion might not apply, and what of it is not asked."""
        applicability = self._criterion.applicability
        if applicability.outcome != "yes":
            yield from _wrapped(f"Applies: {applicability.outcome}. {applicability.says}", "  ")
            if applicability.needs:
                yield from _wrapped(f"Needs: {applicability.needs_label} ({applicability.needs})", "  ")
        for piece in self._criterion.left_out:
            yield from _wrapped(f"Left out: {piece.id}. {piece.asks} {piece.why}", "  ")

    def _quoted(self, quotation: Quotation) -> Iterator[str]:
        yield from clause_lines(quotation.pieces, f" ({quotation.of})", "  ", _WIDTH, styled=self._styled)
        for point in quotation.points:
            yield from clause_lines(point, "", "  - ", _WIDTH, styled=self._styled)
        if quotation.besides:
            asked = "; ".join(f"{one.asks} {one.mark.symbol}" for one in quotation.besides)
            yield from _wrapped(f"Asked besides these words: {asked}", "  ")

    def _group(self, key: str, indent: str) -> Iterator[str]:
        group = self._groups[key]
        head = {"all": "all of", "any": "any of", "at_least": f"at least {group.k} of"}[group.mode]
        yield from _wrapped(f"{key}: {head} {len(group.members)} → {_finding(group.finding)}{self._rule(key)}", indent)
        for member in group.members:
            if member in self._groups:
                yield from self._group(member, indent + "  ")
            else:
                yield from self._check(self._checks[member], indent + "  ")

    def _check(self, check: CheckResult, indent: str) -> Iterator[str]:
        claim = ", claimed not to apply" if check.claimed else ""
        standing = f" ({_STANDING[check.standing]})" if check.standing in _STANDING else ""
        yield from _wrapped(f"{check.key}: {_OUTCOMES[check.outcome]}{claim}{standing}. {check.asks}", indent)
        held = check.condition or "no earlier case held"
        yield from _wrapped(f"case {check.case}: {held}", indent + "    ")
        yield from _wrapped(check.says, indent + "    ")
        for read in check.reads:
            yield from _wrapped(self._read(read), indent + "    ")
        if check.question:
            yield from _wrapped(f"Question for the panel: {check.question}", indent + "    ")
        if check.interpretation:
            yield from _wrapped(f"Interpretation: {check.interpretation}", indent + "    ")
        if check.gap:
            yield from _wrapped(f"Gap: {check.gap}", indent + "    ")
        if check.disposition is not None:
            yield from _wrapped(disposition_line(check.disposition), indent + "    ")

    def _read(self, read: Read) -> str:
        place = self._result.source_map.get(read.path)
        line = f", line {place.line}" if place is not None and place.line is not None else ""
        value = textwrap.shorten(read.value, 160, placeholder=" …") if read.value else ""
        if value and read.state == "unknown":
            value = f'"{value}", taken for no answer'
        evidence = f" [{', '.join(read.evidence)}]" if read.evidence else ""
        state = "" if read.state == "answered" else read.state.replace("_", " ")
        said = ", ".join(part for part in (value, state, read.reason) if part)
        return f"read {read.path}{line}: {said}{evidence}"

    def _rule(self, key: str) -> str:
        rule = self._rules.get(key)
        return f"   [rule {rule}]" if rule else ""


def _finding(word: FindingWord) -> str:
    finding = FINDINGS[word]
    return f"{finding.symbol} {finding.word}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
