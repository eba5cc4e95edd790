"""A file or a word in the place of another: what it is, and where it belongs, is said in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
READY, GAPS = (str(EXAMPLES / name) for name in ("process-ready.yaml", "process-with-gaps.yaml"))


@pytest.fixture
def result(cat2, tmp_path) -> Path:
    assert cat2("evaluate", READY, "-o", tmp_path / "draft.json", "--as-of", "2026-11-22").code == 0
    return tmp_path / "draft.json"


@pytest.mark.parametrize(
    "words", [("check",), ("evaluate",), ("plan",), ("next",), ("whatif", "--set", "measure.type=outcome")]
)
def test_a_result_in_the_place_of_a_proposal_is_known(cat2, result, words):
    ran = cat2(*words, result)

    assert ran.code == 2
    assert ran.err == (
        f"cat2: 1 fault in the proposal\n  {result}: found a saved result of cat2; expected a proposal. "
        "Name the proposal it was made from; `cat2 report`, `explain` and `diff` read results.\n"
    )


@pytest.mark.parametrize("keep", [("evaluation", "digest"), ("format",), ()])
def test_a_part_of_a_result_is_known_too(cat2, result, keep):
    data = json.loads(result.read_text())
    result.write_text(json.dumps({key: data[key] for key in keep} if keep else data["evaluation"]))

    assert "found a saved result of cat2" in cat2("check", result).err


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_review_in_the_place_of_a_proposal_is_known(cat2, tmp_path, version):
    review = tmp_path / "draft.review.yaml"
    assert cat2("review", "new", READY, "-o", review).code == 0
    review.write_text(review.read_text().replace("cat2-review/1", f"cat2-review/{version}"))

    ran = cat2("check", review)

    assert ran.code == 2
    assert ran.err == (
        f"cat2: 1 fault in the proposal\n  {review}: found a review; expected a proposal. Name the proposal "
        "it is of; `cat2 check`, `evaluate`, `report` and `explain` take a review at --review.\n"
    )


@pytest.mark.parametrize(
    ("ours", "newer"), [("cat2-evaluation/2", "cat2-evaluation/10"), ("cat2-result/1", "cat2-result/2")]
)
def test_a_result_of_a_newer_version_needs_a_newer_cat2(cat2, result, ours, newer):
    result.write_text(result.read_text().replace(ours, newer))

    ran = cat2("report", result)

    assert (ran.code, ran.out) == (2, "")
    assert f"found '{newer}'" in ran.err
    assert "Update cat2 to read this file" in ran.err


@pytest.mark.parametrize("words", [("pack", "lint", "X"), ("pack", "show", "X"), ("pack", "diff", "X", "X")])
def test_a_pack_that_is_not_there_is_told_without_an_option_that_was_not_given(cat2, words):
    ran = cat2(*words)

    assert ran.code == 2
    assert "  pack: found 'X'; expected one of ama-category-ii@" in ran.err


def test_never_is_among_the_words_to_fail_on_and_stands_alone(cat2):
    unknown = cat2("check", GAPS, "--fail-on", "sometimes")
    beside = cat2("check", GAPS, "--fail-on", "never,not_met")

    assert "expected one of form_incomplete, not_met, incomplete, needs_judgement, never" in unknown.err
    assert "found 'never' beside other words; expected it alone" in beside.err
    assert (unknown.code, beside.code, cat2("check", GAPS, "--fail-on", "never").code) == (2, 2, 0)


def test_a_folder_of_reviews_that_is_not_there_is_told(cat2, tmp_path):
    ran = cat2("review", "compare", tmp_path / "reviews")

    assert ran.code == 2
    assert f"{tmp_path}/reviews: found no file or folder of this name; expected a review file, or a folder" in ran.err


@pytest.mark.parametrize("option", ["--codes", "--calendar", "--profile", "--pack", "--templates"])
def test_what_is_no_toml_is_told_with_its_line(cat2, tmp_path, option):
    file = tmp_path / {"--pack": "pack.toml", "--templates": "words/de.toml"}.get(option, "bad.toml")
    file.parent.mkdir(exist_ok=True)
    file.write_text("a = 1\nb c\n")
    named = file if file.name == "bad.toml" else tmp_path
    words = ("--language", "de") if option == "--templates" else ()

    ran = cat2("report", READY, option, named, *words)

    assert ran.code == 2
    assert f"{file.name}:2: found what is no TOML at character 3 (expected '=' after a key" in ran.err


def test_a_file_that_may_not_be_read_says_what_to_do(cat2, tmp_path, monkeypatch):
    opened = Path.open

    def refuse(path: Path, *words: Any, **more: Any) -> Any:
        if path.name == "mine.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *words, **more)

    monkeypatch.setattr(Path, "open", refuse)

    told = cat2("check", tmp_path / "mine.yaml").err

    assert "cannot be opened (Permission denied); expected a file that can be read. See that you may read it" in told


LONG = "x" * 300  # a name that no file can have; what is done with it fails as with a folder that is closed to us


@pytest.mark.parametrize(
    "words",
    [
        ("check", READY, "--pack", LONG),
        ("check", READY, "--profile", LONG),
        ("check", READY, "--codes", LONG),
        ("report", READY, "--templates", LONG),
        ("report", READY, "-o", f"{LONG}.html"),
        ("evaluate", READY, "-f", "html,md", "-o", LONG),
        ("new", "-o", f"{LONG}.yaml"),
        ("pack", "show", LONG),
        ("pack", "new", LONG),
        ("guide", "--pack", LONG),
        ("import", "table", READY, "--mapping", LONG),
        ("batch", READY, "-o", LONG),
    ],
)
def test_a_place_that_cannot_be_looked_at_is_told_and_no_traceback(cat2, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)

    ran = cat2(*words)

    assert (ran.code, ran.out) == (2, "")
    assert "(File name too long)" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("option", "subject"), [("--pack", "criteria pack"), ("--profile", "profile")])
def test_a_pack_in_a_closed_folder_is_a_fault_of_the_pack(cat2, tmp_path, monkeypatch, option, subject):
    stat = Path.stat

    def refuse(path: Path, **more: Any) -> Any:
        if path.is_relative_to(tmp_path / "closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **more)

    monkeypatch.setattr(Path, "stat", refuse)

    ran = cat2("check", READY, option, tmp_path / "closed")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cat2: 1 fault in the {subject}\n")
    assert "which cannot be looked at (Permission denied); expected a place that can be read." in ran.err


@pytest.mark.parametrize("words", [("pack", "show", ""), ("check", READY, "--pack", ""), ("guide", "--pack", "")])
def test_no_name_of_a_pack_is_not_the_shipped_one(cat2, words):
    """What an empty variable of a shell comes to: whoever wrote it meant another pack than the one in force."""
    ran = cat2(*words)

    assert (ran.code, ran.out) == (2, "")
    assert "pack: found ''; expected one of ama-category-ii@2026-11" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("schema", "proposl"), "SUBJECT: found 'proposl'; expected one of proposal, evaluation, review, pack"),
        (("new", "--form", "xls"), "--form: found 'xls'; expected one of yaml, xlsx"),
        (
            ("guide", "F", "-f", "text,json"),
            "-f: found 2 formats; expected one, since this command prints one document",
        ),
        (("check", READY, "--as-of", "20261121"), "--as-of: found '20261121'; expected a date such as 2026-11-21"),
        (("check", READY, "--as-of", "2026-W47-6"), "--as-of: found '2026-W47-6'; expected a date such as 2026-11-21"),
        (("evaluate", READY, "-o", ""), "-o: found no name; expected a folder or a file. For the folder you are in"),
        (("pack", "docs", "-o", " "), "-o: found no name; expected a folder or a file. For the folder you are in"),
    ],
)
def test_a_word_in_the_wrong_place_is_told_in_plain_words(cat2, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)

    ran = cat2(*words)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cat2: {told}")
    assert list(tmp_path.iterdir()) == []


def test_codes_that_nobody_named_yet_leave_no_hole_in_the_sentence(cat2, tmp_path):
    file = tmp_path / "begun.json"
    file.write_text(json.dumps({"schema": "cat2-proposal/1", "change": {"kind": "add"}, "codes": []}))

    assert "Adds a code that is not named yet · As of " in cat2("check", file).out


def test_an_evaluation_taken_out_of_its_result_is_told_as_that(cat2, result):
    result.write_text(json.dumps(json.loads(result.read_text())["evaluation"]))

    ran = cat2("report", result, "-f", "md")

    assert (ran.code, ran.out) == (2, "")
    assert f"{result}: format: found no format; expected 'cat2-result/1'. Evaluate the proposal again" in ran.err
