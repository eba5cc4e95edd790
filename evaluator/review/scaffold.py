"""A review file to be filled in: for each criterion and open question what is to be decided, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluator.api import Evaluator
from evaluator.model.criteria import Criterion, Pack
from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation
from evaluator.model.proposal import Proposal
from evaluator.model.review import REVIEW_SCHEMA, Record, RecordedEntry, RecordedProposal, RecordedRuler
from evaluator.proposals.document import printable
from evaluator.proposals.yaml_writing import comment_lines, entry_lines, inline
from evaluator.rendering.words import FINDINGS
from evaluator.review.carrying import NOTHING, Carried, carried_over, entry_data
from evaluator.review.digests import seal_of
from evaluator.review.scaffold_words import BLIND, CARRIED, DISPOSITIONS, HEAD, RECORD
from evaluator.review.subjects import Subject, Subjects

if TYPE_CHECKING:
    from evaluator.engine import Run
    from evaluator.review.reading import ReadReview

_LONGEST = 2000
_KEYS = ("disposition", "to", "reason", "rationale", "comment")
_BLIND_KEYS = ("rating", "rationale", "comment")


@dataclass(frozen=True)
class Wishes:
    """What a review file is to be like: whose, of which date, blind, with which checks."""

    reviewer: str = ""
    blind: bool = False
    all_checks: bool = False


def review_scaffold(evaluator: Evaluator, proposal: Proposal, wishes: Wishes) -> str:
    """Write the review file of a proposal; it loads as it stands and decides nothing."""
    found = evaluator.run(proposal)
    return _written(evaluator, evaluator.assemble(proposal, found), found, wishes, NOTHING)


def review_carried_over(
    evaluator: Evaluator, proposal: Proposal, wishes: Wishes, earlier: ReadReview
) -> tuple[str, Carried]:
    """Write the review file of a new draft, with what an earlier review said of answers that have not changed.

    Raises:
        ReviewError: if the earlier review is a blind round, beside other criteria, or of another proposal.
    """
    found = evaluator.run(proposal)
    evaluation = evaluator.assemble(proposal, found)
    carried = carried_over(earlier, evaluator, found, evaluation.proposal)
    wishes = replace(wishes, reviewer=wishes.reviewer or earlier.review.reviewer)
    return _written(evaluator, evaluation, found, wishes, carried), carried


def _written(evaluator: Evaluator, evaluation: Evaluation, found: Run, wishes: Wishes, carried: Carried) -> str:
    subjects = Subjects(evaluator).of(found)
    keys = [key for one in _criteria(evaluation, blind=wishes.blind) for key in _keys_of(one, wishes, carried)]
    record = _record(evaluator, evaluation, [subjects[key] for key in keys if key in subjects], blind=wishes.blind)
    entries = _blind_entries(evaluator.pack, record) if wishes.blind else _entries(evaluation, record, wishes, carried)
    return "\n".join([*_head(evaluation, wishes, carried), *entries, *_record_lines(record), ""])


def _criteria(evaluation: Evaluation, *, blind: bool) -> list[CriterionResult]:
    every = evaluation.criteria if blind else (evaluation.form, *evaluation.criteria)
    return [one for one in every if not one.not_evaluated]


def _keys_of(criterion: CriterionResult, wishes: Wishes, carried: Carried) -> Iterator[str]:
    yield criterion.id
    if not wishes.blind:
        yield from (check.key for check in _checks_of(criterion, wishes, carried))


def _checks_of(criterion: CriterionResult, wishes: Wishes, carried: Carried) -> list[CheckResult]:
    asked = {question.check for question in criterion.questions} | carried.keys
    return [
        check for check in criterion.checks if check.key in asked or (wishes.all_checks and check.force == "required")
    ]


def _record(evaluator: Evaluator, evaluation: Evaluation, subjects: Iterable[Subject], *, blind: bool) -> Record:
    entries, answers = {}, {}
    for one in subjects:
        found = "" if blind else one.found
        entries[one.key] = RecordedEntry(
            about=one.about,
            criterion=one.criterion,
            check=one.check,
            title=one.title,
            scope=one.scope,
            found=found,
            asked=one.asked,
            read=one.read,
        )
        answers.update(one.answers)
    profile = evaluator.pack.profile
    record = Record(
        blind=blind,
        ruler=RecordedRuler(
            pack=evaluator.pack.ruler_id,
            profile=f"{profile.id}#{profile.digest[:12]}" if profile else "",
            as_of=evaluator.as_of.isoformat(),
        ),
        proposal=RecordedProposal.model_validate(evaluation.proposal.model_dump(include={"id", "title", "digest"})),
        entries=entries,
        answers=dict(sorted(answers.items())),
    )
    return record.model_copy(update={"seal": seal_of(record)})


def _head(evaluation: Evaluation, wishes: Wishes, carried: Carried) -> Iterator[str]:
    proposal, ruler = evaluation.proposal, evaluation.ruler
    name = " · ".join(filter(None, [_plain(proposal.title) or "Untitled proposal", _plain(proposal.id)]))
    words = BLIND if wishes.blind else DISPOSITIONS
    yield from comment_lines(HEAD.format(name=name, title=ruler.title, edition=ruler.edition, words=words))
    if carried.source:
        yield "#"
        yield from comment_lines(CARRIED.format(source=_plain(carried.source)))
    yield f"schema: {REVIEW_SCHEMA}"
    yield ""
    yield "# Who reviewed: a name, or a word such as Reviewer 1 where names are not to be recorded."
    yield from entry_lines("reviewer", wishes.reviewer)
    yield f"date: {ruler.as_of.isoformat()}"
    yield ""
    yield "entries:"


def _blind_entries(pack: Pack, record: Record) -> Iterator[str]:
    """Write the entries from the criteria alone, so that nothing in them comes from what was found."""
    for criterion in pack.criteria:
        if criterion.id in record.entries:
            yield from _banner(criterion)
            yield from _said("What it comes down to, as we read it:", "  ")
            for check in criterion.checks:
                if check.force == "required":
                    yield from _said(f"- {check.asks}", "    ")
            yield from _empty(criterion.id, _BLIND_KEYS)


def _entries(evaluation: Evaluation, record: Record, wishes: Wishes, carried: Carried) -> Iterator[str]:
    for criterion in _criteria(evaluation, blind=False):
        yield from _banner(criterion)
        yield from _about_criterion(criterion)
        yield from _entry(criterion.id, carried)
        for check in _checks_of(criterion, wishes, carried):
            if check.key in record.entries:
                yield ""
                yield from _about_check(criterion, check)
                yield from _entry(check.key, carried)
    yield from _nowhere(record, carried)


def _entry(key: str, carried: Carried) -> Iterator[str]:
    """Write one entry, as it was carried over or empty; and above it what lapsed."""
    for text in carried.lapsed.get(key, ()):
        yield from _said(text, "  ! ")
    entry = carried.entries.get(key)
    if entry is None:
        yield from _empty(key, _KEYS)
        return
    yield from _said(f"Carried over from {carried.source}: what it was said of has not changed.", "  ")
    said = entry_data(entry)
    yield f"  {inline(key)}:"
    for name in dict.fromkeys((*_KEYS[:-1], *said, _KEYS[-1])):
        yield from entry_lines(name, said[name], "    ") if name in said else [f"    {name}:"]


def _nowhere(record: Record, carried: Carried) -> Iterator[str]:
    """Tell what was said of something that has no entry any more."""
    gone = [key for key in carried.lapsed if key not in record.entries]
    if gone:
        yield ""
        yield "  # " + "─" * 96
        yield from _said("What the earlier review said of something that is asked no more")
    for key in gone:
        yield from _said(key)
        for text in carried.lapsed[key]:
            yield from _said(text, "  ! ")


def _empty(key: str, names: tuple[str, ...]) -> Iterator[str]:
    yield f"  {inline(key)}:"
    yield from (f"    {name}:" for name in names)


def _banner(criterion: Criterion | CriterionResult) -> Iterator[str]:
    yield ""
    yield "  # " + "─" * 96
    yield from _said(f"{criterion.id} · {criterion.title}")
    if criterion.quote is not None:
        yield from _said(f"“{criterion.quote.words}” ({criterion.quote.of})", "  ")
    yield from _said(f"In our words: {criterion.asks}", "  ")


def _about_criterion(criterion: CriterionResult) -> Iterator[str]:
    finding = FINDINGS[criterion.finding]
    yield from _said(f"The program found: {finding.symbol} {finding.word}", "  ")
    if criterion.applicability.says:
        yield from _said(criterion.applicability.says, "  ")
    for gap in criterion.gaps:
        scope = f" ({gap.scope.label})" if gap.scope.label else ""
        yield from _said(f"- {gap.title}{scope}: {' '.join(gap.missing)}", "    ")
    for question in criterion.questions:
        if not question.check:
            yield from _said(f"Question for the panel: {question.question}", "  ")


def _about_check(criterion: CriterionResult, check: CheckResult) -> Iterator[str]:
    scope = f", for {check.scope.label}" if check.scope.label else ""
    yield from _said(f"{check.id}{scope} · {check.asks}")
    yield from _said(f"The program says: {check.says}", "  ")
    for question in criterion.questions:
        if question.check == check.key:
            yield from _said(f"Question for the panel: {question.question}", "  ")
    for read in check.reads:
        if read.value and read.state == "answered":
            sources = f" [{', '.join(read.evidence)}]" if read.evidence else ""
            yield from _said(f"{read.label}: {read.value}{sources}", "  ")


def _said(text: str, inset: str = "") -> Iterator[str]:
    return comment_lines(_plain(text), "  ", inset)


def _plain(text: str) -> str:
    """Keep what an applicant wrote from ending a comment, or from being more than one."""
    return printable(text, _LONGEST)


def _record_lines(record: Record) -> Iterator[str]:
    yield ""
    yield ""
    yield "# " + "─" * 98
    yield from comment_lines(RECORD)
    yield "record:"
    data = record.model_dump(mode="json", exclude={"entries", "answers"})
    for key in ("blind", "ruler", "proposal"):
        yield from entry_lines(key, data[key], "  ")
    yield "  entries:"
    for key, entry in record.entries.items():
        yield f"    {inline(key)}: {inline(entry.model_dump(mode='json', exclude_defaults=True))}"
    yield "  answers:" if record.answers else "  answers: {}"
    for path, digest in record.answers.items():
        yield f"    {inline(path)}: {inline(digest)}"
    yield f"  seal: {inline(record.seal)}"
