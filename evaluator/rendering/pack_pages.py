"""The pages about a pack: one for each criterion with its picture, and one that leads to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.packs.words import lists_of
from evaluator.rendering.clauses import clause_sentences
from evaluator.rendering.condition_words import ConditionWords
from evaluator.rendering.harmless import safe_link
from evaluator.rendering.logic_picture import logic_picture, logic_sentences
from evaluator.rendering.pack_shapes import (
    CaseRow,
    CheckPage,
    CriterionPage,
    IndexPage,
    IndexRow,
    LimitRow,
    PartPage,
    Told,
)
from evaluator.rendering.readings import path_in_words
from evaluator.rendering.remedies import remedies_by_check
from evaluator.rendering.values import date_in_words, name_in_words
from evaluator.rendering.words import AUTOMATIONS, FINDINGS, FORCES, OUTCOMES, THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evaluator.model.criteria import Applies, Case, Check, Criterion, Example, Pack, Part

_APPLIES = {
    "yes": "it applies",
    "no": "it does not apply",
    "judgement": "whether it applies is for the panel",
    "undecided": "it is open whether it applies",
}
_THRESHOLD = re.compile(r"@(\w+)")


def pack_documents(pack: Pack, examples: Mapping[str, tuple[Example, ...]]) -> dict[str, str]:
    """Write every page and picture about a pack, by file name."""
    # Whoever only asks for help need not wait for the templates.
    from evaluator.rendering.environment import fill  # noqa: PLC0415

    found = {"README.md": _tidy(fill("pack/index.md", page=_index(pack, examples)))}
    for criterion in (pack.form, *pack.criteria):
        page = criterion_page(pack, criterion, examples.get(criterion.id, ()))
        found[page.file] = _tidy(fill("pack/criterion.md", page=page))
        found[page.picture] = fill("pack/logic.svg", picture=logic_picture(criterion))
    return found


def criterion_page(pack: Pack, criterion: Criterion, examples: tuple[Example, ...]) -> CriterionPage:
    """Make the page of one criterion."""
    words = ConditionWords(pack)
    quote = criterion.quote
    return CriterionPage(
        id=criterion.id,
        file=f"{_slug(criterion.id)}.md",
        title=criterion.title,
        asks=criterion.asks,
        status=_status(criterion),
        automation=AUTOMATIONS[criterion.automation],
        quote=quote.words if quote else "",
        quoted_from=f"{quote.of}, as read on {date_in_words(quote.read)}" if quote else "",
        quote_url=safe_link(quote.url) if quote else "",
        clauses=tuple(clause_sentences([one.model_dump() for one in criterion.clauses], criterion.of_no_clause)),
        notes=criterion.notes,
        readings=tuple(_readings(pack, criterion)),
        applies=tuple(_applies(case, words) for case in (*_before(pack, criterion), *criterion.applies)),
        logic=tuple(logic_sentences(criterion)),
        picture=f"{_slug(criterion.id)}.svg",
        picture_text=" ".join(logic_sentences(criterion)),
        definitions=tuple(_definitions(pack, criterion)),
        parts=tuple(_part(pack, part) for part in criterion.parts),
        checks=tuple(_check(pack, criterion, check) for check in criterion.checks),
        remedies=remedies_by_check(pack, criterion),
        examples=tuple(_example(example) for example in examples),
        notice=pack.notice,
    )


def _index(pack: Pack, examples: Mapping[str, tuple[Example, ...]]) -> IndexPage:
    rows = [
        IndexRow(
            id=one.id,
            file=f"{_slug(one.id)}.md",
            title=one.title,
            asks=one.asks,
            checks=len(one.checks),
            remedies=len(one.gaps),
            examples=len(examples.get(one.id, ())),
        )
        for one in (pack.form, *pack.criteria)
    ]
    return IndexPage(
        title=pack.title,
        ruler=f"{pack.id}@{pack.edition}",
        publisher=pack.publisher,
        author=pack.author,
        licence=pack.licence,
        rows=tuple(rows),
        limits=_limits(pack, pack.thresholds),
        tables=tuple(Told(name, table.title) for name, table in pack.tables.items()),
        notice=pack.notice,
    )


def _status(criterion: Criterion) -> str:
    if criterion.status == "active":
        return ""
    since = f" since {date_in_words(criterion.status_since)}" if criterion.status_since else ""
    return f"{name_in_words(criterion.status)}{since}; listed and not counted. {criterion.status_why}".strip()


def _readings(pack: Pack, criterion: Criterion) -> Iterable[Told]:
    for ambiguity in pack.ambiguities.values():
        if ambiguity.where.partition(".")[0].rstrip("0123456789") != criterion.id and ambiguity.where != criterion.id:
            continue
        ways = " ".join(f"{name_in_words(name)}: {means}" for name, means in ambiguity.readings.items())
        yield Told(ambiguity.question, f"{ways} Ours: {name_in_words(ambiguity.ours)}. Why: {ambiguity.why}")


def _before(pack: Pack, criterion: Criterion) -> tuple[Applies, ...]:
    return () if criterion is pack.form else pack.applies


def _applies(case: Applies, words: ConditionWords) -> CaseRow:
    return CaseRow(_when(case.when, words), _APPLIES[case.then], words.sentence(case.says))


def _definitions(pack: Pack, criterion: Criterion) -> Iterable[Told]:
    every = {**pack.define, **criterion.define}
    text = " ".join(_conditions_of(pack, criterion))
    used = [name for name in every if re.search(rf"(?<![\w.]){name}(?![\w.(])", text)]
    reached = dict.fromkeys(used)
    for name in used:
        reached |= dict.fromkeys(other for other in every if re.search(rf"(?<![\w.]){other}(?![\w.(])", every[name]))
    lists = {name: _list_of_definition(criterion, name) for name in reached}
    for name in sorted(reached):
        yield Told(name_in_words(name), ConditionWords(pack, lists[name]).of(every[name]))


def _list_of_definition(criterion: Criterion, name: str) -> str | None:
    """Find the list whose items a named condition is about: that of the first check that uses it and has one."""
    if "item." not in criterion.define.get(name, ""):
        return None
    users = [check for check in criterion.checks if any(name in (case.when or "") for case in check.cases)]
    lists = lists_of(criterion)
    return next((lists[check.id] for check in (*users, *criterion.checks) if lists[check.id] is not None), None)


def _conditions_of(pack: Pack, criterion: Criterion) -> Iterable[str]:
    applies = [case.when for case in (*_before(pack, criterion), *criterion.applies)]
    checks = [case.when for check in criterion.checks for case in check.cases]
    empty = [case.when for part in criterion.parts for case in part.empty]
    return [when for when in (*applies, *checks, *empty) if when]


def _part(pack: Pack, part: Part) -> PartPage:
    words = ConditionWords(pack)
    return PartPage(part.id, part.title, part.asks, part.words, tuple(_case(case, words) for case in part.empty))


def _check(pack: Pack, criterion: Criterion, check: Check) -> CheckPage:
    over = lists_of(criterion)[check.id]
    words = ConditionWords(pack, over)
    named = [name for case in check.cases for name in _THRESHOLD.findall(f"{case.when} {case.says} {case.question}")]
    return CheckPage(
        id=check.id,
        asks=check.asks,
        force=FORCES[check.force],
        belongs=check.attach,
        item=pack.fields[over].label if over in pack.fields else path_in_words(over) if over else "",
        interpretation=check.interpretation,
        cases=tuple(_case(case, words) for case in check.cases),
        limits=_limits(pack, dict.fromkeys(named)),
    )


def _case(case: Case, words: ConditionWords) -> CaseRow:
    says, question = words.sentence(case.says), words.sentence(case.question)
    return CaseRow(_when(case.when, words), OUTCOMES[case.then].word, says, question)


def _when(condition: str | None, words: ConditionWords) -> str:
    return f"If {words.of(condition)}" if condition else "Otherwise"


def _limits(pack: Pack, names: Iterable[str]) -> tuple[LimitRow, ...]:
    found = [(name, pack.thresholds[name]) for name in names if name in pack.thresholds]
    return tuple(
        LimitRow(
            name=name_in_words(name),
            value=f"{one.value} {one.unit}",
            status=THRESHOLDS[one.status],
            source=one.source,
            url=safe_link(one.url),
            date=date_in_words(one.date),
            signed=f"signed by {one.reviewed_by}" if one.reviewed_by else "not yet signed by a methodologist",
        )
        for name, one in found
    )


def _example(example: Example) -> Told:
    word = next((mark.word for finding, mark in FINDINGS.items() if finding == example.finding), example.finding)
    return Told(word, example.shows)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _tidy(text: str) -> str:
    # A template cannot know whether the piece before it ended in an empty line.
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"
