"""What changed since an earlier draft, in every command that judges; and earlier results that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
GAPS = EXAMPLES / "process-with-gaps.yaml"
CHANGED = "What changed since the draft judged as of 22 November 2026"
DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def earlier(cat2, tmp_path):
    """Save the result of an earlier draft, which did not say how the act belongs to usual care."""
    draft = tmp_path / "draft.yaml"
    lines = [line for line in GAPS.read_text("utf-8").splitlines() if not line.startswith("  usual_care:")]
    draft.write_text("\n".join(lines), "utf-8")
    cat2("evaluate", draft, "-f", "json", "-o", tmp_path, *DAY)
    return tmp_path / "draft.evaluation.json"


def test_check_tells_what_changed_below(cat2, earlier):
    ran = cat2("check", GAPS, "--since", earlier, *DAY)

    assert CHANGED in ran.out
    assert "+ Gap closed: C How the act belongs to usual care" in ran.out
    assert CHANGED not in cat2("check", GAPS, *DAY).out


def test_check_as_json_has_what_changed_on_a_line_of_its_own(cat2, earlier):
    lines = cat2("check", GAPS, "--since", earlier, "-f", "json", *DAY).out.splitlines()

    assert [json.loads(line)["format"] for line in lines] == ["cat2-result/1", "cat2-changes/1"]


def test_reports_tell_what_changed(cat2, earlier, tmp_path):
    out = tmp_path / "out"
    cat2("evaluate", GAPS, "--since", earlier, "-f", "html,md,text", "-o", out, *DAY)

    for ending in ("html", "md", "txt"):
        text = (out / f"process-with-gaps.{ending}").read_text("utf-8")
        assert CHANGED in text
        assert "usual care" in text[text.index(CHANGED) :][:1000]


def test_what_changed_lies_beside_the_result_and_outside_its_digest(cat2, earlier, tmp_path):
    with_it, without = tmp_path / "with", tmp_path / "without"
    cat2("evaluate", GAPS, "--since", earlier, "-f", "json", "-o", with_it, *DAY)
    cat2("evaluate", GAPS, "-f", "json", "-o", without, *DAY)

    name = "process-with-gaps.evaluation.json"
    assert (with_it / name).read_bytes() == (without / name).read_bytes()
    changes = json.loads((with_it / "process-with-gaps.changes.json").read_text("utf-8"))
    assert (changes["direction"], changes["same_ruler"]) == ("neutral", True)
    assert [gap["presence"] for gap in changes["gaps"]] == ["absent"]


def test_one_named_file_has_what_changed_beside_it(cat2, earlier, tmp_path):
    ran = cat2("report", GAPS, "--since", earlier, "-f", "json", "-o", tmp_path / "mine.json", *DAY)

    assert ran.code == 0
    assert (tmp_path / "mine.changes.json").exists()


def test_a_saved_result_is_compared_too(cat2, earlier, tmp_path):
    cat2("evaluate", GAPS, "-f", "json", "-o", tmp_path, *DAY)

    ran = cat2("report", tmp_path / "process-with-gaps.evaluation.json", "--since", earlier, "-f", "md")

    assert CHANGED in ran.out


def test_nothing_changed_since_itself(cat2, earlier):
    ran = cat2("report", earlier, "--since", earlier, "-f", "md")

    assert "The recommendation is as before: “Gaps to close”. Nothing else changed." in ran.out


def test_numbers_across_rulers_are_not_compared(cat2, earlier):
    ran = cat2("report", GAPS, "--since", earlier, "-f", "md", "--profile", "measure-only", *DAY)
    told = cat2("check", GAPS, "--since", earlier, "--profile", "measure-only", *DAY)

    assert "not judged by the same ruler (profile)" in ran.out
    assert "readiness:" not in ran.out
    assert "Numbers are not compared" in told.out


def test_json_and_what_changed_do_not_share_standard_output(cat2, earlier):
    ran = cat2("evaluate", GAPS, "--since", earlier, *DAY)

    assert ran.code == 2
    assert "name a folder with -o" in ran.err


def test_several_proposals_have_no_one_earlier_draft(cat2, earlier, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text('{"schema": "cat2-proposal/1"}\n{"schema": "cat2-proposal/1"}\n', "utf-8")

    assert "found 2 files" in cat2("check", GAPS, EXAMPLES / "deletion.yaml", "--since", earlier).err
    assert "holds several proposals" in cat2("check", many, "--since", earlier).err


def test_the_earlier_result_is_not_written_over(cat2, earlier):
    ran = cat2("report", earlier.with_name("draft.yaml"), "--since", earlier, "-f", "json", "-o", earlier.parent, *DAY)

    assert ran.code == 2
    assert "this is an input file" in ran.err


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text[: len(text) // 2], "it was cut short or damaged"),
        (lambda text: text.replace('"incomplete"', '"met"', 1), "an evaluation that its digest does not fit"),
        (lambda text: text.replace("cat2-result/1", "cat2-result/9"), "'cat2-result/9'"),
        (lambda text: text.replace("cat2-result/1", "other/1"), "'other/1'"),
        (lambda _: '{"schema": "cat2-proposal/1"}', "JSON of another kind (cat2-proposal/1)"),
        (lambda _: '["a list"]', "JSON of another kind (it names no format)"),
        (lambda _: "measure: a title", "text that is no JSON"),
        (lambda text: text.replace('"finding"', '"fnding"', 1), "found"),
    ],
)
def test_an_earlier_result_that_cannot_be_used_is_told(cat2, earlier, spoil, told):
    text = earlier.read_text("utf-8")
    earlier.write_text(spoil(text), "utf-8")

    ran = cat2("check", GAPS, "--since", earlier)

    assert ran.code == 2
    assert told in ran.err
    assert str(earlier) in ran.err
    assert ran.out == ""


def test_an_earlier_result_that_is_not_there_or_no_text_is_told(cat2, tmp_path):
    binary = tmp_path / "picture.json"
    binary.write_bytes(b"\xff\xfe\x00")

    assert "no file that can be read" in cat2("check", GAPS, "--since", tmp_path / "none.json").err
    assert "no JSON" in cat2("check", GAPS, "--since", binary).err


def test_a_panel_is_not_told_of_earlier_drafts(cat2, earlier, tmp_path):
    ran = cat2("report", GAPS, "--since", earlier, "--for", "panel", "-o", tmp_path / "packet.html")

    assert ran.code == 2
    assert "found --for panel" in ran.err
