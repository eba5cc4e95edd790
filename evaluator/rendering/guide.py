"""The criteria for an applicant, without a proposal: their words, what is asked, and what answers each question."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from evaluator.model.criteria import Criterion, Pack
from evaluator.packs.aside import left_out_of, reason_aside
from evaluator.rendering.clauses import clause_sentences
from evaluator.rendering.condition_words import ConditionWords
from evaluator.rendering.escaping import markdown_text
from evaluator.rendering.logic_picture import logic_sentences
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.pack_shapes import RemedyGroup
from evaluator.rendering.remedies import remedies_by_check
from evaluator.rendering.words import AUTOMATIONS, FORCES, count

_WIDTH = 88
_SET_BY = "How the words are read here (our interpretation, not the publisher’s)"
_EXEMPT = "When it does not apply"
_ASIDE = "It is not evaluated"
_LEFT_OUT = "What the profile leaves out, and why"
_ASKED = "What is asked"
_ADVISED = "What is looked at besides, as advice only"
_WORDS = "Which questions decide about which words"
_CLOSES = "What answers each question"


def guide_data(pack: Pack, criterion: str | None) -> list[dict[str, Any]]:
    """Give the criteria asked for as plain data."""
    return [_data(pack, one) for one in _chosen(pack, criterion)]


def guide_text(pack: Pack, criterion: str | None, *, markdown: bool) -> str:
    """Write the criterion asked for in full; or all of them, each with its questions and where to read on."""
    write = _markdown if markdown else _text
    lines = [line for data in guide_data(pack, criterion) for line in write(data, brief=criterion is None)]
    if criterion is None:
        more = "What answers each question, with examples: cat2 guide CRITERION, such as cat2 guide "
        lines += [more + pack.criteria[0].id, ""]
    foot = markdown_text(pack.notice) if markdown else "\n".join(textwrap.wrap(pack.notice, _WIDTH))
    return "\n".join([*lines, foot])


def _chosen(pack: Pack, criterion: str | None) -> list[Criterion]:
    return [one for one in (pack.form, *pack.criteria) if criterion in (None, one.id)]


def _data(pack: Pack, criterion: Criterion) -> dict[str, Any]:
    words = ConditionWords(pack)
    exempt = [words.sentence(case.says) for case in criterion.applies if case.then == "no"]
    return {
        "id": criterion.id,
        "title": criterion.title,
        "asks": criterion.asks,
        "not_evaluated": notice_in_words(reason_aside(pack, criterion)),
        "left_out": [f"{one.asks} ({one.id}) {one.why}" for one in left_out_of(pack, criterion.id)],
        "words": criterion.quote.words if criterion.quote else "",
        "of": criterion.quote.of if criterion.quote else "",
        "clauses": [clause.model_dump() for clause in criterion.clauses],
        "of_no_clause": criterion.of_no_clause,
        "automation": AUTOMATIONS[criterion.automation],
        "interpretation": list(criterion.notes),
        "does_not_apply": exempt,
        "logic": logic_sentences(criterion),
        "checks": [
            {"id": check.id, "force": FORCES[check.force], "asks": check.asks, "required": check.force == "required"}
            for check in criterion.checks
        ],
        "wanted": [_wanted(group) for group in remedies_by_check(pack, criterion)],
    }


def _wanted(group: RemedyGroup) -> dict[str, Any]:
    rows = [
        {"title": row.title, "what": row.remedy, "example": row.example, "tags": row.tags, "where": row.where}
        for row in group.rows
    ]
    return {"of": group.subject, "asks": group.asks, "answers": rows}


def _questions(data: dict[str, Any], *, required: bool) -> list[str]:
    return [f"{check['asks']} ({check['id']})" for check in data["checks"] if check["required"] == required]


def _sections(data: dict[str, Any], *, brief: bool) -> list[tuple[str, list[str]]]:
    asked, advised = _questions(data, required=True), _questions(data, required=False)
    aside = (_ASIDE, [data["not_evaluated"]] if data["not_evaluated"] else [])
    left_out = (_LEFT_OUT, data["left_out"])
    if brief:
        besides = [f"and {count(len(advised), 'question')} as advice only"] if advised else []
        return [aside, (_ASKED, [*asked, *besides]), left_out]
    return [
        aside,
        (_SET_BY, data["interpretation"]),
        (_EXEMPT, data["does_not_apply"]),
        (_ASKED, asked),
        left_out,
        (_WORDS, clause_sentences(data["clauses"], data["of_no_clause"])),
        ("How the answers combine", data["logic"]),
        (_ADVISED, advised),
    ]


def _text(data: dict[str, Any], *, brief: bool) -> Iterator[str]:
    head = f"{data['id']} · {data['title']}"
    yield from (head, "=" * len(head))
    yield from _wrapped(data["asks"], "")
    if data["words"]:
        yield from _wrapped(f"“{data['words']}” ({data['of']})", "  ")
    if not brief:
        yield from ("", *_wrapped(f"How far it is decided here: {data['automation']}.", ""))
    for title, rows in _sections(data, brief=brief):
        if rows:
            yield from ("", title, *(line for row in rows for line in _bullet(row)))
    if not brief and data["wanted"]:
        yield from ("", _CLOSES)
        for group in data["wanted"]:
            yield from ("", *_wrapped(f"{group['asks']} ({group['of']})", "  "))
            for row in group["answers"]:
                yield from _bullet(f"{row['title']}. {row['what']}", "    ")
                yield from _wrapped(f"For example: {row['example']}", "      ")
                yield from _wrapped(f"Written in: {row['where']} ({row['tags']})", "      ")
    yield ""


def _bullet(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _markdown(data: dict[str, Any], *, brief: bool) -> Iterator[str]:
    yield from (f"## {markdown_text(data['id'] + ' · ' + data['title'])}", "", markdown_text(data["asks"]), "")
    if data["words"]:
        yield from (f"> “{markdown_text(data['words'])}” ({markdown_text(data['of'])})", "")
    if not brief:
        yield from (f"How far it is decided here: {data['automation']}.", "")
    for title, rows in _sections(data, brief=brief):
        if rows:
            yield from (f"### {title}", "", *(f"- {markdown_text(row)}" for row in rows), "")
    if not brief and data["wanted"]:
        yield from (f"### {_CLOSES}", "")
        for group in data["wanted"]:
            yield from (f"#### {markdown_text(group['asks'])} ({markdown_text(group['of'])})", "")
            for row in group["answers"]:
                told = f"**{markdown_text(row['title'])}.** {markdown_text(row['what'])}"
                shown = f"*For example:* {markdown_text(row['example'])}"
                yield f"- {told} {shown} (written in: {markdown_text(row['where'])}; {row['tags']})"
            yield ""
