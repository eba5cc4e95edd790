"""The profile in force and the readings used: in a sentence near the top, and one by one where it is told how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.shapes import Choice, Fact
from evaluator.rendering.subjects import criteria_of, named
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import count, joined

if TYPE_CHECKING:
    from evaluator.model.evaluation import CriterionResult, Evaluation, ProfileChange, ProfileUsed, ReadingUsed

_KINDS = {
    "not_evaluated": "Not evaluated",
    "promoted": "Required, where the criteria only recommend it",
    "threshold": "Number set by the profile",
    "reading": "Reading chosen by the profile",
    "added": "Added by the profile",
}
_OURS = "our reading"
_PROFILES = "the reading that the profile chose instead of ours"


def profile_sentence(profile: ProfileUsed | None) -> str:
    """Say under which profile was judged and what that makes different; empty without one."""
    if profile is None:
        return ""
    head = f"Under the profile “{profile.title}” ({profile.id}, by {profile.author})"
    said = joined(_differences(profile))
    return " ".join(filter(None, [f"{head}: {said}." if said else f"{head}.", sentence_in_words(profile.says)]))


def profile_changes(profile: ProfileUsed | None) -> tuple[Fact, ...]:
    """Show everything that the profile makes different, each with its reason."""
    return tuple(_change(change) for change in profile.changes) if profile else ()


def choices(evaluation: Evaluation) -> tuple[Choice, ...]:
    """Show each place where the words leave a choice, with the reading that was used."""
    return tuple(_choice(criterion, used) for criterion in criteria_of(evaluation) for used in criterion.readings)


def _differences(profile: ProfileUsed) -> list[str]:
    of_kind = {kind: [change for change in profile.changes if change.kind == kind] for kind in _KINDS}
    aside = joined([change.id for change in of_kind["not_evaluated"]])
    said = {
        "not_evaluated": f"{aside} {'is' if len(of_kind['not_evaluated']) == 1 else 'are'} not evaluated",
        "promoted": count(len(of_kind["promoted"]), "check is", "checks are")
        + " required that the criteria only recommend",
        "threshold": count(len(of_kind["threshold"]), "number is", "numbers are") + " its own",
        "reading": count(len(of_kind["reading"]), "reading is", "readings are") + " chosen otherwise than ours",
        "added": count(len(of_kind["added"]), "criterion is", "criteria are")
        + " added that the publisher does not ask",
    }
    return [sentence for kind, sentence in said.items() if of_kind[kind]]


def _change(change: ProfileChange) -> Fact:
    told = f"{_told(change)} {sentence_in_words(change.why)}".strip()
    return Fact(f"{_KINDS[change.kind]}: {change.title if change.kind == 'threshold' else change.id}", told)


def _told(change: ProfileChange) -> str:
    if not change.now:
        return _closed(change.title)
    before = f" The criteria pack has: {_closed(change.before)}" if change.before else ""
    head = "" if change.kind == "threshold" else f"{_closed(change.title)} "
    return f"{head}{_closed(change.now)}{before}"


def _closed(text: str) -> str:
    said = sentence_in_words(text)
    return said if said.endswith((".", "?", "!")) else f"{said}."


def _choice(criterion: CriterionResult, used: ReadingUsed) -> Choice:
    return Choice(
        name=named(criterion),
        question=used.question,
        means=sentence_in_words(used.means),
        whose=_OURS if used.ours else _PROFILES,
        why=sentence_in_words(used.why),
    )
