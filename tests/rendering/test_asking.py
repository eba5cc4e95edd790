"""What to answer next, for readers who know no id of ours."""

from __future__ import annotations

import datetime
import re

from evaluator.advice.ask_next import next_questions
from evaluator.api import Evaluator, result_of
from evaluator.model.documents import NO_DOCUMENTS
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.rendering.asking import settles_in_words
from evaluator.rendering.page import page_of

EVALUATOR = Evaluator(load_pack(), datetime.date(2026, 11, 22))
ID = re.compile(r"\bform\b|\w\.\w")


def test_what_an_answer_settles_is_said_without_the_ids_of_checks_and_parts() -> None:
    empty = Proposal.model_validate({})
    found, evaluation = next_questions(EVALUATOR, empty), EVALUATOR.evaluate(empty)
    in_report = page_of(result_of(evaluation, {}), NO_DOCUMENTS._replace(next_questions=found)).ask_next

    said = [settles_in_words(one, evaluation) for one in found.questions]

    assert [each for each in said if ID.search(each)] == []
    assert [each.settles for each in in_report] == [each for each in said if "by itself" not in each][: len(in_report)]
    assert any("“Identity and completeness”; criterion G; part “The measure behind the codes”" in one for one in said)
    assert any(one == "Settles nothing by itself; with other answers it counts for 1 check." for one in said)


def test_criteria_stand_in_the_order_of_the_pack() -> None:
    empty = Proposal.model_validate({})
    evaluation = EVALUATOR.evaluate(empty)
    one = next_questions(EVALUATOR, empty).questions[0].model_copy(update={"criteria": ("I", "H", "A"), "parts": ()})

    assert "criteria A, H and I;" in settles_in_words(one, evaluation)


def test_a_part_without_a_number_and_a_title_is_named_by_what_it_asks() -> None:
    evaluation = EVALUATOR.evaluate(Proposal.model_validate({}))
    first, *others = evaluation.form.parts
    untitled = evaluation.form.model_copy(update={"parts": (first.model_copy(update={"title": ""}), *others)})
    one = next_questions(EVALUATOR, Proposal.model_validate({})).questions[0]
    alone = one.model_copy(update={"criteria": (), "parts": (first.id,), "checks": ()})

    said = settles_in_words(alone, evaluation.model_copy(update={"form": untitled}))

    assert f"part “{first.asks}”" in said
