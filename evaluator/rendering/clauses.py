"""The publisher's words in pieces: each clause with the mark of what its checks come to, and the words between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.shapes import Beside, Piece
from evaluator.rendering.words import FINDINGS, NOT_NEEDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from evaluator.model.evaluation import ClauseResult, CriterionResult
    from evaluator.rendering.shapes import Mark


def pieces_of(criterion: CriterionResult, text: str, part: str = "") -> tuple[Piece, ...]:
    """Cut words of the publisher where clauses begin and end; a clause without checks is not marked."""
    pieces = list(_pieces(criterion, text, part))
    after = [piece.text for piece in pieces[1:]] + [""]
    # A format may take spaces at either end of a text away, so they are told apart from it.
    apart = (
        piece._replace(text=piece.text.strip(), space=piece.text[-1:].isspace() or following[:1].isspace())
        for piece, following in zip(pieces, after, strict=True)
    )
    return tuple(piece for piece in apart if piece.text)


def points_of(criterion: CriterionResult) -> tuple[tuple[Piece, ...], ...]:
    """Show the words of the parts of which clauses are told, below those of the criterion."""
    told = {clause.part for clause in criterion.clauses}
    parts = {part.id: part.words for part in criterion.parts if part.words and part.id in told}
    return tuple(pieces_of(criterion, words, name) for name, words in parts.items())


def besides_of(criterion: CriterionResult) -> tuple[Beside, ...]:
    """Show the questions that were asked besides the publisher's words, with what they came to."""
    asked = {check.id: check.asks for check in criterion.checks}
    found = [
        (asked[name], mark_of_clause(one), one.says)
        for one in criterion.besides
        for name in one.checks
        if name in asked
    ]
    return tuple(Beside(asks, mark, why) for asks, mark, why in found if mark is not None)


def clause_sentences(clauses: Iterable[Mapping[str, Any]], of_none: Mapping[str, str]) -> list[str]:
    """Say, without a proposal, which checks decide about which words, and which about none."""
    decided = [f"“{one['words']}”: {', '.join(one['checks']) or one['says']}" for one in clauses]
    return [*decided, *(f"Of no words above: {name}. {why}" for name, why in of_none.items())]


def mark_of_clause(clause: ClauseResult) -> Mark | None:
    """Give the mark of a clause: what its checks come to, or that nothing rests on it."""
    if clause.finding is None:
        return None
    return FINDINGS[clause.finding] if clause.needed or clause.finding == "met" else NOT_NEEDED["not_needed"]


def _pieces(criterion: CriterionResult, text: str, part: str) -> Iterator[Piece]:
    here = 0
    for begin, clause in _placed(criterion, text, part):
        if begin > here:
            yield Piece(text[here:begin], None)
        here = begin + len(clause.words)
        yield Piece(clause.words, mark_of_clause(clause), clause.finding == "met")
    if text[here:]:
        yield Piece(text[here:], None)


def _placed(criterion: CriterionResult, text: str, part: str) -> list[tuple[int, ClauseResult]]:
    """Find where clauses begin; one of the quotation may stand in the words of a part that repeats it."""
    found = [(text.find(one.words), one) for one in criterion.clauses if one.part in ("", part)]
    return sorted(((begin, one) for begin, one in found if begin >= 0), key=lambda place: place[0])
