"""The questions of a form, section by section: what a pack asks, in the order of the proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from evaluator.model.answers import Frozen
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.proposal import Proposal
from evaluator.packs.own_fields import OWN, is_own
from evaluator.proposals.own_answers import own_field
from evaluator.proposals.shape import Field, fields_of

IDENTITY = "id"
PROPOSAL = "proposal"


@dataclass(frozen=True)
class Question:
    """One question of the form, or of the rows of a list; its path is that of fields.toml."""

    path: str
    field: Field
    guide: FieldGuide | None = None

    @property
    def label(self) -> str:
        """Name the question as the pack does, or else by its key."""
        key = self.path.rpartition(".")[2].removesuffix("[]")
        return self.guide.label if self.guide else key.replace("_", " ").capitalize()

    @property
    def is_list_of_groups(self) -> bool:
        """Tell whether its rows are groups of answers."""
        return self.field.rows is not None and self.field.rows.group is not None

    @property
    def is_made_of_others(self) -> bool:
        """Tell whether its answer is made of others, so that it can only say by itself that there is none."""
        return self.field.group is not None or self.is_list_of_groups


@dataclass(frozen=True)
class Section:
    """A heading of the form with the questions under it; its name is that of the section in a proposal."""

    name: str
    title: str
    about: str
    questions: tuple[Question, ...]


def sections_of(pack: Pack, answered: Collection[str] = ()) -> tuple[Section, ...]:
    """List the sections of what a pack asks, and besides what a proposal answers without being asked."""
    wanted = wanted_of(pack, answered)
    sections = (_identity(pack, wanted), *_sections_of_proposal(pack, wanted), *_own(pack))
    return tuple(section for section in sections if section.questions)


def wanted_of(pack: Pack, answered: Collection[str] = ()) -> frozenset[str]:
    """Name the fields that a pack asks or somebody answered, and everything that holds one of them."""
    found: set[str] = set()
    for path in (*pack.fields, *answered):
        here = path
        while here and here not in found:
            found.add(here)
            here = here.removesuffix("[]") if here.endswith("[]") else here.rpartition(".")[0]
    return frozenset(found)


def questions_of(group: type[Frozen], before: str, pack: Pack, wanted: Collection[str]) -> Iterator[Question]:
    """List the questions about a group of answers, those inside its groups behind them; `before` is its path."""
    for name, field in fields_of(group).items():
        path = f"{before}.{name}"
        if field.is_answer and path not in wanted:
            continue
        yield Question(path, field, pack.fields.get(path))
        if field.group is not None:
            yield from questions_of(field.group, path, pack, wanted)


def answered(raw: object, path: str = "") -> set[str]:
    """List the fields that data answers, as fields.toml names them."""
    if isinstance(raw, list):
        return {each for row in raw for each in answered(row, f"{path}[]")}
    if isinstance(raw, dict) and not raw.keys() & {"not_applicable"}:
        inner = raw.get("value", raw)
        if not isinstance(inner, dict):
            return answered(inner, path) | {path}
        return {each for key, value in inner.items() for each in answered(value, f"{path}.{key}".strip("."))} | {path}
    return {path}


def _identity(pack: Pack, wanted: Collection[str]) -> Section:
    own_name = Question(IDENTITY, Field("text", is_answer=False), _NAME)
    note = [Question("note", fields_of(Proposal)["note"], pack.fields.get("note"))] if "note" in wanted else []
    return Section(PROPOSAL, "The proposal", "", (own_name, *note))


_NAME = FieldGuide(
    label="Short name of the proposal",
    help="A name of your own, such as grip-strength-2026; no criterion reads it.",
    kind="work",
)


def _sections_of_proposal(pack: Pack, wanted: Collection[str]) -> Iterator[Section]:
    for name, field in fields_of(Proposal).items():
        if field.is_section and field.group is not None:
            questions = tuple(questions_of(field.group, name, pack, wanted))
            yield Section(name, _heading(name), _about(field.group), questions)
        elif field.kind == "list" and name in wanted:
            rows = field.rows.group if field.rows else None
            yield Section(name, _heading(name), _about(rows), (Question(name, field, pack.fields.get(name)),))


def _own(pack: Pack) -> Iterator[Section]:
    own = tuple(Question(path, own_field(guide), guide) for path, guide in pack.fields.items() if is_own(path))
    yield Section(OWN, "What this set of criteria asks besides", "", own)


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _about(group: type[Frozen] | None) -> str:
    return " ".join(((group and group.__doc__) or "").split())
