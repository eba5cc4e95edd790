"""`cat2 pack diff`: what differs between two packs, under their new names, and which findings change with it."""

from __future__ import annotations

import json

from evaluator.advice.pack_diff import pack_difference
from evaluator.packs import load_pack
from evaluator.packs.crosswalk import renamed_ids

EXAMPLES = "examples"
LOWER = ("thresholds.toml", "value = 0.7\n", "value = 0.6\n")
SENTENCE = ("m1-importance/criterion.toml", "Nothing is said about present results.", "No present results are given.")


def _difference(before, after):
    older, newer = load_pack(str(before)), load_pack(str(after))
    return pack_difference(older, newer, renamed_ids(str(after), newer))


def _rows(found):
    return {(change.what, change.subject, change.id) for change in found.changes}


def test_a_copy_differs_in_nothing(second, changed):
    found = _difference(second, changed())

    assert found.changes == ()


def test_a_threshold_shows_its_old_and_new_value(second, changed):
    (change,) = _difference(second, changed(LOWER)).changes

    assert (change.what, change.subject, change.id) == ("changed", "threshold", "score_reliability")
    assert [(row.of, row.before, row.after) for row in change.details] == [("value", ("0.7 of 1",), ("0.6 of 1",))]


def test_a_sentence_shows_what_it_was(second, changed):
    (change,) = _difference(second, changed(SENTENCE)).changes

    assert change.id == "M1.room"
    assert [row.of for row in change.details] == ["sentences"]
    assert change.details[0].after == ("No present results are given.",)


def test_a_new_case_is_one_line_and_not_a_change_of_all_that_follow(second, changed):
    case = '  { when = "not item.kind is answered", then = "unknown"'
    more = '  { when = "item.sample = 1", then = "unknown", says = "One patient.", gap = "method-and-result" },\n'
    (change,) = _difference(second, changed(("m4-validity/criterion.toml", case, more + case))).changes

    assert {row.of: (len(row.before), len(row.after)) for row in change.details} == {
        "cases": (0, 1),
        "sentences": (0, 1),
    }


def test_a_gap_that_is_gone_and_one_that_is_new_are_told(second, changed):
    after = changed(
        ("m1-importance/gaps.toml", "[median]", "[middle]"),
        ("m1-importance/criterion.toml", 'gap = "median"', 'gap = "middle"'),
        ("m1-importance/examples.toml", '"median"]', '"middle"]'),
    )

    assert _rows(_difference(second, after)) == {
        ("removed", "gap", "M1/median"),
        ("added", "gap", "M1/middle"),
        ("changed", "check", "M1.room"),
    }


def test_the_crosswalk_joins_a_check_with_its_new_name(second, changed):
    after = changed(
        ("m1-importance/criterion.toml", "M1.room", "M1.margin"),
        ("m1-importance/examples.toml", "M1.room", "M1.margin"),
        ("crosswalk.toml", "", '[renamed]\n"M1.room" = "M1.margin"\n'),
    )

    (change,) = _difference(second, after).changes

    assert (change.what, change.subject, change.id, change.was) == ("changed", "check", "M1.margin", "M1.room")
    assert [row.of for row in change.details] == ["id"]


def test_a_renamed_gap_is_written_with_its_criterion(second, changed):
    after = changed(
        ("m1-importance/gaps.toml", "[median]", "[middle]"),
        ("m1-importance/criterion.toml", 'gap = "median"', 'gap = "middle"'),
        ("m1-importance/examples.toml", '"median"]', '"middle"]'),
        ("crosswalk.toml", "", '[renamed]\n"M1/median" = "M1/middle"\n'),
    )

    found = {change.id: change for change in _difference(second, after).changes}

    assert found["M1/middle"].was == "M1/median"
    assert set(found) == {"M1/middle", "M1.room"}


def test_an_alias_does_what_the_crosswalk_does(second, changed):
    after = changed(
        ("m5-feasibility-and-use/criterion.toml", 'id = "M5.rivals"', 'id = "M5.similar"\naliases = ["M5.rivals"]'),
        ("m5-feasibility-and-use/examples.toml", "M5.rivals", "M5.similar"),
    )

    assert _rows(_difference(second, after)) == {("changed", "check", "M5.similar")}


def test_findings_that_change_are_told_with_the_proposals(cat2, second, changed):
    # A stricter edition: a median of 10 percent already counts as topped out, so what was documented is for people.
    after = changed(("thresholds.toml", "value = 95\n", "value = 10\n"))
    flips = json.loads(cat2("pack", "diff", second, after, EXAMPLES, "-f", "json", "--as-of", "2026-11-22").out)

    assert flips["compared"] == 7
    assert flips["refused"] == []
    by_criterion = {(row["criterion"], row["before"], row["after"]): row["proposals"] for row in flips["flips"]}
    assert by_criterion[("M1", "met", "needs_judgement")] == ["outcome-for-judgement"]


def test_text_and_markdown_tell_the_same(cat2, second, changed):
    after = changed(LOWER, SENTENCE)

    text = cat2("pack", "diff", second, after, EXAMPLES)
    markdown = cat2("pack", "diff", second, after, EXAMPLES, "-f", "md")

    assert text.code == markdown.code == 0
    for said in ("0 added, 0 removed, 2 changed", "value: 0.6 of 1", "7 proposals judged under both"):
        assert said in text.out
        assert said in markdown.out
    assert "## Thresholds (1)" in markdown.out


def test_two_packs_with_nothing_in_common_can_be_compared(cat2):
    ran = cat2("pack", "diff", "ama-category-ii", "measure-evaluation", EXAMPLES)

    assert ran.code == 0
    assert "identity (was form)" in ran.out
    assert "Recommendation: Ready for the panel → For the panel: 1 (process-ready)" in ran.out


def test_a_proposal_that_cannot_be_read_is_named_and_the_rest_goes_on(cat2, second, changed, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "faulty.yaml").write_text("schema: cat2-proposal/1\nmeasure: 5\n", encoding="utf-8")
    (tmp_path / "mine" / "sound.yaml").write_text("schema: cat2-proposal/1\n", encoding="utf-8")
    ran = cat2("pack", "diff", second, changed(LOWER), tmp_path / "mine")

    assert "1 proposal judged under both" in ran.out
    assert "could not read them: 1 (faulty)" in ran.out


def test_a_folder_without_proposals_is_told(cat2, second, tmp_path):
    (tmp_path / "empty").mkdir()

    ran = cat2("pack", "diff", second, second, tmp_path / "empty")

    assert ran.code == 4
    assert "no proposal in this folder" in ran.err


def test_no_proposals_no_findings(cat2, second):
    ran = cat2("pack", "diff", second, second)

    assert "Nothing differs." in ran.out
    assert "judged" not in ran.out


def test_markdown_without_proposals_says_nothing_of_findings(cat2, second, changed):
    ran = cat2("pack", "diff", second, changed(LOWER), "-f", "md")

    assert "## Findings that change" not in ran.out
    assert ran.out.startswith("# What differs between two sets of criteria")


def test_one_format_at_a_time(cat2, second):
    ran = cat2("pack", "diff", second, second, "-f", "md,json")

    assert ran.code == 2
    assert "found 2 formats; expected one" in ran.err
