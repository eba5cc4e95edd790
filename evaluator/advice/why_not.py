"""Why checks are not true and criteria not documented: the cases that did not hold, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.advice.needs import Needs
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.engine.checks import CheckCompiler
from evaluator.engine.gaps import work_on
from evaluator.engine.logic import logic_of
from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.engine.run import Run
from evaluator.errors import UsageError
from evaluator.model.criteria import Case, Outcome
from evaluator.model.evaluation import Read
from evaluator.model.proposal import Proposal
from evaluator.model.why_not import CriterionWhyNot, HeldUp, Need, OpenCheck, Way, WhyNot
from evaluator.packs.aside import left_out_of
from evaluator.packs.words import lists_of
from evaluator.proposals.writing import digest
from evaluator.rendering.condition_words import ConditionWords
from evaluator.rendering.logic import logic_in_words
from evaluator.rendering.notices import notice_in_words

_RANKS: dict[Outcome, int] = {"false": 0, "unknown": 1, "judgement": 2, "true": 3}
_BETTER: tuple[Outcome, ...] = ("judgement", "true")  # to make a no into a question is no way on
_CLAIMED = _RANKS["judgement"]


def why_not(evaluator: Evaluator, proposal: Proposal, criterion: str | None = None) -> WhyNot:
    """Say of each criterion, or of one, what keeps its finding from being better, and what holds it up.

    Raises:
        UsageError: if there is no such criterion.
    """
    found = run(evaluator.compiled, proposal, evaluator.as_of, own=evaluator.own)
    names = [one.plan.criterion.id for one in found.criteria]
    chosen = [one for one in found.criteria if criterion is None or _same(one.plan.criterion.id, criterion)]
    if not chosen:
        raise UsageError(f"CRITERION: found '{criterion}'; expected one of {', '.join(names)}")
    told = tuple(_Criterion(evaluator, found, one).told() for one in chosen)
    return WhyNot(proposal=digest(proposal), criteria=told)


def _same(name: str, wanted: str) -> bool:
    return name.casefold() == wanted.casefold()


class _Criterion:
    def __init__(self, evaluator: Evaluator, found: Run, one: CriterionObserved) -> None:
        pack, self._run, self._one = evaluator.pack, found, one
        self._pack, self._criterion = pack, one.plan.criterion
        self._compiler = CheckCompiler(pack, self._criterion, evaluator.compiled.answers)
        self._work = work_on(one, pack.fields)

    def told(self) -> CriterionWhyNot:
        applicability = self._one.applicability
        guide = self._pack.fields.get(applicability.needs)
        open_ = {key: seen for key, seen in self._one.observed.items() if self._is_open(seen)}
        moot = [key for key in open_ if self._work.standing.get(key) == "moot"]
        return CriterionWhyNot(
            id=self._criterion.id,
            title=self._criterion.title,
            finding=self._run.findings[self._criterion.id]["finding"],  # type: ignore[arg-type]  # the rules derive no other word
            logic=logic_in_words(logic_of(self._criterion)),
            applicability=applicability.model_copy(update={"needs_label": guide.label if guide else ""}),
            not_evaluated=notice_in_words(self._one.plan.aside),
            left_out=left_out_of(self._pack, self._criterion.id),
            open=tuple(self._check(seen) for key, seen in open_.items() if key not in moot),
            moot=tuple(moot),
            holds_up=tuple(self._held_up()),
        )

    def _is_open(self, seen: Observed) -> bool:
        outcome, _, claimed = seen.observation
        required = seen.compiled.check.force == "required"
        return required and (claimed or outcome in ("false", "unknown", "judgement"))

    def _held_up(self) -> Iterator[HeldUp]:
        for key, seen in self._one.observed.items():
            outcome, case, claimed = seen.observation
            if self._work.standing.get(key) not in ("decides", "not_counted") or claimed or outcome != "true":
                continue
            stated = tuple(read for read in self._reads_of(seen, case) if read.state not in ("blank", "unknown"))
            yield HeldUp(key=key, scope=seen.scope.label, outcome=outcome, says=self._sentence(seen), reads=stated)

    def _check(self, seen: Observed) -> OpenCheck:
        outcome, case, claimed = seen.observation
        when = seen.compiled.check.cases[case].when
        return OpenCheck(
            key=seen.key,
            scope=seen.scope.label,
            asks=seen.compiled.check.asks,
            outcome=outcome,
            claimed=claimed,
            case=case + 1,
            held=self._words(seen).of(when) if when else "",
            says=self._sentence(seen),
            reads=self._reads_of(seen, case),
            ways=tuple(self._ways(seen)),
        )

    def _ways(self, seen: Observed) -> Iterator[Way]:
        """List the cases that settle the check better, each with what it lacks."""
        outcome, held, claimed = seen.observation
        rank = _CLAIMED if claimed else _RANKS[outcome]
        for number, case in enumerate(seen.compiled.check.cases):
            if number == held or case.then not in _BETTER or _RANKS[case.then] <= rank:
                continue
            need = self._need(seen, case, held if number > held else None)
            says = self._words(seen).sentence(case.says).replace("[the item]", seen.scope.label or "[the item]")
            yield Way(case=number + 1, then=case.then, says=says, need=need)

    def _need(self, seen: Observed, case: Case, held: int | None) -> Need:
        """Say what a case lacks; one that comes after the case that held needs that one not to hold."""
        needs = self._at(seen)
        own = needs.of(case.when) if case.when else None
        when = seen.compiled.check.cases[held].when if held is not None else None
        other = needs.against(when) if when else None
        both = [one for one in (other, own) if one is not None]
        if len(both) == 1:
            return both[0]
        return Need(kind="all", members=tuple(both), closed=any(one.closed for one in both))

    def _reads_of(self, seen: Observed, case: int) -> tuple[Read, ...]:
        when = seen.compiled.check.cases[case].when
        return self._at(seen).reads(when) if when else ()

    def _at(self, seen: Observed) -> Needs:
        define = {**self._pack.define, **self._criterion.define}
        return Needs(self._pack, self._compiler, define, seen.context, self._list(seen), seen.path)

    def _list(self, seen: Observed) -> str | None:
        return None if seen.key.endswith("/empty") else lists_of(self._criterion)[seen.compiled.check.id]

    def _words(self, seen: Observed) -> ConditionWords:
        return ConditionWords(self._pack, self._list(seen))

    def _sentence(self, seen: Observed) -> str:
        return seen.compiled.sentences[seen.observation.case](seen.context, seen.scope.label)
