"""What is set aside, each with the reason why it is not evaluated: criteria, and parts and checks of them."""

from __future__ import annotations

from evaluator.model.criteria import Criterion, LeftOut, Pack
from evaluator.model.notices import AsideReason, Notice, as_written

_STATUS: dict[str, tuple[AsideReason, AsideReason]] = {
    "upcoming": ("upcoming", "upcoming_from"),
    "retired": ("retired", "retired_since"),
}


def reason_aside(pack: Pack, criterion: Criterion) -> Notice | None:
    """Tell why a criterion is not evaluated, if it is not; what the edition says goes before what a profile says."""
    if criterion.status != "active":
        undated, dated = _STATUS[criterion.status]
        why = as_written(criterion.status_why) if criterion.status_why else None
        if criterion.status_since is None:
            return Notice(code=undated, because=why)
        return Notice(code=dated, values={"date": criterion.status_since.isoformat()}, because=why)
    why_not = pack.profile.not_evaluated.get(criterion.id, "") if pack.profile else ""
    return as_written(why_not) if why_not else None


def left_out_of(pack: Pack, criterion: str) -> tuple[LeftOut, ...]:
    """List the parts and checks that the profile in force leaves out of a criterion."""
    return tuple(one for one in pack.profile.left_out if one.criterion == criterion) if pack.profile else ()
