"""Small packs and proposals for tests, built in place."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from evaluator.model.criteria import (
    Ambiguity,
    Applies,
    Case,
    Check,
    Criterion,
    FieldGuide,
    GapRecord,
    Group,
    LeftOut,
    Pack,
    Part,
    Placeholders,
    ProfileInForce,
    Table,
    Threshold,
)
from evaluator.model.proposal import Proposal
from evaluator.packs.leaving_out import pieces_of, without

TODAY = datetime.date(2026, 11, 21)
OUTCOMES = ("true", "false", "unknown", "judgement", "not_applicable")


def case(when: str | None, then: str, gap: str = "") -> Case:
    """Make a case with a sentence, and with a question where a person is asked."""
    return Case.model_validate(
        {
            "when": when,
            "then": then,
            "says": "A sentence.",
            "question": "Is it?" if then == "judgement" else "",
            "gap": gap,
        }
    )


def check(name: str, *cases: Case) -> Check:
    """Make a required check."""
    return Check(id=name, force="required", asks="What is it?", cases=cases)


def gap(name: str, *, inherent: bool = False) -> GapRecord:
    """Make a gap record."""
    return GapRecord(
        id=name,
        code="NOT_CATEGORY_II" if inherent else "ANSWER_MISSING",
        title="A gap",
        fixability="inherent" if inherent else "work",
        effort="low",
        actor="developer",
        where="measure.title",
        remedy="Say it.",
        example="It is said.",
    )


def criterion(name: str, logic: Group, checks: list[Check], **rest: Any) -> Criterion:
    """Make a criterion with two gap records, one of them inherent."""
    rest.setdefault("gaps", (gap(f"{name}.gap"), gap(f"{name}.inherent-gap", inherent=True)))
    return Criterion(
        id=name,
        title=f"Criterion {name}",
        asks="Is it?",
        automation="partial",
        logic=logic,
        checks=tuple(checks),
        **rest,
    )


def part(name: str, logic: Group, **rest: Any) -> Part:
    """Make a part."""
    return Part(id=name, asks="Is it?", logic=logic, **rest)


def group(mode: str, *members: str | Group, k: int = 0, gap: str = "") -> Group:
    """Make a group."""
    return Group.model_validate({"mode": mode, "members": members, "k": k, "gap": gap})


def applies(when: str | None, then: str) -> Applies:
    """Make a case of applicability."""
    return Applies.model_validate(
        {
            "when": when,
            "then": then,
            "says": "So it is." if then != "yes" else "",
            "needs": "measure.type" if then == "undecided" else "",
        }
    )


def settled_form() -> Criterion:
    """Make a form check that is always met."""
    return criterion("form", group("all", "form.sent"), [check("form.sent", case(None, "true"))])


def pack(*criteria: Criterion, in_force: str = "", **rest: Any) -> Pack:
    """Make a pack of these criteria, with a few thresholds, a table and an ambiguity."""
    rest.setdefault("form", settled_form())
    rest.setdefault("fields", {})
    return Pack(
        id="trial",
        edition="2026-11",
        title="Trial",
        publisher="Nobody",
        author="Nobody",
        scoring_model="documentation/1",
        licence="None",
        notice="A trial.",
        claim_question="Does it not apply?",
        criteria=criteria,
        placeholders=Placeholders(words=("TBD", "see description"), starts=("draft:",)),
        thresholds={"years": _threshold(5), "large": _threshold(200000), "few": _threshold(2)},
        tables={"strength": _strength()},
        ambiguities={"middle": _ambiguity(in_force)},
        **rest,
    )


def leaving_out(names: Iterable[str]) -> ProfileInForce:
    """Make a profile that leaves these criteria out."""
    reasons = dict.fromkeys(sorted(names), "Not asked here.")
    return ProfileInForce(id="brief", title="Brief", author="Nobody", digest="0", not_evaluated=reasons)


def without_pieces(whole: Pack, numbers: Collection[int]) -> Pack:
    """Leave out the parts and checks of these numbers, as a profile does; nothing where nothing would be left."""
    profile = whole.profile or leaving_out(())
    every = [one for one in (whole.form, *whole.criteria) if one.id not in profile.not_evaluated]
    pieces = [(one, name) for one in every for name in pieces_of(one)]
    chosen = [piece for number, piece in enumerate(pieces) if number in numbers]
    left, before, changed = [], [], {}
    for one in every:
        names = [name for criterion, name in chosen if criterion is one]
        pruned = without(one, names) if names else None
        if pruned is not None:
            left += [LeftOut(criterion=one.id, id=name, asks="Is it?", why="Not asked here.") for name in names]
            before.append(one)
            changed[one.id] = pruned
    profile = profile.model_copy(update={"left_out": tuple(left), "before": tuple(before)})
    form, *criteria = (changed.get(one.id, one) for one in (whole.form, *whole.criteria))
    return whole.model_copy(update={"form": form, "criteria": tuple(criteria), "profile": profile}) if left else whole


def guide(**rest: Any) -> FieldGuide:
    """Say something about a field."""
    return FieldGuide(label="A field", kind="fact", **rest)


def proposal(answers: dict[str, Any] | None = None, **sections: Any) -> Proposal:
    """Make a proposal; `answers` are dotted paths, and sections may be given whole."""
    whole: dict[str, Any] = dict(sections)
    for path, raw in (answers or {}).items():
        *sections_of, name = path.split(".")
        place = whole
        for section in sections_of:
            place = place.setdefault(section, {})
        place[name] = raw
    return Proposal.model_validate(whole)


def _threshold(value: int) -> Threshold:
    return Threshold(value=value, unit="units", status="published", source="A source.", date=TODAY)


def _strength() -> Table:
    rows = (
        {"scheme": ["USPSTF", "Task Force"], "grade": ["A", "B"], "strength": "strong"},
        {"scheme": "USPSTF", "grade": "D", "strength": "against"},
        {"scheme": "GRADE", "grade": "A", "strength": "weak"},
    )
    return Table(title="Strength", keys=("scheme", "grade"), result="strength", row=rows)


def _ambiguity(in_force: str) -> Ambiguity:
    return Ambiguity(
        where="A",
        question="Which?",
        readings={"wide": "Wide.", "narrow": "Narrow."},
        ours="wide",
        why="Why not.",
        in_force=in_force,
    )
