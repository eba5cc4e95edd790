"""What stands beside the form: findings now and at the last save, gaps with the way to their field, readiness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evaluator.model.evaluation import CriterionResult, Evaluation, GapResult
from evaluator.model.next_questions import NextQuestion, NextQuestions
from evaluator.proposals.drafts import ROW_KEY, address_of, place_at
from evaluator.rendering.asking import settles_in_words
from evaluator.rendering.page import readiness_in_words
from evaluator.rendering.readings import label_with_rows
from evaluator.rendering.recommendation import sentence_of
from evaluator.rendering.shapes import Mark
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import EFFORTS, FINDINGS, RECOMMENDATIONS, count
from evaluator.web.office import Judged
from evaluator.web.topics import topic_of

_SHOWN = 8


class CriterionLine(NamedTuple):
    """A criterion with its finding now and, where it was another, at the last save."""

    name: str
    mark: Mark
    before: Mark | None


class FieldLink(NamedTuple):
    """The way to a field."""

    label: str
    topic: str
    address: str


class GapLine(NamedTuple):
    """A gap, with what to do and every field in which it, or one of the ways to close it, is answered."""

    criterion: str
    letter: str
    title: str
    missing: tuple[str, ...]
    remedy: str
    example: str
    effort: str
    fields: tuple[FieldLink, ...]

    @property
    def topic(self) -> str:
        """Name the page of its first field."""
        return self.fields[0].topic


class NextLine(NamedTuple):
    """A question to answer next, with what an answer can settle."""

    label: str
    settles: str
    effort: str
    topic: str
    address: str


class Panel(NamedTuple):
    """Everything that stands beside a page of the form."""

    mark: Mark
    sentence: str
    before: str
    readiness: str
    readiness_before: str
    answered: str
    criteria: tuple[CriterionLine, ...]
    gaps: tuple[GapLine, ...]
    elsewhere: str
    faults: str


def panel_of(now: Judged, saved: Evaluation, criteria: list[str], here: str = "") -> Panel:
    """Put together what is shown beside a page: of these criteria, with the gaps of the page first."""
    evaluation = now.evaluation
    gaps = [gap for gap in gap_lines(now) if not here or gap.criterion in criteria]
    gaps.sort(key=lambda gap: gap.topic != here and not gap.topic.startswith(f"{here}."))
    more = max(evaluation.recommendation.gaps - len(gaps[:_SHOWN]), 0)
    sentence, before = sentence_of(evaluation), sentence_of(saved)
    readiness, readiness_before = readiness_in_words(evaluation.readiness), readiness_in_words(saved.readiness)
    form = evaluation.completeness
    return Panel(
        mark=RECOMMENDATIONS[evaluation.recommendation.engine],
        sentence=sentence,
        before=before if before != sentence else "",
        readiness=readiness,
        readiness_before=readiness_before if readiness_before != readiness else "",
        answered=f"{form.answered} of {form.of} required answers",
        criteria=tuple(_criteria(evaluation, saved, criteria)),
        gaps=tuple(gaps[:_SHOWN]),
        elsewhere=f"{more} more in the whole proposal" if more else "",
        faults=count(len(now.read.faults), "answer") if now.read.faults else "",
    )


def gap_lines(now: Judged) -> Iterator[GapLine]:
    """List the gaps that count, each with the page of the form on which it is closed."""
    for criterion in (now.evaluation.form, *now.evaluation.criteria):
        yield from (_gap(gap, criterion, now) for gap in criterion.gaps if gap.counted)


def next_lines(now: Judged, found: NextQuestions) -> list[NextLine]:
    """List the questions to answer next, each with the page of the form that asks it."""
    return [_next_line(one, now, _on_a_page(address_of(now.draft, one.path))) for one in found.questions]


def name_of(criterion: CriterionResult, evaluation: Evaluation) -> str:
    """Name a criterion by its letter and title; the form check has no letter."""
    return criterion.title if criterion.id == evaluation.form.id else f"{criterion.id} {criterion.title}"


def _criteria(now: Evaluation, saved: Evaluation, criteria: list[str]) -> Iterator[CriterionLine]:
    before = {each.id: each.finding for each in (saved.form, *saved.criteria)}
    for each in (now.form, *now.criteria):
        if each.id in criteria:
            was = before.get(each.id, each.finding)
            yield CriterionLine(
                name_of(each, now), FINDINGS[each.finding], FINDINGS[was] if was != each.finding else None
            )


def _next_line(one: NextQuestion, now: Judged, address: str) -> NextLine:
    said = settles_in_words(one, now.evaluation)
    return NextLine(label_with_rows(one.label, one.path), said, EFFORTS[one.effort], topic_of(address), address)


def _gap(gap: GapResult, criterion: CriterionResult, now: Judged) -> GapLine:
    ways = [(gap.where, gap.label), *((each.where, each.label) for each in gap.options)]
    places: dict[str, str] = {}
    for where, label in ways:
        places.setdefault(_on_a_page(address_of(now.draft, where)), label)
    return GapLine(
        criterion=criterion.id,
        letter="Form" if criterion is now.evaluation.form else criterion.id,
        title=gap.title + (f" ({gap.scope.label})" if gap.scope.label else ""),
        missing=tuple(map(sentence_in_words, gap.missing)),
        remedy=gap.remedy,
        example=gap.example,
        effort=EFFORTS[gap.effort],
        fields=tuple(FieldLink(label, topic_of(address), address) for address, label in places.items()),
    )


def _on_a_page(address: str) -> str:
    """Name the list where a gap is about any row of one that has none yet."""
    steps = address.split(".")
    for number, step in enumerate(steps[1:], start=1):
        field = place_at(".".join(steps[:number])).field
        if field is not None and field.rows is not None and not ROW_KEY.fullmatch(step):
            return ".".join(steps[:number])
    return address
