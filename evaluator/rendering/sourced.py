"""A result with the file that its proposal was read from, and the advice that was made from the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evaluator.model.documents import NO_DOCUMENTS, Documents

if TYPE_CHECKING:
    from evaluator.model.evaluation import Place, Result


class Sourced(NamedTuple):
    """A result and its file, relative to where the command ran; without one the source map still knows its name."""

    result: Result
    file: str = ""
    documents: Documents = NO_DOCUMENTS

    @property
    def named_file(self) -> str:
        """Name the file as exactly as it is known; empty if the proposal came from none."""
        return self.file or next((place.file for place in self.result.source_map.values() if place.file), "")

    def place(self, path: str) -> Place | None:
        """Find where an answer stands or, while it has no line, the nearest part of the proposal around it."""
        known = self.result.source_map
        while path and not (path in known and known[path].line):
            path = path.rpartition(".")[0]
        return known.get(path)
