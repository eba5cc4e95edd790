"""Over real measures the lint stays quiet where nothing is wrong: a few hits each, and none that repeats itself."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from evaluator.engine.answers import Answers, context_of
from evaluator.engine.wording import Wording
from evaluator.packs import load_pack
from evaluator.proposals.fhir_measure import import_measure, read_measures, to_commented_yaml
from evaluator.proposals.reading import read_proposals

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "fhir"
TODAY = datetime.date(2026, 11, 22)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared folder with real FHIR measures is not here")
def test_real_measures_get_a_few_hints_each(tmp_path: Path) -> None:
    pack = load_pack()
    wording = Wording(pack, Answers(pack))
    hits: Counter[str] = Counter()
    most = count = 0

    for file in sorted(FOLDER.rglob("*.json")):
        for measure in read_measures(file):
            path = tmp_path / f"{count}.yaml"
            path.write_text(to_commented_yaml(import_measure(measure), ()), encoding="utf-8")
            ((_, read),) = read_proposals(str(path), pack)
            found = [row for rows in wording.of(context_of(read.proposal, TODAY)).values() for row in rows]
            hits.update(row.check for row in found)
            most, count = max(most, len(found)), count + 1
            assert all(row.path in read.source_map and row.better and row.excerpt for row in found)

    assert count == 44
    assert most <= 10
    assert 10 <= hits.total() <= 2 * count
    assert hits["E.wording_vague"] <= 5
