"""The command that reads tables and files of other makers, by a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.archive.sources import Source, Walk, reason_of
from evaluator.cli import options as o
from evaluator.cli.incoming import WHERE, Incoming, named
from evaluator.cli.output import give, give_path, refuse_over_inputs, write_whole
from evaluator.cli.talk import Talk
from evaluator.errors import ProposalError, SourceError, UsageError
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


_HEADED = (".csv", ".tsv", ".xlsx")
_LOWEST_HEADER = 8  # rows of a title above the headers, and of groups of columns, are few


def table(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="IN…", help="Tables: CSV, Excel, JSON, JSON lines or Parquet. " + WHERE, show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A folder for the proposals, or a file for one; with --suggest a file; - is standard output.  "
            "\\[default: standard output]",
            parser=o.path_or_standard_output,
            show_default=False,
        ),
    ] = None,
    mapping: MappingName = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Write a first mapping from the headers, instead of importing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Turn records of a table into proposals by a mapping; what a record does not say stays blank."""
    names, talk = named(inputs), Talk(quiet, verbose)
    if suggest:
        _suggest(names, output, talk, force=force)
        return
    if mapping is None:
        raise UsageError("a table needs --mapping MAPPING; begin one with --suggest")
    from evaluator.packs.mappings import written_mapping
    from evaluator.proposals.commented import to_commented_yaml
    from evaluator.proposals.table.mapping_file import read_mapping
    from evaluator.proposals.table.record import import_record, is_wanted
    from evaluator.proposals.table.records import TABLES

    read = read_mapping(written_mapping(mapping))
    words = {"what": f"a record of {read.title}", "place": "place in the record", "whole": "record"}
    talk.more(f"mapping: {mapping}, {read.title}")
    incoming = Incoming(output, "records", talk, force=force)
    for source, record in _records(Walk(names, TABLES), incoming, read):
        if record.fault:
            incoming.refuse(": ".join(filter(None, [source.name, record.place, record.fault])))
            continue
        if not is_wanted(record.data, read):
            incoming.others["records that the mapping does not want"] += 1
            continue
        try:
            imported = import_record(record.data, read)
        except ProposalError as error:
            incoming.refuse(f"{source.name}: {record.place}: {reason_of(error)}")
            continue
        warnings = [notice_in_words(warning) for warning in imported.warnings]
        for warning in warnings:
            incoming.tell(f"{source.own_name}: {record.place}: {warning}")
        incoming.add(to_commented_yaml(imported, warnings, words), *_names(source, record, imported))
    incoming.finish()


def _records(walk: Walk, incoming: Incoming, mapping: Mapping | None = None) -> Iterator[tuple[Source, Record]]:
    from evaluator.proposals.table.records import read_records

    for source, stream in incoming.opened(walk):
        with incoming.reading(source):
            for record in read_records(stream, source.name, mapping):
                yield source, record


def _suggest(names: list[str], output: Path | None, talk: Talk, *, force: bool) -> None:
    from evaluator.proposals.table.records import TABLES
    from evaluator.proposals.table.suggest import LOOKED_AT, is_headed, suggested

    walk = Walk(names, TABLES)
    if len(walk.files) != 1:
        raise UsageError(f"--suggest looks at one table; found {len(walk.files)} files")
    path = walk.files[0]
    incoming = Incoming(None, "tables", talk, force=force)
    records, header = [record for _, record in islice(_records(walk, incoming), LOOKED_AT)], 1
    if incoming.faulty:
        raise typer.Exit(2)
    if records and path.suffix.lower() in _HEADED and not is_headed(records):
        below = ((_below(names, row), row) for row in range(2, _LOWEST_HEADER + 1))
        records, header = next((found for found in below if is_headed(found[0])), (records, 1))
    text = suggested(records, path.name, load_pack(), header)
    if output is None:
        give(text)
        return
    refuse_over_inputs(output, names)
    give_path(write_whole(output, text, force=force))


def _below(names: list[str], header: int) -> list[Record]:
    """Read the first records of a table as if its columns were named in this row; none if it has no such row."""
    from evaluator.model.mapping import Mapping
    from evaluator.proposals.table.records import TABLES, read_records
    from evaluator.proposals.table.suggest import LOOKED_AT

    mapping = Mapping(id="", title="", header=header)
    for source in Walk(names, TABLES).sources():
        try:
            return list(islice(read_records(source.stream, source.name, mapping), LOOKED_AT)) if source.stream else []
        except SourceError:
            return []
    return []


def _names(source: Source, record: Record, imported: Imported) -> tuple[str, ...]:
    """Name a proposal by its id, or by its place in the table."""
    place = f"{source.own_name.stem}-{'-'.join(re.findall(r'[0-9A-Za-z]+', record.place))}"
    id_ = str(imported.written.get("id", ""))
    return (id_, f"{id_}-{place}") if any(map(str.isalnum, id_)) else (place,)
