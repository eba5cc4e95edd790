"""Completeness and readiness: arithmetic only. No weights, no total, no percentage of anything."""

from __future__ import annotations

from collections.abc import Sequence

from evaluator.model.evaluation import Completeness, FindingWord, Readiness

_APPLIES_NOT = ("not_applicable", "not_evaluated")
_UNDECIDED = ("incomplete", "needs_judgement", "error")


def readiness(findings: Sequence[FindingWord]) -> Readiness:
    """Count the criteria documented: at least those met, at most those and the undecided, out of those that apply."""
    low = sum(finding == "met" for finding in findings)
    undecided = sum(finding in _UNDECIDED for finding in findings)
    applying = sum(finding not in _APPLIES_NOT for finding in findings)
    return Readiness(low=low, high=low + undecided, of=applying)


def completeness(asked: int, missing: Sequence[str]) -> Completeness:
    """Count the inputs answered out of those asked for; `missing` are the places of the others."""
    return Completeness(answered=asked - len(missing), of=asked, missing=tuple(missing))
