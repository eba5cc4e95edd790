"""The summary fits a terminal, is plain where colour would be noise, and cannot be steered by a text."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from report_samples import everything, nothing_open, rewritten

from evaluator.rendering.terminal import print_summary, terminal_summary


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_line_is_wider_than_80_columns_whatever_the_texts() -> None:
    wide = rewritten(everything(), lambda text: f"{text} {'long ' * 30}{'x' * 200}")

    for result in (everything(), wide):
        assert [
            line for line in terminal_summary(result, name="a" * 90, verbose=True).splitlines() if len(line) > 80
        ] == []


def test_every_criterion_has_its_line() -> None:
    lines = terminal_summary(everything()).splitlines()

    assert "◔ C   Reduces burden, reflects work, is useful            Incomplete" in lines
    assert "! J   Development process                                 Could not be evaluated" in lines


def test_verbose_adds_what_is_missing() -> None:
    assert "No number shows" not in terminal_summary(everything())
    assert "No number shows" in terminal_summary(everything(), verbose=True)


def test_verbose_has_advisories_only_where_there_are_some() -> None:
    assert "Advisories (3)" in terminal_summary(everything(), verbose=True)
    assert "Advisories (" not in terminal_summary(nothing_open(), verbose=True)


def test_what_is_no_terminal_gets_plain_text() -> None:
    stream = io.StringIO()

    print_summary(everything(), stream, name="foot.yaml")

    assert stream.getvalue() == terminal_summary(everything(), name="foot.yaml")
    assert "\x1b" not in stream.getvalue()


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = _Terminal()

    print_summary(everything(), stream)

    assert "\x1b[32m✓ A" in stream.getvalue()


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = _Terminal()

    print_summary(everything(), stream)

    assert "\x1b[3" not in stream.getvalue()


def test_a_text_cannot_steer_the_terminal() -> None:
    steering = rewritten(everything(), lambda text: f"{text}\x1b[2J\x07\u202e[bold]")

    for text in (terminal_summary(steering, verbose=True), terminal_summary(steering, name="\x1b[2J")):
        assert not any(character in text for character in "\x1b\x07\u202e")


def test_plain_text_loads_neither_rich_nor_jinja() -> None:
    program = "import sys, evaluator.rendering.terminal; print({'rich', 'jinja2'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
