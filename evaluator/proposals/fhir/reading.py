"""What is said in the elements of a Measure: texts, placeholders, and the names of its groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from evaluator.model.notices import Notice, WarningCode
from evaluator.proposals.document import found_in
from evaluator.proposals.fhir.elements import PLACEHOLDER_STARTS, PLACEHOLDERS
from evaluator.proposals.fhir.nodes import Node, Tree
from evaluator.proposals.fhir.text import plain_text

_GROUP = re.compile(r"^Measure\.group\[(\d+)\]")


@dataclass(frozen=True)
class Said:
    """A text of the resource and the element it stands in."""

    node: Node
    text: str


@dataclass
class Reading:
    """One Measure while it is read: the answers so far, where each comes from and what must be told."""

    tree: Tree
    answers: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    warnings: list[Notice] = field(default_factory=list)
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.groups = _group_names(self.tree)

    @property
    def has_several_groups(self) -> bool:
        """Tell whether a text must say to which group it belongs."""
        return len(self.groups) > 1

    def answer(self, path: str, value: object, nodes: list[Node]) -> None:
        """Write an answer with its sources."""
        self.answers[path] = value
        self.source(path, nodes)

    def source(self, path: str, nodes: list[Node]) -> None:
        """Note which elements an answer was read from."""
        self.sources[path] = tuple(dict.fromkeys(node.path for node in nodes))
        self.read.update(self.sources[path])

    def warn(self, code: WarningCode, node: Node, value: object) -> None:
        """Note what is off in an element, with the value that was found there."""
        self.warnings.append(Notice(code=code, where=node.path, values={"value": (found_in(value),)}))

    def statements(self, nodes: list[Node]) -> tuple[list[Said], list[Node]]:
        """Part what is said from what only holds the place of an answer."""
        said: list[Said] = []
        left_open: list[Node] = []
        for node in nodes:
            text = self._text(node)
            if text and is_placeholder(text):
                left_open.append(node)
                self.read.add(node.path)
                self.warn("placeholder", node, text)
            elif text:
                said.append(Said(node, text))
        return said, left_open

    def group_names(self, node: Node) -> list[Node]:
        """List the elements that name the group in which an element stands."""
        return [name for name in self.tree.named("group.description") if group_of(name) == group_of(node)]

    def _text(self, node: Node) -> str:
        if isinstance(node.value, str):
            return plain_text(node.value)
        if isinstance(node.value, int | Decimal | float) and not isinstance(node.value, bool):
            self.warnings.append(Notice(code="number_as_text", where=node.path, values={"value": str(node.value)}))
            return str(node.value)
        self.warn("no_text", node, node.value)
        return ""


def is_placeholder(text: str) -> bool:
    """Tell whether a whole text only holds the place of an answer."""
    plain = text.strip().casefold()
    word = plain.strip("*_.[](){}<>\"' ")
    says_nothing = not any(character.isalnum() for character in plain)
    return says_nothing or plain in PLACEHOLDERS or word in PLACEHOLDERS or word.startswith(PLACEHOLDER_STARTS)


def group_of(node: Node) -> int:
    """Say in which group an element stands; outside all groups it belongs with the first."""
    found = _GROUP.match(node.path)
    return int(found[1]) if found else 0


def _group_names(tree: Tree) -> tuple[str, ...]:
    names = []
    for group in tree.named("group"):
        texts = [
            plain_text(node.value)
            for node in tree.under(group, "description") + tree.under(group, "code.text")
            if isinstance(node.value, str)
        ]
        stated = [" ".join(text.split()) for text in texts if text and not is_placeholder(text)]
        names.append(stated[0].rstrip(".:") if stated else group.path)
    return tuple(names)
