"""The JSON Schema of a review file as a person writes it, where every key may be left empty."""

from __future__ import annotations

from typing import Any

from evaluator.model.review import Entry, Review, Vote

_EMPTY = ({"type": "null"}, {"const": ""})


def review_schema() -> dict[str, Any]:
    """Describe a review file in JSON Schema, draft 2020-12."""
    schema = Review.model_json_schema(by_alias=True)
    for name in (Entry.__name__, Vote.__name__):
        properties = schema["$defs"][name]["properties"]
        for key, described in properties.items():
            properties[key] = {"anyOf": [*_choices(described), *_EMPTY], **_words(described)}
    for key in ("reviewer", "entries"):
        schema["properties"][key] = {"anyOf": [schema["properties"][key], *_EMPTY]}
    entries = schema["properties"]["entries"]["anyOf"][0]
    entries["additionalProperties"] = {"anyOf": [entries["additionalProperties"], *_EMPTY]}
    schema["required"] = ["schema", *schema["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _choices(described: dict[str, Any]) -> list[dict[str, Any]]:
    plain = {key: value for key, value in described.items() if key not in ("title", "description", "default")}
    choices: list[dict[str, Any]] = plain.get("anyOf", [plain])
    return [each for each in choices if each != {"type": "null"}]


def _words(described: dict[str, Any]) -> dict[str, Any]:
    return {key: described[key] for key in ("title", "description") if key in described}
