"""The README's commands run as they stand there, on real files."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cat2_fixture import Ran
from typer.main import get_command

from evaluator.api import Evaluator, result_of
from evaluator.cli.app import app
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.xlsx.writing import workbook_of
from evaluator.rendering.formats import render
from evaluator.review.scaffold import Wishes, review_scaffold

ROOT = Path(__file__).parents[1]
FHIR = ROOT.parent / "shared" / "data" / "fhir"
COMMANDS = re.findall(r"^\| `(cat2 [^`]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    source = ROOT / "examples" / "process-ready.yaml"
    (tmp_path / "proposal.yaml").write_bytes(source.read_bytes())
    (tmp_path / "Measure.json").write_text('{"resourceType": "Measure", "title": "A measure"}', encoding="utf-8")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "proposal.yaml").write_bytes(source.read_bytes())
    row = '[{"category": "quality", "measureId": "000", "title": "A measure", "measureType": "process"}]'
    (tmp_path / "measures-data.json").write_text(row, encoding="utf-8")
    return tmp_path


def _reviewed(place: Path) -> None:
    """Lay a review beside the proposal, and two blind ones into a folder."""
    proposal = read_proposal(place / "proposal.yaml", load_pack()).proposal
    evaluator = Evaluator(load_pack())
    (place / "reviews").mkdir()
    (place / "proposal.review.yaml").write_text(review_scaffold(evaluator, proposal, Wishes()), encoding="utf-8")
    for name in ("Ada", "Ben"):
        text = review_scaffold(evaluator, proposal, Wishes(name, blind=True))
        (place / "reviews" / f"{name}.review.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(
    command: str, workplace: Path, cat2: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace)
    words = shlex.split(command)[1:]
    if words[0] in ("new", "import"):
        (workplace / "proposal.yaml").unlink()
    if words[:2] == ["import", "xlsx"]:
        (workplace / "proposal.xlsx").write_bytes(workbook_of(load_pack()))
    if words[0] == "archive":
        assert cat2("batch", "examples", "-o", "RUN", "-q").code == 0
    if "review" in command and "review new" not in command:
        _reviewed(workplace)
    if "draft.evaluation.json" in words:
        proposal = read_proposal(workplace / "proposal.yaml", load_pack()).proposal
        earlier = result_of(Evaluator(load_pack()).evaluate(proposal))
        (workplace / "draft.evaluation.json").write_text(render(earlier, "json"), encoding="utf-8")

    done = cat2(*words)

    assert done.code == 0, done.err
    assert "Traceback" not in done.err


def test_a_command_runs_in_a_process_of_its_own(workplace: Path) -> None:
    run = [sys.executable, "-m", "evaluator", "check", "proposal.yaml"]

    done = subprocess.run(run, capture_output=True, cwd=workplace, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "Ready" in done.stdout


def test_the_readme_names_commands() -> None:
    assert len(COMMANDS) >= 8


def test_every_extra_that_a_command_needs_is_named_and_every_page_is_linked() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    needed = {
        extra
        for file in (ROOT / "evaluator").rglob("*.py")
        for extra in re.findall(r'library\([^()]*?, "(\w+)", ', file.read_text(encoding="utf-8"))
    }

    assert set(re.findall(r"^\| `\[(\w+)\]` \|", text, re.MULTILINE)) == needed
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in text] == []


def test_the_commands_that_take_a_profile_are_listed() -> None:
    def taking(group: Any, above: str = "") -> Iterator[str]:
        for name in group.commands:
            found = group.get_command(None, name)
            if hasattr(found, "commands"):
                yield from taking(found, f"{above}{name} ")
            elif any("--profile" in each.opts for each in found.params):
                yield f"{above}{name}"

    listed = re.search(r"and works with (.*)\.", (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8"))

    assert listed is not None
    assert set(re.findall(r"`([^`]+)`", listed[1])) == set(taking(get_command(app)))


@pytest.mark.skipif(not FHIR.is_dir(), reason="../shared/data, the measures that nobody here wrote, is not there")
def test_every_real_measure_becomes_a_report(tmp_path: Path, cat2: Callable[..., Ran]) -> None:
    files = sorted(FHIR.glob("*/*.json"))
    assert len(files) == 44

    assert cat2("import", "fhir-measure", *files, "-o", tmp_path, "-q").code == 0
    proposals = sorted(tmp_path.glob("*.yaml"))
    done = cat2("evaluate", *proposals, "-f", "html,json", "-o", tmp_path / "out", "-q")

    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == 2 * 44
