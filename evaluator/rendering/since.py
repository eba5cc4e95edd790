"""What changed since an earlier draft, as a report shows it: for the better, for the worse, or neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.model.changes import Direction
from evaluator.rendering.advice_shapes import Change, Since
from evaluator.rendering.catalogue import say
from evaluator.rendering.subjects import item_in_words
from evaluator.rendering.values import date_in_words
from evaluator.rendering.words import FINDINGS, RECOMMENDATIONS, Words, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.model.changes import Changes, FindingChange, GapChange, NumberChange
    from evaluator.model.evaluation import FindingWord
    from evaluator.model.ruler import Ruler

# The sign and the style of what got better or worse; the word stands in the catalogue.
_SIGNS: dict[Direction, tuple[str, str]] = {
    "improvement": ("+", "met"),
    "regression": ("−", "not-met"),  # noqa: RUF001  a minus sign, as wide as the plus
    "neutral": ("=", "none"),
}
_DIGITS = re.compile(r"\d+")
_DIRECTIONS: tuple[Direction, ...] = ("improvement", "regression", "neutral")
DIRECTIONS: Words[Direction] = Words("since_direction", _DIRECTIONS)
GAPS = Words("since_gap", ("new", "absent", "updated"))
NUMBERS = Words("since_number", ("readiness", "completeness", "gaps", "questions", "advisories"))
SIDES = Words("since_side", ("readiness", "readiness_decided", "completeness"))
_RULERS = (
    ("criteria", ("pack", "edition", "digest")),
    ("profile", ("profile", "profile_digest")),
    ("counting", ("scoring_model",)),
    ("engine", ("engine",)),
    ("codes", ("codes",)),
    ("calendar", ("calendar",)),
    ("review", ("review",)),
)
RULERS = Words("since_ruler", [name for name, _ in _RULERS])


def since_of(changes: Changes | None) -> Since | None:
    """Show what changed since an earlier draft; nothing where no earlier one was named."""
    if changes is None:
        return None
    before, after = RECOMMENDATIONS[changes.before], RECOMMENDATIONS[changes.after]
    said = say("since.same", now=after.word) if before == after else ""
    return Since(
        title=say("since.title", date=date_in_words(changes.rulers[0].as_of)),
        other=_other(changes),
        recommendation=said or say("since.recommendation", before=before.word, now=after.word),
        changes=tuple(_changes(changes)),
        nothing="" if changes.findings or changes.gaps or changes.numbers else say("since.nothing"),
        rulers="" if changes.same_ruler else say("since.rulers", what=joined(differing(*changes.rulers))),
    )


def _other(changes: Changes) -> str:
    before, after = changes.proposals
    return say("since.other_proposal", before=before, now=after) if before and after and before != after else ""


def _changes(changes: Changes) -> Iterator[Change]:
    for finding in changes.findings:
        yield _change(finding.direction, _finding(finding))
    for gap in changes.gaps:
        yield _change(gap.direction, _gap(gap))
    for number in changes.numbers:
        yield _change("neutral", _number(number))


def _change(direction: Direction, text: str) -> Change:
    sign, style = _SIGNS[direction]
    return Change(style, sign, DIRECTIONS[direction], text)


def _finding(change: FindingChange) -> str:
    name = f"{change.id} {change.title}"
    return say("since.finding", criterion=name, before=_word(change.before), now=_word(change.after))


def _word(finding: FindingWord | None) -> str:
    return say("since.not_there") if finding is None else f"{FINDINGS[finding].symbol} {FINDINGS[finding].word}"


def _gap(change: GapChange) -> str:
    scope = f" · {item_in_words(change.scope)}" if change.scope else ""
    return say(GAPS.ids[change.presence], criterion=change.criterion, gap=f"{change.title}{scope}")


def _number(change: NumberChange) -> str:
    """Say a number on both sides; ranges such as "7 to 9 of 10" are put together in the language of the report."""
    name = change.name
    sides = {}
    for side, text in (("before", change.before), ("now", change.after)):
        digits = _DIGITS.findall(text)
        kind = "readiness_decided" if name == "readiness" and digits[0] == digits[1] else name
        values = digits[1:] if kind == "readiness_decided" else digits
        sides[side] = say(SIDES.ids[kind], **dict(zip("abc", values, strict=False))) if kind in SIDES.ids else text
    return say(NUMBERS.ids[name], **sides)


def differing(before: Ruler, after: Ruler) -> list[str]:
    """Name what two rulers differ in."""
    return [
        RULERS[name]
        for name, fields in _RULERS
        if any(getattr(before, field) != getattr(after, field) for field in fields)
    ]
