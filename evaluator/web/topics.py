"""The pages of the form: one for each section, and one for each row of a list; what each asks, and at which address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from evaluator.model.criteria import Pack
from evaluator.packs.own_fields import OWN
from evaluator.proposals.drafts import KEY, ROW_KEY, leaves, place_at, rows_at
from evaluator.proposals.questions import (
    PROPOSAL,
    Question,
    Section,
    answered,
    questions_of,
    sections_of,
    wanted_of,
)

_OF_PROPOSAL = frozenset({"id", "note"})


class Asked(NamedTuple):
    """A question at its address in a draft."""

    address: str
    question: Question


class Topic(NamedTuple):
    """One page of the form; `number` tells which row of its list it is, 0 if it is none."""

    address: str
    title: str
    about: str
    questions: tuple[Asked, ...]
    number: int = 0
    around: str = ""
    around_title: str = ""

    @property
    def section(self) -> str:
        """Name the section that it lies in."""
        return self.address.partition(".")[0]


def all_sections(pack: Pack, draft: dict[str, Any]) -> tuple[Section, ...]:
    """List the sections of the form, with fields that nobody asks and somebody answered."""
    return sections_of(pack, answered(draft))


def topic_at(pack: Pack, draft: dict[str, Any], address: str) -> Topic | None:
    """Find a page of the form; None if there is none at this address."""
    section = next((each for each in all_sections(pack, draft) if each.name == address), None)
    if section is not None:
        asked = tuple(Asked(question.path, question) for question in section.questions)
        return Topic(address, section.title, section.about, asked)
    around, _, key = address.rpartition(".")
    return _row(pack, draft, address, around) if ROW_KEY.fullmatch(key) else None


def topic_of(address: str) -> str:
    """Name the page on which an answer is given."""
    steps = address.split(".")
    if steps[0] in _OF_PROPOSAL:
        return PROPOSAL
    last = max((number for number, step in enumerate(steps) if ROW_KEY.fullmatch(step)), default=0)
    return ".".join(steps[: last + 1])


def guide_name(address: str) -> str:
    """Name a field as fields.toml does."""
    return address if address.startswith(f"{OWN}.") else place_at(address).guide


def row_title(row: dict[str, Any], number: int) -> str:
    """Say in a few words what a row holds, by the first answers in it."""
    texts = [held for _, node in leaves({k: v for k, v in row.items() if k != KEY}) for held in _words(node)]
    words = " · ".join(" ".join(text.split()) for text in texts[:2])
    return f"{words[:90].rstrip()}…" if len(words) > _LONGEST_TITLE else words or f"Row {number}, still empty"


_LONGEST_TITLE = 91


def _words(node: object) -> Iterator[str]:
    held = node.get("value") if isinstance(node, dict) else node
    if isinstance(held, str) and held.strip() and held not in ("unknown", "absent"):
        yield held.replace("_", " ") if held.islower() and "_" in held else held


def _around_title(pack: Pack, draft: dict[str, Any], address: str) -> str:
    topic = topic_at(pack, draft, address)
    return "" if topic is None else f"{topic.title}: row {topic.number}" if topic.number else topic.title


def _row(pack: Pack, draft: dict[str, Any], address: str, around: str) -> Topic | None:
    place = place_at(around)
    rows = place.field.rows if place.field is not None else None
    if rows is None or rows.group is None:
        return None
    wanted = wanted_of(pack, answered(draft))
    prefix = f"{place.guide}[]"
    every = {f"{prefix}.{name}" for name in rows.group.model_fields}
    found = tuple(questions_of(rows.group, prefix, pack, wanted)) or tuple(
        questions_of(rows.group, prefix, pack, every)
    )
    asked = tuple(Asked(f"{address}.{question.path.removeprefix(f'{prefix}.')}", question) for question in found)
    keys = [row.get(KEY) for row in rows_at(draft, around)]
    key = address.rpartition(".")[2]
    number = keys.index(key) + 1 if key in keys else len(keys) + 1
    label = Question(place.guide, place.field or rows, pack.fields.get(place.guide)).label
    about = " ".join((rows.group.__doc__ or "").split())
    return Topic(address, label, about, asked, number, topic_of(around), _around_title(pack, draft, topic_of(around)))
