"""What a condition lacks: the comparisons in it that would have to come out otherwise, with the answers they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evaluator.engine.answers import Context, rows_of
from evaluator.engine.checks import CheckCompiler, FieldRead
from evaluator.engine.reach import walk
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Read
from evaluator.model.why_not import Nature, Need
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.paths import list_path
from evaluator.rendering.condition_words import ConditionWords

_OPEN = ("blank", "unknown")
_EACH_OR_SOME = {True: "each", False: "some"}
_OTHER = {"and": "any", "or": "all"}
_SAME = {"and": "all", "or": "any"}


@dataclass(frozen=True)
class Needs:
    """Works out what conditions lack at one place: in the proposal, or in one row of the list `item_list`."""

    pack: Pack
    compiler: CheckCompiler
    define: dict[str, str]
    context: Context
    item_list: str | None = None
    path: str = ""

    def of(self, text: str) -> Need | None:
        """Say what a condition lacks to hold; None if it holds."""
        return self.lacks(parse(text), holds=True)

    def against(self, text: str) -> Need | None:
        """Say what would have to be otherwise for a condition not to hold; None if it does not."""
        return self.lacks(parse(text), holds=False)

    def reads(self, text: str) -> tuple[Read, ...]:
        """List the answers that a condition reads, each once."""
        every = self._described(self.compiler.conditions.reach.paths(parse(text)))
        return tuple({one.path: one for one in every}.values())

    def lacks(self, condition: c.Condition, *, holds: bool) -> Need | None:
        """Say what would have to come out otherwise for a condition to hold, or not to; None if it is so."""
        if self.compiler.conditions.test(condition, self.item_list)(self.context) is holds:
            return None
        match condition:
            case c.Name(name):
                return self.lacks(parse(self.define[name]), holds=holds)
            case c.Not(inner):
                return self.lacks(inner, holds=not holds)
            case c.Joined(word, members):
                found = [self.lacks(member, holds=holds) for member in members]
                return _joined((_SAME if holds else _OTHER)[word], [one for one in found if one is not None])
            case c.Quantified(quantifier, path, inner) if quantifier == _EACH_OR_SOME[holds] and self._rows(path):
                return self._in_each(path, inner, holds=holds)
        return self._leaf(condition, holds=holds)

    def _rows(self, path: c.Path) -> tuple[object, ...]:
        return rows_of(self._read(path).reader(self.context)) or ()

    def _in_each(self, path: c.Path, inner: c.Condition, *, holds: bool) -> Need:
        """Say which rows lack what: each row has to hold, or none may."""
        inside = list_path(path.steps, self.item_list)
        place = self._read(path).location(self.context, self.path)
        found = []
        for number, row in enumerate(self._rows(path)):
            here = self._row(inside, row, f"{place}.{number}")
            need = here.lacks(inner, holds=holds)
            if need is not None:
                found.append(need.model_copy(update={"about": f"row {number + 1}"}))
        return _joined("all", found)

    def _leaf(self, condition: c.Condition, *, holds: bool) -> Need:
        nature = self._nature(condition, holds=holds)
        return Need(
            kind="leaf",
            words=ConditionWords(self.pack).comparison(condition, self.item_list, holds=holds),
            nature=nature,
            reads=tuple(self._described(_paths(condition))),
            closed=nature in ("stated_fact", "reading"),
        )

    def _row(self, item_list: str, row: object, path: str) -> Needs:
        return replace(self, item_list=item_list, context=self.context.with_item(row), path=path)

    def _described(self, paths: Iterable[c.Path]) -> Iterator[Read]:
        for path in paths:
            read = self._read(path)
            answer = read.reader(self.context)
            yield Read(
                path=read.location(self.context, self.path),
                label=ConditionWords(self.pack).label(path.steps, self.item_list),
                state=answer.state,
                value=read.words(self.context),
                evidence=tuple(read.references(self.context)),
                reason=answer.reason or "",
            )

    def _read(self, path: c.Path) -> FieldRead:
        return self.compiler.read(path.steps, self.item_list)

    def _nature(self, condition: c.Condition, *, holds: bool) -> Nature:
        """Tell a stated fact from what may still be found out, and from work; a source to cite is always work."""
        if isinstance(condition, c.Reading):
            return "reading"
        answers = [*self.kinds(condition), *self._kinds_of_rows(condition)]
        if isinstance(condition, c.Is) and (condition.state == "answered") is not holds:
            # Nobody is told to deny, or to take back, what is stated.
            return "open_fact" if any(state in _OPEN for _, state in answers) else "stated_fact"
        if isinstance(condition, c.Evidenced) and any(state not in _OPEN for _, state in answers):
            return "work"
        unanswered = [kind for kind, state in answers if state in _OPEN]
        if unanswered:
            return "work" if "work" in unanswered else "open_fact"
        return "work" if "work" in [kind for kind, _ in answers] else "stated_fact"

    def kinds(self, condition: c.Condition) -> Iterator[tuple[str, str]]:
        """List the fields that a comparison reads: whether each is a fact or work, and the state of its answer."""
        for path in _paths(condition):
            yield self._kind(path, self.item_list), self._read(path).reader(self.context).state

    def _kinds_of_rows(self, condition: c.Condition) -> Iterator[tuple[str, str]]:
        """List the fields that are compared in each row of a list: what nobody filled in there is no stated fact."""
        inner = condition.condition if isinstance(condition, c.Quantified | c.Count) else None
        if inner is None or not isinstance(condition, c.Quantified | c.Count):
            return
        inside = list_path(condition.path.steps, self.item_list)
        for row in self._rows(condition.path):
            here = self._row(inside, row, "")
            for node in walk(inner, self.define):
                yield from here.kinds(node)
                if isinstance(node, c.Evidenced):
                    yield "work", "answered"

    def _kind(self, path: c.Path, item_list: str | None) -> str:
        guide = self.pack.fields.get(self.compiler.read(path.steps, item_list).resolved.field.path)
        return guide.kind if guide is not None else "fact"


def _joined(kind: str, found: list[Need]) -> Need:
    """Put needs together; of one alone nothing is said of how they join."""
    if len(found) == 1:
        return found[0]
    closed = (any if kind == "all" else all)(one.closed for one in found)
    return Need.model_validate({"kind": kind, "members": found, "closed": closed})


def _paths(condition: c.Condition) -> Iterator[c.Path]:
    """List the fields that a comparison names; of what it says of the items of a list, the list."""
    for value in condition:
        if isinstance(value, c.Path):
            yield value
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            yield from (one for one in value if isinstance(one, c.Path))
