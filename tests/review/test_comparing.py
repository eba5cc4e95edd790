"""Reviewers who judged apart, compared: agreement on each criterion, what to discuss, and what cannot be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from review_files import AS_OF, CONDITION, RESOLVED, begun, example, filled, overridden, saved

from evaluator.api import Evaluator
from evaluator.errors import ReviewError
from evaluator.packs import load_pack
from evaluator.rendering.comparison import comparison_text
from evaluator.review.comparing import compare
from evaluator.review.reading import ReadReview, read_review

LEG = "outcome-for-judgement"
READY = "process-ready"


def rated(words: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {key: {"rating": word} for key, word in words.items()}


@pytest.fixture
def review(tmp_path: Path):
    def write(name: str, reviewer: str, entries: dict[str, dict[str, Any]], **wishes: Any) -> ReadReview:
        data = filled(begun(example(name), reviewer=reviewer, **wishes), entries)
        return read_review(saved(data, tmp_path / f"{name}-{reviewer}.json"))

    return write


def test_two_blind_rounds_are_compared_criterion_by_criterion(review):
    ada = dict.fromkeys("ABCDEFGHI", "met")
    ben = ada | {"C": "needs_judgement", "E": "not_met", "F": "not_applicable"}
    reads = [review(LEG, "Ada", rated(ada), blind=True), review(LEG, "Ben", rated(ben), blind=True)]

    found = compare(reads)

    assert (found.reviewers, found.blind) == (("Ada", "Ben"), ("Ada", "Ben"))
    assert (found.criteria.n, found.criteria.raw.exact, found.criteria.raw.shown) == (9, "2/3", "0.67")
    assert found.discuss == ("F", "E", "C")
    by_id = {one.id: one for one in found.subjects}
    assert (by_id["A"].agreement.n, by_id["A"].agreement.raw.shown) == (1, "1.00")
    assert by_id["A"].agreement.kappa.exact == ""
    assert "one and the same word" in by_id["A"].agreement.undefined
    assert all(one.agreement.too_few for one in found.subjects)
    assert "J" not in by_id


@pytest.mark.parametrize("ada", [{}, {"A": "met"}])
def test_where_no_two_have_judged_the_same_nothing_is_said_of_agreement(ada, review):
    reads = [review(LEG, "Ada", rated(ada), blind=True), review(LEG, "Ben", rated({"B": "met"}), blind=True)]

    text = comparison_text(compare(reads))

    assert "To discuss: not known yet; no two reviewers have judged the same criterion or check." in text
    assert "said the same" not in text


def test_the_word_of_a_disposition_is_the_finding_that_the_reviewer_holds_right(review):
    said = {
        "A": {"disposition": "affirmed"},
        "B": {**RESOLVED, "to": "not_met"},
        "E": overridden("incomplete"),
        "F": CONDITION,
        "H": {**CONDITION, "fulfilled": "2026-11-01"},
        "I": {"disposition": "deferred", "rationale": "Later."},
    }
    reads = [review(LEG, name, said) for name in ("Ada", "Ben")]

    found = compare(reads)

    words = {one.id: one.items[0].said[0].word for one in found.subjects}
    assert words == {"A": "met", "B": "not_met", "E": "incomplete", "F": "incomplete", "H": "met"}
    assert found.blind == ()
    assert found.discuss == ()


def test_files_are_put_together_by_proposal_and_reviewer(review):
    reads = [
        review(name, who, rated({"A": "met", "B": word}), blind=True)
        for name, who, word in (
            (LEG, "Ada", "met"),
            (READY, "Ben", "met"),
            (LEG, "Ben", "not_met"),
            (READY, "Ada", "met"),
            ("three-codes", "Ada", "met"),
        )
    ]

    found = compare(reads)

    by_id = {one.id: one for one in found.subjects}
    assert (by_id["A"].agreement.n, by_id["B"].agreement.n) == (2, 2)
    assert (by_id["B"].agreement.raw.exact, by_id["B"].agreement.kappa.exact) == ("1/2", "0")
    assert len(found.proposals) == 2
    assert [one.reviewers for one in found.alone] == [("Ada",)]
    assert [item.differs for item in by_id["B"].items] == [False, True] or found.proposals[0].name < "example-p"


def test_three_reviewers_need_not_judge_all_the_same(review):
    reads = [
        review(LEG, "Ada", rated({"A": "met", "B": "met"}), blind=True),
        review(LEG, "Ben", rated({"A": "met", "B": "not_met"}), blind=True),
        review(LEG, "Cyd", rated({"A": "not_met"}), blind=True),
    ]

    found = compare(reads)

    by_id = {one.id: one for one in found.subjects}
    assert by_id["A"].agreement.raw.exact == "1/3"
    assert by_id["B"].agreement.raw.exact == "0"
    assert found.discuss == ("B", "A")
    assert "mean over all pairs" in comparison_text(found)


def test_a_check_of_several_items_is_one_subject(review):
    key = next(key for key in begun(example("three-codes"))["record"]["entries"] if key.endswith("[0]"))
    keys = [key, key.replace("[0]", "[1]")]
    reads = [review("three-codes", who, {each: {"disposition": "affirmed"} for each in keys}) for who in ("Ada", "Ben")]

    found = compare(reads)

    (subject,) = found.subjects
    assert (subject.id, subject.about, subject.agreement.n) == (key.removesuffix("[0]"), "check", 2)
    assert len({item.scope.label for item in subject.items}) == 2


def test_the_text_shows_words_reasons_and_comments_side_by_side(review):
    ada = {"E": {"rating": "met", "rationale": "Two guidelines."}, "A": {"rating": "met", "comment": "Clear."}}
    ben = {
        "E": {"rating": "not_met", "comment": "They are\nold."},
        "A": {"rating": "met"},
        "J": {"comment": "Who pays?"},
    }
    text = comparison_text(compare([review(LEG, "Ada", ada, blind=True), review(LEG, "Ben", ben, blind=True)]))

    assert "Ada and Ben, on 1 proposal" in text
    assert "All judged blind" in text
    assert "To discuss (1), where they differ most first\n\nE · Evidence base" in text
    assert "  Ada: ✓ Documented. Two guidelines." in text
    assert "  Ben: ✕ Not met. Comment: They are old." in text
    assert "Comments where they do not differ" in text
    assert "  Ben: not judged. Comment: Who pays?" in text
    assert "1*" in text
    assert "fewer than 10; that limit is ours" in text
    assert max(map(len, text.splitlines())) <= 100


def test_who_saw_what_the_program_found_is_told(review):
    reads = [
        review(LEG, "Ada", rated({"A": "met"}), blind=True),
        review(LEG, "Ben", {"A": {"disposition": "affirmed"}}),
    ]

    found = compare(reads)

    assert found.blind == ("Ada",)
    assert "Ben judges beside what the program found" in comparison_text(found)
    assert "To discuss: nothing" in comparison_text(found)


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], "found one review; expected two reviews of one proposal"),
        ([(READY, "Ben")], "found 2 reviews, no two of the same proposal"),
        ([(LEG, " Ada ")], 'found a second review by "Ada" of the same proposal'),
        ([(LEG, "")], "reviewer: found nothing; expected who reviewed"),
    ],
    ids=["one alone", "other proposals", "the same reviewer", "nobody"],
)
def test_what_cannot_be_compared_is_refused(others, told, review, tmp_path):
    reads = [review(LEG, "Ada", {})]
    for n, (name, who) in enumerate(others):
        data = {**begun(example(name)), "reviewer": who}
        reads.append(read_review(saved(data, tmp_path / f"other-{n}.json")))

    with pytest.raises(ReviewError, match=told):
        compare(reads)


def test_other_criteria_and_other_drafts_are_refused_at_once(review, tmp_path):
    profile = Evaluator(load_pack(profile="measure-only"), AS_OF)
    other = read_review(saved(begun(example(LEG), profile, reviewer="Ben"), tmp_path / "ben.json"))
    proposal = example(LEG)
    draft = proposal.model_copy(update={"use": example(READY).use})
    third = read_review(saved(begun(draft, reviewer="Cyd"), tmp_path / "cyd.json"))

    with pytest.raises(ReviewError) as told:
        compare([review(LEG, "Ada", {}), other, third])

    assert "under measure-only" in str(told.value)
    assert 'another draft of "example-leg-ulcer-healed"' in str(told.value)
