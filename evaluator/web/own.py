"""What the user gave the server to judge by, beside the criteria: a day, a list of codes, a calendar."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from evaluator.model.calendar import Calendar
from evaluator.packs.own_codes import CodeList


@dataclass(frozen=True)
class Own:
    """Read once when the server starts; without a day, each day is judged for itself."""

    as_of: datetime.date | None = None
    codes: CodeList | None = None
    calendar: Calendar | None = None

    @property
    def day(self) -> datetime.date:
        """Give the day that was named, or today."""
        return self.as_of or datetime.datetime.now(tz=datetime.UTC).date()

    @property
    def told(self) -> str:
        """Say by what is judged beside the criteria; empty where it is by nothing else, as of today."""
        files = " and ".join(
            words for words, held in (("list of codes", self.codes), ("calendar", self.calendar)) if held is not None
        )
        named = (f"as of {self.as_of}" if self.as_of else "", f"with your own {files}" if files else "")
        return ", ".join(filter(None, named))
