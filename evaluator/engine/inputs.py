"""Which inputs a proposal is asked for, and which are answered: the ground of completeness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from evaluator.engine.answers import Answers, Context, Items, Reader, once
from evaluator.engine.conditions import Conditions
from evaluator.engine.predicates import Test
from evaluator.model.criteria import Pack

_ANSWERED = ("answered", "absent", "not_applicable")


class Asked(NamedTuple):
    """How many inputs a proposal is asked for, and the places of those that have no answer."""

    of: int
    missing: list[str]


class _Item(NamedTuple):
    numbers: tuple[int, ...]
    context: Context


@dataclass(frozen=True)
class _Input:
    path: str
    lists: tuple[Items, ...]  # the lists on the way to the field, outermost first
    read: Reader
    relevant: Test | None


class Inputs:
    """The required fields of a pack, ready to be looked up."""

    def __init__(self, pack: Pack, answers: Answers, unasked: frozenset[str] = frozenset()) -> None:
        """Prepare to look up the fields; `unasked` are those that only criteria set aside have a use for."""
        self._unasked = unasked
        conditions = Conditions(pack, answers, pack.define)
        relevant = {path: guide.relevant for path, guide in pack.fields.items() if guide.relevant}
        # Most fields that are asked only under some condition share it with others.
        tests = {text: once(conditions.compile(text, None)) for text in dict.fromkeys(relevant.values())}
        self._relevant = {path: tests[text] for path, text in relevant.items()}
        self._asked = [
            _input(path, answers, self._relevant.get(path))
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

    def of(self, context: Context) -> Asked:
        """Count the inputs that are relevant, or whose relevance is undecided; those of a list once for each item."""
        asked, missing = 0, []
        items: dict[tuple[Items, ...], list[_Item]] = {(): [_Item((), context)]}
        for field in self._asked:
            if field.relevant is not None and field.relevant(context) is False:
                continue
            if field.lists not in items:
                items[field.lists] = _items(field.lists, context)
            read = field.read
            for numbers, holder in items[field.lists]:
                asked += 1
                if read(holder).state not in _ANSWERED:
                    missing.append(_path(field.path, numbers))
        return Asked(asked, missing)


def _items(lists: tuple[Items, ...], context: Context) -> list[_Item]:
    above = [_Item((), context)]
    for items in lists:
        above = [
            _Item((*numbers, number), item)
            for numbers, holder in above
            for number, item in enumerate(items(holder) or ())
        ]
    return above


def _path(path: str, numbers: tuple[int, ...]) -> str:
    for number in numbers:
        path = path.replace("[]", f".{number}", 1)
    return path


def _input(path: str, answers: Answers, relevant: Test | None) -> _Input:
    *above, last = path.split("[].")
    lists: list[Items] = []
    holder = None
    for name in above:
        lists.append(answers.items(*_path_in(name, holder)))
        holder = name if holder is None else f"{holder}[].{name}"
    return _Input(path, tuple(lists), answers.reader(*_path_in(last, holder)), relevant)


def _path_in(name: str, holder: str | None) -> tuple[tuple[str, ...], str | None]:
    steps = tuple(name.split("."))
    return (steps if holder is None else ("item", *steps)), holder
