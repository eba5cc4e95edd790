"""Which criteria may read what stands at a place of a proposal, and a proposal with one section changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from evaluator.model.criteria import Criterion, Pack
from evaluator.model.proposal import Proposal

_REGISTER = "evidence.sources"  # any answer may cite it, so whoever asks for evidence reads it
_FIELD = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)*")
_ROW = re.compile(r"\.\d+(?:\.|$)")
_WORD = re.compile(r"[a-z_0-9]+")


class Readers:
    """The criteria of a pack by what they read."""

    def __init__(self, pack: Pack) -> None:
        """Look up what each criterion names."""
        self._known: dict[str, frozenset[str]] = {}
        self._reads = {one.id: _fields_named(pack, one) for one in (pack.form, *pack.criteria)}

    def of(self, path: str) -> frozenset[str]:
        """Name the criteria that may read what stands at a path; fields of rows are read with their list."""
        field = _ROW.split(path)[0]
        if field not in self._known:
            self._known[field] = frozenset(name for name, named in self._reads.items() if named.holds(field))
        return self._known[field]


def with_section(proposal: Proposal, name: str, section: Any) -> Proposal:
    """Give a section another content.

    Raises:
        ValidationError: if a proposal cannot hold it.
    """
    return proposal.model_copy(update={name: _adapter(name).validate_python(section)})


@cache
def _adapter(section: str) -> TypeAdapter[Any]:
    return TypeAdapter(Proposal.model_fields[section].annotation)  # type: ignore[arg-type]  # each section has a type


class _Named(NamedTuple):
    """The fields that the conditions of a criterion name, and everything that holds one of them."""

    fields: frozenset[str]
    above: frozenset[str]

    def holds(self, field: str) -> bool:
        """Tell whether a field, what holds it, or what it holds is named."""
        around = (field, *_holders(field))
        if _REGISTER in around or field in _AROUND_REGISTER or field in self.above:
            return True
        return any(one in self.fields for one in around)


def _holders(field: str) -> Iterator[str]:
    while "." in field:
        field = field.rpartition(".")[0]
        yield field


_AROUND_REGISTER = frozenset(_holders(_REGISTER))


def _fields_named(pack: Pack, criterion: Criterion) -> _Named:
    """List what the conditions of a criterion name: rather a word too many than a field too few."""
    texts = [*_conditions(pack, criterion)]
    define = {**pack.define, **criterion.define}
    for text in texts:  # grows by the conditions that are named
        texts += [define.pop(word) for word in _found(_WORD, text) if word in define]
    fields = frozenset(word for text in texts for word in _found(_FIELD, text))
    return _Named(fields, frozenset(holder for field in fields for holder in _holders(field)))


@lru_cache(maxsize=4096)
def _found(what: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(what.findall(text))


def _conditions(pack: Pack, criterion: Criterion) -> Iterator[str]:
    yield from (case.when or "" for case in (*pack.applies, *criterion.applies))
    yield from (case.when or "" for check in criterion.checks for case in check.cases)
    for part in criterion.parts:
        yield part.over
        yield from (case.when or "" for case in part.empty)
