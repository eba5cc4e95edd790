"""The sheets of the form, and the row or column of each question: what the pack asks, in the order of the form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from evaluator.model.criteria import Pack
from evaluator.proposals.questions import Question, Section, questions_of, sections_of, wanted_of
from evaluator.proposals.shape import fields_of

MAIN = "Proposal"
HELP = "How to fill it in"
CHOICES = "Choices"
HEADINGS = ("No.", "Question", "Guidance", "Required", "Answer", "State", "Why it does not apply", "Evidence", "Field")
ROW_HEADING, AROUND_HEADING = "Row", "Belongs to row"
BEGUN = "begun"
_ELSEWHERE = "Answered on the sheet"
_BELOW = "Answered in the rows below"


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
    wanted = wanted_of(pack, answered)
    sections = sections_of(pack, answered)
    lists = [
        each
        for section in sections
        for question in section.questions
        if question.is_list_of_groups
        for each in _sheets(question, pack, wanted)
    ]
    return Layout(sections, _with_titles(lists))


def _sheets(asked: Question, pack: Pack, wanted: Collection[str], around: str = "") -> Iterator[ListSheet]:
    if asked.field.rows is not None and asked.field.rows.group is not None:
        group, path = asked.field.rows.group, f"{asked.path}[]"
        every = {f"{path}.{name}" for name in fields_of(group)}
        # A list of which nothing within is asked has its columns all the same, so that its rows can be told.
        columns = tuple(questions_of(group, path, pack, wanted)) or tuple(questions_of(group, path, pack, every))
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


def hint(question: Question, titles: Mapping[str, str]) -> str:
    """Say where the answer is written to a question that has no cell of its own."""
    return f"{_ELSEWHERE} “{titles[question.path]}”" if question.path in titles else _BELOW


def is_hint(text: str) -> bool:
    """Tell whether a cell holds nothing but such a hint."""
    return text.startswith((_ELSEWHERE, _BELOW))
