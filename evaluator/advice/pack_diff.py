"""Two packs or editions side by side: what was added, removed and changed, and which findings change with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from evaluator.advice.pack_entries import Entry, Lines, entries
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Evaluation
from evaluator.model.pack_difference import Detail, Flip, PackChange, PackDifference, RecommendationFlip, Subject

Key = tuple[Subject, str]
Judged = tuple[str, Evaluation, Evaluation]  # the name of a proposal, and what each pack found


def pack_difference(
    before: Pack,
    after: Pack,
    renamed: Mapping[str, str],
    judged: Iterable[Judged] = (),
    refused: Iterable[str] = (),
) -> PackDifference:
    """Compare two packs; `renamed` leads from ids of the first to ids of the second."""
    both = list(judged)
    return PackDifference(
        before=before.ruler_id,
        after=after.ruler_id,
        changes=tuple(_changes(before, after, renamed)),
        compared=len(both),
        flips=tuple(_flips(both, renamed)),
        recommendations=tuple(_recommendations(both)),
        refused=tuple(refused),
    )


def _changes(before: Pack, after: Pack, renamed: Mapping[str, str]) -> Iterator[PackChange]:
    old = {_key_today(entry, before, after, renamed): entry for entry in entries(before)}
    new = {(entry.subject, entry.id): entry for entry in entries(after)}
    for key, entry in new.items():
        was = old.get(key)
        if was is None:
            yield PackChange(what="added", subject=entry.subject, id=entry.id, title=entry.title)
        elif found := _details(was, entry, renamed):
            former = was.id if was.id != entry.id else ""
            yield PackChange(
                what="changed", subject=entry.subject, id=entry.id, was=former, title=entry.title, details=tuple(found)
            )
    for key, entry in old.items():
        if key not in new:
            yield PackChange(what="removed", subject=entry.subject, id=entry.id, title=entry.title)


def _key_today(entry: Entry, before: Pack, after: Pack, renamed: Mapping[str, str]) -> Key:
    if entry.subject == "pack" or entry.id == before.form.id:
        # There is one pack and one form check on each side, whatever they are called.
        return entry.subject, after.id if entry.subject == "pack" else after.form.id
    if entry.subject == "gap" and entry.id not in renamed:
        criterion, _, gap = entry.id.partition("/")
        return entry.subject, f"{renamed.get(criterion, criterion)}/{gap}"
    return entry.subject, renamed.get(entry.id, entry.id)


def _details(was: Entry, entry: Entry, renamed: Mapping[str, str]) -> list[Detail]:
    names = dict.fromkeys([*was.properties, *entry.properties])
    found = [Detail(of="id", before=(was.id,), after=(entry.id,))] if was.id != entry.id else []
    for name in names:
        older = tuple(_today(line, renamed) for line in was.properties.get(name, ()))
        gone, come = _lines(older, entry.properties.get(name, ()))
        if gone or come:
            found.append(Detail(of=name, before=gone, after=come))
    return found


def _today(line: str, renamed: Mapping[str, str]) -> str:
    """Write a line of logic with today's ids, so that a new name alone is no change of logic."""
    for old, new in renamed.items():
        line = line.replace(f'"{old}"', f'"{new}"')
    return line


def _lines(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    gone = tuple(line for _, start, end, _, _ in steps for line in before[start:end] if line)
    return gone, tuple(line for _, _, _, start, end in steps for line in after[start:end] if line)


def _flips(judged: list[Judged], renamed: Mapping[str, str]) -> Iterator[Flip]:
    found: dict[tuple[str, str, str], list[str]] = {}
    titles: dict[str, str] = {}
    for name, first, second in judged:
        older = {renamed.get(one.id, one.id): one.finding for one in first.criteria} | {
            second.form.id: first.form.finding
        }
        for one in (second.form, *second.criteria):
            titles[one.id] = one.title
            was = older.get(one.id)
            if was is not None and was != one.finding:
                found.setdefault((one.id, was, one.finding), []).append(name)
    for (criterion, *words), names in found.items():
        row = {"criterion": criterion, "title": titles[criterion], "before": words[0], "after": words[1]}
        yield Flip.model_validate({**row, "proposals": names})


def _recommendations(judged: list[Judged]) -> Iterator[RecommendationFlip]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, first, second in judged:
        was, now = first.recommendation.engine, second.recommendation.engine
        if was != now:
            found.setdefault((was, now), []).append(name)
    for words, names in found.items():
        yield RecommendationFlip.model_validate({"before": words[0], "after": words[1], "proposals": names})
