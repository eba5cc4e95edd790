"""The reference outcomes: which case of a check holds, and when that makes a claim of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference.answers import Situation, read
from reference.grammar import fields_read
from reference.language import holds

if TYPE_CHECKING:
    from evaluator.model.criteria import Case, Check, Part


@dataclass(frozen=True)
class Outcome:
    """What a check came to, and the gap that its case names. `claimed` is a claim that the subject does not apply."""

    word: str
    gap: str = ""


def outcome_of(check: Check, situation: Situation) -> Outcome:
    """Decide a check by the first case that holds."""
    return _decide(check.cases, situation, ())


def outcome_without_items(part: Part, situation: Situation) -> Outcome:
    """Decide what a part over a list comes to when its list, which it always reads, holds nothing."""
    return _decide(part.empty, situation, (part.over,))


def _decide(cases: tuple[Case, ...], situation: Situation, also_read: tuple[str, ...]) -> Outcome:
    case = next(case for case in cases if holds(case.when, situation))
    if case is cases[-1] and _claimed(situation, {*also_read, *_fields_of(cases, situation.define)}):
        return Outcome("claimed")
    return Outcome(case.then, case.gap)


def _claimed(situation: Situation, paths: set[str]) -> bool:
    return any(read(situation, path).state == "claimed" for path in paths)


def _fields_of(cases: tuple[Case, ...], define: dict[str, str]) -> set[str]:
    return {path for case in cases if case.when is not None for path in fields_read(case.when, define)}
