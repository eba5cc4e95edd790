"""The texts of a proposal, field by field and item by item, with the place of each; placeholders are no texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from evaluator.engine.answers import Answers, Context, Reader, rows_of
from evaluator.packs.fields import proposal_fields


class Text(NamedTuple):
    """One answered text; `path` is dotted, with list positions from 0, `field` has `[]` instead of them."""

    path: str
    field: str
    words: str


Texts = Callable[[Context], Sequence[Text]]


def texts_of(field: str, answers: Answers) -> Texts:
    """Compile a field into a function that lists its answered texts."""
    *above, last = field.split("[].")
    lists: list[Reader] = []
    holder: str | None = None
    for name in above:
        lists.append(_reader(answers, name, holder))
        holder = name if holder is None else f"{holder}[].{name}"
    read = _reader(answers, last, holder)

    def one(context: Context) -> Sequence[Text]:
        answer = read(context)
        return (Text(field, field, str(answer.value)),) if answer.state == "answered" else ()

    def walk(context: Context, path: str, left: list[Reader]) -> Iterator[Text]:
        if not left:
            answer = read(context)
            if answer.state == "answered":
                yield Text(path, field, str(answer.value))
            return
        for number, row in enumerate(rows_of(left[0](context)) or ()):
            yield from walk(context.with_item(row), path.replace("[]", f".{number}", 1), left[1:])

    return _listed(f"texts of {field}", lambda context: walk(context, field, lists)) if lists else one


def all_texts(answers: Answers) -> Texts:
    """Compile a function that lists every answered text of a proposal, in the order of the form."""
    fields = [texts_of(path, answers) for path, field in proposal_fields().items() if field.kind == "text"]
    return _listed("all texts", lambda context: (text for read in fields for text in read(context)))


def _listed(key: str, walk: Callable[[Context], Iterator[Text]]) -> Texts:
    """List texts once for a proposal: many rules look through the same fields."""

    def listed(context: Context) -> Sequence[Text]:
        texts: Sequence[Text] | None = context.seen.get(key)
        if texts is None:
            texts = context.seen[key] = tuple(walk(context))
        return texts

    return listed


def _reader(answers: Answers, name: str, holder: str | None) -> Reader:
    steps = tuple(name.split("."))
    return answers.reader(steps if holder is None else ("item", *steps), holder)
