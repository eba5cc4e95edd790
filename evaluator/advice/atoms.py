"""The comparisons that a condition is made of, and its truth when theirs is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluator.engine.predicates import Truth
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse

Atom = (
    c.Is
    | c.Evidenced
    | c.Compare
    | c.In
    | c.Within
    | c.Quantified
    | c.Count
    | c.Distinct
    | c.DaysBetween
    | c.AllDistinct
    | c.Covers
    | c.TableIn
    | c.Reading
)


def leaves_of(condition: c.Condition, define: Mapping[str, str]) -> Iterator[Atom]:
    """List the comparisons of a condition; what is said of the items of a list is one of them."""
    match condition:
        case c.Name(name):
            yield from leaves_of(parse(define[name]), define)
        case c.Not(inner):
            yield from leaves_of(inner, define)
        case c.Joined(_, members):
            for member in members:
                yield from leaves_of(member, define)
        case _:
            yield condition


class NeededError(Exception):
    """The truth of a condition hangs on a comparison that is not known yet."""

    def __init__(self, atom: Atom) -> None:
        super().__init__(str(atom))
        self.atom = atom


def evaluate(condition: c.Condition, known: Mapping[Atom, Truth], define: Mapping[str, str]) -> Truth:
    """Give the truth of a condition in three values.

    Raises:
        NeededError: naming a comparison that is not known and that could decide.
    """
    match condition:
        case c.Name(name):
            return evaluate(parse(define[name]), known, define)
        case c.Not(inner):
            truth = evaluate(inner, known, define)
            return None if truth is None else not truth
        case c.Joined(word, members):
            return _joined(word == "or", members, known, define)
        case _:
            if condition not in known:
                raise NeededError(condition)
            return known[condition]


def _joined(
    strong: bool,  # noqa: FBT001  a private choice of two
    members: tuple[c.Condition, ...],
    known: Mapping[Atom, Truth],
    define: Mapping[str, str],
) -> Truth:
    result: Truth = not strong
    needed: NeededError | None = None
    for member in members:
        try:
            truth = evaluate(member, known, define)
        except NeededError as error:
            needed = needed or error
            continue
        if truth is strong:
            return strong
        if truth is None:
            result = None
    if needed is not None:
        raise needed
    return result
