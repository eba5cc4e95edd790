"""One answer in its parts, as every form shows it: its value, its state, why it does not apply, and its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from evaluator.model.choice_words import choice_in_words
from evaluator.proposals.shape import Field

UNKNOWN, ABSENT, NOT_APPLICABLE = "unknown", "absent", "not_applicable"
STATE_WORDS = {UNKNOWN: "not known yet", ABSENT: "there is none", NOT_APPLICABLE: "does not apply"}
BLANK_WORDS = (UNKNOWN, ABSENT)
NUMERIC = frozenset({"number", "whole", "year"})
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class AnswerError(ValueError):
    """No answer can be made of what is there; its words are found, expected and next step."""

    def __init__(self, found: str, expected: str, next_step: str = "") -> None:
        super().__init__(found)
        self.found, self.expected, self.next_step = found, expected, next_step


@dataclass(frozen=True)
class Parts:
    """An answer in the four parts that a form has a place for."""

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
    if value in BLANK_WORDS and isinstance(value, str):
        return Parts(state=value, evidence=evidence)
    return Parts(value=None if value in ("", [], {}) else value, evidence=evidence)


def raw_of(parts: Parts) -> object:
    """Put the parts of an answer together as a person would write it in a file; nothing is None.

    Raises:
        AnswerError: the parts contradict each other.
    """
    if parts.state and parts.value is not None:
        found = f"an answer, and beside it “{STATE_WORDS[parts.state]}”"
        raise AnswerError(found, "one of the two", "Clear the state, or clear the answer.")
    if parts.reason and parts.state != NOT_APPLICABLE:
        found = "a reason why it does not apply, without that state"
        raise AnswerError(found, f"“{STATE_WORDS[NOT_APPLICABLE]}” as its state", "Choose it, or clear the reason.")
    if parts.state == NOT_APPLICABLE:
        return _claim(parts)
    value = parts.state or parts.value
    if not parts.evidence:
        return value
    evidence = list(parts.evidence)
    return {**value, "evidence": evidence} if isinstance(value, dict) else {"value": value, "evidence": evidence}


def _claim(parts: Parts) -> dict[str, str]:
    if not parts.reason:
        raise AnswerError("no reason why it does not apply", "the reason in words")
    if parts.evidence:
        raise AnswerError("evidence for what does not apply", "the reason alone", "Name the source in the reason.")
    return {NOT_APPLICABLE: parts.reason}


def typed_value(typed: str, field: Field) -> object:
    """Read the value of an answer out of what a person typed; what fits nothing stays as it is."""
    text = typed.strip()
    if not text:
        return None
    if field.kind == "list" and field.rows is not None:
        return [_choice_in(each, field.rows) for each in _listed(text, field.rows)]
    if field.kind in NUMERIC and _NUMBER.fullmatch(text):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else number
    if field.kind == "yes_no":
        return text.lower()
    return _choice_in(text, field) if field.kind == "choice" else typed


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
