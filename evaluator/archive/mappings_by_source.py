"""Which mapping reads a file: the first whose pattern fits its name."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from evaluator.errors import UsageError
from evaluator.model.mapping import Mapping
from evaluator.packs.mappings import written_mapping
from evaluator.proposals.table.mapping_file import read_mapping

_EVERY = "*"


class _Entry(NamedTuple):
    pattern: str
    name: str
    mapping: Mapping
    digest: str


class MappingsBySource:
    """The mappings of a batch, each with the pattern of the files that it reads."""

    def __init__(self, wanted: Iterable[str]) -> None:
        """Read them; each is written `MAPPING`, for every file, or `PATTERN=MAPPING`.

        Raises:
            MappingError: one of them has faults.
            UsageError: one of them would never be reached.
        """
        self._entries: list[_Entry] = []
        for text in wanted:
            pattern, name = _parted(text)
            known = {entry.pattern for entry in self._entries}
            if _EVERY in known or pattern in known:
                raise UsageError(
                    f"--mapping {text}: found a mapping that no file would reach, since one before it reads "
                    f"{'every file' if _EVERY in known else pattern}; expected PATTERN=MAPPING, such as "
                    f"'*.csv={name}', with the one for all other files last"
                )
            written = written_mapping(name)
            self._entries.append(_Entry(pattern, name, read_mapping(written), written.file.digest))
        self._found: dict[str, Mapping | None] = {}
        self._used: set[str] = set()

    def of(self, source: str) -> Mapping | None:
        """Find the mapping of a file, or of a member of an archive; None where none is for it."""
        if source not in self._found:
            name = source.replace("\\", "/")
            ways = (name, name.rpartition("!")[2], name.rpartition("!")[2].rpartition("/")[2])
            fitting = (one for one in self._entries if any(_fits(way, one.pattern) for way in ways))
            found = next(fitting, None)
            self._used.update([found.pattern] if found else [])
            self._found = {source: found.mapping if found else None}  # records come file by file
        return self._found[source]

    def unused(self) -> list[str]:
        """List the patterns that no file was for, so far."""
        return [one.pattern for one in self._entries if one.pattern not in self._used]

    def told(self) -> list[dict[str, str]]:
        """Say what they are, as a run keeps it."""
        return [{"for": one.pattern, "name": one.name, "digest": one.digest} for one in self._entries]


def _parted(text: str) -> tuple[str, str]:
    pattern, parted, name = text.partition("=")
    return (pattern.strip(), name.strip()) if parted else (_EVERY, text)


def _fits(name: str, pattern: str) -> bool:
    """Match a pattern with the end of a name, wherever the inputs lie: `nqmc/*` fits `/data/nqmc/summaries.jsonl`."""
    folded = pattern.casefold()
    return fnmatchcase(name.casefold(), folded) or fnmatchcase(name.casefold(), f"*/{folded}")
