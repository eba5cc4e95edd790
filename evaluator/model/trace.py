"""The trace of an evaluation: the facts that were put in and those that rules derived, with their causes."""

from typing import Final, Literal

from evaluator.model.answers import Frozen

TRACE_FORMAT: Final = "cat2-trace/1"


class TraceNode(Frozen):
    """One fact: put in by an observation (`rule` empty) or derived by a rule from the facts named in `because`."""

    id: str
    rule: str = ""
    because: tuple[str, ...] = ()
    fact: dict[str, str | int]


class Trace(Frozen):
    """Which rule fired on which facts, in the order of firing."""

    format: Literal["cat2-trace/1"] = TRACE_FORMAT
    nodes: tuple[TraceNode, ...]
