"""What an entry of a report is about: the criterion with the publisher's words, the part, the code or item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.clauses import besides_of, pieces_of, points_of
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.shapes import Quotation, Subject
from evaluator.rendering.values import date_in_words
from evaluator.rendering.words import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, FindingWord, PartResult
    from evaluator.model.scope import Scope
    from evaluator.rendering.shapes import Mark


_NUMBERED = re.compile(r"no\. (\d+)")


def subject_of(criterion: CriterionResult, part_id: str, scope: Scope) -> Subject:
    """Say what an entry is about, in the most exact words there are for it."""
    part = _part(criterion, part_id, scope)
    return Subject(
        id=criterion.id,
        title=criterion.title,
        part=part_in_words(part) if part else "",
        scope=scope_in_words(scope),
        asks=part.asks if part else criterion.asks,
        quotation=_quotation_of_part(criterion, part),
    )


def mark_of(criterion: CriterionResult, part_id: str, scope: Scope) -> Mark:
    """Show the finding of the part, or else of the criterion."""
    return FINDINGS[finding_of(criterion, part_id, scope)]


def finding_of(criterion: CriterionResult, part_id: str, scope: Scope) -> FindingWord:
    """Give the finding of the part, or else of the criterion."""
    part = _part(criterion, part_id, scope)
    return part.finding if part else criterion.finding


def part_behind(checks: Iterable[CheckResult]) -> str:
    """Name the part that all these checks belong to, if it is one."""
    parts = {check.part for check in checks}
    return parts.pop() if len(parts) == 1 else ""


def part_in_words(part: PartResult) -> str:
    """Name a part by its number and title; an id such as `form.measure` says nothing to a reader."""
    number = part.id if part.id.isalnum() else ""
    return " ".join(filter(None, [number, part.title])) or part.asks


def scope_in_words(scope: Scope) -> str:
    """Name the item of a list; the proposal as a whole needs no name."""
    return "" if scope.kind == "proposal" else item_in_words(scope.label) or f"{scope.kind} {scope.id}".strip()


def item_in_words(label: str) -> str:
    """Name an item by its label; one that says nothing of itself has its number as label, in English."""
    number = _NUMBERED.fullmatch(label)
    return say("label.numbered", number=number[1]) if number else label


def quotation_of(criterion: CriterionResult) -> Quotation | None:
    """Show the words of a criterion as its publisher wrote them, clause by clause."""
    quote = criterion.quote
    if quote is None:
        return None
    return Quotation(
        quote.words,
        quote.of,
        date_in_words(quote.read),
        safe_link(quote.url),
        pieces_of(criterion, quote.words),
        points_of(criterion),
        besides_of(criterion),
    )


def criteria_of(evaluation: Evaluation) -> list[CriterionResult]:
    """List the form check and the criteria in the order of a report."""
    # The form is known by its name; only criteria have letters.
    return [evaluation.form.model_copy(update={"id": ""}), *evaluation.criteria]


def named(criterion: CriterionResult) -> str:
    """Name a criterion by its letter and title."""
    return f"{criterion.id} {criterion.title}".strip()


def about_in_words(criterion: CriterionResult, part_id: str, scope: Scope) -> str:
    """Say in one line what an entry is about."""
    part = _part(criterion, part_id, scope)
    name = part_in_words(part) if part else named(criterion)
    return " · ".join(filter(None, [name, scope_in_words(scope)]))


def _quotation_of_part(criterion: CriterionResult, part: PartResult | None) -> Quotation | None:
    whole = quotation_of(criterion)
    if whole is None or part is None or not part.words:
        return whole
    return Quotation(part.words, whole.of, whole.read, whole.link, pieces_of(criterion, part.words, part.id))


def _part(criterion: CriterionResult, part_id: str, scope: Scope) -> PartResult | None:
    named = [part for part in criterion.parts if part_id and part_id in (part.id, part.key)]
    exact = [part for part in named if part.scope == scope]
    return next(iter(exact or named), None)
