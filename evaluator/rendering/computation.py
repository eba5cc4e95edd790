"""How an evaluation was computed: the ruler, the numbers used, what is interpretation, which rule fired on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.criteria import SET_ASIDE, stands_in_full
from evaluator.rendering.readings import limits_of
from evaluator.rendering.shapes import Fact, Source, Step
from evaluator.rendering.subjects import criteria_of, named
from evaluator.rendering.values import date_in_words, name_in_words, safe_link
from evaluator.rendering.words import count

if TYPE_CHECKING:
    from evaluator.model.evaluation import CheckResult, Cited, Evaluation, Result, TraceNode
    from evaluator.rendering.shapes import Limit


def ruler(result: Result, files: tuple[str, ...]) -> tuple[Fact, ...]:
    """Name everything the findings were measured with."""
    used, proposal = result.evaluation.ruler, result.evaluation.proposal
    facts = {
        "Criteria": f"{used.pack}, edition {used.edition}",
        "Digest of the criteria": used.digest,
        "Profile": used.profile or "none",
        "Digest of the profile": used.profile_digest,
        "List of codes": used.codes or "none; codes were not checked against any",
        "Calendar": used.calendar or "none of the user's own",
        "As of": date_in_words(used.as_of),
        "Scoring model": used.scoring_model,
        "Engine": used.engine,
        "Read from": ", ".join(files),
        "Proposal": proposal.id,
        "Digest of the proposal": proposal.digest,
        "Digest of this evaluation": result.digest,
    }
    return tuple(Fact(name, value) for name, value in facts.items() if value)


def limits(evaluation: Evaluation) -> tuple[Limit, ...]:
    """Show every number that a check compared with."""
    return limits_of(limit for check in _checks(evaluation) for limit in check.thresholds)


def sources(evaluation: Evaluation) -> tuple[Source, ...]:
    """Show every entry of the evidence register that a check read."""
    cited = {each.id: each for criterion in criteria_of(evaluation) for each in criterion.evidence}
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
    return f"The rule trace: {count(len(nodes), 'fact')}, {derived} of them derived by rules"


def trace(evaluation: Evaluation) -> tuple[Step, ...]:
    """Show the facts in the order in which they came to be."""
    return tuple(_step(node) for node in evaluation.trace.nodes)


def _step(node: TraceNode) -> Step:
    fact = ", ".join(f"{name_in_words(key).lower()}: {value}" for key, value in node.fact.items())
    return Step(node.id, node.rule or "observed", fact, ", ".join(node.because))


def _checks(evaluation: Evaluation) -> list[CheckResult]:
    return [check for criterion in criteria_of(evaluation) for check in criterion.checks]


def _source(cited: Cited) -> Source:
    citation = cited.citation if not cited.year or cited.year in cited.citation else f"{cited.citation} ({cited.year})"
    return Source(cited.id, citation, safe_link(cited.url), cited.attachment)


def _natural(name: str) -> tuple[str, int]:
    # E2 before E10.
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0)
