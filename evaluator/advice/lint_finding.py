"""What lint says about a pack: a place, what is wrong there, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LintFinding:
    """One thing in a pack that reads well and is wrong all the same."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}; expected {self.expected}"


@dataclass(frozen=True)
class LintResult:
    """All findings about one pack; `undecided` names checks with too many combinations to try."""

    pack: str
    findings: tuple[LintFinding, ...]
    undecided: tuple[str, ...]
