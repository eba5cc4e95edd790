"""Answers of a draft in words, for people who read and do not edit: by section, and where two drafts differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from evaluator.model.choice_words import choice_in_words
from evaluator.model.criteria import Pack
from evaluator.proposals.drafts import ROW_KEY, draft_parts, held_at, in_order, leaves, place_at, rows_at
from evaluator.proposals.parts import STATE_WORDS
from evaluator.proposals.shape import Field
from evaluator.web.topics import all_sections, guide_name, topic_of

_OF_WORDS = frozenset({"choice", "list"})


class Answered(NamedTuple):
    """One answer: what was asked, what was said, and with which sources."""

    address: str
    topic: str
    label: str
    said: str
    evidence: str


class Chapter(NamedTuple):
    """The answers of one section."""

    title: str
    answers: tuple[Answered, ...]


class Difference(NamedTuple):
    """One answer on both sides; empty where there was none."""

    label: str
    before: str
    after: str


def chapters(pack: Pack, draft: dict[str, Any]) -> list[Chapter]:
    """List what a draft answers, section by section."""
    answers = [answer_at(pack, draft, address) for address, _ in leaves(in_order(draft))]
    found = []
    for section in all_sections(pack, draft):
        within = tuple(each for each in answers if each.topic.partition(".")[0] == section.name)
        if within:
            found.append(Chapter(section.title, within))
    return found


def differences(pack: Pack, before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """List the answers in which two drafts differ."""
    addresses = dict.fromkeys(address for draft in (before, after) for address, _ in leaves(in_order(draft)))
    return [
        Difference(answer_at(pack, after if held_at(after, each) else before, each).label, was, is_)
        for each in addresses
        if (was := whole_answer(pack, before, each)) != (is_ := whole_answer(pack, after, each))
    ]


def whole_answer(pack: Pack, draft: dict[str, Any], address: str) -> str:
    """Say an answer with its sources; empty where there is none."""
    if held_at(draft, address) is None:
        return ""
    answer = answer_at(pack, draft, address)
    return f"{answer.said} [{answer.evidence}]" if answer.evidence else answer.said


def answer_at(pack: Pack, draft: dict[str, Any], address: str) -> Answered:
    """Say what stands at an address."""
    place, node = place_at(address), held_at(draft, address)
    field = place.field or Field("text")
    parts = draft_parts(node, field) if field.is_answer else draft_parts(node, Field("text"))
    said = [_value(parts.value, field)] if parts.value is not None else []
    if parts.state:
        said.append(f"{STATE_WORDS[parts.state]}: {parts.reason}" if parts.reason else STATE_WORDS[parts.state])
    label = ": ".join(_labels(pack, draft, address))
    return Answered(address, topic_of(address), label, "\n".join(said), ", ".join(parts.evidence))


def _labels(pack: Pack, draft: dict[str, Any], address: str) -> Iterator[str]:
    """Name a field with the rows that it lies in, such as `Proposed codes, row 1: Code`."""
    steps = address.split(".")
    for number, step in enumerate(steps, start=1):
        here = ".".join(steps[:number])
        if ROW_KEY.fullmatch(step):
            around = here.rpartition(".")[0]
            keys = [row.get("_key") for row in rows_at(draft, around)]
            yield f"{_label(pack, around)}, row {keys.index(step) + 1 if step in keys else '–'}"
    if not ROW_KEY.fullmatch(steps[-1]):
        yield _label(pack, address)


def _label(pack: Pack, address: str) -> str:
    guide = pack.fields.get(guide_name(address))
    return guide.label if guide is not None else address.rpartition(".")[2].replace("_", " ").capitalize()


def _value(value: object, field: Field) -> str:
    if isinstance(value, list):
        if any(isinstance(each, dict) for each in value):
            return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
        return ", ".join(choice_in_words(str(each)) for each in value)
    if isinstance(value, dict):
        return f"{len(value)} {'answer' if len(value) == 1 else 'answers'} below"
    return choice_in_words(str(value)) if field.kind in _OF_WORDS else str(value)
