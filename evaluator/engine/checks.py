"""Checks compiled from a pack: which case holds for a proposal, what was read, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from evaluator.engine.answers import Answers, Context, Reader
from evaluator.engine.conditions import Conditions
from evaluator.engine.frames import blank_read, frames_of
from evaluator.engine.predicates import Test
from evaluator.engine.references import references
from evaluator.engine.values import NOT_STATED, number_with_unit, shown, sources_named
from evaluator.engine.whole_answers import seen_whole
from evaluator.model.answers import Answer
from evaluator.model.criteria import Case, Check, Criterion, Outcome, Pack
from evaluator.model.evaluation import Read
from evaluator.packs import conditions as c
from evaluator.packs.condition_parser import parse
from evaluator.packs.paths import SOURCES, Resolved
from evaluator.packs.words import PLACE

_NOT_ASKED: Outcome = "not_applicable"
Sentence = Callable[[Context, str], str]  # the context and the label of the item at hand


class Observation(NamedTuple):
    """The outcome of one check in one scope; `case` is the position of the case that held, -1 after an error."""

    outcome: Outcome
    case: int
    claimed: bool = False


@dataclass(frozen=True)
class FieldRead:
    """A field that a check reads, with the way to it; a `gate`, in another section, tells whether it is asked.

    `path` names its place in the proposal where that is the same for all proposals, and is empty elsewhere; `blank` is
    what a result says of it when nothing is written there.
    """

    steps: tuple[str, ...]
    resolved: Resolved
    reader: Reader
    words: Callable[[Context], str]
    blank: Read
    path: str
    gate: bool = False

    def concerns(self, outcome: Outcome, context: Context) -> bool:
        """Tell whether an outcome rests on it; a gate that nobody filled in let the check through and says no more."""
        return not self.gate or outcome == _NOT_ASKED or self.reader(context).state != "blank"

    def location(self, context: Context, item_path: str) -> str:
        """Name the concrete place in the proposal: dotted, with list positions from 0.

        What stands in a source that is not named, or not in the register, has the place where its name belongs.
        """
        if self.resolved.inner is None:
            return self._below(self.steps, item_path)
        name = self.source(context)
        position = next((n for n, source in enumerate(context.sources) if source == name), None)
        if position is None:
            return self._below(self.steps[: -self._depth], item_path)
        return self.resolved.inner.path.replace(f"{SOURCES}[]", f"{SOURCES}.{position}")

    def references(self, context: Context) -> list[str]:
        """List the sources that the answer refers to, each once."""
        if self.resolved.inner is not None:
            name = self.source(context)
            return [name] if name in context.sources else []
        return list(dict.fromkeys(references(self.reader(context), self.resolved.outer)))

    def source(self, context: Context) -> str:
        """Name the source that the answer stands in, as it is named on the way to it; empty where none is."""
        holder: Any = context.item if self.steps[0] == "item" else context.proposal
        for name in self.steps[1 if self.steps[0] == "item" else 0 : len(self.steps) - self._depth]:
            held = getattr(holder, name)
            holder = held.value if isinstance(held, Answer) else held
        return "" if holder is None else str(holder)

    @property
    def _depth(self) -> int:
        """How many steps lead from the source on."""
        return len(self.resolved.inner.path.split(".")) - 2 if self.resolved.inner else 0

    @staticmethod
    def _below(steps: tuple[str, ...], item_path: str) -> str:
        return ".".join([item_path, *steps[1:]]) if steps[0] == "item" else ".".join(steps)


@dataclass(frozen=True, eq=False)
class CompiledCheck:
    """One check ready to be asked of a proposal.

    `frames` are the results of its cases, and behind them that of an error, as far as they are always the same.
    """

    check: Check
    cases: tuple[tuple[Test, Observation], ...]
    otherwise: Observation
    claimed: Observation
    readers: tuple[Reader, ...]
    reads: tuple[FieldRead, ...]
    thresholds: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]
    inherent: tuple[bool, ...]
    frames: tuple[Mapping[str, Any], ...]

    def observe(self, context: Context) -> Observation:
        """Find the first case that holds; the last always does."""
        # Loops and not generators: every check of every proposal comes through here.
        for test, observation in self.cases:
            if test(context) is True:
                return observation
        for read in self.readers:
            if read(context).state == "not_applicable":
                return self.claimed
        return self.otherwise


class CheckCompiler:
    """Compiles the checks of one criterion."""

    def __init__(self, pack: Pack, criterion: Criterion, answers: Answers) -> None:
        self._pack, self._answers = pack, answers
        define = {**pack.define, **criterion.define}
        self.conditions = Conditions(pack, answers, define)
        self._reads: dict[tuple[tuple[str, ...], str | None, bool], FieldRead] = {}
        self._inherent = {gap.id for gap in criterion.gaps if gap.fixability == "inherent"}

    def compile(self, check: Check, item_list: str | None, also: tuple[c.Path, ...] = ()) -> CompiledCheck:
        """Compile one check; `item_list` is the list that its part ranges over, `also` what it reads besides."""
        whens = [case.when for case in check.cases if case.when]
        parsed = [parse(when) for when in whens]
        read_by = [tuple(self.conditions.reach.paths(condition)) for condition in parsed]
        paths = dict.fromkeys([*also, *chain.from_iterable(read_by)])
        asked = [read for read, case in zip(read_by, check.cases, strict=False) if case.then != _NOT_ASKED]
        beyond_gates = {*also, *chain.from_iterable(asked)}
        sections = {path.steps[0] for path in beyond_gates}
        reads = tuple(
            self.read(path.steps, item_list, gate=path not in beyond_gates and path.steps[0] not in sections)
            for path in paths
        )
        thresholds = dict.fromkeys(name for condition in parsed for name in self.conditions.reach.thresholds(condition))
        tests = [self.conditions.compile(when, item_list) for when in whens]
        observations = [Observation(case.then, position) for position, case in enumerate(check.cases)]
        return CompiledCheck(
            check=check,
            cases=tuple(zip(tests, observations, strict=False)),
            otherwise=observations[-1],
            claimed=Observation("not_applicable", len(tests), claimed=True),
            readers=tuple(read.reader for read in reads),
            reads=reads,
            thresholds=tuple(thresholds),
            sentences=tuple(self.sentence(case.says, reads, item_list) for case in check.cases),
            questions=tuple(self.sentence(case.question, reads, item_list) for case in check.cases),
            inherent=tuple(self._is_inherent(case) for case in check.cases),
            frames=frames_of(self._pack, check, tuple(thresholds)),
        )

    def _is_inherent(self, case: Case) -> bool:
        return case.then == "false" and case.gap in self._inherent

    def read(self, steps: tuple[str, ...], item_list: str | None, *, gate: bool = False) -> FieldRead:
        """Compile the way to a field, once."""
        key = (steps, item_list, gate)
        if key not in self._reads:
            self._reads[key] = self._read(steps, item_list, gate=gate)
        return self._reads[key]

    def _read(self, steps: tuple[str, ...], item_list: str | None, *, gate: bool) -> FieldRead:
        resolved, reader = self._answers.resolve(steps, item_list), self._answers.reader(steps, item_list)

        def words_of_all(context: Context) -> str:
            return shown(seen_whole(reader(context), resolved.field, self._answers))

        has_fields = resolved.field.kind == "object" or resolved.field.holds_items
        words = words_of_all if has_fields else lambda context: shown(reader(context))
        blank = blank_read(self._pack, steps, resolved)
        return FieldRead(steps, resolved, reader, words, blank, blank.path, gate)

    def sentence(self, text: str, reads: tuple[FieldRead, ...], item_list: str | None) -> Sentence:
        """Compile a sentence with its places; `reads` are those whose evidence `{evidence}` names."""
        pieces = PLACE.split(text)
        if len(pieces) == 1:
            return lambda _context, _label: text
        filled = [self._piece(piece, reads, item_list) if n % 2 else piece for n, piece in enumerate(pieces)]
        return lambda context, label: "".join(p if isinstance(p, str) else p(context, label) for p in filled)

    def _piece(self, place: str, reads: tuple[FieldRead, ...], item_list: str | None) -> str | Sentence:
        if place == "item":
            return lambda _context, label: label
        if place == "evidence":
            return lambda context, _label: sources_named(name for read in reads for name in read.references(context))
        if place.startswith("@"):
            return number_with_unit(self._pack.thresholds[place[1:]])
        steps = tuple(place.split("."))
        read = self.read(steps, item_list)
        return lambda context, _label: read.words(context) or NOT_STATED
