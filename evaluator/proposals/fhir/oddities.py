"""What is off in a FHIR resource that is read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluator.proposals.document import shown
from evaluator.proposals.fhir.nodes import Node, Tree

# FHIR R4: a code has no white space at either end, and inside no more than one blank at a time.
_CODE = re.compile(r"[^\s]+( [^\s]+)*")
_IS_CODE = re.compile(r"(^|\.)(status|language|valueCode|coding\.code)$")
_REPEATS = (
    "author",
    "contact",
    "contained",
    "definition",
    "extension",
    "group",
    "identifier",
    "library",
    "relatedArtifact",
    "supplementalData",
    "type",
)


def oddities(tree: Tree) -> list[str]:
    """Say what a strict reader of FHIR would refuse, as far as it bears on the import."""
    return [*_codes(tree), *_lists(tree), *_state(tree)]


def _codes(tree: Tree) -> Iterator[str]:
    for leaf in tree.leaves:
        if _IS_CODE.search(leaf.name) and isinstance(leaf.value, str) and not _CODE.fullmatch(leaf.value):
            yield f"{leaf.path}: white space inside a code, {shown(leaf.value)}; read as a text."


def _lists(tree: Tree) -> Iterator[str]:
    measure = tree.root.value
    for name in _REPEATS:
        if name in measure and not isinstance(measure[name], list):
            yield f"Measure.{name}: found {shown(measure[name])} where a list is expected; read as a list of one."
    for node in _strays(tree):
        yield f"{node.path}: found {shown(node.value)} where an object is expected; not imported."


def _strays(tree: Tree) -> Iterator[Node]:
    for name in ("group", "identifier", "author", "relatedArtifact", "supplementalData"):
        yield from (node for node in tree.named(name) if node.is_leaf)


def _state(tree: Tree) -> Iterator[str]:
    if not tree.named("status"):
        yield "Measure.status: FHIR demands it and it is not there."
    if not tree.named("title"):
        yield "Measure.title: the measure has no title."
