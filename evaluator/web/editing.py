"""What a person typed on one page of the form, put into a draft; nothing else of the draft is touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluator.proposals.drafts import draft_answer, draft_parts, held_at, with_held
from evaluator.proposals.parts import NOT_APPLICABLE, Parts
from evaluator.web.fields import ONE_OF, STATE_MARK, kind_of
from evaluator.web.posted import Posted
from evaluator.web.topics import Asked, Topic

PRESENT, VALUE, STATE, REASON, SOURCES = "f", "v", "s", "r", "e"


def edited(draft: dict[str, Any], topic: Topic, posted: Posted) -> dict[str, Any]:
    """Copy a draft with the answers of a page; a question that the page did not show keeps its answer."""
    shown = set(posted.all(PRESENT))
    if topic.number and held_at(draft, topic.address) is None:
        draft = with_held(draft, topic.address, {"_key": topic.address.rpartition(".")[2]})
    for asked in topic.questions:
        if asked.address in shown:
            draft = with_held(draft, asked.address, _held(draft, asked, posted))
    return draft


def _held(draft: dict[str, Any], asked: Asked, posted: Posted) -> object:
    field, address = asked.question.field, asked.address
    typed = posted.all(f"{VALUE}:{address}")
    if not field.is_answer:
        return (typed or [""])[0] or None
    parts = draft_parts(held_at(draft, address), field)
    state = posted.one(f"{STATE}:{address}")
    if kind_of(asked) in ONE_OF and "".join(typed[:1]).startswith(STATE_MARK):
        state, typed = typed[0].removeprefix(STATE_MARK), []
    return draft_answer(
        Parts(
            value=parts.value if asked.question.is_made_of_others else _value(typed, parts.value, field.kind),
            state=state,
            reason=_reason(posted.one(f"{REASON}:{address}"), state),
            evidence=tuple(_in_order(posted.all(f"{SOURCES}:{address}"), parts.evidence)),
        )
    )


def _value(typed: list[str], before: object, kind: str) -> object:
    if kind == "list":
        return _in_order([each for each in typed if each], before if isinstance(before, list) else []) or None
    return (typed or [""])[0] or None


def _in_order(chosen: Sequence[str], before: Sequence[str]) -> list[str]:
    """Keep the order in which somebody wrote what is ticked; a page lists it in its own."""
    return [*(each for each in before if each in chosen), *(each for each in chosen if each not in before)]


def _reason(reason: str, state: str) -> str:
    return reason if state == NOT_APPLICABLE or reason.strip() else ""
