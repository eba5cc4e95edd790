"""What the import commands share: proposals handed out one by one, and a fault that costs no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from evaluator.archive.sources import UNREADABLE, reason_of
from evaluator.cli.output import give, give_path, say, write_whole
from evaluator.cli.talk import Talk
from evaluator.errors import FaultyFileError, NoInputError, UsageError

if TYPE_CHECKING:
    from evaluator.archive.sources import Source, Walk

_NOTHING = "no input files; name files, folders, patterns or archives"
WHERE = "Files, folders, patterns, zip and tar archives."
_LONGEST_NAME = 120
_OTHER_FILES = frozenset(
    {".csv", ".docx", ".html", ".json", ".jsonl", ".md", ".ndjson", ".pdf", ".toml", ".txt", ".xlsx"}
)


def named(inputs: list[str] | None) -> list[str]:
    """Give what was named.

    Raises:
        NoInputError: it is nothing.
    """
    if not inputs:
        raise NoInputError(_NOTHING)
    return inputs


class Incoming:
    """Hands imported proposals out: one on standard output or into a file, several into a folder; each name once."""

    def __init__(self, output: Path | None, what: str, talk: Talk, *, force: bool) -> None:
        """Take where they go; `what` they are, as in "several measures".

        Raises:
            UsageError: if it is the name of a file of another kind than proposals are written in.
        """
        self._output, self._what, self._force, self._talk = output, what, force, talk
        ending = output.suffix.lower() if output is not None else ""
        if ending in _OTHER_FILES and output is not None and not output.is_dir():
            raise UsageError(f"{output}: found this name for proposals in YAML; end it in .yaml, or name a folder")
        self._folder = output if ending not in (".yaml", ".yml") else None
        self._held: list[str] = []
        self._taken: set[str] = set()
        self.others: Counter[str] = Counter()
        self.imported = self.faulty = 0

    def opened(self, walk: Walk) -> Iterator[tuple[Source, BinaryIO]]:
        """Give every source that can be opened; one that cannot is told."""
        for source in walk.sources():
            before = self._looked_at()
            if source.stream is None:
                self.refuse(f"{source.name}: {source.fault}")
            else:
                self._talk.more(f"reading {source.name}")
                yield source, source.stream
            if self._looked_at() == before:
                self.others["files without any"] += 1
        for name in walk.passed_over:
            self._talk.more(f"passed over {name}")
        if walk.passed_over:
            self.others["other files"] += len(walk.passed_over)

    def _looked_at(self) -> int:
        return self.imported + self.faulty + self.others.total()

    @contextmanager
    def reading(self, source: Source) -> Iterator[None]:
        """Tell what is wrong with a source, and go on with the next."""
        try:
            yield
        except UNREADABLE as error:
            self.refuse(str(error) if isinstance(error, FaultyFileError) else f"{source.name}: {reason_of(error)}")

    def refuse(self, reason: str) -> None:
        """Count and tell what cannot be imported."""
        self.faulty += 1
        say(f"cat2: {reason}")

    def tell(self, text: str) -> None:
        """Tell what is to be looked at."""
        self._talk.say(text)

    def add(self, text: str, *names: str) -> None:
        """Take a proposal, to be called by the first of the names that is free.

        Raises:
            UsageError: it is the second, and there is no folder for several; or it cannot be written.
        """
        path = self._folder / f"{self._free(names)}.yaml" if self._folder is not None else None
        if path is not None and path.exists() and not self._force:
            self.refuse(f"{path}: this file exists already; choose another folder, or --force to replace it")
            return
        self.imported += 1
        if path is not None:
            give_path(write_whole(path, text, force=self._force))
            return
        self._held.append(text)
        if self.imported > 1:
            raise UsageError(f"several {self._what} need -o FOLDER to lie in; nothing was written")

    def finish(self, done: str = "imported") -> None:
        """Hand out what was held back, and tell how many came and how many did not; `done` is what became of them.

        Raises:
            NoInputError: there was nothing to import, and nothing faulty.
            Exit: something was faulty.
        """
        for text in self._held:
            if self._output is None:
                give(text)
            else:
                give_path(write_whole(self._output, text, force=self._force))
        passed = self.others.total()
        if not self.imported + self.faulty:
            raise NoInputError(f"no {self._what} in what was named{self._told_others()}")
        if self.imported + self.faulty + passed > 1:
            self.tell(f"{self.imported:,} {done}, {self.faulty:,} faulty{self._told_others()}")
        if self.faulty:
            raise typer.Exit(2)

    def _told_others(self) -> str:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.others.items()))
        return f"; passed over: {kinds}" if kinds else ""

    def _free(self, names: tuple[str, ...]) -> str:
        plain = [_plain(name) for name in names]
        numbered = (f"{plain[-1]}-{number}" for number in count(2))
        free = next(name for name in chain(plain, numbered) if name.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free


def _plain(name: str) -> str:
    """Keep of a name what every disk can have in the name of a file."""
    kept = "".join(each if each.isalnum() or each in "-_. " else "-" for each in name)
    cut = kept.strip(".- ").encode()[:_LONGEST_NAME].decode(errors="ignore")  # disks count bytes
    return cut or "proposal"
