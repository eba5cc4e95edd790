"""A profile applied to a pack: the pack as changed, with all faults of the profile at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from evaluator.errors import ProfileError
from evaluator.model.criteria import Check, Criterion, LeftOut, Pack, ProfileInForce
from evaluator.model.notices import Notice, Values
from evaluator.packs.finding import admits
from evaluator.packs.leaving_out import out_of_reach, pieces_of, within, without
from evaluator.packs.names import Named, meant
from evaluator.packs.own_fields import field_faults, fields_in_force, is_own
from evaluator.packs.profile_file import WrittenProfile
from evaluator.packs.promotion import needs_gap, promoted
from evaluator.packs.readings import in_force
from evaluator.packs.words import check_added

_Changes = dict[str, Any]
_LISTED = 12


def with_profile(pack: Pack, written: WrittenProfile) -> Pack:
    """Change a pack as a profile says.

    Raises:
        ProfileError: with every fault of the profile, by file and key; a name that does not exist with the near miss.
    """
    applied = _Application(pack, written).pack()
    if written.files.faults:
        raise ProfileError(written.files.faults)
    return applied


class _Application:
    """One profile on its way into one pack; each step changes the pack and notes what does not fit."""

    def __init__(self, pack: Pack, written: WrittenProfile) -> None:
        self._written, self._profile = written, written.profile
        self._pack = pack
        self._warnings: list[Notice] = []
        self._told: _Changes = {"not_evaluated": {}, "left_out": (), "before": ()}
        self._today: dict[str, str] = {}

    def pack(self) -> Pack:
        """Apply everything."""
        self._fits()
        self._fields()
        self._thresholds()
        self._readings()
        self._promotions()
        self._house()
        self._selection()
        self._reasons()
        profile = self._profile
        told = {name: getattr(profile, name) for name in ("id", "title", "author", "says")}
        told["why"] = {self._today.get(name, name): reason for name, reason in profile.why.items()}
        files = self._written.files
        in_use = ProfileInForce(**told, **self._told, digest=files.digest(), warnings=tuple(self._warnings))
        if not files.faults:
            self._change(profile=in_use)
            check_added(self._pack, self._written.house, self._profile.fields, files, self._written.name)
        return self._pack

    def _fits(self) -> None:
        pack, wanted = self._pack, self._profile.pack
        base, _, edition = pack.extends.partition("@")
        if not admits(wanted, pack.id, pack.edition) and not (base and admits(wanted, base, edition)):
            found = f"a profile for {wanted}"
            self._fault("pack", found, f"one for {pack.id}@{pack.edition}, the pack in force", near=wanted)

    def _fields(self) -> None:
        for path, guide in self._profile.fields.items():
            for found, expected in field_faults(path, guide) if is_own(path) else _not_own(path):
                self._fault(f"fields.{path}", found, expected, near=f'"{path}"')
            if path in self._pack.fields:
                self._fault(f"fields.{path}", "a field that the pack has", "a field of the profile's own", near=path)
        self._change(fields={**self._pack.fields, **self._profile.fields})

    def _thresholds(self) -> None:
        known, chosen, before = self._pack.thresholds, {}, {}
        for name, threshold in self._profile.thresholds.items():
            today = (
                name if self._is_new_number(name) else self._meant(name, known, "thresholds", "a threshold of the pack")
            )
            if not today:
                continue
            ours = known.get(today)
            if ours is not None and ours.unit != threshold.unit:
                expected = f"'{ours.unit}', the unit that the checks compare in"
                self._fault(f"thresholds.{name}.unit", f"'{threshold.unit}'", expected, near=f"[thresholds.{name}]")
            chosen[today] = threshold
            before[today] = f"{ours.value:,} {ours.unit}" if ours else ""
        self._told["thresholds"] = before
        self._change(thresholds={**known, **chosen})

    def _is_new_number(self, name: str) -> bool:
        """Tell whether a threshold is one that only the house criteria compare with."""
        used = "\n".join(one.model_dump_json() for _, one in self._written.house)
        return name not in self._pack.thresholds and re.search(rf"@{re.escape(name)}\b", used) is not None

    def _readings(self) -> None:
        known, chosen = dict(self._pack.ambiguities), []
        for name, reading in self._profile.readings.items():
            today = self._meant(name, known, "readings", "an ambiguity of the pack")
            if not today:
                continue
            readings: dict[str, Named] = dict.fromkeys(known[today].readings, _NO_ALIASES)
            if self._meant(reading, readings, f"readings.{name}", "a reading of it"):
                known[today] = known[today].model_copy(update={"in_force": reading})
                chosen.append(today)
        self._told["readings"] = tuple(chosen)
        pack = self._pack
        self._change(
            ambiguities=known,
            form=in_force(pack.form, known),
            criteria=tuple(in_force(one, known) for one in pack.criteria),
        )

    def _promotions(self) -> None:
        known = {check.id: check for one in self._every() for check in one.checks}
        wanted = [self._meant(name, known, "promote", "a check of the pack") for name in self._profile.promote]
        names = [name for name in dict.fromkeys(wanted) if name]
        fields = fields_in_force(self._pack.fields)
        for name, record in self._profile.gaps.items():
            if record.where not in fields:
                self._fault(f"gaps.{name}.where", f"'{record.where}'", "a field of the proposal", near=name)
        unused = self._profile.gaps.keys() - {*names, *self._profile.promote}
        for name in sorted(unused):
            self._fault(f"gaps.{name}", "a gap of a check that is not promoted", "a check named in promote", near=name)
        self._told["promoted"] = tuple(names)
        # What is attached to a check that is itself promoted finds its place once that check has one.
        while names:
            placed = [name for name in names if self._promote(known[name])]
            if not placed:
                break
            names = [name for name in names if name not in placed]
        for name in names:
            found = f"'{name}', attached to '{known[name].attach}', which decides nothing itself"
            self._fault("promote", found, "a check attached to what stands in the logic", near=f'"{name}"')

    def _promote(self, check: Check) -> bool:
        """Conjoin one check; false if its place is not there yet. A faulty one counts as placed."""
        if check.force != "supporting":
            self._fault("promote", f"'{check.id}', a {check.force} check", "a supporting check", near=f'"{check.id}"')
            return True
        criterion = next(one for one in self._every() if check in one.checks)
        record = self._gap(check)
        if record is None and needs_gap(check):
            expected = f'[gaps."{check.id}"], what is to be done where it is false or unknown'
            self._fault("promote", f"'{check.id}', which names no gap", expected, near=f'"{check.id}"')
            return True
        if record is not None and record.id in {gap.id for gap in criterion.gaps}:
            found = f"the id '{record.id}', which {criterion.id} has already"
            self._fault(f"gaps.{check.id}", found, "an 'id' of its own", near=check.id)
            return True
        changed = promoted(criterion, check, record.id if record else "")
        if changed is None:
            return False
        gaps = (*changed.gaps, record) if record else changed.gaps
        self._replace(changed.model_copy(update={"gaps": gaps}))
        return True

    def _gap(self, check: Check) -> Any:
        names = (check.id, *check.aliases)
        return next((self._profile.gaps[name] for name in names if name in self._profile.gaps), None)

    def _house(self) -> None:
        taken = {one.id for one in self._every()}
        checks = {check.id for one in self._every() for check in one.checks}
        for _, one in self._written.house:
            if one.id in taken:
                self._fault("criterion", f"the id '{one.id}', which the pack has", "an id of its own", near=one.id)
            for name in sorted(checks & {check.id for check in one.checks}):
                self._fault("criterion", f"the check '{name}', which the pack has", "an id of its own", near=name)
        house = [in_force(one, self._pack.ambiguities) for _, one in self._written.house]
        self._told["added"] = tuple(one.id for one in house)
        self._change(criteria=(*self._pack.criteria, *house))

    def _selection(self) -> None:
        known = {one.id: one for one in self._every()}
        what = "a criterion of the pack"
        reasons = self._aside(known)
        select = self._profile.select
        if select is not None:
            chosen = {today for name in select if (today := self._meant(name, known, "select", what))}
            unsaid = [name for name in known if name not in {*chosen, *reasons, *self._told["added"]}]
            if unsaid:
                found = f"no reason why {', '.join(unsaid)} {'is' if len(unsaid) == 1 else 'are'} left out"
                expected = f'{unsaid[0]} = "…" under [not_evaluated], and so on; or them in select'
                self._fault("not_evaluated", found, expected, near="select")
            for name in sorted(chosen & reasons.keys()):
                self._fault("not_evaluated", f"{name}, which is selected", "either of the two", near="select")
        self._told["not_evaluated"] |= {name: reason for name, reason in reasons.items() if name in known}

    def _aside(self, criteria: Mapping[str, Criterion]) -> dict[str, str]:
        """Read the reasons of what is not evaluated, and leave out the parts and checks among it."""
        named: dict[str, Named] = dict(criteria)
        for one in criteria.values():
            named |= {**dict.fromkeys((part.id for part in one.parts), _NO_ALIASES), **{c.id: c for c in one.checks}}
        what = "a criterion, part or check of the pack"
        reasons = {
            today: reason
            for name, reason in self._profile.not_evaluated.items()
            if (today := self._meant(name, named, "not_evaluated", what))
        }
        for one in criteria.values():
            pieces = {name: reason for name, reason in reasons.items() if name in pieces_of(one)}
            if pieces:
                self._leave_out(one, pieces, whole=one.id in reasons)
        return reasons

    def _leave_out(self, one: Criterion, reasons: dict[str, str], *, whole: bool) -> None:
        inner = set().union(*(within(one, name) for name in reasons))
        for name in reasons:
            if whole or name in inner or name in self._told["promoted"]:
                said = "promoted" if name in self._told["promoted"] else "left out with what it stands in"
                self._fault("not_evaluated", f"'{name}', which is {said}", "either of the two", near=f'"{name}"')
        asks = pieces_of(one)
        left = tuple(LeftOut(criterion=one.id, id=name, asks=asks[name], why=why) for name, why in reasons.items())
        changed = without(one, reasons)
        if changed is None:
            self._told["not_evaluated"] |= {one.id: " ".join(dict.fromkeys(reasons.values()))}
            return
        for where, group in out_of_reach(changed):
            found = f"{len(group.members)} left of what {where} asks at least {group.k} of"
            self._fault("not_evaluated", found, "as many left as are asked for", near=f'"{next(iter(reasons))}"')
        self._told["left_out"] += left
        self._told["before"] += (one,)
        self._replace(changed)

    def _reasons(self) -> None:
        """Whoever chooses a reading or promotes a check says why; every word of a report has its source."""
        named = {*self._profile.readings, *self._profile.promote}
        for name in sorted(named - self._profile.why.keys()):
            self._fault("why", f"no reason for '{name}'", f'"{name}" = "…" under [why]', near=name)
        for name in sorted(self._profile.why.keys() - named):
            self._fault("why", f"'{name}'", "a reading chosen or a check promoted here", near=name)

    def _meant(self, name: str, known: Mapping[str, Named], where: str, what: str) -> str:
        found = meant(name, known)
        self._today[name] = found.id
        if found.was:
            renamed: Values = {"name": found.was, "today": found.id}
            self._warnings.append(Notice(code="renamed", where=f"{self._written.name}, {where}", values=renamed))
        if not found.id:
            hint = f"Did you mean '{found.near}'?" if found.near else f"There are {_listed(known)}."
            self._fault(where, f"'{name}'", what, hint, near=name)
        return found.id

    def _every(self) -> tuple[Criterion, ...]:
        return (self._pack.form, *self._pack.criteria)

    def _replace(self, changed: Criterion) -> None:
        form, *criteria = (changed if one.id == changed.id else one for one in self._every())
        self._change(form=form, criteria=tuple(criteria))

    def _change(self, **changes: Any) -> None:
        self._pack = self._pack.model_copy(update=changes)

    def _fault(self, where: str, found: str, expected: str, next_step: str = "", *, near: str = "") -> None:
        self._written.fault(where, found, expected, next_step, near=near)


class _Nameless:
    aliases: tuple[str, ...] = ()


_NO_ALIASES = _Nameless()


def _not_own(path: str) -> Iterable[tuple[str, str]]:
    yield f"the field '{path}'", "a field of the profile's own, such as extra.house.something"


def _listed(known: Iterable[str]) -> str:
    names = list(known)
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "") if names else "none"
