"""Nothing in the code is wired to a pack: no literal of `evaluator/` is an id or a sentence of a shipped pack."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from evaluator.model.criteria import Criterion, Pack
from evaluator.packs import available_packs, load_pack
from evaluator.packs.fields import proposal_fields

CODE = Path(__file__).parents[1] / "evaluator"
SHORTEST_SENTENCE = 20  # characters; shorter ones are labels, such as "Denominator"
PACKS = {f"{name}@{edition}": folder for name, edition, folder in available_packs()}
every_pack = pytest.mark.parametrize("name", PACKS)

# A key of the pack format, and the id of a source in the form's own explanations.
WORDS_OF_THE_FORMAT = {"form", "E1"}


@cache
def _literals() -> dict[str, list[str]]:
    """Give every text of the code that is no docstring, with the places where it stands."""
    found: dict[str, list[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for text, line in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, []).append(f"{path.relative_to(CODE.parent)}:{line}")
    return found


def _texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


@cache
def _single_letters() -> dict[str, list[str]]:
    """Give the texts that stand where an id would: compared, looked up, or a key or member of a table.

    A single letter elsewhere is part of a path or format, such as the V and H of a line in a picture.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for held in _where_ids_stand(node):
                if isinstance(held, ast.Constant) and isinstance(held.value, str):
                    found.setdefault(held.value, []).append(f"{path.relative_to(CODE.parent)}:{held.lineno}")
    return found


def _where_ids_stand(node: ast.AST) -> list[ast.expr | None]:
    match node:
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Subscript():
            return [node.slice]
        case ast.Dict():
            return [*node.keys, *node.values]
        case ast.Set() | ast.List() | ast.Tuple():
            return list(node.elts)
        case ast.MatchValue():
            return [node.value]
        case ast.Call(func=ast.Attribute(attr="get" | "pop" | "startswith" | "removeprefix")):
            return list(node.args)
        case _:
            return []


@cache
def _pack(name: str) -> Pack:
    return load_pack(str(PACKS[name]))


def _criteria(pack: Pack) -> tuple[Criterion, ...]:
    return (pack.form, *pack.criteria)


def _found(words: set[str], literals: dict[str, list[str]]) -> dict[str, list[str]]:
    return {word: literals[word] for word in sorted(words & literals.keys())}


@every_pack
def test_no_literal_is_a_pack_or_an_edition(name: str) -> None:
    pack = _pack(name)

    assert _found({pack.id, pack.edition, pack.title, name, pack.publisher}, _literals()) == {}


@every_pack
def test_no_literal_is_a_criterion(name: str) -> None:
    ids = {one.id for one in _criteria(_pack(name))} - WORDS_OF_THE_FORMAT
    long, short = {each for each in ids if len(each) > 1}, {each for each in ids if len(each) == 1}

    assert _found(long, _literals()) == {}
    assert _found(short, _single_letters()) == {}


@every_pack
def test_no_literal_is_a_part_a_check_or_a_gap(name: str) -> None:
    criteria = _criteria(_pack(name))
    ids = {
        *(part.id for one in criteria for part in one.parts if part.id not in WORDS_OF_THE_FORMAT),
        *(check.id for one in criteria for check in one.checks),
        *(f"{one.id}.{gap.id}" for one in criteria for gap in one.gaps),
        *(gap.id for one in criteria for gap in one.gaps if "-" in gap.id),
    }

    assert _found(ids, _literals()) == {}


@every_pack
def test_no_literal_begins_with_the_id_of_a_criterion(name: str) -> None:
    heads = tuple(f"{one.id}." for one in _criteria(_pack(name)) if one.id not in WORDS_OF_THE_FORMAT)

    assert {text: places for text, places in _literals().items() if text.startswith(heads)} == {}


@every_pack
def test_no_literal_is_a_threshold_a_table_or_an_ambiguity(name: str) -> None:
    pack = _pack(name)
    choices = {choice for field in proposal_fields().values() for choice in field.choices}

    assert _found({*pack.thresholds, *pack.tables, *pack.ambiguities} - choices, _literals()) == {}


@every_pack
def test_no_literal_holds_a_sentence_of_a_pack(name: str) -> None:
    pack = _pack(name)
    sentences = {text for text in _sentences(pack) if len(text) >= SHORTEST_SENTENCE}

    wired = {
        text: places
        for text, places in _literals().items()
        if len(text) >= SHORTEST_SENTENCE and (text in sentences or any(each in text for each in sentences))
    }

    assert len(sentences) > 200
    assert wired == {}


def _sentences(pack: Pack) -> Iterator[str]:
    yield from (pack.notice, pack.licence, pack.claim_question)
    yield from (case.says for case in pack.applies)
    for one in _criteria(pack):
        yield from (one.title, one.asks, *one.notes, *(case.says for case in one.applies))
        yield from (one.quote.words,) if one.quote else ()
        for part in one.parts:
            yield from (part.title, part.asks, part.words, *(case.says for case in part.empty))
        for check in one.checks:
            yield from (check.asks, check.interpretation)
            yield from (text for case in check.cases for text in (case.says, case.question))
        for gap in one.gaps:
            yield from (gap.title, gap.remedy, gap.example)


def test_the_search_sees_what_it_looks_for() -> None:
    tree = ast.parse('"""F.specification"""\nif a.id == "F":\n    table["F.specification"] = f"M{x}V"\n')

    assert {text for text, _ in _texts(tree)} == {"F", "F.specification", "M", "V"}
    held = [each.value for node in ast.walk(tree) for each in _where_ids_stand(node) if isinstance(each, ast.Constant)]
    assert sorted(held) == ["F", "F.specification"]
