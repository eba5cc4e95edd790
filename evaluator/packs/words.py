"""Whether the words of a pack mean something: ids, members, gaps, fields, choices, thresholds, tables, readings."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from evaluator.model.criteria import Applies, Case, Check, Criterion, FieldGuide, GapRecord, Group, Pack, Part
from evaluator.packs.clauses import clause_faults
from evaluator.packs.condition_words import ConditionWords, source_faults
from evaluator.packs.files import PackFiles
from evaluator.packs.ids import id_faults
from evaluator.packs.own_fields import field_faults, fields_in_force, is_own
from evaluator.packs.paths import PathFault, resolve

PLACE = re.compile(r"\{([^{}]*)\}")
DEEPEST_GROUP = 2


def check_words(pack: Pack, folders: dict[str, Criterion], files: PackFiles) -> None:
    """Note every word of the pack that names nothing."""
    known = fields_in_force(pack.fields)
    for name, guide in pack.fields.items():
        for found, expected in (*_declared(name, guide), *source_faults(guide.evidence)):
            files.fault("fields.toml", name, found, expected, near=f'"{name}"')
    for name in (name for name in pack.fields.keys() - known.keys() if not is_own(name)):
        near = next(iter(difflib.get_close_matches(name, known, 1)), "")
        files.fault(
            "fields.toml",
            name,
            "a field that proposals do not have",
            f"'{near}'" if near else "a field of the proposal",
            near=f'"{name}"',
        )
    general = _Words(pack, pack.define, files, "pack.toml")
    general.applies(pack.applies, "applies", last_decides=False)
    if pack.lead and (pack.lead.field not in known or "[]" in pack.lead.field):
        near = next(iter(difflib.get_close_matches(pack.lead.field, known, 1)), "")
        general.fault("lead", f"field = '{pack.lead.field}'", f"'{near}'" if near else "a field of the proposal")
    relevance = _Words(pack, pack.define, files, "fields.toml")
    for name, field in pack.fields.items():
        if field.relevant:
            relevance.condition(field.relevant, name, None)
    _ids([(f"{folder}/criterion.toml", criterion) for folder, criterion in folders.items()], files)
    _aliases(folders, files)
    _readings(pack, files)
    for folder, criterion in folders.items():
        _CriterionWords(pack, criterion, files, f"{folder}/criterion.toml").check()


def check_added(
    pack: Pack, criteria: Iterable[tuple[str, Criterion]], fields: dict[str, FieldGuide], files: PackFiles, file: str
) -> None:
    """Note every word that names nothing in what a profile adds: criteria, each with its file, and fields."""
    relevance = _Words(pack, pack.define, files, file)
    for name, field in fields.items():
        if field.relevant:
            relevance.condition(field.relevant, name, None)
    house = list(criteria)
    added = {one.id for _, one in house}
    _ids([*((pack.ruler_id, one) for one in (pack.form, *pack.criteria) if one.id not in added), *house], files)
    for where, criterion in house:
        _CriterionWords(pack, criterion, files, where).check()


def _ids(criteria: list[tuple[str, Criterion]], files: PackFiles) -> None:
    for file, where, found, expected in id_faults(criteria):
        files.fault(file, where, found, expected, "Give one of the two another id.", near=f'id = "{where}"')


def _readings(pack: Pack, files: PackFiles) -> None:
    """Ours is one of the readings of an ambiguity."""
    for name, ambiguity in pack.ambiguities.items():
        if ambiguity.ours not in ambiguity.readings:
            near = next(iter(difflib.get_close_matches(ambiguity.ours, ambiguity.readings, 1)), "")
            listed = ", ".join(ambiguity.readings) or "of which there are none"
            files.fault(
                "ambiguities.toml",
                f"{name}.ours",
                f"'{ambiguity.ours}'",
                f"'{near}'" if near else f"one of its readings: {listed}",
                near=f'ours = "{ambiguity.ours}"',
            )


def _declared(name: str, guide: FieldGuide) -> Iterator[tuple[str, str]]:
    if is_own(name):
        yield from field_faults(name, guide)
    elif guide.type or guide.choices:
        yield "type or choices of a field of the proposal", "them left out: the form of proposals says them"


def _aliases(folders: dict[str, Criterion], files: PackFiles) -> None:
    """An old id leads to one thing: it is nobody's id today, and nobody else's old one."""
    named: list[Criterion | Check] = [
        *folders.values(),
        *(check for criterion in folders.values() for check in criterion.checks),
    ]
    today = {one.id for one in named}
    for name in _repeated(alias for one in named for alias in one.aliases):
        files.fault("pack.toml", name, "an alias used twice", "an alias of one criterion or check", near=f'"{name}"')
    for name in sorted({alias for one in named for alias in one.aliases} & today):
        files.fault("pack.toml", name, "an alias that is an id in use", "an id that is used no longer")


class _Words:
    """Checks conditions and sentences of one file."""

    def __init__(self, pack: Pack, define: dict[str, str], files: PackFiles, file: str) -> None:
        self._pack, self._files, self._file = pack, files, file
        self._fields = fields_in_force(pack.fields)
        self._conditions = ConditionWords(pack, define)

    def fault(self, where: str, found: str, expected: str, next_step: str = "") -> None:
        self._files.fault(self._file, where, found, expected, next_step, near=f'"{where}"' if where else "")

    def condition(self, text: str, where: str, item_list: str | None) -> None:
        for found, expected in self._conditions.faults(text, item_list):
            self.fault(where, f"{found} in '{text}'", expected)

    def sentence(self, text: str, where: str, item_list: str | None) -> None:
        for place in PLACE.findall(text):
            if place in ("evidence", "item"):
                continue
            if place.startswith("@"):
                if place[1:] not in self._pack.thresholds:
                    self.fault(where, f"{{{place}}}", "a threshold of thresholds.toml")
                continue
            try:
                resolve(tuple(place.split(".")), item_list, self._fields)
            except PathFault as fault:
                self.fault(
                    where,
                    f"{{{place}}} in a sentence",
                    f"{{{fault.near}}}" if fault.near else "{evidence}, {item} or a field",
                )

    def applies(self, cases: tuple[Applies, ...], where: str, *, last_decides: bool) -> None:
        for case in cases:
            if case.when:
                self.condition(case.when, where, None)
            if case.then == "no" and not case.says:
                self.fault(where, "a 'no' without its reason", "'says', the sentence that a reader gets")
            if case.then == "undecided" and case.needs not in self._fields:
                self.fault(where, f"needs = '{case.needs}'", "the field whose answer would decide")
            self.sentence(case.says, where, None)
        if last_decides and cases and cases[-1].when:
            self.fault(where, "a last case with a condition", "a last case that always holds")
        for case in cases if not last_decides else cases[:-1]:
            if not case.when:
                self.fault(
                    where,
                    "a case without a condition before others",
                    "a condition in every case but the last of a criterion",
                )


class _CriterionWords(_Words):
    def __init__(self, pack: Pack, criterion: Criterion, files: PackFiles, file: str) -> None:
        super().__init__(pack, {**pack.define, **criterion.define}, files, file)
        self._criterion = criterion
        self._checks = {check.id: check for check in criterion.checks}
        self._parts = {part.id: part for part in criterion.parts}
        self._gaps = {gap.id for gap in criterion.gaps}
        self._lists = lists_of(criterion)

    def check(self) -> None:
        criterion = self._criterion
        self.applies(criterion.applies, "applies", last_decides=True)
        if criterion.status != "active" and not (criterion.status_why or criterion.status_since):
            self.fault(
                criterion.id, f"status = '{criterion.status}' alone", "status_why or status_since, which readers get"
            )
        used = Counter(self._members(criterion.logic, criterion.id, 1))
        self._alternatives(criterion, used)
        for part in criterion.parts:
            members = Counter(self._members(part.logic, part.id, 1))
            self._alternatives(part, members)
            used.update(members)
            self._part(part)
        for name in _repeated(used.elements()):
            self.fault(name, "a member used twice", "each part and check once in the logic")
        for check in criterion.checks:
            self._check(check, used)
        for part in criterion.parts:
            if part.id not in used:
                self.fault(part.id, "a part that no logic names", "a place in the logic")
        for where, found, expected in clause_faults(criterion):
            self._files.fault(self._file, where, found, expected, near=where)
        for gap in criterion.gaps:
            if gap.where not in self._fields:
                self._where(gap)

    def _where(self, gap: GapRecord) -> None:
        """Note a remedy whose field is none: in gaps.toml, or in the profile that holds its criterion."""
        near = next(iter(difflib.get_close_matches(gap.where, self._fields, 1)), "")
        self._files.fault(
            self._file.replace("/criterion.toml", "/gaps.toml"),
            gap.id,
            f"where = '{gap.where}'",
            f"'{near}'" if near else "a field of the proposal",
            near=f'"{gap.where}"',
        )

    def _alternatives(self, holder: Criterion | Part, used: Counter[str]) -> None:
        """Whatever the reading, the same parts and checks are joined, and each reading has its logic."""
        if not holder.reading:
            return
        ambiguity = self._pack.ambiguities.get(holder.reading)
        readings = set(ambiguity.readings) if ambiguity else set()
        if readings != set(holder.alternatives):
            found = ", ".join(holder.alternatives)
            self.fault(holder.id, f"logic for the readings {found}", f"one for each reading of '{holder.reading}'")
        for name, group in holder.alternatives.items():
            if Counter(self._members(group, holder.id, 1)) != used:
                self.fault(holder.id, f"other members under the reading '{name}'", "the same parts and checks")

    def _members(self, group: Group, where: str, depth: int) -> Iterator[str]:
        if depth > DEEPEST_GROUP:
            self.fault(where, "a group three levels deep", "at most two levels inside a part; name a part instead")
        self._gap(group.gap, where)
        if group.mode == "at_least" and not 1 <= group.k <= len(group.members):
            self.fault(where, f"at_least = {group.k} of {len(group.members)}", "a number that the members can reach")
        for member in group.members:
            if isinstance(member, Group):
                yield from self._members(member, where, depth + 1)
                continue
            if member not in self._parts and member not in self._checks:
                near = next(iter(difflib.get_close_matches(member, [*self._parts, *self._checks], 1)), "")
                self.fault(where, f"the member '{member}'", f"'{near}'" if near else "the id of a part or check")
            yield member

    def _part(self, part: Part) -> None:
        self._gap(part.gap, part.id)
        if not part.over:
            return
        field = self._fields.get(part.over)
        if field is None or field.kind != "list" or "[]" in part.over:  # lists within lists have no items of their own
            self.fault(part.id, f"over = '{part.over}'", "a list of the proposal")
        if not part.empty or part.empty[-1].when:
            self.fault(part.id, "no case for an empty list", "'empty', with a last case that always holds")
        for case in part.empty:
            self._case(case, part.id, None, required=True)

    def _check(self, check: Check, used: Counter[str]) -> None:
        required = check.force == "required"
        if required != (check.id in used):
            self.fault(
                check.id,
                "a required check outside the logic" if required else "a check in the logic that is not required",
                "required checks, and only they, in the logic",
            )
        if not required and check.attach not in {self._criterion.id, *self._parts, *self._checks}:
            self.fault(check.id, f"attach = '{check.attach}'", "the criterion, part or check that it belongs to")
        if not check.cases or check.cases[-1].when or any(not case.when for case in check.cases[:-1]):
            self.fault(check.id, "cases out of order", "cases with a condition, and a last one without")
        for case in check.cases:
            self._case(case, check.id, self._lists[check.id], required=required)

    def _case(self, case: Case, where: str, item_list: str | None, *, required: bool) -> None:
        if case.when:
            self.condition(case.when, where, item_list)
        self.sentence(case.says, where, item_list)
        self.sentence(case.question, where, item_list)
        self._gap(case.gap, where)
        if case.then == "judgement" and not case.question:
            self.fault(where, "a judgement without its question", "'question', what the panel is asked")
        if required and case.then in ("false", "unknown") and not case.gap:
            self.fault(where, f"a case with then = '{case.then}' and no gap", "'gap', the remedy in gaps.toml")

    def _gap(self, gap: str, where: str) -> None:
        if gap and gap not in self._gaps:
            near = next(iter(difflib.get_close_matches(gap, self._gaps, 1)), "")
            self.fault(where, f"gap = '{gap}'", f"'{near}'" if near else "an id of gaps.toml")


def lists_of(criterion: Criterion) -> dict[str, str | None]:
    """Find the list over which each check is judged: that of the part it decides, or that it is attached to."""
    parts = {part.id: part for part in criterion.parts}
    parent = {member: part for part in criterion.parts for member in leaves(part.logic)}

    def over(name: str) -> str | None:
        part = parts.get(name) or parent.get(name)
        while part is not None and not part.over:
            part = parent.get(part.id)
        return part.over if part is not None else None

    return {check.id: over(check.id if check.force == "required" else check.attach) for check in criterion.checks}


def leaves(group: Group) -> Iterator[str]:
    """Name the parts and checks of a group, nested groups included, in order."""
    for member in group.members:
        if isinstance(member, Group):
            yield from leaves(member)
        else:
            yield member


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)
