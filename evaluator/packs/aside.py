"""Criteria that are set aside, each with the reason why it is not evaluated."""

from __future__ import annotations

from evaluator.model.criteria import Criterion, Pack

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
