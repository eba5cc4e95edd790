"""Formats of reports and the endings of their files: which format a name means, and which names contradict it."""

from __future__ import annotations

from pathlib import Path

from evaluator.cli import options as o
from evaluator.errors import UsageError

ENDINGS = {
    "html": "html",
    "md": "md",
    "pdf": "pdf",
    "docx": "docx",
    "json": "evaluation.json",
    "text": "txt",
    "csv": "csv",
    "csv-gaps": "gaps.csv",
    "sarif": "sarif",
    "sarif-gaps": "gaps.sarif",
}
FORMATS = tuple(ENDINGS)
_MEANT = {f".{ending.rpartition('.')[2]}": kind for kind, ending in ENDINGS.items() if not kind.endswith("-gaps")}
_MEANT |= {".htm": "html", ".markdown": "md"}


def kinds_for(form: str | None, output: Path | None, default: str, files: list[str] | None) -> list[str]:
    """Read `-f`; where it is not given, the name of the one file that `-o` names says which format is meant.

    Raises:
        UsageError: a format is not known, or the name of the file is for another one or tells none.
    """
    meant = format_of(output)
    if form is not None:
        kinds = o.words(form, FORMATS, "-f")
        if meant is not None:
            _refuse_contradiction(kinds, meant, output)
        return kinds
    if meant is None and output is not None and is_file_name(output) and len(files or []) == 1:
        raise UsageError(
            f"{output}: found a name whose ending tells no format; add -f, or end it in one of {', '.join(_MEANT)}"
        )
    return [meant or default]


def one_kind_for(form: str | None, output: Path | None, known: tuple[str, ...], default: str) -> str:
    """Read `-f` of a command that prints one document; where it is not given, the name of the file says it.

    Raises:
        UsageError: a format is not known or not the only one, or the name of the file is for another one.
    """
    meant = format_of(output)
    if form is not None:
        kind = o.one_format(form, known)
        if meant is not None:
            _refuse_contradiction([kind], meant, output)
        return kind
    if meant is not None and meant not in known:
        expected = " or ".join(f".{ENDINGS[kind].rpartition('.')[2]}" for kind in known)
        raise UsageError(f"{output}: found this name for the format '{meant}'; expected one that ends in {expected}")
    return meant or default


def format_of(output: Path | None) -> str | None:
    """Tell which format the name of a file means; None where it means none, or is a folder."""
    if output is None or output.is_dir():
        return None
    only_gaps = next((kind for kind in ("csv-gaps", "sarif-gaps") if output.name.endswith(f".{ENDINGS[kind]}")), None)
    return only_gaps or _MEANT.get(output.suffix.lower())


def is_file_name(output: Path) -> bool:
    """Tell the name of a file, which has an ending, from that of a folder."""
    return bool(output.suffix) and not output.is_dir()


def _refuse_contradiction(kinds: list[str], meant: str, output: Path | None) -> None:
    if len(kinds) > 1:
        raise UsageError(f"{output}: one file cannot hold {len(kinds)} formats ({', '.join(kinds)}); name a folder")
    if kinds[0].removesuffix("-gaps") != meant.removesuffix("-gaps"):
        raise UsageError(
            f"{output}: found this name for the format '{kinds[0]}'; "
            f"end it in .{ENDINGS[kinds[0]].rpartition('.')[2]}, or leave out -f for '{meant}'"
        )
