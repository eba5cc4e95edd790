"""A filled-in workbook as a proposal: every fault with its sheet and cell, and nothing passed over in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.packs.own_fields import is_own
from evaluator.proposals.document import Document, SourceMap, printable
from evaluator.proposals.files import content, file_name, opened
from evaluator.proposals.own_answers import own_field
from evaluator.proposals.parts import AnswerError, Parts, raw_of
from evaluator.proposals.places import Placed
from evaluator.proposals.questions import IDENTITY
from evaluator.proposals.reading import proposal_of
from evaluator.proposals.shape import Field, guide_names
from evaluator.proposals.warned import Warned
from evaluator.proposals.xlsx.grid import Grid, Spot, opened_workbook
from evaluator.proposals.xlsx.guard import checked
from evaluator.proposals.xlsx.layout import CHOICES, HEADINGS, HELP, MAIN, ROW_HEADING, is_hint, layout_of
from evaluator.proposals.xlsx.notation import names_in, parts_in, state_in
from evaluator.proposals.xlsx.sheets import ListRow, MainRow, Notices, headings_lost, list_rows, main_rows

_BEGIN = "Write one with `cat2 new --form xlsx` and fill it in."
_SOURCE_NAME = "evidence.sources[].id"


@dataclass(frozen=True)
class ReadWorkbook:
    """A proposal out of a workbook, with the cell of each answer and what was not read."""

    proposal: Proposal
    cells: dict[str, str]
    warnings: tuple[Warned, ...]


def read_workbook(path: Path | str, pack: Pack) -> ReadWorkbook:
    """Read a form that was filled in as a workbook.

    Raises:
        ProposalError: with every fault of the workbook, each with its sheet and cell.
    """
    file = file_name(path)
    with opened(path) as stream:
        raw = content(stream, path)
    return proposal_in(raw, pack, file)


def proposal_in(raw: bytes, pack: Pack, file: str) -> ReadWorkbook:
    """Read the bytes of a filled-in workbook.

    Raises:
        ProposalError: with every fault of the workbook, each with its sheet and cell.
    """
    book = opened_workbook(checked(raw, file), file)
    answers = _Answers(pack, file)
    data = answers.read([Grid(sheet) for sheet in book.worksheets if not _is_about_the_form(sheet)])
    order = {path: number for number, path in enumerate(answers.cells, start=1)}
    faults, warnings = answers.notices.faults, answers.notices.warnings
    try:
        read = proposal_of(Document(data, SourceMap(lambda: order)), pack, file)
    except ProposalError as error:
        raise ProposalError([*faults, *(_in_its_cell(fault, answers.cells) for fault in error.faults)]) from None
    if faults:
        raise ProposalError(faults)
    told = (*warnings, *(_in_its_cell(each, answers.cells) for each in read.warnings))
    return ReadWorkbook(read.proposal, answers.cells, told)


def _is_about_the_form(sheet: Any) -> bool:
    """Know the sheets on which nobody answers; the one with the guidance also by the title that stands in it."""
    return sheet.title in (HELP, CHOICES) or sheet["A1"].value == HELP


def _in_its_cell(told: Placed, cells: dict[str, str]) -> Placed:
    path = told.where
    while path and path not in cells:
        path = path.rpartition(".")[0]
    return replace(told, line=None, cell=cells.get(path, ""))


class _Answers:
    """Puts the answers of a workbook together as a person would write them in a file."""

    def __init__(self, pack: Pack, file: str) -> None:
        self.notices = Notices(file)
        self.cells: dict[str, str] = {}
        own = {path: own_field(guide) for path, guide in pack.fields.items() if is_own(path)}
        plain = {IDENTITY: Field("text", is_answer=False), _SOURCE_NAME: Field("evidence_id", is_answer=False)}
        self._known: dict[str, Field] = {**plain, **guide_names(), **own}
        self._lists: dict[str, list[ListRow]] = {}
        layout = layout_of(pack)
        self._asked = {each.path: each.label for each in layout.questions()}
        self._columns = {each.path: each.label for sheet in layout.lists for each in sheet.columns}

    def read(self, grids: list[Grid]) -> dict[str, Any]:
        """Read all sheets into the data of a proposal.

        Raises:
            ProposalError: there is no sheet with the questions of the form.
        """
        rows: list[MainRow] | None = None
        for grid in grids:
            if (found := main_rows(grid, self._known, self.notices)) is not None:
                rows = [*(rows or []), *found]
            elif (listed := list_rows(grid, self._known, self._columns, self.notices)) is not None:
                self._take(grid, *listed)
            else:
                self._pass_over(grid)
        if rows is None:
            expected = f"a sheet with the headings {', '.join(HEADINGS)}"
            plain = Fault("", "a workbook without the form", expected, _BEGIN, self.notices.file)
            raise ProposalError([headings_lost(grids, self.notices.file) or plain])
        self._tell_missing({row.path for row in rows})
        return self._data(rows)

    def _tell_missing(self, found: Collection[str]) -> None:
        for path, label in self._asked.items():
            if path not in found:
                self.notices.without_part(Spot(MAIN, 1, 1, None), path, "row_gone", label)

    def _take(self, grid: Grid, path: str, rows: list[ListRow]) -> None:
        if path in self._lists and any(row.is_filled for row in rows):
            spot = Spot(grid.title, 1, 1, None)
            self.notices.fault(spot, path, "a second sheet for this list", "one sheet", "Move its rows to the other.")
        else:
            self._lists.setdefault(path, rows)

    def _pass_over(self, grid: Grid) -> None:
        if grid.spots:
            self.notices.unread(next(iter(grid.spots.values())), "sheet_not_read")

    def _data(self, rows: list[MainRow]) -> dict[str, Any]:
        data: dict[str, Any] = {"schema": PROPOSAL_SCHEMA}
        known = {row.path for row in rows}
        unasked = [_without_cells(path) for path in self._lists if "[]" not in path and path not in known]
        # What is said of a group as a whole comes before what is said within it, wherever a typist moved the rows.
        for row in sorted([*rows, *unasked], key=lambda row: row.path.count(".")):
            with self._noting(row.answer, row.path):
                self._answer(data, row)
        self._refuse_orphans()
        return data

    @contextmanager
    def _noting(self, spot: Spot, path: str) -> Iterator[None]:
        try:
            yield
        except AnswerError as error:
            self.notices.fault(spot, path, error.found, error.expected, error.next_step)

    def _answer(self, data: dict[str, Any], row: MainRow) -> None:
        for spot in (row.answer, row.state, row.reason, row.evidence):
            _refuse_formula(spot)
        field = self._known[row.path]
        if _is_list_of_groups(field) and row.path not in self._lists and is_hint(row.answer.text):
            self.notices.without_sheet(row.answer, row.path)
        in_cell = _without_hint(row.answer) if _is_made_of_others(field) else row.answer
        written = _parts(in_cell, field)
        parts = Parts(
            value=self._listed(row.path, row.path) if _is_list_of_groups(field) else written.value,
            state=state_in(row.state.value) or written.state,
            reason=row.reason.text or written.reason,
            evidence=(*written.evidence, *(n for n in names_in(row.evidence.value) if n not in written.evidence)),
        )
        self._put(data, row.path.split("."), row.path, parts, field, row.answer)

    def _put(  # noqa: PLR0913, PLR0917 - where it belongs, and what it is
        self, data: dict[str, Any], steps: list[str], path: str, parts: Parts, field: Field, spot: Spot
    ) -> None:
        raw = raw_of(parts)
        if raw is None:
            return
        *around, key = steps
        for step in around:
            data, outer = data.setdefault(step, {}), data
            if not isinstance(outer[step], dict) or "not_applicable" in data:
                found = f"an answer, although {step.replace('_', ' ')} as a whole is said to have none"
                raise AnswerError(found, "one of the two", "Clear the state of the whole, or clear this answer.")
        self.cells[path] = spot.name
        data[key] = {"evidence": list(parts.evidence)} if field.group is not None and _only_evidence(parts) else raw

    def _listed(self, path: str, guide: str, around: str | None = None) -> list[dict[str, Any]] | None:
        """Put the rows of a list together, with the lists within them."""
        inner = [name for name in self._lists if name.rpartition("[].")[0] == guide]
        listed: list[dict[str, Any]] = []
        for row in self._lists.get(guide, []):
            if around is not None and _number(row.around) != around:
                continue
            if row.is_filled or any(
                _number(each.around) == row.number for name in inner for each in self._filled(name)
            ):
                listed.append(self._row(row, f"{path}.{len(listed)}", guide, inner))
        return listed or None

    def _row(self, row: ListRow, path: str, guide: str, inner: list[str]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        start = next(iter(row.cells.values()))
        cells = {**dict.fromkeys(inner, start._replace(value=None)), **row.cells}
        for key in sorted(cells, key=lambda key: key.count(".")):
            name, field = key.removeprefix(f"{guide}[]."), self._known[key]
            with self._noting(cells[key], f"{path}.{name}"):
                _refuse_formula(cells[key])
                parts = _parts(cells[key], field)
                if key in inner:
                    parts = replace(parts, value=self._listed(f"{path}.{name}", key, row.number))
                self._put(data, name.split("."), f"{path}.{name}", parts, field, cells[key])
        return data

    def _filled(self, guide: str) -> list[ListRow]:
        return [row for row in self._lists[guide] if row.is_filled]

    def _refuse_orphans(self) -> None:
        for guide in self._lists:
            around = guide.rpartition("[].")[0]
            numbers = {row.number for row in self._lists.get(around, [])}
            for row in self._filled(guide) if around else ():
                if _number(row.around) not in numbers:
                    found = f'"{printable(row.around.text)}"' if row.around.text else "nothing"
                    expected = "the number of the row that this row belongs to"
                    self.notices.fault(
                        row.around, guide, found, expected, f"It stands in the column {ROW_HEADING} there."
                    )


def _parts(spot: Spot, field: Field) -> Parts:
    if not _is_made_of_others(field):
        return parts_in(spot.value, field, spot.shown_as)
    parts = parts_in(spot.value, Field("text"), spot.shown_as)
    if parts.value is not None:
        next_step = "Its answers have cells or a sheet of their own."
        raise AnswerError(f'"{printable(spot.text)}"', "nothing here, unknown or absent", next_step)
    return parts


def _refuse_formula(spot: Spot) -> None:
    if spot.kind == "f":
        raise AnswerError(f'a formula ("{printable(spot.text)}")', "an answer", "Type its result as text.")
    if spot.kind == "e":
        raise AnswerError(f"an error of the spreadsheet ({printable(spot.text)})", "an answer", "Type it anew.")


def _without_hint(spot: Spot) -> Spot:
    return spot._replace(value=None) if is_hint(spot.text) else spot


def _without_cells(path: str) -> MainRow:
    nothing = Spot("", 1, 1, None)
    return MainRow(path, nothing, nothing, nothing, nothing, nothing)


def _only_evidence(parts: Parts) -> bool:
    return bool(parts.evidence) and not parts.state and parts.value is None


def _is_made_of_others(field: Field) -> bool:
    return field.group is not None or _is_list_of_groups(field)


def _is_list_of_groups(field: Field) -> bool:
    return field.rows is not None and field.rows.group is not None


def _number(spot: Spot) -> str:
    return spot.text.removesuffix(".0")
