"""Whole reports as the user sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import get_args

import pytest
from report_samples import deletion, documents, everything, nothing_open

from evaluator.model.evaluation import FindingWord, Result
from evaluator.rendering.audiences import Reader
from evaluator.rendering.formats import TOGETHER, render, render_packet
from evaluator.rendering.sample import sample, sample_documents
from evaluator.rendering.terminal import terminal_summary

SAMPLES = {"everything": everything, "nothing-open": nothing_open, "deletion": deletion}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", ["html", "md", "json", *TOGETHER])
def test_report(name: str, form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{form}", render(SAMPLES[name](), form))


@pytest.mark.parametrize("form", ["html", "md"])
def test_staff_report(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"everything-for-staff.{form}", render(everything(), form, reader=Reader("staff", documents())))


@pytest.mark.parametrize("form", ["html", "md"])
def test_report_with_advice(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"everything-with-advice.{form}", render(everything(), form, reader=Reader(documents=documents())))


@pytest.mark.parametrize("form", ["html", "md"])
def test_panel_packet(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"panel-packet.{form}", str(render_packet([everything(), deletion()], form)))


@pytest.mark.parametrize("name", SAMPLES)
def test_summary(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", terminal_summary(SAMPLES[name]()))


def test_verbose_summary(golden: Callable[[str, str], None]) -> None:
    golden("everything-verbose.txt", terminal_summary(everything(), name="foot.yaml", verbose=True))


def test_json_reads_back_as_the_same_result() -> None:
    result = everything()

    assert Result.model_validate_json(render(result, "json")) == result


def test_designers_preview_the_sample_that_holds_everything(golden: Callable[[str, str], None]) -> None:
    golden("../../templates/sample.json", render(everything(), "json"))
    written = {
        name: None if one is None else one.model_dump(mode="json") for name, one in documents()._asdict().items()
    }
    golden("../../templates/sample-advice.json", json.dumps(written, ensure_ascii=False, indent=2) + "\n")

    assert sample() == everything()
    assert sample_documents() == documents()


def test_the_sample_shows_every_finding() -> None:
    evaluation = sample().evaluation

    assert {each.finding for each in (evaluation.form, *evaluation.criteria)} == set(get_args(FindingWord))
