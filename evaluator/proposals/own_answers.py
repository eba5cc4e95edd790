"""Answers to fields that a pack or a profile declares for itself: read from its declarations, and checked by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from evaluator.errors import Fault
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.packs.own_fields import answers_of
from evaluator.proposals.document import shown
from evaluator.proposals.shape import Field, Kind
from evaluator.proposals.wording import expected_of, near_miss

_KINDS: dict[str, Kind] = {"choice": "choice", "number": "number", "date": "date", "year": "year"}
_WORDS = ("unknown", "absent")


class OwnAnswer(NamedTuple):
    """What is written in one field of a pack's own."""

    path: str
    raw: object
    guide: FieldGuide

    @property
    def is_claim(self) -> bool:
        """Tell whether the field is claimed not to apply."""
        return isinstance(self.raw, dict) and "not_applicable" in self.raw

    def references(self) -> list[tuple[str, str]]:
        """List the sources that it names, each with its place."""
        evidence = self.raw.get("evidence") if isinstance(self.raw, dict) else None
        rows = evidence if isinstance(evidence, list) else []
        return [(f"{self.path}.evidence.{n}", name) for n, name in enumerate(rows) if isinstance(name, str) and name]


def own_answers(extra: object, pack: Pack) -> Iterator[OwnAnswer]:
    """List the answers to declared fields."""
    for owner, answers in extra.items() if isinstance(extra, dict) else ():
        for key, raw in answers.items() if isinstance(answers, dict) else ():
            guide = pack.fields.get(f"extra.{owner}.{key}")
            if guide is not None:
                yield OwnAnswer(f"extra.{owner}.{key}", raw, guide)


def expected_answer(guide: FieldGuide) -> str:
    """Say in plain words what a field of one's own may hold."""
    return expected_of(own_field(guide))


def own_field(guide: FieldGuide) -> Field:
    """Say what a field of one's own may hold, as if the form knew it."""
    return Field(_KINDS.get(guide.type, "text"), choices=guide.choices)


def own_answer_faults(answer: OwnAnswer) -> Iterator[Fault]:
    """Say what is wrong with an answer: what was found, what its declaration expects, and the near miss."""
    try:
        answers_of(answer.guide).validate_python(answer.raw)
    except ValidationError:
        at = answer.raw.get("value", answer.raw) if isinstance(answer.raw, dict) else answer.raw
        yield Fault(
            answer.path, shown(at), expected_answer(answer.guide), near_miss(at, [*answer.guide.choices, *_WORDS])
        )
