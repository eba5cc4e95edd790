"""A user's own list of codes: read, looked up, named in the result; and its faults."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from evaluator.advice.examples import proposal_with
from evaluator.api import Evaluator
from evaluator.errors import CodeListError
from evaluator.model.evaluation import CheckResult, Evaluation
from evaluator.packs import load_pack
from evaluator.packs.own_codes import CodeList, read_codes

REAL = Path(__file__).parents[3] / "shared" / "data" / "codes" / "category-ii-codes-2024.txt"
PACK = load_pack()
TODAY = datetime.date(2026, 11, 22)
TOML = """
existing = ["9999F", "9998f"]
retired = ["9997F"]
sections = [
  { name = "Patient safety", from = "9990F", to = "9999F" },
  { name = "structural", from = "8000F", to = "8099F" },
  { name = "structural", from = "8200F", to = "8200F" },
]
"""


def listed(folder: Path, text: str = TOML, name: str = "codes.toml") -> CodeList:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_codes(str(path))


def evaluated(codes: CodeList | None, answers: dict[str, Any]) -> Evaluation:
    return Evaluator(PACK, TODAY, codes=codes).evaluate(proposal_with(answers))


def check(evaluation: Evaluation, key: str) -> CheckResult:
    every = (evaluation.form, *evaluation.criteria)
    return next(one for criterion in every for one in criterion.checks if one.key == key)


def addition(code: str, section: str | None = None) -> dict[str, Any]:
    return {"change.kind": "add", "codes": [{"code": code, **({"section": section} if section else {})}]}


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("9999F", "false"), ("9998F", "false"), ("9997F", "false"), ("9996F", "true"), ("999XF", "true")],
)
def test_a_proposed_code_is_looked_up(tmp_path: Path, code: str, outcome: str) -> None:
    found = check(evaluated(listed(tmp_path), addition(code)), "form.code_is_new[0]")

    assert (found.outcome, code in found.says) == (outcome, True)


def test_without_a_list_the_report_says_so_and_nothing_is_counted() -> None:
    evaluation = evaluated(None, addition("9999F", "patient_safety"))

    assert check(evaluation, "form.code_is_new[0]").outcome == "not_applicable"
    assert "was not checked against any" in check(evaluation, "form.code_is_new[0]").says
    assert check(evaluation, "I.section_range[0]").outcome == "not_applicable"
    assert evaluation.ruler.codes == ""


def test_an_existing_code_makes_a_gap_that_wording_closes(tmp_path: Path) -> None:
    evaluation = evaluated(listed(tmp_path), addition("9999F"))

    gap = next(gap for gap in evaluation.form.gaps if gap.id.endswith("choose-unassigned-code"))
    assert (gap.code, gap.fixability, gap.where) == ("CONTRADICTION", "wording", "codes.0.code")


@pytest.mark.parametrize(("kind", "code"), [("revise", "9999F"), ("delete", "9999F")])
@pytest.mark.parametrize(("listed_code", "outcome"), [("9999F", "true"), ("9995F", "false")])
def test_a_code_that_is_changed_is_on_the_list(
    tmp_path: Path, kind: str, code: str, listed_code: str, outcome: str
) -> None:
    codes = listed(tmp_path, f'existing = ["{listed_code}"]')
    evaluation = evaluated(codes, {"change.kind": kind, "change.existing_code": code})

    advised = [advisory.check for advisory in evaluation.form.advisories]
    assert check(evaluation, "form.existing_code_listed").outcome == outcome
    assert ("form.existing_code_listed" in advised) is (outcome == "false")


@pytest.mark.parametrize(
    ("code", "section", "outcome"),
    [
        ("9990F", "patient_safety", "true"),
        ("999XF", "patient_safety", "true"),
        ("9XX9F", "patient_safety", "true"),
        ("989XF", "patient_safety", "false"),
        ("8200F", "structural", "true"),
        ("8050F", "structural", "true"),
        ("8150F", "structural", "false"),
        ("8150F", "composite", "not_applicable"),
    ],
)
def test_a_code_lies_in_the_range_of_its_section(tmp_path: Path, code: str, section: str, outcome: str) -> None:
    assert check(evaluated(listed(tmp_path), addition(code, section)), "I.section_range[0]").outcome == outcome


def test_a_list_without_ranges_says_nothing_of_sections(tmp_path: Path) -> None:
    evaluation = evaluated(listed(tmp_path, 'existing = ["9999F"]'), addition("9998F", "structural"))

    assert check(evaluation, "I.section_range[0]").outcome == "not_applicable"


def test_a_list_of_ranges_alone_says_nothing_of_codes(tmp_path: Path) -> None:
    ranges = 'sections = [{ name = "structural", from = "8000F", to = "8099F" }]'

    assert check(evaluated(listed(tmp_path, ranges), addition("8000F")), "form.code_is_new[0]").case == 6


def test_plain_lines_are_existing_codes(tmp_path: Path) -> None:
    codes = listed(tmp_path, "\ufeff9999F\r\n\r\n9998F  # checked in May\r\n# a remark\r\n", "codes.txt")

    assert codes.rows == {"code_standing": (((["9999F", "9998F"],), "existing"),)}


def test_the_digest_is_in_the_ruler_and_does_not_hang_on_line_ends(tmp_path: Path) -> None:
    codes = listed(tmp_path, "9999F\n", "codes.txt")
    windows = listed(tmp_path, "9999F\r\n", "windows.txt")

    assert evaluated(codes, addition("9998F")).ruler.codes == codes.digest == windows.digest
    assert listed(tmp_path, "9998F\n", "other.txt").digest != codes.digest


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.toml", 'existing = ["99"]', "existing[1]: found '99'; expected a Category II code: four digits and F"),
        ("a.toml", 'existing = "9999F"', "expected a list of codes in quotes"),
        ("a.toml", "existing = [9999]", "existing[1]: found 9999"),
        ("a.toml", 'existing = ["9999F"]\nretired = ["9999F"]', "9999F: found a code in both lists"),
        ("a.toml", 'exsting = ["9999F"]', "exsting: found an unknown key"),
        ("a.toml", "existing = [", "expected TOML"),
        ("a.toml", "", "found no code"),
        ("a.toml", "sections = 3", "sections: found 3"),
        ("a.toml", "sections = [3]", "sections[1]: found 3"),
        ("a.toml", 'sections = [{ name = "structurl", from = "1F", to = "8000F" }]', "Did you mean 'structural'?"),
        ("a.toml", 'sections = [{ name = "structural", to = "8000F" }]', "sections[1].from: found nothing"),
        ("a.toml", 'sections = [{ name = "structural", from = "8001F", to = "8000F" }]', "expected a range that rises"),
        ("a.toml", 'sections = [{ form = "8000F" }]', "sections[1].form: found an unknown key"),
        ("a.txt", "9999F\nabc\n", "a.txt:2: found 'abc'"),
        ("a.txt", "# nothing yet\n", "found no code"),
    ],
)
def test_faults(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(CodeListError) as caught:
        listed(tmp_path, text, name)

    assert told in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CodeListError, match="3 faults in the list of codes"):
        listed(tmp_path, 'existing = ["99", "9999F"]\nretired = ["x"]\nmore = 1')


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe9")

    with pytest.raises(CodeListError, match="cannot be read"):
        read_codes(str(tmp_path / "none.txt"))
    with pytest.raises(CodeListError, match="not UTF-8"):
        read_codes(str(tmp_path / "a.txt"))


@pytest.mark.untraced
@pytest.mark.skipif(not REAL.is_file(), reason="the shared folder with a real list of codes is not here")
def test_a_real_list() -> None:
    codes = read_codes(str(REAL))
    ((cells, _),) = codes.rows["code_standing"]
    known = cells[0]

    assert len(known) > 500
    assert check(evaluated(codes, addition(known[0])), "form.code_is_new[0]").outcome == "false"
    assert check(evaluated(codes, addition("9999F")), "form.code_is_new[0]").outcome == "true"
