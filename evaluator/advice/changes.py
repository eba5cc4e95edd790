"""What changed between two evaluations, and whether for the better. Numbers are compared under one ruler only."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.model.changes import Changes, Direction, FindingChange, GapChange, NumberChange
from evaluator.model.evaluation import CriterionResult, Evaluation, FindingWord, GapResult
from evaluator.model.ruler import Ruler

_RANK: dict[str, int] = {"not_met": 0, "incomplete": 1, "needs_judgement": 2, "met": 3}
_RECOMMENDED: dict[str, int] = {"not_ready": 0, "form_incomplete": 1, "gaps": 2, "for_judgement": 3, "ready": 4}


def changes_between(before: Evaluation, after: Evaluation) -> Changes:
    """Compare an earlier evaluation with a later one: of two drafts, or of one proposal under two packs."""
    same = _measured_alike(before.ruler, after.ruler)
    return Changes(
        proposals=(before.proposal.id, after.proposal.id),
        before=before.recommendation.engine,
        after=after.recommendation.engine,
        direction=_direction(before.recommendation.engine, after.recommendation.engine, _RECOMMENDED),
        same_ruler=same,
        rulers=(before.ruler, after.ruler),
        findings=tuple(_findings(before, after)),
        gaps=tuple(_gaps(before, after)),
        numbers=tuple(_numbers(before, after)) if same else (),
    )


def _measured_alike(one: Ruler, other: Ruler) -> bool:
    """Tell whether numbers may be compared; the day alone changes no measure."""
    return one.model_copy(update={"as_of": other.as_of}) == other


def _criteria(evaluation: Evaluation) -> dict[str, CriterionResult]:
    return {one.id: one for one in (evaluation.form, *evaluation.criteria)}


def _findings(before: Evaluation, after: Evaluation) -> Iterator[FindingChange]:
    old, new = _criteria(before), _criteria(after)
    for name in dict.fromkeys([*old, *new]):
        was, is_ = old.get(name), new.get(name)
        if was is not None and is_ is not None and was.finding == is_.finding:
            continue
        yield FindingChange(
            id=name,
            title=(is_ or was or old[name]).title,
            presence="updated" if was and is_ else ("new" if is_ else "absent"),
            direction=_finding_direction(was.finding if was else None, is_.finding if is_ else None),
            before=was.finding if was else None,
            after=is_.finding if is_ else None,
        )


def _finding_direction(before: FindingWord | None, after: FindingWord | None) -> Direction:
    return "neutral" if before is None or after is None else _direction(before, after, _RANK)


def _direction(before: str, after: str, rank: dict[str, int]) -> Direction:
    if before not in rank or after not in rank or before == after:
        return "neutral"
    return "improvement" if rank[after] > rank[before] else "regression"


def _gaps(before: Evaluation, after: Evaluation) -> Iterator[GapChange]:
    old, new = _gaps_by_identity(before), _gaps_by_identity(after)
    for key in dict.fromkeys([*old, *new]):
        was, is_ = old.get(key), new.get(key)
        if was == is_:
            continue
        gap = is_ or was or old[key]
        presence = "updated" if was and is_ else ("new" if is_ else "absent")
        direction: Direction = {"updated": "neutral", "new": "regression", "absent": "improvement"}[presence]  # type: ignore[assignment]  # one of three words
        yield GapChange(
            criterion=key[0],
            id=gap.id,
            scope=gap.scope.label,
            title=gap.title,
            presence=presence,  # type: ignore[arg-type]  # one of three words
            direction=direction,
            missing=gap.missing,
        )


def _gaps_by_identity(evaluation: Evaluation) -> dict[tuple[str, str, str, str], GapResult]:
    return {
        (name, gap.id, gap.scope.kind, gap.scope.id): gap
        for name, criterion in _criteria(evaluation).items()
        for gap in criterion.gaps
    }


def _numbers(before: Evaluation, after: Evaluation) -> Iterator[NumberChange]:
    rows = (
        ("readiness", _readiness(before), _readiness(after)),
        ("completeness", _completeness(before), _completeness(after)),
        ("gaps", str(before.recommendation.gaps), str(after.recommendation.gaps)),
        ("questions", str(before.recommendation.questions), str(after.recommendation.questions)),
        ("advisories", str(before.recommendation.advisories), str(after.recommendation.advisories)),
    )
    for name, was, is_ in rows:
        if was != is_:
            yield NumberChange(name=name, before=was, after=is_)


def _readiness(evaluation: Evaluation) -> str:
    readiness = evaluation.readiness
    return f"{readiness.low} to {readiness.high} of {readiness.of}"


def _completeness(evaluation: Evaluation) -> str:
    return f"{evaluation.completeness.answered} of {evaluation.completeness.of}"
