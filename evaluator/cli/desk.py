"""Hand out the reports of one run: to standard output or to files, no report over another and none over an input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from evaluator.cli.output import give, refuse_over_inputs, write_whole
from evaluator.errors import UsageError
from evaluator.model.evaluation import Result

_ENDINGS = {"html": "html", "md": "md", "json": "evaluation.json", "text": "txt"}
FORMATS = tuple(_ENDINGS)


@dataclass
class Desk:
    """Where the reports of one run go; it remembers the names given out."""

    kinds: list[str]
    output: Path | None
    inputs: list[str]
    rendered: Callable[[Result, str, str], str]
    taken: set[str] = field(default_factory=set, init=False)

    def hand_out(self, result: Result, name: str) -> None:
        """Print the report of one proposal, or write its files and print where they lie.

        Raises:
            UsageError: if reports would not fit on standard output, or a file cannot be written.
        """
        if self.output is None:
            if len(self.inputs) > 1 or len(self.kinds) > 1 or self.taken:
                raise UsageError("several reports at once need -o FOLDER to lie in")
            self.taken.add(name)
            give(self.rendered(result, self.kinds[0], name))
            return
        free = self._free(name)
        for kind in self.kinds:
            path = self._path(self.output, free, kind)
            refuse_over_inputs(path, self.inputs)
            give(str(write_whole(path, self.rendered(result, kind, name))))

    def _path(self, output: Path, name: str, kind: str) -> Path:
        one_file = len(self.inputs) == 1 and len(self.kinds) == 1 and output.suffix and not output.is_dir()
        if one_file and len(self.taken) > 1:
            raise UsageError(f"{output}: one file cannot hold several reports; name a folder with -o")
        return output if one_file else output / f"{name}.{_ENDINGS[kind]}"

    def _free(self, name: str) -> str:
        """Number a name that is taken: proposals of one name may come from several folders."""
        free, number = name, 1
        while free.casefold() in self.taken:
            number += 1
            free = f"{name}-{number}"
        self.taken.add(free.casefold())
        return free
