"""Answers as checks see them: placeholders are unknown, `absent` counts only where the field says what it means.

A claim whose reason is a placeholder is as unknown: nobody has said yet why the field does not apply. So is a group of
which no answer is known.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

from evaluator.engine.tables import NOT_SUPPLIED, OwnTables, Rows, comparable, rows_of_table
from evaluator.model.answers import BLANK, Answer
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.model.measure_detail import Source
from evaluator.model.proposal import Proposal
from evaluator.packs.fields import ProposalField, proposal_fields
from evaluator.packs.own_fields import answers_of, fields_in_force, is_own
from evaluator.packs.paths import Resolved, resolve

_EDGES = " \t\r\n\u00a0\"'“”‘’«»()[]<>{}."  # noqa: RUF001  quotation marks as people type them
_KEYS = itertools.count()
_UNSAID = ("unknown", "blank")
V = TypeVar("V")
UNKNOWN: Answer[Any] = Answer(state="unknown")
ABSENT: Answer[Any] = Answer(state="absent")


class Context:
    """What conditions are evaluated against: the proposal, the as-of date and, inside a list, the item at hand.

    `seen` remembers what was looked up once, for this proposal and all its items, and `here` what was of this item;
    `own` are the tables of the user.
    """

    __slots__ = ("_items", "as_of", "here", "item", "own", "proposal", "seen", "sources")

    def __init__(  # noqa: PLR0913, PLR0917  made in two places, thousands of times
        self,
        proposal: Proposal,
        as_of: datetime.date,
        item: Any,
        sources: dict[str, Source],
        seen: dict[str, Any],
        own: OwnTables,
    ) -> None:
        """Hold what conditions look at."""
        self.proposal, self.as_of, self.item, self.sources, self.seen = proposal, as_of, item, sources, seen
        self.own = own
        self.here: dict[str, Any] = {}
        self._items: dict[int, Context] = {}

    def with_item(self, item: Any) -> Context:
        """Look at one item of a list; many checks look at the same few."""
        # By identity: what is kept holds the item, so that no other can have its place.
        known = self._items.get(id(item))
        if known is None:
            known = self._items[id(item)] = Context(self.proposal, self.as_of, item, self.sources, self.seen, self.own)
        return known


Reader = Callable[[Context], Answer[Any]]
Value = Callable[[Context], Any]
Items = Callable[[Context], tuple[Context, ...] | None]
Effective = Callable[[Answer[Any]], Answer[Any]]


def context_of(proposal: Proposal, as_of: datetime.date, own: OwnTables = NOT_SUPPLIED) -> Context:
    """Prepare a proposal for evaluation."""
    sources = {source.id: source for source in proposal.evidence.sources.value or ()}
    return Context(proposal, as_of, None, sources, {}, own)


class Answers:
    """Compiles paths into readers, with what one pack says about placeholders and absence; and makes its tables ready.

    Each once, for all criteria: they read the same fields and look up in the same tables.
    """

    def __init__(self, pack: Pack) -> None:
        self._tables, self._rows = pack.tables, dict[str, Rows]()
        self._fields = pack.fields
        self._known = fields_in_force(pack.fields)
        self._words = frozenset(_bare(word) for word in pack.placeholders.words)
        self._readers: dict[tuple[tuple[str, ...], str | None], Reader] = {}
        self._values: dict[tuple[tuple[str, ...], str | None], Value] = {}
        self._items: dict[tuple[tuple[str, ...], str | None], Items] = {}
        self._carrying: dict[tuple[str, ...], Callable[[Context], bool]] = {}
        self._effective: dict[str, Effective] = {}
        starts = [start.strip().casefold() for start in pack.placeholders.starts]
        self._shortest_start, self._longest_start = min(map(len, starts), default=0), max(map(len, starts), default=0)
        self._starts: dict[str, tuple[str, ...]] = {}  # by how they begin: few texts need to be held against many
        for start in starts:
            head = start[: self._shortest_start]
            self._starts[head] = (*self._starts.get(head, ()), start)
        self._gives_no_reason = self._placeholder(None)

    def resolve(self, steps: tuple[str, ...], item_list: str | None) -> Resolved:
        """Find the field of a path among those of proposals and of this pack."""
        return resolve(steps, item_list, self._known)

    def reader(self, steps: tuple[str, ...], item_list: str | None) -> Reader:
        """Compile a path, once, into a function from a context to the answer as checks see it."""
        key = (steps, item_list)
        if key not in self._readers:
            self._readers[key] = self._reader(steps, item_list)
        return self._readers[key]

    def value(self, steps: tuple[str, ...], item_list: str | None) -> Value:
        """Compile a path, once, into a function from a context to what to compare with: None if nothing is answered."""
        key = (steps, item_list)
        if key not in self._values:
            read = self.reader(steps, item_list)
            self._values[key] = once(lambda context: value_of(read(context)), of_item=steps[0] == "item")
        return self._values[key]

    def items(self, steps: tuple[str, ...], item_list: str | None) -> Items:
        """Compile the path of a list, once, into a function to its items: none if stated absent, None if unanswered."""
        key = (steps, item_list)
        if key not in self._items:
            # Not for the proposal: items know what was looked up for it, and would hold each other for ever.
            self._items[key] = once(_each_of(self.reader(steps, item_list)), of_item=True)
        return self._items[key]

    def carrying(self, parts: tuple[str, ...]) -> Callable[[Context], bool]:
        """Compile, once, whether a source states all of these parts; many answers rest on the same source."""
        if parts not in self._carrying:
            readers = [self.reader(("item", part), "evidence.sources") for part in parts]
            self._carrying[parts] = once(
                lambda source: all(read(source).state == "answered" for read in readers), of_item=True
            )
        return self._carrying[parts]

    def _reader(self, steps: tuple[str, ...], item_list: str | None) -> Reader:
        resolved = self.resolve(steps, item_list)
        if is_own(resolved.outer.path):
            return self._own_reader(resolved.outer)
        if resolved.inner is not None:
            return self._through_source(steps, item_list, resolved)
        if steps == ("item",):
            return _item_itself
        return self._plain_reader(steps, item_list)

    def rows(self, table: str) -> Rows:
        """Make the rows of a table ready that the pack ships."""
        if table not in self._rows:
            self._rows[table] = rows_of_table(self._tables[table], self._tables[table].row)
        return self._rows[table]

    def effective(self, described: ProposalField) -> Effective:
        """Compile, once, how an answer of this field is seen."""
        if described.path not in self._effective:
            self._effective[described.path] = self._see(described)
        return self._effective[described.path]

    def _see(self, described: ProposalField) -> Effective:
        guide = self._fields.get(described.path)
        counts_absent = guide is not None and guide.absent != "nothing"
        says_nothing = self._says_nothing(described, guide)

        def see(answer: Answer[Any]) -> Answer[Any]:
            if answer.state == "answered":
                return _unsaid(answer.value) if says_nothing is not None and says_nothing(answer.value) else answer
            if answer.state == "not_applicable":
                claim = f"not_applicable: {answer.reason}"
                return _unsaid(claim) if self._gives_no_reason(answer.reason or "") else answer
            return _unsaid("absent") if answer.state == "absent" and not counts_absent else answer

        return see

    def _says_nothing(self, described: ProposalField, guide: FieldGuide | None) -> Callable[[Any], bool] | None:
        """Compile how to tell that a value is none: a placeholder, or a group of which no answer is known."""
        if described.kind == "text":
            return self._placeholder(guide)
        if described.kind != "object":
            return None
        held = [
            (attrgetter(path.rpartition(".")[2]), self.effective(field))
            for path, field in proposal_fields().items()
            if path.rpartition(".")[0] == described.path
        ]
        return lambda value: all(see(answer(value)).state in _UNSAID for answer, see in held)

    def _placeholder(self, guide: FieldGuide | None) -> Callable[[str], bool]:
        words, answers, starts, shortest = self._words, frozenset[str](), self._starts, self._shortest_start
        if guide is not None:
            answers = frozenset(_bare(word) for word in guide.answers_despite_placeholder)
            words = (words | {_bare(word) for word in guide.placeholders}) - answers
        # Case folding never shortens a text, so that of a long one no more is folded than could make a difference.
        longest, first = max(map(len, words), default=0), self._longest_start

        def is_placeholder(text: str) -> bool:
            bare = text.strip(_EDGES)
            if len(bare) <= longest and bare.casefold() in words:
                return True
            if not bare[:1].isalnum() and not any(map(str.isalnum, bare)):
                return bare not in answers  # dots, dashes and lines to write on say nothing
            head = text.lstrip()[:first].casefold()
            return head.startswith(starts.get(head[:shortest], ()))

        return is_placeholder

    def _own_reader(self, described: ProposalField) -> Reader:
        """Read a field that the pack declares for itself: plain data in the proposal, an answer from here on."""
        _, owner, key = described.path.split(".")
        adapter, see = answers_of(self._fields[described.path]), self.effective(described)

        def read(context: Context) -> Answer[Any]:
            return see(adapter.validate_python(context.proposal.extra.get(owner, {}).get(key)))

        return once(read)

    def _plain_reader(self, steps: tuple[str, ...], item_list: str | None) -> Reader:
        """Read sections by attribute; from the first answer on, each step sees the state of its parent."""
        names = list(steps)
        from_item = names[0] == "item"
        first = 1 if from_item else _section_depth(steps)
        head = names[1:2] if from_item else names[:first]
        rest = names[2:] if from_item else names[first:]
        prefix = ("item", *head) if from_item else tuple(head)
        attribute = attrgetter(".".join(head))
        see = self.effective(resolve(prefix, item_list).outer)
        read: Reader = (lambda c: see(attribute(c.item))) if from_item else (lambda c: see(attribute(c.proposal)))
        for position, name in enumerate(rest):
            child = resolve((*prefix, *rest[: position + 1]), item_list).outer
            read = _child(read, attrgetter(name), self.effective(child))
        return once(read, of_item=from_item)

    def _through_source(self, steps: tuple[str, ...], item_list: str | None, resolved: Resolved) -> Reader:
        cut = next(n for n in range(1, len(steps)) if _resolves_to(steps[:n], item_list, resolved.outer))
        outer = self.reader(steps[:cut], item_list)
        inner = self.reader(("item", *steps[cut:]), "evidence.sources")

        def read(context: Context) -> Answer[Any]:
            answer = outer(context)
            if answer.state != "answered":
                return answer
            source = context.sources.get(str(answer.value))
            return BLANK if source is None else inner(context.with_item(source))

        return once(read, of_item=steps[0] == "item")


def once(look: Callable[[Context], V], *, of_item: bool = False) -> Callable[[Context], V]:
    """Look something up once for a proposal, or for the item that it is about: many checks ask the same."""
    key = str(next(_KEYS))  # a text: in a dictionary of texts alone they are found the fastest

    def look_once(context: Context) -> V:
        seen = context.here if of_item else context.seen
        if key in seen:
            return seen[key]  # type: ignore[no-any-return]  # what was put there below
        found = seen[key] = look(context)
        return found

    return look_once


def value_of(answer: Answer[Any]) -> Any:
    """Give the value to compare with, or None where there is no answer."""
    return comparable(answer.value) if answer.state == "answered" else None


def rows_of(answer: Answer[Any]) -> tuple[Any, ...] | None:
    """Give the items of a list: none for a list stated absent, None where the list is not answered."""
    if answer.state == "answered" and answer.value is not None:
        return tuple(answer.value)
    return () if answer.state == "absent" else None


def _unsaid(written: object) -> Answer[Any]:
    """Take an answer for unknown, and keep what was written for those who look for it in the file."""
    return Answer(state="unknown", value=written) if isinstance(written, str) else UNKNOWN


def _each_of(read: Reader) -> Items:
    def items(context: Context) -> tuple[Context, ...] | None:
        rows = rows_of(read(context))
        return None if rows is None else tuple([context.with_item(row) for row in rows])

    return items


def _bare(text: str) -> str:
    """Take off what surrounds a word without changing it: spaces, quotes, brackets and full stops."""
    return text.strip(_EDGES).casefold()


def _resolves_to(steps: tuple[str, ...], item_list: str | None, outer: ProposalField) -> bool:
    full = ".".join(steps) if steps[0] != "item" else ".".join([f"{item_list}[]", *steps[1:]])
    return full == outer.path


def _section_depth(steps: tuple[str, ...]) -> int:
    """Count the steps from the proposal down to its first answer."""
    return 1 if isinstance(getattr(_EMPTY, steps[0]), Answer) else 2


def _item_itself(context: Context) -> Answer[Any]:
    value = context.item
    return value if isinstance(value, Answer) else Answer(state="answered", value=value)


def _child(parent: Reader, attribute: Callable[[Any], Answer[Any]], see: Effective) -> Reader:
    def read(context: Context) -> Answer[Any]:
        answer = parent(context)
        return see(attribute(answer.value)) if answer.state == "answered" else answer

    return read


_EMPTY = Proposal()
