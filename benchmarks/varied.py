"""Lines of JSON for benchmarks: the examples, each time with other answers left out, so that hardly two are alike."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

from evaluator.api import Evaluator
from evaluator.engine.known_patterns import KnownPatterns
from evaluator.model.criteria import Pack
from evaluator.model.proposal import Proposal
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import to_json_line, written

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))
LEFT_OUT = 0.03
_KEPT = ("schema", "id", "value", "not_applicable")  # without these it would be no proposal


def varied_lines(pack: Pack, count: int, seed: int = 0) -> list[str]:
    """Write `count` proposals, one a line; 3 of 100 single answers are left out."""
    rng = random.Random(seed)  # noqa: S311  to choose answers
    examples = [written(read_proposal(path, pack).proposal) for path in EXAMPLES]
    return [_line(examples[number % len(examples)], number, rng) for number in range(count)]


def _line(example: dict[str, Any], number: int, rng: random.Random) -> str:
    data = {**_thinned(example, rng), "id": f"{example['id']}-{number}"}
    return to_json_line(Proposal.model_validate({name: held for name, held in data.items() if name != "schema"}))


def _thinned(data: Any, rng: random.Random) -> Any:
    if isinstance(data, dict):
        left = {
            name for name, held in data.items() if _is_answer(held) and name not in _KEPT and rng.random() < LEFT_OUT
        }
        return {name: _thinned(held, rng) for name, held in data.items() if name not in left}
    return [_thinned(row, rng) for row in data] if isinstance(data, list) else data


def _is_answer(held: Any) -> bool:
    return not isinstance(held.get("value") if isinstance(held, dict) else held, dict | list | None)


def copied(patterns: KnownPatterns) -> KnownPatterns:
    """Remember the same from here on apart."""
    same = copy(patterns)
    vars(same).update({name: copy(held) for name, held in vars(patterns).items() if isinstance(held, dict)})
    return same


class Seasoned:
    """Makes an evaluator forget what it met in a measurement, and remember what it met before.

    Outcomes that were met before cost less, as in an archive of some thousand proposals; those of the lines measured
    are met anew in every round.
    """

    def __init__(self, evaluators: Sequence[Evaluator], before: list[str], lines: list[str]) -> None:
        """Evaluate the proposals that came before."""
        evaluator, *_ = self._evaluators = evaluators
        self._compiled, self.lines = evaluator.compiled, lines
        for line in before:
            evaluator.summary(Proposal.model_validate(json.loads(line)))
        self._patterns = copied(self._compiled.patterns)
        for line in lines:
            evaluator.summary(Proposal.model_validate(json.loads(line)))
        self._new = len(self._compiled.patterns.patterns) - len(self._patterns.patterns)

    def again(self) -> None:
        """Forget what was met since."""
        for evaluator in self._evaluators:
            evaluator.compiled.patterns = copied(self._patterns)

    def __str__(self) -> str:
        """Say how much of it is known."""
        lines = len({json.dumps({**json.loads(line), "id": ""}) for line in self.lines})
        asked = len(self.lines) * len(self._compiled.plans)
        return f"{len(self.lines)} proposals, {lines} different, {1 - self._new / asked:.2f} of their criteria known"
