"""A pack compiled once: the tree of groups that its logic asks for, with its checks ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from evaluator.engine.answers import Answers, Context
from evaluator.engine.checks import CheckCompiler, CompiledCheck
from evaluator.engine.frames import clause_names, criterion_frame
from evaluator.engine.known_patterns import KnownPatterns
from evaluator.engine.plans import AttachedCheck, CompiledApplies, CriterionPlan, GroupPlan, ListPlan
from evaluator.engine.predicates import Test
from evaluator.model.criteria import Applies, Check, Criterion, Group, Pack, Part
from evaluator.packs import conditions as c
from evaluator.packs.aside import reason_aside
from evaluator.packs.words import lists_of


class CompiledPack:
    """A pack with everything that does not depend on a proposal worked out. Built once, used for many proposals.

    `before`: criteria as they are with the parts and checks that the profile leaves out of them. None is evaluated.
    """

    def __init__(self, pack: Pack, answers: Answers | None = None) -> None:
        """Compile a pack; `answers` may come from one with the same fields, placeholders and tables."""
        self.pack = pack
        self.answers = answers or Answers(pack)
        self.form = self._criterion(pack.form, "form")
        self.criteria = tuple(self._criterion(criterion, "criterion") for criterion in pack.criteria)

        before = pack.profile.before if pack.profile else ()
        self.before = tuple(self._criterion(criterion, "criterion") for criterion in before)
        self.modes = frozenset(mode for plan in self.plans for mode in _modes(plan.logic))
        self.patterns = KnownPatterns(self.plans)

    @property
    def plans(self) -> tuple[CriterionPlan, ...]:
        """The form check and the criteria, in the order of the report."""
        return (self.form, *self.criteria)

    def forget_advice(self) -> None:
        """Ask only the checks that decide from now on."""
        self.form = replace(self.form, attached=())
        self.criteria = tuple(replace(plan, attached=()) for plan in self.criteria)

    def _criterion(self, criterion: Criterion, role: Literal["criterion", "form"]) -> CriterionPlan:
        compiler = CheckCompiler(self.pack, criterion, self.answers)
        aside = reason_aside(self.pack, criterion)
        logic = _LogicCompiler(criterion, compiler, self.answers).root()
        cases = (*(self.pack.applies if role == "criterion" else ()), *criterion.applies)
        return CriterionPlan(
            criterion=criterion,
            role=role,
            logic=logic,
            applies=tuple(
                CompiledApplies(case, _test(compiler, case), compiler.sentence(case.says, (), None)) for case in cases
            ),
            attached=tuple(_attached(criterion, compiler, self.answers)),
            lists={
                part.over: self.answers.items(tuple(part.over.split(".")), None)
                for part in criterion.parts
                if part.over
            },
            frame=criterion_frame(self.pack, criterion, aside),
            checks_below=_checks_below(logic),
            clause_names=clause_names(criterion),
            aside=aside,
            capable=any(gap.fixability == "inherent" for gap in criterion.gaps),
        )


def _attached(criterion: Criterion, compiler: CheckCompiler, answers: Answers) -> Iterator[AttachedCheck]:
    lists = lists_of(criterion)
    for check in criterion.checks:
        if check.force == "required":
            continue
        over = lists[check.id]
        if over is None:
            yield AttachedCheck(compiler.compile(check, None))
        else:
            yield AttachedCheck(compiler.compile(check, over), over, answers.items(tuple(over.split(".")), None))


def _modes(plan: GroupPlan | ListPlan) -> Iterator[str]:
    if isinstance(plan, ListPlan):
        yield plan.part.combine
        yield from _modes(plan.item)
    else:
        yield plan.mode
        for group in plan.groups:
            yield from _modes(group)


def _checks_below(plan: GroupPlan | ListPlan) -> dict[str, frozenset[str]]:
    """Name the checks within each group, by its key; the items of a list have the key of the list."""
    below: dict[str, frozenset[str]] = {}
    members = (plan.item, plan.empty) if isinstance(plan, ListPlan) else plan.members
    names: set[str] = set()
    for member in members:
        if isinstance(member, CompiledCheck):
            names.add(member.check.id)
        else:
            below |= _checks_below(member)
            names |= below[member.key]
    return {**below, plan.key: frozenset(names)}


def _test(compiler: CheckCompiler, case: Applies) -> Test:
    return compiler.conditions.compile(case.when, None) if case.when else _always


def _always(_context: Context) -> bool:
    return True


class _LogicCompiler:
    def __init__(self, criterion: Criterion, compiler: CheckCompiler, answers: Answers) -> None:
        self._criterion, self._compiler, self._answers = criterion, compiler, answers
        self._checks = {check.id: check for check in criterion.checks}
        self._parts = {part.id: part for part in criterion.parts}

    def root(self) -> GroupPlan:
        name = self._criterion.id
        return self._group(self._criterion.logic, name, name, None, _counter())

    def _group(self, group: Group, key: str, owner: str, over: str | None, inner: Callable[[], int]) -> GroupPlan:
        members = tuple(self._member(member, owner, over, inner) for member in group.members)
        return GroupPlan(key, owner, group.mode, members, group.k, group.gap)

    def _member(
        self, member: str | Group, owner: str, over: str | None, inner: Callable[[], int]
    ) -> CompiledCheck | GroupPlan | ListPlan:
        if isinstance(member, Group):
            return self._group(member, f"{owner}/{inner()}", owner, over, inner)
        if member in self._parts:
            return self._part(self._parts[member], over)
        return self._compiler.compile(self._checks[member], over)

    def _part(self, part: Part, over: str | None) -> GroupPlan | ListPlan:
        if not part.over:
            return self._group(part.logic, part.id, part.id, over, _counter())
        return ListPlan(
            key=part.id,
            owner=part.id,
            part=part,
            items=self._answers.items(tuple(part.over.split(".")), None),
            item=self._group(part.logic, part.id, part.id, part.over, _counter()),
            empty=self._compiler.compile(
                Check(id=f"{part.id}/empty", force="required", asks=part.asks, cases=part.empty),
                None,
                also=(c.Path(tuple(part.over.split("."))),),
            ),
        )


def _counter() -> Callable[[], int]:
    numbers: Iterator[int] = iter(range(1, 10_000))
    return lambda: next(numbers)
