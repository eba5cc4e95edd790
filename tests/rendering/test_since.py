"""What changed since an earlier draft, in the words of a report."""

from __future__ import annotations

import pytest
from report_samples import everything

from evaluator.advice.changes import changes_between
from evaluator.model.ruler import Ruler
from evaluator.rendering.catalogue import ENGLISH, speaking
from evaluator.rendering.changes import changes_text
from evaluator.rendering.since import differing, since_of


def shown(before, after):
    with speaking(ENGLISH):
        return since_of(changes_between(before, after))


def test_without_an_earlier_draft_there_is_nothing():
    assert since_of(None) is None


def test_what_got_better_and_worse_has_its_sign_and_word():
    now = everything().evaluation
    worse = now.criteria[0].model_copy(update={"finding": "not_met"})
    before = now.model_copy(
        update={
            "criteria": (worse, *now.criteria[1:]),
            "readiness": now.readiness.model_copy(update={"low": 0}),
            "completeness": now.completeness.model_copy(update={"answered": 1}),
            "recommendation": now.recommendation.model_copy(update={"gaps": 99, "engine": "ready"}),
            "proposal": now.proposal.model_copy(update={"id": "another"}),
        }
    )

    since = shown(before, now)

    said = [f"{one.sign} {one.word} {one.text}" for one in since.changes]
    assert said[0].startswith(f"+ Better: {worse.id} {worse.title}: ✕ Not met → ")
    assert any("readiness: 0 to " in one for one in said)
    assert any("form: 1 of " in one for one in said)
    assert any("number of gaps: 99 → " in one for one in said)
    assert since.recommendation.startswith("The recommendation was “Ready for the panel” and is “")
    assert "id another" in since.other or not now.proposal.id


def test_a_range_of_one_number_is_said_as_one():
    now = everything().evaluation
    decided = now.readiness.model_copy(update={"low": 2, "high": 2})
    before, after = now, now.model_copy(update={"readiness": decided})

    (said,) = [one.text for one in shown(before, after).changes if "readiness" in one.text]
    told = changes_text(changes_between(before, after))

    assert said.endswith(f"2 of {decided.of} documented")
    assert f"→ 2 of {decided.of}\n" in f"{told}\n"


def test_a_criterion_on_one_side_only_is_not_there_on_the_other():
    now = everything().evaluation
    since = shown(now.model_copy(update={"criteria": now.criteria[1:]}), now)

    assert any("not there → " in one.text and one.sign == "=" for one in since.changes)


def test_each_thing_that_differs_between_rulers_is_named():
    now = everything().evaluation
    other = {"digest": "x", "profile": "p", "scoring_model": "m", "engine": "0", "codes": "c", "calendar": "d"}
    before = now.model_copy(update={"ruler": now.ruler.model_copy(update=other)})

    since = shown(before, now)

    assert "(criteria, profile, way of counting, version of cat2, list of codes and calendar)" in since.rulers
    assert since.changes == ()


@pytest.mark.parametrize("part", sorted(set(Ruler.model_fields) - {"title", "as_of"}))
def test_no_part_in_which_rulers_may_differ_is_left_unnamed(part):
    now = everything().evaluation
    before = now.model_copy(update={"ruler": now.ruler.model_copy(update={part: "another"})})
    changes = changes_between(before, now)
    with speaking(ENGLISH):
        (name,) = differing(*changes.rulers)

    assert not changes.same_ruler
    assert f"by the same ruler ({name})" in shown(before, now).rulers
    assert f"which differ in: {name}" in changes_text(changes).replace("\n    ", " ")


def test_rulers_of_one_name_are_told_by_what_differs_alone():
    now = everything().evaluation
    before = now.model_copy(update={"ruler": now.ruler.model_copy(update={"review": "another"})})

    assert changes_text(changes_between(before, now)).replace("\n    ", " ").endswith("which differ in: review.")
