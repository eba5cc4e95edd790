"""The names that a program uses."""

from __future__ import annotations

import datetime
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pandas
import pytest
from html_pages import elements_of
from report_samples import deletion, everything, nothing_open

import evaluator
from evaluator.api import evaluate as evaluate_data
from evaluator.api import evaluation_digest, result_of
from evaluator.errors import MissingExtraError, ProposalError, UsageError
from evaluator.rendering.notebook import as_html
from evaluator.rendering.tables import COLUMNS, TABLES

EXAMPLES = Path(__file__).parents[1] / "examples"
EXAMPLE = EXAMPLES / "process-ready.yaml"
DAY = datetime.date(2026, 11, 21)


def _evaluated(name: str):
    return evaluator.evaluate(evaluator.load_proposal(EXAMPLES / f"{name}.yaml"), as_of=DAY)


@pytest.fixture(scope="module")
def ready():
    return _evaluated("process-ready")


@pytest.fixture(scope="module")
def gapped():
    return _evaluated("process-with-gaps")


def test_load_evaluate_and_render(ready) -> None:
    assert ready.recommendation.engine == "ready"
    assert evaluator.render(ready, "html").startswith("<!doctype html>")
    assert evaluator.render(ready, "json").startswith("{")
    assert json.loads(evaluator.render(ready, "sarif"))["version"] == "2.1.0"


def test_a_pack_is_found_by_name() -> None:
    assert evaluator.load_pack().id == evaluator.load_pack("ama-category-ii").id


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'score'"):
        evaluator.score  # noqa: B018  looking is the test


def test_there_are_few_names_and_each_is_there() -> None:
    assert len(evaluator.__all__) <= 12
    assert set(evaluator.__all__) == set(evaluator._DEFINED_IN)
    assert all(callable(getattr(evaluator, name)) for name in evaluator.__all__)


def test_an_evaluation_with_a_face_has_the_same_data(ready) -> None:
    plain = evaluate_data(evaluator.load_proposal(EXAMPLE), evaluator.load_pack(), DAY)

    assert ready.model_dump_json(by_alias=True) == plain.model_dump_json(by_alias=True)
    assert evaluation_digest(ready) == evaluation_digest(plain)
    assert pickle.loads(pickle.dumps(ready)) == ready  # noqa: S301  our own bytes


def test_an_evaluation_shows_itself_as_text(gapped) -> None:
    printed = []
    gapped._repr_pretty_(type("Printer", (), {"text": printed.append}), cycle=False)

    assert repr(gapped).startswith(
        "<Evaluation: Hearing tested before cisplatin in adults (invented) – Gaps to close: 7"
    )
    assert "\n" not in repr(gapped)
    assert printed == [str(gapped)]
    assert "Whether the burden falls" in str(gapped)


def test_an_evaluation_within_itself_is_not_shown_twice(gapped) -> None:
    printed = []

    gapped._repr_pretty_(type("Printer", (), {"text": printed.append}), cycle=True)

    assert printed == ["<Evaluation: …>"]


def test_an_evaluation_shows_itself_in_a_notebook(gapped) -> None:
    fragment = gapped._repr_html_()
    elements = elements_of(fragment)
    tags = {each.tag for each in elements}
    said = " ".join("".join(elements[0].text).split())

    assert elements[0].attributes == {"class": "cat2-evaluation", "lang": "en"}
    assert tags & {"script", "img", "link", "iframe", "html", "body", "a", "h1", "h2"} == set()
    assert [each for each in elements if {"id", "href", "src", "onclick"} & set(each.attributes)] == []
    assert "Gaps to close: 7, all addressable" in said
    assert "◔ Incomplete" in said
    assert sum(each.attributes.get("scope") == "row" for each in elements) == 10
    assert all(gap.title in said for each in gapped.criteria for gap in each.gaps)


@pytest.mark.parametrize("sample", [everything, nothing_open, deletion])
def test_a_fragment_is_well_formed_and_says_what_was_found(sample, golden) -> None:
    fragment = as_html(sample())

    elements_of(fragment)
    golden(f"{sample.__name__.replace('_', '-')}-notebook.html", fragment)


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_has_the_columns_of_the_table(name, ready, gapped) -> None:
    frame = evaluator.findings_frame([ready, gapped], of=name)

    assert tuple(frame.columns) == COLUMNS[name]
    assert len(frame) > 0
    assert (
        frame["finding"].dtype
        == frame["effective"].dtype
        == pandas.CategoricalDtype(
            ["error", "not_met", "incomplete", "needs_judgement", "met", "not_applicable", "not_evaluated"],
            ordered=True,
        )
    )


def test_a_frame_has_a_row_for_each_proposal_and_criterion(ready, gapped) -> None:
    frame = evaluator.findings_frame([ready, gapped])
    open_ones = frame[frame["finding"] < "met"]

    assert len(frame) == 2 * 11
    assert frame["criterion"].cat.categories.to_list() == ["form", *"ABCDEFGHIJ"]
    assert frame["gaps"].sum() == gapped.recommendation.gaps
    assert set(open_ones["proposal"]) == {gapped.proposal.id}
    assert frame["as_of"].unique().tolist() == [pandas.Timestamp(DAY)]


def test_one_evaluation_or_a_saved_result_make_a_frame_too(gapped) -> None:
    alone = evaluator.findings_frame(gapped, of="gaps")

    assert alone["gap"].to_list() == evaluator.findings_frame(result_of(gapped), of="gaps")["gap"].to_list()
    assert alone["line"].isna().all()


def test_no_evaluation_makes_an_empty_frame() -> None:
    frame = evaluator.findings_frame([])

    assert frame.empty
    assert tuple(frame.columns) == COLUMNS["criteria"]


def test_a_table_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="found 'rows'; expected one of criteria, checks, gaps"):
        evaluator.findings_frame([], of="rows")


def test_without_pandas_the_extra_is_named(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(MissingExtraError, match=r"pandas, which is not installed; .*\.\[notebook\]"):
        evaluator.findings_frame([])


@pytest.mark.parametrize(
    ("module", "package"), [("docx", "python-docx"), ("docx.shared", "python-docx"), ("openpyxl", "openpyxl")]
)
def test_a_missing_library_goes_by_its_package_and_the_command_is_of_the_python_that_runs(
    monkeypatch, module, package
) -> None:
    monkeypatch.setattr(sys, "executable", "/my folder/bin/python")

    assert str(MissingExtraError("Word", module, "reports")) == (
        f"Word needs {package}, which is not installed; in the folder of the project, install its extra: "
        "'/my folder/bin/python' -m pip install -e '.[reports]'"
    )


def test_one_criterion_in_one_line() -> None:
    assert evaluator.check_criterion("F", {"measure": {"type": "outcome"}}) == "incomplete"
    assert evaluator.check_criterion("f", {"measure.type": "process"}) == "not_applicable"
    assert evaluator.check_criterion("form", {}) == "incomplete"


def test_a_finding_is_its_word_and_reads_as_its_reason() -> None:
    found = evaluator.check_criterion("F", {"measure.type": "outcome"}, as_of=DAY)
    again = evaluator.check_criterion("F", {"measure.type": "outcome"}, pack=evaluator.load_pack(), as_of=DAY)

    assert found.finding == "incomplete"
    assert found == again
    assert found != "met"
    assert {found, "incomplete"} == {"incomplete"}
    assert found.result.gaps[0].id == "specify-or-justify"
    assert repr(found).splitlines()[0] == "incomplete"
    assert "F.specification: unknown. The proposal does not say" in repr(found)


def test_a_criterion_that_does_not_apply_says_why() -> None:
    assert "applies: no. " in repr(evaluator.check_criterion("F", {"measure.type": "process"}))


def test_answers_may_be_written_as_in_python() -> None:
    answers = {
        "significance.segment": {"number": 1.5e5, "unit": "people"},
        "change": {"kind": "add", "target_deadline": datetime.date(2027, 1, 5)},
        "use.purposes": ("quality_improvement",),
    }

    assert evaluator.check_criterion("D", answers) == "incomplete"


def test_a_faulty_answer_is_told_with_its_place() -> None:
    with pytest.raises(ProposalError, match=r"answers: measure\.type: found .*outcom"):
        evaluator.check_criterion("F", {"measure": {"type": "outcom"}})


def test_a_criterion_that_there_is_not() -> None:
    with pytest.raises(UsageError, match=r"found 'forms'; expected one of form, A, B, .* Did you mean 'form'\?"):
        evaluator.check_criterion("forms", {})
    with pytest.raises(UsageError, match=r"expected one of form, A, B, C, D, E, F, G, H, I, J\.$"):
        evaluator.check_criterion("Z9", {})


def test_pytest_shows_why(tmp_path: Path) -> None:
    (tmp_path / "test_rules.py").write_text(
        "from evaluator import check_criterion\n\n\ndef test_f():\n"
        '    assert check_criterion("F", {"measure": {"type": "outcome"}}) == "met"\n',
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "test_rules.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "+ incomplete" in done.stdout
    assert "+   F.specification: unknown. The proposal does not say" in done.stdout


def test_the_types_travel_with_the_package() -> None:
    assert (Path(evaluator.__file__).parent / "py.typed").is_file()
