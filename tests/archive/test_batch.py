"""A batch accounts for every record, whatever is wrong with some, and goes on after it was killed at any point."""

from __future__ import annotations

import datetime
import io
import json
import os
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from archive_runs import DAY, Here, lines, proposal, scored, table
from hostile_scorer import HostileScorer, NosyScorer

from evaluator.api import Evaluator
from evaluator.archive import batch as batch_module
from evaluator.archive.score import Ruling, Scorer
from evaluator.errors import NoInputError, PackError, RunError
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_counts_reconcile_and_every_fault_has_its_place(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1"), "{", proposal("2"), '{"id": 3}', proposal("1"), ""])
    manifest = scored(tmp_path / "run", source)

    assert (manifest["in"], manifest["scored"], manifest["errors"]) == (5, 3, 2)
    assert manifest["ids_more_than_once"] == ["1"]
    assert [row["place"] for row in table(tmp_path / "run", "errors")] == ["line 2", "line 4"]
    first, second = (row["reason"] for row in table(tmp_path / "run", "errors"))
    assert "a.jsonl:2: " in first
    assert "a.jsonl:4: " in second
    assert [row["place"] for row in table(tmp_path / "run", "proposals")] == ["line 1", "line 3", "line 5"]
    assert {row["profile"] for row in table(tmp_path / "run", "proposals")} == {"measure-only"}


def test_a_pattern_takes_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.json", [proposal("1")])
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")

    assert scored(tmp_path / "run", tmp_path / "in" / "**" / "*.json")["in"] == 1


def test_a_file_whose_name_is_no_utf8_is_scored_as_any_other(tmp_path: Path) -> None:
    """Such names come out of old archives; Python holds their bytes as halves of characters."""
    source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/lat\xe4.jsonl"))
    try:
        lines(source, [proposal("1"), "{"])
    except OSError:
        pytest.skip("this disk has no names that are no UTF-8")

    manifest = scored(tmp_path / "run", source)

    assert (manifest["in"], manifest["scored"], manifest["errors"]) == (2, 1, 1)


def test_findings_are_those_of_one_evaluation(tmp_path: Path) -> None:
    manifest = scored(tmp_path / "run", EXAMPLES, ruling=Ruling(as_of=DAY, evaluations=True))
    rows = table(tmp_path / "run", "proposals")
    evaluator = Evaluator(load_pack(), datetime.date.fromisoformat(DAY))
    files = [row["source"] for row in rows]

    assert len(rows) == len(list(EXAMPLES.glob("*.yaml")))
    for row, file in zip(rows, files, strict=True):
        evaluation = evaluator.evaluate(read_proposal(file, evaluator.pack).proposal)
        assert {one.id: one.finding for one in evaluation.criteria} == {
            one.id: row[one.id] for one in evaluation.criteria
        }
        assert row["recommendation"] == evaluation.recommendation.engine
        assert row["gaps"] == evaluation.recommendation.gaps
    gaps = [row["counted"] for row in table(tmp_path / "run", "gaps")]
    assert (manifest["gaps"], manifest["gaps_not_counted"]) == (sum(gaps), len(gaps) - sum(gaps))
    assert manifest["gaps"] == sum(row["gaps"] for row in rows)
    kept = (tmp_path / "run" / "evaluations" / "000000.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["evaluation"]["proposal"]["digest"] for line in kept] == [row["digest"] for row in rows]


def test_one_that_hangs_dies_or_fails_costs_no_other(tmp_path: Path) -> None:
    names = ["a", "hangs", "b", "dies", "c", "raises", "d"]
    source = lines(tmp_path / "a.jsonl", map(proposal, names))
    manifest = scored(tmp_path / "run", source, seconds=4.0, scorer=HostileScorer)

    assert (manifest["in"], manifest["scored"], manifest["errors"]) == (7, 4, 3)
    assert manifest["evaluation_errors"] == 3
    assert [row["id"] for row in table(tmp_path / "run", "proposals")] == ["a", "b", "c", "d"]
    assert [row["kind"] for row in table(tmp_path / "run", "errors")] == ["time", "crash", "engine"]


def test_a_document_without_the_records_of_its_mapping_is_an_error(tmp_path: Path) -> None:
    text = 'id = "m"\ntitle = "M"\nrows = "data.items[]"\n[[field]]\nto = "measure.title"\nfrom = "Title"\n'
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    for name, key in (("n", "itemz"), ("y", "items")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"data": {key: [{"Title": "T"}]}}), encoding="utf-8")
    (tmp_path / "e.jsonl").write_text("", encoding="utf-8")
    ruling = Ruling(as_of=DAY, mappings=(str(tmp_path / "m.toml"),))
    manifest = scored(tmp_path / "run", *(tmp_path / each for each in ("n.json", "y.json", "e.jsonl")), ruling=ruling)

    assert (manifest["scored"], manifest["errors"], len(manifest["passed_over"])) == (1, 1, 1)
    assert "found no records; expected records at 'data.items[]'" in table(tmp_path / "run", "errors")[0]["reason"]


def test_the_exit_code_tells_how_a_batch_ended(cat2, tmp_path: Path, monkeypatch) -> None:
    def fails(_self: Scorer, record: Any) -> dict[str, Any]:
        if record.read.proposal.id == "2":
            raise ArithmeticError("planted")
        return score(_self, record)

    score = Scorer._scored
    monkeypatch.setattr(batch_module, "Pool", Here)
    monkeypatch.setattr(Scorer, "_scored", fails)
    sources = {
        "sound": [proposal("1")],
        "one-unreadable": [proposal("1"), "{"],
        "none-readable": ["{", "[]"],
        "one-not-evaluated": [proposal("1"), proposal("2")],
        "nothing": [],
    }
    codes = {
        name: cat2("batch", lines(tmp_path / f"{name}.jsonl", rows), "-o", tmp_path / name).code
        for name, rows in sources.items()
    }

    assert codes == {"sound": 0, "one-unreadable": 0, "none-readable": 2, "one-not-evaluated": 3, "nothing": 4}


def test_a_process_that_scores_does_without_pandas(tmp_path: Path) -> None:
    assert find_spec("pandas") is not None
    scored(tmp_path / "run", lines(tmp_path / "a.jsonl", [proposal("a")]), scorer=NosyScorer)

    (error,) = table(tmp_path / "run", "errors")
    assert error["reason"] == "ArithmeticError: pandas is loaded: False"


@pytest.mark.slow
def test_two_workers_write_the_same_bytes(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch_module, "PART", 40)
    source = lines(tmp_path / "a.jsonl", (proposal(str(n)) for n in range(150)))
    for name, workers in (("one", 1), ("two", 2)):
        scored(tmp_path / name, source, workers=workers)

    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.parquet"))
    assert len(files) == 12
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


def test_no_records_is_a_run_that_says_so(tmp_path: Path) -> None:
    manifest = scored(tmp_path / "run", source := lines(tmp_path / "a.jsonl", []))

    assert scored(tmp_path / "run", source, resume=True) == manifest
    assert manifest["in"] == manifest["scored"] == manifest["errors"] == 0
    with pytest.raises(NoInputError):
        scored(tmp_path / "other", tmp_path / "nothing-*.yaml")
    assert not (tmp_path / "other").exists()


def test_a_run_may_lie_among_its_inputs_and_does_not_read_itself(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines(tmp_path / "a.jsonl", [proposal("1")])
    manifest = scored(Path("run"), Path())

    assert (manifest["in"], manifest["scored"]) == (1, 1)


def test_a_pack_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])

    with pytest.raises(PackError):
        scored(tmp_path / "run", source, ruling=Ruling(pack="nothing"))
    assert not (tmp_path / "run").exists()


def test_archives_are_streamed_and_what_leads_out_of_them_is_refused(tmp_path: Path) -> None:
    text = (json.dumps(proposal("1")) + "\n").encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a.jsonl", text)
        archive.writestr("../out.jsonl", text)
        archive.writestr("inner.zip", b"PK")
        archive.writestr("readme.txt", b"hello")
        archive.writestr("bomb.jsonl", b" " * 60_000_000)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        for name in ("b.jsonl", "/abs.jsonl"):
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
        link = tarfile.TarInfo("link.jsonl")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    manifest = scored(tmp_path / "run", tmp_path / "a.zip", tmp_path / "b.tar.gz")
    errors = {row["source"].rpartition("!")[2]: row["reason"] for row in table(tmp_path / "run", "errors")}

    assert manifest["scored"] == 2
    assert "leads out" in errors["../out.jsonl"]
    assert "leads out" in errors["/abs.jsonl"]
    assert "archive inside an archive" in errors["inner.zip"]
    assert "link" in errors["link.jsonl"]
    assert "unpacks to more than" in errors["bomb.jsonl"]
    assert len(manifest["passed_over"]) == 1


def test_archives_that_break_off_are_errors_and_no_end(tmp_path: Path) -> None:
    text = "".join(json.dumps(proposal(os.urandom(8).hex())) + "\n" for _ in range(50)).encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl", text)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("a.jsonl")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    (tmp_path / "in").mkdir()
    for kind in ("zip", "tar.gz"):
        whole = (tmp_path / f"a.{kind}").read_bytes()
        for keep in (0.3, 0.7, 0.95):
            (tmp_path / "in" / f"{keep}.{kind}").write_bytes(whole[: int(len(whole) * keep)])
    manifest = scored(tmp_path / "run", tmp_path / "in", lines(tmp_path / "b.jsonl", [proposal("1")]))
    broken = {Path(row["source"].partition("!")[0]).name for row in table(tmp_path / "run", "errors")}

    assert manifest["in"] == manifest["scored"] + manifest["errors"]
    assert broken == {path.name for path in (tmp_path / "in").iterdir()}
    assert "1" in [row["id"] for row in table(tmp_path / "run", "proposals")]


def test_odd_files_are_rows_of_the_error_table(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(b"PAR1 nothing")
    (tmp_path / "in" / "b.yaml").write_bytes(b"schema: cat2-proposal/1\nmeasure: {title: Caf\xe9}\n")
    (tmp_path / "in" / "c.jsonl").write_bytes(b'\xef\xbb\xbf{"schema": "cat2-proposal/1", "id": "bom"}\n')
    (tmp_path / "in" / "d.csv").write_text("title\nFoot\n", encoding="utf-8")
    (tmp_path / "in" / "e.json").write_text('[{"schema": "cat2-proposal/1", "id": "e"}, 3]', encoding="utf-8")
    (tmp_path / "in" / "f.jsonl").write_bytes(b'{"id": "' + b"x" * 6_000_000 + b'"}\n')
    pyarrow.parquet.write_table(pyarrow.table({"proposal": [json.dumps(proposal("g"))]}), tmp_path / "in" / "g.parquet")
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"resource": {"resourceType": "Measure", "id": "h", "title": "Foot"}},
            {"resource": {}},
            {"resource": {"resourceType": "Library"}},
        ],
    }
    (tmp_path / "in" / "h.json").write_text(json.dumps(bundle), encoding="utf-8")
    manifest = scored(tmp_path / "run", tmp_path / "in")
    errors = {Path(row["source"]).name for row in table(tmp_path / "run", "errors")}

    assert [row["id"] for row in table(tmp_path / "run", "proposals")] == ["bom", "e", "g", "h"]
    assert errors == {"a.parquet", "b.yaml", "d.csv", "e.json", "f.jsonl", "h.json"}
    assert (manifest["in"], manifest["not_wanted"]) == (10, 1)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [proposal("1")])
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(RunError, match="cannot be written"):
        scored(tmp_path / "file" / "run", source)


@pytest.mark.parametrize(("place", "told"), [("row 7", "a.parquet:row 7: codes"), ("line 7", "a.parquet:7: codes")])
def test_a_fault_names_the_row_of_a_table_and_the_line_of_a_text(place: str, told: str) -> None:
    raw = {"source": "a.parquet", "place": place, "shape": "json", "fault": ""}
    data = json.dumps({**proposal("1"), "codes": 5}).encode()

    row = Scorer(Ruling(as_of=DAY)).row({"number": 6, **raw, "data": data})

    assert row["error"]["reason"].startswith(told)


def test_an_answer_has_no_line_where_its_record_is_a_row_of_a_table() -> None:
    scorer = Scorer(Ruling(as_of=DAY, evaluations=True))
    raw = {"source": "a.parquet", "shape": "json", "fault": "", "data": json.dumps(proposal("1")).encode()}

    rows = {place: scorer.row({"number": 6, "place": place, **raw}) for place in ("row 7", "line 7")}
    maps = {place: json.loads(row["evaluation"])["source_map"].values() for place, row in rows.items()}

    assert {place: {each["line"] for each in found} for place, found in maps.items()} == {
        "row 7": {None},
        "line 7": {7},
    }
