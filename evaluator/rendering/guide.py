"""The criteria without a proposal: their words, what is asked, and what would answer it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from evaluator.model.criteria import Criterion, Pack

_WIDTH = 88


def guide_data(pack: Pack, criterion: str | None) -> list[dict[str, Any]]:
    """Give the criteria asked for as plain data."""
    return [_data(one) for one in _chosen(pack, criterion)]


def guide_text(pack: Pack, criterion: str | None, *, markdown: bool) -> str:
    """Write the criteria asked for, as text or as Markdown."""
    lines = [line for data in guide_data(pack, criterion) for line in (_markdown(data) if markdown else _text(data))]
    foot = pack.notice if markdown else "\n".join(textwrap.wrap(pack.notice, _WIDTH))
    return "\n".join([*lines, foot])


def _chosen(pack: Pack, criterion: str | None) -> list[Criterion]:
    return [one for one in (pack.form, *pack.criteria) if criterion in (None, one.id)]


def _data(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "title": criterion.title,
        "asks": criterion.asks,
        "words": criterion.quote.words if criterion.quote else "",
        "of": criterion.quote.of if criterion.quote else "",
        "automation": criterion.automation,
        "interpretation": list(criterion.notes),
        "checks": [{"id": check.id, "force": check.force, "asks": check.asks} for check in criterion.checks],
        "wanted": [
            {"title": gap.title, "what": gap.remedy, "example": gap.example, "who": gap.actor, "effort": gap.effort}
            for gap in criterion.gaps
        ],
    }


def _text(data: dict[str, Any]) -> Iterator[str]:
    head = f"{data['id']} · {data['title']}"
    yield from (head, "=" * len(head))
    yield from _wrapped(data["asks"], "")
    if data["words"]:
        yield from _wrapped(f"“{data['words']}” ({data['of']})", "  ")
    yield from _headed("How we read the words (interpretation)", data["interpretation"])
    yield from _headed(
        "What is asked", [f"{check['asks']} ({check['id']}, {check['force']})" for check in data["checks"]]
    )
    yield from _headed(
        "What closes a gap",
        [
            f"{row['title']}: {row['what']} For example: {row['example']} ({row['who']}, {row['effort']} effort)"
            for row in data["wanted"]
        ],
    )
    yield ""


def _headed(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield from ("", title)
        for row in rows:
            yield from textwrap.wrap(row, _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _markdown(data: dict[str, Any]) -> Iterator[str]:
    yield from (f"## {data['id']} · {data['title']}", "", data["asks"], "")
    if data["words"]:
        yield from (f"> “{data['words']}” ({data['of']})", "")
    for title, rows in (
        ("How we read the words (interpretation)", data["interpretation"]),
        ("What is asked", [f"{check['asks']} (`{check['id']}`, {check['force']})" for check in data["checks"]]),
        (
            "What closes a gap",
            [
                f"**{row['title']}.** {row['what']} *For example:* {row['example']} "
                f"({row['who']}, {row['effort']} effort)"
                for row in data["wanted"]
            ],
        ),
    ):
        if rows:
            yield from (f"### {title}", "", *(f"- {row}" for row in rows), "")
