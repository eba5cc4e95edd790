"""Findings of many proposals as tables: one row for each criterion, check or gap. Spreadsheets and frames use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.sourced import Sourced
from evaluator.rendering.subjects import criteria_of, part_behind, scope_in_words
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, FINDINGS, FIXABILITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evaluator.model.evaluation import CheckResult, CriterionResult, GapResult

TableName = Literal["criteria", "checks", "gaps"]
TABLES: Final = get_args(TableName)
Cell = str | int
Row = dict[str, Cell]

_PROPOSAL: Final = ("file", "proposal", "title", "change", "codes", "steward", "measure_type", "recommendation")
_CRITERION: Final = ("criterion", "criterion_title", "finding", "shown_as", "effective")
_RULER: Final = ("pack", "edition", "profile", "as_of", "proposal_digest")
COLUMNS: Final[dict[TableName, tuple[str, ...]]] = {
    "criteria": (
        *_PROPOSAL,
        *_CRITERION,
        *("gaps", "gap_titles", "questions", "question_texts", "advisories", "why"),
        *_RULER,
    ),
    "checks": (
        *_PROPOSAL,
        *_CRITERION,
        *("part", "item", "check", "asks", "force", "outcome", "claimed", "standing", "says", "gap"),
        *_RULER,
    ),
    "gaps": (
        *_PROPOSAL,
        *_CRITERION,
        *("part", "item", "gap", "gap_title", "kind", "missing", "remedy", "options", "example"),
        *("field", "field_label", "line", "actor", "effort", "fixability", "counted"),
        *_RULER,
    ),
}


class Table(NamedTuple):
    """A table with its columns in their order; every row has each of them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of(found: Iterable[Sourced], of: TableName = "criteria") -> Table:
    """Put the findings of several proposals into one table."""
    rows = (
        _about_proposal(each) | _about_criterion(criterion) | own | _about_ruler(each)
        for each in found
        for criterion in criteria_of(each.result.evaluation)
        for own in _ROWS[of](each, criterion)
    )
    return Table(COLUMNS[of], tuple({column: row[column] for column in COLUMNS[of]} for row in rows))


def _about_proposal(each: Sourced) -> Row:
    proposal = each.result.evaluation.proposal
    return {
        "file": each.named_file,
        "proposal": proposal.id,
        "title": proposal.title,
        "change": proposal.change,
        "codes": ", ".join(proposal.codes),
        "steward": proposal.steward,
        "measure_type": proposal.measure_type,
        "recommendation": each.result.evaluation.recommendation.effective,
    }


def _about_criterion(criterion: CriterionResult) -> Row:
    # The form check has a name and no letter, as in every report.
    return {
        "criterion": criterion.id or "form",
        "criterion_title": criterion.title,
        "finding": criterion.finding,
        "shown_as": FINDINGS[criterion.finding].word,
        "effective": criterion.effective or criterion.finding,
    }


def _about_ruler(each: Sourced) -> Row:
    ruler = each.result.evaluation.ruler
    return {
        "pack": ruler.pack,
        "edition": ruler.edition,
        "profile": ruler.profile,
        "as_of": ruler.as_of.isoformat(),
        "proposal_digest": each.result.evaluation.proposal.digest,
    }


def _criterion_rows(_: Sourced, criterion: CriterionResult) -> Iterator[Row]:
    counted = [gap for gap in criterion.gaps if gap.counted]
    yield {
        "gaps": len(counted),
        "gap_titles": "; ".join(_titled(gap) for gap in counted),
        "questions": len(criterion.questions),
        "question_texts": "; ".join(question.question for question in criterion.questions),
        "advisories": len(criterion.advisories),
        "why": sentence_in_words(notice_in_words(criterion.not_evaluated) or criterion.applicability.says),
    }


def _check_rows(_: Sourced, criterion: CriterionResult) -> Iterator[Row]:
    for check in criterion.checks:
        yield {
            "part": check.part,
            "item": scope_in_words(check.scope),
            "check": check.id,
            "asks": check.asks,
            "force": check.force,
            "outcome": check.outcome,
            "claimed": _yes_or_no(check.claimed),
            "standing": check.standing,
            "says": sentence_in_words(check.says),
            "gap": check.gap,
        }


def _gap_rows(each: Sourced, criterion: CriterionResult) -> Iterator[Row]:
    for gap in criterion.gaps:
        place = each.place(gap.where)
        yield {
            "part": part_behind(_behind(gap, criterion)),
            "item": scope_in_words(gap.scope),
            "gap": gap.id,
            "gap_title": gap.title,
            "kind": gap.code,
            "missing": " ".join(map(sentence_in_words, gap.missing)),
            "remedy": gap.remedy,
            "options": "; ".join(f"{option.title}: {option.remedy}" for option in gap.options),
            "example": gap.example,
            "field": gap.where,
            "field_label": gap.label,
            "line": place.line if place and place.line else "",
            "actor": ACTORS[gap.actor],
            "effort": EFFORTS[gap.effort],
            "fixability": FIXABILITIES[gap.fixability],
            "counted": _yes_or_no(gap.counted),
        }


def _behind(gap: GapResult, criterion: CriterionResult) -> list[CheckResult]:
    return [check for check in criterion.checks if check.key in gap.checks]


def _titled(gap: GapResult) -> str:
    item = scope_in_words(gap.scope)
    return f"{gap.title} ({item})" if item else gap.title


def _yes_or_no(holds: bool) -> str:  # noqa: FBT001  the answer is what it is about
    return "yes" if holds else "no"


_ROWS: Final[dict[TableName, Callable[[Sourced, CriterionResult], Iterator[Row]]]] = {
    "criteria": _criterion_rows,
    "checks": _check_rows,
    "gaps": _gap_rows,
}
