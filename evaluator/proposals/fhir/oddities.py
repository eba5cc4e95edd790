"""What is off in a FHIR resource that is read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluator.model.notices import Notice, WarningCode
from evaluator.proposals.document import found_in
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


def oddities(tree: Tree) -> list[Notice]:
    """Say what a strict reader of FHIR would refuse, as far as it bears on the import."""
    return [*_codes(tree), *_lists(tree), *_state(tree)]


def _codes(tree: Tree) -> Iterator[Notice]:
    for leaf in tree.leaves:
        if _IS_CODE.search(leaf.name) and isinstance(leaf.value, str) and not _CODE.fullmatch(leaf.value):
            yield _off("space_in_code", leaf.path, leaf.value)


def _lists(tree: Tree) -> Iterator[Notice]:
    measure = tree.root.value
    for name in _REPEATS:
        if name in measure and not isinstance(measure[name], list):
            yield _off("no_list", f"Measure.{name}", measure[name])
    for node in _strays(tree):
        yield _off("no_object", node.path, node.value)


def _strays(tree: Tree) -> Iterator[Node]:
    for name in ("group", "identifier", "author", "relatedArtifact", "supplementalData"):
        yield from (node for node in tree.named(name) if node.is_leaf)


def _state(tree: Tree) -> Iterator[Notice]:
    if not tree.named("status"):
        yield Notice(code="no_status", where="Measure.status")
    if not tree.named("title"):
        yield Notice(code="no_title", where="Measure.title")


def _off(code: WarningCode, where: str, value: object) -> Notice:
    return Notice(code=code, where=where, values={"value": (found_in(value),)})
