"""Markdown of FHIR becomes plain text without losing a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.proposals.fhir.text import plain_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("R&amp;amp;D &amp;lt; 5", "R&D < 5"),
        ("<div><p>One</p><p>Two</p></div>", "One\nTwo"),
        ("&lt;p&gt;Escaped &amp;gt; 3&lt;/p&gt;", "Escaped > 3"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n  1. c\n  2. d"),
        ("age < 18 and > 5 years", "age < 18 and > 5 years"),
        ("<p>glucose <70 mg/dL for <patient name></p>", "glucose <70 mg/dL for <patient name>"),
        ("4 x 10<sup>9</sup>/L of H<sub>2</sub>O", "4 x 10^9/L of H2O"),
        (
            'see <a href="https://example.org/a?x=1&amp;section=2">the page</a>',
            "see the page (https://example.org/a?x=1&section=2)",
        ),
        ("https://example.org/?year=1&section=2&copy=3", "https://example.org/?year=1&section=2&copy=3"),
        ("one<br/>two<br />three", "one\ntwo\nthree"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
        ("a\r\nb  \n\n\n\nc\u00a0d", "a\nb\n\nc d"),
        ("- one\n- two", "- one\n- two"),
        ("bell\x07 and half a pair \ud800", "bell\ufffd and half a pair \ufffd"),
        ('<p><img src="x.png" alt="a flow chart"/> of <b>care</b></p><hr/>', "a flow chart of care"),
        ("<p>kept</stray> <!ELEMENT x> <?note y></p>", "kept</stray> <!ELEMENT x> <?note y>"),
        ("<p>a <insert/> b</p><!-- not shown -->", "a <insert/> b"),
        ("</a></ul><p>loose ends</p><li>one", "loose ends\n- one"),
        ("<p>pressure </= 140, a <b and c> d, <3 x</p>", "pressure </= 140, a <b and c> d, <3 x"),
        ("AT&T; no entity", "AT&T; no entity"),
    ],
)
def test_reads_markup_and_escapes(raw: str, text: str) -> None:
    assert plain_text(raw) == text


@given(st.text())
def test_never_fails_and_is_stable(raw: str) -> None:
    once = plain_text(raw)

    assert once.encode("utf-8").decode("utf-8") == once
    assert once == once.strip()


@given(st.lists(st.text(alphabet="abcäß19", min_size=1), min_size=1, max_size=6))
def test_loses_no_word_of_a_list(words: list[str]) -> None:
    markup = "<ul>" + "".join(f"<li><b>{word}</b></li>" for word in words) + "</ul>"

    assert plain_text(markup) == "\n".join(f"- {word}" for word in words)
