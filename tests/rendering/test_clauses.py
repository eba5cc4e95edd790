"""The publisher's words, clause by clause: whole again when put together, and marked by word and symbol."""

from __future__ import annotations

import re

from report_open_criteria import burden
from report_other_criteria import significance
from report_samples import everything

from evaluator.rendering.clause_lines import clause_lines
from evaluator.rendering.clauses import clause_sentences, pieces_of, points_of
from evaluator.rendering.formats import render
from evaluator.rendering.shapes import Mark, Piece

WORDS = "Reduces data collection burden; reflects the work done; is useful in practice."
MET, OPEN, UNMET = (
    Mark("met", "✓", "Documented"),
    Mark("incomplete", "◔", "Incomplete"),
    Mark("not-met", "✕", "Not met"),
)


def shown(text):
    return re.sub(r"\x1b\[\d+m", "", text)


def test_pieces_are_the_words_cut_at_clauses():
    pieces = pieces_of(burden(), WORDS)

    assert "".join(f"{piece.text} " if piece.space else piece.text for piece in pieces) == WORDS
    assert "" not in [piece.text for piece in pieces]
    assert [(piece.text, piece.mark.symbol) for piece in pieces if piece.mark] == [
        ("Reduces data collection burden", "◔"),
        ("reflects the work done", "✓"),
        ("is useful", "✕"),
        ("in practice", "–"),
    ]


def test_a_part_that_repeats_the_words_is_marked_like_them():
    pieces = pieces_of(burden(), "Reduces data collection burden", "C1")

    assert [(piece.text, piece.mark.symbol if piece.mark else "") for piece in pieces] == [
        ("Reduces data collection burden", "◔")
    ]


def test_words_of_parts_stand_below_where_clauses_are_pieces_of_them():
    ((before, segment),) = points_of(significance())

    assert (before.text, before.mark, before.space) == ("Affects a", None, True)
    assert (segment.text, segment.mark.symbol if segment.mark else "") == ("large segment", "◇")
    assert points_of(burden()) == ()


def test_reports_mark_clauses_by_line_and_by_symbol_with_its_word():
    page, text = render(everything(), "html"), render(everything(), "md")

    assert '<span class="clause met">reflects the work done</span>&nbsp;' in page
    assert '<span class="symbol" role="img" aria-label="Documented">✓</span>' in page
    assert '<span class="clause not-met">is useful</span>' in page
    assert "**reflects the work done** [✓]; *is useful* [✕] *in practice* [–]" in text
    assert "- What about method before? ✓ Documented. The words do not ask for it." in text


def test_a_terminal_underlines_clauses_line_by_line():
    pieces = [Piece("One two three", MET, space=True), Piece("and", None, space=True)]
    pieces += [Piece("four five", UNMET, space=True), Piece("six", OPEN)]

    plain = clause_lines(pieces, " (AMA)", "  ", 14, styled=False)
    styled = clause_lines(pieces, " (AMA)", "  ", 14, styled=True)

    assert [shown(line) for line in styled] == plain
    assert " ".join(" ".join(plain).split()) == "“One two three [✓] and four five [✕] six [◔]” (AMA)"
    assert all(
        line.count("\x1b[4m") + line.count("\x1b[21m") + line.count("\x1b[3m") <= line.count("\x1b[0m")
        for line in styled
    )
    assert not any(re.match(r"\x1b", line) for line in styled)
    assert "\x1b[21mfour" in "".join(styled)


def test_without_a_proposal_a_clause_names_what_decides():
    clauses = [{"words": "a", "checks": ("X.a", "X1"), "says": ""}, {"words": "b", "checks": (), "says": "The panel."}]

    assert clause_sentences(clauses, {"X.c": "It is new."}) == [
        "“a”: X.a, X1",
        "“b”: The panel.",
        "Of no words above: X.c. It is new.",
    ]
