"""The command that reads tables and files of other makers, by a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.output import give, say, write_whole
from evaluator.errors import Fault, SourceError, UsageError
from evaluator.packs import load_pack
from evaluator.rendering.notices import notice_in_words

if TYPE_CHECKING:
    from evaluator.model.mapping import Mapping
    from evaluator.proposals.imported import Imported
    from evaluator.proposals.table.records import Record

MappingName = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        metavar="MAPPING",
        help="What means what: hhs-inventory, nqmc-summaries, qpp-measures-data, or a TOML file of your own.",
        show_default=False,
    ),
]


def table(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Tables: CSV, Excel, JSON, JSON lines or Parquet.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A folder for the proposals; with --suggest a file.",
            show_default=False,
        ),
    ] = None,
    mapping: MappingName = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Write a first mapping from the headers, instead of importing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    quiet: o.Quiet = False,
) -> None:
    """Turn records of a table into proposals by a mapping; what a record does not say stays blank."""
    names = [Path(name) for name in o.required([str(file) for file in files or []])]
    if suggest:
        _suggest(names, output, force=force)
        return
    if mapping is None:
        raise UsageError("a table needs --mapping MAPPING; begin one with --suggest")
    from evaluator.packs.mappings import written_mapping
    from evaluator.proposals.commented import to_commented_yaml
    from evaluator.proposals.table.mapping_file import read_mapping

    read = read_mapping(written_mapping(mapping))
    words = {"what": f"a record of {read.title}", "place": "place in the record", "whole": "record"}
    count = faulty = 0
    taken: set[str] = set()
    for path, record, imported in _imported(names, read):
        if imported is None:
            faulty += 1
            say(f"cat2: {path}: {record.place}: {record.fault}")
            continue
        warnings = [notice_in_words(warning) for warning in imported.warnings]
        for warning in warnings:
            say(f"{path.name}: {record.place}: {warning}", quiet=quiet)
        text = to_commented_yaml(imported, warnings, words)
        count += 1
        if output is None:
            if count > 1:
                raise UsageError("several records need -o FOLDER to lie in")
            give(text)
            continue
        give(str(write_whole(output / f"{_stem(path, record, imported, taken)}.yaml", text, force=force)))
    say(f"{count} imported, {faulty} faulty", quiet=quiet)
    if not count:
        raise SourceError([Fault("", "no record to import", f"records as {read.title} has them", "", str(names[0]))])
    if faulty:
        raise typer.Exit(2)


def _imported(names: list[Path], mapping: Mapping) -> Iterator[tuple[Path, Record, Imported | None]]:
    from evaluator.proposals.table.record import import_record, is_wanted

    for path in names:
        for record in _records(path, mapping):
            if record.fault:
                yield path, record, None
            elif is_wanted(record.data, mapping):
                yield path, record, import_record(record.data, mapping)


def _records(path: Path, mapping: Mapping | None = None) -> Iterator[Record]:
    from evaluator.proposals.table.records import read_records

    try:
        stream = path.open("rb")
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise SourceError([Fault("", found, "a table", "Name a file that is there.", str(path))]) from None
    with stream:
        yield from read_records(stream, str(path), mapping)


def _suggest(names: list[Path], output: Path | None, *, force: bool) -> None:
    from evaluator.proposals.table.suggest import suggested

    if len(names) > 1:
        raise UsageError("--suggest looks at one table")
    text = suggested(_records(names[0]), str(names[0]), load_pack())
    give(text if output is None else str(write_whole(output, text, force=force)))


def _stem(path: Path, record: Record, imported: Imported, taken: set[str]) -> str:
    """Name a proposal by its id, or by its place in the table; one name is given once."""
    plain = "".join(each if each.isalnum() or each in "-_." else "-" for each in str(imported.written.get("id", "")))
    place = "".join(each if each.isalnum() else "-" for each in record.place).strip("-")
    stem = plain.strip(".-")[:80] or f"{path.stem}-{place}"
    if stem.casefold() in taken:
        stem = f"{stem}-{path.stem}-{place}"
    taken.add(stem.casefold())
    return stem
