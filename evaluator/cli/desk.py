"""Hand out the reports of one run: to standard output or to files, no report over another and none over an input."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from evaluator.cli.endings import ENDINGS, format_of, is_file_name
from evaluator.cli.output import give, give_path, refuse_over_inputs, write_whole
from evaluator.cli.writing import Writer
from evaluator.errors import UsageError
from evaluator.rendering.formats import Rendered
from evaluator.rendering.sourced import Sourced


@dataclass
class Desk:
    """Where the reports of one run go; it remembers the names given out.

    `beside` are the files that were read beside the proposals, such as a review: no report replaces one of them.
    """

    kinds: list[str]
    output: Path | None
    inputs: list[str]
    writer: Writer
    beside: tuple[str | None, ...] = ()
    taken: set[str] = field(default_factory=set, init=False)
    gathered: list[Sourced] = field(default_factory=list, init=False)
    held: list[tuple[Path | None, Rendered]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """See that all of it can be handed out, before anything is.

        Raises:
            UsageError: if several reports would go into one file.
        """
        if format_of(self.output) is not None and len(self.inputs) > 1 and not self._is_one_text():
            raise UsageError(f"{self.output}: one file cannot hold several reports; name a folder with -o")

    def hand_out(self, found: Sourced, name: str) -> None:
        """Print the report of one proposal, or write its files and print where they lie.

        What several proposals share in one text waits until `close`, and so does the only report there may be: if a
        second one comes, nothing was written.

        Raises:
            UsageError: if reports would not fit on standard output, or a file cannot be written.
        """
        self.gathered.append(found)
        if self._is_one_text():
            return
        if self.output is None:
            if found.documents.changes is not None and "json" in self.kinds:
                raise UsageError("--since: with -f json what changed is a file of its own; name a folder with -o")
            if len(self.inputs) > 1 or len(self.kinds) > 1 or self.taken:
                raise UsageError("several reports at once need -o FOLDER to lie in")
            self.taken.add(name)
            self.held.append((None, self.writer.alone(found, self.kinds[0], name)))
            return
        free = self._free(name)
        for kind in self.kinds:
            if kind not in self.writer.shared_names():
                self._write(self._path(self.output, free, kind), self.writer.alone(found, kind, name))
        if found.documents.changes is not None and "json" in self.kinds:
            text = f"{found.documents.changes.model_dump_json(indent=2)}\n"
            self._write(self._changes_path(self.output, free), text)

    def close(self) -> None:
        """Write what was held back: the only report, or what holds all proposals in one text.

        Raises:
            UsageError: if it cannot be written.
        """
        for path, product in self.held:
            give(product) if path is None else give_path(write_whole(path, product))
        if not self.gathered:
            return
        if self._is_one_text():
            text = self.writer.together(self.gathered, self.kinds[0])
            if self.output is None:
                give(text)
                return
            self._refuse_over_inputs(self.output)
            give_path(write_whole(self.output, text))
            return
        shared = self.writer.shared_names()
        for kind in self.kinds:
            if self.output is not None and kind in shared:
                self._write(self.output / shared[kind], self.writer.together(self.gathered, kind))

    def _write(self, path: Path, product: Rendered) -> None:
        self._refuse_over_inputs(path)
        if self._is_one_file():
            self.held.append((path, product))
        else:
            give_path(write_whole(path, product))

    def _is_one_text(self) -> bool:
        together = len(self.kinds) == 1 and self.writer.is_joint(self.kinds[0])
        return together and (self.output is None or is_file_name(self.output))

    def _refuse_over_inputs(self, path: Path) -> None:
        refuse_over_inputs(path, [*self.inputs, *self.beside])

    def _is_one_file(self) -> bool:
        named = self.output is not None and is_file_name(self.output)
        return named and len(self.inputs) == 1 and len(self.kinds) == 1

    def _path(self, output: Path, name: str, kind: str) -> Path:
        if self._is_one_file() and len(self.taken) > 1:
            raise UsageError(f"{output}: one file cannot hold several reports; name a folder with -o")
        return output if self._is_one_file() else output / f"{name}.{ENDINGS[kind]}"

    def _changes_path(self, output: Path, name: str) -> Path:
        """Name the file of what changed: beside the result, whose digest does not cover it."""
        result = self._path(output, name, "json")
        return result.with_name(f"{result.name.removesuffix('.json').removesuffix('.evaluation')}.changes.json")

    def _free(self, name: str) -> str:
        """Number a name that is taken: proposals of one name may come from several folders."""
        free, number = name, 1
        while free.casefold() in self.taken:
            number += 1
            free = f"{name}-{number}"
        self.taken.add(free.casefold())
        return free
