"""The same answers give the same bytes of the evaluation, whatever the file looks like."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from typing import Any

import pytest

from evaluator.api import Evaluator, evaluation_digest
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import to_json, to_yaml, written

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    return Evaluator(load_pack(), datetime.date(2026, 11, 21))


def reordered(value: Any, chance: random.Random) -> Any:
    """Shuffle the keys of every mapping; the order of a list is an answer and stays."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: reordered(value[key], chance) for key in keys}
    return [reordered(row, chance) for row in value] if isinstance(value, list) else value


def evaluated(evaluator: Evaluator, path: Path) -> bytes:
    read = read_proposal(path, evaluator.pack)
    return evaluator.evaluate(read.proposal).model_dump_json(by_alias=True).encode()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_layout_order_and_format_do_not_matter(example: Path, evaluator: Evaluator, tmp_path: Path) -> None:
    proposal = read_proposal(example, evaluator.pack).proposal
    plain = json.loads(json.dumps(written(proposal), default=float))
    copies = {
        "again.yaml": to_yaml(proposal),
        "again.json": to_json(proposal),
        "dense.json": json.dumps(plain, separators=(",", ":")),
        "shuffled.json": json.dumps(reordered(plain, random.Random(7)), indent=7),  # noqa: S311  not a secret
    }
    original = evaluated(evaluator, example)

    for name, text in copies.items():
        copy = tmp_path / name
        copy.write_text(text, encoding="utf-8")
        assert evaluated(evaluator, copy) == original, name


def test_another_answer_gives_another_digest(evaluator: Evaluator) -> None:
    proposal = read_proposal(EXAMPLES[0], evaluator.pack).proposal
    other = proposal.model_copy(update={"id": "another"})

    digests = {evaluation_digest(evaluator.evaluate(one)) for one in (proposal, other)}

    assert len(digests) == 2


def test_another_day_gives_another_ruler(evaluator: Evaluator) -> None:
    proposal = read_proposal(EXAMPLES[0], evaluator.pack).proposal
    later = Evaluator(evaluator.pack, datetime.date(2027, 1, 1))

    assert evaluator.evaluate(proposal).ruler != later.evaluate(proposal).ruler
