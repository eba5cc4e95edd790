"""A comparison of reviewers as text: how far they agree on each criterion, and what to discuss, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from evaluator.model.comparison import AgreementFound, ComparedItem, ComparedSubject, Comparison, SaidBy
from evaluator.rendering.harmless import printable
from evaluator.rendering.words import FINDINGS, count, joined

_WIDTH = 100
_TITLE = 44
_UNDEFINED = "–"
_TWO = 2
_ABOUT = (
    "raw: share of agreement. AC1 (Gwet 2008) and kappa (Cohen 1960): agreement beyond chance, at most 1. "
    "Kappa falls where nearly all words are the same; then AC1 says more. "
    f"{_UNDEFINED}: undefined. *: too few cases for a coefficient to mean much (fewer than 10; that limit is ours). "
    "None of these numbers says who is right."
)


def comparison_text(comparison: Comparison) -> str:
    """Write a comparison for a terminal."""
    return "\n".join([*_head(comparison), *_tables(comparison), *_discussion(comparison), *_remarks(comparison)])


def _head(comparison: Comparison) -> Iterator[str]:
    who, shared = joined(list(comparison.reviewers)), len(comparison.proposals)
    yield from _wrapped(f"{who}, on {count(shared, 'proposal')}: {', '.join(one.name for one in comparison.proposals)}")
    yield from _wrapped(f"Beside {comparison.pack}{f' under {comparison.profile}' if comparison.profile else ''}")
    yield from _wrapped(_apart(comparison))
    for one in comparison.alone:
        yield from _wrapped(f"Not compared: {one.name}, which only {one.reviewers[0]} has judged.")


def _apart(comparison: Comparison) -> str:
    blind = set(comparison.blind)
    saw = [name for name in comparison.reviewers if name not in blind]
    if not saw:
        return "All judged blind, without what the program found."
    verb = "judges" if len(saw) == 1 else "judge"
    return f"{joined(saw)} {verb} beside what the program found, which may bring judgements closer to it."


def _tables(comparison: Comparison) -> Iterator[str]:
    criteria = [one for one in comparison.subjects if one.about == "criterion" and one.agreement.n]
    checks = [one for one in comparison.subjects if one.about == "check" and one.agreement.n]
    for title, rows in (("Criteria", criteria), ("Questions and checks", checks)):
        if rows:
            yield ""
            yield _row(title, "n", "raw", "AC1", "kappa")
            yield from (_of(f"{one.id} {one.title}".strip(), one.agreement) for one in rows)
            if rows is criteria:
                yield _of("All criteria together", comparison.criteria)
    yield ""
    reasons = {one.agreement.undefined for one in comparison.subjects if one.agreement.n and one.agreement.undefined}
    yield from _wrapped(_ABOUT)
    for reason in sorted(reasons):
        yield from _wrapped(f"Kappa undefined: {reason}.")
    if len(comparison.reviewers) > _TWO:
        yield from _wrapped("With three reviewers or more, kappa is the mean over all pairs of them (Light 1971).")


def _of(title: str, found: AgreementFound) -> str:
    few = "*" if found.too_few else ""
    shown = (one.shown or _UNDEFINED for one in (found.raw, found.ac1, found.kappa))
    return _row(title, f"{found.n}{few}", *shown)


def _row(title: str, *cells: str) -> str:
    name = textwrap.shorten(_plain(title), _TITLE, placeholder=" …")
    return f"{name:<{_TITLE}}" + "".join(f"{cell:>8}" for cell in cells)


def _discussion(comparison: Comparison) -> Iterator[str]:
    by_id = {one.id: one for one in comparison.subjects}
    yield ""
    if not any(one.agreement.n for one in comparison.subjects):
        yield "To discuss: not known yet; no two reviewers have judged the same criterion or check."
        return
    if not comparison.discuss:
        yield "To discuss: nothing; all who judged the same said the same."
        return
    yield f"To discuss ({len(comparison.discuss)}), where they differ most first"
    for name in comparison.discuss:
        yield ""
        yield from _items(by_id[name], [item for item in by_id[name].items if item.differs], comparison)


def _remarks(comparison: Comparison) -> Iterator[str]:
    """List comments on what nobody differs about, so that none is lost."""
    rows = [
        (one, [item for item in one.items if not item.differs and any(said.comment for said in item.said)])
        for one in comparison.subjects
    ]
    if any(items for _, items in rows):
        yield ""
        yield "Comments where they do not differ"
    for one, items in rows:
        if items:
            yield ""
            yield from _items(one, items, comparison)


def _items(one: ComparedSubject, items: Iterable[ComparedItem], comparison: Comparison) -> Iterator[str]:
    yield from _wrapped(f"{one.id} · {one.title}" if one.title else one.id)
    for item in items:
        where = [item.proposal] if len(comparison.proposals) > 1 else []
        place = " · ".join([*where, *([item.scope.label] if item.scope.label else [])])
        if place:
            yield from _wrapped(place, "  ")
        for said in item.said:
            yield from _wrapped(_said(said), "  ", "    ")


def _said(said: SaidBy) -> str:
    mark = FINDINGS[said.word] if said.word else None
    word = f"{mark.symbol} {mark.word}" if mark else "deferred" if said.disposition == "deferred" else "not judged"
    how = f" ({said.disposition})" if said.disposition and mark else ""
    comment = f"Comment: {said.comment}" if said.comment else ""
    return " ".join(filter(None, [f"{said.reviewer}: {word}{how}.", said.rationale, comment]))


def _wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        _plain(text), _WIDTH, initial_indent=first, subsequent_indent=rest or first, break_on_hyphens=False
    )


def _plain(text: str) -> str:
    return " ".join(printable(text).split())
