"""The engine and the reference evaluator agree on generated packs and proposals, errors among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, note, seed
from hypothesis import strategies as st
from reference.agreement import Fallible
from reference.effort import share
from reference.packs import packs
from reference.proposals import WIDTH, answers, build_proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reference.findings import Place

    from evaluator.model.criteria import Pack

pytestmark = pytest.mark.slow

BATCH = 44
# Two more bytes for each proposal say which checks fail.
ROW = WIDTH + 2
LEAST = 10_000
PARTS = 4  # so that they can run side by side


class Batch(NamedTuple):
    """Many proposals in one draw, shown by what matters only."""

    raw: bytes

    def rows(self) -> Iterator[bytes]:
        """Give the bytes of each proposal."""
        return (self.raw[start : start + ROW] for start in range(0, len(self.raw), ROW))

    def __repr__(self) -> str:
        return f"Batch of {sum(any(row) for row in self.rows())} proposals that say something"


BATCHES = st.binary(min_size=BATCH * ROW, max_size=BATCH * ROW).map(Batch)


@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_reference_agree(part: int) -> None:
    seen = 0

    @seed(part)
    @share(PARTS)
    @given(packs(), BATCHES)
    def agree(pack: Pack, batch: Batch) -> None:
        nonlocal seen
        fallible = Fallible.of(pack)
        for row in batch.rows():
            broken = broken_checks(pack, row[0], row[1])
            differing = fallible.disagreements(build_proposal(row[2:], pack.fields), broken)
            if differing:
                note(f"{answers(row[2:], pack.fields)}\nbroken: {sorted(broken, key=str)}")
            assert not differing, "(engine, reference)"
            seen += 1

    agree()

    assert seen >= LEAST // PARTS


def broken_checks(pack: Pack, how: int, which: int) -> frozenset[Place]:
    """Choose the checks that fail: none for most proposals, else one in a few, some of them for one item only."""
    if how < 150:
        return frozenset()
    names = [check.id for criterion in (pack.form, *pack.criteria) for check in criterion.checks]
    step = (len(names), 11, 5, 2)[how % 4]
    numbers = ((None, 0, 1, 2), (None, 1))[how // 4 % 2]
    return frozenset((name, number) for name in names[which % len(names) :: step] for number in numbers)
