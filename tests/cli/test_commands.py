"""What each command prints, where, and with which exit code it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from report_samples import everything

from evaluator.api import digest_as_written
from evaluator.rendering.formats import render

EXAMPLES = Path(__file__).parents[2] / "examples"
READY, GAPS = EXAMPLES / "process-ready.yaml", EXAMPLES / "process-with-gaps.yaml"
HOPELESS = EXAMPLES / "separately-payable-service.yaml"


def test_check_of_a_ready_proposal_leaves_with_0(cat2):
    ran = cat2("check", READY)

    assert ran.code == 0
    assert "Ready" in ran.out
    assert ran.err == ""


def test_check_of_a_proposal_with_gaps_leaves_with_1_and_says_what_to_do(cat2):
    ran = cat2("check", GAPS)

    assert ran.code == 1
    assert "Gaps to close" in ran.out
    assert "line" in ran.out


def test_check_never_fails_when_told_so(cat2):
    assert cat2("check", GAPS, "--fail-on", "never").code == 0


def test_check_fails_on_what_is_for_the_panel_when_told_so(cat2):
    proposal = EXAMPLES / "outcome-for-judgement.yaml"

    assert cat2("check", proposal).code == 0
    assert cat2("check", proposal, "--fail-on", "needs_judgement").code == 1


def test_check_prints_json_that_fits_the_published_schema(cat2):
    result = json.loads(cat2("check", GAPS, "-f", "json").out)
    schema = json.loads(cat2("schema", "evaluation").out)

    jsonschema.validate(result, schema)
    assert result["evaluation"]["recommendation"]["engine"] == "gaps"


def test_an_unknown_language_is_refused_before_anything_is_read(cat2):
    ran = cat2("report", "no-such-file.yaml", "--language", "tlh")

    assert ran.code == 2
    assert ran.err == "cat2: --language: found 'tlh'; expected one of en\n"


def test_evaluate_writes_every_format_and_names_the_files(cat2, tmp_path):
    ran = cat2("evaluate", READY, GAPS, "-f", "html,md,json,text", "-o", tmp_path)

    written = sorted(Path(line).name for line in ran.out.splitlines())
    assert ran.code == 0
    assert written == sorted(
        f"{stem}.{kind}"
        for stem in ("process-ready", "process-with-gaps")
        for kind in ("html", "md", "evaluation.json", "txt")
    )
    assert all((tmp_path / name).stat().st_size > 500 for name in written)


def test_evaluate_writes_one_report_to_the_file_named(cat2, tmp_path):
    ran = cat2("evaluate", READY, "-f", "html", "-o", tmp_path / "report.html")

    assert ran.code == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_several_reports_without_a_folder_are_a_usage_error(cat2):
    ran = cat2("evaluate", READY, GAPS)

    assert ran.code == 2
    assert "-o FOLDER" in ran.err


def test_report_from_a_saved_result_is_the_report_from_the_proposal(cat2, tmp_path):
    day = ("--as-of", "2026-11-21")
    cat2("evaluate", READY, "-f", "json", "-o", tmp_path, *day)

    saved = cat2("report", tmp_path / "process-ready.evaluation.json", "-f", "md")
    fresh = cat2("report", READY, "-f", "md", *day)

    assert saved.code == fresh.code == 0
    assert saved.out == fresh.out


def test_report_from_a_saved_result_says_that_the_least_work_needs_the_proposal(cat2, tmp_path):
    cat2("evaluate", GAPS, "-f", "json", "-o", tmp_path)

    saved = cat2("report", tmp_path / "process-with-gaps.evaluation.json", "-f", "md")
    fresh = cat2("report", GAPS, "-f", "md")

    assert "## Do these first\n\nWhich steps would be the least work is not shown" in saved.out
    assert "is not shown" not in fresh.out
    assert "- Least work: **7 steps, effort 9**" in fresh.out


def test_a_changed_result_is_refused(cat2, tmp_path):
    cat2("evaluate", GAPS, "-f", "json", "-o", tmp_path)
    path = tmp_path / "process-with-gaps.evaluation.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"finding": "not_met"', '"finding": "met"'), encoding="utf-8"
    )

    ran = cat2("report", path)

    assert ran.code == 2
    assert "digest" in ran.err
    assert ran.out == ""


def test_a_result_of_another_version_is_refused(cat2, tmp_path):
    path = tmp_path / "old.json"
    path.write_text('{"format": "cat2-result/0"}', encoding="utf-8")

    ran = cat2("report", path)

    assert ran.code == 2
    assert "cat2-result/0" in ran.err


def test_explain_shows_answers_cases_and_rules(cat2):
    ran = cat2("explain", GAPS, "H")

    assert ran.code == 0
    assert "rule" in ran.out
    assert "case" in ran.out
    assert "read reporting.states" in ran.out


def test_explain_of_an_unknown_criterion_names_those_there_are(cat2):
    ran = cat2("explain", GAPS, "Z")

    assert ran.code == 2
    assert "form, A, B" in ran.err


def test_explain_gives_json(cat2):
    data = json.loads(cat2("explain", GAPS, "F", "-f", "json").out)

    assert [one["id"] for one in data["criteria"]] == ["F"]
    assert data["trace"]


def test_guide_quotes_the_words_and_marks_what_is_ours(cat2):
    ran = cat2("guide", "F")

    assert ran.code == 0
    assert "“Risk adjustment specifications and instructions for all outcome measures" in ran.out
    assert "interpretation" in ran.out


@pytest.mark.parametrize("form", ["md", "json", "text"])
def test_guide_without_a_criterion_shows_all(cat2, form):
    ran = cat2("guide", "-f", form)

    assert ran.code == 0
    assert "Risk adjustment" in ran.out
    assert "Development process" in ran.out


@pytest.mark.parametrize("subject", ["proposal", "evaluation", "pack"])
def test_schemas_are_schemas(cat2, subject):
    schema = json.loads(cat2("schema", subject).out)

    jsonschema.Draft202012Validator.check_schema(schema)


def test_packs_are_listed_and_shown(cat2):
    assert "ama-category-ii@2026-11" in cat2("pack", "list").out
    assert json.loads(cat2("pack", "list", "-f", "json").out)[0]["pack"] == "ama-category-ii"
    assert "10 criteria" in cat2("pack", "show").out


def test_an_unknown_pack_offers_the_near_miss(cat2):
    ran = cat2("check", READY, "--pack", "ama-category-i")

    assert ran.code == 2
    assert "Did you mean 'ama-category-ii" in ran.err


def test_no_input_leaves_with_4(cat2):
    ran = cat2("check")

    assert ran.code == 4
    assert "cat2 new" in ran.err


def test_an_as_of_date_that_is_none_is_a_usage_error(cat2):
    ran = cat2("check", READY, "--as-of", "yesterday")

    assert ran.code == 2
    assert "2026-11-21" in ran.err


def test_unknown_words_to_fail_on_are_a_usage_error(cat2):
    assert cat2("check", READY, "--fail-on", "nonsense").code == 2


def test_one_faulty_proposal_does_not_stop_the_others(cat2, tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("schema: cat2-proposal/1\nmeasure:\n  titel: x\n", encoding="utf-8")

    ran = cat2("check", faulty, READY)

    assert ran.code == 2
    assert "Ready" in ran.out
    assert "titel" in ran.err
    assert "title" in ran.err


def test_new_writes_a_form_that_loads_and_does_not_overwrite_it(cat2, tmp_path):
    form = tmp_path / "proposal.yaml"

    assert cat2("new", "-o", form).code == 0
    assert cat2("check", form).code == 1
    again = cat2("new", "-o", form)

    assert again.code == 2
    assert "--force" in again.err


def test_a_folder_that_cannot_be_written_is_told(cat2, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    ran = cat2("evaluate", READY, "-f", "html", "-o", tmp_path / "taken" / "below")

    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert "Traceback" not in ran.err


def test_a_faulty_pack_is_a_pack_fault_and_no_finding(cat2, tmp_path):
    (tmp_path / "pack.toml").write_text("id = ", encoding="utf-8")

    ran = cat2("check", READY, "--pack", tmp_path)

    assert ran.code == 2
    assert "criteria pack" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("check",),
        ("evaluate",),
        ("report",),
        ("explain",),
        ("guide",),
        ("new",),
        ("schema",),
        ("import", "fhir-measure"),
        ("pack", "list"),
        ("pack", "show"),
    ],
)
def test_every_command_has_help(cat2, command):
    ran = cat2(*command, "--help")

    assert ran.code == 0
    assert "Usage" in ran.out


@pytest.mark.parametrize("words", [(), ("--why-not",)])
def test_an_explanation_fits_a_terminal_but_for_addresses(cat2, words):
    lines = cat2("explain", GAPS, *words).out.splitlines()

    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    assert lines[-1].endswith("licence for it.")


@pytest.mark.parametrize("command", [("check",), ("explain",), ("diff",), ("review", "compare"), ("pack", "list")])
def test_a_command_that_prints_one_document_offers_the_formats_it_takes(cat2, command):
    told = cat2(*command, "--help").out

    assert "text or json." in told
    assert "sarif" not in told


def test_two_formats_of_one_document_are_refused(cat2):
    ran = cat2("pack", "list", "-f", "text,json")

    assert ran.code == 2
    assert "found 2 formats; expected one" in ran.err


def test_help_shows_what_holds_without_an_option(cat2):
    words = " ".join(cat2("new", "--help").out.replace("│", " ").split())

    assert "[default: standard output]" in words
    assert "[default: the AMA criteria]" in words


def test_the_same_answers_give_the_same_bytes_under_two_hash_seeds(tmp_path):
    outputs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "evaluator", "evaluate", str(GAPS), "-f", "json", "--as-of", "2026-11-21"]
        done = subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=tmp_path
        )
        outputs.append(done.stdout)

    assert outputs[0] == outputs[1]


def test_a_check_loads_no_web_database_or_reporting_library(tmp_path):
    code = (
        "import sys; sys.argv = ['cat2', 'check', sys.argv[1]]\n"
        "from evaluator.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'jinja2', 'ruamel', 'yaml', 'fastapi', 'sqlalchemy', 'pyarrow', 'duckdb', 'weasyprint', 'docx'}\n"
        "heavy |= {'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    proposal = tmp_path / "proposal.json"
    proposal.write_text('{"schema": "cat2-proposal/1"}', encoding="utf-8")

    done = subprocess.run([sys.executable, "-c", code, str(proposal)], capture_output=True, check=True, text=True)

    assert done.stderr.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_crash():
    command = f'"{sys.executable}" -m evaluator guide | head -n 1'

    done = subprocess.run(  # noqa: S602  a pipe is what is tried
        command,
        shell=True,
        capture_output=True,
        check=True,
        text=True,
    )

    assert "Traceback" not in done.stderr


def test_a_saved_result_with_an_error_says_so_as_a_fresh_one_does(cat2, tmp_path):
    saved = json.loads(render(everything(), "json"))
    saved["digest"] = digest_as_written(saved["evaluation"])
    (tmp_path / "a.evaluation.json").write_text(json.dumps(saved), encoding="utf-8")

    ran = cat2("report", tmp_path / "a.evaluation.json", "-f", "md", "-o", tmp_path / "a.md")

    assert ran.code == 3
    assert "could not be evaluated" in ran.err
    assert "# " in (tmp_path / "a.md").read_text("utf-8")
