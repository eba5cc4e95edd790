"""Parts and checks that a profile leaves out of a criterion: what is left, what follows, and where it is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from reference.agreement import Fallible
from reference.building import case, check, criterion, gap, group, part, without_pieces
from reference.building import pack as pack_of
from reference.building import proposal as proposal_of

from evaluator.advice.why_not import why_not
from evaluator.api import Evaluator, result_of
from evaluator.errors import ProfileError
from evaluator.model.criteria import Check, Clause, Criterion, Group
from evaluator.model.evaluation import Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.packs.leaving_out import out_of_reach, within, without
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.explanation import explanation
from evaluator.rendering.formats import render
from evaluator.rendering.guide import guide_text
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.why_not import why_not_text

Write = Callable[..., str]
EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2026, 11, 22)
ONE = check("A.one", case("note is answered", "true"), case(None, "unknown", "A.gap"))
TWO = check("A.two", case("measure.title is answered", "true"), case(None, "false", "A.inherent-gap"))
THREE = check("A.three", case("measure.steward is answered", "true"), case(None, "unknown", "A.gap"))


def beside(name: str, to: str) -> Check:
    return check(name, case(None, "true")).model_copy(update={"force": "supporting", "attach": to})


def made(logic: Group, *checks: Check, **rest: object) -> Criterion:
    return criterion("A", logic, [ONE, TWO, THREE, *checks], **rest)


def left(held: Criterion, *names: str) -> Criterion:
    changed = without(held, names)
    assert changed is not None
    return changed


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (group("all", "A.one", "A.two", "A.three"), group("all", "A.one", "A.three")),
        (group("all", "A.one", group("any", "A.two")), group("all", "A.one")),
        (group("all", "A.one", group("any", "A.two", "A.three")), group("all", "A.one", group("any", "A.three"))),
    ],
)
def test_what_is_left_out_leaves_its_group_and_an_empty_group_goes_with_it(logic: Group, expected: Group) -> None:
    assert left(made(logic), "A.two").logic == expected


def test_a_part_goes_with_all_it_holds_and_with_what_is_attached_to_it() -> None:
    parts = (
        part("A.first", group("all", "A.inner", "A.two")),
        part("A.inner", group("all", "A.one")),
        part("A.second", group("all", "A.three")),
    )
    more = (beside("A.near", "A.one"), beside("A.nearer", "A.near"), beside("A.of_all", "A"))
    held = made(group("all", "A.first", "A.second"), *more, parts=parts)

    assert within(held, "A.first") == {"A.inner", "A.one", "A.two"}
    changed = left(held, "A.first")
    assert [one.id for one in changed.parts] == ["A.second"]
    assert [one.id for one in changed.checks] == ["A.three", "A.of_all"]
    assert [one.id for one in left(held, "A.near").checks] == ["A.one", "A.two", "A.three", "A.of_all"]


def test_a_part_of_which_nothing_is_left_goes_too_and_so_does_a_criterion() -> None:
    parts = (part("A.first", group("all", "A.one", "A.two")), part("A.second", group("all", "A.three")))
    held = made(group("all", "A.first", "A.second"), parts=parts)

    assert left(held, "A.one", "A.two").logic == group("all", "A.second")
    assert without(held, ["A.first", "A.three"]) is None


def test_every_reading_and_the_gaps_follow() -> None:
    logic, other = group("all", "A.part"), group("all", "A.part")
    readings = {"wide": group("all", "A.one", "A.two"), "narrow": group("at_least", "A.one", "A.two", k=2, gap="A.own")}
    parts = (part("A.part", readings["wide"], reading="middle", alternatives=readings),)
    held = made(logic, parts=parts, reading="middle", alternatives={"wide": logic, "narrow": other})
    held = held.model_copy(update={"gaps": (*held.gaps, gap("A.own")), "checks": (ONE, TWO)})

    changed = left(held, "A.two")
    assert changed.parts[0].alternatives["narrow"].members == ("A.one",)
    assert [one.id for one in changed.gaps] == ["A.gap", "A.own"]
    assert list(out_of_reach(changed)) == []
    narrow = changed.model_copy(update={"parts": (changed.parts[0].model_copy(update={"logic": readings["narrow"]}),)})
    assert list(out_of_reach(narrow)) == []
    asked = left(made(group("at_least", "A.one", "A.two", k=2, gap="A.gap")), "A.two")
    assert [(where, one.k) for where, one in out_of_reach(asked)] == [("A", 2)]


def test_words_that_nothing_decides_about_any_more_say_so() -> None:
    parts = (part("A.first", group("all", "A.one")), part("A.second", group("all", "A.two", "A.three")))
    clauses = (
        Clause(words="first", part="A.first", checks=("A.one",)),
        Clause(words="second", part="A.second", checks=("A.two",)),
        Clause(words="all", checks=("A.first", "A.second")),
        Clause(words="nothing", says="It asks nothing."),
    )
    held = made(group("all", "A.first", "A.second"), parts=parts, clauses=clauses, of_no_clause={"A.one": "Ours."})

    changed = left(held, "A.first", "A.two")
    assert [(one.words, one.checks) for one in changed.clauses] == [
        ("second", ()),
        ("all", ("A.second",)),
        ("nothing", ()),
    ]
    assert next(one.says for one in changed.clauses).startswith("What decides about these words is left out")
    assert changed.clauses[2].says == "It asks nothing."
    assert changed.of_no_clause == {}


@pytest.mark.parametrize("numbers", [{0}, {1}, {0, 2}])
def test_it_is_as_if_nobody_had_asked(numbers: set[int]) -> None:
    whole = pack_of(made(group("all", "A.one", group("at_least", "A.two", "A.three", k=2, gap="A.gap"))))
    fallible = Fallible.of(without_pieces(whole, {number + 1 for number in numbers}))

    for answers in ({}, {"note": "So."}, {"note": "So.", "measure.title": "T"}, {"measure.steward": "S"}):
        assert fallible.disagreements(proposal_of(answers)) == {}


def under(profile: Write, text: str) -> Evaluation:
    pack = load_pack(profile=profile(text))
    return Evaluator(pack, DAY).evaluate(read_proposal(EXAMPLES / "process-ready.yaml", pack).proposal)


def test_every_place_that_shows_the_criterion_says_what_is_left_out_and_why(profile: Write) -> None:
    pack = load_pack(profile=profile('[not_evaluated]\n"B.direct" = "Nobody tells."\nD3 = "No numbers here."\n'))
    evaluator = Evaluator(pack, DAY)
    found = evaluator.evaluate(Proposal())
    result = result_of(found)

    b, d = found.criteria[1], found.criteria[3]
    assert [(one.id, one.why) for one in (*b.left_out, *d.left_out)] == [
        ("B.direct", "Nobody tells."),
        ("D3", "No numbers here."),
    ]
    assert found.recommendation.sentence.endswith("; evaluated in part only: B, D.")
    told = why_not_text(why_not(evaluator, Proposal(), "B"), {})
    for text in (
        explanation(result, "B"),
        guide_text(pack, "B", markdown=False),
        guide_text(pack, None, markdown=True),
        told,
    ):
        assert "B.direct" in text
        assert "Nobody tells." in text
    for text in (render(result, "html"), render(result, "md")):
        assert "Under the profile “House” (house, by A society (invented)): 2 parts and checks are left out." in text
        assert "It is evaluated in part only. The profile leaves out: Is the act the accountable entity" in text
        assert "Nobody tells." in text


def test_what_only_left_out_checks_would_read_is_not_asked(profile: Write) -> None:
    pack = load_pack(profile=profile('[not_evaluated]\nD3 = "No numbers here."\n'))
    whole, found = (Evaluator(one, DAY).evaluate(Proposal()) for one in (load_pack(), pack))

    unasked = set(whole.completeness.missing) - set(found.completeness.missing)
    assert unasked
    assert all(
        path.startswith(("significance.prevalence", "significance.cost", "significance.risk")) for path in unasked
    )


def test_a_criterion_of_which_everything_is_left_out_is_not_evaluated(profile: Write) -> None:
    found = under(profile, '[not_evaluated]\nD1 = "No numbers."\nD2 = "No links."\nD3 = "No numbers."\n')

    assert found.criteria[3].finding == "not_evaluated"
    assert notice_in_words(found.criteria[3].not_evaluated) == "No numbers. No links."
    assert found.criteria[3].left_out == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[not_evaluated]\nD = "x"\nD1 = "x"', "'D1', which is left out with what it stands in"),
        ('[not_evaluated]\nD1 = "x"\n"D1.segment_quantified" = "x"', "'D1.segment_quantified', which is left out with"),
        ('[not_evaluated]\n"D1.segment_quantifed" = "x"', "'D1.segment_quantifed'"),
        (
            (
                'promote = ["B.attribution_rule"]\n[why]\n"B.attribution_rule" = "x"\n[gaps."B.attribution_rule"]\n'
                'code = "ANSWER_MISSING"\ntitle = "T"\nfixability = "work"\neffort = "low"\nactor = "developer"\n'
                'remedy = "R."\nexample = "E."\nwhere = "note"\n[not_evaluated]\n"B.attribution_rule" = "x"'
            ),
            "'B.attribution_rule', which is promoted",
        ),
        (
            '[readings]\nsignificance = "any_two"\n[why]\nsignificance = "x"\n[not_evaluated]\nD1 = "x"\nD3 = "x"',
            "1 left of what D asks at least 2 of",
        ),
    ],
)
def test_what_cannot_be_left_out_is_a_fault(profile: Write, text: str, found: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_pack(profile=profile(text))

    assert any(fault.where == "not_evaluated" and found in fault.found for fault in caught.value.faults)
