"""What a report is drawn from; apart, since the process that draws for a society loads it and little else of ours."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """A report before it is drawn: its template, without the ending of a format, and the names given to it."""

    template: str
    names: dict[str, object]
