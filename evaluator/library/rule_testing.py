"""One criterion tried on a few answers, for those who write rules and test them."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from evaluator.advice.criterion_run import CriterionRun, criteria_of
from evaluator.advice.what_if import replaced
from evaluator.errors import UsageError
from evaluator.model.criteria import Criterion, Example, Pack
from evaluator.model.evaluation import CheckResult, CriterionResult
from evaluator.model.proposal import PROPOSAL_SCHEMA
from evaluator.packs import load_pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.rendering.notices import notice_in_words


class CriterionFinding(str):
    """A finding that equals its word, such as "incomplete", and reads as the reason for it.

    Its text holds the reason because pytest shows the text, line by line, where a comparison of texts fails.
    """

    __slots__ = ("result",)

    result: CriterionResult

    @property
    def finding(self) -> str:
        """The word alone."""
        return self.result.finding

    def __eq__(self, other: object) -> bool:
        """Compare the word."""
        return self.finding == (other.finding if isinstance(other, CriterionFinding) else other)

    def __ne__(self, other: object) -> bool:
        """Compare the word."""
        return not self == other

    def __hash__(self) -> int:
        """Hash the word, as it alone is compared."""
        return hash(self.finding)

    def __repr__(self) -> str:
        """Show the reason at a prompt."""
        return str(self)


def check_criterion(
    criterion: str,
    answers: Mapping[str, Any],
    *,
    pack: Pack | str | Path | None = None,
    as_of: datetime.date | None = None,
) -> CriterionFinding:
    """Judge one criterion, or the form, on answers written as in a proposal; all others are blank.

    Keys may be dotted: `{"measure.type": "outcome"}` is `{"measure": {"type": "outcome"}}`.

    Raises:
        ProposalError: with every fault of the answers.
        UsageError: there is no such criterion.
    """
    of = pack if isinstance(pack, Pack) else load_pack(None if pack is None else str(pack))
    run_of = CriterionRun(of, _named(criterion, of), as_of or datetime.datetime.now(tz=datetime.UTC).date())
    proposal = proposal_of(Document(_written(answers), SourceMap(dict)), of, "answers").proposal
    case = run_of.case(Example(id="answers", shows="", answers={}, finding=""), proposal)
    result = run_of.result(run_of.run(case))
    found = CriterionFinding(_explained(result))
    found.result = result
    return found


def _named(name: str, pack: Pack) -> Criterion:
    if found := criteria_of(pack, name):
        return found[0]
    known = [criterion.id for criterion in criteria_of(pack)]
    near = difflib.get_close_matches(name, known, 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise UsageError(f"criterion: found '{name}'; expected one of {', '.join(known)}.{hint}")


def _written(answers: Mapping[str, Any]) -> dict[str, Any]:
    data: Any = {"schema": PROPOSAL_SCHEMA}
    for path, value in answers.items():
        data = replaced(data, path.split("."), _plain(value))
    return dict(data)


def _plain(value: Any) -> Any:
    """Turn what people write in Python into what a file can hold."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return Decimal(str(value))
    return value.isoformat() if isinstance(value, datetime.date) else value


def _explained(result: CriterionResult) -> str:
    applies = result.applicability
    why = f"  applies: {applies.outcome}. {applies.says}".rstrip() if applies.outcome != "yes" else ""
    checks = sorted(result.checks, key=lambda check: check.standing != "decides")
    lines = [_line(check) for check in checks if check.force == "required" or check.promoted]
    gaps = [f"  gap {gap.id}: {gap.title}" for gap in result.gaps]
    head = f"  because, of {result.id} {result.title},"
    return "\n".join(filter(None, [result.finding, head, why, notice_in_words(result.not_evaluated), *lines, *gaps]))


def _line(check: CheckResult) -> str:
    aside = "" if check.standing == "decides" else f" ({check.standing.replace('_', ' ')})"
    return f"  {check.key}: {check.outcome}{aside}. {check.says}"
