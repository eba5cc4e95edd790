"""A pack that says no more than reading a proposal needs, and a file to write into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.errors import Fault, ProposalError
from evaluator.model.criteria import FieldGuide, Pack
from evaluator.proposals.reading import ReadProposal, read_proposal

# Fields that the pack asks for: only there is a claim that the field does not apply anything to refuse.
ASKED = ("measure.title", "codes", "codes[].section", "change.kind")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """Make a pack of the three things that reading looks at."""
    return Pack.model_construct(
        id="test-pack",
        title="Test criteria",
        edition="1",
        fields={
            "specification.missing_data_rule": FieldGuide(
                label="Missing data", kind="work", may_claim_not_applicable=True
            ),
            **{name: FieldGuide(label=name, kind="fact") for name in ASKED},
            "extra.test-pack.colour": FieldGuide(label="Colour", kind="fact"),
        },
    )


@pytest.fixture
def read(tmp_path: Path, pack: Pack) -> Callable[..., ReadProposal]:
    """Read a text or bytes as a file of a given name."""

    def reading(content: str | bytes, name: str = "proposal.yaml") -> ReadProposal:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_proposal(path, pack)

    return reading


@pytest.fixture
def faults(read: Callable[..., ReadProposal]) -> Callable[..., tuple[Fault, ...]]:
    """Read a text or bytes that have faults, and return these."""

    def finding(content: str | bytes, name: str = "proposal.yaml") -> tuple[Fault, ...]:
        with pytest.raises(ProposalError) as caught:
            read(content, name)
        return caught.value.faults

    return finding
