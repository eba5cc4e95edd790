"""From findings to work: which checks decide, which are moot, and the gaps that someone must act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evaluator.engine.observe import CriterionObserved, Observed
from evaluator.engine.pattern import Brief, Instance
from evaluator.engine.plans import ListPlan
from evaluator.engine.trusted import trusted
from evaluator.engine.values import NOT_STATED
from evaluator.model.criteria import FieldGuide, Fixability, GapRecord
from evaluator.model.evaluation import GapOption, GapResult, Standing
from evaluator.model.scope import Scope
from evaluator.model.summary import GapRow

UNMET = ("not_met", "incomplete")
_OPEN_OUTCOMES = ("false", "unknown")


class Work(NamedTuple):
    """What is left to do on one criterion, and how each check stands."""

    gaps: list[GapResult]
    standing: dict[str, Standing]


@dataclass(frozen=True)
class _Named:
    """A gap record called for by checks; `options` for an any that names a gap of its own, one list for each way."""

    record: GapRecord
    scope: Scope
    checks: tuple[str, ...]
    options: tuple[tuple[_Named, ...], ...] = ()


def work_on(found: CriterionObserved, fields: dict[str, FieldGuide]) -> Work:
    """Walk down from the criterion along the paths that are unmet."""
    walk = _Walk(found)
    counted = found.applicability.outcome == "yes"
    gaps = [_gap(gap, walk, fields, counted=counted) for gap in walk.gaps()]
    standing = walk.standing if counted else {key: _not_counted(value) for key, value in walk.standing.items()}
    return Work(gaps, standing)


def work_in_brief(found: CriterionObserved) -> Brief:
    """Walk in the same way, once for each pattern of outcomes, and give a row for each gap, without sentences."""
    pattern = found.pattern
    if pattern.brief is None:
        pattern.brief = _brief(found)
    elif any(row.scope.id for row in pattern.brief.gaps):
        return pattern.brief._replace(gaps=tuple([_here(row, found) for row in pattern.brief.gaps]))
    return pattern.brief


def _brief(found: CriterionObserved) -> Brief:
    walk = _Walk(found)
    counted = found.applicability.outcome == "yes"
    rows = [_row(found.plan.criterion.id, gap, counted=counted) for gap in walk.gaps()]
    asked = questions_of(found, walk.standing) if counted else []
    required = (one for one in found.observed.values() if one.compiled.check.force == "required")
    outcomes = ((one.key, one.observation.outcome) for one in required)
    open_checks = tuple((key, outcome) for key, outcome in outcomes if outcome != "true")
    return Brief(tuple(rows), len(asked) + is_question(found), open_checks)


def _here(row: GapRow, found: CriterionObserved) -> GapRow:
    """Name the item of a list as it is called in this proposal."""
    scope = row.scope
    return trusted(GapRow, {**vars(row), "scope": found.scope_at(scope.kind, int(scope.id))}) if scope.id else row


def questions_of(found: CriterionObserved, standing: dict[str, Standing]) -> list[Observed]:
    """List the checks that a panel must decide: those that count, and are for judgement or claimed not to apply."""
    return [
        observed
        for key, observed in found.observed.items()
        if (observed.observation.claimed or observed.observation.outcome == "judgement")
        and standing.get(key) == "decides"
    ]


def is_question(found: CriterionObserved) -> bool:
    """Tell whether it is for the panel to say if the criterion applies."""
    return found.applicability.outcome == "judgement" and found.finding["finding"] == "needs_judgement"


def _not_counted(standing: Standing) -> Standing:
    return "not_counted" if standing == "decides" else standing


class _Walk:
    def __init__(self, found: CriterionObserved) -> None:
        self._found, self._findings = found, found.pattern.findings
        self._records = {gap.id: gap for gap in found.plan.criterion.gaps}
        self.standing: dict[str, Standing] = {}

    def gaps(self) -> list[_Named]:
        """Walk through the whole criterion; the same gap of several checks is one."""
        root = self._found.root
        if root not in self._found.instances:
            return []
        named = _merged(self.below(root, live=True))
        return named if self.unmet(root) else []

    def sentence(self, key: str) -> str:
        observed = self._found.observed[key]
        case = observed.observation.case
        return observed.compiled.sentences[case](observed.context, observed.scope.label or NOT_STATED)

    def unmet(self, key: str) -> bool:
        """Tell whether a group, or a check, is on the unmet side."""
        if key in self._found.observed:
            observation = self._found.observed[key].observation
            return observation.outcome in _OPEN_OUTCOMES
        return self._findings[key]["finding"] in UNMET

    def below(self, key: str, *, live: bool) -> list[_Named]:
        """List the gaps of a group or check; what is not `live` is marked moot and has none."""
        if key in self._found.observed:
            return self._of_check(self._found.observed[key], live=live)
        instance = self._found.instances[key]
        alternative = _mode(instance) != "all"
        members = self._alternatives(instance, live=live) if alternative else self._together(instance, live=live)
        if not live or not self.unmet(key):
            return []
        return self._as_one(instance, members) if alternative else [gap for way in members for gap in way]

    def _of_check(self, observed: Observed, *, live: bool) -> list[_Named]:
        # the standing of a check that appears once is set once: lists are walked item by item
        self.standing[observed.key] = "decides" if live else "moot"
        case = observed.observation.case
        if not live or case < 0 or observed.observation.claimed or not self.unmet(observed.key):
            return []
        gap = observed.compiled.check.cases[case].gap
        return [_Named(self._records[gap], observed.scope, (observed.key,))] if gap else []

    def _together(self, instance: Instance, *, live: bool) -> list[list[_Named]]:
        """All members count, unless one is beyond repair: then the others are moot."""
        beyond = self._inherent(instance.key)
        return [self.below(key, live=live and (not beyond or self._inherent(key))) for key in instance.members]

    def _alternatives(self, instance: Instance, *, live: bool) -> list[list[_Named]]:
        """Of alternatives, those that carry a settled finding count; of unmet ones, all not beyond repair."""
        if self.unmet(instance.key):
            beyond = self._inherent(instance.key)
            return [self.below(key, live=live and (beyond or not self._inherent(key))) for key in instance.members]
        wanted = self._findings[instance.key]["finding"]
        return [self.below(key, live=live and self._carries(key, str(wanted))) for key in instance.members]

    def _carries(self, key: str, wanted: str) -> bool:
        if key not in self._found.observed:
            return self._findings[key]["finding"] in (wanted, "error")
        observation = self._found.observed[key].observation
        if wanted == "needs_judgement":
            return observation.claimed or observation.outcome in ("judgement", "error")
        return observation.outcome in ("true" if wanted == "met" else "not_applicable", "error")

    def _inherent(self, key: str) -> bool:
        if key in self._found.observed:
            observed = self._found.observed[key]
            case = observed.observation.case
            return case >= 0 and not observed.observation.claimed and observed.compiled.inherent[case]
        return bool(self._findings[key]["inherent"])

    def _as_one(self, instance: Instance, members: list[list[_Named]]) -> list[_Named]:
        """Make one gap of alternatives: its members' gaps become the ways to close it."""
        ways = list(dict.fromkeys(tuple(way) for member in members if member for way in _ways(member)))
        if not ways:  # pragma: no cover  a pack that was read names a gap in every case that calls for one
            return []
        own = instance.plan.gap
        if not own:
            return list(ways[0]) if len(ways) == 1 else _unnamed(ways)
        checks = dict.fromkeys(key for way in ways for gap in way for key in gap.checks)
        return [_Named(self._records[own], self._found.scope_of(instance), tuple(checks), tuple(ways))]


def _mode(instance: Instance) -> str:
    return instance.plan.part.combine if isinstance(instance.plan, ListPlan) else instance.plan.mode


def _ways(member: list[_Named]) -> list[tuple[_Named, ...]]:
    """Flatten alternatives within alternatives: the ways of the inner one are ways of the outer one."""
    if len(member) == 1 and member[0].options:
        return list(member[0].options)
    return [tuple(member)]


def _unnamed(ways: list[tuple[_Named, ...]]) -> list[_Named]:
    """Keep alternatives without a gap of their own apart, for the alternative around them to name."""
    first = ways[0][0]
    checks = dict.fromkeys(key for way in ways for gap in way for key in gap.checks)
    return [_Named(first.record, first.scope, tuple(checks), tuple(ways))]


def _merged(gaps: Iterable[_Named]) -> list[_Named]:
    """Make the same gap of several checks one that lists them."""
    merged: dict[tuple[str, str, str], _Named] = {}
    for gap in gaps:
        key = (gap.record.id, gap.scope.kind, gap.scope.id)
        known = merged.get(key)
        merged[key] = (
            gap
            if known is None
            else _Named(gap.record, gap.scope, (*known.checks, *gap.checks), (*known.options, *gap.options))
        )
    return list(merged.values())


def _gap(gap: _Named, walk: _Walk, fields: dict[str, FieldGuide], *, counted: bool) -> GapResult:
    record = gap.record
    data = {
        **vars(record),
        "fixability": _fixability(gap),
        "scope": gap.scope,
        "where": _where(gap),
        "label": _label(record, fields),
        "missing": tuple(dict.fromkeys([walk.sentence(key) for key in gap.checks])),
        "checks": gap.checks,
        "options": tuple(_options(gap, walk, fields)),
        "counted": counted,
    }
    return trusted(GapResult, data)


def _row(criterion: str, gap: _Named, *, counted: bool) -> GapRow:
    record = gap.record
    data = {
        "criterion": criterion,
        "id": record.id,
        "scope": gap.scope,
        "code": record.code,
        "fixability": _fixability(gap),
        "effort": record.effort,
        "actor": record.actor,
        "where": _where(gap),
        "counted": counted,
    }
    return trusted(GapRow, data)


def _fixability(gap: _Named) -> Fixability:
    """Tell what kind of work closes a gap; one with ways to close it is beyond repair if all of them are."""
    kinds = {option.record.fixability for way in gap.options for option in way}
    return "inherent" if kinds == {"inherent"} else gap.record.fixability


def _options(gap: _Named, walk: _Walk, fields: dict[str, FieldGuide]) -> Iterator[GapOption]:
    for number, way in enumerate(_collapsed(gap.options), 1):
        for option in way:
            record = option.record
            data = {name: held for name, held in vars(record).items() if name != "code"}
            data |= {
                "way": number,
                "where": _where(option),
                "label": _label(record, fields),
                "missing": tuple(dict.fromkeys([walk.sentence(key) for key in option.checks])),
                "checks": option.checks,
            }
            yield trusted(GapOption, data)


def _collapsed(ways: tuple[tuple[_Named, ...], ...]) -> list[list[_Named]]:
    """Show a way once, however many items of a list lead to it."""
    shown: dict[tuple[str, ...], list[_Named]] = {}
    for way in ways:
        merged = _merged(way)
        names = tuple(gap.record.id for gap in merged)
        known = shown.get(names)
        shown[names] = (
            merged
            if known is None
            else [_Named(a.record, a.scope, (*a.checks, *b.checks)) for a, b in zip(known, merged, strict=True)]
        )
    return list(shown.values())


def _where(gap: _Named) -> str:
    """Name the field to fill in, with the position of the item that the gap is about."""
    where = gap.record.where
    if gap.scope.id and where.startswith(f"{gap.scope.kind}[]"):
        return where.replace("[]", f".{gap.scope.id}", 1)
    return where.replace("[]", "")


def _label(record: GapRecord, fields: dict[str, FieldGuide]) -> str:
    guide = fields.get(record.where)
    return guide.label if guide else record.title
