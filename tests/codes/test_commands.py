"""`--codes` and `--calendar` on the commands that evaluate, and `cat2 calendar`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
READY = EXAMPLES / "process-ready.yaml"
MEETING = """
[[meeting]]
name = "Invented spring meeting"
submission_deadline = 2027-01-08
starts = 2027-02-04
ends = 2027-02-06
release = 2027-07-15
"""


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Path]:
    files = {"codes": tmp_path / "codes.txt", "calendar": tmp_path / "calendar.toml"}
    files["codes"].write_text("9999F\n", encoding="utf-8")
    files["calendar"].write_text(MEETING, encoding="utf-8")
    return files


def aiming_at(folder: Path, day: str) -> Path:
    path = folder / "proposal.yaml"
    text = re.sub(r"(?m)^  target_deadline:.*\n", "", READY.read_text(encoding="utf-8"))
    path.write_text(text.replace("change:\n", f"change:\n  target_deadline: {day}\n", 1), encoding="utf-8")
    return path


def test_check_tells_of_a_code_that_exists(cat2, own, tmp_path) -> None:
    path = tmp_path / "proposal.yaml"
    path.write_text(READY.read_text(encoding="utf-8").replace("300XF", "9999F"), encoding="utf-8")

    code, out, _ = cat2("check", path, "--codes", own["codes"], "--as-of", "2026-11-22")

    assert code == 1
    assert "A code that is not assigned" in out


def test_check_warns_of_a_deadline_that_has_passed_and_of_no_other(cat2, tmp_path) -> None:
    past = cat2("check", aiming_at(tmp_path, "2026-01-31"), "--as-of", "2026-11-22")[1]
    ahead = cat2("check", aiming_at(tmp_path, "2027-01-31"), "--as-of", "2026-11-22")[1]

    told = " ".join(past.split())
    assert "! The deadline that the proposal aims at, 31 January 2026, lies before the day it was judged for" in told
    assert "lies before the day" not in " ".join(ahead.split())


def test_a_report_names_both_files_by_digest_and_shows_the_dates(cat2, own) -> None:
    words = ("--codes", own["codes"], "--calendar", own["calendar"], "--as-of", "2026-11-22")
    for form in ("html", "md", "text"):
        code, out, _ = cat2("report", READY, "-f", form, *words)
        assert code == 0
        assert "Invented spring meeting" in " ".join(out.split())
    code, out, _ = cat2("evaluate", READY, *words)
    ruler = json.loads(out)["evaluation"]["ruler"]

    assert code == 0
    assert len(ruler["codes"]) == len(ruler["calendar"]) == 64


def test_without_a_list_a_report_says_that_codes_were_not_checked(cat2) -> None:
    out = cat2("report", READY, "-f", "md", "--as-of", "2026-11-22")[1]

    assert "none; codes were not checked against any" in out
    assert "No list of codes was supplied" in out


def test_calendar_without_and_with_a_file(cat2, own) -> None:
    alone = cat2("calendar", "--as-of", "2026-11-22")
    mine = cat2("calendar", "--as-of", "2026-11-22", "--calendar", own["calendar"])
    data = cat2("calendar", "--as-of", "2026-11-22", "--calendar", own["calendar"], "-f", "json")

    assert (alone[0], "no deadline can be named" in " ".join(alone[1].split())) == (0, True)
    assert "submit by 8 January 2027" in " ".join(mine[1].split())
    assert json.loads(data[1])["earliest_release"] == "2027-07-15"


def test_a_pack_without_a_calendar_says_so(cat2) -> None:
    code, _, err = cat2("calendar", "--pack", "measure-evaluation")

    assert code == 2
    assert "has no calendar.toml" in err


@pytest.mark.parametrize("option", ["--codes", "--calendar"])
@pytest.mark.parametrize("command", ["check", "evaluate", "report", "explain"])
def test_faults_of_a_users_file_end_with_two_and_without_a_traceback(cat2, tmp_path, command, option) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text("nothing = true\n", encoding="utf-8")

    code, out, err = cat2(command, READY, option, path)

    assert (code, out) == (2, "")
    assert "faulty.toml" in err
    assert "nothing: found an unknown key" in err
    assert "Traceback" not in err
