"""How the reports of one run are written: in which language, for whom, and which of them hold all proposals at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator.cli.earlier import changes_block
from evaluator.errors import UsageError
from evaluator.model.documents import NO_DOCUMENTS, Documents
from evaluator.rendering.audiences import AUDIENCES, Audience, Reader
from evaluator.rendering.catalogue import ENGLISH, catalogue_with
from evaluator.rendering.formats import REPORTS, TOGETHER, render, render_packet, render_together
from evaluator.rendering.shelf import OURS, Shelf, read_shelf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evaluator.api import Evaluator
    from evaluator.proposals.reading import ReadProposal
    from evaluator.rendering.formats import Rendered
    from evaluator.rendering.sourced import Sourced

# A folder gets one table of all proposals, which people want to sort and filter; a meeting gets one packet.
_TABLES = {"csv": "findings.csv", "csv-gaps": "gaps.csv"}
_PACKETS = {kind: f"panel-packet.{kind}" for kind in REPORTS}


@dataclass(frozen=True)
class Writer:
    """Writes results as they were asked for on the command line."""

    language: str = ENGLISH
    audience: Audience = "applicant"
    annex: bool = True
    shelf: Shelf = OURS

    def alone(self, found: Sourced, kind: str, name: str) -> Rendered:
        """Write the report of one proposal."""
        if kind == "text":
            from evaluator.rendering.terminal import terminal_summary

            return terminal_summary(found.result, name=name, verbose=True) + changes_block(found.documents.changes)
        if self.is_joint(kind):
            return self.together([found], kind)
        return render(found.result, kind, self.language, self.shelf, Reader(self.audience, found.documents))

    def together(self, found: Sequence[Sourced], kind: str) -> Rendered:
        """Write several proposals as one text."""
        if kind in TOGETHER:
            return render_together(found, kind)
        return render_packet([each.result for each in found], kind, self.language, self.shelf, annex=self.annex)

    def is_joint(self, kind: str) -> bool:
        """Tell whether one text can hold several proposals."""
        return kind in TOGETHER or (self.audience == "panel" and kind in _PACKETS)

    def shared_names(self) -> dict[str, str]:
        """Name the files of which a folder gets one for all proposals, by their format."""
        return {**_TABLES, **_PACKETS} if self.audience == "panel" else _TABLES

    def documents(self, kinds: Sequence[str], evaluator: Evaluator, read: ReadProposal) -> Documents:
        """Make the advice that the reports show: where nobody will see any, none."""
        if self.audience == "panel" or not set(kinds) & set(REPORTS):
            return NO_DOCUMENTS
        from evaluator.advice.ask_next import next_questions
        from evaluator.advice.plan import plans_for
        from evaluator.advice.sensitivity import sensitivity_of

        proposal, lines = read.proposal, read.source_map
        return Documents(
            plans=plans_for(evaluator, proposal, "for_judgement"),
            next_questions=next_questions(evaluator, proposal, lines),
            sensitivity=sensitivity_of(evaluator, proposal, lines) if self.audience == "staff" else None,
        )


def writer_for(kinds: Sequence[str], language: str, audience: str, templates: Path | None, *, annex: bool) -> Writer:
    """Check what was asked for before any proposal is read.

    Raises:
        UsageError: if it does not fit together, or there is no such language or audience.
        CatalogueError: if the translation has faults.
        TemplateError: if the folder of templates cannot be used.
    """
    known: dict[str, Audience] = {each: each for each in AUDIENCES}
    if audience not in known:
        raise UsageError(f"--for: found '{audience}'; expected one of {', '.join(AUDIENCES)}")
    if audience == "panel" and "text" in kinds:
        raise UsageError(f"--for panel: found -f text; expected one of {', '.join(REPORTS)}, since a packet is printed")
    if not annex and audience != "panel":
        raise UsageError(f"--no-annex: found --for {audience}; expected --for panel, whose packet has an annex")
    shelf = OURS if templates is None else read_shelf(templates)
    catalogue_with(language, shelf)
    return Writer(language, known[audience], annex, shelf)
