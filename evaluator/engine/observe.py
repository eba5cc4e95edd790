"""The first phase: ask every check of a proposal. What follows from the outcomes is not looked at here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from evaluator.engine.answers import Context, Items
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.engine.facts import Fact
from evaluator.engine.pattern import Instance, Pattern
from evaluator.engine.plans import CriterionPlan, GroupPlan, ListPlan
from evaluator.engine.trusted import trusted
from evaluator.engine.values import item_label
from evaluator.model.evaluation import Applicability, EvaluationError
from evaluator.model.scope import WHOLE, Scope

ASKED = ("yes", "judgement")  # where a criterion applies so far as anybody can tell, its checks are asked
NOTHING: Mapping[str, Observation] = MappingProxyType({})


class Observed(NamedTuple):
    """One check in one scope with its outcome; `path` is the item's place in the proposal."""

    compiled: CompiledCheck
    key: str
    observation: Observation
    context: Context
    scope: Scope
    path: str
    group: str


class Outcomes(NamedTuple):
    """What the checks of one criterion said: those that decide in the order in which they are asked, and the others.

    `rows` says how many items each list has that a part is judged for. With it, it is known what was said of what.
    """

    rows: tuple[int, ...] = ()
    deciding: tuple[Observation, ...] = ()
    attached: tuple[Observation, ...] = ()


@dataclass
class CriterionObserved:
    """What the first phase found for one criterion, and what the rules made of it.

    `disposed` is the finding that people prefer, if they have spoken.
    """

    plan: CriterionPlan
    context: Context
    disposed: str
    applicability: Applicability
    outcomes: Outcomes = field(default_factory=Outcomes)
    errors: list[EvaluationError] = field(default_factory=list)
    settled: Pattern | None = field(default=None, repr=False)

    @cached_property
    def observed(self) -> dict[str, Observed]:
        """The checks by key, with what they were asked of; put together only where somebody looks."""
        if self.applicability.outcome not in ASKED:
            return {}
        asked = iter((*self.outcomes.deciding, *self.outcomes.attached))
        described = (Observed(place.check, place.key, next(asked), *place[2:]) for place in self._places())
        return {one.key: one for one in described}

    @property
    def pattern(self) -> Pattern:
        """What the rules made of the outcomes; there once they ran."""
        return self.settled  # type: ignore[return-value]  # `KnownPatterns.settle` sees to it

    @property
    def root(self) -> str:
        """Name the group at the top of the criterion's logic."""
        return self.pattern.root

    @property
    def instances(self) -> Mapping[str, Instance]:
        """Give the groups of the logic, those of lists once for each item, by their keys."""
        return self.pattern.instances

    @property
    def finding(self) -> Fact:
        """Give what the rules found."""
        return self.pattern.findings[self.plan.criterion.id]

    def scope_of(self, instance: Instance) -> Scope:
        """Tell what a group is about."""
        return self.scope_at(instance.over, instance.number)

    def scope_at(self, over: str, number: int) -> Scope:
        """Tell what an item of a list is; the whole proposal where no list is named."""
        items = self.plan.lists[over](self.context) if over else None
        return _scope(over, number, items[number].item) if items else WHOLE

    def _places(self) -> Iterator[_Place]:
        yield from self._of_group(self.plan.logic, "", self.context, WHOLE, "")
        for attached in self.plan.attached:
            if attached.items is None:
                yield _Place(attached.check, attached.check.check.id, self.context, WHOLE, "", "")
                continue
            for suffix, context, scope, path in self._items(attached.items, attached.over):
                yield _Place(attached.check, attached.check.check.id + suffix, context, scope, path, "")

    def _of_group(self, plan: GroupPlan, suffix: str, context: Context, scope: Scope, path: str) -> Iterator[_Place]:
        for asked in plan.asked:
            if not isinstance(asked, ListPlan):
                check, group = asked
                yield _Place(check, check.check.id + suffix, context, scope, path, group + suffix)
                continue
            items = list(self._items(asked.items, asked.part.over))
            if not items:
                key = asked.empty.check.id + suffix
                yield _Place(asked.empty, key, self.context, WHOLE, "", asked.key + suffix)
            for item in items:
                yield from self._of_group(asked.item, *item)

    def _items(self, items: Items, over: str) -> Iterator[tuple[str, Context, Scope, str]]:
        for number, item in enumerate(items(self.context) or ()):
            yield item_suffix(number), item, _scope(over, number, item.item), f"{over}.{number}"


class _Place(NamedTuple):
    check: CompiledCheck
    key: str
    context: Context
    scope: Scope
    path: str
    group: str


def observe(
    plan: CriterionPlan, context: Context, assumed: Mapping[str, Observation] = NOTHING, disposed: str = ""
) -> CriterionObserved:
    """Observe one criterion; `assumed` holds outcomes to take instead of asking, by check key.

    A check or a condition that fails is recorded as an error of its own and never as anything else.
    """
    if plan.aside:
        return CriterionObserved(plan, context, disposed, Applicability(outcome="not_asked"))
    try:
        applicability = _applicability(plan, context)
        if applicability.outcome not in ASKED:
            return CriterionObserved(plan, context, disposed, applicability)
        asking = _Asking(context, assumed)
        return CriterionObserved(plan, context, disposed, applicability, asking.outcomes(plan), asking.errors)
    except Exception as error:  # noqa: BLE001  recorded as this criterion's error; the others stand
        return failed(plan, context, disposed, error)


def failed(plan: CriterionPlan, context: Context, disposed: str, error: Exception) -> CriterionObserved:
    """Stand in for a criterion that could not be evaluated: its finding is `error`."""
    found = CriterionObserved(plan, context, disposed, Applicability(outcome="error"))
    found.errors.append(EvaluationError(where=plan.criterion.id, message=f"{type(error).__name__}: {error}"))
    return found


def item_suffix(number: int) -> str:
    """Tell items of a list apart in the keys of their checks and groups."""
    return f"[{number}]"


def _applicability(plan: CriterionPlan, context: Context) -> Applicability:
    for compiled in plan.applies:
        if compiled.test(context) is True:
            case = compiled.case
            said = {"outcome": case.then, "says": compiled.says(context, ""), "needs": case.needs}
            return trusted(Applicability, said)
    return APPLIES


APPLIES = Applicability()


def _scope(over: str, number: int, row: object) -> Scope:
    return Scope(kind=over, id=str(number), label=item_label(row) or f"no. {number + 1}")


class _Asking:
    """Asks the checks of one criterion, of the whole proposal or of the items of lists, and notes what they say."""

    def __init__(self, context: Context, assumed: Mapping[str, Observation]) -> None:
        self._context, self._assumed = context, assumed
        self._rows: list[int] = []
        self._said: list[Observation] = []
        self.errors: list[EvaluationError] = []

    def outcomes(self, plan: CriterionPlan) -> Outcomes:
        self._group(plan.logic, self._context, "")
        count = len(self._said)
        for attached in plan.attached:
            if attached.items is None:
                self._ask(attached.check, self._context, "")
                continue
            for number, item in enumerate(attached.items(self._context) or ()):
                self._ask(attached.check, item, item_suffix(number))
        return Outcomes(tuple(self._rows), tuple(self._said[:count]), tuple(self._said[count:]))

    def _group(self, plan: GroupPlan, context: Context, suffix: str) -> None:
        for asked in plan.stretches:
            if isinstance(asked, ListPlan):
                self._list(asked, suffix)
            else:
                self._ask_all(asked, context, suffix)

    def _list(self, plan: ListPlan, suffix: str) -> None:
        items = plan.items(self._context) or ()
        self._rows.append(len(items))
        if not items:
            self._ask(plan.empty, self._context, suffix)
        for number, item in enumerate(items):
            self._group(plan.item, item, item_suffix(number))

    def _ask_all(self, checks: tuple[CompiledCheck, ...], context: Context, suffix: str) -> None:
        said = None if self._assumed else _said_by_all(checks, context)
        if said is not None:
            self._said += said
            return
        for check in checks:
            self._ask(check, context, suffix)

    def _ask(self, compiled: CompiledCheck, context: Context, suffix: str) -> None:
        known = self._assumed.get(compiled.check.id + suffix) if self._assumed else None
        try:
            self._said.append(known or compiled.observe(context))
        except Exception as error:  # noqa: BLE001  recorded as this check's error
            self._said.append(_ERROR)
            where = compiled.check.id + suffix
            self.errors.append(EvaluationError(where=where, message=f"{type(error).__name__}: {error}"))


def _said_by_all(checks: tuple[CompiledCheck, ...], context: Context) -> list[Observation] | None:
    try:
        return [check.observe(context) for check in checks]
    except Exception:  # noqa: BLE001  they are asked one by one then, and what failed is recorded
        return None


_ERROR = Observation("error", -1)
