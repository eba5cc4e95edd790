"""Edges on which engine and reference once differed, or that chance would seldom draw: each by its smallest example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from reference.agreement import Fallible
from reference.building import case, check, criterion, group, guide, pack, part, proposal

if TYPE_CHECKING:
    from evaluator.model.criteria import Pack

pytestmark = pytest.mark.slow

WIDTHS = (1, 15, 16, 17, 33, 257)
CONTENTS = ("structure", "other_process")


@pytest.mark.parametrize("bound", ["< 1", "= 1", ">= 1", ">= 2", "< 2"])
@pytest.mark.parametrize(
    "rows",
    [
        [{}],
        [{}, {}],
        [{"content_type": "unknown"}, {"content_type": "structure"}],
        [{"content_type": "absent"}, {"content_type": "structure"}],
        [{"content_type": {"not_applicable": "It has none."}}, {"content_type": "structure"}],
        [{"content_type": content} for content in CONTENTS],
    ],
)
def test_distinct_counts_answers_and_nothing_that_may_never_come(bound: str, rows: list[Any]) -> None:
    fallible = Fallible.of(in_three_values(f"distinct codes.content_type {bound}"))

    assert not fallible.disagreements(proposal({"codes": rows}))


@pytest.mark.parametrize("answers", [[], ["structure"], ["structure", None], ["structure", "other_process"], [None]])
@pytest.mark.parametrize("more", [[], ["structure"], ["other_process"], ["structure", "structure"], "absent"])
def test_most_are_more_than_half(answers: list[str | None], more: Any) -> None:
    rows = "absent" if more == "absent" else [{"content_type": answer} for answer in (*answers, *more)]
    fallible = Fallible.of(in_three_values("most codes: (item.content_type = structure)"))

    assert not fallible.disagreements(proposal({"codes": rows}))


@pytest.mark.parametrize("opened", [None, "unknown", "2026-01-31", "2024-02-29"])
@pytest.mark.parametrize("closed", [None, "absent", "2026-03-02", "2026-03-01", "2026-01-01"])
@pytest.mark.parametrize("bound", [">= 30", "< 30", "= 29", "< 0"])
def test_days_between_two_dates(opened: str | None, closed: str | None, bound: str) -> None:
    fallible = Fallible.of(in_three_values(f"days_between(measure.last_reviewed, change.target_deadline) {bound}"))

    assert not fallible.disagreements(proposal({"measure.last_reviewed": opened, "change.target_deadline": closed}))


@pytest.mark.parametrize(
    "condition",
    [
        "all_distinct codes by [content_type]",
        "all_distinct codes by [code, content_type]",
        "codes.code covers reporting.states.code",
        "reporting.states.code covers codes.code",
    ],
)
@pytest.mark.parametrize("states", [[], "absent", "unknown", [{}], [{"code": "absent"}], [{"code": "300XF"}]])
@pytest.mark.parametrize(
    "codes",
    [
        [],
        "absent",
        [{}],
        [{"code": "300XF"}, {}],
        [{"code": "300XF"}, {"code": "absent"}],
        [{"code": "301XF"}],
        [{"code": "absent"}] * 2,
        [{"code": "absent"}, {}],
    ],
)
def test_lists_are_compared_alike(condition: str, states: Any, codes: Any) -> None:
    fallible = Fallible.of(in_three_values(condition))

    assert not fallible.disagreements(proposal({"codes": codes, "reporting.states": states}))


@pytest.mark.parametrize("combine", ["all", "any"])
@pytest.mark.parametrize("codes", [{"not_applicable": "It has none."}, "absent", "unknown", []])
@pytest.mark.parametrize("conditions", [(), ("codes is absent",)], ids=["last_case_only", "two_cases"])
def test_a_list_without_items_is_judged_by_its_empty_cases(
    codes: Any, combine: str, conditions: tuple[str, ...]
) -> None:
    # The list counts as read even where no case of `empty` names it, so that a claim of it is a claim.
    empty = (*(case(condition, "false", "A.gap") for condition in conditions), case(None, "unknown", "A.gap"))
    over_codes = part("A.part", group("all", "A.one"), over="codes", combine=combine, empty=empty)
    asked = criterion("A", group("all", "A.part"), [check("A.one", case(None, "true"))], parts=(over_codes,))
    fields = {"codes": guide(absent="denial", may_claim_not_applicable=True)}

    assert not Fallible.of(pack(asked, fields=fields)).disagreements(proposal({"codes": codes}))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("combine", ["all", "any"])
def test_a_list_of_any_length_is_joined(width: int, combine: str) -> None:
    over_codes = part("A.part", group("all", "A.one"), over="codes", combine=combine, empty=(case(None, "true"),))
    answered = check("A.one", case("item.code is answered", "true"), case(None, "unknown", "A.gap"))
    fallible = Fallible.of(pack(criterion("A", group("all", "A.part"), [answered], parts=(over_codes,))))
    codes = [{"code": "300XF"}] * width

    assert fallible.by_engine(proposal({"codes": codes}))["A"].word == "met"
    assert not fallible.disagreements(proposal({"codes": [*codes, {}]}))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", ["all", "any", "at_least"])
@pytest.mark.parametrize("kind", ["checks", "groups", "parts"])
def test_a_group_of_any_width_is_joined(width: int, mode: str, kind: str) -> None:
    names = [f"A.check_{number}" for number in range(width)]
    outcomes = ["unknown" if number % 7 == 3 else "true" for number in range(width)]
    checks = [
        check(name, case(None, word, "A.gap" if word == "unknown" else ""))
        for name, word in zip(names, outcomes, strict=True)
    ]
    groups = [group("all", name) for name in names]
    parts = [part(f"A.part_{number}", one) for number, one in enumerate(groups)] if kind == "parts" else []
    members: list[Any] = {"checks": names, "groups": groups, "parts": [one.id for one in parts]}[kind]
    k = width if mode == "at_least" else 0
    asked = criterion("A", group(mode, *members, k=k, gap="A.gap"), checks, parts=tuple(parts))

    assert not Fallible.of(pack(asked)).disagreements(proposal())


@pytest.mark.parametrize("count", [1, 16, 17, 40])
def test_any_number_of_criteria_is_summed_up(count: int) -> None:
    asked = [
        criterion(f"C{number}", group("all", f"C{number}.one"), [check(f"C{number}.one", case(None, "true"))])
        for number in range(count)
    ]

    fallible = Fallible.of(pack(*asked))

    assert fallible.by_engine(proposal())["recommendation"] == "ready"
    assert not fallible.disagreements(proposal())


def in_three_values(condition: str) -> Pack:
    """Make a pack whose one check says what a condition comes to."""
    cases = (case(condition, "true"), case(f"not {condition}", "false", "A.gap"), case(None, "unknown", "A.gap"))
    fields = {
        "codes": guide(absent="denial"),
        "codes[].code": guide(absent="denial"),
        "codes[].content_type": guide(absent="denial", may_claim_not_applicable=True),
        "reporting.states": guide(absent="denial"),
        "reporting.states[].code": guide(absent="denial"),
    }
    return pack(criterion("A", group("all", "A.one"), [check("A.one", *cases)]), fields=fields)
