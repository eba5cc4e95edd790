"""A user's own list of codes: read from TOML or from plain lines, and put into the tables of a pack that wait for it.

No list is shipped: whoever is licensed to hold one names the file.
"""

from __future__ import annotations

import difflib
import re
from itertools import product
from typing import Any, NamedTuple

from evaluator.errors import CodeListError
from evaluator.model.criteria import SuppliedRows
from evaluator.packs.fields import proposal_fields
from evaluator.packs.own_files import Faults, OwnFile, own_file, toml_of

Row = tuple[tuple[list[str], ...], str]
Rows = dict[SuppliedRows, tuple[Row, ...]]

_CODE = re.compile(r"\d{4}F")
_LISTS = ("existing", "retired")
_RANGE_KEYS = ("name", "from", "to")
_A_CODE = "a Category II code: four digits and F"


class CodeList(NamedTuple):
    """What a file holds, by what tables of a pack may ask for, and the digest of the file.

    A row is one cell for each key of such a table, each with all its spellings, and the result.
    """

    rows: dict[SuppliedRows, tuple[Row, ...]]
    digest: str


def read_codes(path: str) -> CodeList:
    """Read a list of codes: TOML with `existing`, `retired` and `sections`, or one existing code a line.

    Raises:
        CodeListError: with every fault, by line or key.
    """
    file = own_file(path, CodeListError)
    faults = Faults(file, CodeListError)
    rows = _from_toml(file, faults) if path.lower().endswith(".toml") else _from_lines(file, faults)
    faults.raise_any()
    return CodeList(rows, file.digest)


def _from_lines(file: OwnFile, faults: Faults) -> Rows:
    codes = []
    for number, line in enumerate(file.text.splitlines(), 1):
        written = line.partition("#")[0].strip()
        if written and not _CODE.fullmatch(written.upper()):
            faults.note("", f"'{written[:40]}'", _A_CODE, "Write one code a line, or name the file .toml.", number)
        elif written:
            codes.append(written.upper())
    if not codes:
        _nothing(faults)
    return {"code_standing": (((codes,), "existing"),)}


def _from_toml(file: OwnFile, faults: Faults) -> Rows:
    data = toml_of(file, CodeListError)
    faults.known_keys(data, [*_LISTS, "sections"])
    lists = {name: _codes(name, data.get(name, []), faults) for name in _LISTS}
    for code in sorted(set(lists["existing"]) & set(lists["retired"])):
        faults.note(
            code,
            "a code in both lists",
            "each code in existing or in retired",
            "Take it out of one.",
            file.line_of(code),
        )
    sections = data.get("sections", [])
    if not isinstance(sections, list):
        faults.note("sections", repr(sections)[:40], "a list of { name, from, to }")
        sections = []
    ranges = [row for n, one in enumerate(sections, 1) if (row := _range(n, one, faults))]
    if not any(lists.values()) and not sections:
        _nothing(faults)
    rows: Rows = {}
    if any(lists.values()):
        rows["code_standing"] = tuple(((codes,), name) for name, codes in lists.items() if codes)
    if ranges:
        rows["section_range"] = tuple(((codes, [section]), "inside") for section, codes in ranges)
        rows["section"] = (((sorted({section for section, _ in ranges}),), "held"),)
    return rows


def _nothing(faults: Faults) -> None:
    faults.note("", "no code", f"at least one code ({_A_CODE})", "See docs/codes-and-calendar.md for both forms.")


def _codes(name: str, written: Any, faults: Faults) -> list[str]:
    if not isinstance(written, list):
        faults.note(name, repr(written)[:40], 'a list of codes in quotes, such as ["0000F"]', "Put brackets around it.")
        return []
    codes = []
    for number, code in enumerate(written, 1):
        if isinstance(code, str) and _CODE.fullmatch(code.strip().upper()):
            codes.append(code.strip().upper())
        else:
            line = faults.file.line_of(f'"{code}"')
            faults.note(f"{name}[{number}]", repr(code)[:40], _A_CODE, "Mend the code or take it out.", line)
    return codes


def _range(number: int, row: Any, faults: Faults) -> tuple[str, list[str]] | None:
    where = f"sections[{number}]"
    if not isinstance(row, dict):
        faults.note(where, repr(row)[:40], "a table of name, from and to")
        return None
    faults.known_keys(row, _RANGE_KEYS, where)
    name = _section(where, row.get("name"), faults)
    ends = [_end(where, key, row.get(key), faults) for key in ("from", "to")]
    if not name or None in ends:
        return None
    first, last = (int(str(end)[:4]) for end in ends)
    if first > last:
        line = faults.file.line_of(str(row["from"]))
        faults.note(where, f"{ends[0]} to {ends[1]}", "a range that rises", "Exchange the two codes.", line)
        return None
    return name, sorted(_written(first, last))


def _end(where: str, key: str, code: Any, faults: Faults) -> str | None:
    if isinstance(code, str) and _CODE.fullmatch(code.strip().upper()):
        return code.strip().upper()
    faults.note(f"{where}.{key}", repr(code)[:40] if code else "nothing", _A_CODE, "Give both ends of the range.")
    return None


def _section(where: str, name: Any, faults: Faults) -> str:
    known = proposal_fields()["codes[].section"].choices
    plain = re.sub(r"[^a-z]+", "_", str(name or "").casefold()).strip("_")
    if plain in known:
        return plain
    near = difflib.get_close_matches(plain, known, 1)
    hint = f"Did you mean '{near[0]}'?" if near else "Use the words of the form."
    line = faults.file.line_of(f'"{name}"')
    faults.note(f"{where}.name", repr(name) if name else "nothing", "one of " + ", ".join(known), hint, line)
    return ""


def _written(first: int, last: int) -> set[str]:
    """List every way to write a code of a range: a digit that is not assigned yet is written as X."""
    written: set[str] = set()
    for number in range(first, last + 1):
        digits = f"{number:04}"
        written.update("".join(mask) + "F" for mask in product(*((digit, "X") for digit in digits)))
    return written
