"""Reports for applicant, panel and staff from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
GAPS, DELETION = EXAMPLES / "process-with-gaps.yaml", EXAMPLES / "deletion.yaml"


def test_several_proposals_make_one_packet_with_contents(cat2, tmp_path):
    path = tmp_path / "packet.html"

    ran = cat2("report", "--for", "panel", GAPS, DELETION, "-o", path)

    packet = path.read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "<h1>2 proposals</h1>" in packet
    assert packet.count('class="sheet"') == 10 + 1
    assert packet.count('class="annex"') == 2


def test_one_packet_goes_to_standard_output_and_one_file_into_a_folder(cat2, tmp_path):
    told = cat2("report", "--for", "panel", GAPS, DELETION, "-f", "md")
    filed = cat2("report", "--for", "panel", GAPS, DELETION, "-f", "md,html", "-o", tmp_path)

    assert told.code == filed.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["panel-packet.html", "panel-packet.md"]
    assert (tmp_path / "panel-packet.md").read_text(encoding="utf-8") == told.out


def test_saved_results_and_proposals_keep_the_order_in_which_they_were_named(cat2, tmp_path):
    cat2("evaluate", DELETION, "-f", "json", "-o", tmp_path)
    saved = tmp_path / "deletion.evaluation.json"

    told = cat2("report", "--for", "panel", GAPS, saved, EXAMPLES / "revision.yaml", "-f", "md", "--no-annex").out

    assert [line.split(" (")[0] for line in told.splitlines() if line.startswith("## Proposal")] == [
        "## Proposal 1: Hearing tested before cisplatin in adults",
        "## Proposal 2: Peak-flow diary reviewed in mild asthma",
        "## Proposal 3: Blood pressure within 10 days after birth in patients with high blood pressure in pregnancy",
    ]


def test_the_annex_can_be_left_out(cat2):
    told = cat2("report", "--for", "panel", GAPS, "-f", "md", "--no-annex")

    assert "this packet has no annex" in told.out
    assert "Gap 1" not in told.out


def test_staff_see_every_finding_and_the_trace(cat2):
    told = cat2("evaluate", GAPS, "--for", "staff", "-f", "md")

    assert told.out.startswith("# Staff report: ")
    assert "## All findings" in told.out
    assert "### The rule trace" in told.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--for", "board"], "--for: found 'board'; expected one of applicant, panel, staff"),
        (["--for", "panel", "-f", "text"], "--for panel: found -f text; expected one of html, md, pdf"),
        (["--no-annex"], "--no-annex: found --for applicant; expected --for panel"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_read(cat2, words, told):
    ran = cat2("report", "no-such-file.yaml", *words)

    assert ran.code == 2
    assert told in ran.err
