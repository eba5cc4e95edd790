"""The reference evaluator on examples judged by hand."""

from __future__ import annotations

from typing import Any

import pytest
from reference.building import TODAY, applies, case, check, criterion, group, guide, pack, part, proposal
from reference.findings import Finding, combine, evaluate
from reference.outcomes import Outcome
from reference.said import FIELDS, SAID


def one_check(*cases: Any, answers: dict[str, Any]) -> str:
    found = evaluate(
        pack(criterion("A", group("all", "A.one"), [check("A.one", *cases)]), fields=FIELDS), proposal(answers), TODAY
    )
    return found.outcomes["A.one", None].word


def test_the_first_case_that_is_true_decides() -> None:
    cases = (case("measure.scoring = ratio", "false"), case("measure.type = outcome", "true"), case(None, "unknown"))

    assert one_check(*cases, answers=SAID) == "true"
    assert one_check(*cases, answers={}) == "unknown"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("measure.act = do", "claimed"),
        ("measure.act is answered", "claimed"),
        ("some specification.terms: (item.term is answered)", "claimed"),
        ("measure.act is claimed", "true"),
        ("measure.improvement = higher", "unknown"),
        ("measure.scoring = ratio", "unknown"),
    ],
)
def test_the_last_case_over_a_claimed_field_is_the_claim(condition: str, expected: str) -> None:
    assert one_check(case(condition, "true"), case(None, "unknown"), answers=SAID) == expected


def words(mode: str, members: str, k: int = 0) -> str:
    found = combine(mode, [Finding(word) for word in members.split()], k)
    return f"{found.word} flagged" if found.flagged else found.word


@pytest.mark.parametrize(
    ("members", "all_", "any_"),
    [
        ("met", "met", "met"),
        ("met needs_judgement", "needs_judgement", "met"),
        ("met incomplete needs_judgement", "incomplete", "met"),
        ("incomplete needs_judgement", "incomplete", "needs_judgement"),
        ("met not_met incomplete", "not_met", "met"),
        ("not_met not_applicable", "not_met", "not_met"),
        ("not_applicable not_evaluated", "not_applicable", "not_applicable"),
        ("claimed met", "needs_judgement", "met"),
        ("claimed not_met", "not_met", "not_met"),
        ("claimed incomplete", "incomplete", "incomplete"),
        ("claimed claimed", "needs_judgement", "needs_judgement"),
        ("claimed not_applicable", "needs_judgement", "needs_judgement"),
        ("error met", "error", "met flagged"),
        ("error not_met", "not_met flagged", "error"),
        ("error incomplete needs_judgement", "error", "error"),
        ("error claimed", "error", "error"),
        ("error", "error", "error"),
    ],
)
def test_all_is_the_lowest_and_any_the_highest(members: str, all_: str, any_: str) -> None:
    assert words("all", members) == all_
    assert words("any", members) == any_


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ("met met not_met", "met"),
        ("met needs_judgement not_met", "needs_judgement"),
        ("met incomplete not_met", "incomplete"),
        ("met not_met not_met", "not_met"),
        ("met claimed not_met", "needs_judgement"),
        ("met not_applicable", "incomplete"),
        ("not_applicable", "not_applicable"),
        ("error met met", "met flagged"),
        ("error not_met not_met", "not_met flagged"),
        ("error met not_met", "error"),
        ("error error met needs_judgement", "error"),
        ("error needs_judgement needs_judgement not_met", "needs_judgement flagged"),
        ("error", "incomplete flagged"),
    ],
)
def test_at_least_two_is_the_second_highest(members: str, expected: str) -> None:
    assert words("at_least", members, k=2) == expected


HOPELESS, HOPEFUL, MET = Finding("not_met", inherent=True), Finding("not_met"), Finding("met")


@pytest.mark.parametrize(
    ("mode", "members", "k", "inherent"),
    [
        ("all", [HOPELESS, HOPEFUL, MET], 0, True),
        ("all", [HOPEFUL, MET], 0, False),
        ("any", [HOPELESS, HOPEFUL], 0, False),
        ("any", [HOPELESS, HOPELESS, Finding("claimed")], 0, True),
        ("any", [HOPELESS, MET], 0, False),
        ("at_least", [HOPELESS, HOPELESS, MET], 2, True),
        ("at_least", [HOPELESS, HOPEFUL, MET], 2, False),
        ("at_least", [HOPELESS, HOPEFUL, HOPEFUL], 2, False),
    ],
)
def test_what_no_work_can_change_is_inherent(mode: str, members: list[Finding], k: int, inherent: bool) -> None:  # noqa: FBT001
    assert combine(mode, members, k).inherent is inherent


def test_a_flag_travels_upwards() -> None:
    inner = combine("any", [Finding("error"), MET])

    assert combine("all", [inner, MET]) == Finding("met", flagged=True)


CODE_PART = part(
    "A.code",
    group("all", "A.one"),
    over="codes",
    combine="any",
    empty=(case("codes is absent", "false", "A.inherent-gap"), case(None, "unknown", "A.gap")),
)
CODE_CHECK = check(
    "A.one",
    case("item.content_type = death_or_utilisation", "false"),
    case("item.code is answered", "true"),
    case(None, "unknown"),
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([{"code": "300XF"}, {"content_type": "death_or_utilisation"}], Finding("met")),
        ([{"content_type": "death_or_utilisation"}], Finding("not_met")),
        ("absent", Finding("not_met", inherent=True)),
        ([], Finding("incomplete")),
        ("unknown", Finding("incomplete")),
        ({"not_applicable": "It has none."}, Finding("needs_judgement")),
    ],
)
def test_a_part_over_a_list_judges_every_item_whole(raw: Any, expected: Finding) -> None:
    trial = pack(
        criterion("A", group("all", "A.code"), [CODE_CHECK], parts=(CODE_PART,)),
        fields={"codes": guide(absent="denial", may_claim_not_applicable=True)},
    )

    found = evaluate(trial, proposal({"codes": raw}), TODAY)

    assert found.parts["A.code", None] == expected
    assert found.criteria["A"] == expected


def test_a_claimed_item_field_is_a_claim_of_that_item() -> None:
    trial = pack(
        criterion("A", group("all", "A.code"), [CODE_CHECK], parts=(CODE_PART,)),
        fields={"codes[].code": guide(may_claim_not_applicable=True)},
    )

    found = evaluate(trial, proposal({"codes": [{"code": {"not_applicable": "None."}}, {}]}), TODAY)

    assert [found.outcomes["A.one", number].word for number in (0, 1)] == ["claimed", "unknown"]
    assert found.criteria["A"] == Finding("needs_judgement")


APPLIES = (
    applies("measure.type = process", "no"),
    applies("measure.type = composite", "judgement"),
    applies("measure.type is answered", "yes"),
    applies(None, "undecided"),
)


@pytest.mark.parametrize(
    ("outcome", "kind", "expected"),
    [
        ("true", "outcome", "met"),
        ("true", "process", "not_applicable"),
        ("error", "process", "not_applicable"),
        ("true", "composite", "met"),
        ("false", "composite", "needs_judgement"),
        ("unknown", "composite", "needs_judgement"),
        ("error", "composite", "error"),
        ("not_applicable", "composite", "needs_judgement"),
        ("true", "unknown", "incomplete"),
        ("false", "unknown", "incomplete"),
    ],
)
def test_applicability_comes_before_the_logic(outcome: str, kind: str, expected: str) -> None:
    trial = pack(criterion("A", group("all", "A.one"), [check("A.one", case(None, "true"))], applies=APPLIES))

    found = evaluate(trial, proposal({"measure.type": kind}), TODAY, {("A.one", None): Outcome(outcome)})

    assert found.criteria["A"].word == expected


def test_the_pack_is_asked_first_and_not_about_its_form() -> None:
    trial = pack(
        criterion("A", group("all", "A.one"), [check("A.one", case(None, "true"))], applies=(applies(None, "yes"),)),
        applies=(applies("change.kind = delete", "no"),),
    )

    deletion = evaluate(trial, proposal({"change.kind": "delete"}), TODAY)
    addition = evaluate(trial, proposal({"change.kind": "add"}), TODAY)

    assert (deletion.criteria["A"].word, deletion.form.word, deletion.recommendation) == (
        "not_applicable",
        "met",
        "undetermined",
    )
    assert (addition.criteria["A"].word, addition.recommendation) == ("met", "ready")


def simple(name: str, *, inherent: bool = False) -> Any:
    rest = {} if inherent else {"gaps": ()}
    checks = [check(f"{name}.one", case(None, "true")), check(f"{name}.two", case(None, "true"))]
    return criterion(name, group("all", f"{name}.one", f"{name}.two"), checks, **rest)


@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        ({}, "ready"),
        ({"A.one": Outcome("false", "A.inherent-gap"), "B.one": Outcome("error")}, "not_ready"),
        ({"A.one": Outcome("false", "A.gap")}, "gaps"),
        ({"A.one": Outcome("error"), "form.one": Outcome("unknown")}, "undetermined"),
        ({"A.one": Outcome("error"), "A.two": Outcome("false", "A.gap")}, "undetermined"),
        ({"B.one": Outcome("error")}, "undetermined"),
        ({"B.one": Outcome("error"), "A.one": Outcome("unknown")}, "gaps"),
        ({"B.one": Outcome("error"), "A.one": Outcome("judgement")}, "undetermined"),
        ({"form.one": Outcome("error"), "A.one": Outcome("unknown")}, "undetermined"),
        ({"form.one": Outcome("error"), "form.two": Outcome("false", "form.gap")}, "form_incomplete"),
        ({"form.one": Outcome("unknown"), "A.one": Outcome("unknown")}, "form_incomplete"),
        ({"form.one": Outcome("false", "form.inherent-gap")}, "form_incomplete"),
        ({"form.one": Outcome("judgement")}, "for_judgement"),
        ({"A.one": Outcome("judgement")}, "for_judgement"),
        ({"A.one": Outcome("not_applicable"), "A.two": Outcome("not_applicable")}, "ready"),
    ],
)
def test_the_recommendation_goes_from_the_top_down(instead: dict[str, Outcome], expected: str) -> None:
    trial = pack(simple("A", inherent=True), simple("B"), form=simple("form", inherent=True))

    found = evaluate(trial, proposal(), TODAY, {(name, None): outcome for name, outcome in instead.items()})

    assert found.recommendation == expected


@pytest.mark.parametrize(("in_force", "expected"), [("", "met"), ("wide", "met"), ("narrow", "incomplete")])
def test_a_reading_chooses_the_logic(in_force: str, expected: str) -> None:
    alternatives = {"wide": group("any", "A.one", "A.two"), "narrow": group("all", "A.one", "A.two")}
    checks = [check("A.one", case(None, "true")), check("A.two", case(None, "unknown", "A.gap"))]
    asked = criterion("A", alternatives[in_force or "wide"], checks, reading="middle", alternatives=alternatives)

    found = evaluate(pack(asked, in_force=in_force), proposal(), TODAY)

    assert found.criteria["A"].word == expected


@pytest.mark.parametrize(("in_force", "expected"), [("", "met"), ("wide", "met"), ("narrow", "incomplete")])
def test_a_reading_chooses_the_logic_of_a_part(in_force: str, expected: str) -> None:
    alternatives = {"wide": group("any", "A.one", "A.two"), "narrow": group("all", "A.one", "A.two")}
    checks = [check("A.one", case(None, "true")), check("A.two", case(None, "unknown", "A.gap"))]
    split = part("A1", alternatives["wide"], reading="middle", alternatives=alternatives)
    asked = criterion("A", group("all", "A1"), checks, parts=(split,))

    found = evaluate(pack(asked, in_force=in_force), proposal(), TODAY)

    assert found.parts["A1", None].word == expected
