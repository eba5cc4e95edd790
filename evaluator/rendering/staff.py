"""What staff see besides the gap report: every check with its weight, and every answer with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.audience_shapes import AnswerRow, FindingRow, Hang, Sensitive, Staff
from evaluator.rendering.catalogue import say
from evaluator.rendering.places import Places
from evaluator.rendering.readings import label_with_rows, reading_of
from evaluator.rendering.subjects import about_in_words, criteria_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import CLAIMED, FINDINGS, FORCES, OUTCOMES, RECOMMENDATIONS, STANDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.evaluation import CheckResult, CriterionResult, Read, Result
    from evaluator.model.sensitivity import LeftOut, Sensitivity
    from evaluator.rendering.shapes import Mark


def staff_of(result: Result, sensitivity: Sensitivity | None = None) -> Staff:
    """Turn a result, and what its findings hang on where that is known, into what staff see."""
    places = Places(result.source_map)
    checks = [(criterion, check) for criterion in criteria_of(result.evaluation) for check in criterion.checks]
    return Staff(
        findings=tuple(_finding(*each, places) for each in checks),
        answers=_answers([check for _, check in checks], places),
        sensitivity=_tried(sensitivity) if sensitivity else say("staff.not_tried"),
        sensitive=tuple(_sensitive(sensitivity)) if sensitivity else (),
        robust=_robust(sensitivity) if sensitivity else "",
    )


def _tried(found: Sensitivity) -> str:
    return say("staff.tried", answers=found.answers, evidence=found.evidence)


def _sensitive(found: Sensitivity) -> Iterator[Sensitive]:
    if found.recommendation_hangs_on:
        whole = [(each.without, RECOMMENDATIONS[each.becomes]) for each in found.recommendation_hangs_on]
        yield Sensitive(say("staff.recommendation"), RECOMMENDATIONS[found.recommendation], _hangs(whole))
    for one in found.criteria:
        if not one.robust:
            hangs = _hangs([(each.without, FINDINGS[each.becomes]) for each in one.hangs_on])
            yield Sensitive(f"{one.id} {one.title}", FINDINGS[one.finding], hangs)


def _hangs(found: list[tuple[LeftOut, Mark]]) -> tuple[Hang, ...]:
    every: dict[Mark, list[str]] = {}
    for without, becomes in found:
        line = say("place.line", line=without.line) if without.line is not None else ""
        every.setdefault(becomes, []).append(
            ", ".join(filter(None, [label_with_rows(without.label, without.path), line, without.path]))
        )
    return tuple(Hang(mark, tuple(names)) for mark, names in every.items())


def _robust(found: Sensitivity) -> str:
    names = [f"{one.id} {one.title}" for one in found.criteria if one.robust]
    return say("staff.robust", names=", ".join(names)) if names else ""


def _finding(criterion: CriterionResult, check: CheckResult, places: Places) -> FindingRow:
    read = (places.of([read.path]) for read in check.reads if read.state != "blank")
    return FindingRow(
        subject=about_in_words(criterion, check.part, check.scope),
        check=check.id,
        asks=check.asks,
        said=sentence_in_words(check.says),
        mark=CLAIMED["claimed"] if check.claimed else OUTCOMES[check.outcome],
        weight=", ".join([FORCES[check.force], STANDINGS[check.standing], say("staff.case", number=check.case)]),
        places=tuple(dict.fromkeys(read)),
    )


def _answers(checks: list[CheckResult], places: Places) -> tuple[AnswerRow, ...]:
    reads: dict[str, Read] = {}
    readers: dict[str, dict[str, None]] = {}
    for check in checks:
        for read in check.reads:
            reads.setdefault(read.path, read)
            readers.setdefault(read.path, {})[check.id] = None
    return tuple(AnswerRow(reading_of(read, places), path, ", ".join(readers[path])) for path, read in reads.items())
