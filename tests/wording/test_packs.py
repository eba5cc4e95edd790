"""A faulty wording.toml or calendar.toml is told whole, by file, rule and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evaluator.errors import PackError
from evaluator.packs import load_pack
from evaluator.resources import criteria_folder

EDITION = Path(str(criteria_folder())) / "ama-category-ii" / "2026-11"
RULE = """
[[rule]]
id = "G.long"
criterion = "G"
detector = "too_long"
fields = ["measure.title"]
asks = "Is it short?"
says = "It has {found} characters."
better = "Shorten it to {longest}."
longest = 10
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    shutil.copytree(EDITION, folder)
    return folder


def faults(folder: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_pack(str(folder))
    return str(caught.value)


def test_a_rule_author_adds_a_rule_without_python(pack: Path) -> None:
    (pack / "wording.toml").write_text(RULE, encoding="utf-8")

    assert [rule.id for rule in load_pack(str(pack)).wording] == ["G.long"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"G"\n', '"Z"\n', "criterion = 'Z'"),
        ("measure.title", "measure.titel", "the field 'measure.titel'; expected 'measure.title'"),
        ("measure.title", "measure.type", "the field 'measure.type'; expected a field that holds text"),
        ("longest = 10", "", "no 'longest'"),
        ("longest = 10", "longest = 10\nwords = ['and']", "found 'words'; expected only longest"),
        ('better = "Shorten it to {longest}."', "", "no better wording"),
        ("{found}", "{fund}", "{fund} in a sentence"),
        ("longest = 10", "longst = 10", "the unknown key 'longst'; expected 'longest'"),
        ('["measure.title"]', '"titles"', "'titles'"),
        ("too_long", "too_tall", "'too_tall'"),
        ("G.long", "G.numerator", "an id used twice"),
        ("[[rule]]", "[[ruel]]", "an unknown key"),
    ],
)
def test_faults_of_a_rule(pack: Path, before: str, after: str, told: str) -> None:
    (pack / "wording.toml").write_text(RULE.replace(before, after, 1), encoding="utf-8")

    text = faults(pack)

    assert told in text
    assert "wording.toml" in text


def test_all_faults_are_told_at_once(pack: Path) -> None:
    wrong = RULE.replace('"G"\n', '"Z"\n').replace("measure.title", "measure.titel")
    (pack / "wording.toml").write_text(RULE + wrong, encoding="utf-8")

    assert "3 faults" in faults(pack)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("month = 3", "month = 13", "release.0.month"),
        ("change.target_deadline", "change.reason", "expected a date of the proposal"),
        ("says =", "say =", "'say'"),
    ],
)
def test_faults_of_the_published_calendar(pack: Path, before: str, after: str, told: str) -> None:
    file = pack / "calendar.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    text = faults(pack)

    assert told in text
    assert "calendar.toml" in text


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('unsupplied = "no_list"', "", "unsupplied"),
        ('results = ["existing", "retired"]', "", "results"),
        ('supplied = "code_standing"', "", "no row"),
        ('supplied = "code_standing"', 'supplied = "coeds"', "coeds"),
    ],
)
def test_faults_of_a_table_that_a_user_supplies(pack: Path, before: str, after: str, told: str) -> None:
    file = pack / "tables" / "known_codes.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    text = faults(pack)

    assert told in text
    assert "known_codes.toml" in text
