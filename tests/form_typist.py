"""Somebody who types the answers of a proposal into the form, page by page, as they are read off a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from web_server import PACK

from evaluator.proposals.drafts import KEY, draft_parts, held_at, place_at
from evaluator.web.fields import ONE_OF, kind_of
from evaluator.web.topics import Asked, topic_at

TEXT, SELECT, OPTION, STATE, SOURCE = "text", "select", "option", "state", "source"


class Hand(Protocol):
    """What a person does with a page; `address` names a field, and a control is one of the words above."""

    def sections(self) -> list[str]:
        """Name the sections that the page of a proposal leads to."""

    def turn_to(self, section: str) -> None:
        """Open a section; none is the page of the proposal."""

    def asked(self, answers: Iterable[str] = ()) -> set[str]:
        """Name what the page asks, and unfold it where these are folded away."""

    def type(self, address: str, control: str, text: str) -> None:
        """Write a text, or choose from a list."""

    def tick(self, address: str, control: str, value: str) -> None:
        """Tick a box, or choose one of several."""

    def add_row(self, address: str) -> None:
        """Add a row to a list, and turn to its page."""

    def row(self) -> str:
        """Name the key of the row that the page is about."""

    def send(self, button: str) -> None:
        """Press a button at the end of the page."""


class Typist:
    """Fills in all that a draft holds; `not_asked` is what no page asked for."""

    def __init__(self, hand: Hand, draft: dict[str, Any]) -> None:
        self._hand, self._draft = hand, draft
        self.not_asked: list[str] = []

    def fill_in(self) -> None:
        """Go through the sections by their links; the register first, since the others cite it."""
        sections = self._hand.sections()
        for section in sorted(sections, key=lambda name: (name != "change", name != "evidence")):
            if self._held(section):
                self._hand.turn_to(section)
                self._topic(section, section, "Save")
        self._hand.turn_to("")

    def _topic(self, here: str, there: str, at_last: str) -> None:
        """Fill in the page `there` with what the draft holds at `here`; a row has another key on the page."""
        left = self._held(here)
        # An answer may bring further questions.
        for _ in range(2):
            left = self._fill(left, here, there, at_last)
            if not left:
                return
        self.not_asked += [asked.question.path for asked, _ in left]
        self._hand.send(at_last)

    def _held(self, here: str) -> list[tuple[Asked, object]]:
        topic = topic_at(PACK, self._draft, here)
        assert topic is not None
        return [(asked, held) for asked in topic.questions if (held := held_at(self._draft, asked.address)) is not None]

    def _fill(
        self, answers: list[tuple[Asked, object]], here: str, there: str, at_last: str
    ) -> list[tuple[Asked, object]]:
        """Type what the page asks and save, at last by another button; give back what it does not ask."""
        places = {asked: there + asked.address.removeprefix(here) for asked, _ in answers}
        places = {asked: place if asked.address.startswith(here) else asked.address for asked, place in places.items()}
        # Rows first: what is in the register can be cited on the same page, and on their number hangs what is asked.
        shown = self._hand.asked()
        for asked, node in answers:
            rows = _rows(node) if asked.question.is_list_of_groups and places[asked] in shown else None
            if isinstance(rows, list) and rows:
                self._rows(asked.address, places[asked], rows)
        shown = self._hand.asked(places.values())
        for asked, node in answers:
            if places[asked] in shown:
                self._answer(asked, node, places[asked])
        left = [each for each in answers if places[each[0]] not in shown]
        self._hand.send("Save" if left else at_last)
        return left

    def _rows(self, here: str, there: str, rows: list[dict[str, Any]]) -> None:
        self._hand.add_row(there)
        for row in rows:
            at_last = "Save and go back" if row is rows[-1] else "Save and add another"
            self._topic(f"{here}.{row[KEY]}", f"{there}.{self._hand.row()}", at_last)

    def _answer(self, asked: Asked, node: object, address: str) -> None:
        parts, kind = draft_parts(node, place_at(asked.address).field or asked.question.field), kind_of(asked)
        if not asked.question.field.is_answer:
            self._hand.type(address, TEXT, str(node))
            return
        if kind in ONE_OF:
            value = str(parts.value) if parts.value is not None else f"~{parts.state}"
            if kind == "select":
                self._hand.type(address, SELECT, value)
            else:
                self._hand.tick(address, OPTION, value)
        elif kind == "checks":
            for value in parts.value or []:
                self._hand.tick(address, OPTION, str(value))
        elif kind in ("text", "line") and parts.value is not None:
            self._hand.type(address, TEXT, str(parts.value))
        if parts.state and kind not in ONE_OF:
            self._hand.tick(address, STATE, parts.state)
        for source in parts.evidence:
            self._hand.tick(address, SOURCE, source)


def _rows(node: object) -> object:
    return node.get("value") if isinstance(node, dict) else node


def in_any_order(held: Any) -> Any:
    """Put what was ticked into one order: a page has it in its own."""
    if isinstance(held, dict):
        return {key: in_any_order(each) for key, each in held.items()}
    if isinstance(held, list):
        return sorted(held) if isinstance(held[0], str) else [in_any_order(each) for each in held]
    return held
