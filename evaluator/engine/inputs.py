"""Which inputs a proposal is asked for, and which are answered: the ground of completeness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evaluator.engine.answers import Answers, Context, Reader
from evaluator.engine.conditions import Conditions, Test
from evaluator.model.criteria import Pack


class Input(NamedTuple):
    """One input asked for: its place in the proposal, and whether it has an answer."""

    path: str
    answered: bool


@dataclass(frozen=True)
class _Asked:
    path: str
    list_path: str
    read: Reader
    rows: Reader | None
    relevant: Test | None


class Inputs:
    """The required fields of a pack, ready to be looked up."""

    def __init__(self, pack: Pack, answers: Answers) -> None:
        conditions = Conditions(pack, answers, pack.define)
        self._asked = [
            self._field(path, answers, conditions.compile(guide.relevant, None) if guide.relevant else None)
            for path, guide in pack.fields.items()
            if guide.required
        ]

    def of(self, context: Context) -> Iterator[Input]:
        """List the inputs that are relevant, or whose relevance is undecided; those of a list once for each item."""
        for asked in self._asked:
            if asked.relevant is not None and asked.relevant(context) is False:
                continue
            if asked.rows is None:
                yield Input(asked.path, _has_answer(asked.read, context))
                continue
            rows = asked.rows(context)
            for number, row in enumerate(rows.value if rows.state == "answered" else ()):
                path = asked.path.replace("[]", f".{number}", 1)
                yield Input(path, _has_answer(asked.read, context.with_item(row)))

    def _field(self, path: str, answers: Answers, relevant: Test | None) -> _Asked:
        list_path, _, rest = path.partition("[].")
        if not rest:
            return _Asked(path, "", answers.reader(tuple(path.split(".")), None), None, relevant)
        rows = answers.reader(tuple(list_path.split(".")), None)
        return _Asked(path, list_path, answers.reader(("item", *rest.split(".")), list_path), rows, relevant)


def _has_answer(read: Reader, context: Context) -> bool:
    return read(context).state in ("answered", "absent", "not_applicable")
