"""What every command has: `-f json`, `-o` and `-q` where it prints a result, and `-v` where it reads something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archive_runs import lines, proposal, scored
from typer.main import get_command

from evaluator.archive.score import Ruling
from evaluator.cli.app import app

EXAMPLES = Path(__file__).parents[2] / "examples"
READY, GAPS = EXAMPLES / "process-ready.yaml", EXAMPLES / "process-with-gaps.yaml"
# What these make is no result but something to go on with: a form, proposals, a review, a run, pages, files to change.
MAKERS = {
    "new",
    "import xlsx",
    "import table",
    "archive dashboard",
    "review new",
    "pack docs",
    "pack new",
    "template copy",
}
CALENDAR = """[[meeting]]
name = "Spring meeting (invented)"
submission_deadline = 2027-01-08
starts = 2027-02-04
ends = 2027-02-06
release = 2027-07-15
"""
SERVER = {"serve"}  # it runs until it is stopped, and its only talk is where the form is
READ_NOTHING = {"schema", "pack new", "template list", "template copy"}  # but what comes with cat2


def _commands(group: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    group = group or get_command(app)
    for name in group.commands:
        found = group.get_command(None, name)
        if hasattr(found, "commands"):
            yield from _commands(found, f"{above}{name} ")
        else:
            yield f"{above}{name}", found


COMMANDS = dict(_commands())
RESULTS = sorted(COMMANDS.keys() - MAKERS - SERVER)


def _options(name: str) -> dict[str, Any]:
    return {word: each for each in COMMANDS[name].params for word in each.opts}


@pytest.mark.parametrize("name", RESULTS)
def test_a_command_that_prints_a_result_prints_it_as_json_and_into_a_file(name):
    options = _options(name)

    assert {"-f", "--format", "-o", "--output"} <= options.keys()
    assert "json" in options["-f"].help or "formats" in options["-f"].help


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - SERVER))
def test_every_command_can_be_silent(name):
    assert {"-q", "--quiet"} <= _options(name).keys()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_that_reads_something_tells_more_if_asked(name):
    assert ("-v" in _options(name)) is (name not in READ_NOTHING | SERVER)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_an_option_means_the_same_in_every_command(name):
    shared = {"-q": "quiet", "-v": "verbose", "-o": "output", "-f": "format"}
    found = {short: each for short, each in _options(name).items() if short in shared}

    assert {short: set(each.opts) for short, each in found.items()} == {
        short: {short, f"--{shared[short]}"} for short in found
    }


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("given")
    source = lines(folder / "a.jsonl", [proposal("1")])
    scored(folder / "run", source, ruling=Ruling(as_of="2026-11-22", profile="measure-only", visibility="published"))
    (folder / "decided.csv").write_text("id,decision\n1,yes\n", encoding="utf-8")
    (folder / "m.json").write_text(json.dumps({"resourceType": "Measure", "status": "draft", "title": "Foot"}))
    for name in ("one", "two"):
        (folder / f"{name}.review.yaml").write_text(
            f"schema: cat2-review/1\nproposal:\n  id: A\nreviewer: {name}\ndispositions: []\n"
        )
    return folder


# One call of each command that prints a single document.
CALLS = {
    "check": [READY],
    "explain": [READY, "F"],
    "plan": [GAPS],
    "whatif": [READY, "--set", "measure.type=outcome"],
    "diff": [READY, GAPS],
    "next": [GAPS],
    "sensitivity": [READY],
    "calendar": [],
    "guide": ["F"],
    "schema": ["review"],
    "import fhir-measure": ["GIVEN/m.json", "--table"],
    "archive stats": ["GIVEN/run"],
    "archive query": ["GIVEN/run", "select count(*) as n from proposals"],
    "archive drift": ["GIVEN/run", "--profile", "measure-only"],
    "archive agreement": ["GIVEN/run", "--decisions", "GIVEN/decided.csv"],
    "pack diff": ["ama-category-ii", "measure-evaluation"],
    "pack lint": ["measure-evaluation"],
    "pack test": ["measure-evaluation"],
    "pack list": [],
    "pack show": [],
    "template list": [],
}


def _words(name: str, given: Path) -> list[str]:
    return [*name.split(), *(str(word).replace("GIVEN", str(given)) for word in CALLS[name])]


def test_each_of_them_is_called():
    several = {"evaluate", "report", "batch", "template preview"}  # their tests are elsewhere
    assert set(CALLS) == set(RESULTS) - several - {"review compare"}


@pytest.mark.parametrize("name", CALLS)
def test_a_file_gets_what_would_be_printed_and_its_name_says_the_format(cat2, tmp_path, given, name):
    text, data = tmp_path / "new" / "x.txt", tmp_path / "x.json"
    printed = cat2(*_words(name, given), "-f", "json", "-q")

    ran = cat2(*_words(name, given), "-o", data, "-q")
    cat2(*_words(name, given), "-o", text)

    assert (ran.code, ran.out, ran.err) == (printed.code, f"{data}\n", "")
    assert json.loads(data.read_text()) == json.loads(printed.out)
    assert text.exists() is (name not in ("schema", "import fhir-measure"))  # which are no plain text


@pytest.mark.parametrize("name", sorted(CALLS.keys() - READ_NOTHING))
def test_what_was_read_and_how_long_it_took_is_told_beside_the_product(cat2, given, name):
    plain, more = cat2(*_words(name, given), "-f", "json"), cat2(*_words(name, given), "-f", "json", "-v")
    silent = cat2(*_words(name, given), "-f", "json", "-v", "-q")

    assert json.loads(more.out) == json.loads(plain.out)
    assert more.err.splitlines()[-1].startswith("took ")
    assert len(more.err.splitlines()) > 1
    assert silent.err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "DRAFT", "-o", "DRAFT"), "this is an input file"),
        (("plan", "DRAFT", "--codes", "CODES", "-o", "CODES"), "this is an input file"),
        (("evaluate", "DRAFT", "--codes", "CODES", "-f", "json", "-o", "CODES"), "this is an input file"),
        (("plan", "DRAFT", "-o", "."), "this is a folder; name a file in it with -o"),
        (("plan", "DRAFT", "-o", "x.html"), "found this name for the format 'html'; expected one that ends in .txt or"),
        (("plan", "DRAFT", "-f", "text", "-o", "x.json"), "found this name for the format 'text'; end it in .txt"),
        (("schema", "proposal", "-o", "x.txt"), "found this name for the format 'text'; expected one that ends in"),
        (("import", "fhir-measure", "DRAFT", "-f", "json"), "-f: found 'json' without --table"),
        (("plan", "DRAFT", "--to", "ready,for_judgement"), "--to: found 2 words; expected one of for_judgement, ready"),
        (("archive", "stats", "x", "--viewer", "own,published"), "--viewer: found 2 words; expected one of published"),
    ],
)
def test_a_place_that_does_not_fit_is_refused_and_nothing_is_written(cat2, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    draft, codes = tmp_path / "draft.yaml", tmp_path / "codes.json"
    draft.write_text(READY.read_text())
    codes.write_text("0001F\n")
    before = {path: path.read_text() for path in tmp_path.iterdir()}

    ran = cat2(*(word.replace("DRAFT", str(draft)).replace("CODES", str(codes)) for word in words))

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert {path: path.read_text() for path in tmp_path.iterdir()} == before


def test_drafts_that_were_saved_with_a_calendar_compare_with_a_proposal_under_it(cat2, tmp_path):
    mine = tmp_path / "calendar.toml"
    mine.write_text(CALENDAR)
    saved = tmp_path / "draft.evaluation.json"
    assert cat2("evaluate", READY, "--calendar", mine, "-o", saved).code == 0

    other, same = cat2("diff", saved, GAPS), cat2("diff", saved, GAPS, "--calendar", mine)

    assert "Numbers are not compared" in other.out
    assert "Numbers are not compared" not in same.out


def test_several_proposals_go_into_one_file_and_a_faulty_one_costs_no_other(cat2, tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("nonsense: 1\n")

    ran = cat2("check", READY, faulty, GAPS, "-o", tmp_path / "all.json", "-v", "--fail-on", "never")

    assert ran.code == 2
    assert [json.loads(line)["format"] for line in (tmp_path / "all.json").read_text().splitlines()] == [
        "cat2-result/1",
        "cat2-result/1",
    ]
    assert f"read {faulty}: 0 proposals, 1 faulty" in ran.err
