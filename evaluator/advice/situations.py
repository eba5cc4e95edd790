"""Every way in which conditions can be true, false or undecided together.

What conditions say of one field hangs together and is worked out from the states and values that the field can have;
different fields are taken to be free of one another. So a combination that is not listed can never be; one that is
listed nearly always can.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from evaluator.advice.answer_situations import AnswerSituations
from evaluator.advice.atoms import Atom, NeededError, evaluate, leaves_of
from evaluator.engine.predicates import Truth
from evaluator.model.criteria import Pack
from evaluator.packs import conditions as c
from evaluator.packs.paths import list_path
from evaluator.packs.tables import results_of

Truths = tuple[Truth, ...]
TruthOf = Callable[[c.Condition], Truth]
R = TypeVar("R")
MOST = 2_000
MOST_FREE = 6
_WITNESSED = ("some", "each")
_ANY: tuple[Truth, ...] = (True, False, None)


class TooManyError(Exception):
    """There are more combinations than can be tried."""


class _Subject(NamedTuple):
    """What hangs together: its atoms, and the truths that they can have side by side."""

    atoms: tuple[Atom, ...]
    truths: frozenset[Truths]


class Situations:
    """Works out combinations under one pack; `free` readings may be any, the others are those in force."""

    def __init__(self, pack: Pack, define: Mapping[str, str], *, free_readings: bool = False, most: int = MOST) -> None:
        self._pack, self._define, self._free, self._most = pack, define, free_readings, most
        self._answers = AnswerSituations(pack)

    def of(self, conditions: Iterable[c.Condition], item_list: str | None) -> set[Truths]:
        """List the truths that the conditions can have together.

        Raises:
            TooManyError: if they cannot all be tried.
        """
        wanted = tuple(conditions)
        return self.results(wanted, item_list, lambda truth: tuple(truth(one) for one in wanted))

    def results(
        self, conditions: Iterable[c.Condition], item_list: str | None, decide: Callable[[TruthOf], R]
    ) -> set[R]:
        """List what a decision on these conditions can come to; fields that it does not ask about are not tried.

        Raises:
            TooManyError: if there are too many combinations to try.
        """
        atoms = dict.fromkeys(atom for one in conditions for atom in leaves_of(one, self._define))
        subjects = {key: self._subject(key, tuple(group), item_list) for key, group in _grouped(atoms).items()}
        found: set[R] = set()
        open_: list[dict[Atom, Truth]] = [{}]
        tried = 0
        while open_:
            known = open_.pop()
            tried += 1
            if tried > self._most:
                raise TooManyError(f"more than {self._most:,} combinations")
            try:
                found.add(decide(lambda one, known=known: evaluate(one, known, self._define)))  # type: ignore[misc]
            except NeededError as needed:
                subject = subjects[_key(needed.atom)]
                open_ += [{**known, **dict(zip(subject.atoms, truths, strict=True))} for truths in subject.truths]
        return found

    def _subject(self, key: tuple[str, ...], atoms: tuple[Atom, ...], item: str | None) -> _Subject:
        kind = key[0]
        if kind == "reading":
            return _Subject(atoms, self._readings(key[1], atoms))
        if kind == "table":
            return _Subject(atoms, self._table(key[1], atoms))
        if kind == "field":
            return _Subject(atoms, self._answers.of(key[1:], atoms, item, self._within(atoms, key[1:], item)))
        return _Subject(atoms, _free(len(atoms)))

    def _readings(self, name: str, atoms: tuple[Atom, ...]) -> frozenset[Truths]:
        ambiguity = self._pack.ambiguities[name]
        values = ambiguity.readings if self._free else (ambiguity.in_force or ambiguity.ours,)
        return frozenset(tuple(getattr(atom, "value", None) == value for atom in atoms) for value in values)

    def _table(self, name: str, atoms: tuple[Atom, ...]) -> frozenset[Truths]:
        results = {result.casefold() for result in results_of(self._pack.tables[name])}
        wanted = [{str(value).casefold() for value in atom.values} for atom in atoms if isinstance(atom, c.TableIn)]
        decided = {tuple(result in values for values in wanted) for result in results}
        return frozenset({*decided, (None,) * len(atoms)})

    def _within(self, atoms: tuple[Atom, ...], steps: tuple[str, ...], item: str | None) -> frozenset[Truths]:
        """What is said of the items of a list that has some: exact for `some` and `each`, free for numbers."""
        inner = [atom for atom in atoms if isinstance(atom, c.Quantified) and atom.quantifier in _WITNESSED]
        kinds = c.Quantified | c.Count | c.Distinct | c.AllDistinct
        others = [atom for atom in atoms if isinstance(atom, kinds) and atom not in inner]
        if not inner and not others:
            return frozenset({()})
        of_items = self._of_items(inner, list_path(steps, item)) if inner else frozenset({()})
        pairs = itertools.product(of_items, _free(len(others)))
        order = [*inner, *others]
        held = [atom for atom in atoms if atom in order]
        return frozenset(tuple((*one, *other)[order.index(atom)] for atom in held) for one, other in pairs)

    def _of_items(self, atoms: list[c.Quantified], item_list: str) -> frozenset[Truths]:
        """Try every set of items that could matter: one witness for each atom is enough."""
        if any(_leaves_the_item(atom.condition, self._define) for atom in atoms):
            return _free(len(atoms))
        items = self.of([atom.condition for atom in atoms], item_list)
        if len(items) ** len(atoms) > MOST:
            return _free(len(atoms))
        found = set()
        for size in range(1, min(len(atoms), len(items)) + 1):
            for chosen in itertools.combinations(items, size):
                found.add(
                    tuple(
                        _joined(atom.quantifier, column)
                        for atom, column in zip(atoms, zip(*chosen, strict=True), strict=True)
                    )
                )
        return frozenset(found)


def _free(count: int) -> frozenset[Truths]:
    if count > MOST_FREE:
        raise TooManyError(f"{count} conditions that are free of one another")
    return frozenset(itertools.product(_ANY, repeat=count))


def _joined(quantifier: str, truths: tuple[Truth, ...]) -> Truth:
    strong = quantifier == "some"
    if strong in truths:
        return strong
    return None if None in truths else not strong


def _leaves_the_item(condition: c.Condition, define: Mapping[str, str]) -> bool:
    """Tell whether a condition about items also speaks of the proposal: then it is not worked out item by item."""
    return any(
        key[:2] != ("field", "item") and key[0] not in ("table", "reading")
        for key in map(_key, leaves_of(condition, define))
    )


def _grouped(atoms: Iterable[Atom]) -> dict[tuple[str, ...], list[Atom]]:
    groups: dict[tuple[str, ...], list[Atom]] = {}
    for atom in atoms:
        groups.setdefault(_key(atom), []).append(atom)
    return groups


def _key(atom: Atom) -> tuple[str, ...]:
    match atom:
        case c.Reading(name, _):
            return ("reading", name)
        case c.TableIn(table, paths, _):
            return ("table", table, *map(str, paths))
        case c.Compare(_, _, c.Path()):
            return ("free", str(atom))
        case c.Is() | c.Evidenced() | c.Compare() | c.In() | c.Within():
            return ("field", *atom.path.steps)
        case c.Quantified() | c.Count() | c.Distinct() | c.AllDistinct():
            return ("field", *atom.path.steps)
    return ("free", str(atom))  # about several fields
