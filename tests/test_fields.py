"""Guidance about fields: the pack's fields.toml and the proposal model name exactly the same fields."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from evaluator.model.answers import Answer, Item, Text
from evaluator.model.criteria import FieldGuide, Placeholders
from evaluator.model.proposal import Proposal

FIELDS = Path(__file__).parents[1] / "criteria" / "ama-category-ii" / "2026-11" / "fields.toml"


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(FIELDS.read_text(encoding="utf-8"))


@cache
def _guides() -> dict[str, FieldGuide]:
    return {name: FieldGuide.model_validate(entry) for name, entry in _written().items() if name != "placeholders"}


def _fields(model: type, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, info in getattr(model, "model_fields", {}).items():
        kind = info.annotation
        if get_origin(kind) is Answer:
            yield from _answer(get_args(kind)[0], before + name)
        elif isinstance(kind, type):
            yield from _fields(kind, f"{before}{name}.")


def _answer(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, value
    of = get_args(value)
    if of and of[-1] is Ellipsis:
        yield from _fields(of[0], f"{path}[].")
    elif isinstance(value, type) and issubclass(value, Item):
        yield from _fields(value, f"{path}.")


def test_every_field_of_a_proposal_has_guidance() -> None:
    modelled = {path for path, _ in _fields(Proposal)}

    assert modelled - set(_guides()) == set()


def test_no_guidance_is_left_of_a_field_that_does_not_exist() -> None:
    modelled = {path for path, _ in _fields(Proposal)}

    assert set(_guides()) - modelled == set()


def test_the_walk_finds_sections_objects_and_rows() -> None:
    modelled = {path for path, _ in _fields(Proposal)}

    assert {
        "note",
        "use.purpose",
        "significance.cost.year",
        "codes[].related_codes[].code",
        "evidence.sources[].attachment.page",
    } <= modelled


def test_the_order_is_that_of_the_form() -> None:
    assert list(_guides()) == [path for path, _ in _fields(Proposal)]


@pytest.mark.parametrize("name", sorted(_guides()))
def test_guidance_says_why_the_field_is_asked_and_for_what(name: str) -> None:
    guide = _guides()[name]

    assert guide.label
    assert guide.help.endswith(".")
    assert "riteri" in guide.help or "form check" in guide.help


@pytest.mark.parametrize("name", sorted(path for path, value in _fields(Proposal) if value is Text))
def test_a_field_for_words_shows_a_good_and_a_poor_answer(name: str) -> None:
    guide = _guides()[name]

    assert guide.good
    assert guide.poor
    assert guide.good != guide.poor


@pytest.mark.parametrize("name", sorted(name for name, guide in _guides().items() if guide.absent != "nothing"))
def test_a_field_whose_absence_says_something_explains_it(name: str) -> None:
    assert "`absent`" in _guides()[name].help


def test_what_criteria_f_e_and_j_rest_on_is_never_claimed_away() -> None:
    risk = {f"risk_adjustment.{name}" for name in ("specification", "instructions", "rationale")}
    routes = {f"evidence.{name}" for name in ("sources", "guidelines", "reviews", "consensus_method")}
    process = {
        f"development.{name}"
        for name in (
            "members",
            "convener",
            "public_comment",
            "external_review",
            "society_approvals",
            "vetting_statement",
        )
    }
    guides = _guides()

    claimable = {name for name in risk | routes | process if guides[name].may_claim_not_applicable}

    assert claimable == set()


def test_an_answer_despite_placeholder_is_a_placeholder_elsewhere() -> None:
    general = set(Placeholders.model_validate(_written()["placeholders"]).words)

    strangers = {
        (name, word)
        for name, guide in _guides().items()
        for word in guide.answers_despite_placeholder
        if word not in general and any(map(str.isalnum, word))  # signs alone say nothing elsewhere
    }

    assert strangers == set()


def test_none_is_an_answer_only_where_absence_is() -> None:
    astray = {
        name for name, guide in _guides().items() if guide.answers_despite_placeholder and guide.absent != "answer"
    }

    assert astray == set()


def test_no_good_answer_counts_as_a_placeholder() -> None:
    placeholders = Placeholders.model_validate(_written()["placeholders"])

    mistaken = {
        name
        for name, guide in _guides().items()
        if guide.good
        and (guide.good.casefold() in placeholders.words or guide.good.casefold().startswith(placeholders.starts))
    }

    assert mistaken == set()


def test_placeholders_are_written_once_and_in_small_letters() -> None:
    placeholders = Placeholders.model_validate(_written()["placeholders"])

    for words in (placeholders.words, placeholders.starts):
        assert [word for word in words if word != word.casefold() or word != word.strip()] == []
        assert len(set(words)) == len(words)
