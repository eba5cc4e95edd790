"""The gaps of an evaluation, grouped by who must act, the ones that no work closes first."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.gap_shapes import Gap, GapGroup, GapSubject, Option
from evaluator.rendering.readings import limits_of, readings_of
from evaluator.rendering.subjects import criteria_of, mark_of, part_behind, subject_of
from evaluator.rendering.values import name_in_words, sentence_in_words
from evaluator.rendering.words import ACTORS, EFFORTS, FINDINGS, FIXABILITIES, GAP_KINDS, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluator.model.criteria import Actor
    from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, GapOption, GapResult
    from evaluator.model.scope import Scope
    from evaluator.rendering.places import Places


@dataclass(frozen=True, slots=True)
class _Found:
    gap: GapResult
    criterion: CriterionResult
    checks: tuple[CheckResult, ...]
    position: int

    @property
    def order(self) -> tuple[bool, bool, int]:
        return (not self.gap.counted, self.gap.fixability != "inherent", self.position)

    @property
    def about(self) -> tuple[int, str, Scope]:
        return (self.position, part_behind(self.checks), self.gap.scope)


def gap_groups(evaluation: Evaluation, places: Places) -> tuple[GapGroup, ...]:
    """Group the gaps by who must act; a group with a gap that no work closes comes first."""
    found = sorted(_found(evaluation), key=lambda each: each.order)
    actors: list[Actor] = sorted(ACTORS, key=lambda actor: not _any_inherent(found, actor))
    mine = {actor: [each for each in found if each.gap.actor == actor] for actor in actors}
    # One count through all groups, so that a meeting can say "gap 7".
    numbers = itertools.count(1)
    groups = tuple(_group(actor, mine[actor], numbers, places) for actor in actors if mine[actor])
    return _referring_to_each_other(groups)


def _referring_to_each_other(groups: tuple[GapGroup, ...]) -> tuple[GapGroup, ...]:
    """Say of gaps that are answered in one field which others are, so that nobody writes an answer twice."""
    gaps = [gap for group in groups for about in group.subjects for gap in about.gaps]
    same: dict[str, list[str]] = {}
    for gap in gaps:
        same.setdefault(gap.place.path, []).append(gap.number)

    def told(gap: Gap) -> Gap:
        others = [number for number in same[gap.place.path] if number != gap.number]
        return gap._replace(also=say("gaps.also", n=len(others), others=joined(others)) if others else "")

    return tuple(
        group._replace(
            subjects=tuple(about._replace(gaps=tuple(told(gap) for gap in about.gaps)) for about in group.subjects)
        )
        for group in groups
    )


def _found(evaluation: Evaluation) -> list[_Found]:
    return [
        _Found(gap, criterion, _checks_behind(gap, criterion), position)
        for position, criterion in enumerate(criteria_of(evaluation))
        for gap in criterion.gaps
    ]


def _any_inherent(found: list[_Found], actor: Actor) -> bool:
    return any(each.gap.counted and each.gap.actor == actor and each.gap.fixability == "inherent" for each in found)


def _group(actor: Actor, found: list[_Found], numbers: Iterator[int], places: Places) -> GapGroup:
    runs = [list(run) for _, run in itertools.groupby(found, key=lambda each: each.about)]
    subjects = tuple(_subject(run, numbers, places) for run in runs)
    return GapGroup(f"gaps-{actor}", say("gaps.of_group", actor=ACTORS[actor]), _how_many(found), subjects)


def _how_many(found: list[_Found]) -> str:
    """Count the gaps as the head of the report does, and beside them those that do not count."""
    counted = sum(each.gap.counted for each in found)
    left = len(found) - counted
    numbers = [say("gaps.how_many", n=counted) if counted else "", say("gaps.uncounted", n=left) if left else ""]
    return ", ".join(filter(None, numbers))


def _subject(run: list[_Found], numbers: Iterator[int], places: Places) -> GapSubject:
    criterion, (_, part, scope) = run[0].criterion, run[0].about
    gaps = tuple(_gap(each, next(numbers), places) for each in run)
    return GapSubject(f"{gaps[0].anchor}-of", mark_of(criterion, part, scope), subject_of(criterion, part, scope), gaps)


def _gap(found: _Found, number: int, places: Places) -> Gap:
    gap = found.gap
    return Gap(
        mark=FINDINGS["not_met" if _is_stated(found) else "incomplete"],
        anchor=f"gap-{number}",
        number=say("gaps.number", number=number),
        title=gap.title,
        kind=GAP_KINDS.get(gap.code, name_in_words(gap.code)),
        readings=readings_of((read for check in found.checks for read in check.reads), places),
        missing=tuple(map(sentence_in_words, gap.missing)),
        checks=", ".join(dict.fromkeys(check.id for check in found.checks)),
        remedy=gap.remedy,
        example=gap.example,
        tags=_tags(gap),
        label=gap.label,
        place=places.to_write(gap.where),
        options=tuple(_option(option, gap, places) for option in gap.options),
        limits=limits_of(limit for check in found.checks for limit in check.thresholds),
        interpretations=_interpretations(found.checks),
        remark=_asked_by_profile(found.checks) if gap.counted else _why_not_counted(found.criterion),
    )


def _is_stated(found: _Found) -> bool:
    """Tell a gap made by what is stated from one made by silence; of several ways all must be stated against."""
    among = all if found.gap.options else any
    return among(check.outcome == "false" for check in found.checks)


def _asked_by_profile(checks: Iterable[CheckResult]) -> str:
    """Say of a gap that the profile alone makes that the publisher does not ask for it."""
    alone = [check.promoted for check in checks]
    return say("gaps.by_profile") if alone and all(alone) else ""


def _checks_behind(gap: GapResult, criterion: CriterionResult) -> tuple[CheckResult, ...]:
    keys = {*gap.checks, *(key for option in gap.options for key in option.checks)}
    return tuple(check for check in criterion.checks if check.key in keys)


def _option(option: GapOption, gap: GapResult, places: Places) -> Option:
    return Option(
        way=_way(option, gap),
        title=option.title,
        missing=tuple(map(sentence_in_words, option.missing)),
        remedy=option.remedy,
        example=option.example,
        tags=(*_tags(option), say("gaps.for_actor", actor=ACTORS[option.actor])),
        label=option.label,
        place=places.to_write(option.where),
    )


def _way(option: GapOption, gap: GapResult) -> str:
    """Say which options belong together; where each stands alone there is nothing to say."""
    ways = [each.way for each in gap.options]
    if len(set(ways)) == len(ways):
        return ""
    steps = [each for each in gap.options if each.way == option.way]
    if len(steps) == 1:
        return say("gaps.way", way=option.way)
    return say("gaps.way_step", way=option.way, step=steps.index(option) + 1, steps=len(steps))


def _tags(gap: GapResult | GapOption) -> tuple[str, ...]:
    kind = FIXABILITIES[gap.fixability]
    return (kind,) if gap.fixability == "inherent" else (EFFORTS[gap.effort], kind)


def _interpretations(checks: Iterable[CheckResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(check.interpretation for check in checks if check.interpretation))


def _why_not_counted(criterion: CriterionResult) -> str:
    why = say("gaps.not_counted")
    return f"{why} {sentence_in_words(criterion.applicability.says)}".strip()
