"""The first phase: ask every check of a proposal. What follows from the outcomes is not looked at here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from evaluator.engine.answers import Context, Reader, rows_of
from evaluator.engine.checks import CompiledCheck, Observation
from evaluator.engine.facts import Fact
from evaluator.engine.pattern import Instance, Pattern
from evaluator.engine.plans import CriterionPlan, GroupPlan, ListPlan
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


@dataclass
class CriterionObserved:
    """What the first phase found for one criterion, and the pattern that its outcomes make.

    `outcomes` are those of the checks that decide, by key; `rows` says how many items each list has that a part is
    judged for, `scopes` what the items are, by their place in the proposal. `disposed` is the finding
    that people prefer, if they have spoken.
    """

    plan: CriterionPlan
    disposed: str = ""
    applicability: Applicability = field(default_factory=Applicability)
    observed: dict[str, Observed] = field(default_factory=dict)
    outcomes: dict[str, Observation] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    errors: list[EvaluationError] = field(default_factory=list)
    settled: Pattern | None = field(default=None, repr=False)

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

    def scope_of(self, instance: Instance) -> Scope:
        """Tell what a group is about."""
        return self.scopes.get(instance.path, WHOLE)

    @property
    def finding(self) -> Fact:
        """Give what the rules found."""
        return self.pattern.findings[self.plan.criterion.id]


def observe(
    plan: CriterionPlan, context: Context, assumed: Mapping[str, Observation] = NOTHING, disposed: str = ""
) -> CriterionObserved:
    """Observe one criterion; `assumed` holds outcomes to take instead of asking, by check key.

    A check or a condition that fails is recorded as an error of its own and never as anything else.
    """
    if plan.aside:
        return CriterionObserved(plan, applicability=Applicability(outcome="not_asked"))
    found = CriterionObserved(plan, disposed)
    try:
        found.applicability = _applicability(plan, context)
        if found.applicability.outcome in ASKED:
            asking = _Asking(found, context, assumed)
            asking.group(plan.logic)
            found.outcomes = {key: one.observation for key, one in found.observed.items()}
            asking.attached()
    except Exception as error:  # noqa: BLE001  recorded as this criterion's error; the others stand
        return failed(plan, disposed, error)
    return found


def failed(plan: CriterionPlan, disposed: str, error: Exception) -> CriterionObserved:
    """Stand in for a criterion that could not be evaluated: its finding is `error`."""
    found = CriterionObserved(plan, disposed, Applicability(outcome="error"))
    found.errors.append(EvaluationError(where=plan.criterion.id, message=f"{type(error).__name__}: {error}"))
    return found


def item_suffix(number: int) -> str:
    """Tell items of a list apart in the keys of their checks and groups."""
    return f"[{number}]"


def item_path(over: str, number: int) -> str:
    """Name the place of an item in the proposal."""
    return f"{over}.{number}"


def _applicability(plan: CriterionPlan, context: Context) -> Applicability:
    for compiled in plan.applies:
        if compiled.test(context) is True:
            case = compiled.case
            return Applicability(outcome=case.then, says=compiled.says(context, ""), needs=case.needs)
    return Applicability()


class _Item(NamedTuple):
    suffix: str
    path: str
    context: Context


class _Asking:
    """Asks the checks of one criterion, of the whole proposal or of an item of a list, and notes what comes out."""

    def __init__(self, found: CriterionObserved, context: Context, assumed: Mapping[str, Observation]) -> None:
        self._found, self._context, self._assumed = found, context, assumed

    def group(self, plan: GroupPlan, suffix: str = "", context: Context | None = None, path: str = "") -> None:
        context, scope = context or self._context, self._found.scopes.get(path, WHOLE)
        for asked in plan.asked:
            if isinstance(asked, ListPlan):
                self._list(asked, suffix)
            else:
                check, group = asked
                self._ask(check, group + suffix, suffix, context, scope, path)

    def attached(self) -> None:
        for attached in self._found.plan.attached:
            if attached.items is None:
                self._ask(attached.check, "", "", self._context, WHOLE, "")
            else:
                for item in self._items(attached.items, attached.over):
                    self._ask(attached.check, "", item.suffix, item.context, self._found.scopes[item.path], item.path)

    def _list(self, plan: ListPlan, suffix: str) -> None:
        items = self._items(plan.items, plan.part.over)
        self._found.rows[plan.key + suffix] = len(items)
        if not items:
            self._ask(plan.empty, plan.key + suffix, suffix, self._context, WHOLE, "")
        for item in items:
            self.group(plan.item, item.suffix, item.context, item.path)

    def _items(self, read: Reader, over: str) -> list[_Item]:
        rows, items = rows_of(read(self._context)) or (), []
        for number, row in enumerate(rows):
            path = item_path(over, number)
            scope = Scope(kind=over, id=str(number), label=item_label(row) or f"no. {number + 1}")
            self._found.scopes[path] = scope
            items.append(_Item(item_suffix(number), path, self._context.with_item(row)))
        return items

    def _ask(  # noqa: PLR0913, PLR0917  what an observation holds
        self, compiled: CompiledCheck, group: str, suffix: str, context: Context, scope: Scope, path: str
    ) -> None:
        key = compiled.check.id + suffix
        try:
            observation = self._assumed.get(key) or compiled.observe(context)
        except Exception as error:  # noqa: BLE001  recorded as this check's error
            observation = Observation("error", -1)
            self._found.errors.append(EvaluationError(where=key, message=f"{type(error).__name__}: {error}"))
        self._found.observed[key] = Observed(compiled, key, observation, context, scope, path, group)
