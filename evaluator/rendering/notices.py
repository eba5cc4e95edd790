"""Notices in words: the sentences of which a result keeps the code and the values."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, get_args

from evaluator.model.notices import AsideReason, FoundKind, LapseReason, NoticeCode, WarningCode
from evaluator.rendering.catalogue import ENGLISH, say, speaking
from evaluator.rendering.values import date_in_words
from evaluator.rendering.words import FINDINGS, joined

if TYPE_CHECKING:
    from evaluator.model.notices import Found, Notice
    from evaluator.proposals.warned import Warned

PHRASES: dict[NoticeCode, str] = {
    "text": "notice.text",
    **{code: f"warning.{code}" for code in get_args(WarningCode)},
    **{code: f"lapse.{code}" for code in get_args(LapseReason)},
    **{code: f"aside.{code}" for code in get_args(AsideReason)},
}

FOUND: dict[FoundKind, str] = {kind: f"found.{kind}" for kind in get_args(FoundKind)}


def notice_in_words(notice: Notice | None) -> str:
    """Say a notice in the language of the report; nothing where there is none."""
    if notice is None:
        return ""
    said = say(PHRASES[notice.code], **{name: _shown(name, value) for name, value in notice.values.items()})
    placed = say("notice.at", where=notice.where, said=said) if notice.where else said
    return " ".join(filter(None, [placed, notice_in_words(notice.because)]))


def unsayable(notice: Notice) -> str:
    """Tell why a notice cannot be said, such as a value that it lacks; empty where it can be."""
    try:
        with speaking(ENGLISH):
            notice_in_words(notice)
    except (TypeError, ValueError) as error:  # other values than the phrase says, or none of their kind
        return str(error)
    return ""


def warned_in_words(warned: Warned) -> str:
    """Say a warning behind the file and the line or cell that it is about."""
    spot = warned.cell or warned.line
    place = f"{warned.file}:{spot}" if spot else warned.file
    said = notice_in_words(warned.notice)
    return say("notice.at", where=place, said=said) if place else said


def _shown(name: str, value: str | tuple[Found, ...]) -> str:
    if isinstance(value, tuple):
        return joined([_found(each) for each in value])
    if name.startswith("date"):
        return date_in_words(datetime.date.fromisoformat(value))
    if name.startswith("finding"):
        words: dict[Any, str] = {word: mark.word for word, mark in FINDINGS.items()}
        return words.get(value, value)
    return value


def _found(value: Found) -> str:
    if value.kind == "list":
        return say(FOUND["list"], n=int(value.text))
    return say(FOUND[value.kind], text=value.text) if value.text else say(FOUND[value.kind])
