"""What a pack defines and nothing uses, and what its proposals hold and nothing asks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from evaluator.advice.lint_finding import LintFinding
from evaluator.model.criteria import Applies, Case, Criterion, Pack
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.fields import proposal_fields
from evaluator.packs.own_fields import is_own
from evaluator.packs.paths import PathFault, list_path, resolve
from evaluator.packs.words import PLACE, leaves, lists_of


@dataclass
class Uses:
    """The fields, thresholds, tables, readings and names that the words of a pack use."""

    fields: set[str] = field(default_factory=set)
    thresholds: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def use_findings(pack: Pack, unread: Container[str] = ()) -> Iterator[LintFinding]:
    """List what is defined and not used, and fields that no check reads or no form asks; `unread` need no check."""
    uses = _Walk(pack).uses
    for name in sorted(pack.thresholds.keys() - uses.thresholds):
        yield LintFinding(f"thresholds.toml {name}", "a threshold that no condition and no sentence uses", "a use")
    for name in sorted(pack.tables.keys() - uses.tables):
        yield LintFinding(f"tables/{name}.toml", "a table that no condition uses", "a use")
    for name in sorted(pack.ambiguities.keys() - uses.readings):
        yield LintFinding(
            f"ambiguities.toml {name}", "an ambiguity on which no condition and no logic depends", "a use"
        )
    for scope, define in [("pack.toml", pack.define), *((one.id, one.define) for one in (pack.form, *pack.criteria))]:
        for name in sorted(define.keys() - uses.names):
            yield LintFinding(f"{scope} define {name}", "a name that no condition uses", "a use")
    for path, guide in pack.fields.items():
        if not guide.required and path not in unread and not _read(path, uses.fields):
            yield LintFinding(
                f"fields.toml {path}", "a field that no check reads and completeness does not count", "a use"
            )
    for path in proposal_fields():
        if path in uses.fields and path not in pack.fields:
            yield LintFinding(f"fields.toml {path}", "nothing, though a check reads this field", "its label and help")


def clause_findings(pack: Pack) -> Iterator[LintFinding]:
    """List required checks that decide about no words of the publisher and do not say why."""
    for criterion in (pack.form, *pack.criteria):
        yield from _unworded(criterion)


def _unworded(criterion: Criterion) -> Iterator[LintFinding]:
    """Where clauses are told, a required check that decides about none says why: else nobody sees on what it rests."""
    parts = {part.id: tuple(leaves(part.logic)) for part in criterion.parts}
    worded = {name for clause in criterion.clauses for name in clause.checks}
    while below := {name for part in worded & parts.keys() for name in parts[part]} - worded:
        worded |= below
    required = [check.id for check in criterion.checks if check.force == "required"] if criterion.clauses else []
    for name in required:
        if name not in worded and name not in criterion.of_no_clause:
            yield LintFinding(name, "a required check of no clause", "a clause, or the reason in [of_no_clause]")


def _read(path: str, read: set[str]) -> bool:
    """Whoever reads a field reads what holds it; whoever reads a list or object whole reads what it holds."""
    holders = [path[: match.start()] for match in re.finditer(r"\[\]\.|\.", path)]
    return any(one == path or one in holders or one.startswith((f"{path}.", f"{path}[]")) for one in read)


class _Walk:
    def __init__(self, pack: Pack) -> None:
        self.uses = Uses()
        self._define = pack.define
        self._applies(pack.applies)
        for guide in pack.fields.values():
            self._text(guide.relevant, None)
        if pack.lead:
            self.uses.fields.add(pack.lead.field)
        for rule in pack.wording:
            self.uses.fields.update((*rule.fields, *rule.beside, *rule.defined_in))
            self.uses.fields.update(path for element in rule.elements for path in element.fields)
        if pack.calendar:
            self.uses.fields.add(pack.calendar.target)
        for criterion in (pack.form, *pack.criteria):
            self._criterion(pack, criterion)

    def _criterion(self, pack: Pack, criterion: Criterion) -> None:
        self._define = {**pack.define, **criterion.define}
        self.uses.readings.update((criterion.reading, *(part.reading for part in criterion.parts)))
        self._applies(criterion.applies)
        for part in criterion.parts:
            self.uses.fields.add(part.over)
            self._cases(part.empty, None)
        lists = lists_of(criterion)
        for check in criterion.checks:
            self._cases(check.cases, lists[check.id])

    def _applies(self, cases: tuple[Applies, ...]) -> None:
        for case in cases:
            self._text(case.when or "", None)
            self._sentence(case.says, None)
            self.uses.fields.add(case.needs)

    def _cases(self, cases: tuple[Case, ...], item: str | None) -> None:
        for case in cases:
            self._text(case.when or "", item)
            self._sentence(case.says, item)
            self._sentence(case.question, item)

    def _sentence(self, text: str, item: str | None) -> None:
        for place in PLACE.findall(text):
            if place.startswith("@"):
                self.uses.thresholds.add(place[1:])
            elif place not in ("item", "evidence"):
                self._field(c.Path(tuple(place.split("."))), item)

    def _text(self, text: str, item: str | None) -> None:
        if text:
            self._condition(parse(text), item)

    def _condition(self, node: c.Condition, item: str | None) -> None:
        match node:
            case c.Name(name):
                self.uses.names.add(name)
                self._text(self._define[name], item)
            case c.Not(inner):
                self._condition(inner, item)
            case c.Joined(_, members):
                for member in members:
                    self._condition(member, item)
            case c.Reading(name, _):
                self.uses.readings.add(name)
            case _:
                self._comparison(node, item)

    def _comparison(self, node: c.Condition, item: str | None) -> None:
        match node:
            case c.Quantified(_, path, inner) | c.Count(path, inner) if inner is not None:
                self._condition(inner, list_path(path.steps, item))
            case c.Distinct(path, name):
                self._field_of_items(path, (name,), item)
            case c.AllDistinct(path, names):
                self._field_of_items(path, names, item)
            case c.Covers(path, name, other, other_name):
                self._field_of_items(path, (name,), item)
                self._field_of_items(other, (other_name,), item)
            case c.TableIn(table, paths, _):
                self.uses.tables.add(table)
                for path in paths:
                    self._field(path, item)
        for value in node:
            self._value(value, item)

    def _value(self, value: object, item: str | None) -> None:
        if isinstance(value, c.Path):
            self._field(value, item)
        elif isinstance(value, c.ThresholdName):
            self.uses.thresholds.add(value.name)

    def _field_of_items(self, path: c.Path, names: tuple[str, ...], item: str | None) -> None:
        for name in names:
            self._field(c.Path(("item", *name.split("."))), list_path(path.steps, item))

    def _field(self, path: c.Path, item: str | None) -> None:
        try:
            resolved = resolve(path.steps, item)
        except PathFault:
            # A list of plain values has no fields: its items are compared whole.
            self.uses.fields.update([str(path)] if is_own(str(path)) else [])
            return
        self.uses.fields.update(one.path for one in (resolved.outer, resolved.inner) if one is not None)
