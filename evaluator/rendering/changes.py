"""What changed between two evaluations, as text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from evaluator.model.changes import Changes, FindingChange, GapChange
from evaluator.model.evaluation import FindingWord
from evaluator.model.ruler import Ruler
from evaluator.rendering.since import differing
from evaluator.rendering.words import FINDINGS, RECOMMENDATIONS, joined

_WIDTH = 88
_NO_RANGE = re.compile(r"\b(\d+) to \1\b")
_SIGNS = {"improvement": "+", "regression": "-", "neutral": "="}
_GAPS = {"new": "New gap", "absent": "Gap closed", "updated": "Gap changed", "unchanged": "Gap"}


def changes_text(changes: Changes) -> str:
    """Write what changed: recommendation, criteria, gaps, numbers; `+` for the better, `-` for the worse."""
    return "\n".join(_lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    before, after = RECOMMENDATIONS[changes.before].word, RECOMMENDATIONS[changes.after].word
    if changes.before == changes.after:
        yield f"Recommendation: {after}, as before"
    else:
        yield f"Recommendation: {_SIGNS[changes.direction]} {before} → {after}"
    if not (changes.findings or changes.gaps or changes.numbers):
        yield "Nothing else changed."
    for finding in changes.findings:
        yield from _wrapped(_finding(finding))
    for gap in changes.gaps:
        yield from _wrapped(_gap(gap))
    for number in changes.numbers:
        yield f"  {number.name}: {_one_number(number.before)} → {_one_number(number.after)}"
    if not changes.same_ruler:
        yield from _wrapped(_rulers(changes.rulers))


def _one_number(text: str) -> str:
    """Say "9 of 9" where a range begins and ends with one number."""
    return _NO_RANGE.sub(r"\1", text)


def _finding(change: FindingChange) -> str:
    return f"{_SIGNS[change.direction]} {change.id} {change.title}: {_word(change.before)} → {_word(change.after)}"


def _word(finding: FindingWord | None) -> str:
    return "not there" if finding is None else f"{FINDINGS[finding].symbol} {FINDINGS[finding].word}"


def _gap(change: GapChange) -> str:
    scope = f" ({change.scope})" if change.scope else ""
    return f"{_SIGNS[change.direction]} {_GAPS[change.presence]}: {change.criterion} {change.title}{scope}"


def _rulers(rulers: tuple[Ruler, Ruler]) -> str:
    one, other = (f"{ruler.pack}@{ruler.edition}#{ruler.digest[:8]} {ruler.profile}".strip() for ruler in rulers)
    names = "" if one == other else f" ({one}; {other})"
    what = joined(differing(*rulers))
    return f"Numbers are not compared: the two were measured with different rulers, which differ in: {what}{names}."


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
