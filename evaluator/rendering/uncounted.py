"""Checks that decide nothing in the end; nothing that was looked at disappears from a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.criteria import SET_ASIDE, decides, settled
from evaluator.rendering.gap_shapes import Note, Notes
from evaluator.rendering.readings import limits_of, readings_of
from evaluator.rendering.subjects import about_in_words, criteria_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import FORCES

if TYPE_CHECKING:
    from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation
    from evaluator.rendering.places import Places


def uncounted(evaluation: Evaluation, places: Places) -> tuple[Notes, ...]:
    """Show the checks that stand nowhere else, by the reason why they do not count."""
    rest = [pair for pair in _checks(evaluation) if not _shown_elsewhere(*pair)]
    groups = [
        _notes("uncounted.moot", [pair for pair in rest if pair[1].standing == "moot"], places),
        _notes("uncounted.not_counted", [pair for pair in rest if pair[1].standing == "not_counted"], places),
        _notes(
            "uncounted.without_influence",
            [pair for pair in rest if pair[1].standing in ("decides", "advisory")],
            places,
        ),
    ]
    return tuple(group for group in groups if group.notes)


def claimed(evaluation: Evaluation, places: Places) -> Notes:
    """Show the checks whose outcome is a claim that their subject does not apply."""
    return _notes("claims.checks", [pair for pair in _checks(evaluation) if pair[1].claimed], places)


def _checks(evaluation: Evaluation) -> list[tuple[CriterionResult, CheckResult]]:
    return [(criterion, check) for criterion in criteria_of(evaluation) for check in criterion.checks]


def _shown_elsewhere(criterion: CriterionResult, check: CheckResult) -> bool:
    asked = any(each.check in (check.key, check.id) and each.scope == check.scope for each in criterion.questions)
    advised = any(each.check in (check.key, check.id) and each.scope == check.scope for each in criterion.advisories)
    missed = any(
        check.key in gap.checks or any(check.key in option.checks for option in gap.options) for gap in criterion.gaps
    )
    return check.claimed or check.outcome == "error" or _in_full(criterion, check) or asked or advised or missed


def _in_full(criterion: CriterionResult, check: CheckResult) -> bool:
    if criterion.finding in SET_ASIDE:
        return False
    return decides(check) if criterion.finding == "met" else settled(check)


def _notes(title: str, pairs: list[tuple[CriterionResult, CheckResult]], places: Places) -> Notes:
    return Notes(say(title, number=len(pairs)), tuple(_note(*pair, places) for pair in pairs))


def _note(criterion: CriterionResult, check: CheckResult, places: Places) -> Note:
    return Note(
        subject=about_in_words(criterion, check.part, check.scope),
        check=check.id,
        asks=check.asks,
        said=sentence_in_words(check.says),
        kind=FORCES[check.force],
        limits=limits_of(check.thresholds),
        interpretation=check.interpretation,
        readings=readings_of(check.reads, places),
    )
