"""How an evaluation was computed: the ruler, the numbers used, what is interpretation, which rule fired on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.criteria import SET_ASIDE, stands_in_full
from evaluator.rendering.criterion_shapes import Step
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.readings import limits_of
from evaluator.rendering.shapes import Fact, Source
from evaluator.rendering.subjects import criteria_of, named
from evaluator.rendering.values import date_in_words, name_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.evaluation import CheckResult, Cited, Evaluation, Result
    from evaluator.model.trace import TraceNode
    from evaluator.rendering.shapes import Limit


def ruler(result: Result, files: tuple[str, ...]) -> tuple[Fact, ...]:
    """Name everything the findings were measured with."""
    used, proposal = result.evaluation.ruler, result.evaluation.proposal
    facts = {
        say("ruler.criteria"): say("ruler.criteria_value", pack=used.pack, edition=used.edition),
        say("ruler.criteria_digest"): used.digest,
        say("ruler.profile"): used.profile or say("ruler.no_profile"),
        say("ruler.profile_digest"): used.profile_digest,
        say("ruler.codes"): used.codes or say("ruler.no_codes"),
        say("ruler.calendar"): used.calendar or say("ruler.no_calendar"),
        say("ruler.review"): used.review,
        say("ruler.as_of"): date_in_words(used.as_of),
        say("ruler.scoring_model"): used.scoring_model,
        say("ruler.engine"): used.engine,
        say("ruler.files"): ", ".join(files),
        say("ruler.proposal"): proposal.id,
        say("ruler.proposal_digest"): proposal.digest,
        say("ruler.evaluation_digest"): result.digest,
    }
    return tuple(Fact(name, value) for name, value in facts.items() if value)


def limits(evaluation: Evaluation) -> tuple[Limit, ...]:
    """Show every number that a check compared with."""
    return limits_of(limit for check in _checks(evaluation) for limit in check.thresholds)


def sources(evaluation: Evaluation) -> tuple[Source, ...]:
    """Show every entry of the evidence register that a check read."""
    return sources_of(each for criterion in criteria_of(evaluation) for each in criterion.evidence)


def sources_of(entries: Iterable[Cited]) -> tuple[Source, ...]:
    """Show each entry once, in the order of their names."""
    cited = {each.id: each for each in entries}
    return tuple(_source(cited[name]) for name in sorted(cited, key=_natural))


def interpretations(evaluation: Evaluation) -> tuple[Fact, ...]:
    """Show how the words of a criterion were read where nothing above has said so yet."""
    silent = [each for each in criteria_of(evaluation) if each.finding in SET_ASIDE or not stands_in_full(each)]
    found = [(named(criterion), sentence) for criterion in silent for sentence in criterion.notes]
    return tuple(Fact(*each) for each in dict.fromkeys(found))


def trace_title(evaluation: Evaluation) -> str:
    """Say how long the trace is."""
    nodes = evaluation.trace.nodes
    derived = sum(1 for node in nodes if node.rule)
    return say("trace.title", n=len(nodes), derived=derived)


def trace(evaluation: Evaluation) -> tuple[Step, ...]:
    """Show the facts in the order in which they came to be."""
    return tuple(_step(node) for node in evaluation.trace.nodes)


def _step(node: TraceNode) -> Step:
    fact = ", ".join(f"{name_in_words(key).lower()}: {value}" for key, value in sorted(node.fact.items()))
    return Step(node.id, node.rule or say("trace.observed"), fact, ", ".join(node.because))


def _checks(evaluation: Evaluation) -> list[CheckResult]:
    return [check for criterion in criteria_of(evaluation) for check in criterion.checks]


def _source(cited: Cited) -> Source:
    citation = cited.citation
    if cited.year and cited.year not in citation:
        citation = say("evidence.with_year", citation=citation, year=cited.year)
    return Source(cited.id, citation, safe_link(cited.url), cited.attachment)


def _natural(name: str) -> tuple[str, int]:
    # E2 before E10.
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0)
