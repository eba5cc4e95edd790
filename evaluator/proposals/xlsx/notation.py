"""One answer as it stands in cells, and back: its value, its state, why it does not apply, and its evidence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluator.model.choice_words import choice_in_words
from evaluator.proposals.shape import Field

UNKNOWN, ABSENT, NOT_APPLICABLE = "unknown", "absent", "not_applicable"
STATE_WORDS = {UNKNOWN: "not known yet", ABSENT: "there is none", NOT_APPLICABLE: "does not apply"}
CLAIM = "does not apply:"
_BLANK_WORDS = (UNKNOWN, ABSENT)
_EXACT_DIGITS = 15  # what every spreadsheet keeps of a number
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# A last line such as [E1, E2] names sources. An empty one says that what stands above it is the answer, word for word.
_LAST_LINE = re.compile(r"(?:(?P<above>.*)\n)?[ \t]*\[(?P<names>[^\[\]\n]*)\]\s*", re.DOTALL)
_SAME_LINE = re.compile(r"(?P<above>.*\S)?\s*\[(?P<names>[^\[\]\n]*)\]\s*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_AS_IT_IS = "[]"
_NUMERIC = frozenset({"number", "whole", "year"})


class CellError(ValueError):
    """A cell holds what no answer can be made of; its words are found, expected and next step."""

    def __init__(self, found: str, expected: str, next_step: str = "") -> None:
        super().__init__(found)
        self.found, self.expected, self.next_step = found, expected, next_step


@dataclass(frozen=True)
class Parts:
    """An answer in the four parts that a row of the main sheet has a cell for."""

    value: object = None
    state: str = ""
    reason: str = ""
    evidence: tuple[str, ...] = ()


def parts_of(raw: object, field: Field) -> Parts:
    """Take an answer, as a person would write it in a file, into its parts."""
    if isinstance(raw, dict) and NOT_APPLICABLE in raw:
        return Parts(state=NOT_APPLICABLE, reason=str(raw[NOT_APPLICABLE]))
    if isinstance(raw, dict) and ("value" in raw or field.group is not None):
        evidence = tuple(map(str, raw.get("evidence") or ()))
        value = raw["value"] if "value" in raw else {key: each for key, each in raw.items() if key != "evidence"}
    else:
        value, evidence = raw, ()
    if value in _BLANK_WORDS and isinstance(value, str):
        return Parts(state=value, evidence=evidence)
    return Parts(value=None if value in ("", [], {}) else value, evidence=evidence)


def raw_of(parts: Parts) -> object:
    """Put the parts of an answer together as a person would write it in a file; nothing is None.

    Raises:
        CellError: the parts contradict each other.
    """
    if parts.state and parts.value is not None:
        found = f"an answer, and beside it “{STATE_WORDS[parts.state]}”"
        raise CellError(found, "one of the two", "Clear the state, or clear the answer.")
    if parts.reason and parts.state != NOT_APPLICABLE:
        found = "a reason why it does not apply, without that state"
        raise CellError(found, f"“{STATE_WORDS[NOT_APPLICABLE]}” as its state", "Choose it, or clear the reason.")
    if parts.state == NOT_APPLICABLE:
        return _claim(parts)
    value = parts.state or parts.value
    if not parts.evidence:
        return value
    evidence = list(parts.evidence)
    return {**value, "evidence": evidence} if isinstance(value, dict) else {"value": value, "evidence": evidence}


def _claim(parts: Parts) -> dict[str, str]:
    if not parts.reason:
        raise CellError("no reason why it does not apply", "the reason in words")
    if parts.evidence:
        raise CellError("evidence for what does not apply", "the reason alone", "Name the source in the reason.")
    return {NOT_APPLICABLE: parts.reason}


def cell_value(value: object, field: Field) -> object:
    """Write the value of an answer for a cell: a number, a date or a text."""
    if isinstance(value, list):
        return "; ".join(str(cell_value(each, field.rows or field)) for each in value)
    if field.kind == "choice":
        return choice_in_words(str(value))
    if field.kind == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        return _plain(number) if len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS else format(number, "f")
    return value


def whole_cell(parts: Parts, field: Field) -> object:
    """Write a whole answer into one cell, as the sheets of lists do."""
    if parts.state == NOT_APPLICABLE:
        return f"{CLAIM} {parts.reason}"
    value = None if parts.value is None or field.group is not None else cell_value(parts.value, field)
    if isinstance(value, str) and _would_be_misread(value, field):
        value = f"{value}\n{_AS_IT_IS}"
    lines = [parts.state or value, f"[{', '.join(parts.evidence)}]" if parts.evidence else None]
    told = [line for line in lines if line not in (None, "")]
    return told[0] if len(told) == 1 else "\n".join(map(str, told)) or None


def parts_in(cell: object, field: Field, shown_as: str = "") -> Parts:
    """Read a whole answer out of one cell.

    Raises:
        CellError: what stands there cannot be the answer to this question.
    """
    if not isinstance(cell, str):
        return Parts(value=value_in(cell, field, shown_as))
    text = cell.strip()
    if _is_claim(text):
        return Parts(state=NOT_APPLICABLE, reason=text.partition(":")[2].strip())
    answer, evidence = _without_sources(text, field)
    if answer.lower() in _BLANK_WORDS:
        return Parts(state=answer.lower(), evidence=evidence)
    as_it_is = _LAST_LINE.fullmatch(answer)
    if as_it_is and not as_it_is["names"].strip():
        answer = as_it_is["above"] or ""
    return Parts(value=value_in(answer, field, shown_as), evidence=evidence)


def _without_sources(text: str, field: Field) -> tuple[str, tuple[str, ...]]:
    # In a long text, brackets at the end of a sentence are the writer's; in a number or a choice they can only be ours.
    found = (_LAST_LINE if field.kind == "text" else _SAME_LINE).fullmatch(text)
    names = names_in(found["names"]) if found else ()
    if found is None or not names or not all(map(_NAME.fullmatch, names)):
        return text, ()
    return (found["above"] or "").strip(), names


def _would_be_misread(text: str, field: Field) -> bool:
    return (
        _is_claim(text)
        or text.lower() in _BLANK_WORDS
        or bool(_LAST_LINE.fullmatch(text))
        or (field.kind != "text" and bool(_SAME_LINE.fullmatch(text)))
    )


def _is_claim(text: str) -> bool:
    return text.lower().startswith((CLAIM, f"{NOT_APPLICABLE}:"))


def state_in(cell: object) -> str:
    """Read the cell that says why there is no answer.

    Raises:
        CellError: it holds another word.
    """
    said = " ".join(str(cell or "").split()).casefold()
    known = {key: key for key in STATE_WORDS} | {words: key for key, words in STATE_WORDS.items()}
    if said and said not in known:
        raise CellError(f'"{said}"', f"nothing, or one of {', '.join(STATE_WORDS.values())}")
    return known.get(said, "")


def names_in(cell: object) -> tuple[str, ...]:
    """Read the names of sources, however they are parted."""
    return tuple(name for name in re.split(r"[\s,;]+", str(cell or "").strip("[] \n\t")) if name)


def value_in(cell: object, field: Field, shown_as: str = "") -> Any:
    """Read the value of an answer out of what a spreadsheet holds: a text, a number, a date or nothing.

    Raises:
        CellError: what is shown in the cell is not what it holds.
    """
    if isinstance(cell, bool):
        return ("yes" if cell else "no") if field.kind == "yes_no" else str(cell).lower()
    if isinstance(cell, int | float):
        return _number_in(cell, field, shown_as)
    if isinstance(cell, datetime.datetime | datetime.date):
        return _date_in(cell)
    if not isinstance(cell, str):
        if cell is None:
            return None
        raise CellError(f'a time of day ("{cell}")', "text", "Format the cell as text and type it again.")
    return _text_in(cell, field)


def _number_in(cell: float, field: Field, shown_as: str) -> object:
    if "%" in shown_as:
        found = f"a percentage, which the workbook keeps as {cell}"
        raise CellError(found, "the number alone", "Format the cell as text and type it again, without the % sign.")
    number = Decimal(repr(cell))
    plain = int(number) if number == number.to_integral_value() else number
    return plain if field.kind in _NUMERIC else str(plain)


def _date_in(cell: datetime.date) -> str:
    if isinstance(cell, datetime.datetime) and cell.time() != datetime.time():
        raise CellError(f'a date with a time of day ("{cell}")', "a date", "Type it as 2026-03-31.")
    return f"{cell:%Y-%m-%d}"


def _text_in(cell: str, field: Field) -> object:
    text = cell.strip()
    if not text:
        return None
    if field.kind == "list" and field.rows is not None:
        return [_choice_in(each, field.rows) for each in _listed(text, field.rows)]
    if field.kind in _NUMERIC and _NUMBER.fullmatch(text):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else number
    if field.kind == "yes_no":
        return text.lower()
    return _choice_in(text, field) if field.kind == "choice" else cell


def _listed(text: str, rows: Field) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    known = {_alike(choice_in_words(choice)) for choice in rows.choices}
    return [
        each
        for part in parts
        for each in ([part] if _alike(part) in known else [one.strip() for one in part.split(",") if one.strip()])
    ]


def _choice_in(text: str, field: Field) -> str:
    by_words = {_alike(choice_in_words(choice)): choice for choice in field.choices}
    by_words |= {_alike(choice): choice for choice in field.choices}
    return by_words.get(_alike(text), text.strip())


def _alike(words: str) -> str:
    return " ".join(
        re.sub("[_\u2010-\u2015-]", " ", words).split()
    ).casefold()  # any dash that a typist's machine may put in


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
