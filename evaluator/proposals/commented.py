"""An imported record as a YAML proposal in which each answer names the places that it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluator.proposals.imported import Imported
from evaluator.proposals.yaml_writing import inline

_INTRODUCTION = (
    "Imported from {what}. Behind each answer stands the {place} that it was read from.",
    "What the {whole} does not say is left out; nothing was added. Read it through before you use it.",
)
OF_MEASURE = {"what": "a FHIR Measure", "place": "element", "whole": "resource"}
_LONGEST_ON_ONE_LINE = 80


def to_commented_yaml(imported: Imported, warnings: Sequence[str], words: Mapping[str, str] = OF_MEASURE) -> str:
    """Write the proposal with its sources, with the warnings, in words, above it and what was left out below it."""
    lines = [f"# {_one_line(line.format(**words))}" for line in _INTRODUCTION]
    lines += ["#", "# To look at:", *(f"# - {_one_line(warning)}" for warning in warnings)] if warnings else []
    lines += ["", *_mapping(imported.written, imported, "", 0)]
    lines += (
        ["", f"# In the {words['whole']}, and not imported:", *(f"# - {path}" for path in imported.unmapped)]
        if imported.unmapped
        else []
    )
    # Halves of characters, which no file can hold, may stand in the names that a source has.
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace").decode()


def _mapping(values: dict[str, Any], imported: Imported, before: str, depth: int) -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        path = f"{before}{key}"
        lines += _entry(f"{'  ' * depth}{key}:", value, imported, path, depth)
    return lines


def _entry(head: str, value: object, imported: Imported, path: str, depth: int) -> list[str]:
    whole = ", ".join(imported.sources.get(path, ()))
    if whole and isinstance(value, dict | list):
        head = f"{head}  # {whole}"
    if isinstance(value, dict) and value:
        return [head, *_mapping(value, imported, f"{path}.", depth + 1)]
    if isinstance(value, list):
        return [
            head,
            *(line for place, row in enumerate(value) for line in _row(row, imported, f"{path}.{place}", depth + 1)),
        ]
    return _scalar(head, value, ", ".join(imported.sources.get(path, ())), depth)


def _row(row: dict[str, Any] | str, imported: Imported, path: str, depth: int) -> list[str]:
    if isinstance(row, str):
        return _scalar(f"{'  ' * depth}-", row, ", ".join(imported.sources.get(path, ())), depth)
    first, *others = _mapping(row, imported, f"{path}.", depth + 1)
    return [f"{'  ' * depth}- {first.lstrip()}", *others]


def _scalar(head: str, value: object, source: str, depth: int) -> list[str]:
    comment = f"  # {source}" if source else ""
    if isinstance(value, str) and ("\n" in value or len(value) > _LONGEST_ON_ONE_LINE):
        indent = "  " * (depth + 1)
        return [f"{head} |-{comment}", *(f"{indent}{line}" if line else "" for line in value.split("\n"))]
    return [f"{head} {inline(value)}{comment}"]


def _one_line(text: str) -> str:
    return " ".join(text.split())
