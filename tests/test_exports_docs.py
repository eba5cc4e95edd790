"""The pages about Python, exports and git say what is there, and what they show runs."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from evaluator.cli.endings import FORMATS
from evaluator.model.evaluation import FindingWord
from evaluator.rendering.sarif_results import KINDS
from evaluator.rendering.tables import COLUMNS

ROOT = Path(__file__).parents[1]


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _blocks(page: str, language: str) -> list[str]:
    fenced = _page(page).split("```")[1::2]
    return [text for first, _, text in (block.partition("\n") for block in fenced) if first == language]


def _hook() -> dict:
    (hook,) = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return hook


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shutil.copytree(ROOT / "examples", tmp_path / "measures", ignore=shutil.ignore_patterns("society", "*.md"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("workplace")
def test_the_snippets_in_python_run(capsys) -> None:
    names: dict[str, object] = {}

    for block in _blocks("library.md", "python"):
        exec(compile(block, "library.md", "exec"), names)  # noqa: S102  the page is ours

    printed = capsys.readouterr().out
    assert "Gaps to close: 7, all addressable" in printed
    assert "answers: measure.type: found" in printed
    assert Path("report.html").is_file()


@pytest.mark.parametrize("command", [line for block in _blocks("exports.md", "") for line in block.splitlines()])
def test_a_command_about_exports_runs(cat2, workplace: Path, command: str) -> None:
    words = [
        name
        for word in shlex.split(command)
        for name in (sorted(map(str, workplace.glob(word))) if "*" in word else [word])
    ]

    ran = cat2(*words[1:])

    assert ran.code == 0, ran.err
    assert ran.out


def test_the_page_names_every_format_column_and_kind() -> None:
    page = _page("exports.md")
    columns = {column for name in ("criteria", "gaps") for column in COLUMNS[name]}
    named = set(re.findall(r"`([a-z_]+)`", page))

    assert {form for form in FORMATS if f"`{form}`" in page} >= {"csv", "csv-gaps", "sarif", "sarif-gaps"}
    assert columns - named == set()
    assert all(f"`{kind}`" in page for kind in KINDS.values())
    assert set(KINDS) == set(get_args(FindingWord)) - {"error"}


def test_the_hook_is_whole_and_its_entry_runs(cat2, workplace: Path) -> None:
    hook = _hook()
    program, *words = hook["entry"].split()

    ready = cat2(*words, "measures/process-ready.yaml")
    gapped = cat2(*words, "measures/process-ready.yaml", "measures/process-with-gaps.yaml")

    assert {"id", "name", "entry", "language", "files", "description"} <= set(hook)
    assert (hook["id"], program, hook["language"]) == ("cat2-check", "cat2", "python")
    assert (ready.code, gapped.code) == (0, 1)
    assert workplace.is_dir()


@pytest.mark.parametrize(
    ("file", "is_looked_at"),
    [
        ("measures/a.yaml", True),
        ("proposals/deep/a.yml", True),
        ("measures/all.jsonl", True),
        (".pre-commit-config.yaml", False),
        ("measures/notes.md", False),
        ("other/measures/a.yaml", False),
        ("measures/a.review.yaml", False),
        ("proposals/a.ada-example.review.json", False),
        ("measures/peer.review.of-falls.yaml", True),
    ],
)
def test_the_hook_looks_at_proposals_only(file: str, is_looked_at: bool) -> None:  # noqa: FBT001  a row of the table
    hook = _hook()
    assert bool(re.search(hook["files"], file) and not re.search(hook["exclude"], file)) is is_looked_at


def test_what_the_page_about_git_shows_is_yaml_and_its_commands_run(cat2, workplace: Path) -> None:
    documents = [YAML(typ="safe").load(block) for block in _blocks("in-git.md", "yaml")]
    lines = re.findall(r"- (?:run: )?(cat2 (?:check|evaluate) .*)", _page("in-git.md"))

    ran = {line: cat2(*_expanded(line, workplace)[1:]).code for line in lines}

    assert all(documents)
    assert set(ran.values()) == {0, 1}
    assert (workplace / "gaps.sarif").is_file()
    assert f"id: {_hook()['id']}" in _page("in-git.md")


def _expanded(line: str, folder: Path) -> list[str]:
    names = {"measures/*.yaml": [str(path) for path in sorted((folder / "measures").glob("*.yaml"))]}
    return [name for word in shlex.split(line) for name in names.get(word, [word])]
