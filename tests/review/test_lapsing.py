"""A disposition lapses when what it read has changed, and by nothing else that is edited."""

from __future__ import annotations

import copy
import datetime
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from review_files import AS_OF, EVALUATOR, EXAMPLES, begun, example, filled, overridden, review_of, saved, under

from evaluator.api import Evaluator
from evaluator.errors import ProposalError
from evaluator.model.evaluation import CheckResult, Evaluation
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.document import Document, SourceMap
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.writing import written
from evaluator.rendering.notices import notice_in_words
from evaluator.review.lapsing import standing
from evaluator.review.reading import ReadReview, read_review
from evaluator.review.subjects import Subjects

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
SUBJECTS = Subjects(EVALUATOR)


@cache
def plain(name: str) -> dict[str, Any]:
    return json.loads(json.dumps(written(example(name)), default=float))


@cache
def evaluated(name: str) -> Evaluation:
    return EVALUATOR.evaluate(example(name))


def parsed(data: dict[str, Any]) -> Proposal:
    return proposal_of(Document(data, SourceMap(dict)), EVALUATOR.pack).proposal


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, (*path, n))]
    return [path] if path not in (("schema",), ("id",)) else []


EDITS = [(name, leaf) for name in NAMES for leaf in leaves(plain(name))]


def edited(name: str, leaf: tuple[str | int, ...], how: str) -> Proposal:
    data = copy.deepcopy(plain(name))
    at = data
    for step in leaf[:-1]:
        at = at[step]
    old = at[leaf[-1]]
    at[leaf[-1]] = {
        "unknown": "unknown",
        "other": old + 1 if isinstance(old, int | float) and not isinstance(old, bool) else f"{old} and more",
        "none": None,
    }[how]
    return parsed(data)


@cache
def affirmed(name: str, folder: str) -> ReadReview:
    """Speak about every criterion and every check at once."""
    data = begun(example(name))
    every = {
        key: {"disposition": "affirmed"} for key, one in data["record"]["entries"].items() if one["found"] != "error"
    }
    return read_review(saved(filled(data, every), Path(folder) / f"{name}.json"))


def place(leaf: tuple[str | int, ...]) -> str:
    """Name the field of a leaf as results name it, without what belongs to the way of writing."""
    steps = [str(step) for step in leaf if step not in ("value", "not_applicable")]
    return ".".join(steps[: steps.index("evidence", 1)] if "evidence" in steps[1:] else steps)


def concerns(path: str, edit: str) -> bool:
    return path == edit or path.startswith(f"{edit}.") or edit.startswith(f"{path}.")


def reads(check: CheckResult, edit: str, sources: list[str]) -> bool:
    source = re.match(r"evidence\.sources\.(\d+)", edit)
    cited = source is not None and sources[int(source[1])] in {name for read in check.reads for name in read.evidence}
    return cited or any(concerns(read.path, edit) for read in check.reads)


def applies_on(criterion: str, edit: str) -> bool:
    plan = next(plan for plan in EVALUATOR.compiled.plans if plan.criterion.id == criterion)
    define = {**EVALUATOR.pack.define, **plan.criterion.define}
    said = " ".join(case.case.when or "" for case in plan.applies) + " ".join(define.values())
    return any(concerns(path, edit) for path in re.findall(r"[a-z_]+(?:\.[a-z_]+)+|codes", said))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=st.sampled_from(EDITS), how=st.sampled_from(["other", "unknown", "none"]))
def test_an_edit_lapses_what_read_it_and_leaves_the_rest_standing(edit, how, tmp_path_factory):
    name, leaf = edit
    read = affirmed(name, str(tmp_path_factory.getbasetemp()))
    try:
        proposal = edited(name, leaf, how)
    except ProposalError:
        assume(False)  # noqa: FBT003  the edit is none that a proposal may hold
    assume(proposal != example(name))
    before, where = evaluated(name), place(leaf)
    sources = [source.id for source in example(name).evidence.sources.value or ()]

    found = standing(read.review, SUBJECTS.of(EVALUATOR.run(proposal)), EVALUATOR.compiled, AS_OF.isoformat())

    lapsed = {one.key: one for one in found.lapsed}
    for criterion in (before.form, *before.criteria):
        deciding = [check for check in criterion.checks if check.force == "required"]
        for check in deciding:
            if check.key in read.review.entries:
                code = lapsed[check.key].code if check.key in lapsed else ""
                if code == "gone":  # whether the criterion applies, or which row it is, hangs on this answer
                    row = f"{check.scope.kind}.{check.scope.id}"
                    assert applies_on(criterion.id, where) or (check.scope.id and concerns(row, where))
                else:
                    assert code == ("answers_changed" if reads(check, where, sources) else ""), (check.key, where)
        if any(reads(check, where, sources) for check in deciding):
            assert criterion.id in lapsed
        elif not applies_on(criterion.id, where):
            assert criterion.id not in lapsed


@pytest.mark.parametrize("left", [[1, 2], [1, 2, 0]], ids=["removed", "moved"])
def test_what_was_said_of_a_row_is_not_said_of_the_one_that_has_its_place_now(left, tmp_path):
    keys = ["H1.channel[0]", "I.not_separate[0]"]
    review = review_of(example("three-codes"), tmp_path, {key: overridden("not_met") for key in keys})
    data = copy.deepcopy(plain("three-codes"))
    data["codes"] = [data["codes"][number] for number in left]

    found = under(review, parsed(data)).review

    assert not found.dispositions
    assert {one.key: (one.code, notice_in_words(one.reason)) for one in found.lapsed} == dict.fromkeys(
        keys, ("gone", "The list codes no longer has this item, or is not looked at.")
    )


@pytest.mark.parametrize("at", [0, 1, 99])
def test_a_source_that_comes_into_the_register_leaves_standing_what_was_said_of_the_others(at, tmp_path):
    review = review_of(example("process-ready"), tmp_path, {"E1.recommended[0]": overridden("not_met")})
    data = copy.deepcopy(plain("process-ready"))
    data["evidence"]["sources"].insert(at, {"id": "E77", "citation": "Another"})

    found = under(review, parsed(data)).review

    assert [one.key for one in found.dispositions] == ["E1.recommended[0]"]


def test_a_grade_that_changed_is_named_with_its_label(tmp_path):
    review = review_of(example("process-ready"), tmp_path, {"E1.recommended[0]": overridden("not_met")})
    data = copy.deepcopy(plain("process-ready"))
    cited = data["evidence"]["guidelines"][0]["source"]
    next(source for source in data["evidence"]["sources"] if source["id"] == cited)["grade"] = "Weak"

    [lapsed] = under(review, parsed(data)).review.lapsed

    assert (f"evidence.sources.{cited}.grade", "Grade") in [(one.path, one.label) for one in lapsed.changed]


def test_what_changed_is_named_with_its_label(tmp_path):
    proposal = example("outcome-for-judgement")
    read = review_of(proposal, tmp_path, {"D1.segment_quantified": overridden("met"), "A": {"disposition": "affirmed"}})
    data = written(proposal)
    data["significance"]["segment"]["number"] = 190_000

    found = under(read, parsed(json.loads(json.dumps(data, default=float))))

    (lapsed,) = found.review.lapsed
    assert (lapsed.key, lapsed.code, lapsed.said) == ("D1.segment_quantified", "answers_changed", "met")
    assert "significance.segment.number" in {one.path for one in lapsed.changed}
    assert all(one.label for one in lapsed.changed)
    assert [one.key for one in found.review.dispositions] == ["A"]
    assert not found.review.of_this_draft


def lapses(found: Evaluation) -> dict[str, str]:
    return {one.key: one.code for one in found.review.lapsed}


def test_a_disposition_counts_up_to_its_last_day(tmp_path):
    proposal = example("process-ready")
    read = review_of(proposal, tmp_path, {"A": {"disposition": "affirmed", "expires": "2026-12-31"}})

    last, after = (under(read, proposal, datetime.date.fromisoformat(day)) for day in ("2026-12-31", "2027-01-01"))

    assert lapses(last) == {}
    assert lapses(after) == {"A": "expired"}
    assert "until 31 December 2026" in notice_in_words(after.review.lapsed[0].reason)


def test_a_finding_that_is_another_for_the_same_answers_lapses_what_was_said_of_it(tmp_path):
    proposal = example("process-ready")
    earlier = datetime.date(2020, 1, 1)  # on which dates of the proposal still lie ahead
    old, new = (one.evaluate(proposal) for one in (EVALUATOR, Evaluator(EVALUATOR.pack, earlier)))
    pairs = zip((old.form, *old.criteria), (new.form, *new.criteria), strict=True)
    moved = {was.id for was, now in pairs if was.finding != now.finding}
    assert moved
    read = review_of(proposal, tmp_path, {one: {"disposition": "affirmed"} for one in ["form", *"ABCDEFGHIJ"]})

    found = under(read, proposal, earlier)

    assert lapses(found) == dict.fromkeys(moved, "finding_changed")
    assert all("of the same answers" in notice_in_words(one.reason) for one in found.review.lapsed)


def test_an_item_that_is_gone_and_a_criterion_that_no_longer_applies_are_told(tmp_path):
    proposal = example("three-codes")
    data = copy.deepcopy(plain("three-codes"))
    key = next(key for key in begun(proposal)["record"]["entries"] if key.endswith("[2]"))
    read = review_of(proposal, tmp_path, {key: {"disposition": "affirmed"}})
    codes = data["codes"]["value"] if isinstance(data["codes"], dict) else data["codes"]
    del codes[2]

    try:
        shorter = parsed(data)
    except ProposalError:
        data["reporting"] = {}
        shorter = parsed(data)
    found = under(read, shorter)

    assert lapses(found) == {key: "gone"}
    assert notice_in_words(found.review.lapsed[0].reason).startswith("The list codes no longer has this item")


def test_a_check_that_is_not_asked_any_more_is_told(tmp_path):
    proposal = example("outcome-for-judgement")
    read = review_of(proposal, tmp_path, {"F.specification": {"disposition": "affirmed"}})

    found = under(read, edited("outcome-for-judgement", ("measure", "type"), "unknown"))

    assert lapses(found) == {"F.specification": "gone"}
    assert "the criterion does not apply as it did" in notice_in_words(found.review.lapsed[0].reason)


def test_a_criterion_that_a_profile_leaves_out_is_told(tmp_path):
    proposal = example("process-ready")
    profile = Evaluator(load_pack(profile="measure-only"), AS_OF)
    aside = next(plan.criterion.id for plan in profile.compiled.criteria if plan.aside)
    read = review_of(proposal, tmp_path, {aside: {"disposition": "affirmed"}})

    found = under(read, proposal, evaluator=profile)

    assert lapses(found) == {aside: "gone"}
    assert f"{aside} is not evaluated" in notice_in_words(found.review.lapsed[0].reason)


@pytest.fixture
def other_edition(tmp_path):
    """Copy the criteria, to be changed as another edition would."""
    folder = tmp_path / "edition"
    shutil.copytree(Path(__file__).parents[2] / "criteria" / "ama-category-ii" / "2026-11", folder)

    def change(file: str, old: str, new: str) -> Evaluator:
        path = next(folder.glob(file))
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Evaluator(load_pack(str(folder)), AS_OF)

    return change


def test_a_question_that_another_edition_asks_otherwise_lapses_and_the_rest_stands(other_edition, tmp_path):
    proposal = example("process-ready")
    evaluator = other_edition(
        "f-*/criterion.toml", "Is an outcome measure risk-adjusted", "Is a measure of outcomes risk-adjusted"
    )
    said = {key: {"disposition": "affirmed"} for key in ("A", "E", "F", "J")}

    found = under(review_of(proposal, tmp_path, said), proposal, evaluator=evaluator)

    assert lapses(found) == {"F": "criteria_changed"}
    assert evaluator.pack.ruler_id in notice_in_words(found.review.lapsed[0].reason)


def test_a_remedy_that_another_edition_words_otherwise_lapses_nothing(other_edition, tmp_path):
    proposal = example("process-ready")
    evaluator = other_edition("f-*/gaps.toml", 'remedy = "', 'remedy = "Please: ')
    every = [key for key, one in begun(proposal)["record"]["entries"].items() if one["found"] != "error"]

    found = under(
        review_of(proposal, tmp_path, {key: {"disposition": "affirmed"} for key in every}),
        proposal,
        evaluator=evaluator,
    )

    assert evaluator.pack.digest != EVALUATOR.pack.digest
    assert lapses(found) == {}


def test_a_number_that_another_edition_sets_lapses_what_is_compared_with_it(other_edition, tmp_path):
    proposal = example("process-ready")
    name, threshold = next(iter(EVALUATOR.pack.thresholds.items()))
    users = {
        check.key
        for one in EVALUATOR.evaluate(proposal).criteria
        for check in one.checks
        if check.force == "required" and name in {each.id for each in check.thresholds}
    }
    every = [key for key, one in begun(proposal)["record"]["entries"].items() if one["about"] == "check"]
    table = Path(__file__).parents[2] / "criteria/ama-category-ii/2026-11/thresholds.toml"
    start = table.read_text(encoding="utf-8").index(f"[{name}]")
    line = next(each for each in table.read_text(encoding="utf-8")[start:].splitlines() if each.startswith("value"))
    evaluator = other_edition("thresholds.toml", f"{line}", f"value = {threshold.value + 1}")
    assert evaluator.pack.thresholds[name].value != threshold.value

    found = under(
        review_of(proposal, tmp_path, {key: {"disposition": "affirmed"} for key in every}),
        proposal,
        evaluator=evaluator,
    )

    assert users <= set(lapses(found))
    assert set(lapses(found).values()) <= {"criteria_changed"}


def test_a_criterion_lapses_with_the_answer_by_which_it_does_not_apply(tmp_path):
    proposal = example("process-ready")
    read = review_of(proposal, tmp_path, {"F": {"disposition": "affirmed"}})
    data = copy.deepcopy(plain("process-ready"))
    assert data["measure"]["type"] == "process"
    data["measure"]["type"] = "structure"

    found = under(read, parsed(data))

    finding = next(one.finding for one in found.criteria if one.id == "F")
    assert (finding, lapses(found)) == ("not_applicable", {"F": "answers_changed"})
    assert [one.path for one in found.review.lapsed[0].changed] == ["measure.type"]
