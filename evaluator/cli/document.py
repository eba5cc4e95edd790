"""The one document that a command prints: in which format, and into which file if not to standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.cli.endings import one_kind_for
from evaluator.cli.output import give, give_path, refuse_over_inputs, write_whole

if TYPE_CHECKING:
    from pydantic import BaseModel

TEXT = ("text", "json")


def as_json(data: BaseModel | object) -> str:
    """Write a document for a program, with every letter as itself."""
    plain = data.model_dump(mode="json") if hasattr(data, "model_dump") else data
    return json.dumps(plain, ensure_ascii=False, indent=2)


class OneDocument:
    """What one command prints, once it is made."""

    def __init__(
        self,
        form: str | None,
        output: Path | None,
        *inputs: str | Path | None,
        known: tuple[str, ...] = TEXT,
        default: str = "text",
    ) -> None:
        """Read `-f` and `-o` before anything else is done; `inputs` are the files that it is made from.

        Raises:
            UsageError: if the two do not fit together, or the file is an input.
        """
        self.kind = one_kind_for(form, output, known, default)
        self._output = output
        self._inputs = [None if each is None else str(each) for each in inputs]
        if output is not None:
            refuse_over_inputs(output, self._inputs)

    @property
    def is_json(self) -> bool:
        """Tell whether it is for a program."""
        return self.kind == "json"

    @property
    def is_printed(self) -> bool:
        """Tell whether it goes to standard output, piece by piece if need be."""
        return self._output is None

    def give(self, text: str) -> None:
        """Print it, or write it whole into its file and print where that lies.

        Raises:
            UsageError: if it cannot be written.
        """
        if self._output is None:
            give(text)
            return
        refuse_over_inputs(self._output, self._inputs)  # it may have come to be one since
        give_path(write_whole(self._output, text if text.endswith("\n") else f"{text}\n"))
