"""What staff see besides the gap report: every check with its weight, and every answer with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.audience_shapes import AnswerRow, FindingRow, Staff
from evaluator.rendering.catalogue import say
from evaluator.rendering.places import Places
from evaluator.rendering.readings import reading_of
from evaluator.rendering.subjects import about_in_words, criteria_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import CLAIMED, FORCES, OUTCOMES, STANDINGS

if TYPE_CHECKING:
    from evaluator.model.evaluation import CheckResult, CriterionResult, Read, Result


def staff_of(result: Result) -> Staff:
    """Turn a result into the tables of the staff report."""
    places = Places(result.source_map)
    checks = [(criterion, check) for criterion in criteria_of(result.evaluation) for check in criterion.checks]
    return Staff(
        findings=tuple(_finding(*each, places) for each in checks),
        answers=_answers([check for _, check in checks], places),
    )


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
