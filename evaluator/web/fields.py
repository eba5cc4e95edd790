"""One question as a page shows it: label, help, what was typed, states, sources, rows, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from evaluator.errors import Fault
from evaluator.model.choice_words import choice_in_words
from evaluator.model.criteria import FieldGuide
from evaluator.proposals.drafts import KEY, draft_parts, held_at, in_order, place_at, rows_at
from evaluator.proposals.guidance import required, states
from evaluator.proposals.parts import STATE_WORDS, Parts
from evaluator.proposals.questions import IDENTITY
from evaluator.proposals.shape import FORM, Field
from evaluator.rendering.environment import exact
from evaluator.rendering.shapes import Fact
from evaluator.rendering.words import count
from evaluator.web.topics import Asked, row_title

_FEW = 8  # choices that a reader takes in at a glance; more of them stand in a list
_LIMITS = {IDENTITY: 120}
_LONGEST_SOURCE_NAME = 40
ONE_OF = frozenset({"radios", "select"})  # kinds in which a state is one more choice
STATE_MARK = "~"
_NO_STATE = {"radios": "No answer yet", "select": "No answer yet", "group": "Answered below, or not yet"}
_STATE_OF = {words: state for state, words in STATE_WORDS.items()}
_HINTS = {
    "date": "Such as 2026-03-31",
    "year": "Such as 2025",
    "whole": "A whole number, without unit",
    "number": "A number alone, without unit or % sign",
    "code": "Four digits and F, with X for digits not yet assigned, such as 300XF",
    "evidence_id": "Its name in the evidence register, such as E1",
    "hash": "The SHA-256 of the file: 64 digits from 0 to 9 and a to f",
}


class Choice(NamedTuple):
    """Something to tick or to choose."""

    value: Markup
    words: str
    chosen: bool


class Row(NamedTuple):
    """One row of a list."""

    address: str
    title: str
    fault: str


class FieldView(NamedTuple):
    """Everything that a page shows of one question."""

    address: str
    label: str
    kind: str
    level: int
    help: str
    serves: str
    examples: tuple[Fact, ...]
    hint: str
    required: str
    text: Markup
    choices: tuple[Choice, ...]
    instead: tuple[Choice, ...]
    states: tuple[Choice, ...]
    claims: bool
    reason: Markup
    sources: tuple[Choice, ...]
    sources_title: str
    rows: tuple[Row, ...]
    new_row: str
    fault: str
    limit: int
    length: int
    described: str


class Drawn(NamedTuple):
    """What the fields of a page are drawn from."""

    draft: dict[str, Any]
    faults: dict[str, Fault]
    serves: dict[str, str]
    remarks: dict[str, str]
    new_row: str


def field_view(asked: Asked, drawn: Drawn, level: int = 0) -> FieldView:
    """Draw one question."""
    question, address = asked.question, asked.address
    field, guide = question.field, question.guide
    parts, kind = _parts(held_at(drawn.draft, address), field), kind_of(asked)
    fault = drawn.faults.get(address) or drawn.faults.get(f"{address}.evidence")
    text = "" if question.is_made_of_others or not isinstance(parts.value, str) else parts.value
    states = tuple(_states(guide, parts, kind)) if field.is_answer else ()
    hint = " ".join(filter(None, [drawn.remarks.get(address), _HINTS.get(field.kind)]))
    limit = _limit(asked)
    described = [name for name, is_there in (("hint", hint), ("error", True), ("count", limit)) if is_there]
    # A source cites none by itself; where a file says that one does, it stays in sight and is sent with its page.
    cites = field.is_answer and (bool(parts.evidence) or not address.startswith("evidence.sources"))
    return FieldView(
        address=address,
        label=question.label,
        kind=kind,
        level=level,
        help=_help(guide),
        serves=drawn.serves.get(question.path, ""),
        examples=tuple(_examples(guide)),
        hint=hint,
        required=required(guide),
        text=exact(text),
        choices=tuple(_choices(field, parts, drawn)),
        instead=states if kind in ONE_OF else (),
        states=() if kind in ONE_OF else states,
        claims=bool(parts.reason) or (guide is not None and guide.may_claim_not_applicable),
        reason=exact(parts.reason),
        sources=tuple(_sources(parts, drawn)) if cites else (),
        sources_title=f"{count(len(parts.evidence), 'source')} chosen" if parts.evidence else "none chosen",
        rows=tuple(_rows(address, drawn)) if question.is_list_of_groups else (),
        new_row=f"{address}.{drawn.new_row}" if question.is_list_of_groups else "",
        fault=in_words(fault) if fault else "",
        limit=limit,
        length=len(text),
        described=" ".join(f"{name}-{address}" for name in described),
    )


def in_words(fault: Fault) -> str:
    """Say what is wrong with an answer, beside that answer."""
    sentence = f"Found {fault.found}; expected {fault.expected}."
    return f"{sentence} {fault.next_step}" if fault.next_step else sentence


def _parts(node: object, field: Field) -> Parts:
    return draft_parts(node, field) if field.is_answer else Parts(value=node)


def kind_of(asked: Asked) -> str:
    """Say with what a question is answered."""
    field = asked.question.field
    if asked.question.is_list_of_groups:
        return "rows"
    if field.group is not None:
        return "group"
    if field.kind == "list":
        return "checks"
    if field.kind in ("choice", "yes_no"):
        return "radios" if len(_offered(field)) <= _FEW else "select"
    if field.kind == "evidence_id":
        return "select" if field.is_answer else "line"
    return "text" if field.kind == "text" and asked.address != IDENTITY else "line"


def _limit(asked: Asked) -> int:
    if asked.question.field.kind == "evidence_id" and not asked.question.field.is_answer:
        return _LONGEST_SOURCE_NAME
    return _LIMITS.get(asked.address, 0)


def _examples(guide: FieldGuide | None) -> Iterator[Fact]:
    if guide is not None:
        named = (("Good example", guide.good), ("Poor example", guide.poor))
        yield from (Fact(name, example) for name, example in named if example)


def _help(guide: FieldGuide | None) -> str:
    return guide.help.replace("`absent`", f"“{STATE_WORDS['absent']}”") if guide else ""


def _offered(field: Field) -> list[tuple[str, str]]:
    if field.kind == "yes_no":
        return [("yes", "Yes"), ("no", "No")]
    held = field.rows.choices if field.kind == "list" and field.rows else field.choices
    return [(choice, _capital(choice_in_words(choice))) for choice in held]


def _choices(field: Field, parts: Parts, drawn: Drawn) -> Iterator[Choice]:
    if field.group is not None or (field.rows is not None and field.rows.group is not None):
        return
    offered = _offered(field)
    if field.kind == "evidence_id":
        offered = [(name, f"{name}: {cited}") for name, cited in _register(drawn)] if field.is_answer else []
    elif field.kind not in ("list", "choice", "yes_no"):
        return
    held = parts.value if isinstance(parts.value, list) else [parts.value] if isinstance(parts.value, str) else []
    known = [value for value, _ in offered]
    strays = [(value, f"{value} (not one of the choices)") for value in held if value not in known]
    for value, words in [*offered, *strays]:
        yield Choice(exact(value), words, value in held)


def _states(guide: FieldGuide | None, parts: Parts, kind: str) -> Iterator[Choice]:
    mark, first = STATE_MARK if kind in ONE_OF else "", _NO_STATE.get(kind, "Answered above, or not yet")
    is_open = not parts.state and (kind not in ONE_OF or parts.value is None)
    yield Choice(exact(""), first, is_open)
    allowed = [_STATE_OF[words] for words in states(guide)]
    strays = [parts.state] if parts.state and parts.state not in allowed else []
    for state in [*allowed, *strays]:
        yield Choice(exact(f"{mark}{state}"), _capital(STATE_WORDS[state]), parts.state == state)


def _sources(parts: Parts, drawn: Drawn) -> Iterator[Choice]:
    register = dict(_register(drawn))
    for name in dict.fromkeys([*register, *parts.evidence]):
        cited = register.get(name, "not in the evidence register")
        yield Choice(exact(name), f"{name}: {cited}", name in parts.evidence)


def _register(drawn: Drawn) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows_at(drawn.draft, "evidence.sources"), start=1):
        if isinstance(row.get("id"), str):
            without_name = {key: held for key, held in row.items() if key == "citation"}
            yield row["id"], row_title(without_name, number) if without_name else "no citation yet"


def _rows(address: str, drawn: Drawn) -> Iterator[Row]:
    for number, row in enumerate(in_order(rows_at(drawn.draft, address), place_at(address).field or FORM), start=1):
        here = f"{address}.{row[KEY]}"
        faults = sum(each == here or each.startswith(f"{here}.") for each in drawn.faults)
        yield Row(here, row_title(row, number), f"{count(faults, 'answer')} to put right" if faults else "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
