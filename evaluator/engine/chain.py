"""Forward chaining: runs the rules over facts and keeps the trace. The only importer of `durable_rules_engine`.

durable-rules is driven through its C module: one handle, one live session, one fact a call, every return code
looked at, the session deleted after each run. Its public Python layer swallows exceptions and drops results.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
import threading
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evaluator.engine.facts import Fact, wire
from evaluator.engine.rules import Definition, definitions
from evaluator.errors import ChainError, EngineMissingError

if TYPE_CHECKING:
    from types import ModuleType

Act = Callable[[str, list[Fact]], Fact]
CONCLUSION = "recommendation"  # the kind of fact that no rule waits for
_SESSION = "0"
_FACT_ID = re.compile(r'"id":"([^"]*)"')
_MOST_FIRINGS = 100_000
_REBUILD = (
    'CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject" pip install --force-reinstall --no-deps '
    "--no-cache-dir --no-binary durable-rules durable-rules==2.0.28"
)


class Chain:
    """One set of rules, compiled once. Runs are serialised: the engine has one live session."""

    def __init__(self, rules: dict[str, Definition]) -> None:
        self._engine = _engine()
        self._lock = threading.Lock()
        prime = {"_prime": {"all": [{"m": {"_prime": 1}}]}}
        self._handle = self._engine.create_ruleset("cat2", json.dumps({**rules, **prime}))
        self._prime()

    def run(self, facts: Iterable[Fact], act: Act) -> list[Firing]:
        """Assert facts and fire rules until none is left; `act` derives a fact from the facts that a rule matched.

        Raises:
            ChainError: if a fact is matched by no rule, is asserted twice, or the rules do not come to an end.
        """
        firings: list[Firing] = []
        known: dict[str, Fact] = {}
        with self._lock:
            offset = None
            try:
                for fact in facts:
                    offset = self._assert(fact, known)
                message = None if offset is None else self._engine.start_action_for_state(self._handle, offset)
                text = message[1] if message else None
                while text:
                    if len(firings) >= _MOST_FIRINGS:
                        raise ChainError("the rules do not come to an end")
                    firing = _fired(text, known, act)
                    if firing.derived["kind"] != CONCLUSION:
                        self._assert(firing.derived, known)
                    firings.append(firing)
                    text = self._engine.complete_and_start_action(self._handle, offset)
            finally:
                if offset is not None:
                    self._engine.delete_state(self._handle, _SESSION)
        return firings

    def close(self) -> None:
        """Free the rules; the chain cannot be run again."""
        self._engine.delete_ruleset(self._handle)

    def _assert(self, fact: Fact, known: dict[str, Fact]) -> int:
        name = str(fact["id"])
        try:
            code, offset = self._engine.assert_fact(self._handle, wire(fact))
        except Exception as error:
            raise ChainError(f"the rules engine refused the fact {name}: {error}") from error
        if code != 0:
            raise ChainError(f"the fact {name} is matched by no rule or was asserted before (code {code})")
        known[name] = fact
        return int(offset)

    def _prime(self) -> None:
        # delete_state on a session slot in which no action was ever started frees an uninitialised pointer
        _, offset = self._engine.assert_fact(self._handle, '{"_prime":1}')
        self._engine.start_action_for_state(self._handle, offset)
        self._engine.complete_and_start_action(self._handle, offset)
        self._engine.delete_state(self._handle, _SESSION)


class Firing(NamedTuple):
    """One rule that fired: the ids of the facts it matched and the fact it derived."""

    rule: str
    because: tuple[str, ...]
    derived: Fact


@cache
def shared_chain(modes: frozenset[str]) -> Chain:
    """Compile the rules for these modes of combination, once for this process; packs of equal modes share them."""
    return Chain(definitions(modes))


def _fired(text: str, known: dict[str, Fact], act: Act) -> Firing:
    rule = text[2 : text.index('"', 2)]
    because = tuple(_FACT_ID.findall(text))
    return Firing(rule, because, act(rule, [known[name] for name in because]))


@cache
def _engine() -> ModuleType:
    try:
        import durable_rules_engine  # noqa: PLC0415  so that a missing engine is one sentence
    except ImportError as error:
        raise EngineMissingError(
            f"The rules engine durable-rules cannot be imported ({error}); rebuild it with: {_REBUILD}"
        ) from error
    _keep_heap()
    engine: ModuleType = durable_rules_engine
    return engine


def _keep_heap() -> None:
    """Keep freed sessions in the heap: trimming it after each run costs up to half the speed."""
    if sys.platform == "linux":
        trim_threshold, top_pad, mmap_threshold = -1, -2, -3
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            for option, size in ((trim_threshold, 512 << 20), (top_pad, 64 << 20), (mmap_threshold, 1 << 30)):
                mallopt(option, size)
