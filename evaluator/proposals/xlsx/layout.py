"""The sheets of the form, and the row or column of each question: what the pack asks, in the order of the form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from evaluator.model.answers import Frozen
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.proposal import Proposal
from evaluator.packs.own_fields import is_own
from evaluator.proposals.own_answers import own_field
from evaluator.proposals.shape import Field, fields_of

MAIN = "Proposal"
HELP = "How to fill it in"
CHOICES = "Choices"
IDENTITY = "id"
HEADINGS = ("No.", "Question", "Guidance", "Required", "Answer", "State", "Why it does not apply", "Evidence", "Field")
ROW_HEADING, AROUND_HEADING = "Row", "Belongs to row"
BEGUN = "begun"
_ELSEWHERE = "Answered on the sheet"
_BELOW = "Answered in the rows below"


@dataclass(frozen=True)
class Question:
    """One question of the form: a row of the main sheet, or a column of the sheet of a list."""

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
        """Tell whether its rows stand on a sheet of their own."""
        return self.field.rows is not None and self.field.rows.group is not None

    @property
    def has_no_cell(self) -> bool:
        """Tell whether its answer is made of other cells, so that its own can only say that there is none."""
        return self.field.group is not None or self.is_list_of_groups


@dataclass(frozen=True)
class Section:
    """A heading of the main sheet with the questions under it."""

    title: str
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ListSheet:
    """The rows of one list: a sheet with a column for each question."""

    title: str
    asked: Question
    columns: tuple[Question, ...]
    around: str = ""

    @property
    def path(self) -> str:
        """Name the list as fields.toml does, such as `codes[].related_codes`."""
        return self.asked.path


@dataclass(frozen=True)
class Layout:
    """All sheets of a form."""

    sections: tuple[Section, ...]
    lists: tuple[ListSheet, ...]

    def questions(self) -> Iterator[Question]:
        """List the questions of the main sheet."""
        for section in self.sections:
            yield from section.questions


def layout_of(pack: Pack, answered: Collection[str] = ()) -> Layout:
    """Lay out what a pack asks, and besides what a proposal answers without being asked."""
    wanted = {*pack.fields, *answered}
    sections = [_identity(pack, wanted), *_sections(pack, wanted), *_own(pack)]
    lists = [
        each
        for question in _every(pack, wanted)
        if question.is_list_of_groups
        for each in _sheets(question, pack, wanted)
    ]
    return Layout(tuple(section for section in sections if section.questions), _with_titles(lists))


def _identity(pack: Pack, wanted: Collection[str]) -> Section:
    own_name = Question(IDENTITY, Field("text", is_answer=False), _NAME)
    note = [Question("note", fields_of(Proposal)["note"], pack.fields.get("note"))] if "note" in wanted else []
    return Section("The proposal", "", (own_name, *note))


_NAME = FieldGuide(
    label="Short name of the proposal",
    help="A name of your own, such as grip-strength-2026; no criterion reads it.",
    kind="work",
)


def _sections(pack: Pack, wanted: Collection[str]) -> Iterator[Section]:
    for name, field in fields_of(Proposal).items():
        if field.is_section and field.group is not None:
            questions = tuple(_questions(field.group, name, pack, wanted))
            yield Section(_heading(name), _about(field.group), questions)
        elif field.kind == "list" and _is_wanted(name, wanted):
            rows = field.rows.group if field.rows else None
            yield Section(_heading(name), _about(rows), (Question(name, field, pack.fields.get(name)),))


def _questions(group: type[Frozen], before: str, pack: Pack, wanted: Collection[str]) -> Iterator[Question]:
    for name, field in fields_of(group).items():
        path = f"{before}.{name}"
        if field.is_answer and not _is_wanted(path, wanted):
            continue
        yield Question(path, field, pack.fields.get(path))
        if field.group is not None:
            yield from _questions(field.group, path, pack, wanted)


def _own(pack: Pack) -> Iterator[Section]:
    own = tuple(Question(path, own_field(guide), guide) for path, guide in pack.fields.items() if is_own(path))
    yield Section("What this set of criteria asks besides", "", own)


def _every(pack: Pack, wanted: Collection[str]) -> Iterator[Question]:
    for section in _sections(pack, wanted):
        yield from section.questions


def _sheets(asked: Question, pack: Pack, wanted: Collection[str], around: str = "") -> Iterator[ListSheet]:
    if asked.field.rows is not None and asked.field.rows.group is not None:
        group, path = asked.field.rows.group, f"{asked.path}[]"
        every = {f"{path}.{name}" for name in fields_of(group)}
        # A list of which nothing within is asked has its columns all the same, so that its rows can be told.
        columns = tuple(_questions(group, path, pack, wanted)) or tuple(_questions(group, path, pack, every))
        yield ListSheet(asked.label, asked, columns, around)
        for column in columns:
            if column.is_list_of_groups:
                yield from _sheets(column, pack, wanted, asked.path)


def _with_titles(sheets: list[ListSheet]) -> tuple[ListSheet, ...]:
    """Give every sheet a title that Excel takes: short, without brackets, none twice."""
    taken = {MAIN.casefold(), HELP.casefold(), CHOICES.casefold()}
    titled = []
    for sheet in sheets:
        plain = "".join(each for each in sheet.title if each not in "[]:*?/\\'") or "List"
        title = next(title for number in range(1, 1000) if (title := _numbered(plain, number)).casefold() not in taken)
        taken.add(title.casefold())
        titled.append(replace(sheet, title=title))
    return tuple(titled)


def _numbered(title: str, number: int, longest: int = 31) -> str:
    return title[:longest].strip() if number == 1 else f"{title[: longest - 4].strip()} {number}"


def _is_wanted(path: str, wanted: Collection[str]) -> bool:
    return any(each == path or each.startswith((f"{path}.", f"{path}[]")) for each in wanted)


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _about(group: type[Frozen] | None) -> str:
    return " ".join(((group and group.__doc__) or "").split())


def hint(question: Question, titles: Mapping[str, str]) -> str:
    """Say where the answer is written to a question that has no cell of its own."""
    return f"{_ELSEWHERE} “{titles[question.path]}”" if question.path in titles else _BELOW


def is_hint(text: str) -> bool:
    """Tell whether a cell holds nothing but such a hint."""
    return text.startswith((_ELSEWHERE, _BELOW))
