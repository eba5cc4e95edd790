"""Faults of a proposal in plain words: what was found, what the form expects there, and the near miss."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from evaluator.errors import Fault
from evaluator.proposals.document import below, printable, shown
from evaluator.proposals.shape import FORM, Field, Kind, fields_of, guide_names, place_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PLAIN: dict[Kind, str] = {
    "text": "text",
    "yes_no": "yes or no",
    "number": "a number without quotes, unit or thousands separator",
    "whole": "a whole number, 0 or more, without quotes or unit",
    "year": "a year between 1900 and 2200, without quotes",
    "date": "a date between 1900 and 2200, written as YYYY-MM-DD",
    "evidence_id": "the id of a source, such as E1: a letter, then letters, digits, - or _",
    "code": "four digits and F, with X for digits not yet assigned, such as 300XF",
    "hash": "the SHA-256 of the file: 64 digits from 0 to 9 and a to f",
}
_WRITE_A_LIST = "Write a list, even if it has only one row; absent states that there are none."
_GIVE_THE_REASON = "Say in a few words, and beside no other key, why the field does not apply."
_BLANK_WORDS = ("unknown", "absent")
# What to do where no near miss is known, by what is expected.
_NEXT: dict[Kind, str] = {
    "yes_no": "Write yes or no",
    "number": "Write the number alone",
    "whole": "Write the number alone",
    "year": "Write the year alone, with four digits",
    "date": "Write the day with its month and year, such as 2026-03-31",
    "evidence_id": "Give the source a short id of this kind, here and wherever it is referred to.",
    "code": "Write the code alone, with X for each digit that is not assigned",
    "choice": "Take one of these words",
    "hash": "Copy the sum that a program such as sha256sum prints, or leave it out.",
    "group": "Write its keys, each with its value.",
    "list": _WRITE_A_LIST,
}


def fault_of(error: ErrorDetails, at: Any) -> Fault:
    """Put one error of the validator into words; `at` is what the file holds there."""
    place = place_of(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(error["loc"])
    if kind == "missing":
        return Fault(place.path, "nothing", f"an entry for this key: {expected_of(place.field)}", "Add it.")
    if kind == "dict_type":
        return Fault(place.path, shown(at), "a group of keys", "Write each key with its value, or leave it out.")
    if kind == "claim_reason":
        return Fault(place.path, shown(at), "{not_applicable: the reason in words}", _GIVE_THE_REASON)
    if kind == "answer_keys":
        return Fault(
            place.path, shown(at), "only the keys value and evidence", "Move what the others say to the value."
        )
    if kind == "string_too_long":
        longest = f"at most {error['ctx']['max_length']} characters"
        return Fault(place.path, f"a text of {len(str(at))} characters", longest, "Shorten it.")
    return Fault(place.path, shown(at), expected_of(place.field), _next_step(place.field, at))


def expected_of(field: Field | None) -> str:
    """Say in plain words what a field may hold."""
    if field is None:  # pragma: no cover  the validator speaks of no place outside the form; a safe word if it should
        return "a value that the form allows here"
    if field.kind == "choice":
        return f"one of {', '.join(field.choices)}"
    if field.kind == "group" and field.group is not None:
        return f"a group with some of the keys {', '.join(fields_of(field.group))}"
    if field.kind == "list" and field.rows is not None:
        return f"a list, each row of it {expected_of(field.rows)}"
    return _PLAIN[field.kind]


def near_miss(found: object, choices: tuple[str, ...] | list[str]) -> str:
    """Ask whether a word that is nearly the one found was meant."""
    if not isinstance(found, str):
        return ""
    plain = found.strip().lower().replace(" ", "_").replace("-", "_")[:100]
    by_plain = {choice.lower().replace("-", "_"): choice for choice in choices}
    near = get_close_matches(plain, list(by_plain), n=1)
    return f'Did you mean "{by_plain[near[0]]}"?' if near and by_plain[near[0]] != found else ""


def _next_step(field: Field | None, at: object) -> str:
    if field is None:  # pragma: no cover  as above
        return ""
    if isinstance(at, dict) and field.kind != "group":
        return "To add evidence write {value: …, evidence: [E1]}."
    if field.kind == "text":
        return (
            "Write it as one text." if isinstance(at, list | None) else "Put it in quotes, exactly as it should read."
        )
    if field.kind == "group" and at is None:
        return "Fill in the row, or delete it."
    if field.kind == "list" and field.rows is not None and field.rows.kind == "evidence_id":
        return near_miss(at, _BLANK_WORDS) or "Write [E1], even if there is only one."
    words = {"choice": (*field.choices, *_BLANK_WORDS), "yes_no": ("yes", "no", *_BLANK_WORDS)}
    near = "" if field.kind in {"group", "code"} else near_miss(at, words.get(field.kind, _BLANK_WORDS))
    return near or _plain_step(field, at)


def _plain_step(field: Field, at: object) -> str:
    if field.kind == "code" and (code := _meant_code(at)):
        return f'Did you mean "{code}"?'
    step = _NEXT[field.kind]
    if step.endswith("."):
        return step
    return f"{step}; if it is not known, write unknown." if field.is_answer else f"{step}."


def _meant_code(at: object) -> str:
    """Find the code in what was typed in small letters, in other digits, or with marks that cannot be seen."""
    plain = unicodedata.normalize("NFKC", at).upper() if isinstance(at, str) else ""
    found = "".join(str(unicodedata.digit(each, "")) or each for each in plain if each.isalnum())
    return found if re.fullmatch("[0-9X]{4}F", found) else ""


def _unknown_key(steps: tuple[str | int, ...]) -> Fault:
    key = str(steps[-1])
    field = place_of(steps[:-1]).field or FORM
    keys = list(fields_of(field.group)) if field.group is not None else []
    if field is FORM:
        keys = ["schema", *keys, "extra"]
    expected = f"one of the keys {', '.join(keys)}"
    next_step = near_miss(key, keys) or _elsewhere(key) or "Mend its spelling, or take it out."
    return Fault(
        below(place_of(steps[:-1]).path, printable(key)), f'the unknown key "{printable(key)}"', expected, next_step
    )


def _elsewhere(key: str) -> str:
    places = [name for name in guide_names() if name.rpartition(".")[2] == key]
    return f"A key of this name stands in {', '.join(places[:3])}." if places else ""
