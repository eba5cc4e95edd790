"""Criteria one by one: in the strip, in full with their checks, set aside, and how each was decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.criterion_shapes import CheckLine, CriterionEntry, PartLine
from evaluator.rendering.logic import logic_in_words
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.readings import NOTHING_READ, limits_of, readings_of
from evaluator.rendering.subjects import criteria_of, named, part_in_words, quotation_of, scope_in_words
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import AUTOMATIONS, CLAIMED, FINDINGS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, PartResult
    from evaluator.rendering.places import Places

# Each criterion as it is shown, by its letter; the form has none.
Entries = dict[str, CriterionEntry]
SET_ASIDE = ("not_applicable", "not_evaluated", "error")


def entries(evaluation: Evaluation, places: Places) -> Entries:
    """Show each criterion once, without its checks; whatever shows one somewhere begins with this."""
    return {each.id: _entry(each, places) for each in criteria_of(evaluation)}


def strip(evaluation: Evaluation, whole: Entries, targets: dict[str, str]) -> tuple[CriterionEntry, ...]:
    """Show all criteria in their order, each leading to where it is treated first."""
    return tuple(whole[each.id]._replace(target=targets.get(each.id, "")) for each in evaluation.criteria)


def documented(evaluation: Evaluation, whole: Entries, places: Places) -> tuple[CriterionEntry, ...]:
    """Show the criteria that are documented, with every check that decided about them."""
    found = [each for each in _form_last(evaluation) if each.finding == "met"]
    return tuple(_with_checks(whole, each, places, decides) for each in found)


def documented_in_part(evaluation: Evaluation, whole: Entries, places: Places) -> tuple[CriterionEntry, ...]:
    """Show what is documented already, or does not arise, in the other criteria."""
    others = [each for each in _form_last(evaluation) if each.finding not in ("met", *SET_ASIDE)]
    return tuple(_with_checks(whole, each, places, settled) for each in others if any(map(settled, each.checks)))


def set_aside(evaluation: Evaluation, whole: Entries) -> tuple[CriterionEntry, ...]:
    """Show the criteria that do not apply, or were not or could not be evaluated, with the reason."""
    return tuple(whole[each.id] for each in criteria_of(evaluation) if each.finding in SET_ASIDE)


def undecided(evaluation: Evaluation, whole: Entries) -> tuple[CriterionEntry, ...]:
    """Show the criteria of which nobody can tell yet whether they apply, with the answer that is needed."""
    return tuple(whole[each.id] for each in criteria_of(evaluation) if each.applicability.outcome == "undecided")


def _with_checks(
    whole: Entries, criterion: CriterionResult, places: Places, keep: Callable[[CheckResult], bool]
) -> CriterionEntry:
    kept = (check_line(check, places) for check in criterion.checks if keep(check))
    return whole[criterion.id]._replace(checks=tuple(kept))


def _entry(criterion: CriterionResult, places: Places) -> CriterionEntry:
    return CriterionEntry(
        anchor=anchor_of(criterion),
        target="",
        decided=decided_anchor_of(criterion),
        id=criterion.id,
        title=criterion.title,
        name=named(criterion),
        asks=criterion.asks,
        mark=FINDINGS[criterion.finding],
        remark=_remark(criterion),
        quotation=quotation_of(criterion),
        notes=criterion.notes,
        applies=_applies(criterion, places),
        logic=say("logic.sentence", logic=logic_in_words(criterion.logic)),
        automation=AUTOMATIONS[criterion.automation],
        parts=tuple(_part_line(part) for part in criterion.parts),
        checks=(),
    )


def check_line(check: CheckResult, places: Places) -> CheckLine:
    """Show one check with what it read."""
    return CheckLine(
        mark=CLAIMED["claimed"] if check.claimed else OUTCOMES[check.outcome],
        check=check.id,
        asks=check.asks,
        said=sentence_in_words(check.says),
        scope=scope_in_words(check.scope),
        # Where the subject does not arise, the sentence says why, and nothing more was looked for.
        readings=NOTHING_READ if check.outcome == "not_applicable" else readings_of(check.reads, places),
        limits=limits_of(check.thresholds),
        interpretation=check.interpretation,
    )


def stands_in_full(criterion: CriterionResult) -> bool:
    """Tell whether a report shows a criterion by itself, and not only what is open in it."""
    return criterion.finding in ("met", *SET_ASIDE) or any(map(settled, criterion.checks))


def anchor_of(criterion: CriterionResult) -> str:
    """Name the place in a page where a criterion stands in full."""
    return "criterion-" + (re.sub(r"[^A-Za-z0-9_-]", "-", criterion.id) or "form")


def decided_anchor_of(criterion: CriterionResult) -> str:
    """Name the place in a page where it stands how a criterion was decided."""
    return f"{anchor_of(criterion)}-decided"


def decides(check: CheckResult) -> bool:
    """Tell whether a check belongs in the full account of a documented criterion."""
    return check.standing == "decides" or settled(check)


def settled(check: CheckResult) -> bool:
    """Tell whether nobody need do anything about a check."""
    counts = check.standing not in ("moot", "not_counted")
    return counts and not check.claimed and check.outcome in ("true", "not_applicable")


def _form_last(evaluation: Evaluation) -> list[CriterionResult]:
    form, *letters = criteria_of(evaluation)
    return [*letters, form]


def _remark(criterion: CriterionResult) -> str:
    if criterion.flagged:
        return say("documented.flagged")
    if criterion.inherent:
        return say("documented.inherent")
    left = [sentence_in_words(one.asks) for one in criterion.left_out]
    return say("documented.left_out", questions=" ".join(left)) if left else ""


def _applies(criterion: CriterionResult, places: Places) -> str:
    applicability = criterion.applicability
    says = sentence_in_words(applicability.says)
    if criterion.not_evaluated:
        return sentence_in_words(notice_in_words(criterion.not_evaluated))
    if applicability.outcome == "undecided":
        return f"{says} {_needed(criterion, places)}".strip()
    if criterion.finding == "not_evaluated" and not says:
        return say("documented.outside")
    return says


def _needed(criterion: CriterionResult, places: Places) -> str:
    applicability = criterion.applicability
    if not applicability.needs:
        return say("undecided.nobody_knows")
    place = places.to_write(applicability.needs)
    where = ", ".join(filter(None, [place.words, place.path]))
    return say("undecided.depends", answer=applicability.needs_label or where, place=where)


def _part_line(part: PartResult) -> PartLine:
    return PartLine(FINDINGS[part.finding], part_in_words(part), part.asks, scope_in_words(part.scope))
