"""Proposals from the files a user names; what cannot be read is told and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluator.api import Evaluator, result_of
from evaluator.cli.output import say
from evaluator.cli.talk import Talk
from evaluator.errors import ProposalError, UsageError
from evaluator.model.criteria import Pack
from evaluator.model.documents import NO_DOCUMENTS, Documents
from evaluator.model.evaluation import Place, Result
from evaluator.proposals.reading import ReadProposal, read_proposals
from evaluator.rendering.notices import warned_in_words
from evaluator.rendering.sourced import Sourced


@dataclass
class Inputs:
    """The files named on the command line; `one`: they must hold one proposal; `refused` counts the faulty ones."""

    files: list[str]
    pack: Pack
    talk: Talk
    one: bool = field(default=False, kw_only=True)
    refused: int = field(default=0, init=False)

    def proposals(self) -> Iterator[tuple[str, ReadProposal]]:
        """Read every proposal, with a name for its reports; a faulty one is told and passed over."""
        return ((name, read) for _, name, read in self._each())

    def _each(self, files: list[str] | None = None) -> Iterator[tuple[str, str, ReadProposal]]:
        for file in self.files if files is None else files:
            sound, refused = 0, self.refused
            try:
                for line, read in read_proposals(file, self.pack):
                    if isinstance(read, ProposalError):
                        self._refuse(read)
                        continue
                    for warning in read.warnings:
                        self.talk.say(f"warning: {warned_in_words(warning)}")
                    sound += 1
                    yield file, _name(file, line), read
            except ProposalError as error:
                self._refuse(error)
            self._tell_read(file, sound, self.refused - refused)

    def _tell_read(self, file: str, sound: int, faulty: int) -> None:
        what = f"{sound:,} {'proposal' if sound == 1 else 'proposals'}"
        self.talk.more(f"read {_told(file)}: {what}{f', {faulty:,} faulty' if faulty else ''}")

    def results(self, evaluator: Evaluator) -> Iterator[tuple[str, Result]]:
        """Evaluate every proposal.

        Raises:
            UsageError: if there are several where one is wanted.
        """
        return ((name, found.result) for name, found in self.sourced(evaluator))

    def sourced(
        self,
        evaluator: Evaluator,
        documents: Callable[[ReadProposal], Documents] = lambda _read: NO_DOCUMENTS,
        files: list[str] | None = None,
    ) -> Iterator[tuple[str, Sourced]]:
        """Evaluate every proposal, or those of some files, and keep where each was read, with documents made from it.

        Raises:
            UsageError: if there are several where one is wanted.
        """
        for file, name, read in self._only_one() if self.one else self._each(files):
            yield name, Sourced(result_for(evaluator, read), _from_here(file), documents(read))

    def only(self) -> ReadProposal | None:
        """Read the one proposal of the one file; None if it is faulty.

        Raises:
            UsageError: if the file holds several, since passing over the others would look like an answer about all.
        """
        return next((read for _, _, read in self._only_one()), None)

    def _only_one(self) -> list[tuple[str, str, ReadProposal]]:
        found = list(self._each())
        if len(self.files) > 1:
            raise UsageError(f"--review: found {len(self.files)} files; expected the one proposal that was reviewed")
        if len(found) + self.refused > 1:
            raise UsageError(f"{self.files[0]}: this file holds several proposals; this command takes one")
        return found

    def _refuse(self, error: ProposalError) -> None:
        self.refused += 1
        say(f"cat2: {error}")


def result_for(evaluator: Evaluator, read: ReadProposal) -> Result:
    """Evaluate a proposal that was read from a file and keep where its answers stand."""
    evaluation = evaluator.evaluate(read.proposal, tuple(warning.notice for warning in read.warnings))
    places = {path: Place(file=Path(read.file).name, line=line) for path, line in read.source_map.items()}
    return result_of(evaluation, places)


def _from_here(file: str) -> str:
    """Name a file as seen from the folder in which the command runs; one elsewhere without its folder."""
    path, here = Path(file).absolute(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) and ".." not in path.parts else path.name


def _told(file: str) -> str:
    return "standard input" if file == "-" else file


def _name(file: str, line: int) -> str:
    stem = "proposal" if file == "-" else Path(file).stem
    many = Path(file).suffix.lower() in (".jsonl", ".ndjson")
    return f"{stem}-{line}" if many else stem
