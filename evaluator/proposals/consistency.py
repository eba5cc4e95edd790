"""What the fields of a proposal say about each other: codes and sources named once, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from evaluator.errors import Fault
from evaluator.model.answers import Frozen
from evaluator.model.criteria import Pack
from evaluator.model.notices import Notice, WarningCode
from evaluator.proposals.document import shown
from evaluator.proposals.impossible import WITH_NUMBERS, impossible_numbers
from evaluator.proposals.own_answers import own_answer_faults, own_answers
from evaluator.proposals.shape import FORM, Field, Kind, fields_of
from evaluator.proposals.tidy import is_blank
from evaluator.proposals.warned import Warned
from evaluator.proposals.wording import near_miss

_CONTAINERS = (dict, list)
_NO_NAMES = ("", "unknown", "absent")
_NAMES: frozenset[Kind] = frozenset({"code", "evidence_id"})


class Notes:
    """What was noticed: faults refuse the proposal, warnings travel with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Warned] = []


def consistency_notes(data: Mapping[str, Any], pack: Pack) -> Notes:
    """Look at all fields together; works on what is written, so that other faults do not hide these."""
    look = _Look()
    look.group(data, FORM.group, "", "")
    own = list(own_answers(data.get("extra"), pack))
    look.references += [reference for answer in own for reference in answer.references()]
    look.claims += [(answer.path, answer.path) for answer in own if answer.is_claim]
    notes = Notes()
    notes.faults += _named_once(look.names["codes[].code"], "code")
    notes.faults += _named_once(look.names["evidence.sources[].id"], "source")
    notes.faults += _unresolved(look.references, look.names["evidence.sources[].id"])
    notes.faults += [_claim(path) for path, guide in look.claims if not _may_be_claimed(guide, pack)]
    notes.faults += _strange_extra(data.get("extra"), pack)
    notes.faults += [fault for answer in own for fault in own_answer_faults(answer)]
    notes.warnings += look.warnings
    return notes


class _Look:
    """One walk over a proposal as it is written, which keeps what concerns more than one field."""

    def __init__(self) -> None:
        self.names: dict[str, list[tuple[str, str]]] = {"codes[].code": [], "evidence.sources[].id": []}
        self.references: list[tuple[str, str]] = []
        self.claims: list[tuple[str, str]] = []
        self.warnings: list[Warned] = []

    def group(self, data: object, group: type[Frozen] | None, path: str, guide: str) -> None:
        if group is None or not isinstance(data, dict):
            return
        if guide in WITH_NUMBERS:
            self.warnings += map(Warned, impossible_numbers(data, path, guide))
        known, telling = fields_of(group), _telling(group)
        for key, raw in data.items():
            # Most answers are one plain value that concerns no other field.
            if (key in telling or isinstance(raw, _CONTAINERS)) and (field := known.get(key)) is not None:
                self._field(raw, field, path + key, guide + key)

    def _field(self, raw: object, field: Field, path: str, guide: str) -> None:
        value = self._opened(raw, field, path, guide) if field.is_answer and isinstance(raw, dict) else raw
        if isinstance(value, list):
            self._rows(value, field, path, guide)
        elif field.group is not None:
            self.group(value, field.group, f"{path}.", f"{guide}.")
        elif isinstance(value, str) and value not in _NO_NAMES:
            self._name(value, field, path, guide)

    def _opened(self, raw: dict[str, Any], field: Field, path: str, guide: str) -> object:
        """Note evidence and claims, and hand on the value inside."""
        evidence = raw.get("evidence")
        is_claim = "not_applicable" in raw
        if is_claim:
            self.claims.append((path, guide))
        value = raw.get("value") if field.group is None or "value" in raw else _without_evidence(raw)
        if isinstance(evidence, list) and evidence:
            self.references += [
                (f"{path}.evidence.{place}", each)
                for place, each in enumerate(evidence)
                if isinstance(each, str) and each
            ]
            if is_blank(value) and not is_claim:
                self._warn("evidence_without_answer", path)
        return None if is_claim else value

    def _rows(self, rows: list[Any], field: Field, path: str, guide: str) -> None:
        if field.kind == "list" and not rows:
            self._warn("empty_list", path)
        if field.rows is None or field.rows.group is None:
            return
        for place, row in enumerate(rows):
            if isinstance(row, dict) and all(map(is_blank, row.values())):
                self._warn("empty_row", f"{path}.{place}")
            self.group(row, field.rows.group, f"{path}.{place}.", f"{guide}[].")

    def _name(self, value: str, field: Field, path: str, guide: str) -> None:
        if guide in self.names:
            self.names[guide].append((path, value))
        elif field.kind == "evidence_id":
            self.references.append((path, value))

    def _warn(self, code: WarningCode, path: str) -> None:
        self.warnings.append(Warned(Notice(code=code, where=path)))


@cache
def _telling(group: type[Frozen]) -> frozenset[str]:
    """List the fields of a group that name a code or a source."""
    return frozenset(name for name, field in fields_of(group).items() if field.kind in _NAMES)


def _without_evidence(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key != "evidence"}


def _named_once(names: list[tuple[str, str]], what: str) -> list[Fault]:
    first: dict[str, str] = {}
    faults = []
    for path, name in names:
        if first.setdefault(name, path) != path:
            found = f"{shown(name)} again (first at {first[name]})"
            next_step = "Give one of the two another name, or remove it."
            faults.append(Fault(path, found, f"each {what} named once", next_step))
    return faults


def _unresolved(references: list[tuple[str, str]], sources: list[tuple[str, str]]) -> list[Fault]:
    names = list(dict.fromkeys(name for _, name in sources))
    return [_unresolved_one(path, name, names) for path, name in references if name not in names]


def _unresolved_one(path: str, name: str, names: list[str]) -> Fault:
    expected = (
        f"one of the sources {', '.join(names)}" if names else "a source of the evidence register, which is empty"
    )
    next_step = near_miss(name, names) or f"Add a row with `id: {name[:40]}` to evidence.sources."
    return Fault(path, f"a reference to {shown(name)}", expected, next_step)


def _may_be_claimed(guide: str, pack: Pack) -> bool:
    # A pack that does not ask for a field has nothing against what is claimed of it.
    field = pack.fields.get(guide)
    return field is None or field.may_claim_not_applicable


def _claim(path: str) -> Fault:
    expected = "a value, unknown or absent: this field always applies"
    return Fault(path, "the claim not_applicable", expected, "Write absent if there is none.")


def _strange_extra(extra: object, pack: Pack) -> list[Fault]:
    if not isinstance(extra, dict):
        return []
    declared = [name.removeprefix("extra.").partition(".") for name in pack.fields if name.startswith("extra.")]
    packs = sorted({pack.id, *(owner for owner, _, _ in declared)})
    faults = []
    for name, answers in extra.items():
        if name in packs:
            known = [key for owner, _, key in declared if owner == name]
            faults += [_strange_key(name, key, known) for key in _keys(answers) if key not in known]
        else:
            expected = f"a pack in force: {', '.join(packs)}"
            step = near_miss(name, packs) or "Name the profile or pack that asks for them with --profile or --pack."
            faults.append(Fault(f"extra.{name}", f'fields of the pack "{name}"', expected, step))
    return faults


def _keys(answers: object) -> list[str]:
    return list(answers) if isinstance(answers, dict) else []


def _strange_key(pack: str, key: str, known: list[str]) -> Fault:
    expected = f"one of {', '.join(known)}" if known else "nothing: this pack declares no fields of its own"
    return Fault(
        f"extra.{pack}.{key}",
        f'the unknown key "{key}"',
        expected,
        near_miss(key, known) or "Mend its spelling or take it out.",
    )
