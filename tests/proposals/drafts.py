"""Proposals that nobody wrote: hypothesis fills in the form by its own shape, tricky texts first."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.shape import Field, fields_of

SOURCES = ("E1", "E2", "Smith-2019")
TRICKY = (
    *("no", "yes", "true", "Null", "~", "1.0", "1e3", "0x1F", ".5e3", "NaN", ".inf", "2026-01-05", "12:30", "None"),
    *(
        "-",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{a}",
        "[a]",
        "a, b",
        "a:",
        "<<",
        "?",
        "=",
    ),
    *("=", "'a'", '"a"', "a\\b", "a\\n", "| a", "> a", "|-", "---", "...", "key:value", "x:y, z", "a,", "a\tb"),
    *("a\nb", "a\n\n  b", "a\n b\nc", "a \nb", "a\n---\nb", "a\n" + "word " * 50, "a\n\t\nb"),
    *("é", "e\u0301", "\u2028x", "x\u0085y", "\ufeffx", "a\u00a0b", "😀"),
    *("a  b " * 40, "word " * 60, "long: word # " * 30, "x" * 300, "- " * 90),
)

_PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.sampled_from(["yes", "no", True, False]),
    "number": st.one_of(
        st.integers(-(10**20), 10**20),
        st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False),
        st.sampled_from([Decimal("1.50"), Decimal("1e3"), Decimal("-0.0"), Decimal("1E-20")]),
    ),
    "whole": st.integers(0, 10**20),
    "year": st.integers(1900, 2200),
    "date": st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(str),
    "evidence_id": st.sampled_from(SOURCES),
    "code": st.from_regex(r"[0-9X]{4}F", fullmatch=True),
    "hash": st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
}


def texts() -> st.SearchStrategy[str]:
    """Texts that a file may hold and that say something."""
    characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    lines = st.lists(st.text(characters, max_size=30), min_size=1, max_size=3).map("\n".join)
    return st.one_of(st.sampled_from(TRICKY), lines).filter(_says_something)


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    """Plain data of a proposal without faults."""
    data = {"schema": PROPOSAL_SCHEMA, **draw(_groups(Field("group", is_answer=False, group=Proposal)))}
    evidence = data.setdefault("evidence", {})
    rows = [{"id": name, **draw(_rows_without_id())} for name in SOURCES]
    evidence["sources"] = rows
    codes = data.get("codes")
    if isinstance(codes, dict) and isinstance(codes.get("value"), list):
        data["codes"] = {**codes, "value": _told_apart(codes["value"])}
    elif isinstance(codes, list):
        data["codes"] = _told_apart(codes)
    return data


def _told_apart(codes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"code": f"{number:04}F"} for number, row in enumerate(codes)]


def _rows_without_id() -> st.SearchStrategy[dict[str, Any]]:
    sources = fields_of(Proposal)["evidence"].group
    rows = fields_of(sources)["sources"].rows if sources is not None else None
    return (
        _groups(rows).map(lambda row: {key: value for key, value in row.items() if key != "id"})
        if rows
        else st.just({})
    )


@cache
def _groups(field: Field) -> st.SearchStrategy[dict[str, Any]]:
    known = fields_of(field.group) if field.group is not None else {}
    answers = {
        name: st.deferred(lambda each=each: _answers(each))
        for name, each in known.items()
        if name not in {"id", "sources"}
    }
    names = st.lists(st.sampled_from(sorted(answers)), max_size=5, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: answers[name] for name in chosen}))


@cache
def _answers(field: Field) -> st.SearchStrategy[Any]:
    if field.is_section:
        return _groups(field)
    plain = _values(field)
    if not field.is_answer:
        return plain
    words = st.sampled_from(["unknown", "absent", None, ""])
    evidence = st.lists(st.sampled_from(SOURCES), max_size=2)
    wrapped = st.builds(lambda value, names: {"value": value, "evidence": names}, st.one_of(plain, words), evidence)
    return st.one_of(plain, plain, wrapped, words)


@cache
def _values(field: Field) -> st.SearchStrategy[Any]:
    if field.kind == "text":
        return texts()
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "group":
        return _groups(field)
    if field.kind == "list" and field.rows is not None:
        return st.lists(_values(field.rows), max_size=2)
    return _PLAIN[field.kind]


def _says_something(text: str) -> bool:
    return unicodedata.normalize("NFC", text).strip() not in {"", "unknown", "absent"}
