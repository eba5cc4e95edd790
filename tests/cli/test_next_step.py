"""What a command says to run next goes by the same criteria as it did itself."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READY = str(ROOT / "examples" / "process-ready.yaml")
PROFILE = str(ROOT / "examples" / "society" / "profile.toml")


def _next(told: str) -> list[str]:
    return shlex.split(told.partition("run: cat2 ")[2])


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_form_is_checked_by_the_criteria_it_was_made_from(cat2, tmp_path, monkeypatch, form):
    monkeypatch.chdir(tmp_path)

    told = cat2("new", "--form", form, "-o", f"a form.{form}", "--profile", PROFILE).err
    following = cat2(*_next(told))

    assert f"'a form.{form}'" in told
    assert following.code == (1 if form == "yaml" else 0), following.err


def test_the_pack_of_a_form_is_named(cat2, tmp_path):
    told = cat2("new", "-o", tmp_path / "a.yaml", "--pack", "measure-evaluation").err

    assert _next(told) == ["check", str(tmp_path / "a.yaml"), "--pack", "measure-evaluation"]


def test_a_review_is_laid_over_what_it_was_begun_from(cat2, tmp_path):
    (tmp_path / "codes.txt").write_text("0001F\n")
    given = ["--profile", "measure-only", "--as-of", "2026-11-21", "--codes", str(tmp_path / "codes.txt")]

    told = cat2("review", "new", READY, "-o", tmp_path / "r.yaml", *given).err

    words = ["report", READY, "--review", str(tmp_path / "r.yaml"), "-o", "report.html"]
    assert _next(told) == [*words, *given]


def test_questions_that_nobody_in_force_asks_may_lack_their_profile(cat2, tmp_path):
    proposal = tmp_path / "a.yaml"
    proposal.write_text("schema: cat2-proposal/1\nextra: {college: {registry_review: done}}\n")

    assert "Name the profile or pack that asks for them with --profile or --pack." in cat2("check", proposal).err
