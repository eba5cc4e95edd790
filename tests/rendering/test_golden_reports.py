"""Whole reports as the user sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from report_samples import deletion, everything, nothing_open

from evaluator.model.evaluation import Result
from evaluator.rendering.formats import TOGETHER, render
from evaluator.rendering.terminal import terminal_summary

SAMPLES = {"everything": everything, "nothing-open": nothing_open, "deletion": deletion}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", ["html", "md", "json", *TOGETHER])
def test_report(name: str, form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{form}", render(SAMPLES[name](), form))


@pytest.mark.parametrize("name", SAMPLES)
def test_summary(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", terminal_summary(SAMPLES[name]()))


def test_verbose_summary(golden: Callable[[str, str], None]) -> None:
    golden("everything-verbose.txt", terminal_summary(everything(), name="foot.yaml", verbose=True))


def test_json_reads_back_as_the_same_result() -> None:
    result = everything()

    assert Result.model_validate_json(render(result, "json")) == result
