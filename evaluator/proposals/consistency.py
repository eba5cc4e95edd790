"""What the fields of a proposal say about each other: codes and sources named once, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluator.errors import Fault
from evaluator.model.criteria import Pack
from evaluator.proposals.document import shown
from evaluator.proposals.shape import FORM, Field, fields_of
from evaluator.proposals.tidy import is_blank
from evaluator.proposals.wording import near_miss


@dataclass(frozen=True)
class Written:
    """One field as it stands in a file, before it is known to be valid."""

    path: str
    guide: str
    field: Field
    value: object
    evidence: list[object]
    is_claim: bool = False


@dataclass
class Notes:
    """What was noticed: faults refuse the proposal, warnings travel with it."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def consistency_notes(data: Mapping[str, Any], pack: Pack) -> Notes:
    """Look at all fields together; works on what is written, so that other faults do not hide these."""
    written = list(_fields(data, FORM, "", ""))
    notes = Notes()
    _name_once(written, "codes[].code", "code", notes)
    _name_once(written, "evidence.sources[].id", "source", notes)
    _resolve(written, notes)
    _claims(written, pack, notes)
    _extra(data.get("extra"), pack, notes)
    for each in written:
        _says_nothing(each, notes)
    return notes


def _fields(data: object, around: Field, path: str, guide: str) -> Iterator[Written]:
    if around.group is None or not isinstance(data, dict):
        return
    known = fields_of(around.group)
    for key, value in data.items():
        if key in known:
            yield from _field(value, known[key], f"{path}{key}", f"{guide}{key}")


def _field(raw: object, known: Field, path: str, guide: str) -> Iterator[Written]:
    value, evidence, is_claim = _opened(raw, known) if known.is_answer else (raw, [], False)
    if not known.is_section:
        yield Written(path, guide, known, value, evidence, is_claim)
    yield from _fields(value, known, f"{path}.", f"{guide}.")
    if known.rows is not None and isinstance(value, list):
        for place, row in enumerate(value):
            if known.rows.group is not None:
                yield Written(f"{path}.{place}", f"{guide}[]", known.rows, row, [])
            yield from _fields(row, known.rows, f"{path}.{place}.", f"{guide}[].")


def _opened(raw: object, known: Field) -> tuple[object, list[object], bool]:
    if not isinstance(raw, dict):
        return raw, [], False
    evidence = raw.get("evidence")
    references = evidence if isinstance(evidence, list) else []
    if "not_applicable" in raw:
        return None, references, True
    if "value" in raw:
        return raw["value"], references, False
    return (
        {key: value for key, value in raw.items() if key != "evidence"} if known.group is not None else raw,
        references,
        False,
    )


def _name_once(written: list[Written], guide: str, what: str, notes: Notes) -> None:
    first: dict[str, str] = {}
    for each in written:
        if each.guide != guide or not isinstance(each.value, str) or each.value in {"", "unknown", "absent"}:
            continue
        if each.value in first:
            found = f"{shown(each.value)} again (first at {first[each.value]})"
            notes.faults.append(
                Fault(each.path, found, f"each {what} named once", "Give one of the two another name, or remove it.")
            )
        else:
            first[each.value] = each.path


def _resolve(written: list[Written], notes: Notes) -> None:
    ids = (each.value for each in written if each.guide == "evidence.sources[].id")
    sources = list(dict.fromkeys(each for each in ids if isinstance(each, str)))
    for each in written:
        for place, reference in enumerate(each.evidence):
            _resolve_one(f"{each.path}.evidence.{place}", reference, sources, notes)
        if each.field.kind == "evidence_id" and each.field.is_answer and each.value not in ("unknown", "absent"):
            _resolve_one(each.path, each.value, sources, notes)


def _resolve_one(path: str, reference: object, sources: list[str], notes: Notes) -> None:
    if not isinstance(reference, str) or reference in sources or not reference:
        return
    expected = (
        f"one of the sources {', '.join(sources)}" if sources else "a source of the evidence register, which is empty"
    )
    next_step = near_miss(reference, sources) or f"Add a row with `id: {reference[:40]}` to evidence.sources."
    notes.faults.append(Fault(path, f"a reference to {shown(reference)}", expected, next_step))


def _claims(written: list[Written], pack: Pack, notes: Notes) -> None:
    for each in written:
        guide = pack.fields.get(each.guide)
        if each.is_claim and (guide is None or not guide.may_claim_not_applicable):
            expected = "a value, unknown or absent: this field always applies"
            notes.faults.append(
                Fault(each.path, "the claim not_applicable", expected, "Write absent if there is none.")
            )


def _extra(extra: object, pack: Pack, notes: Notes) -> None:
    if not isinstance(extra, dict):
        return
    declared = [name.removeprefix("extra.").partition(".") for name in pack.fields if name.startswith("extra.")]
    packs = sorted({pack.id, *(owner for owner, _, _ in declared)})
    for name, answers in extra.items():
        if name not in packs:
            expected = f"a pack in force: {', '.join(packs)}"
            notes.faults.append(
                Fault(f"extra.{name}", f'fields of the pack "{name}"', expected, near_miss(name, packs))
            )
            continue
        known = [key for owner, _, key in declared if owner == name]
        for key in answers if isinstance(answers, dict) else ():
            if key not in known:
                expected = f"one of {', '.join(known)}" if known else "nothing: this pack declares no fields of its own"
                notes.faults.append(
                    Fault(f"extra.{name}.{key}", f'the unknown key "{key}"', expected, near_miss(key, known))
                )


def _says_nothing(each: Written, notes: Notes) -> None:
    if each.value == [] and each.field.kind == "list":
        notes.warnings.append(
            Fault(
                each.path,
                "an empty list",
                "rows, or a word",
                "It says nothing. Write absent to state that there are none.",
            )
        )
    elif (
        each.field.group is not None
        and not each.field.is_answer
        and isinstance(each.value, dict)
        and all(map(is_blank, each.value.values()))
    ):
        notes.warnings.append(
            Fault(
                each.path,
                "a row without answers",
                "at least one answer",
                "Fill it in or delete it: it counts as a row.",
            )
        )
    elif each.evidence and is_blank(each.value) and not each.is_claim:
        notes.warnings.append(
            Fault(each.path, "evidence without an answer", "the answer that it supports", "Fill in the value.")
        )
