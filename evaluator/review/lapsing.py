"""Which dispositions still count: one lapses when what it was said of is no longer what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from evaluator.engine.compile import CompiledPack
from evaluator.model.criteria import Pack
from evaluator.model.notices import Notice, Values
from evaluator.model.review import ChangedAnswer, Entry, LapseCode, Lapsed, RecordedEntry, Review
from evaluator.packs.paths import SOURCES
from evaluator.review.subjects import Subject

_WITHIN_SOURCE = re.compile(rf"^{re.escape(SOURCES)}\.[^.]+\.")  # by the name that the source has in the register


class Counting(NamedTuple):
    """A disposition that counts, with what it is about."""

    entry: Entry
    subject: Subject


class Standing(NamedTuple):
    """What counts of a review and what has lapsed."""

    counting: tuple[Counting, ...]
    lapsed: tuple[Lapsed, ...]


def standing(review: Review, subjects: Mapping[str, Subject], compiled: CompiledPack, as_of: str) -> Standing:
    """Part the dispositions of a review into those that count for these subjects on this day, and the others."""
    counting, lapsed = [], []
    for key, recorded in review.record.entries.items():
        entry = review.entries.get(key)
        if entry is None or entry.disposition is None:
            continue
        subject = subjects.get(key)
        reason = _reason(review, recorded, subject, compiled) or _expired(entry, as_of)
        if reason is not None:
            lapsed.append(_lapsed(review, key, reason))
        elif subject is not None:
            counting.append(Counting(entry, subject))
    return Standing(tuple(counting), tuple(lapsed))


def still_said_of(review: Review, key: str, subject: Subject | None) -> bool:
    """Tell whether what an entry was said of is what it was: the question, the answers, and the finding."""
    recorded = review.record.entries.get(key)
    if recorded is None or subject is None:
        return False
    now, then = (subject.scope, subject.asked, subject.read, subject.found), recorded
    return now == (then.scope, then.asked, then.read, then.found)


class _Reason(NamedTuple):
    code: LapseCode
    said: Notice
    changed: tuple[ChangedAnswer, ...] = ()


def _reason(review: Review, recorded: RecordedEntry, subject: Subject | None, compiled: CompiledPack) -> _Reason | None:
    if subject is None:
        return _Reason("gone", _gone(recorded, compiled))
    if subject.scope != recorded.scope:  # another row stands in its place
        return _Reason("gone", Notice(code="item_gone", values={"list": recorded.scope.kind}))
    if subject.asked != recorded.asked:
        return _Reason("criteria_changed", _other_criteria(review, compiled.pack))
    if subject.found == "error":
        return _Reason("not_evaluated", Notice(code="fails_now"))
    if subject.read != recorded.read:
        changed = tuple(_changed(subject, review.record.answers, compiled.pack))
        return _Reason("answers_changed", Notice(code="answers_differ" if changed else "answer_gone"), changed)
    if subject.found != recorded.found:
        findings: Values = {"finding_before": recorded.found or "error", "finding_now": subject.found}
        return _Reason("finding_changed", Notice(code="finding_differs", values=findings))
    return None


def _expired(entry: Entry, as_of: str) -> _Reason | None:
    if entry.expires is None or entry.expires >= as_of:
        return None
    return _Reason("expired", Notice(code="expired", values={"date": entry.expires}))


def _other_criteria(review: Review, pack: Pack) -> Notice:
    values: Values = {"before": review.record.ruler.pack, "now": pack.ruler_id}
    if pack.profile is None:
        return Notice(code="criteria_differ", values=values)
    return Notice(code="criteria_differ_under_profile", values=values | {"profile": pack.profile.id})


def _gone(recorded: RecordedEntry, compiled: CompiledPack) -> Notice:
    plan = next((plan for plan in compiled.plans if plan.criterion.id == recorded.criterion), None)
    if plan is None:
        return Notice(code="criterion_gone", values={"criterion": recorded.criterion})
    if plan.aside:
        return Notice(code="criterion_aside", values={"criterion": recorded.criterion}, because=plan.aside)
    known = {check.id for check in plan.criterion.checks} | {part.id for part in plan.criterion.parts}
    if recorded.check.partition("/")[0] not in known:
        return Notice(code="check_gone", values={"check": recorded.check})
    if recorded.scope.id:
        return Notice(code="item_gone", values={"list": recorded.scope.kind})
    return Notice(code="not_asked", values={"check": recorded.check})


def _changed(subject: Subject, before: Mapping[str, str], pack: Pack) -> Iterator[ChangedAnswer]:
    for path, digest in subject.answers.items():
        if before.get(path) != digest:
            yield ChangedAnswer(path=path, label=_label(path, pack))


def _label(path: str, pack: Pack) -> str:
    guide = pack.fields.get(re.sub(_WITHIN_SOURCE, f"{SOURCES}[].", re.sub(r"\.\d+(?=\.|$)", "[]", path)))
    return guide.label if guide else ""


def _lapsed(review: Review, key: str, reason: _Reason) -> Lapsed:
    recorded, entry = review.record.entries[key], review.entries[key]
    data: dict[str, Any] = {
        "key": key,
        "about": recorded.about,
        "criterion": recorded.criterion,
        "scope": recorded.scope,
        "disposition": entry.disposition,
        "said": entry.to or "",
        "code": reason.code,
        "reason": reason.said,
        "changed": reason.changed,
        "who": entry.who or review.reviewer,
        "when": entry.when or review.date,
    }
    # What was decided goes on being told as a whole: a condition or a vote says more than the word alone.
    written = entry.model_dump(exclude_none=True, by_alias=True, exclude={"to", "rating", *data})
    return Lapsed.model_validate(data | written)
