"""The import commands over folders, patterns and archives: each measure comes once, and what does not come is told."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from own_mapping import OWN

from evaluator.packs import load_pack
from evaluator.proposals.xlsx.writing import workbook_of


def measure(title: str) -> str:
    return json.dumps({"resourceType": "Measure", "status": "draft", "title": title})


FILES = {
    "one/Foot.json": measure("Foot check"),
    "two/Eye.json": measure("Eye check"),
    "two/Library.json": '{"resourceType": "Library"}',
    "notes.txt": "nothing",
    "__MACOSX/two/._Eye.json": "\0\5\26\7",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile("in.zip", "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    for kind in ("gz", "xz"):
        with tarfile.open(f"in.tar.{kind}", f"w:{kind}") as archive:
            for name, text in FILES.items():
                info = tarfile.TarInfo(name)
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("given", ["in", "in/**/*", "in.zip", "in.tar.gz", "in.tar.xz"])
def test_measures_come_the_same_from_wherever_they_lie(cat2, place: Path, given: str) -> None:
    named = cat2("import", "fhir-measure", "in/one/Foot.json", "in/two/Eye.json", "-o", "files")
    done = cat2("import", "fhir-measure", given, "-o", "out")

    assert (named.code, done.code) == (0, 0), done.err
    assert _texts(place / "out") == _texts(place / "files")
    assert sorted(_texts(place / "out")) == ["Eye.yaml", "Foot.yaml"]
    assert "2 imported, 0 faulty; passed over: Library 1, other files 1" in done.err


@pytest.mark.usefixtures("place")
def test_a_resource_of_another_kind_is_an_error_where_its_file_was_named(cat2) -> None:
    done = cat2("import", "fhir-measure", "in/two/Library.json", "in/one/Foot.json", "-o", "out")

    assert done.code == 2
    assert 'a resource of the type "Library"' in done.err
    assert Path("out/Foot.yaml").exists()


READERS = [
    ("import", "fhir-measure"),
    ("import", "xlsx"),
    ("import", "table", "--mapping", "nqmc-summaries"),
    ("import", "table", "--suggest"),
    ("batch", "-o", "run"),
]


@pytest.mark.parametrize("words", [*READERS, ("check",), ("report",), ("review", "compare")])
def test_a_name_of_nothing_is_a_faulty_call(cat2, tmp_path, monkeypatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    done = cat2(*words, "nowhere.xlsx")

    assert (done.code, done.out) == (2, "")
    assert "nowhere.xlsx: found no file" in done.err
    assert " of this name; expected " in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", READERS)
@pytest.mark.parametrize("name", ["empty", "no*where.xlsx"])
def test_a_folder_or_pattern_without_a_file_is_no_input(cat2, tmp_path, monkeypatch, words, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    done = cat2(*words, name)

    assert (done.code, done.out) == (4, "")
    assert f"{name}: found no file " in done.err
    assert "Nothing was read" in done.err


@pytest.mark.usefixtures("place")
def test_a_folder_without_a_measure_has_nothing_to_import_and_says_what_it_has(cat2) -> None:
    Path("in/two/Eye.json").unlink()
    done = cat2("import", "fhir-measure", "in/two")

    assert done.code == 4
    assert "no measures in what was named; passed over: Library 1" in done.err


@pytest.mark.parametrize("output", [(), ("-o", "out.yaml")])
def test_several_need_a_folder_and_none_is_written_without(cat2, place: Path, output: tuple[str, ...]) -> None:
    done = cat2("import", "fhir-measure", "in", *output)

    assert done.code == 2
    assert "several measures need -o FOLDER" in done.err
    assert (done.out, (place / "out.yaml").exists()) == ("", False)


def test_one_may_go_to_a_file_or_to_standard_output(cat2, place: Path) -> None:
    shown = cat2("import", "fhir-measure", "in/one", "-q")
    kept = cat2("import", "fhir-measure", "in/one", "-o", "out.yaml")

    assert (shown.code, kept.code) == (0, 0)
    assert (place / "out.yaml").read_text(encoding="utf-8") == shown.out


def test_entries_of_a_bundle_are_each_imported_counted_or_told(cat2, place: Path) -> None:
    resources = [json.loads(measure("Foot")), {"resourceType": "Patient"}, {"title": "?"}, json.loads(measure("Eye"))]
    entries = [*({"resource": each} for each in resources), {"fullUrl": "urn:x"}, "text"]
    (place / "b.json").write_text(json.dumps({"resourceType": "Bundle", "entry": entries}), encoding="utf-8")
    done = cat2("import", "fhir-measure", "b.json", "-o", "out")

    assert done.code == 2
    assert sorted(_texts(place / "out")) == ["b-2.yaml", "b.yaml"]
    assert "entry[2].resource: found a group with the keys title without resourceType" in done.err
    assert "entry[5]: found" in done.err
    assert "2 imported, 2 faulty; passed over: Patient 1, entries without a resource 1" in done.err


def test_a_faulty_file_costs_no_other(cat2, place: Path) -> None:
    (place / "in" / "a.json").write_text("{", encoding="utf-8")
    (place / "in" / "many.ndjson").write_text(f"{measure('Hand')}\n{{\n{measure('Ear')}\n", encoding="utf-8")
    (place / "cut.zip").write_bytes((place / "in.zip").read_bytes()[:200])
    with zipfile.ZipFile("out.zip", "w") as archive:
        archive.writestr("../away.json", measure("Away"))
    done = cat2("import", "fhir-measure", "in", "cut.zip", "out.zip", "-o", "out")

    assert done.code == 2
    assert sorted(_texts(place / "out")) == ["Eye.yaml", "Foot.yaml", "many-2.yaml", "many.yaml"]
    assert not (place / "away.yaml").exists()
    assert "many.ndjson:2: found text that is not JSON" in done.err
    assert "found a name that leads out of the archive" in done.err
    assert "4 imported, 4 faulty" in done.err


def test_a_table_of_coverage_is_of_what_could_be_read(cat2, place: Path) -> None:
    (place / "in" / "a.json").write_text("{", encoding="utf-8")
    done = cat2("import", "fhir-measure", "in", "--table")

    assert done.code == 2
    assert "2 read, 1 faulty; passed over: Library 1, other files 1\n" in done.err
    assert "measure.title" in done.out
    assert "It counts over 2 R4 Measures." in done.out
    assert "make golden" not in done.out
    assert "not JSON" in done.err


def test_tables_in_a_zip_archive_are_read_and_what_lies_beside_them_is_counted(cat2, place: Path) -> None:
    (place / "own.toml").write_text(OWN, encoding="utf-8")
    with zipfile.ZipFile("t.zip", "w") as archive:
        archive.writestr("2024/list.csv", "No,Title\n1,Foot check\n2,Eye check\n")
        archive.writestr("2025/list.csv", "No,Title\n1,Foot check\n,Ear check\n")
        archive.writestr("decided.csv", "No,Decision\n1,yes\n")
        archive.writestr("read.me", "")
    done = cat2("import", "table", "t.zip", "--mapping", "own.toml", "-o", "out")

    assert done.code == 2
    assert sorted(_texts(place / "out")) == ["1-list-row-2.yaml", "1.yaml", "2.yaml", "list-row-3.yaml"]
    assert "t.zip!decided.csv: row 2: found nothing that the mapping own reads but its id" in done.err
    assert "4 imported, 1 faulty; passed over: other files 1" in done.err


def test_forms_in_a_folder_come_without_the_traces_of_an_open_workbook(cat2, place: Path) -> None:
    form = workbook_of(load_pack())
    (place / "forms").mkdir()
    for name, content in {"a.xlsx": form, "b.xlsx": form, "~$b.xlsx": b"held", "c.xlsx": b"PK"}.items():
        (place / "forms" / name).write_bytes(content)
    done = cat2("import", "xlsx", "forms", "-o", "out")

    assert done.code == 2
    assert sorted(_texts(place / "out")) == ["a.yaml", "b.yaml"]
    assert "c.xlsx" in done.err
    assert "2 imported, 1 faulty\n" in done.err


def test_bundles_in_bundles_lists_and_lines_are_read_as_far_as_they_go(cat2, place: Path) -> None:
    one = json.loads(measure("Foot"))
    bundle = {"resourceType": "Bundle", "entry": [{"resource": one}, {"resource": one}]}
    nested = {"resourceType": "Bundle", "entry": [{"resource": bundle}, {"resource": one}]}
    (place / "nested.json").write_text(json.dumps(nested), encoding="utf-8")
    (place / "list.json").write_text(json.dumps([one, one]), encoding="utf-8")
    (place / "lines.ndjson").write_text(f"{json.dumps(bundle)}\n{json.dumps(one)}\n", encoding="utf-8")

    for name, count in (("nested.json", 3), ("list.json", 2), ("lines.ndjson", 3)):
        done = cat2("import", "fhir-measure", name, "-o", f"{name}-out")
        scored = cat2("batch", name, "-o", f"run-{name}")
        assert (done.code, len(_texts(place / f"{name}-out"))) == (0, count)
        assert f"{count} in, {count} scored" in scored.out


def test_a_taken_name_costs_no_other(cat2, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out" / "Foot.yaml").write_text("mine", encoding="utf-8")
    done = cat2("import", "fhir-measure", "in", "-o", "out")

    assert done.code == 2
    assert (place / "out" / "Foot.yaml").read_text(encoding="utf-8") == "mine"
    assert "1 imported, 1 faulty" in done.err
    assert "Foot.yaml: this file exists already" in done.err


def test_names_fit_the_disk_and_halves_of_characters_are_written_by_their_number(cat2, place: Path) -> None:
    (place / "own.toml").write_text(OWN, encoding="utf-8")
    rows = [{"No": "\U00020000" * 100, "Title": "A"}, {"No": "b", "Title": "B", "\ud800k": "x"}]
    (place / "t.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    done = cat2("import", "table", "t.jsonl", "--mapping", "own.toml", "-o", "out")

    assert done.code == 0
    assert len(_texts(place / "out")) == 2
    assert "\\ud800k" in (place / "out" / "b.yaml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("place")
def test_files_without_anything_are_counted(cat2) -> None:
    Path("in/empty.ndjson").write_text("", encoding="utf-8")
    done = cat2("import", "fhir-measure", "in", "-o", "out")
    alone = cat2("import", "fhir-measure", "in/empty.ndjson", "--table")

    assert "files without any 1" in done.err
    assert (alone.code, alone.out) == (4, "")


@pytest.mark.parametrize("name", ["out.json", "out.xlsx", "out.TXT"])
def test_a_name_of_a_file_that_no_proposal_is_written_in_is_no_folder(cat2, place: Path, name: str) -> None:
    ran = cat2("import", "fhir-measure", place, "-o", place / name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"{name}: found this name for proposals in YAML; end it in .yaml, or name a folder\n")
    assert not (place / name).exists()


def test_a_folder_may_have_a_point_in_its_name(cat2, place: Path) -> None:
    (place / "old.json").mkdir()

    assert cat2("import", "fhir-measure", "in/one/Foot.json", "-o", place / "v1.2").code == 0
    assert cat2("import", "fhir-measure", "in/one/Foot.json", "-o", place / "old.json").code == 0
