"""The empty form loads as it stands, names every field, and its examples load once they are uncommented."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from evaluator.model.criteria import FieldGuide, Pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.scaffold import scaffold
from evaluator.proposals.shape import guide_names
from evaluator.proposals.writing import written

FIELDS = Path(__file__).parents[2] / "criteria" / "ama-category-ii" / "2026-11" / "fields.toml"


@pytest.fixture(scope="module")
def form() -> str:
    return scaffold(_pack())


def _pack() -> Pack:
    guides = {
        name: FieldGuide(**raw)
        for name, raw in tomllib.loads(FIELDS.read_text("utf-8")).items()
        if name != "placeholders"
    }
    own = {"extra.house.colour": FieldGuide(label="Favourite colour", kind="fact")}
    return Pack.model_construct(id="house", title="Criteria of the house", edition="1", fields=guides | own)


def _uncommented(form: str) -> str:
    """Take away the "# " of the example rows, as the form tells its reader to do."""
    rows = re.compile(r"(?<=:\n)(?: *#.*\n)*? *# - .*\n(?: *#.*\n)*")
    return rows.sub(lambda found: re.sub(r"^( *)# ", r"\1", found.group(), flags=re.MULTILINE), form)


def test_form_loads_and_says_nothing(tmp_path: Path, form: str) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(form, encoding="utf-8")

    found = read_proposal(path, _pack())

    assert written(found.proposal) == {"schema": "cat2-proposal/1"}
    assert found.warnings == ()


def test_examples_load_once_they_are_uncommented(tmp_path: Path, form: str) -> None:
    path = tmp_path / "filled.yaml"
    path.write_text(_uncommented(form), encoding="utf-8")

    found = read_proposal(path, _pack())

    rows = {f"{name}[]" for name, field in guide_names().items() if field.rows and field.rows.group}
    assert {re.sub(r"\.0(?=\.|$)", "[]", place) for place in found.source_map} >= rows
    assert found.proposal.evidence.sources.value is not None


def test_form_names_every_field(form: str) -> None:
    keys = set(re.findall(r"^ *(?:# *)?(?:- )?([a-z_0-9]+):", form, re.MULTILINE))
    text = re.sub(r"\s*\n *#\s*", " ", form)

    assert {name for name in guide_names() if name.rpartition(".")[2] not in keys} == set()
    assert {guide.label for guide in _pack().fields.values() if guide.label not in text} == set()


def test_form_says_how_to_answer(form: str) -> None:
    assert form.startswith("# Proposal\n# To be compared with: Criteria of the house, edition 1\n")
    for way in ("field: unknown", "field: absent", "field: {not_applicable: the reason}", "evidence: [E1, E2]"):
        assert way in form


def test_form_explains_each_kind_of_field() -> None:
    guides = {
        "measure.type": FieldGuide(label="Type", help="Why it is asked.", kind="fact"),
        "measure.title": FieldGuide(label="Title", kind="fact", good="A title", poor="Title"),
        "measure.last_reviewed": FieldGuide(
            label="Reviewed", kind="fact", absent="answer", may_claim_not_applicable=True
        ),
    }

    form = scaffold(Pack.model_construct(id="a", title="A", edition="1", fields=guides))

    assert "  # Type\n  #   Why it is asked.\n  #   One of process, outcome, " in form
    assert "  # Title\n  #   Good: A title\n  #   Poor: Title\n  title:\n" in form
    day = "A date between 1900 and 2200, written as YYYY-MM-DD."
    words = "If there is none, write absent. If it does not apply, write {not_applicable: the reason}."
    assert f"  # Reviewed\n  #   {day}\n  #   {words}\n  last_reviewed:\n" in form


def test_form_asks_what_a_pack_adds(form: str) -> None:
    assert "extra:\n  house:\n\n    # Favourite colour\n    colour:\n" in form


def test_no_line_is_too_wide_for_a_page(form: str) -> None:
    explanations = [line for line in form.split("\n") if line.lstrip().startswith("#")]

    assert max(map(len, explanations)) <= 110
