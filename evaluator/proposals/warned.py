"""Warnings about what was read: each a notice, with the file and the line or cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluator.model.notices import Notice


@dataclass(frozen=True)
class Warned:
    """One warning, and where in a file it belongs."""

    notice: Notice
    file: str = ""
    line: int | None = None
    cell: str = ""

    @property
    def where(self) -> str:
        """Name the field that it is about."""
        return self.notice.where


def each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Keep the first of notices that say the same."""
    return tuple({(one.code, one.where, *one.values.items()): one for one in notices}.values())
