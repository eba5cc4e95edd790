"""Facts, and the arithmetic on them: counting members, and how far each rank is from `k`. No decision is made here.

A fact is a mapping with an `id`, a `kind` and the id of the group, part or criterion that it is `of`. The trace keeps
it whole; the engine is handed what its rules compare (`wire`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from evaluator.engine.rules import SUMMARY_COLUMNS

Fact = dict[str, str | int]

COLUMNS = ("true", "false", "inherent", "unknown", "judgement", "claimed", "error")
_COLUMN_OF = {"met": "true", "incomplete": "unknown", "needs_judgement": "judgement", "error": "error"}
_RANKS = ("left", "spare", "low_met", "high_met", "low_judged", "high_judged", "low_open", "high_open", "closable")
_COMPARED: dict[str, tuple[str, ...]] = {
    "all": ("inherent", "false", "error", "unknown", "judged", "true"),
    "any": ("true", "error", "judgement", "unknown", "false", "inherent", "claimed"),
    "at_least": _RANKS,
    "finding": ("parent", "place", "finding"),
    "roster": ("of", "gathers"),
    "applies": ("of", "outcome"),
    "disposed": ("of", "outcome"),
    "summary": SUMMARY_COLUMNS,
}
_TEXTS = frozenset(("parent", "place", "finding", "of", "outcome"))


def _pattern(kind: str) -> str:
    names = ",".join(f'"{name}":%s' for name in _COMPARED[kind])
    return f'{{"id":%s,"kind":"{kind}",{names}}}'


_WIRE = {kind: (_pattern(kind), [(name, name in _TEXTS) for name in names]) for kind, names in _COMPARED.items()}


def wire(fact: Fact) -> str:
    """Write what the rules compare as the engine's parser reads it: whole numbers and JSON texts only."""
    pattern, names = _WIRE[str(fact["kind"])]
    values = [quoted(str(fact[name])) if is_text else fact[name] for name, is_text in names]
    return pattern % (quoted(str(fact["id"])), *values)


@lru_cache(maxsize=65536)
def quoted(text: str) -> str:
    """Write a text as JSON, always in the same way: the engine compares raw JSON."""
    return json.dumps(text)


def counts_of(findings: Iterable[Fact], base: Mapping[str, str | int]) -> dict[str, int]:
    """Add findings to the counts that a roster brings from its direct checks."""
    counts = {column: int(base.get(column, 0)) for column in COLUMNS}
    flagged = int(base.get("flagged", 0))
    for fact in findings:
        word = fact["finding"]
        flagged |= int(fact["flagged"])
        if word == "tally":
            for column in COLUMNS:
                counts[column] += int(fact[column])
        elif word == "not_met":
            counts["inherent" if fact["inherent"] else "false"] += 1
        elif word in _COLUMN_OF:
            counts[_COLUMN_OF[str(word)]] += 1
    return {**counts, "flagged": 1 if flagged or counts["error"] else 0}


def counts_fact(of: str, mode: str, k: int, counts: Mapping[str, int]) -> Fact:
    """Write the counts of a group with what the rules of its mode compare."""
    fact: Fact = {"id": f"counts:{of}", "kind": mode, "of": of, **counts}
    if mode == "all":
        fact["judged"] = counts["judgement"] + counts["claimed"]
    elif mode == "at_least":
        fact.update(_ranks(counts, k))
    return fact


def _ranks(counts: Mapping[str, int], k: int) -> dict[str, int]:
    met, error = counts["true"], counts["error"]
    judged = met + counts["judgement"] + counts["claimed"]
    not_closed = judged + counts["unknown"]
    left = not_closed + counts["false"] + counts["inherent"] + error
    numbers = (
        left,
        left - k,
        met - k,
        met + error - k,
        judged - k,
        judged + error - k,
        not_closed - k,
        not_closed + error - k,
        left - counts["inherent"] - k,
    )
    return dict(zip(_RANKS, numbers, strict=True))


def summary_counts(findings: Iterable[Fact]) -> dict[str, int]:
    """Count the criteria and the form check by what the recommendation asks."""
    totals = dict.fromkeys(SUMMARY_COLUMNS, 0)
    for fact in findings:
        if fact["finding"] == "tally":
            for column in SUMMARY_COLUMNS:
                totals[column] += int(fact[column])
        else:
            for column in _summary_columns(fact):
                totals[column] += 1
    return totals


def _summary_columns(fact: Fact) -> list[str]:
    word, form = fact["finding"], fact["role"] == "form"
    unsettled = word == "error" or (word == "not_met" and fact["flagged"] and not fact["inherent"])
    columns = []
    if word == "not_met" and fact["inherent"] and not form:
        columns.append("inherent")
    if unsettled and fact["capable"] and not form:
        columns.append("capable_errors")
    if word == "error":
        columns.append("form_errors" if form else "errors")
    if word in ("not_met", "incomplete"):
        columns.append("form_open" if form else "open")
    if word == "needs_judgement":
        columns.append("judgement")
    if word == "met" and not form:
        columns.append("met")
    return columns
