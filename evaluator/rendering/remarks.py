"""What stands beside the gaps: questions for the panel, advisories, claims, troubles, answers that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.model.scope import WHOLE
from evaluator.rendering.catalogue import say
from evaluator.rendering.criterion_shapes import Claim, Trouble
from evaluator.rendering.gap_shapes import Note, Notes, Question
from evaluator.rendering.readings import NOTHING_READ, limits_of, path_in_words, readings_of
from evaluator.rendering.shapes import Place, Reading, Readings
from evaluator.rendering.subjects import about_in_words, criteria_of, named, subject_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import FINDINGS, FORCES, STATES

if TYPE_CHECKING:
    from evaluator.model.evaluation import Advisory, CheckResult, CriterionResult, Evaluation, PanelQuestion
    from evaluator.rendering.places import Places


def questions(evaluation: Evaluation, places: Places) -> tuple[Question, ...]:
    """Show what only people can answer, first whether a criterion applies where that is open."""
    found = [(each, question) for each in criteria_of(evaluation) for question in _questions_of(each)]
    return tuple(_question(number, *each, places) for number, each in enumerate(found, 1))


def advisories(evaluation: Evaluation, places: Places) -> tuple[Note, ...]:
    """Show the supporting and wording checks that did not hold."""
    return _advisories(evaluation, places, stated=True)


def optional(evaluation: Evaluation, places: Places) -> Notes:
    """Show the supporting and wording checks about which the proposal is silent."""
    notes = _advisories(evaluation, places, stated=False)
    return Notes(say("advisories.optional", number=len(notes)), notes)


def claims(evaluation: Evaluation, places: Places) -> tuple[Claim, ...]:
    """Show which fields the applicant claims not to apply, and why."""
    return tuple(
        Claim(claim.label or path_in_words(claim.path), claim.reason, places.of([claim.path]))
        for claim in evaluation.claims_not_applicable
    )


def errors(evaluation: Evaluation) -> tuple[Trouble, ...]:
    """Show what could not be evaluated, by where it happened."""
    failed = [(each, check) for each in criteria_of(evaluation) for check in each.checks if check.outcome == "error"]
    return (
        *(Trouble(error.where, error.message) for error in evaluation.errors),
        *(Trouble(f"{named(criterion)}, {check.id}", check.says) for criterion, check in failed),
    )


def missing_answers(evaluation: Evaluation, places: Places) -> tuple[Reading, ...]:
    """Show which answers that the form needs are not there."""
    labels = _labels(evaluation)
    return tuple(
        Reading(_label_of(path, labels), STATES["blank"], "", Place(places.to_write(path).words, path))
        for path in evaluation.completeness.missing
    )


def _label_of(path: str, labels: dict[str, str]) -> str:
    """Name a field by its label; one in a row of a list by the label of the list and what follows."""
    if path in labels:
        return labels[path]
    words = path.split(".")
    above = next((n for n in range(len(words) - 1, 0, -1) if ".".join(words[:n]) in labels), 0)
    if not above:
        return path_in_words(path)
    rest = path_in_words(".".join(words[above:]))
    return f"{labels['.'.join(words[:above])]}, {rest[:1].lower()}{rest[1:]}"


def _questions_of(criterion: CriterionResult) -> list[PanelQuestion | None]:
    # A question of no check, or None where there is none, asks whether the criterion applies at all: once, and not
    # where what is documented would do in either case.
    asked = criterion.finding == "met" or any(not question.check for question in criterion.questions)
    whether = [None] if criterion.applicability.outcome == "judgement" and not asked else []
    return [*whether, *criterion.questions]


def _question(number: int, criterion: CriterionResult, question: PanelQuestion | None, places: Places) -> Question:
    checks = _checks_of(criterion, question) if question else []
    says = question.documented if question else criterion.applicability.says
    return Question(
        anchor=f"question-{number}",
        number=say("questions.number", number=number),
        mark=FINDINGS["needs_judgement"],
        subject=subject_of(criterion, question.part if question else "", question.scope if question else WHOLE),
        check=question.check if question else "",
        documented=sentence_in_words(says),
        question=sentence_in_words(question.question) if question else say("questions.applies"),
        readings=readings_of((read for check in checks for read in check.reads), places) if checks else NOTHING_READ,
        limits=limits_of(limit for check in checks for limit in check.thresholds),
        interpretations=tuple(check.interpretation for check in checks if check.interpretation),
    )


def _advisories(evaluation: Evaluation, places: Places, *, stated: bool) -> tuple[Note, ...]:
    found = [(each, advisory) for each in criteria_of(evaluation) for advisory in each.advisories]
    return tuple(_advisory(*each, places) for each in found if each[1].stated == stated)


def _advisory(criterion: CriterionResult, advisory: Advisory, places: Places) -> Note:
    checks = _checks_of(criterion, advisory)
    if advisory.path:
        return _wording(criterion, advisory, places)
    return Note(
        subject=about_in_words(criterion, checks[0].part if checks else "", advisory.scope),
        check=advisory.check,
        asks=checks[0].asks if checks else "",
        said=sentence_in_words(advisory.says),
        kind=FORCES[advisory.force],
        limits=limits_of(limit for check in checks for limit in check.thresholds),
        interpretation=checks[0].interpretation if checks else "",
        readings=readings_of((read for check in checks for read in check.reads), places),
    )


def _wording(criterion: CriterionResult, advisory: Advisory, places: Places) -> Note:
    words = Reading(advisory.label, f"“{advisory.excerpt}”", "", places.of([advisory.path]))
    return Note(
        subject=about_in_words(criterion, "", advisory.scope),
        check=advisory.check,
        asks=advisory.asks,
        said=sentence_in_words(advisory.says),
        kind=FORCES[advisory.force],
        limits=(),
        interpretation=advisory.interpretation,
        readings=Readings((words,), (), ""),
        better=sentence_in_words(advisory.better),
    )


def _checks_of(criterion: CriterionResult, about: Advisory | PanelQuestion) -> list[CheckResult]:
    return [check for check in criterion.checks if about.check in (check.key, check.id) and check.scope == about.scope]


def _labels(evaluation: Evaluation) -> dict[str, str]:
    criteria = criteria_of(evaluation)
    gaps = {gap.where: gap.label for criterion in criteria for gap in criterion.gaps}
    reads = {read.path: read.label for criterion in criteria for check in criterion.checks for read in check.reads}
    return {**gaps, **reads}
