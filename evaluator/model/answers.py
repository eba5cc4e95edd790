"""Answers: what an applicant wrote in one field, in one of five states, and the value types that a field may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

State = Literal["answered", "unknown", "absent", "not_applicable", "blank"]

T = TypeVar("T")


class Frozen(BaseModel):
    """Data that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Item(Frozen):
    """An object inside an answer: one row of a list, or a group of answers that belong together."""


def _number(raw: object) -> object:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise PydanticCustomError("number_expected", "a number without quotes, unit or thousands separator")
    number = Decimal(str(raw))
    if not number.is_finite():
        raise PydanticCustomError("number_expected", "a finite number")
    return number


def _date(raw: object) -> object:
    if not isinstance(raw, str):
        raise PydanticCustomError("date_expected", "a date written as YYYY-MM-DD")
    return raw


def _yes_no(raw: object) -> object:
    return {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else raw


def _calendar_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("date_expected", "a date written as YYYY-MM-DD") from None
    if len(text) != len("YYYY-MM-DD"):
        raise PydanticCustomError("date_expected", "a date written as YYYY-MM-DD")
    return text


Text = Annotated[str, StringConstraints(strict=True, min_length=1)]
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(_yes_no)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Date = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), BeforeValidator(_calendar_date), BeforeValidator(_date)
]
EvidenceId = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
CodeText = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9X]{4}F$")]


class Answer(Frozen, Generic[T]):
    """What was written in one field.

    A field is written as its plain value; as `unknown` or `absent`; as `{not_applicable: reason}`; or with the
    evidence that supports it as `{value: ..., evidence: [E1]}`. An object may hold `evidence` beside its own keys.
    Nothing, an empty text and an empty list are `blank`.
    """

    state: State = "blank"
    value: T | None = None
    evidence: tuple[EvidenceId, ...] = ()
    reason: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: object) -> object:
        if isinstance(raw, Answer) or raw == {}:
            return raw
        return cls._read_mapping(raw) if isinstance(raw, dict) else _read_plain(raw)

    @classmethod
    def _read_mapping(cls, raw: dict[str, Any]) -> dict[str, Any]:
        if "not_applicable" in raw:
            return _read_claim(raw)
        if "value" in raw:
            if extra := set(raw) - {"value", "evidence"}:
                raise PydanticCustomError(
                    "answer_keys",
                    "only `value` and `evidence`, not {extra}",
                    {"extra": ", ".join(sorted(map(str, extra)))},
                )
            return {**_read_plain(raw["value"]), "evidence": raw.get("evidence") or ()}
        if not holds_object(cls):
            raise PydanticCustomError("plain_expected", "one value; with evidence write {value: ..., evidence: [E1]}")
        inner = {key: value for key, value in raw.items() if key != "evidence"}
        return {
            "state": "answered" if inner else "blank",
            "value": inner or None,
            "evidence": raw.get("evidence") or (),
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        value = schema["properties"]["value"]
        plain = next(option for option in value["anyOf"] if option != {"type": "null"}) if "anyOf" in value else value
        evidence = {"type": "array", "items": {"type": "string"}}
        claim = {
            "type": "object",
            "properties": {"not_applicable": {"type": "string", "minLength": 1}},
            "required": ["not_applicable"],
            "additionalProperties": False,
        }
        wrapped = {
            "type": "object",
            "properties": {"value": {"anyOf": [plain, {"enum": ["unknown", "absent"]}]}, "evidence": evidence},
            "required": ["value"],
            "additionalProperties": False,
        }
        options = [plain, {"enum": ["unknown", "absent", None]}, claim, wrapped]
        return {"title": schema.get("title", "Answer"), "anyOf": options}


def _read_plain(raw: object) -> dict[str, Any]:
    if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
        return {}
    if isinstance(raw, str) and raw.strip() in ("unknown", "absent"):
        return {"state": raw.strip()}
    return {"state": "answered", "value": raw}


def _read_claim(raw: dict[str, Any]) -> dict[str, Any]:
    reason = raw["not_applicable"]
    if set(raw) != {"not_applicable"} or not isinstance(reason, str) or not reason.strip():
        raise PydanticCustomError("claim_reason", "{not_applicable: the reason in words}")
    return {"state": "not_applicable", "reason": reason}


@cache
def holds_object(answer: type[Answer[Any]]) -> bool:
    """Tell whether this answer's value is an object that may be written in place."""
    arguments = answer.__pydantic_generic_metadata__["args"]
    return bool(arguments) and isinstance(arguments[0], type) and issubclass(arguments[0], Item)


@cache
def holds_list(answer: type[Answer[Any]]) -> bool:
    """Tell whether this answer's value is a list of rows."""
    arguments = answer.__pydantic_generic_metadata__["args"]
    return bool(arguments) and bool(get_args(arguments[0])) and get_args(arguments[0])[-1] is Ellipsis


BLANK: Answer[Any] = Answer()
