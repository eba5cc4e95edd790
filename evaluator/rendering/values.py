"""Single values as a reader wants them: choices as words, dates written out, long texts cut."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from evaluator.model.choice_words import CHOICE_WORDS, choice_in_words
from evaluator.model.proposal import Proposal
from evaluator.rendering.catalogue import say

LONGEST_VALUE = 320
_MONTHS = {number: f"month.{number}" for number in range(1, 13)}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODED = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")


def date_in_words(date: datetime.date) -> str:
    """Write a date out, so that day and month cannot be mistaken for each other."""
    return say("language.date", day=date.day, month=say(_MONTHS[date.month]), year=date.year)


def number_in_words(number: int) -> str:
    """Write a long number so that its thousands can be told apart."""
    return f"{number:,}".replace(",", say("language.thousands"))


def value_in_words(value: str) -> str:
    """Show an answer as a person would say it: choices and dates in words, what was typed freely as it was typed."""
    if _ISO_DATE.fullmatch(value):
        return _iso_date_in_words(value)
    tokens = value.split(", ")
    if all(token in _choices() for token in tokens):
        return ", ".join(choice_in_words(token) for token in tokens)
    return sentence_in_words(value)


def sentence_in_words(sentence: str) -> str:
    """Replace choices of the form that a sentence cites, such as `intermediate_outcome`, by their words."""
    if "_" not in sentence:
        return sentence
    return _CODED.sub(lambda found: choice_in_words(found[0]) if found[0] in _choices() else found[0], sentence)


@lru_cache(maxsize=4096)
def name_in_words(name: str) -> str:
    """Turn a key such as `large_population` or `EVIDENCE_MISSING` into words with a capital."""
    words = CHOICE_WORDS.get(name, name.replace("_", " ").replace("-", " ").lower())
    return words[:1].upper() + words[1:]


def shortened(text: str) -> str:
    """Cut a very long text at a word and say so; the proposal itself holds it in full."""
    if len(text) <= LONGEST_VALUE:
        return text
    begins = text[:LONGEST_VALUE].rsplit(None, 1)[0]
    return say("reading.shortened", text=begins, characters=number_in_words(len(text)))


def _iso_date_in_words(value: str) -> str:
    try:
        return date_in_words(datetime.date.fromisoformat(value))
    except ValueError:
        return value


@cache
def _choices() -> frozenset[str]:
    return frozenset(_choices_within(Proposal))


def _choices_within(kind: Any) -> set[str]:
    if get_origin(kind) is Literal:
        return {choice for choice in get_args(kind) if isinstance(choice, str)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        inner = [field.annotation for field in kind.model_fields.values()]
    else:
        inner = list(get_args(kind))
    return {choice for each in inner for choice in _choices_within(each)}
