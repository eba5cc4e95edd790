"""What is no proposal at all gets one clear fault: missing, empty, too large, binary, in another encoding."""

from __future__ import annotations

import errno
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.proposals.reading import ReadProposal, read_proposal, read_proposals

Faults = Callable[..., tuple[Fault, ...]]
GOOD = "schema: cat2-proposal/1\nid: one\n"


def _only_fault(path: Path | str, pack: Pack) -> Fault:
    with pytest.raises(ProposalError) as caught:
        read_proposal(path, pack)
    assert caught.value.exit_code == 2
    (fault,) = caught.value.faults
    return fault


def test_missing_file(tmp_path: Path, pack: Pack) -> None:
    fault = _only_fault(tmp_path / "none.yaml", pack)

    assert fault.file == str(tmp_path / "none.yaml")
    assert fault.found == "no file of this name"
    assert fault.next_step == "Begin with `cat2 new`."


def test_directory(tmp_path: Path, pack: Pack) -> None:
    fault = _only_fault(tmp_path, pack)

    assert (fault.found, fault.expected) == ("a directory", "a file with a proposal")


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000])
def test_name_that_no_file_can_have(pack: Pack, name: str) -> None:
    assert _only_fault(name, pack).found.startswith("a file that cannot be opened (")


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl", "a"])
def test_file_that_breaks_off_while_it_is_read(
    tmp_path: Path, pack: Pack, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        readline = read

    monkeypatch.setattr(Path, "open", lambda *_: Broken(b"schema: cat2-proposal/1\n"))

    with pytest.raises(ProposalError) as caught:
        list(read_proposals(tmp_path / name, pack))

    (fault,) = caught.value.faults
    assert fault.found == "a file that cannot be read (Input/output error)"
    assert fault.next_step == "See that you may read it, or name another file."


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.jsonl", "a"])
@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_empty_file(faults: Faults, content: bytes, name: str) -> None:
    (fault,) = faults(content, name)

    assert (fault.found, fault.expected) == ("an empty file", "a proposal that begins with schema: cat2-proposal/1")


def test_nothing_but_comments(faults: Faults) -> None:
    (fault,) = faults("# nothing yet\n")

    assert fault.found == "no answer, but comments or null"


def test_file_of_100_megabytes_is_refused_without_reading_it(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)

    started = time.process_time()
    fault = _only_fault(path, pack)

    assert (fault.found, fault.expected) == ("a file of 100.0 MB", "at most 5 MB")
    assert time.process_time() - started < 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless file")
def test_endless_file_is_not_read_to_its_end(pack: Pack) -> None:
    assert _only_fault("/dev/zero", pack).found == "more than 5 MB"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (bytes(range(256)), "binary data"),
        (b"\x00" * 100, "binary data"),
        (b"PK\x03\x04" + b"\x00" * 30, "a ZIP archive or a Word or Excel file"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (GOOD.encode("utf-16"), "text in UTF-16"),
        (GOOD.encode("utf-16-le"), "text in UTF-16"),
        (GOOD.encode("utf-16-be"), "text in UTF-16"),
        (GOOD.encode("utf-32"), "text in UTF-32"),
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a"])
def test_what_is_no_text_in_utf_8(faults: Faults, content: bytes, found: str, name: str) -> None:
    (fault,) = faults(content, name)

    assert (fault.found, fault.expected) == (found, "text in UTF-8")
    assert fault.next_step.casefold().endswith("save the file as text with the encoding utf-8.")
    assert ("cat2 import xlsx" in fault.next_step) == ("Excel" in found)


def test_byte_of_another_encoding_is_named_with_its_line(faults: Faults) -> None:
    (fault,) = faults(f"{GOOD}note: Café".encode("latin-1"))

    assert fault.line == 3
    assert fault.found.startswith("the byte 0xE9, which is not UTF-8 (often a file in Windows-1252")


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a"])
def test_byte_order_mark_of_utf_8_is_accepted(read: Callable[..., ReadProposal], name: str) -> None:
    found = read(b'\xef\xbb\xbf{"schema": "cat2-proposal/1", "id": "one"}', name)

    assert found.proposal.id == "one"


def test_yaml_named_json_is_told(faults: Faults) -> None:
    (fault,) = faults(GOOD, "a.json")

    assert (fault.found, fault.next_step) == ("what looks like YAML", "Give the file a name that ends in .yaml.")


@pytest.mark.parametrize(
    "text", [GOOD, '{"schema": "cat2-proposal/1", "id": "one"}', '{\n"schema": "cat2-proposal/1",\n"id": "one"}']
)
def test_standard_input_may_hold_either_format(monkeypatch: pytest.MonkeyPatch, pack: Pack, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))
    found = read_proposal("-", pack)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))
    ((line, of_many),) = read_proposals("-", pack)

    assert isinstance(of_many, ReadProposal)
    assert (found.file, found.proposal.id) == ("standard input", "one")
    assert (line, of_many.proposal) == (1, found.proposal)


def test_standard_input_without_anything(monkeypatch: pytest.MonkeyPatch, pack: Pack) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))

    assert _only_fault("-", pack).found == "an empty file"


def _lines(tmp_path: Path, content: bytes, pack: Pack) -> list[tuple[int, ReadProposal | ProposalError]]:
    path = tmp_path / "many.jsonl"
    path.write_bytes(content)
    return list(read_proposals(path, pack))


def test_bad_lines_are_told_with_their_number_and_do_not_stop_the_others(tmp_path: Path, pack: Pack) -> None:
    good = b'{"schema": "cat2-proposal/1", "id": "%d"}\n'
    bad = [b'{"schema": "cat2-proposal/1", "measure": {"type": "proces"}}\n', b"{\n", b"\xe9\n", b"[" * 10_000 + b"\n"]
    content = b"".join([good % 1, *bad, b"\n", good % 7, b'{"a": "' + b"x" * 5_000_000 + b'"}\n', good % 9])

    found = _lines(tmp_path, content, pack)

    assert [line for line, _ in found] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert [line for line, each in found if isinstance(each, ReadProposal)] == [1, 7, 9]
    errors = {line: each.faults for line, each in found if isinstance(each, ProposalError)}
    assert {line: [fault.line for fault in faults] for line, faults in errors.items()} == {
        n: [n] for n in (2, 3, 4, 5, 8)
    }
    assert [faults[0].found for faults in errors.values()] == [
        '"proces"',
        "the end of the file",
        "the byte 0xE9, which is not UTF-8 (often a file in Windows-1252 or Latin-1)",
        "more than 40 levels of nesting",
        "a line of more than 5 MB",
    ]


@pytest.mark.parametrize("length", [4_999_999, 5_000_000, 5_000_001, 10_000_000, 10_000_001, 12_345_678])
def test_a_line_that_is_too_long_is_one_line_however_long(tmp_path: Path, pack: Pack, length: int) -> None:
    good = b'{"schema": "cat2-proposal/1"}\n'

    found = _lines(tmp_path, b"x" * length + b"\n" + good, pack)

    assert [line for line, _ in found] == [1, 2]
    assert isinstance(found[1][1], ReadProposal)


def test_a_last_line_that_is_too_long_is_told(tmp_path: Path, pack: Pack) -> None:
    ((_, error),) = _lines(tmp_path, b"x" * 11_000_000, pack)

    assert isinstance(error, ProposalError)


def test_every_place_of_a_line_is_that_line(tmp_path: Path, pack: Pack) -> None:
    good = b'{"schema": "cat2-proposal/1", "codes": [{"code": "300XF"}]}\n'

    _, (_, second) = _lines(tmp_path, good * 2, pack)

    assert isinstance(second, ReadProposal)
    assert second.source_map["codes.0.code"] == 2
    assert len(second.source_map) == 5


@pytest.mark.parametrize("content", [b"", b"\n\n", "{}\n".encode("utf-16")])
def test_lines_of_nothing_or_of_another_encoding(tmp_path: Path, pack: Pack, content: bytes) -> None:
    with pytest.raises(ProposalError):
        _lines(tmp_path, content, pack)


def test_many_lines_are_not_one_proposal(faults: Faults) -> None:
    (fault,) = faults('{"schema": "cat2-proposal/1"}\n' * 2, "a.jsonl")

    assert (fault.found, fault.expected) == ("many lines", "a file with one proposal")


def test_one_file_of_yaml_or_json_counts_as_one_proposal(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")

    ((line, found),) = read_proposals(tmp_path / "a.yaml", pack)

    assert isinstance(found, ReadProposal)
    assert (line, found.proposal.id) == (1, "one")
