"""Two edits of one draft become one where they touch different answers; where they touch the same, both are told.

Rows of lists are told apart by the key that each has, not by their position.
"""

from __future__ import annotations

from typing import Any

from evaluator.proposals.drafts import BOTH, KEY, is_wrapped


class _Gone:
    """There is nothing at this place."""


_GONE: Any = _Gone()


class Merge:
    """What comes of two edits: the data, and the paths at which theirs stands and mine differs."""

    def __init__(self, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        """Merge two edits of a base."""
        self.conflicts: list[str] = []
        self.data: dict[str, Any] = self._group(base, mine, theirs, "")

    def _any(self, base: Any, mine: Any, theirs: Any, path: str) -> Any:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        if _have_same_shape(mine, theirs) and (base is _GONE or _have_same_shape(base, theirs)):
            return self._group({} if base is _GONE else base, mine, theirs, path)
        if _has_keys(mine) and _has_keys(theirs) and (base is _GONE or _has_keys(base)):
            return self._rows([] if base is _GONE else base, mine, theirs, path)
        self.conflicts.append(path)
        return theirs

    def _group(self, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], path: str) -> dict[str, Any]:
        wrapped = is_wrapped(mine)
        merged = {}
        for key in dict.fromkeys([*theirs, *mine]):
            inner = path if wrapped else f"{path}.{key}".strip(".")
            value = self._any(base.get(key, _GONE), mine.get(key, _GONE), theirs.get(key, _GONE), inner)
            if value is not _GONE:
                merged[key] = value
        return merged

    def _rows(self, base: list[Any], mine: list[Any], theirs: list[Any], path: str) -> list[Any]:
        old, my, their = ({row[KEY]: row for row in rows} for rows in (base, mine, theirs))
        merged = []
        for key in _in_order(list(old), list(my), list(their)):
            row = self._any(old.get(key, _GONE), my.get(key, _GONE), their.get(key, _GONE), f"{path}.{key}")
            if row is not _GONE:
                merged.append(row)
        return merged


def _in_order(old: list[str], my: list[str], their: list[str]) -> list[str]:
    """Keep the order of whoever moved rows; if both did, that of the one who saved first."""
    all_have = {*old} & {*my} & {*their}
    before, mine, theirs = ([key for key in keys if key in all_have] for keys in (old, my, their))
    first, then = (my, their) if theirs == before != mine else (their, my)
    return list(dict.fromkeys([*first, *then]))


def _have_same_shape(one: object, other: object) -> bool:
    """Tell whether two are groups, or two answers with evidence; other answers are taken whole."""
    both = isinstance(one, dict) and isinstance(other, dict)
    return both and _kind(one) == _kind(other) != "whole"  # type: ignore[arg-type]  # both are dictionaries here


def _kind(data: dict[str, Any]) -> str:
    if BOTH in data or "not_applicable" in data:
        return "whole"
    return "wrapped" if is_wrapped(data) else "group"


def _has_keys(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) and KEY in row for row in value)
