"""What is set aside, each with the reason why it is not evaluated: criteria, and parts and checks of them."""

from __future__ import annotations

from evaluator.model.criteria import Criterion, LeftOut, Pack

_STATUS = {
    "upcoming": ("It is upcoming.", "It is upcoming and applies from {}."),
    "retired": ("It is retired.", "It is retired since {}."),
}


def reason_aside(pack: Pack, criterion: Criterion) -> str:
    """Say why a criterion is not evaluated; empty if it is. What the edition says goes before what a profile says."""
    if criterion.status != "active":
        undated, dated = _STATUS[criterion.status]
        since = criterion.status_since
        head = undated if since is None else dated.format(f"{since:%B} {since.day}, {since.year}")
        return f"{head} {criterion.status_why}".strip()
    return pack.profile.not_evaluated.get(criterion.id, "") if pack.profile else ""


def left_out_of(pack: Pack, criterion: str) -> tuple[LeftOut, ...]:
    """List the parts and checks that the profile in force leaves out of a criterion."""
    return tuple(one for one in pack.profile.left_out if one.criterion == criterion) if pack.profile else ()
