"""One criterion as written in TOML, turned into the data of `Criterion`: ladders and logic written out."""

from __future__ import annotations

from typing import Any

from evaluator.packs.files import PackFiles, Toml

_RUNGS = (("evidenced", "is evidenced"), ("stated", "is answered"), ("absent", "is absent"), ("silent", ""))


def criterion_data(raw: Toml, gaps: Toml, files: PackFiles, folder: str) -> Toml:
    """Write out the short forms of one criterion; what cannot be understood is noted as a fault."""
    file = f"{folder}/criterion.toml"
    reader = _Reader(files, file)
    data = dict(raw)
    data["checks"] = [reader.check(row) for row in rows_of(data.pop("check", []), "check", files, file)]
    data["clauses"] = data.pop("clause", [])
    data["parts"] = [reader.part(row) for row in rows_of(data.pop("part", []), "part", files, file)]
    data.update(reader.logic(data.get("logic"), str(data.get("id", folder))))
    data["gaps"] = [{"id": name, **record} if isinstance(record, dict) else record for name, record in gaps.items()]
    return data


def rows_of(written: Any, key: str, files: PackFiles, file: str) -> list[Toml]:
    """Give the tables written under `[[key]]`; what is none is noted as a fault."""
    rows = [row for row in written if isinstance(row, dict)] if isinstance(written, list) else []
    if not isinstance(written, list) or len(rows) != len(written):
        files.fault(file, key, repr(written)[:60], f"[[{key}]], a table for each", near=key)
    return rows


class _Reader:
    def __init__(self, files: PackFiles, file: str) -> None:
        self._files, self._file = files, file

    def check(self, row: Toml) -> Toml:
        data = dict(row)
        if "ladder" in data:
            return self._ladder(data)
        data["cases"] = data.pop("case", [])
        return data

    def part(self, row: Toml) -> Toml:
        return {**row, **self.logic(row.get("logic"), str(row.get("id", "?")))}

    def logic(self, written: Any, where: str) -> Toml:
        """Read the logic of a criterion or part: one group, or one for each reading of an ambiguity."""
        if not isinstance(written, dict) or "by_reading" not in written:
            return {"logic": self.group(written, where)}
        named = {reading: group for reading, group in written.items() if reading != "by_reading"}
        groups = {reading: self.group(group, where) for reading, group in named.items()}
        first = next(iter(groups.values()), {"mode": "all", "members": []})
        return {"logic": first, "reading": written["by_reading"], "alternatives": groups}

    def group(self, written: Any, where: str) -> Any:
        """Read `{ all = […] }`, `{ any = […], gap = … }` or `{ at_least = k, of = […], gap = … }`."""
        modes = [mode for mode in ("all", "any", "at_least") if isinstance(written, dict) and mode in written]
        if len(modes) != 1:
            self._fault(where, f"{written!r}"[:60], "one of { all = […] }, { any = […] } or { at_least = 2, of = […] }")
            return {"mode": "all", "members": []}
        data, mode = dict(written), modes[0]
        head = data.pop(mode)
        k, members = (head, data.pop("of", [])) if mode == "at_least" else (0, head)
        if not isinstance(members, list) or not members:
            self._fault(where, "no members", "a list of ids of parts or checks")
            members = []
        return {
            "mode": mode,
            "k": k,
            "members": [m if isinstance(m, str) else self.group(m, where) for m in members],
            **data,
        }

    def _ladder(self, data: Toml) -> Toml:
        field, where = data.pop("ladder"), str(data.get("id", "?"))
        cases = []
        for rung, state in _RUNGS:
            if rung not in data:
                continue
            case = data.pop(rung)
            if isinstance(case, dict):
                cases.append({**({"when": f"{field} {state}"} if state else {}), **case})
            else:
                self._fault(where, f"{rung} = {case!r}"[:60], f"a case, {rung} = {{ then = …, says = … }}")
        if not isinstance(field, str):
            self._fault(where, f"ladder = {field!r}"[:60], "a field of the proposal")
        if not cases or "when" in cases[-1]:
            self._fault(where, "a ladder without its last rung", "'silent', the case when nothing else holds")
        data["cases"] = cases
        return data

    def _fault(self, where: str, found: str, expected: str) -> None:
        self._files.fault(self._file, where, found, expected, near=f'"{where}"')
