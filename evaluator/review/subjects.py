"""What people can speak about: each criterion and check of a run, with digests of its question and of what it read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from evaluator.api import Evaluator
from evaluator.engine import Run
from evaluator.engine.answers import Context
from evaluator.engine.checks import CheckCompiler, CompiledCheck, FieldRead, Observation
from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.model.criteria import Case, Check, Criterion
from evaluator.model.review import About, Said
from evaluator.model.scope import WHOLE, Scope
from evaluator.packs.paths import SOURCES
from evaluator.proposals.writing import canonical_answer, canonical_item
from evaluator.review.digests import short_digest
from evaluator.review.questions import question_of_check, question_of_criterion

SOURCE = "evidence.sources."
Found = Said | Literal["error"]
_FINDING_OF: dict[str, Found] = {
    "true": "met",
    "false": "not_met",
    "unknown": "incomplete",
    "judgement": "needs_judgement",
    "not_applicable": "not_applicable",
    "error": "error",
}


@dataclass(frozen=True)
class Subject:
    """A criterion, or a check in one scope: what was found, and by digests what is asked and each answer read."""

    key: str
    about: About
    criterion: str
    title: str
    found: Found
    asked: str
    answers: dict[str, str]
    check: str = ""
    scope: Scope = WHOLE

    @property
    def read(self) -> str:
        """Name all the answers and evidence that were read."""
        return short_digest(self.answers)


class Subjects:
    """Finds the subjects of runs under one pack; what does not depend on a proposal is worked out once."""

    def __init__(self, evaluator: Evaluator) -> None:
        """Prepare the pack of an evaluator."""
        self._pack, self._answers = evaluator.pack, evaluator.compiled.answers
        self._asked: dict[str, str] = {}
        self._applicability: dict[str, CompiledCheck] = {}

    def of(self, found: Run) -> dict[str, Subject]:
        """List the criteria that were evaluated and their checks, by key."""
        every = [subject for one in found.criteria if not one.plan.aside for subject in self._subjects(one, found)]
        return {subject.key: subject for subject in every}

    def _subjects(self, one: CriterionObserved, found: Run) -> Iterator[Subject]:
        criterion = one.plan.criterion
        answers = dict(_read(self._applies(one), found.context, ""))
        checks = [self._check(criterion, observed) for observed in one.observed.values()]
        for check in checks:
            if one.observed[check.key].group:  # what is attached to a criterion decides nothing
                answers.update(check.answers)
        word: Any = found.findings[criterion.id]["finding"]
        asked = self._asked_by(criterion)
        yield Subject(criterion.id, "criterion", criterion.id, criterion.title, word, asked, answers)
        yield from checks

    def _check(self, criterion: Criterion, observed: Observed) -> Subject:
        compiled = observed.compiled
        return Subject(
            observed.key,
            "check",
            criterion.id,
            compiled.check.asks,
            _finding_of(observed.observation),
            self._asked_by(criterion, compiled.check),
            dict(_read(compiled, observed.context, observed.path)),
            compiled.check.id,
            observed.scope,
        )

    def _asked_by(self, criterion: Criterion, check: Check | None = None) -> str:
        name = check.id if check else criterion.id
        if name not in self._asked:
            self._asked[name] = short_digest(
                question_of_check(self._pack, criterion, check)
                if check
                else question_of_criterion(self._pack, criterion, (*self._pack.applies, *criterion.applies))
            )
        return self._asked[name]

    def _applies(self, one: CriterionObserved) -> CompiledCheck:
        """Compile the cases of applicability like those of a check, for what they read."""
        criterion = one.plan.criterion
        if criterion.id not in self._applicability:
            whens = [*(each.case.when for each in one.plan.applies), ""]  # a criterion without cases applies
            cases = tuple(Case(when=when, then="true", says="") for when in whens)
            check = Check(id=criterion.id, force="required", asks=criterion.asks, cases=cases)
            compiler = CheckCompiler(self._pack, criterion, self._answers)
            self._applicability[criterion.id] = compiler.compile(check, None)
        return self._applicability[criterion.id]


def _finding_of(observation: Observation) -> Found:
    return "needs_judgement" if observation.claimed else _FINDING_OF[observation.outcome]


def _read(compiled: CompiledCheck, context: Context, item_path: str) -> Iterator[tuple[str, str]]:
    """List each answer that a check reads, and each source that it names, with its digest."""
    for read in compiled.reads:
        yield _place(read, context, item_path), short_digest(canonical_answer(read.reader(context)))
        for name in read.references(context):
            source = context.sources.get(name)
            yield SOURCE + name, short_digest(canonical_item(source) if source else b"")


def _place(read: FieldRead, context: Context, item_path: str) -> str:
    """Name the place of an answer; within a source by the source's name, which stays when others come and go."""
    if read.resolved.inner is None:
        return read.location(context, item_path)
    return read.resolved.inner.path.replace(f"{SOURCES}[].", f"{SOURCE}{read.source(context)}.")
