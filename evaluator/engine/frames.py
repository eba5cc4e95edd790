"""What is the same in the results of all proposals, made once for a pack: labels, cases, thresholds, readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.engine.logic import logic_of
from evaluator.engine.trusted import trusted
from evaluator.engine.values import plain_number
from evaluator.model.criteria import Ambiguity, Check, Criterion, Pack
from evaluator.model.evaluation import CheckResult, CriterionResult, Read, ReadingUsed, ThresholdUsed
from evaluator.model.notices import Notice
from evaluator.packs.aside import left_out_of
from evaluator.packs.paths import Resolved
from evaluator.packs.words import leaves

Data = dict[str, Any]


def blank_read(pack: Pack, steps: tuple[str, ...], resolved: Resolved) -> Read:
    """Describe a field in which nothing is written; its path is empty where it depends on the proposal."""
    fixed = steps[0] != "item" and resolved.inner is None
    return Read(path=".".join(steps) if fixed else "", label=_label(pack, steps, resolved), state="blank")


def frames_of(pack: Pack, check: Check, thresholds: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    """Give the results of a check's cases as far as they are always the same, and behind them that of an error."""
    used = tuple(_threshold(pack, name) for name in thresholds)
    cases = [(number, case.when or "", case.gap) for number, case in enumerate(check.cases, 1)]
    common: Data = {
        "id": check.id,
        "force": check.force,
        "asks": check.asks,
        "standing": "advisory" if check.force != "required" else "not_counted",
        "promoted": pack.profile is not None and check.id in pack.profile.promoted,
        "interpretation": check.interpretation,
        "thresholds": used,
    }
    each = [*cases, (0, "", "")]
    data: list[Data] = [{**common, "case": case, "condition": condition, "gap": gap} for case, condition, gap in each]
    return tuple(vars(trusted(CheckResult, one)) for one in data)


def criterion_frame(pack: Pack, criterion: Criterion, aside: Notice | None) -> Mapping[str, Any]:
    """Give the result of a criterion as far as it is always the same; `aside` is why it is not evaluated."""
    readings = () if aside else pack.ambiguities.items()
    frame = trusted(
        CriterionResult,
        {
            "id": criterion.id,
            "title": criterion.title,
            "asks": criterion.asks,
            "automation": criterion.automation,
            "quote": criterion.quote,
            "notes": criterion.notes,
            "logic": logic_of(criterion),
            "readings": tuple(_reading(pack, name, one) for name, one in readings if one.where == criterion.id),
            "not_evaluated": aside,
            "left_out": left_out_of(pack, criterion.id),
        },
    )
    return vars(frame)


def clause_names(criterion: Criterion) -> dict[tuple[str, ...], frozenset[str]]:
    """Name the checks that each clause, and each check of no clause, is about in the end."""
    parts = {part.id: part for part in criterion.parts}

    def below(name: str) -> Iterator[str]:
        part = parts.get(name)
        if part is None:
            yield name
            return
        yield f"{name}/empty"  # the case for an empty list
        for member in leaves(part.logic):
            yield from below(member)

    about = [*(clause.checks for clause in criterion.clauses), *((name,) for name in criterion.of_no_clause)]
    return {checks: frozenset(inner for name in checks for inner in below(name)) for checks in about}


def _label(pack: Pack, steps: tuple[str, ...], resolved: Resolved) -> str:
    """Name a field; one of an object, such as the unit of a period, is named with the object."""
    path = resolved.field.path
    guide, holder = pack.fields.get(path), pack.fields.get(path.rpartition(".")[0])
    own, whole = guide.label if guide else ".".join(steps), holder.label if holder else ""
    told = not whole or own.casefold().startswith(whole.casefold())
    return own if told else f"{whole}, {own[:1].lower()}{own[1:]}"


def _threshold(pack: Pack, name: str) -> ThresholdUsed:
    threshold, profile = pack.thresholds[name], pack.profile
    return ThresholdUsed(
        id=name,
        value=plain_number(threshold.value),
        **threshold.model_dump(include={"unit", "status", "source", "url", "reviewed_by"}),
        by_profile=profile is not None and name in profile.thresholds,
        instead_of=profile.thresholds.get(name, "") if profile else "",
    )


def _reading(pack: Pack, name: str, ambiguity: Ambiguity) -> ReadingUsed:
    used = ambiguity.in_force or ambiguity.ours
    chosen = pack.profile.why.get(name, "") if pack.profile and used != ambiguity.ours else ""
    return ReadingUsed(
        id=name,
        question=ambiguity.question,
        reading=used,
        means=ambiguity.readings[used],
        ours=used == ambiguity.ours,
        why=chosen or ambiguity.why,
    )
