"""Which inputs a proposal is asked for, and which are answered: the ground of completeness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evaluator.engine.answers import Answers, Context, Reader, rows_of
from evaluator.engine.conditions import Conditions
from evaluator.engine.predicates import Test
from evaluator.model.criteria import Pack

_ANSWERED = ("answered", "absent", "not_applicable")


class Input(NamedTuple):
    """One input asked for: its place in the proposal, and whether it has an answer."""

    path: str
    answered: bool


@dataclass(frozen=True)
class _Asked:
    path: str
    lists: tuple[Reader, ...]  # the lists on the way to the field, outermost first
    read: Reader
    relevant: Test | None


class Inputs:
    """The required fields of a pack, ready to be looked up."""

    def __init__(self, pack: Pack, answers: Answers, unasked: frozenset[str] = frozenset()) -> None:
        """Prepare to look up the fields; `unasked` are those that only criteria set aside have a use for."""
        self._unasked = unasked
        conditions = Conditions(pack, answers, pack.define)
        relevant = {path: guide.relevant for path, guide in pack.fields.items() if guide.relevant}
        self._relevant = {path: conditions.compile(text, None) for path, text in relevant.items()}
        self._asked = [
            _asked(path, answers, self._relevant.get(path))
            for path, guide in pack.fields.items()
            if guide.required and path not in unasked
        ]

    def is_asked(self, path: str, context: Context) -> bool:
        """Tell whether a field is relevant here, or may be."""
        relevant = self._relevant.get(path)
        if path in self._unasked:
            return False
        return relevant is None or relevant(context) is not False

    def relevance(self, context: Context) -> dict[str, bool | None]:
        """Tell of each field that is asked only under some condition whether it is asked here; None if it may be."""
        unasked: dict[str, bool | None] = dict.fromkeys(self._unasked, False)
        return {path: test(context) for path, test in self._relevant.items()} | unasked

    def of(self, context: Context) -> Iterator[Input]:
        """List the inputs that are relevant, or whose relevance is undecided; those of a list once for each item."""
        for asked in self._asked:
            if asked.relevant is None or asked.relevant(context) is not False:
                if asked.lists:
                    yield from _inputs(asked, asked.path, asked.lists, context)
                else:
                    yield Input(asked.path, asked.read(context).state in _ANSWERED)


def _inputs(asked: _Asked, path: str, lists: tuple[Reader, ...], context: Context) -> Iterator[Input]:
    if not lists:
        yield Input(path, asked.read(context).state in _ANSWERED)
        return
    rows = lists[0](context)
    for number, row in enumerate(rows_of(rows) or ()):
        yield from _inputs(asked, path.replace("[]", f".{number}", 1), lists[1:], context.with_item(row))


def _asked(path: str, answers: Answers, relevant: Test | None) -> _Asked:
    *above, last = path.split("[].")
    lists, holder = [], None
    for name in above:
        lists.append(_reader(answers, name, holder))
        holder = name if holder is None else f"{holder}[].{name}"
    return _Asked(path, tuple(lists), _reader(answers, last, holder), relevant)


def _reader(answers: Answers, name: str, holder: str | None) -> Reader:
    steps = tuple(name.split("."))
    return answers.reader(steps if holder is None else ("item", *steps), holder)
