"""Two parsers read YAML: what the faster one reads, the other would have read alike."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.errors import ProposalError
from evaluator.proposals import yaml_text

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
DOCUMENTS = (
    "a: 1\nb:\n  - x: 'one'\n    y: two words\n  - [p, {q: r}, 's']\n",
    "# head\na: |\n  one\n\n   two\nb: >-\n  long\n  text\n\n  more\nc: ~\n",
    '- - a\n  - b: "c d"\n-\n  e: f\n- plain\n  goes on\n',
)
PIECES = ["\n", "\n ", "\n  ", "\n\n", "\r\n", " ", "  ", "a", "é", "\xa0", "7", "~", "true", "<<: ", "b: ", ":", "- "]
PIECES += ["? ", "?", ",", "'", '"', "|", ">2", "[", "]", "{", "}", "#", " # c", "@", "%", "`", "=", "\\", "\\n", "\\/"]
PIECES += ["\\u0041", "\\\n", "\r", "\t", "---\n", "...\n", "%YAML 1.2\n", "\x85", "\u2028", "\ufeff", "&a ", "*a"]
ADDED = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES)), min_size=1, max_size=3)
MARKS = ["a", ":", ": ", ",", "?", "? ", "'b'", "[", "]", "{", "}", "\n ", " #", "x?"]
needs_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")


def _differs(text: str) -> bool:
    """Tell whether the faster one reads a text, and the other does not or reads something else."""
    faster = yaml_text._read_alike(text)
    if faster is None:
        return False
    try:
        other = yaml_text._read(text, "")
    except ProposalError:
        return True
    return (repr(faster.root), faster.lines, []) != (repr(other.root), other.lines, other.faults)


@needs_libyaml
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_by_the_faster_one_as_by_the_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert yaml_text._read_alike(text) is not None
    assert not _differs(text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DOCUMENTS), ADDED)
def test_what_the_faster_one_reads_the_other_reads_alike(text: str, added: list[tuple[int, str]]) -> None:
    for place, piece in added:
        text = text[:place] + piece + text[place:]

    assert not _differs(text)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=6), st.sampled_from(["[%s]", "a: [%s]\n", "{%s}", "- %s\n", "%s\n"]))
def test_short_texts_full_of_marks_are_read_alike(marks: list[str], around: str) -> None:
    assert not _differs(around.replace("%s", "".join(marks)))


@pytest.mark.parametrize(
    "text",
    [
        *("a: &x b\n", "a: !!str b\n", "---\na: b\n", "a: |#\n", "a\rb: c", "a: b\n\ufeff", "a: b\x85c", "a:\tb", "a"),
        *(
            "[?, :x]",
            "a: [?]]",
            "[?],]",
            "? a\n: b\n",
            "a: ['b':]",
            "['b':a]",
            "a: |\n \n  x\n",
            "a: >\r\n \r\n  x\r\n",
        ),
        "[a",
    ],
)
def test_what_may_be_read_otherwise_is_left_to_the_other(text: str) -> None:
    assert yaml_text._read_alike(text) is None


def test_without_libyaml_the_other_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)

    assert yaml_text._read_alike("a: 1\n") is None
    assert yaml_text.yaml_document("a: 1\n").data == {"a": 1}
