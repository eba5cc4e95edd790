"""The profile in force and the readings used: in a sentence near the top, and one by one where it is told how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.criterion_shapes import Choice
from evaluator.rendering.shapes import Fact
from evaluator.rendering.subjects import criteria_of, named
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import joined

if TYPE_CHECKING:
    from evaluator.model.evaluation import CriterionResult, Evaluation, ReadingUsed
    from evaluator.model.ruler import ProfileChange, ProfileUsed

_KINDS = {
    "not_evaluated": "profile.change_not_evaluated",
    "left_out": "profile.change_left_out",
    "promoted": "profile.change_promoted",
    "threshold": "profile.change_threshold",
    "reading": "profile.change_reading",
    "added": "profile.change_added",
}


def profile_sentence(profile: ProfileUsed | None) -> str:
    """Say under which profile was judged and what that makes different; empty without one."""
    if profile is None:
        return ""
    head = say("profile.head", title=profile.title, id=profile.id, author=profile.author)
    said = joined(_differences(profile))
    sentence = say("profile.differs", head=head, differences=said) if said else say("profile.alone", head=head)
    return " ".join(filter(None, [sentence, sentence_in_words(profile.says)]))


def profile_changes(profile: ProfileUsed | None) -> tuple[Fact, ...]:
    """Show everything that the profile makes different, each with its reason."""
    return tuple(_change(change) for change in profile.changes) if profile else ()


def choices(evaluation: Evaluation) -> tuple[Choice, ...]:
    """Show each place where the words leave a choice, with the reading that was used."""
    return tuple(_choice(criterion, used) for criterion in criteria_of(evaluation) for used in criterion.readings)


def _differences(profile: ProfileUsed) -> list[str]:
    of_kind = {kind: [change.id for change in profile.changes if change.kind == kind] for kind in _KINDS}
    aside = of_kind["not_evaluated"]
    said = {
        "not_evaluated": say("profile.not_evaluated", n=len(aside), criteria=joined(aside)),
        "left_out": say("profile.left_out", n=len(of_kind["left_out"])),
        "promoted": say("profile.promoted", n=len(of_kind["promoted"])),
        "threshold": say("profile.threshold", n=len(of_kind["threshold"])),
        "reading": say("profile.reading", n=len(of_kind["reading"])),
        "added": say("profile.added", n=len(of_kind["added"])),
    }
    return [sentence for kind, sentence in said.items() if of_kind[kind]]


def _change(change: ProfileChange) -> Fact:
    told = f"{_told(change)} {sentence_in_words(change.why)}".strip()
    return Fact(say(_KINDS[change.kind], name=change.title if change.kind == "threshold" else change.id), told)


def _told(change: ProfileChange) -> str:
    if not change.now:
        return _closed(change.title)
    before = f" {say('profile.before', value=_closed(change.before))}" if change.before else ""
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
        whose=say("computed.our_reading") if used.ours else say("computed.profile_reading"),
        why=sentence_in_words(used.why),
    )
