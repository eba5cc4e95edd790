"""Write proposals: as a person would write them, and as the one sequence of bytes that equal proposals share."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from typing import Any

from evaluator.model.answers import BLANK, Answer, Frozen, Item
from evaluator.model.proposal import Proposal
from evaluator.proposals.yaml_writing import comment_lines, number_text, yaml_text_of


def _as_float(value: object) -> float:
    """Give the encoder a fraction as the float that is written in the same way, if there is one."""
    if isinstance(value, Decimal) and repr(float(value)) == number_text(value):
        return float(value)
    raise TypeError


_AS_THEY_ARE = (str, int)
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_float)


def written(proposal: Proposal) -> dict[str, Any]:
    """Turn a proposal into plain data as a person would write it: blanks left out, values in place."""
    head = {"schema": proposal.schema_} | ({"id": proposal.id} if proposal.id else {})
    extra = {"extra": _plain(proposal.extra)} if proposal.extra else {}
    return head | _group(proposal) | extra


def to_yaml(proposal: Proposal, comments: Mapping[str, str] | None = None, head: str = "") -> str:
    """Write a proposal as YAML; comments stand above the dotted path that they are about, `head` above all."""
    lines = "".join(f"{line}\n" for line in comment_lines(head)) if head else ""
    return lines + yaml_text_of(written(proposal), comments)


def to_json(proposal: Proposal) -> str:
    """Write a proposal as JSON with indentation."""
    return _json(written(proposal), list, "\n") + "\n"


def to_json_line(proposal: Proposal) -> str:
    """Write a proposal as one line of a file of JSON lines."""
    return _json(written(proposal), list) + "\n"


def canonical_json(proposal: Proposal) -> bytes:
    """Write the bytes that all equal proposals share, whatever format, order of keys or spelling they were read in."""
    data = written(proposal)
    return (_plainly(data) or _json(data, sorted)).encode("utf-8")


def canonical_answer(answer: Answer[Any]) -> bytes:
    """Write the bytes that all equal answers share, with the names of the evidence for them."""
    return _json(_answer(answer), sorted).encode("utf-8")


def canonical_item(item: Item) -> bytes:
    """Write the bytes that all equal rows of a list share."""
    return _json(_group(item), sorted).encode("utf-8")


def digest(proposal: Proposal) -> str:
    """Name a proposal by the SHA-256 of its canonical bytes."""
    return hashlib.sha256(canonical_json(proposal)).hexdigest()


def _group(group: Frozen) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in vars(group).items():
        if value is BLANK:
            continue
        if isinstance(value, Answer):
            answer = _answer(value)
            if answer is not None:
                data[name] = answer
        elif isinstance(value, Frozen):
            if inner := _group(value):
                data[name] = inner
        elif isinstance(group, Item):
            data[name] = value
    return data


def _answer(answer: Answer[Any]) -> object:
    if answer.state == "not_applicable":
        return {"not_applicable": answer.reason}
    value = _value(answer.value) if answer.state == "answered" else answer.state if answer.state != "blank" else None
    if not answer.evidence:
        return value
    evidence = list(answer.evidence)
    return value | {"evidence": evidence} if isinstance(value, dict) else {"value": value, "evidence": evidence}


def _value(value: object) -> object:
    if isinstance(value, _AS_THEY_ARE):
        return value
    if isinstance(value, Item):
        # A group of which every answer is blank says nothing, and is blank itself.
        return _group(value) or None
    if isinstance(value, tuple):
        return [_group(row) if isinstance(row, Item) else row for row in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else value.normalize()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(row) for row in value] if isinstance(value, list | tuple) else value


def _plainly(data: dict[str, Any]) -> str:
    """Write what `_json` would, many times as fast; empty where a number or a text's spelling needs more care."""
    try:
        text = _CANONICAL.encode(data)
    except TypeError:  # a number of more digits than a float has
        return ""
    return text if unicodedata.is_normalized("NFC", text) else ""


def _json(value: Any, in_order: Callable[[Iterable[str]], list[str]], newline: str = "") -> str:
    """Write JSON with exact numbers, which the standard library would turn into text or round."""
    if isinstance(value, str):
        return _quoted(value if value.isascii() else unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        inner, colon = (f"{newline}  ", ": ") if newline else ("", ":")
        entries = [f"{_quoted(key)}{colon}{_json(value[key], in_order, inner)}" for key in in_order(value)]
        return _bracketed("{}", entries, newline)
    if isinstance(value, list):
        return _bracketed("[]", [_json(each, in_order, newline and f"{newline}  ") for each in value], newline)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_text(value)
    return json.dumps(value)


def _bracketed(brackets: str, entries: list[str], newline: str) -> str:
    if not entries or not newline:
        return f"{brackets[0]}{','.join(entries)}{brackets[1]}"
    inside = f",{newline}  ".join(entries)
    return f"{brackets[0]}{newline}  {inside}{newline}{brackets[1]}"
