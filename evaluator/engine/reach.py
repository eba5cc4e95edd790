"""What a condition reaches: the conditions it is made of, the fields it reads and the thresholds it compares with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse


class Reach:
    """Works out what conditions reach, that of a named condition once: many conditions use the same names."""

    def __init__(self, define: Mapping[str, str]) -> None:
        self._define = define
        self._paths: dict[tuple[str, bool], tuple[c.Path, ...]] = {}
        self._thresholds: dict[str, tuple[str, ...]] = {}

    def paths(self, condition: c.Condition, *, inside: bool = False) -> Iterator[c.Path]:
        """List the fields that a condition reads; of a list within it, the list and not the fields of its items.

        What is said of the items of a list may still compare them with a field of the proposal. `inside` tells that
        the condition is said of items.
        """
        if isinstance(condition, c.Name):
            name, key = condition.name, (condition.name, inside)
            if key not in self._paths:
                self._paths[key] = tuple(dict.fromkeys(self.paths(parse(self._define[name]), inside=inside)))
            yield from self._paths[key]
            return
        yield from (path for path in _paths_of(condition) if not inside or not _of_item(path))
        inside = inside or isinstance(condition, c.Quantified | c.Count)
        for part in _parts(condition):
            yield from self.paths(part, inside=inside)

    def thresholds(self, condition: c.Condition) -> Iterator[str]:
        """List the thresholds that a condition compares with."""
        if isinstance(condition, c.Name):
            name = condition.name
            if name not in self._thresholds:
                self._thresholds[name] = tuple(dict.fromkeys(self.thresholds(parse(self._define[name]))))
            yield from self._thresholds[name]
            return
        match condition:
            case c.Compare(_, _, c.ThresholdName(name)) | c.Within(_, c.ThresholdName(name)):
                yield name
            case c.Count(_, _, _, c.ThresholdName(name)) | c.Distinct(_, _, _, c.ThresholdName(name)):
                yield name
            case c.DaysBetween(_, _, _, c.ThresholdName(name)):
                yield name
        for part in _parts(condition):
            yield from self.thresholds(part)


def walk(condition: c.Condition, define: Mapping[str, str], *, inside: bool = False) -> Iterator[c.Condition]:
    """List a condition and those it is made of; what is said of the items of a list belongs to it only if `inside`.

    Conditions within a list that speak of the proposal are listed all the same.
    """
    yield condition
    parts = (parse(define[condition.name]),) if isinstance(condition, c.Name) else _parts(condition)
    all_of_them = inside or not isinstance(condition, c.Quantified | c.Count)
    for part in parts:
        yield from (node for node in walk(part, define, inside=inside) if all_of_them or not _about_item(node))


def _parts(condition: c.Condition) -> tuple[c.Condition, ...]:
    match condition:
        case c.Not(inner) | c.Quantified(_, _, inner):
            return (inner,)
        case c.Joined(_, members):
            return members
        case c.Count(_, inner_or_none) if inner_or_none is not None:
            return (inner_or_none,)
    return ()


def _paths_of(node: c.Condition) -> Iterator[c.Path]:
    match node:
        case c.Compare(path, _, c.Path() as other):
            yield from (path, other)
        case c.In(path, values):
            yield path
            yield from (value for value in values if isinstance(value, c.Path))
        case c.Covers(path, _, other, _) | c.DaysBetween(path, other):
            yield from (path, other)
        case c.TableIn(_, paths, _):
            yield from paths
        case c.Is(path) | c.Evidenced(path) | c.Compare(path) | c.Within(path) | c.Quantified(_, path) | c.Count(path):
            yield path
        case c.Distinct(path) | c.AllDistinct(path):
            yield path


def _about_item(node: c.Condition) -> bool:
    return any(map(_of_item, _paths_of(node)))


def _of_item(path: c.Path) -> bool:
    return path.steps[0] == "item"
