"""Help: every argument and option has its words, its metavar in capitals, and what holds where it is not given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from evaluator.cli.app import app

STANDARD_INPUT = ("check", "evaluate", "report", "explain", "plan", "whatif", "next", "sensitivity", "review new")


def _commands(group: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    group = group or get_command(app)
    for name in group.commands:
        found = group.get_command(None, name)
        if hasattr(found, "commands"):
            yield from _commands(found, f"{above}{name} ")
        else:
            yield f"{above}{name}", found


COMMANDS = dict(_commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_has_words_and_a_metavar_in_capitals(name):
    arguments = [each for each in COMMANDS[name].params if each.param_type_name == "argument"]

    assert [each.name for each in arguments if not each.help] == []
    assert [each.metavar for each in arguments if each.metavar != (each.metavar or "").upper()] == []


@pytest.mark.parametrize("name", STANDARD_INPUT)
def test_a_command_that_reads_standard_input_says_so(name):
    assert any("- reads" in (each.help or "") for each in COMMANDS[name].params)


@pytest.mark.parametrize(("name", "default"), [("evaluate", "json"), ("report", "html")])
def test_the_format_that_holds_where_none_is_given_is_told(cat2, name, default):
    told = " ".join(cat2(name, "--help").out.replace("│", " ").split())

    assert f"[default: as the file of -o ends, else {default}]" in told
    assert "- is standard output. [default: standard output]" in told
    assert "each proposal has a file of its own in the folder of -o" in told
    assert "words/XX.toml in the folder of --templates" in told


def test_how_several_results_come_out_is_told(cat2):
    assert "text or json. As json each proposal is one line." in " ".join(
        cat2("check", "--help").out.replace("│", " ").split()
    )


@pytest.mark.parametrize("name", ["pack show", "pack docs", "pack lint", "pack test"])
def test_the_pack_that_holds_where_none_is_named_is_told(cat2, name):
    assert "[default: the AMA criteria]" in " ".join(cat2(*name.split(), "--help").out.replace("│", " ").split())
