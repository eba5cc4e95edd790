"""From the words of a source to the answer of a field: placeholders, words that mean one of ours, numbers and units."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

from evaluator.model.mapping import Mapping, Taken
from evaluator.model.notices import Notice, Values, WarningCode
from evaluator.proposals.document import UNPRINTABLE, found_in
from evaluator.proposals.fhir.reading import is_placeholder
from evaluator.proposals.fhir.text import plain_text
from evaluator.proposals.fhir.values import day_of_a_proposal
from evaluator.proposals.numbers import tidy_number
from evaluator.proposals.shape import Field, Kind
from evaluator.proposals.table.paths import Found, found_at

UNKNOWN = "unknown"
ABSENT = "absent"
_UNREADABLE: dict[Kind, WarningCode] = {"date": "no_date", "yes_no": "no_yes_or_no", "code": "no_category_ii_code"}
_NUMBERS = ("number", "whole", "year")


class Read(NamedTuple):
    """An answer, or nothing, with the places it was read from; `seen` adds those that hold only a placeholder."""

    answer: Any
    sources: tuple[str, ...]
    seen: tuple[str, ...]
    warnings: tuple[Notice, ...]


class _Told(NamedTuple):
    path: str
    text: str


def read_answer(around: Sequence[Found], taken: Taken, field: Field, mapping: Mapping) -> Read:
    """Read one answer out of a record and the records around it."""
    told, open_places, absent = _sorted_out(around, taken, mapping)
    seen = tuple(each.path for each in [*told, *open_places, *absent])
    if not told:
        return _without_words(absent, open_places, seen)
    if taken.choose:
        return _chosen(told, taken, seen)
    meant, warnings = _meant(told, taken, field)
    if not meant:
        return Read(None, (), seen, tuple(warnings))
    return _of_kind(meant, taken, field, seen, warnings)


def text_of(value: object) -> str:
    """Write a plain value of a source as text; a truth value as the word that JSON has for it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return plain_text(value) if "<" in value or "&" in value else _plain(value)
    if isinstance(value, float):
        return "" if not math.isfinite(value) else str(int(value)) if value.is_integer() else str(value)
    return "" if value is None or isinstance(value, dict | list) else str(value)


def parted(text: str, marks: tuple[str, ...]) -> list[str]:
    """Part the several values that one text holds, at any of the marks between them."""
    parts = [text]
    for mark in filter(None, marks):
        parts = [piece for part in parts for piece in part.split(mark)]
    return [part.strip() for part in parts] if len(parts) > 1 else parts


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\ufeff", "").split("\n")
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
    return UNPRINTABLE.sub("\ufffd", tidy)


def _sorted_out(
    around: Sequence[Found], taken: Taken, mapping: Mapping
) -> tuple[list[_Told], list[_Told], list[_Told]]:
    """Part what is said from placeholders and from words that deny."""
    told: list[_Told] = []
    open_places: list[_Told] = []
    absent: list[_Told] = []
    for path in taken.from_:
        for found in found_at(around, path):
            for part in parted(text_of(found.value), taken.split):
                text = _within(part, taken.pattern)
                if text:
                    _kind_of(text, taken, mapping, told, open_places, absent).append(_Told(found.path, text))
        if told and not taken.join and not taken.choose:
            break
    return told, open_places, absent


def _kind_of(  # noqa: PLR0913, PLR0917  three heaps to choose from
    text: str, taken: Taken, mapping: Mapping, told: list[_Told], open_places: list[_Told], absent: list[_Told]
) -> list[_Told]:
    word = _folded(text)
    if word in _words(taken.absent):
        return absent
    if word in _words(taken.answers) or word in _words(tuple(taken.values)):
        return told
    placeholder = (
        word in _words(mapping.placeholders)
        or word in _words(taken.placeholders)
        or word.startswith(tuple(_words(mapping.starts)) or ("\0",))
        or is_placeholder(text)
    )
    return open_places if placeholder else told


@cache
def _words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_folded, words))


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(" .").casefold()


def _within(text: str, pattern: str) -> str:
    if not pattern or not text:
        return text
    found = re.search(pattern, text)
    return (found[1] if found.re.groups else found[0]).strip() if found else ""


def _without_words(absent: list[_Told], open_places: list[_Told], seen: tuple[str, ...]) -> Read:
    """Answer where nothing is said: a denial only where no place beside it was left open."""
    if absent and not open_places:
        return Read(ABSENT, tuple(each.path for each in absent), seen, ())
    if open_places or absent:
        return Read(UNKNOWN, tuple(each.path for each in [*absent, *open_places]), seen, ())
    return Read(None, (), seen, ())


def _chosen(told: list[_Told], taken: Taken, seen: tuple[str, ...]) -> Read:
    words = {_folded(each.text) for each in told}
    for way in taken.choose:
        has, and_has = _words(way.has), _words(way.and_has)
        if words & has and (not and_has or words & and_has):
            sources = tuple(each.path for each in told if _folded(each.text) in has | and_has)
            return Read(way.then, sources, seen, ())
    return Read(None, (), seen, ())


def _meant(told: list[_Told], taken: Taken, field: Field) -> tuple[list[_Told], list[Notice]]:
    """Put each text through the list of words; one that no list knows is told, left or kept as the mapping says."""
    inner = field.rows or field
    if not taken.values and inner.kind != "choice":
        return told, []
    words = {_folded(key): value for key, value in taken.values.items()}
    words |= {choice: choice for choice in inner.choices if choice not in words}
    meant: list[_Told] = []
    warnings: list[Notice] = []
    for each in told:
        word = words.get(_folded(each.text))
        if word is not None:
            meant.append(_Told(each.path, word))
        elif taken.unlisted == "keep":
            meant.append(each)
        elif taken.unlisted == "warn":
            warnings.append(_notice("unknown_word", each.path, each.text))
    return [each for each in meant if each.text], warnings


def _of_kind(meant: list[_Told], taken: Taken, field: Field, seen: tuple[str, ...], warnings: list[Notice]) -> Read:
    if field.kind == "list":
        words = list(dict.fromkeys(each.text for each in meant))
        return Read(words, _paths(meant), seen, tuple(warnings))
    if field.kind == "text":
        texts = list(dict.fromkeys(each.text for each in (meant if taken.join else _of_first(meant))))
        used = meant if taken.join else _of_first(meant)
        return Read((taken.join or "; ").join(texts), _paths(used), seen, tuple(warnings))
    words = list(dict.fromkeys(each.text for each in meant))
    if len(words) > 1:
        several: Values = {"values": tuple(map(found_in, words[:3]))}
        told = Notice(code="several_for_one", where=meant[0].path, values=several)
        return Read(UNKNOWN, _paths(meant), seen, (*warnings, told))
    value = _plain_value(words[0], taken, field)
    if value is None:
        told = _notice(_UNREADABLE.get(field.kind, "no_number"), meant[0].path, words[0])
        return Read(None, (), seen, (*warnings, told))
    return Read(value, _paths(meant), seen, tuple(warnings))


def _of_first(meant: list[_Told]) -> list[_Told]:
    """Take the texts of one place in the source; its rows belong together."""
    name = re.sub(r"\[\d+\]$", "", meant[0].path)
    return [each for each in meant if re.sub(r"\[\d+\]$", "", each.path) == name]


def _paths(told: list[_Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.path for each in told))


def _plain_value(text: str, taken: Taken, field: Field) -> Any:
    if text in (UNKNOWN, ABSENT):
        return text
    if field.kind == "group":
        return _with_unit(text, taken)
    if field.kind in _NUMBERS:
        return _number(text, whole=field.kind != "number")
    if field.kind == "date":
        return day_of_a_proposal(text)
    if field.kind == "yes_no":
        return {"true": "yes", "false": "no", "yes": "yes", "no": "no"}.get(text.casefold())
    if field.kind == "code":
        return text if re.fullmatch(r"[0-9X]{4}F", text) else None
    return text


def _with_unit(text: str, taken: Taken) -> dict[str, Any]:
    """Read a quantity or a period: a bare number has the unit of the mapping; anything else is described in words."""
    number = _number(text, whole=False) if taken.unit else None
    if number is None:
        return {"description": text}
    periods = ("days", "weeks", "months", "years")
    return {"length" if taken.unit in periods else "number": number, "unit": taken.unit}


def _number(text: str, *, whole: bool) -> int | Decimal | None:
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    try:
        number = tidy_number(Decimal(plain))  # nothing that a proposal could not hold
    except InvalidOperation:
        return None
    return None if whole and isinstance(number, Decimal) else number


def _notice(code: WarningCode, path: str, text: str) -> Notice:
    return Notice(code=code, where=path, values={"value": (found_in(text),)})
