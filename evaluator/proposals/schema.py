"""The JSON Schema of a proposal as a person writes it, for editors and for whoever builds a form."""

from __future__ import annotations

from typing import Any

from evaluator.model.answers import Frozen
from evaluator.model.criteria import Pack
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.proposals.shape import FORM, Field, Kind, fields_of

Schema = dict[str, Any]

_ID = "^[A-Za-z][A-Za-z0-9_-]{0,39}$"
_PLAIN: dict[Kind, Schema] = {
    "text": {"type": "string"},
    "yes_no": {"enum": ["yes", "no", True, False]},
    "number": {"type": "number"},
    "whole": {"type": "integer", "minimum": 0},
    "year": {"type": "integer", "minimum": 1900, "maximum": 2200},
    "date": {"type": "string", "format": "date", "pattern": "^(19[0-9]{2}|2[01][0-9]{2}|2200)-[0-9]{2}-[0-9]{2}$"},
    "evidence_id": {"type": "string", "pattern": _ID},
    "code": {"type": "string", "pattern": "^[0-9X]{4}F$"},
    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_EVIDENCE: Schema = {"type": "array", "items": {"$ref": "#/$defs/evidence_id"}}
_SAYS_NO_VALUE: Schema = {
    "description": "unknown: asked for and not known yet; absent: stated not to exist; empty: not answered",
    "enum": ["unknown", "absent", None, "", [], {}],
}
_CLAIM: Schema = {
    "description": "A claim that the field does not apply, with the reason",
    "type": "object",
    "properties": {"not_applicable": {"type": "string", "pattern": r"\S"}},
    "required": ["not_applicable"],
    "additionalProperties": False,
}


def proposal_schema(pack: Pack | None = None) -> Schema:
    """Describe a proposal in JSON Schema, draft 2020-12, with the labels of a pack if one is given."""
    groups: dict[str, Schema] = {}
    form = _group(Proposal, FORM, groups, pack, "")
    head = {
        "schema": {"const": PROPOSAL_SCHEMA},
        "id": {"description": "A short name of the applicant's own", "type": "string", "maxLength": 120},
    }
    extra = {"description": "Fields that a pack declares, by pack", "type": ["object", "null"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Proposal for a Category II code ({PROPOSAL_SCHEMA})",
        **form,
        "type": "object",
        "properties": form["properties"] | head | {"extra": extra},
        "required": ["schema"],
        "$defs": {**_PLAIN, "no_value": _SAYS_NO_VALUE, "claim": _CLAIM, **dict(sorted(groups.items()))},
    }


def _group(group: type[Frozen], field: Field, groups: dict[str, Schema], pack: Pack | None, path: str) -> Schema:
    properties = {
        name: _labelled(_field(each, groups, pack, f"{path}{name}"), pack, f"{path}{name}")
        for name, each in fields_of(group).items()
    }
    schema: Schema = {
        "description": " ".join((group.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
    }
    if field.is_section:
        schema["type"] = ["object", "null"]
    if field.is_answer:
        properties["evidence"] = _EVIDENCE
    if "id" in properties and field is not FORM:
        schema["required"] = ["id"]
    return {**schema, "additionalProperties": False}


def _field(field: Field, groups: dict[str, Schema], pack: Pack | None, path: str) -> Schema:
    plain = _plain(field, groups, pack, path)
    if not field.is_answer:
        return plain
    no_value = {"$ref": "#/$defs/no_value"}
    with_evidence = {
        "type": "object",
        "properties": {"value": {"anyOf": [plain, no_value]}, "evidence": _EVIDENCE},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [plain, no_value, {"$ref": "#/$defs/claim"}, with_evidence]}


def _plain(field: Field, groups: dict[str, Schema], pack: Pack | None, path: str) -> Schema:
    if field.kind == "choice":
        return {"enum": list(field.choices)}
    if field.kind == "list" and field.rows is not None:
        return {"type": "array", "items": _plain(field.rows, groups, pack, f"{path}[]")}
    if field.group is None:
        return {"$ref": f"#/$defs/{field.kind}"}
    if field.is_section:
        return _group(field.group, field, groups, pack, f"{path}.")
    name = field.group.__name__
    groups[name] = _group(field.group, field, groups, pack, f"{path}.")
    return {"$ref": f"#/$defs/{name}"}


def _labelled(schema: Schema, pack: Pack | None, path: str) -> Schema:
    guide = pack.fields.get(path) if pack is not None else None
    return {"title": guide.label, "description": guide.help, **schema} if guide is not None else schema
