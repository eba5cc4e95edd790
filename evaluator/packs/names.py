"""Ids by which people name parts of a pack: the id itself, one that it had before, or the near miss."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Named(Protocol):
    """Something that may have had other ids before."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The ids it had."""


class Meant(NamedTuple):
    """What a name means: the id today, or none with the near miss; `was` is that name if it is an old one."""

    id: str = ""
    near: str = ""
    was: str = ""


def meant(name: str, known: Mapping[str, Named]) -> Meant:
    """Find what a name in a profile or review file means today."""
    if name in known:
        return Meant(name)
    for today, one in known.items():
        if name in one.aliases:
            return Meant(today, was=name)
    return Meant(near=next(iter(difflib.get_close_matches(name, known, 1)), ""))
