"""Findings of many proposals as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from evaluator.api import result_of
from evaluator.errors import UsageError
from evaluator.extras import library
from evaluator.model.evaluation import Evaluation, FindingWord, RecommendationWord, Result
from evaluator.rendering.sourced import Sourced
from evaluator.rendering.tables import TABLES, TableName, table_of

if TYPE_CHECKING:
    from pandas import DataFrame

# From what someone must act on to what is settled, so that sorting puts the open first.
_FINDINGS: Final[tuple[FindingWord, ...]] = (
    "error",
    "not_met",
    "incomplete",
    "needs_judgement",
    "met",
    "not_applicable",
    "not_evaluated",
)
_RECOMMENDATIONS: Final[tuple[RecommendationWord, ...]] = (
    "undetermined",
    "not_ready",
    "form_incomplete",
    "gaps",
    "for_judgement",
    "ready",
)
_ORDERED: Final[dict[str, tuple[str, ...]]] = {
    "finding": _FINDINGS,
    "effective": _FINDINGS,
    "recommendation": _RECOMMENDATIONS,
}
_NUMBERS: Final = ("gaps", "questions", "advisories", "line")


def findings_frame(
    evaluations: Evaluation | Result | Iterable[Evaluation | Result], of: TableName = "criteria"
) -> DataFrame:
    """Put findings into a DataFrame: a row for each proposal and criterion or, as `of` says, check or gap.

    Findings and recommendations are ordered categories, the criteria categories in the order of the pack.

    Raises:
        MissingExtraError: pandas is not installed.
        UsageError: there is no table of that name.
    """
    if of not in TABLES:
        raise UsageError(f"of: found {of!r}; expected one of {', '.join(TABLES)}")
    pandas = library("pandas", "notebook", "A table of findings")
    several = [evaluations] if isinstance(evaluations, Evaluation | Result) else evaluations
    found = [Sourced(each if isinstance(each, Result) else result_of(each)) for each in several]
    table = table_of(found, of)
    frame: DataFrame = pandas.DataFrame(list(table.rows), columns=list(table.columns))
    for column, words in _ORDERED.items():
        frame[column] = pandas.Categorical(frame[column], categories=list(words), ordered=True)
    criteria = dict.fromkeys(["form", *(each.id for one in found for each in one.result.evaluation.criteria)])
    frame["criterion"] = pandas.Categorical(frame["criterion"], categories=list(criteria), ordered=True)
    for column in set(_NUMBERS) & set(table.columns):
        frame[column] = pandas.to_numeric(frame[column], errors="coerce").astype("Int64")
    frame["as_of"] = pandas.to_datetime(frame["as_of"])
    return frame
