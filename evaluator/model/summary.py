"""What an archive keeps of an evaluation: findings, numbers and gaps, without the texts that a reader gets."""

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Actor, Effort, Fixability
from evaluator.model.evaluation import Completeness, FindingWord, Readiness, RecommendationWord
from evaluator.model.ruler import Ruler
from evaluator.model.scope import WHOLE, Scope


class GapRow(Frozen):
    """One gap of an evaluation, without its remedy; `counted` is false where it is shown and not counted."""

    criterion: str
    id: str
    scope: Scope = WHOLE
    code: str
    fixability: Fixability
    effort: Effort
    actor: Actor
    where: str
    counted: bool = True


class Summary(Frozen):
    """The findings of one proposal by criterion, the form check first, and the numbers drawn from them.

    `questions` counts what is put to the panel. Advisories are not counted: for those on wording every text is read.
    """

    ruler: Ruler
    proposal: str
    recommendation: RecommendationWord
    findings: dict[str, FindingWord]
    readiness: Readiness
    completeness: Completeness
    gaps: tuple[GapRow, ...] = ()
    questions: int = 0
    errors: int = 0
