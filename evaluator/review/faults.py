"""Faults of a review file in plain words: what was found, what may stand there, and the near miss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from evaluator.errors import Fault
from evaluator.model.review import DispositionWord, Entry, ReasonCode, Said, Vote
from evaluator.proposals.document import Document, printable, shown
from evaluator.proposals.wording import near_miss

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ANEW = "Begin with `cat2 review new`."
_CHOICES: dict[str, tuple[str, ...]] = {
    "disposition": get_args(DispositionWord),
    "to": get_args(Said),
    "rating": get_args(Said),
    "reason": get_args(ReasonCode),
}
_DATES = ("date", "due", "fulfilled", "when", "expires", "as_of")
_COUNTS = ("for", "against", "abstained", "eligible")


class Faults:
    """Gathers what is wrong with one review file, each fault with its line."""

    def __init__(self, file: str, document: Document) -> None:
        self.found: list[Fault] = []
        self._file, self._document = file, document

    def fault(self, where: str, found: str, expected: str, next_step: str = "") -> Fault:
        """Make one fault with its place in the file."""
        return Fault(where, found, expected, next_step, self._file, self._document.lines.line(where))

    def note(self, where: str, found: str, expected: str, next_step: str = "") -> None:
        """Keep one fault, in the order of the file."""
        self.found.append(self.fault(where, found, expected, next_step))
        self.found.sort(key=lambda fault: fault.line or 0)


def fault_of(row: ErrorDetails, model: type[BaseModel], where: str, raw: Any, faults: Faults) -> None:
    """Note one error of the validator; `raw` is what the file holds at `where`."""
    steps = row["loc"]
    place = ".".join(str(part) for part in (where, *steps) if part != "")
    key, at = str(steps[-1]) if steps else where, _at(raw, steps)
    if row["type"] == "extra_forbidden":
        keys = _keys(Vote if "vote" in steps else Entry if model is Entry else model)
        faults.note(place, f'the unknown key "{printable(key)}"', f"one of {', '.join(keys)}", near_miss(key, keys))
    elif row["type"] == "missing":
        faults.note(place, "nothing", f"an entry for the key {key}", "Take it from a copy of the file, or begin anew.")
    elif key in _CHOICES:
        faults.note(place, shown(at), f"one of {', '.join(_CHOICES[key])}", near_miss(at, _CHOICES[key]))
    elif key in _DATES:
        faults.note(place, shown(at), "a date of the calendar between 1900 and 2200, written as YYYY-MM-DD")
    elif key in _COUNTS:
        faults.note(place, shown(at), "a whole number, 0 or more")
    elif key == "vote":
        faults.note(place, shown(at), "a group such as {for: 5, against: 1, abstained: 0}")
    elif row["type"] in ("model_type", "dict_type"):
        faults.note(place, shown(at), "a group of keys", "Write each answer on a line of its own, key: answer.")
    else:
        faults.note(place, shown(at), "text", "Put it in quotes, exactly as it should read.")


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _at(raw: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        raw = raw.get(step) if isinstance(raw, dict) else None
    return raw
