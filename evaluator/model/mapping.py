"""A mapping: how the records of a foreign table or file say what a proposal says. It is data, and has no behaviour."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from evaluator.model.answers import Frozen


def _several(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Choosing(Frozen):
    """One way in which several values together say one word: some of `has`, and some of `and_has` if that is given."""

    has: Texts
    and_has: Texts = ()
    then: str


class Taken(Frozen):
    """What is read from a source for one answer, and how its words are understood."""

    from_: Texts = Field(alias="from", min_length=1)
    split: Texts = Field(default=(), description="what stands between several values in one text")
    join: str = Field(default="", description="put between texts; empty: the first path that says something")
    pattern: str = Field(default="", description="a regular expression; its first group is the answer")
    values: dict[str, str] = {}
    unlisted: Literal["warn", "ignore", "keep"] = "warn"
    choose: tuple[Choosing, ...] = ()
    placeholders: Texts = ()
    absent: Texts = Field(default=(), description="words that answer: there is none")
    answers: Texts = Field(default=(), description="words that would be placeholders elsewhere and answer here")
    unit: str = Field(default="", description="a number is written with this unit")


class FieldMapping(Taken):
    """One field of the proposal; `when` names values that the source must hold for it."""

    to: str
    when: dict[str, Texts] = {}
    supported_by: Texts = Field(default=(), description="paths of the sources that the record gives as its evidence")


class ListMapping(Frozen):
    """One list of the proposal: a row for each value that `each` finds."""

    to: str
    each: str
    split: Texts = Field(default=(), description="what stands between several values in one text")
    columns: dict[str, Taken]
    needs: str = Field(description="the column without which there is no row")
    where: dict[str, str] = Field(default={}, description="regular expressions that the row must match in full")
    distinct: Texts = Field(default=(), description="columns by which a row stands once")
    fixed: dict[str, str] = Field(default={}, description="columns that the mapping itself states, with their words")
    numbered: str = Field(default="", description="a column that names the rows E1, E2 and so on")
    when: dict[str, Texts] = {}


class Mapping(Frozen):
    """A whole mapping. Its records are what `rows` finds in a file that is not one record a line.

    In a sheet or a CSV table they begin below the row `header`, which names the columns.
    """

    id: str
    title: str
    says: str = ""
    rows: str = ""
    header: int = Field(default=1, ge=1, le=1000, strict=True)
    only: dict[str, Texts] = Field(default={}, description="records without these values are passed over")
    year: Taken | None = Field(default=None, description="the year of a record, by which an archive groups")
    visibility: Taken | None = Field(default=None, description="whose a record is: own, published or confidential")
    placeholders: Texts = ()
    starts: Texts = ()
    field: tuple[FieldMapping, ...] = ()
    list: tuple[ListMapping, ...] = ()
