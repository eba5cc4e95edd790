"""The difference of two packs for people: as text for a terminal and as Markdown to hand around."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluator.rendering.escaping import markdown_text
from evaluator.rendering.words import FINDINGS, RECOMMENDATIONS, count, joined

if TYPE_CHECKING:
    from evaluator.model.pack_difference import PackChange, PackDifference

_WIDTH = 96
_WHAT = {"added": "+", "removed": "-", "changed": "~"}
_SUBJECTS = {
    "pack": "Pack",
    "criterion": "Criteria",
    "part": "Parts",
    "check": "Checks",
    "gap": "Gaps and remedies",
    "threshold": "Thresholds",
    "ambiguity": "Readings",
}
_SAME = "Nothing differs."


def difference_text(found: PackDifference) -> str:
    """Write the difference as text."""
    lines = [f"From {found.before}", f"to   {found.after}", *_figures(found)]
    for subject, changes in _by_subject(found):
        lines += ["", f"{_SUBJECTS[subject]} ({len(changes)})"]
        for change in changes:
            lines += _wrapped(f"{_WHAT[change.what]} {_name(change)}", "  ")
            lines += [row for sign, text in _details(change) for row in _wrapped(f"{sign} {text}", "      ")]
    lines += ["", *(row for text in _flips(found) for row in _wrapped(text, ""))] if found.compared else []
    return "\n".join([*lines, ""])


def difference_markdown(found: PackDifference) -> str:
    """Write the difference as Markdown."""
    lines = ["# What differs between two sets of criteria", ""]
    lines += [f"- From `{found.before}`", f"- to `{found.after}`", *(f"- {text}" for text in _figures(found)), ""]
    for subject, changes in _by_subject(found):
        lines += [f"## {_SUBJECTS[subject]} ({len(changes)})", ""]
        for change in changes:
            lines.append(f"- **{change.what}** {markdown_text(_name(change))}")
            lines += [f"  - {markdown_text(f'{sign} {text}')}" for sign, text in _details(change)]
        lines.append("")
    if found.compared:
        lines += ["## Findings that change", "", *(f"- {markdown_text(text)}" for text in _flips(found)), ""]
    return "\n".join(lines)


def _by_subject(found: PackDifference) -> Iterator[tuple[str, list[PackChange]]]:
    for subject in _SUBJECTS:
        changes = [change for change in found.changes if change.subject == subject]
        if changes:
            yield subject, changes


def _figures(found: PackDifference) -> Iterator[str]:
    if not found.changes:
        yield _SAME
        return
    numbers = {what: sum(change.what == what for change in found.changes) for what in _WHAT}
    yield ", ".join(f"{number} {what}" for what, number in numbers.items())


def _name(change: PackChange) -> str:
    was = f" (was {change.was})" if change.was else ""
    return f"{change.id}{was}: {change.title}" if change.title != change.id else f"{change.id}{was}"


def _details(change: PackChange) -> Iterator[tuple[str, str]]:
    for detail in change.details:
        yield from (("-", f"{detail.of}: {line}") for line in detail.before)
        yield from (("+", f"{detail.of}: {line}") for line in detail.after)


def _flips(found: PackDifference) -> Iterator[str]:
    yield f"{count(found.compared, 'proposal')} judged under both."
    for flip in found.recommendations:
        was, now = RECOMMENDATIONS[flip.before].word, RECOMMENDATIONS[flip.after].word
        yield f"Recommendation: {was} → {now}: {_names(flip.proposals)}"
    for each in found.flips:
        was, now = FINDINGS[each.before].word, FINDINGS[each.after].word
        yield f"{each.criterion} {each.title}: {was} → {now}: {_names(each.proposals)}"
    if not (found.flips or found.recommendations):
        yield "No finding changes."
    if found.refused:
        yield f"Not judged, because one of the two could not read them: {_names(found.refused)}"


def _names(proposals: tuple[str, ...]) -> str:
    return f"{len(proposals)} ({joined(list(proposals))})"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
