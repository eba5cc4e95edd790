"""One answer as it stands in cells, and back."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from evaluator.model.choice_words import choice_in_words
from evaluator.proposals.parts import BLANK_WORDS, NOT_APPLICABLE, NUMERIC, STATE_WORDS, AnswerError, Parts, typed_value
from evaluator.proposals.shape import Field

CLAIM = "does not apply:"
_FIRST_DATE = datetime.date(1900, 3, 1)  # spreadsheets disagree about earlier ones, which stand as texts
_EXACT_DIGITS = 15  # what every spreadsheet keeps of a number
# A last line such as [E1, E2] names sources. An empty one says that what stands above it is the answer, word for word.
_LAST_LINE = re.compile(r"(?:(?P<above>.*)\n)?[ \t]*\[(?P<names>[^\[\]\n]*)\]\s*", re.DOTALL)
_SAME_LINE = re.compile(r"(?P<above>.*\S)?\s*\[(?P<names>[^\[\]\n]*)\]\s*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_AS_IT_IS = "[]"


def cell_value(value: object, field: Field) -> object:
    """Write the value of an answer for a cell: a number, a date or a text."""
    if isinstance(value, list):
        return "; ".join(str(cell_value(each, field.rows or field)) for each in value)
    if field.kind == "choice":
        return choice_in_words(str(value))
    if field.kind == "date" and isinstance(value, str):
        date = datetime.date.fromisoformat(value)
        return date if date >= _FIRST_DATE else value
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
        AnswerError: what stands there cannot be the answer to this question.
    """
    if not isinstance(cell, str):
        return Parts(value=value_in(cell, field, shown_as))
    text = cell.strip()
    if _is_claim(text):
        return Parts(state=NOT_APPLICABLE, reason=text.partition(":")[2].strip())
    answer, evidence = _without_sources(text, field)
    if answer.lower() in BLANK_WORDS:
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
        or text.lower() in BLANK_WORDS
        or bool(_LAST_LINE.fullmatch(text))
        or (field.kind != "text" and bool(_SAME_LINE.fullmatch(text)))
    )


def _is_claim(text: str) -> bool:
    return text.lower().startswith((CLAIM, f"{NOT_APPLICABLE}:"))


def state_in(cell: object) -> str:
    """Read the cell that says why there is no answer.

    Raises:
        AnswerError: it holds another word.
    """
    said = " ".join(str(cell or "").split()).casefold()
    known = {key: key for key in STATE_WORDS} | {words: key for key, words in STATE_WORDS.items()}
    if said and said not in known:
        raise AnswerError(f'"{said}"', f"nothing, or one of {', '.join(STATE_WORDS.values())}")
    return known.get(said, "")


def names_in(cell: object) -> tuple[str, ...]:
    """Read the names of sources, however they are parted."""
    return tuple(name for name in re.split(r"[\s,;]+", str(cell or "").strip("[] \n\t")) if name)


def value_in(cell: object, field: Field, shown_as: str = "") -> Any:
    """Read the value of an answer out of what a spreadsheet holds: a text, a number, a date or nothing.

    Raises:
        AnswerError: what is shown in the cell is not what it holds.
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
        raise AnswerError(f'a time of day ("{cell}")', "text", "Format the cell as text and type it again.")
    return typed_value(cell, field)


def _number_in(cell: float, field: Field, shown_as: str) -> object:
    if "%" in shown_as:
        found = f"a percentage, which the workbook keeps as {cell}"
        raise AnswerError(found, "the number alone", "Format the cell as text and type it again, without the % sign.")
    number = Decimal(repr(cell))
    plain = int(number) if number == number.to_integral_value() else number
    return plain if field.kind in NUMERIC else str(plain)


def _date_in(cell: datetime.date) -> str:
    if isinstance(cell, datetime.datetime) and cell.time() != datetime.time():
        raise AnswerError(f'a date with a time of day ("{cell}")', "a date", "Type it as 2026-03-31.")
    return f"{cell:%Y-%m-%d}"


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
