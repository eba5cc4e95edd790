"""What stands beside the gaps: questions for the panel, advisories, checks that no longer count, claims, troubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.model.evaluation import WHOLE
from evaluator.rendering.readings import NOTHING_READ, limits_of, path_in_words, readings_of
from evaluator.rendering.shapes import Claim, Note, Place, Question, Reading, Trouble
from evaluator.rendering.subjects import subject_in_words, subject_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import FINDINGS, FORCES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.evaluation import Advisory, CheckResult, CriterionResult, Evaluation, PanelQuestion
    from evaluator.rendering.places import Places


def questions(evaluation: Evaluation, places: Places) -> tuple[Question, ...]:
    """Show what only people can answer, first whether a criterion applies where that is open."""
    found = [(each, question) for each in criteria_of(evaluation) for question in _questions_of(each)]
    return tuple(_question(f"question-{number}", *each, places) for number, each in enumerate(found, 1))


def advisories(evaluation: Evaluation, places: Places, *, stated: bool) -> tuple[Note, ...]:
    """Show supporting and wording checks: those that did not hold, or those that are silent."""
    return tuple(
        _advisory(criterion, advisory, places)
        for criterion in criteria_of(evaluation)
        for advisory in criterion.advisories
        if advisory.stated == stated
    )


def notes(evaluation: Evaluation, standing: str, places: Places) -> tuple[Note, ...]:
    """Show the checks of one standing, such as those that no longer change a finding."""
    return tuple(
        _note(criterion, check, places)
        for criterion in criteria_of(evaluation)
        for check in criterion.checks
        if check.standing == standing
    )


def claims(evaluation: Evaluation, places: Places) -> tuple[Claim, ...]:
    """Show which fields the applicant claims not to apply, and why."""
    return tuple(
        Claim(claim.label, claim.reason, places.of([claim.path])) for claim in evaluation.claims_not_applicable
    )


def undecided(evaluation: Evaluation, places: Places) -> tuple[Trouble, ...]:
    """Show the criteria of which nobody can tell yet whether they apply."""
    return tuple(
        Trouble(f"{each.id} {each.title}", _needed(each, places))
        for each in criteria_of(evaluation)
        if each.applicability.outcome == "undecided"
    )


def errors(evaluation: Evaluation) -> tuple[Trouble, ...]:
    """Show what could not be evaluated, by where it happened."""
    known = [Trouble(error.where, error.message) for error in evaluation.errors]
    failed = [(each, check) for each in criteria_of(evaluation) for check in each.checks if check.outcome == "error"]
    return (*known, *(Trouble(f"{each.id} {each.title}: {check.asks}", check.says) for each, check in failed))


def missing_answers(evaluation: Evaluation, places: Places) -> tuple[Reading, ...]:
    """Show which answers that the form needs are not there."""
    labels = _labels(evaluation)
    return tuple(
        Reading(labels.get(path) or path_in_words(path), STATES["blank"], "", Place(places.to_write(path).words, path))
        for path in evaluation.completeness.missing
    )


def criteria_of(evaluation: Evaluation) -> list[CriterionResult]:
    """List the form check and the criteria in the order of a report."""
    return [evaluation.form, *evaluation.criteria]


def _questions_of(criterion: CriterionResult) -> Iterable[PanelQuestion | None]:
    # None stands for the question whether the criterion applies at all.
    return [None, *criterion.questions] if criterion.applicability.outcome == "judgement" else criterion.questions


def _question(anchor: str, criterion: CriterionResult, question: PanelQuestion | None, places: Places) -> Question:
    if question is None:
        return _whether_it_applies(anchor, criterion)
    checks = [
        check for check in criterion.checks if question.check in (check.key, check.id) and check.scope == question.scope
    ]
    return Question(
        anchor=anchor,
        mark=FINDINGS["needs_judgement"],
        subject=subject_of(criterion, question.part, question.scope),
        documented=sentence_in_words(question.documented),
        question=sentence_in_words(question.question),
        readings=readings_of((read for check in checks for read in check.reads), places),
        limits=limits_of(limit for check in checks for limit in check.thresholds),
        interpretations=tuple(check.interpretation for check in checks if check.interpretation),
    )


def _whether_it_applies(anchor: str, criterion: CriterionResult) -> Question:
    return Question(
        anchor=anchor,
        mark=FINDINGS["needs_judgement"],
        subject=subject_of(criterion, "", WHOLE),
        documented=sentence_in_words(criterion.applicability.says),
        question="Does this criterion apply here?",
        readings=NOTHING_READ,
        limits=(),
        interpretations=(),
    )


def _advisory(criterion: CriterionResult, advisory: Advisory, places: Places) -> Note:
    checks = [
        check for check in criterion.checks if advisory.check in (check.key, check.id) and check.scope == advisory.scope
    ]
    return Note(
        subject=subject_in_words(subject_of(criterion, checks[0].part if checks else "", advisory.scope)),
        asks=checks[0].asks if checks else "",
        said=sentence_in_words(advisory.says),
        kind=FORCES[advisory.force],
        limits=limits_of(limit for check in checks for limit in check.thresholds),
        interpretation=checks[0].interpretation if checks else "",
        readings=readings_of((read for check in checks for read in check.reads), places),
    )


def _note(criterion: CriterionResult, check: CheckResult, places: Places) -> Note:
    return Note(
        subject=subject_in_words(subject_of(criterion, check.part, check.scope)),
        asks=check.asks,
        said=sentence_in_words(check.says),
        kind=FORCES[check.force],
        limits=limits_of(check.thresholds),
        interpretation=check.interpretation,
        readings=readings_of(check.reads, places),
    )


def _needed(criterion: CriterionResult, places: Places) -> str:
    applicability = criterion.applicability
    label = applicability.needs_label or path_in_words(applicability.needs)
    place = places.to_write(applicability.needs)
    where = ", ".join(filter(None, [place.words, place.path]))
    needs = f"Whether it applies depends on this answer: {label} ({where})." if applicability.needs else ""
    return " ".join(filter(None, [sentence_in_words(applicability.says), needs]))


def _labels(evaluation: Evaluation) -> dict[str, str]:
    reads = {
        read.path: read.label
        for criterion in criteria_of(evaluation)
        for check in criterion.checks
        for read in check.reads
    }
    gaps = {gap.where: gap.label for criterion in criteria_of(evaluation) for gap in criterion.gaps}
    return {**gaps, **reads}
