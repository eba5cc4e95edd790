"""A pack as a flat list of things with their properties in lines, so that two packs can be laid side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evaluator.model.criteria import Applies, Case, Check, Criterion, Group, Pack, Part
from evaluator.model.pack_difference import Subject

Lines = tuple[str, ...]
LOGIC, SENTENCES = "logic", "sentences"


class Entry(NamedTuple):
    """One thing of a pack: what it is, its id and its properties, each in lines."""

    subject: Subject
    id: str
    title: str
    properties: dict[str, Lines]


def entries(pack: Pack) -> Iterator[Entry]:
    """List everything of a pack that a reader of a report may see or that decides about a finding."""
    head = {"title": pack.title, "publisher": pack.publisher, "notice": pack.notice, "licence": pack.licence}
    yield Entry("pack", pack.id, pack.title, {name: (text,) for name, text in head.items()} | _applies(pack.applies))
    for criterion in (pack.form, *pack.criteria):
        yield from _of_criterion(criterion)
    for name, threshold in pack.thresholds.items():
        said = {"value": f"{threshold.value} {threshold.unit}", "status": threshold.status, "source": threshold.source}
        yield Entry("threshold", name, name, {key: (text,) for key, text in said.items()})
    for name, ambiguity in pack.ambiguities.items():
        yield Entry("ambiguity", name, ambiguity.question, {"ours": (ambiguity.ours,), "why": (ambiguity.why,)})


def _of_criterion(criterion: Criterion) -> Iterator[Entry]:
    head: dict[str, Lines] = {
        "title": (criterion.title,),
        "asks": (criterion.asks,),
        "quotation": (criterion.quote.words,) if criterion.quote else (),
        "clauses": tuple(f"“{one.words}”: {', '.join(one.checks) or one.says}" for one in criterion.clauses),
        "notes": criterion.notes,
        LOGIC: _group(criterion.logic),
    }
    yield Entry("criterion", criterion.id, criterion.title, head | _applies(criterion.applies))
    for part in criterion.parts:
        yield Entry("part", part.id, part.title or part.asks, _of_part(part))
    for check in criterion.checks:
        yield Entry("check", check.id, check.asks, _of_check(check))
    for gap in criterion.gaps:
        data: dict[str, Lines] = {
            key: (str(value),) for key, value in gap.model_dump(mode="json").items() if key != "id"
        }
        yield Entry("gap", f"{criterion.id}/{gap.id}", gap.title, data)


def _of_part(part: Part) -> dict[str, Lines]:
    logic = (*_group(part.logic), *([f"over {part.over}: {part.combine}"] if part.over else []))
    return {"asks": (part.asks,), "words": (part.words,), LOGIC: logic, **_cases(part.empty, "for an empty list")}


def _of_check(check: Check) -> dict[str, Lines]:
    head = {"asks": check.asks, "force": check.force, "attached to": check.attach, "reading": check.interpretation}
    return {**{name: (text,) for name, text in head.items()}, **_cases(check.cases, "cases")}


def _cases(cases: Iterable[Case], name: str) -> dict[str, Lines]:
    found = tuple(cases)
    decided = tuple(
        f"{case.when or 'otherwise'} → {case.then}{f' (gap {case.gap})' if case.gap else ''}" for case in found
    )
    return {name: decided, SENTENCES: tuple(text for case in found for text in (case.says, case.question) if text)}


def _applies(cases: tuple[Applies, ...]) -> dict[str, Lines]:
    return {
        "applies": tuple(f"{case.when or 'otherwise'} → {case.then}" for case in cases),
        SENTENCES: tuple(case.says for case in cases if case.says),
    }


def _group(group: Group) -> Lines:
    return (json.dumps(group.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False),)
