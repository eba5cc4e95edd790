"""What the profile in force makes different from the pack, for those who read a result."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.engine.values import number_with_unit
from evaluator.model.criteria import Criterion, Pack, ProfileInForce
from evaluator.model.ruler import ProfileChange, ProfileUsed


def profile_used(pack: Pack) -> ProfileUsed | None:
    """Tell the profile in force with all that it changed; None if there is none."""
    profile = pack.profile
    if profile is None:
        return None
    changes = tuple(_changes(pack, profile))
    return ProfileUsed(id=profile.id, title=profile.title, author=profile.author, says=profile.says, changes=changes)


def _changes(pack: Pack, profile: ProfileInForce) -> Iterator[ProfileChange]:
    criteria = {one.id: one for one in (pack.form, *pack.criteria)}
    for name, reason in profile.not_evaluated.items():
        yield ProfileChange(kind="not_evaluated", id=name, title=criteria[name].title, why=reason)
    for piece in profile.left_out:
        yield ProfileChange(kind="left_out", id=piece.id, title=piece.asks, why=piece.why)
    checks = {check.id: check for one in criteria.values() for check in one.checks}
    for name in profile.promoted:
        yield ProfileChange(kind="promoted", id=name, title=checks[name].asks, why=profile.why.get(name, ""))
    for name, before in profile.thresholds.items():
        threshold = pack.thresholds[name]
        now, why = number_with_unit(threshold), threshold.note or threshold.source
        yield ProfileChange(kind="threshold", id=name, title=name.replace("_", " "), now=now, before=before, why=why)
    for name in profile.readings:
        ambiguity = pack.ambiguities[name]
        now, before = ambiguity.readings[ambiguity.in_force], ambiguity.readings[ambiguity.ours]
        why = profile.why.get(name, "")
        yield ProfileChange(kind="reading", id=name, title=ambiguity.question, now=now, before=before, why=why)
    for name in profile.added:
        yield ProfileChange(kind="added", id=name, title=_asked(criteria[name]))


def _asked(criterion: Criterion) -> str:
    return f"{criterion.title}: {criterion.asks}"
