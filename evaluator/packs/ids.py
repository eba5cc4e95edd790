"""Ids of criteria, parts and checks: one thing each in a pack, since all findings are told apart by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evaluator.model.criteria import Criterion

_TAKEN = "summary"  # what the findings of all criteria are gathered under
_SOUND = re.compile(r"[^/\[\]~]*[^/\[\]~\s][^/\[\]~]*")  # the others tell groups, items and tallies apart

Fault = tuple[str, str, str, str]  # file, where, found, expected


def id_faults(criteria: Iterable[tuple[str, Criterion]]) -> Iterator[Fault]:
    """List ids that stand for two things, with both places, and those that groups could have; each with its file."""
    places: dict[str, str] = {}
    for file, criterion in criteria:
        for kind, name in _ids_of(criterion):
            if name == _TAKEN or not _SOUND.fullmatch(name):
                expected = f"an id without '/', '[', ']' and '~', and not '{_TAKEN}'"
                yield file, name, f"the id '{name}' of a {kind}", expected
            if name in places:
                found = f"the id of a {kind} that is also that of {places[name]}"
                yield file, name, found, "ids of criteria, parts and checks that are unique in the pack"
            places.setdefault(name, f"a {kind} in {file}")


def _ids_of(criterion: Criterion) -> Iterator[tuple[str, str]]:
    yield "criterion", criterion.id
    yield from (("part", part.id) for part in criterion.parts)
    yield from (("check", check.id) for check in criterion.checks)
