"""SARIF logs fit the published schema and the words of the specification, and show gaps where they stand."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_samples import deletion, everything, nothing_open

from evaluator.api import Evaluator
from evaluator.model.evaluation import Place, Result
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.sarif import sarif_log
from evaluator.rendering.sarif_results import KINDS
from evaluator.rendering.sarif_text import message, uri
from evaluator.rendering.sourced import Sourced

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json"
SAMPLES = [everything, nothing_open, deletion]


@cache
def _validator() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _evaluator() -> Evaluator:
    return Evaluator(load_pack(), datetime.date(2026, 11, 21))


def _evaluated(path: Path) -> Sourced:
    read = read_proposal(path, _evaluator().pack)
    places = {each: Place(file=path.name, line=line) for each, line in read.source_map.items()}
    evaluation = _evaluator().evaluate(read.proposal)
    return Sourced(Result(digest="0" * 64, evaluation=evaluation, source_map=places), f"measures/{path.name}")


@cache
def _example(name: str) -> Sourced:
    return _evaluated(EXAMPLES / f"{name}.yaml")


def _run(*found: Sourced, gaps_only: bool = False) -> dict[str, Any]:
    log = json.loads(sarif_log(found, gaps_only=gaps_only))
    _validator().validate(log)
    (run,) = log["runs"]
    return run


def _prints(run: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (each["ruleId"], each["properties"]["gap"]): each["partialFingerprints"]["primaryLocationLineHash"]
        for each in run["results"]
    }


@pytest.mark.parametrize("gaps_only", [False, True])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_log_fits_the_published_schema(sample, gaps_only) -> None:
    run = _run(Sourced(sample()), gaps_only=gaps_only)

    assert run["tool"]["driver"]["name"] == "cat2"


def test_the_schema_would_tell_a_fault() -> None:
    log = json.loads(sarif_log([Sourced(everything())]))
    log["runs"][0]["results"][0]["kind"] = "perhaps"

    assert not _validator().is_valid(log)


def test_every_finding_has_its_kind_and_only_failures_have_a_severity() -> None:
    run = _run(Sourced(everything()))
    found = {(each["properties"].get("finding"), each["kind"]) for each in run["results"]}
    evaluation = everything().evaluation
    findings = {each.finding for each in (evaluation.form, *evaluation.criteria)}

    assert {finding for finding, _ in found if finding} == findings - {"error"}
    assert {(finding, kind) for finding, kind in found if finding} == {
        (each, KINDS[each]) for each in findings & set(KINDS)
    }
    assert {each["level"] for each in run["results"] if each["kind"] != "fail"} == {"none"}
    assert {each["level"] for each in run["results"] if each["kind"] == "fail"} == {"error"}


def test_what_could_not_be_evaluated_is_told_by_the_tool() -> None:
    run = _run(Sourced(everything()))
    (invocation,) = run["invocations"]
    errors = [each for each in invocation["toolExecutionNotifications"] if each["level"] == "error"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert not invocation["executionSuccessful"]
    assert errors[0]["associatedRule"] == {"id": "J", "index": rules.index("J")}
    assert [each["message"]["text"].partition(":")[0] for each in errors[1:]] == ["E.review", "J.two_disciplines"]
    assert "J" not in {each["ruleId"] for each in run["results"] if each["kind"] == "pass"}


def test_a_criterion_in_error_without_a_message_is_told_too() -> None:
    whole = everything().evaluation
    criteria = tuple(each.model_copy(update={"checks": ()}) for each in whole.criteria)
    silent = everything().model_copy(
        update={"evaluation": whole.model_copy(update={"errors": (), "criteria": criteria})}
    )

    (invocation,) = _run(Sourced(silent))["invocations"]

    assert not invocation["executionSuccessful"]
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["error", "warning", "warning"]
    assert "could not be evaluated" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_every_counted_gap_is_a_problem_where_a_viewer_knows_no_kinds() -> None:
    found = [_example("process-with-gaps"), _example("separately-payable-service"), _example("process-ready")]
    run = _run(*found, gaps_only=True)
    counted = sum(each.result.evaluation.recommendation.gaps for each in found)

    assert len(run["results"]) == counted > 0
    assert Counter(each["kind"] for each in run["results"]) == {"fail": counted}
    assert {(each["properties"]["finding"], each["level"]) for each in run["results"]} == {
        ("not_met", "error"),
        ("incomplete", "warning"),
    }


def test_a_gap_points_at_its_line_by_a_relative_address() -> None:
    run = _run(_example("process-with-gaps"), gaps_only=True)
    text = (EXAMPLES / "process-with-gaps.yaml").read_text(encoding="utf-8").splitlines()
    by_gap = {each["properties"]["gap"]: each["locations"][0] for each in run["results"]}
    segment = by_gap["reference-segment"]

    assert segment["physicalLocation"]["artifactLocation"]["uri"] == "measures/process-with-gaps.yaml"
    assert segment["logicalLocations"][0]["fullyQualifiedName"] == "significance.segment"
    assert text[segment["physicalLocation"]["region"]["startLine"] - 1].strip().startswith("segment:")
    assert all(each["physicalLocation"]["region"]["startLine"] >= 1 for each in by_gap.values())


def test_a_gap_keeps_its_fingerprint_when_other_things_change(tmp_path: Path) -> None:
    text = (EXAMPLES / "process-with-gaps.yaml").read_text(encoding="utf-8")
    edited = tmp_path / "process-with-gaps.yaml"
    edited.write_text(
        text.replace("change:", "# another line\n\nchange:").replace("Invented Oncology Payment", "Other Payment"),
        encoding="utf-8",
    )

    before, after = _run(_example("process-with-gaps"), gaps_only=True), _run(_evaluated(edited), gaps_only=True)

    assert _prints(before) == _prints(after)
    assert len(set(_prints(before).values())) == len(before["results"])
    assert before["results"][0]["locations"] != after["results"][0]["locations"]


def test_an_item_is_known_by_its_name_and_not_by_its_position() -> None:
    whole = everything()
    data = whole.model_dump(mode="json", by_alias=True)
    for criterion in data["evaluation"]["criteria"]:
        for gap in criterion["gaps"]:
            gap["scope"]["id"] = gap["scope"]["id"] and str(int(gap["scope"]["id"]) + 1)
    moved = Result.model_validate(data)

    assert moved != whole
    assert _prints(_run(Sourced(moved), gaps_only=True)) == _prints(_run(Sourced(whole), gaps_only=True))


def test_results_that_cannot_be_told_apart_are_numbered() -> None:
    twice = _run(_example("process-with-gaps"), _example("process-with-gaps"), gaps_only=True)
    prints = [each["partialFingerprints"]["primaryLocationLineHash"] for each in twice["results"]]

    assert len(set(prints)) == len(prints)


def test_a_rule_says_whose_words_it_quotes() -> None:
    run = _run(_example("process-ready"))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    risk = _example("process-ready").result.evaluation.criteria[5]

    assert list(rules) == ["form", *"ABCDEFGHIJ"]
    assert risk.quote.words in rules["F"]["help"]["text"]
    assert "AMA, read 21 November 2026" in rules["F"]["help"]["text"]
    assert "reading of it as checks is ours" in rules["F"]["help"]["markdown"]


def test_the_ruler_travels_with_the_run() -> None:
    run = _run(_example("process-ready"))
    ruler = _example("process-ready").result.evaluation.ruler

    assert run["properties"]["ruler"] == ruler.model_dump(mode="json", exclude={"review"})
    assert run["automationDetails"]["id"] == "cat2/ama-category-ii/2026-11"


def test_another_ruler_is_another_run() -> None:
    log = json.loads(sarif_log([Sourced(everything()), _example("process-ready"), Sourced(deletion())]))

    assert [len(run["properties"]["proposals"]) for run in log["runs"]] == [2, 1]


def test_without_a_file_there_is_only_the_field() -> None:
    alone = _example("process-with-gaps").result.model_copy(update={"source_map": {}})
    run = _run(Sourced(alone), gaps_only=True)

    assert run["artifacts"] == []
    assert all("physicalLocation" not in each["locations"][0] for each in run["results"])


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("measures/a b.yaml", "measures/a%20b.yaml"),
        ("/home/somebody/secret/a.yaml", "a.yaml"),
        ("../a.yaml", "a.yaml"),
        ("C:\\Users\\somebody\\a.yaml", "a.yaml"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
    ],
)
def test_a_file_is_named_without_the_folders_of_a_machine(file: str, expected: str) -> None:
    assert uri(file) == expected


def test_a_message_holds_no_link_and_no_placeholder() -> None:
    assert message("see [this](http://example.org) for {0}\x1b") == {
        "text": "see [this] (http://example.org) for {{0}}\ufffd."
    }


def test_a_file_outside_is_named_without_its_folder(cat2, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a.yaml").write_bytes((EXAMPLES / "process-with-gaps.yaml").read_bytes())
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    outside = cat2("evaluate", "../inside/a.yaml", tmp_path / "inside" / "a.yaml", "-f", "sarif-gaps", "-q").out
    monkeypatch.chdir(tmp_path)
    inside = cat2("evaluate", tmp_path / "inside" / "a.yaml", "-f", "sarif-gaps", "-q").out

    assert [row["location"]["uri"] for row in json.loads(outside)["runs"][0]["artifacts"]] == ["a.yaml"]
    assert [row["location"]["uri"] for row in json.loads(inside)["runs"][0]["artifacts"]] == ["inside/a.yaml"]


def test_the_command_writes_one_log_or_one_for_each(cat2, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    files = ["examples/process-ready.yaml", "examples/process-with-gaps.yaml"]

    together = json.loads(cat2("evaluate", *files, "-f", "sarif", "-q").out)
    one_file = cat2("report", *files, "-f", "sarif-gaps", "-o", tmp_path / "all.sarif", "-q")
    each = cat2("evaluate", *files, "-f", "sarif", "-o", tmp_path / "each", "-q")

    _validator().validate(together)
    assert [row["location"]["uri"] for row in together["runs"][0]["artifacts"]] == files
    assert one_file.out.splitlines() == [str(tmp_path / "all.sarif")]
    assert len(json.loads((tmp_path / "all.sarif").read_text(encoding="utf-8"))["runs"]) == 1
    assert sorted(path.name for path in (tmp_path / "each").iterdir()) == [
        "process-ready.sarif",
        "process-with-gaps.sarif",
    ]
    assert each.code == 0
    assert str(tmp_path) not in (tmp_path / "all.sarif").read_text(encoding="utf-8")
