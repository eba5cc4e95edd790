"""A pack that extends another: it inherits everything, adds, and replaces only what it lists in `overrides`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluator.model.criteria import Criterion, Pack
from evaluator.packs.files import PackFiles, Toml

_INHERITED = ("publisher", "scoring_model", "licence", "notice", "claim_question", "lead", "applies")
_TABLES = ("define", "fields", "thresholds", "ambiguities", "tables")


@dataclass(frozen=True)
class Own:
    """What a pack brings itself: the head of `pack.toml`, its tables, and its criteria by folder."""

    head: Toml
    tables: Toml
    criteria: dict[str, Criterion]
    form: str | None


def heritage(base: Pack, own: Own, files: PackFiles) -> tuple[Toml, dict[str, Criterion]]:
    """Put base and own together: the data of the pack, and every criterion by its folder."""
    allowed = _Overrides(own.head.get("overrides", []), files)
    data: Toml = {name: getattr(base, name) for name in _INHERITED}
    data |= own.head
    for table in _TABLES:
        brought = _defined(own.head, files) if table == "define" else own.tables[table]
        allowed.look(f"{table}.", brought, getattr(base, table))
        data[table] = {**getattr(base, table), **brought}
    rules, inherited_rules = ({rule.id: rule for rule in one} for one in (own.tables["wording"], base.wording))
    allowed.look("wording.", rules, inherited_rules)
    data["wording"] = tuple({**inherited_rules, **rules}.values())
    data["calendar"] = own.tables["calendar"] or base.calendar
    data["placeholders"] = own.tables["placeholders"] or base.placeholders
    replacing = {one.id: one for one in own.criteria.values()}
    known = {one.id: one for one in (base.form, *base.criteria)}
    allowed.look("", replacing, known)
    if own.form and own.criteria[own.form].id != base.form.id:
        files.fault(
            "pack.toml",
            "form",
            f"the id '{own.criteria[own.form].id}'",
            f"'{base.form.id}', the form check that it replaces",
        )
    allowed.leave_none()
    data["form"] = replacing.get(base.form.id, base.form)
    added = [one for one in replacing.values() if one.id not in known]
    data["criteria"] = [*(replacing.get(one.id, one) for one in base.criteria), *added]
    data["base_digest"] = base.digest
    inherited = {f"{base.id}@{base.edition}, {name}": one for name, one in known.items() if name not in replacing}
    return data, {**inherited, **own.criteria}


def _defined(head: Toml, files: PackFiles) -> Toml:
    written = head.get("define", {})
    if isinstance(written, dict):
        return written
    files.fault("pack.toml", "define", repr(written)[:60], "[define], a table of names and conditions", near="define")
    return {}


class _Overrides:
    """The explicit list of what is replaced: `F`, `thresholds.large_population`, and so on."""

    def __init__(self, written: Any, files: PackFiles) -> None:
        self._files = files
        self._open = [str(name) for name in written] if isinstance(written, list) else []
        self._seen: set[str] = set()
        self._possible: list[str] = []

    def look(self, prefix: str, brought: Iterable[str], known: Iterable[str]) -> None:
        inherited = set(known)
        for name in brought:
            listed = prefix + name
            if name not in inherited:
                continue
            self._possible.append(listed)
            if listed not in self._open:
                expected = f"'{listed}' in overrides, if this pack is to replace what it inherits; else another id"
                self._files.fault(
                    "pack.toml", "overrides", f"'{listed}' brought anew and not listed", expected, near="overrides"
                )
            self._seen.add(listed)

    def leave_none(self) -> None:
        for name in self._open:
            if name in self._seen:
                continue
            near = next(iter(difflib.get_close_matches(name, self._possible, 1)), "")
            expected = f"'{near}'" if near else "something that the pack inherits and brings anew"
            self._files.fault("pack.toml", "overrides", f"'{name}'", expected, near=f'"{name}"')
