"""What an earlier review said is carried over where its answers stand, and else told: never carried in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from review_files import CONDITION, EVALUATOR, RESOLVED, begun, example, filled, overridden, review_of, saved, under

from evaluator.advice.what_if import with_answers
from evaluator.errors import ReviewError
from evaluator.model.proposal import Proposal
from evaluator.review.reading import ReadReview, read_review
from evaluator.review.scaffold import Wishes, review_carried_over

GAPS = "process-with-gaps"
PACK = EVALUATOR.pack
SAID: dict[str, dict[str, Any]] = {
    "A": {"disposition": "affirmed", "comment": "Fine: as it is"},
    "B": {**CONDITION, "who": "The chair", "when": "2026-10-01"},
    "C3.use_described": {**RESOLVED, "vote": {"for": 7, "against": 1}},
    "D": overridden("met"),
    "H": {"comment": "Look at the table again."},
    "I": {"comment": "Nicely worded."},
}


def carried(proposal: Proposal, old: ReadReview, folder: Path, **wishes: Any) -> tuple[ReadReview, str, str]:
    text, found = review_carried_over(EVALUATOR, proposal, Wishes(**wishes), old)
    path = folder / "second.review.yaml"
    path.write_text(text, encoding="utf-8")
    return read_review(str(path)), text, found.summary


@pytest.fixture
def old(tmp_path: Path) -> ReadReview:
    return review_of(example(GAPS), tmp_path, SAID)


def changed(**answers: Any) -> Proposal:
    return with_answers(example(GAPS), [(key.replace("__", "."), value) for key, value in answers.items()], PACK)


def test_what_still_stands_is_carried_over_with_who_and_when(old: ReadReview, tmp_path: Path) -> None:
    new, _, summary = carried(example(GAPS), old, tmp_path)

    assert summary == "Carried over from review.json: 4 dispositions, 2 comments."
    assert new.review.reviewer == "Reviewer 1"
    assert {key for key, one in new.review.entries.items() if one.model_dump(exclude_none=True)} == set(SAID)
    assert (new.review.entries["A"].who, new.review.entries["A"].when) == ("Reviewer 1", old.review.date)
    assert (new.review.entries["B"].who, new.review.entries["B"].when) == ("The chair", "2026-10-01")


def test_another_reviewer_signs_nothing_that_was_said_before(old: ReadReview, tmp_path: Path) -> None:
    new, _, _ = carried(example(GAPS), old, tmp_path, reviewer="Reviewer 2")

    assert new.review.reviewer == "Reviewer 2"
    assert new.review.entries["D"].who == "Reviewer 1"


@pytest.mark.parametrize(
    "draft",
    [
        {"significance__segment__number": 320000},
        {"use__purpose": "To make hearing known."},
        {"burden__use_in_practice": "unknown"},
        {"measure__type": "outcome"},
        {"note": "Another note."},
    ],
)
def test_both_reviews_make_the_same_of_the_new_draft(draft: dict[str, Any], old: ReadReview, tmp_path: Path) -> None:
    proposal = changed(**draft)
    before = under(old, proposal)
    new, _, _ = carried(proposal, old, tmp_path)

    after = under(new, proposal)

    assert after.review is not None
    assert before.review is not None
    assert after.review.dispositions == before.review.dispositions
    assert after.review.lapsed == ()
    assert after.recommendation == before.recommendation


def test_what_lapsed_is_told_with_what_changed_and_left_empty(old: ReadReview, tmp_path: Path) -> None:
    new, text, summary = carried(changed(significance__segment__number=320000), old, tmp_path)

    assert "Lapsed: 1, told in the new file, to be decided anew." in summary
    assert new.review.entries["D"].disposition is None
    assert "! Lapsed, to be decided anew. In review.json (Reviewer 1, 2026-11-22): overridden, to met." in text
    assert "! Rationale then: Said so in the meeting." in text
    assert "! - Number, significance.segment.number" in text


def test_a_condition_and_a_vote_that_lapsed_are_told_as_a_whole(tmp_path: Path) -> None:
    vote = {"for": 5, "against": 3, "eligible": 9}
    said = {**CONDITION, "basis": "The discussion", "vote": vote, "expires": "2027-06-30"}
    old = review_of(example(GAPS), tmp_path, {"D": said})

    _, text, _ = carried(changed(significance__segment__number=320000), old, tmp_path)

    assert "! Condition then: The steward publishes the effect size." in text
    assert "! Owner then: The steward" in text
    assert "! Due then: 2027-03-01" in text
    assert "! Basis then: The discussion" in text
    assert "! Vote then: for 5, against 3, abstained 0, eligible 9" in text
    assert "! Expires then: 2027-06-30" in text


def test_a_comment_on_what_changed_is_told_too(old: ReadReview, tmp_path: Path) -> None:
    new, text, _ = carried(changed(reporting__states="unknown"), old, tmp_path)

    assert new.review.entries["H"].comment is None
    assert new.review.entries["I"].comment == "Nicely worded."
    assert "! Remarked in review.json (Reviewer 1, 2026-11-22): Look at the table again." in text


def test_what_was_said_of_something_that_is_asked_no_more_stands_at_the_end(tmp_path: Path) -> None:
    key = next(key for key in begun(example(GAPS))["record"]["entries"] if "[" in key)
    old = review_of(example(GAPS), tmp_path, {key: {"disposition": "affirmed", "comment": "Seen."}})

    new, text, _ = carried(changed(codes=[], evidence__guidelines=[]), old, tmp_path)

    assert key not in new.review.record.entries
    told = text.partition("of something that is asked no more")[2]
    assert f"# {key}\n" in told
    assert "! Comment then: Seen." in told


def test_what_has_expired_is_not_carried_over(tmp_path: Path) -> None:
    old = review_of(example(GAPS), tmp_path, {"A": {"disposition": "affirmed", "expires": "2026-11-01"}})

    new, text, _ = carried(example(GAPS), old, tmp_path)

    assert new.review.entries["A"].disposition is None
    assert "! It was to count until 1 November 2026." in text


def test_words_of_a_review_cannot_end_a_comment(tmp_path: Path) -> None:
    planted = overridden("met", comment="One\n  A:\n    disposition: affirmed\x85end")
    old = review_of(example(GAPS), tmp_path, {"D": planted})

    new, _, _ = carried(changed(significance__segment__number=320000), old, tmp_path)

    assert new.review.entries["A"].disposition is None


def test_a_blind_round_and_the_review_of_another_proposal_are_refused(tmp_path: Path) -> None:
    blind = read_review(saved(filled(begun(example(GAPS), blind=True), {}), tmp_path / "blind.json"))
    other = review_of(example("deletion"), tmp_path, {})

    with pytest.raises(ReviewError, match="found a blind round"):
        carried(example(GAPS), blind, tmp_path)
    with pytest.raises(ReviewError, match=r'found a review of "example-delete'):
        carried(example(GAPS), other, tmp_path)
