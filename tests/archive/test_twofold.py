"""What stands twice: members of one name, one file under several names, two commands in one folder, columns."""

from __future__ import annotations

import json
import os
import threading
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from archive_runs import DAY, lines, proposal, scored, table

from evaluator.archive.agreement import compare
from evaluator.archive.decisions import read_decisions
from evaluator.archive.drift import _MOST_CAUSES, _told_causes, drift
from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.run_folder import RunFolder
from evaluator.archive.score import Ruling
from evaluator.archive.splitting import Splitter
from evaluator.archive.tellings import of_agreement, of_drift
from evaluator.errors import RunError


def _split(path: Path) -> list[tuple[str, str]]:
    rows = Splitter([str(path)], MappingsBySource(()), (path.parent / "run",)).records()
    return [(row.place, row.fault or row.data.decode()) for row in rows]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_records_of_one_place_are_compared_once_each(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(3):
            archive.writestr("a.json", json.dumps(proposal(str(number), ("process", "outcome")[number % 2])))
    runs = [tmp_path / "one", tmp_path / "two"]
    for run in runs:
        scored(run, tmp_path / "a.zip")

    found = drift(*runs, "confidential")

    assert (found.compared, found.same, found.changed, found.only_before, found.only_after) == (3, 3, 0, 0, 0)


def test_causes_add_up_to_the_flips():
    causes = Counter({f"cause {number:02}": 2 for number in range(_MOST_CAUSES + 5)})

    told = _told_causes(causes)

    assert sum(times for _, times in told) == causes.total()
    assert told[-1] == ("5 other causes together", 10)
    assert _told_causes(Counter({"one": 3})) == (("one", 3),)
    assert len(_told_causes(Counter({str(number): 1 for number in range(_MOST_CAUSES + 1)}))) == _MOST_CAUSES + 1


def test_days_that_differ_are_named(tmp_path):
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    for day in (DAY, "2027-01-01"):
        scored(tmp_path / day, source, ruling=Ruling(as_of=day, profile="measure-only"))

    heading = of_drift(drift(tmp_path / DAY, tmp_path / "2027-01-01", "confidential"))[0].remarks[0]
    same = of_drift(drift(tmp_path / DAY, tmp_path / DAY, "confidential"))[0].remarks[0]

    assert f"as of {DAY}" in heading
    assert "as of 2027-01-01" in heading
    assert "as of" not in same


def test_one_file_named_in_several_ways_is_read_once(tmp_path, monkeypatch):
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    monkeypatch.chdir(tmp_path)

    manifest = scored(tmp_path / "run", Path("a.jsonl"), source, Path(f"../{tmp_path.name}/a.jsonl"))

    assert manifest["in"] == 1


def test_bundles_in_a_list_have_a_place_for_each_entry(tmp_path):
    measure = {"resourceType": "Measure", "status": "draft"}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": measure}, {"resource": measure}]}
    (tmp_path / "a.json").write_text(json.dumps([bundle, bundle]), encoding="utf-8")

    assert [place for place, _ in _split(tmp_path / "a.json")] == [
        "[0], entry 1",
        "[0], entry 2",
        "[1], entry 1",
        "[1], entry 2",
    ]


def test_a_bad_record_of_a_list_costs_no_other(tmp_path):
    rows = ['{"id": "1"}', '{"id": NaN}', '{"id": 1, "id": 2}', '{"id": [{"a": 1e999}]}', '{"id": "5"}']
    (tmp_path / "a.json").write_text(f"[{', '.join(rows)}]", encoding="utf-8")

    told = _split(tmp_path / "a.json")

    assert [place for place, _ in told] == ["[0]", "[1]", "[2]", "[3]", "[4]"]
    assert [told[0][1], told[4][1]] == ['{"id": "1"}', '{"id": "5"}']
    assert told[1][1].startswith("found NaN")
    assert told[2][1].startswith('found the key "id" twice')
    assert told[3][1].startswith("found 1e999")


@pytest.mark.parametrize("held", ['{"resourceType": "Bundle", "total": NaN, "entry": []}', '{"id": NaN}'])
def test_a_document_of_one_record_is_told_by_who_reads_it(held, tmp_path):
    (tmp_path / "a.json").write_text(held, encoding="utf-8")

    assert _split(tmp_path / "a.json") == [("", held)]


def test_half_of_a_character_in_a_list_is_told_as_what_it_is(tmp_path):
    half = {**proposal("1"), "note": "\ud800"}
    (tmp_path / "a.json").write_text(json.dumps([half, proposal("2")]), encoding="utf-8")

    manifest = scored(tmp_path / "run", tmp_path / "a.json")

    assert (manifest["scored"], manifest["errors"]) == (1, 1)
    assert "U+D800" in table(tmp_path / "run", "errors")[0]["reason"]


def test_two_commands_that_begin_in_one_folder_leave_the_plan_of_the_one_that_goes_on(tmp_path):
    went_on, barrier = [], threading.Barrier(2)

    def begin(name: str) -> None:
        folder = RunFolder(tmp_path / "run")
        barrier.wait()
        try:
            folder.refuse_full()
            with folder.held():
                folder.begin({"name": name})
                went_on.append(name)
        except RunError:
            pass

    for _ in range(20):
        threads = [threading.Thread(target=begin, args=(name,)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert RunFolder(tmp_path / "run").plan() == {"name": went_on.pop()}
        assert not went_on
        for path in sorted((tmp_path / "run").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def test_a_file_that_cannot_be_written_whole_leaves_nothing(tmp_path):
    def full(_: object) -> None:
        raise OSError(28, os.strerror(28))

    folder = RunFolder(tmp_path / "run")
    folder.begin({})
    with pytest.raises(RunError, match="No space left"):
        folder.put(0, {"evaluations/000000.ndjson": full}, {})

    assert [path.name for path in (tmp_path / "run").rglob("*") if path.is_file()] == ["plan.json"]


def test_columns_of_one_name_are_told_apart_and_no_number_is_null(cat2, tmp_path):
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", [proposal("1")]))

    done = cat2("archive", "query", tmp_path / "run", "select 1 a, 2 a, 3 a_2, 'nan'::double n", "-f", "json")

    assert json.loads(done.out, parse_constant=pytest.fail) == [{"a": 1, "a_3": 2, "a_2": 3, "n": None}]


def test_findings_that_are_all_one_have_no_kappa(tmp_path):
    rows = [proposal(str(number)) for number in range(40)]
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", rows))
    words = "".join(f"{number},{('yes', 'no')[number % 2]}\n" for number in range(40))
    (tmp_path / "d.csv").write_text(f"id,decision\n{words}", encoding="utf-8")
    decisions = read_decisions(tmp_path / "d.csv", ("id", "decision"), ("yes",), ("no",))

    found = compare([tmp_path / "run"], decisions, "confidential")
    sided = [row for row in found.rows if row.n and not row.too_few]

    assert sided
    assert all(row.kappa.value is None for row in sided)
    assert not [cell for telling in of_agreement(found) for row in telling.rows for cell in row if "-0.00" in cell]
