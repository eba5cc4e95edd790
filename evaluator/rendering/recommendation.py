"""The recommendation as a sentence, said from its numbers in the language of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.words import RECOMMENDATIONS, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluator.model.evaluation import CriterionResult, Evaluation, Recommendation

# Each opening says the rest of the sentence as well.
_OPENINGS = Words("recommendation_opening", RECOMMENDATIONS).ids


def sentence_of(evaluation: Evaluation) -> str:
    """Say the recommendation that is in force for an evaluation."""
    return recommendation_sentence(evaluation.recommendation, (evaluation.form, *evaluation.criteria))


def sentence_by_engine(evaluation: Evaluation) -> str:
    """Say the recommendation of the program alone, whatever people decided beside it."""
    alone = evaluation.recommendation.model_copy(update={"effective": evaluation.recommendation.engine})
    return recommendation_sentence(alone, (evaluation.form, *evaluation.criteria))


def recommendation_sentence(found: Recommendation, criteria: Iterable[CriterionResult]) -> str:
    """Say a recommendation with the number of gaps, questions and advisories, and what was not evaluated."""
    parts = []
    if found.gaps:
        parts.append(_gaps(found))
    if found.questions:
        parts.append(say("recommendation_with.questions", n=found.questions))
    parts.append(say("recommendation_with.advisories", n=found.advisories))
    parts += _not_evaluated(list(criteria))
    return say(_OPENINGS[found.effective], rest=say("recommendation_with.joint").join(parts))


def _not_evaluated(criteria: list[CriterionResult]) -> Iterator[str]:
    aside = [each.id or each.title for each in criteria if each.not_evaluated]
    if aside:
        yield say("recommendation_with.aside", criteria=", ".join(aside))
    in_part = [each.id or each.title for each in criteria if each.left_out]
    if in_part:
        yield say("recommendation_with.in_part", criteria=", ".join(in_part))


def _gaps(found: Recommendation) -> str:
    kind = (
        say("recommendation_with.all_addressable")
        if found.addressable == found.gaps
        else say("recommendation_with.addressable", number=found.addressable)
    )
    if found.effective == "gaps":  # the opening has named them already
        return say("recommendation_with.gaps_after_word", number=found.gaps, kind=kind)
    return say("recommendation_with.gaps", n=found.gaps, kind=kind)
