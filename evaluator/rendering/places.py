"""Where an answer stands: a line, a range of lines, the path in a foreign format, or the dotted path."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from evaluator.rendering.catalogue import say
from evaluator.rendering.shapes import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluator.model.evaluation import Place as KnownPlace
    from evaluator.rendering.shapes import Reading

NOWHERE = Place("", "")


class Places:
    """Finds the place of one or several answers in the source map of a result."""

    def __init__(self, source_map: dict[str, KnownPlace]) -> None:
        self._known = source_map
        # What was told of the same answers before: many checks read the same ones, and a place is looked for once.
        self.told: dict[tuple[str, ...], Reading] = {}
        self.files = tuple(sorted({_file_name(place.file) for place in source_map.values() if place.file}))

    def of(self, paths: Iterable[str]) -> Place:
        """Name the place of these answers together, as exactly as it is known."""
        paths = list(paths)
        known = [self._known[path] for path in paths if path in self._known]
        lines = [place.line for place in known if place.line is not None]
        if lines:
            return Place(self._with_file(known, _lines_in_words(min(lines), max(lines))), "")
        sources = list(dict.fromkeys(place.source for place in known if place.source))
        return Place("", ", ".join(sources) if sources else _common(paths))

    def to_write(self, path: str) -> Place:
        """Name the place where an answer is to be written: its line or, while it has none, that of its section."""
        if (place := self._known.get(path)) and place.line is not None:
            return Place(self._with_file([place], _lines_in_words(place.line, place.line)), path)
        section = self._known.get(path.partition(".")[0])
        if section and section.line is not None:
            return Place(self._with_file([section], say("place.section", line=section.line)), path)
        return Place("", path)

    def _with_file(self, known: list[KnownPlace], words: str) -> str:
        files = {_file_name(place.file) for place in known if place.file}
        return say("place.in_file", file=", ".join(sorted(files)), place=words) if len(self.files) > 1 else words


def _lines_in_words(first: int, last: int) -> str:
    return say("place.line", line=first) if first == last else say("place.lines", first=first, last=last)


def _file_name(file: str) -> str:
    # Only the name: a report is handed around, and a folder may tell more than its owner wants.
    return PurePosixPath(file.replace("\\", "/")).name


def _common(paths: list[str]) -> str:
    first = paths[0].split(".") if paths else []
    shared = [
        word
        for position, word in enumerate(first)
        if all(path.split(".")[: position + 1] == first[: position + 1] for path in paths)
    ]
    return ".".join(shared)
