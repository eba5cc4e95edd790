"""Two parsers read YAML: what both of them read, they read alike."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from evaluator.errors import ProposalError
from evaluator.proposals import yaml_text

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
DOCUMENTS = (
    "a: 1\nb:\n  - x: 'one'\n    y: two words\n  - [p, {q: r}, 's']\n",
    "# head\na: |\n  one\n\n   two\nb: >-\n  long\n  text\n\n  more\nc: ~\n",
    '- - a\n  - b: "c d"\n-\n  ? e\n  : f\n- plain\n  goes on\n',
)
PIECES = ["\n", "\n ", "\n  ", "\n\n", "\r\n", " ", "  ", "a", "é", "\xa0", "7", "~", "true", "<<: ", "b: ", ":", "- "]
PIECES += ["? ", ",", "'", '"', "|", ">2", "[", "]", "{", "}", "#", " # c", "@", "%", "`", "=", "\\", "\\n", "\\/"]
PIECES += [
    "\\u0041",
    "\\\n",
    "\r",
    "\t",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\x85",
    "\u2028",
    "\ufeff",
    "&a ",
    "*a",
    "!t ",
]
ADDED = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES)), min_size=1, max_size=3)


def _by_ruamel(text: str) -> yaml_text._Tree:
    return yaml_text._grown(yaml_text.events(text, ""), "")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_by_the_faster_one_as_by_the_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    faster, other = yaml_text._read_alike(text), _by_ruamel(text)

    assert faster is not None
    assert (repr(faster.root), faster.lines) == (repr(other.root), other.lines)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DOCUMENTS), ADDED)
def test_what_both_read_they_read_alike(text: str, added: list[tuple[int, str]]) -> None:
    for place, piece in added:
        text = text[:place] + piece + text[place:]
    faster = yaml_text._read_alike(text)
    event("by ruamel alone" if faster is None else "by both")
    if faster is None:
        return

    try:
        other = _by_ruamel(text)
    except ProposalError:
        event("refused by ruamel alone")  # some of what YAML 1.2 allows, as in the last test here
        return

    assert (repr(faster.root), faster.lines, other.faults) == (repr(other.root), other.lines, [])


@pytest.mark.parametrize(
    "text",
    ["a: &x b\n", "a: !!str b\n", "---\na: b\n", "a: |#\n", "a\rb: c", "a: b\n\ufeff", "a: b\x85c", "a:\tb", "a", "[a"],
)
def test_what_may_be_read_otherwise_is_left_to_the_other(text: str) -> None:
    assert yaml_text._read_alike(text) is None


@pytest.mark.parametrize(("text", "data"), [("a: |\n \n  x\n", {"a": "\nx\n"}), ("a: ['b':]\n", {"a": [{"b": None}]})])
def test_what_yaml_1_2_allows_is_read_although_ruamel_refuses_it(text: str, data: object) -> None:
    assert yaml_text.yaml_document(text).data == data


def test_without_libyaml_the_other_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)

    assert yaml_text._read_alike("a: 1\n") is None
    assert yaml_text.yaml_document("a: 1\n").data == {"a": 1}
