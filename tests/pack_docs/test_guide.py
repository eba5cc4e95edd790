"""`cat2 guide`: short for all criteria, whole for one, and the same for every pack."""

from __future__ import annotations

import json

import pytest

from evaluator.packs import load_pack


@pytest.fixture(scope="module")
def pack():
    return load_pack("measure-evaluation")


def test_all_criteria_fit_on_a_few_screens_and_lead_on(cat2, pack):
    ran = cat2("guide", "--pack", "measure-evaluation")

    assert all(f"{one.id} · {one.title}" in ran.out for one in (pack.form, *pack.criteria))
    assert "cat2 guide M1" in ran.out
    assert "What answers each question\n" not in ran.out
    assert len(ran.out.splitlines()) < 120


def test_one_criterion_has_its_remedies_under_its_questions(cat2, pack):
    ran = cat2("guide", "M5", "--pack", "measure-evaluation")

    before, mark, after = " ".join(ran.out.split()).partition("What answers each question")
    joined = mark + after
    at = [
        joined.index(text)
        for text in ("What answers each question", "(M5.routine) -", "Data that care does not record.")
    ]
    assert at == sorted(at)
    assert all(" ".join(gap.remedy.split()) in joined for gap in pack.criteria[4].gaps)
    assert "M5.feasible asks for at least 2 of these" in before
    assert max(map(len, ran.out.splitlines())) <= 88


def test_advice_stands_apart_from_what_is_asked(cat2):
    out = cat2("guide", "M3", "--pack", "measure-evaluation").out

    assert out.index("as advice only") < out.index("M3.same_level")
    assert out.index("M3.computable") < out.index("as advice only")


def test_what_does_not_apply_is_said_beforehand(cat2):
    out = " ".join(cat2("guide", "identity", "--pack", "measure-evaluation").out.split())

    assert "When it does not apply - The proposal is to delete a code." in out


def test_json_and_markdown_say_the_same(cat2, pack):
    (data,) = json.loads(cat2("guide", "M1", "--pack", "measure-evaluation", "-f", "json").out)
    markdown = cat2("guide", "M1", "--pack", "measure-evaluation", "-f", "md").out

    answers = [row for group in data["wanted"] for row in group["answers"]]
    assert len(answers) == len(pack.criteria[0].gaps)
    assert {check["id"] for check in data["checks"]} == {"M1.matters", "M1.room"}
    assert all(f"- **{row['title']}.**" in markdown for row in answers)


def test_all_criteria_in_markdown_are_short_too(cat2):
    out = cat2("guide", "--pack", "measure-evaluation", "-f", "md").out

    assert out.count("## ") == out.count("### ") * 2
    assert "What answers each question, with examples" in out


def test_the_words_quoted_are_attributed(cat2):
    assert "(AMA)" in cat2("guide", "F").out
    assert "> “Risk adjustment specifications" in cat2("guide", "F", "-f", "md").out
