"""Folders and archives as people keep them: whatever cannot be read there is told, and costs nothing else."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.archive.sources import UNREADABLE, Walk, reason_of
from evaluator.errors import MissingInputError

Seen = tuple[list[str], list[str]]


def seen(*inputs: object) -> Seen:
    """Read everything: the texts of all files, and what is told of the others."""
    texts, told = [], []
    for source in Walk([str(each) for each in inputs]).sources():
        if source.stream is None:
            told.append(f"{source.own_name}: {source.fault}")
            continue
        try:
            texts.append(source.stream.read().decode())
        except UNREADABLE as error:
            told.append(f"{source.own_name}: {reason_of(error)}")
    return texts, told


def tarred(*texts: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for number, text in enumerate(texts):
            info = tarfile.TarInfo(f"{number}.jsonl")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return stream.getvalue()


def _wrong_head(raw: bytes) -> bytes:
    return raw[:1030] + bytes([raw[1030] ^ 255]) + raw[1031:]


def _wrong_text(raw: bytes) -> bytes:
    return (packed := gzip.compress(raw, 0)).replace(b"three", b"thrEe") if raw else packed


WHOLE = tarred("one", "two", "three")


@pytest.mark.parametrize(
    ("name", "raw", "texts", "told"),
    [
        ("a.tar", WHOLE, ["one", "two", "three"], ""),
        ("a.tar.gz", gzip.compress(WHOLE[:1024]) + gzip.compress(WHOLE[1024:]), ["one", "two", "three"], ""),
        ("a.tar", _wrong_head(WHOLE), ["one"], "bad checksum"),
        ("a.tar", WHOLE[:1200], ["one"], "truncated header"),
        ("a.tar", tarred("one") + tarred("two"), ["one"], "something stands behind its end"),
        ("a.tar.gz", _wrong_text(WHOLE), ["one", "two", "thrEe"], "CRC check failed"),
        ("a.tgz", b"\x1f\x8b\x08", [], "ended before the end-of-stream"),
    ],
)
def test_damage_in_a_tar_archive_is_told_and_what_was_sound_before_it_is_read(
    tmp_path: Path, name: str, raw: bytes, texts: list[str], told: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    found, faults = seen(tmp_path / name)

    assert found == texts
    assert [told in fault for fault in faults] == ([True] if told else [])


def zipped(change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}é.jsonl", f"text {number}")
    return change(stream.getvalue())


DAMAGED = "a.zip: found an archive that breaks off or is damaged"


def _wrong_second_head(raw: bytes) -> bytes:
    return raw[:10] + b"PK\0\0".join(raw[10:].split(b"PK\3\4", 1))


@pytest.mark.parametrize(
    ("change", "texts", "told"),
    [
        (lambda raw: raw, ["text 0", "text 1", "text 2"], ""),
        (_wrong_second_head, ["text 0", "text 2"], "1é.jsonl: found a member"),
        (lambda raw: raw.replace("é".encode(), b"\xff\xff"), [], DAMAGED),
        (lambda raw: raw[:-30], [], DAMAGED),
    ],
)
def test_damage_in_a_zip_archive_costs_no_sound_member(
    tmp_path: Path, change: Callable[[bytes], bytes], texts: list[str], told: str
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(change))
    found, faults = seen(tmp_path / "a.zip")

    assert found == texts
    assert [fault.startswith(told) for fault in faults] == ([True] if told else [])


def test_a_pattern_looks_into_the_folders_that_it_matches(tmp_path: Path) -> None:
    (tmp_path / "in" / "2020").mkdir(parents=True)
    (tmp_path / "in" / "2020" / "a.jsonl").write_text("a", encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text("b", encoding="utf-8")

    assert sorted(seen(tmp_path / "in" / "*")[0]) == ["a", "b"]
    assert sorted(seen(tmp_path / "in" / "**" / "*")[0]) == ["a", "b"]


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("a", encoding="utf-8")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "gone.jsonl").symlink_to(tmp_path / "nothing")

    assert seen(tmp_path / "in") == (
        ["a"],
        [
            "gone.jsonl: found a link that leads nowhere, or no file",
            "up: found a link to a folder; name the folder itself",
        ],
    )


def test_links_in_a_circle_and_pipes_are_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text("a", encoding="utf-8")
    (tmp_path / "in" / "circle.json").symlink_to(tmp_path / "in" / "circle.json")
    (tmp_path / "in" / "plan.json").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "in" / "pipe.json")
    told = [f"{name}.json: found a link that leads nowhere, or no file" for name in ("circle", "pipe", "plan")]

    assert seen(tmp_path / "in") == (["a"], told)
    assert seen(tmp_path / "in" / "*.json") == (["a"], told)
    assert seen(tmp_path / "in" / "pipe.json") == ([], told[1:2])


def test_a_member_whose_name_is_no_text_is_written_by_its_bytes(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.USTAR_FORMAT, encoding="latin-1") as archive:
        archive.addfile(tarfile.TarInfo("caf\xe9.json"), io.BytesIO())

    assert [source.member for source in Walk([str(tmp_path / "a.tar")]).sources()] == ["caf\\xe9.json"]


def test_a_run_among_the_inputs_is_named_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "plan.json").write_text('{"format": "cat2-run/1"}', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("a", encoding="utf-8")
    walk = Walk([str(tmp_path)])

    assert [source.name for source in walk.sources()] == [str(tmp_path / "a.jsonl")]
    assert walk.passed_over == [str(tmp_path / "run")]


def test_a_name_that_is_no_text_is_written_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.jsonl")).write_text("a", encoding="utf-8")

    assert [source.name for source in Walk([str(tmp_path)]).sources()] == [f"{tmp_path}/\\xff.jsonl"]


def test_a_name_that_no_disk_can_hold_is_no_input() -> None:
    with pytest.raises(MissingInputError, match="cannot be looked at"):
        Walk(["a" * 300])
