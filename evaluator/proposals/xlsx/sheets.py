"""The sheets of a filled-in form, found by their headings wherever a typist moved rows, columns and sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evaluator.errors import Fault
from evaluator.model.notices import Notice, WarningCode
from evaluator.proposals.document import found_in, printable
from evaluator.proposals.warned import Warned
from evaluator.proposals.wording import near_miss
from evaluator.proposals.xlsx.grid import Grid, Spot
from evaluator.proposals.xlsx.layout import AROUND_HEADING, BEGUN, HEADINGS, ROW_HEADING

_NUMBER, _QUESTION, _GUIDANCE, _REQUIRED, ANSWER, STATE, REASON, EVIDENCE, FIELD = HEADINGS
_READ = (ANSWER, STATE, REASON, EVIDENCE)
_ENOUGH_HEADINGS = 4
_KEYS_LIE_WITHIN = 60  # rows from the top of a sheet
_LEAVE = "Leave the grey words as `cat2 new --form xlsx` wrote them."


@dataclass
class Notices:
    """What is found to be wrong, and what was passed over, while sheets are read."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def fault(self, spot: Spot, where: str, found: str, expected: str, next_step: str = "") -> None:
        """Note a fault of a cell."""
        self.faults.append(Fault(where, found, expected, next_step, self.file, cell=spot.name))

    def without_sheet(self, spot: Spot, path: str) -> None:
        """Note a list of which the sheet is gone, so that whatever stood there is not read."""
        self._warn(Notice(code="list_without_sheet", where=path, values={"text": printable(spot.text)}), spot)

    def without_part(self, spot: Spot, path: str, code: WarningCode, name: str) -> None:
        """Note a column or a row of the form that is gone, so that whatever stood there is not read."""
        self._warn(Notice(code=code, where=path, values={"name": name}), spot)

    def unread(self, spot: Spot, code: WarningCode) -> None:
        """Note what somebody wrote where the form asks for nothing."""
        self._warn(Notice(code=code, values={"value": (found_in(spot.text),)}), spot)

    def _warn(self, notice: Notice, spot: Spot) -> None:
        self.warnings.append(Warned(notice, self.file, cell=spot.name))


@dataclass(frozen=True)
class MainRow:
    """The cells of one question."""

    path: str
    key: Spot
    answer: Spot
    state: Spot
    reason: Spot
    evidence: Spot


@dataclass(frozen=True)
class ListRow:
    """One row of a list; `around` is the number of the row it belongs to, where the list lies within another."""

    number: str
    head: Spot
    around: Spot
    cells: dict[str, Spot]
    is_begun: bool = False

    @property
    def is_filled(self) -> bool:
        """Tell whether anything was written into it."""
        return self.is_begun or any(spot.value is not None for spot in self.cells.values())


def main_rows(grid: Grid, known: Collection[str], notices: Notices) -> list[MainRow] | None:
    """Read the sheet of questions; None if this sheet is another."""
    top = _heading_row(grid)
    if top is None:
        return None
    columns = {spot.text: spot.column for spot in reversed(grid.rows[top])}
    seen: dict[str, Spot] = {}
    for heading in _READ:
        if heading not in columns:
            notices.without_part(Spot(grid.title, top, 1, None), "", "column_gone", heading)
    rows = [_main_row(grid, row, columns) for row in grid.rows if row > top]
    asked = [row for row in rows if row is not None and _is_known(row, known, seen, notices)]
    _tell_unread(grid, top, {columns.get(each) for each in (*HEADINGS[:4], FIELD)}, _used(asked), notices)
    _refuse_merged(grid, top, {columns[ANSWER]}, set(), notices)
    return asked


def headings_lost(grids: Sequence[Grid], file: str) -> Fault | None:
    """Name the row that was the headings of the questions once; None if no sheet has anything like it."""
    rows = [(grid, spots) for grid in grids for spots in grid.rows.values()]
    found = max(rows, key=lambda each: len(_of_headings(each[1])), default=None)
    if found is None or len(_of_headings(found[1])) < _ENOUGH_HEADINGS:
        return None
    spots = found[1]
    lost = [each for each in (ANSWER, FIELD) if each not in _of_headings(spots)]
    others = [spot for spot in spots if spot.text not in HEADINGS]
    words = ", ".join(f'"{printable(spot.text)}"' for spot in others) or f"no heading {' and no heading '.join(lost)}"
    next_step = "Give the headings back their words, or copy the answers into a new form."
    return Fault(
        "", words, f"the heading {' and the heading '.join(lost)}", next_step, file, cell=(others or spots)[0].name
    )


def _of_headings(spots: list[Spot]) -> set[str]:
    return {spot.text for spot in spots}.intersection(HEADINGS)


def list_rows(
    grid: Grid, known: Collection[str], asked: Mapping[str, str], notices: Notices
) -> tuple[str, list[ListRow]] | None:
    """Read the sheet of a list, with the name of that list; None if this sheet is another.

    `asked` are the labels of all columns that the form has, by their fields.
    """
    top = max(list(grid.rows)[:_KEYS_LIE_WITHIN], key=lambda row: (len(_keys(grid, row)), row), default=None)
    keys = _keys(grid, top) if top is not None else {}
    if top is None or not keys:
        return None
    path = next(iter(keys.values())).rpartition("[].")[0]
    columns = {}
    for column, key in keys.items():
        spot = grid.at(top, column)
        if key not in known or key.rpartition("[].")[0] != path:
            next_step = near_miss(key, [name for name in known if name.startswith(f"{path}[].")]) or _LEAVE
            notices.fault(
                spot, "", f'the unknown field "{printable(key)}"', f"the name of a field of {path}", next_step
            )
        elif key in columns:
            notices.fault(spot, key, "this field a second time", "each field once on the sheet", "Delete one column.")
        else:
            columns[key] = column
    for key, label in asked.items():
        if key.rpartition("[].")[0] == path and key not in columns:
            notices.without_part(Spot(grid.title, top, 1, None), key, "column_gone", label)
    heads = _columns_named(grid, top, (ROW_HEADING, AROUND_HEADING))
    rows = list(_list_rows(grid, top, columns, heads))
    used = {(spot.row, spot.column) for row in rows for spot in (*row.cells.values(), row.around)}
    for row in rows:
        if not row.is_filled and not row.number.isdigit():
            notices.unread(row.head, "text_not_read")
    _tell_unread(grid, top, {heads.get(ROW_HEADING), *(set(keys) - set(columns.values()))}, used, notices)
    _refuse_merged(grid, top, set(columns.values()), set(columns.values()), notices)
    return path, rows


def _heading_row(grid: Grid) -> int | None:
    wanted = {ANSWER, FIELD}
    return next((row for row, spots in grid.rows.items() if wanted <= {spot.text for spot in spots}), None)


def _main_row(grid: Grid, row: int, columns: dict[str, int]) -> MainRow | None:
    key = grid.at(row, columns[FIELD])
    if not key.text:
        return None
    answer, state, reason, evidence = (grid.at(row, columns.get(each)) for each in _READ)
    return MainRow(key.text, key, answer, state, reason, evidence)


def _is_known(row: MainRow, known: Collection[str], seen: dict[str, Spot], notices: Notices) -> bool:
    if row.path not in known or "[]" in row.path:
        next_step = near_miss(row.path, [name for name in known if "[]" not in name]) or _LEAVE
        notices.fault(row.key, "", f'the unknown field "{printable(row.path)}"', "the name of a field", next_step)
        return False
    if row.path in seen:
        found = f"this field a second time, as in {seen[row.path].name}"
        notices.fault(row.key, row.path, found, "each field once", "Delete one of the two rows.")
        return False
    seen[row.path] = row.key
    return True


def _keys(grid: Grid, row: int) -> dict[int, str]:
    spots = grid.rows.get(row, [])
    return {spot.column: spot.text for spot in spots if "[]." in spot.text and " " not in spot.text}


def _columns_named(grid: Grid, top: int, names: tuple[str, ...]) -> dict[str, int]:
    above = [spot for row, spots in grid.rows.items() if row <= top for spot in spots]
    return {spot.text: spot.column for spot in above if spot.text in names}


def _list_rows(grid: Grid, top: int, columns: dict[str, int], heads: dict[str, int]) -> Iterator[ListRow]:
    for position, row in enumerate((row for row in grid.rows if row > top), start=1):
        head = grid.at(row, heads.get(ROW_HEADING))
        number, _, mark = head.text.removesuffix(".0").partition(" ")
        cells = {key: grid.at(row, column) for key, column in columns.items()}
        yield ListRow(number or str(position), head, grid.at(row, heads.get(AROUND_HEADING)), cells, mark == BEGUN)


def _used(rows: list[MainRow]) -> set[tuple[int, int]]:
    return {(spot.row, spot.column) for row in rows for spot in (row.answer, row.state, row.reason, row.evidence)}


def _tell_unread(grid: Grid, top: int, ours: set[int | None], used: set[tuple[int, int]], notices: Notices) -> None:
    for place, spot in grid.spots.items():
        if spot.row > top and spot.column not in ours and place not in used:
            notices.unread(spot, "text_not_read")
    for spot, note in grid.notes:
        notices.unread(spot._replace(value=note), "note_not_read")


def _refuse_merged(grid: Grid, top: int, tall: set[int], wide: set[int], notices: Notices) -> None:
    """Refuse merged cells that hold an answer and stand for several: nobody can tell for which it was meant."""
    for first, last, left, right in grid.merged:
        covered = set(range(left, right + 1))
        if last <= top or grid.at(first, left).value is None:
            continue
        if (last > first and covered & tall) or len(covered & wide) > 1:
            spot = grid.at(first, left)
            found = "merged cells that stand for several answers"
            notices.fault(spot, "", found, "one cell for each answer", "Unmerge them, and write each answer out.")
