"""The elements of a FHIR resource, each with its path and with a name that is the same in every resource."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

_DEEPEST = 60


@dataclass(frozen=True)
class Node:
    """One element: its path, and its name without places, such as `group.population(numerator).description`."""

    path: str
    name: str
    value: Any

    @property
    def is_leaf(self) -> bool:
        """Tell whether this element holds a value and no elements."""
        return not isinstance(self.value, dict | list)


class Tree:
    """All elements of one resource, found by name."""

    def __init__(self, resource: dict[str, Any], kind: str = "Measure") -> None:
        self.root = Node(kind, "", resource)
        self.by_name: dict[str, list[Node]] = {}
        self.leaves: list[Node] = []
        for node in _walk(self.root, 0):
            self.by_name.setdefault(node.name, []).append(node)
            if node.is_leaf:
                self.leaves.append(node)

    def nodes(self) -> Iterator[Node]:
        """Yield every element that says something."""
        return chain.from_iterable(self.by_name.values())

    def named(self, name: str) -> list[Node]:
        """List the elements of this name, in the order of the resource."""
        return self.by_name.get(name, [])

    def under(self, node: Node, name: str) -> list[Node]:
        """List the elements that this name leads to from a node; the empty name is the node itself."""
        if not name:
            return [node]
        return [found for found in self.named(f"{node.name}.{name}") if lies_in(found.path, node.path)]


def lies_in(path: str, outer: str) -> bool:
    """Tell whether a path is the outer one or leads on from it."""
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def is_empty(value: object) -> bool:
    """Tell whether an element says nothing."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ({}, [])


def items(value: object) -> list[Any]:
    """Read an element that may repeat; one that stands alone without its list is read as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _walk(node: Node, depth: int) -> Iterator[Node]:
    if is_empty(node.value) or depth > _DEEPEST:
        return
    yield node
    if isinstance(node.value, dict):
        for key, value in node.value.items():
            for child in _children(node, str(key), value):
                yield from _walk(child, depth + 1)


def _children(parent: Node, key: str, value: object) -> Iterator[Node]:
    path = f"{parent.path}.{key}"
    name = f"{parent.name}.{key}" if parent.name else key
    kind_of = _KINDS.get(key)
    listed = isinstance(value, list)
    for place, item in enumerate(_flat(items(value))):
        kind = kind_of(item) if kind_of is not None and isinstance(item, dict) else ""
        yield Node(f"{path}[{place}]" if listed else path, f"{name}({kind})" if kind else name, item)


def _flat(values: list[Any]) -> list[Any]:
    # A list inside a list is no FHIR; its text is still text.
    return [inner for value in values for inner in (_flat(value) if isinstance(value, list) else [value])]


# FHIR's code system measure-population.
POPULATIONS = frozenset(
    {
        "initial-population",
        "numerator",
        "numerator-exclusion",
        "denominator",
        "denominator-exclusion",
        "denominator-exception",
        "measure-population",
        "measure-population-exclusion",
        "measure-observation",
    }
)


def _codes(concept: object) -> list[str]:
    codings = items(concept.get("coding")) if isinstance(concept, dict) else []
    return [str(coding.get("code", "")).strip() for coding in codings if isinstance(coding, dict)]


def _usage(holder: dict[str, Any], key: str) -> list[str]:
    return [code for concept in items(holder.get(key)) for code in _codes(concept)]


def _kind_of_population(item: dict[str, Any]) -> str:
    """Read the kind from the code or, where that tells none of FHIR's, from what people read beside it."""
    codes = [code for code in _usage(item, "code") if code]
    kinds = [kind for words in (*codes, *_names(item.get("code"))) if (kind := _as_kind(words)) in POPULATIONS]
    return next(iter([*kinds, *codes]), "")


def _names(concept: object) -> list[str]:
    if not isinstance(concept, dict):
        return [concept] if isinstance(concept, str) else []
    codings = [coding for coding in items(concept.get("coding")) if isinstance(coding, dict)]
    said = [*(coding.get("display") for coding in codings), concept.get("text")]
    return [name for name in said if isinstance(name, str)]


def _as_kind(words: str) -> str:
    kind = re.sub(r"[\s_-]+", "-", words.strip().casefold())
    return kind if kind in POPULATIONS else kind.removesuffix("s")


def _kind_of_supplement(item: dict[str, Any]) -> str:
    return "risk-adjustment-factor" if "risk-adjustment-factor" in _usage(item, "usage") else "supplemental-data"


def _kind_of_artifact(item: dict[str, Any]) -> str:
    resource = str(item.get("resource") or "")
    return "value-set" if "ValueSet/" in resource else str(item.get("type") or "").strip()


def _kind_of_extension(item: dict[str, Any]) -> str:
    url = str(item.get("url") or "").strip().rstrip("/").rpartition("/")[2]
    inner = [part for part in items(item.get("extension")) if isinstance(part, dict)]
    codes = [code for part in inner for code in _codes(part.get("valueCodeableConcept"))]
    return f"{url}/risk-adjustment-factor" if "risk-adjustment-factor" in codes else url


def _kind_of_contained(item: dict[str, Any]) -> str:
    return str(item.get("resourceType") or "").strip()


_KINDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "population": _kind_of_population,
    "supplementalData": _kind_of_supplement,
    "relatedArtifact": _kind_of_artifact,
    "extension": _kind_of_extension,
    "contained": _kind_of_contained,
}


def unread(tree: Tree, read: Iterable[str]) -> list[str]:
    """List what was not read: of an element of which nothing was read only its own path."""
    return _unread(tree.root, frozenset(read), 0)[1]


# What says of which kind an element is has been read with the element, or left with it.
_STRUCTURE = re.compile(
    r"(^|\.)resourceType$|extension\([^)]*\)\.url$|population\([^)]*\)\.code(\..*)?$"
    r"|supplementalData\(risk-adjustment-factor\)\.usage(\..*)?$|extension\([^)]*/risk-adjustment-factor\)\.extension\(usage\)\..*"
    r"|relatedArtifact\([^)]*\)\.type$"
)


def _unread(node: Node, read: frozenset[str], depth: int) -> tuple[bool, list[str]]:
    if node.path in read:
        return True, []
    if is_empty(node.value) or depth > _DEEPEST or _STRUCTURE.search(node.name):
        return False, []
    if node.is_leaf:
        return False, [node.path]
    anything_read = depth == 0
    paths: list[str] = []
    for key, value in node.value.items():
        found = [_unread(child, read, depth + 1) for child in _children(node, str(key), value)]
        if any(was_read for was_read, _ in found):
            anything_read = True
            paths += [path for _, inner in found for path in inner]
        elif any(inner for _, inner in found):
            paths.append(f"{node.path}.{key}")
    return anything_read, paths if anything_read or not paths else [node.path]
