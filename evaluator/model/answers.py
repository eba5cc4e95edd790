"""Answers: what an applicant wrote in one field, in one of five states, and the value types that a field may hold."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

State = Literal["answered", "unknown", "absent", "not_applicable", "blank"]

T = TypeVar("T")

# A year or a date outside of these is a slip of the pen, or what a program writes where it knows none (0001-01-01).
FIRST_YEAR, LAST_YEAR = 1900, 2200
_DATE_EXPECTED: Final = "a date between 1900 and 2200, written as YYYY-MM-DD"


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
        raise PydanticCustomError("date_expected", _DATE_EXPECTED)
    return raw


def _yes_no(raw: object) -> object:
    return {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else raw


def _calendar_date(text: str) -> str:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("date_expected", _DATE_EXPECTED) from None
    if len(text) != len("YYYY-MM-DD") or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise PydanticCustomError("date_expected", _DATE_EXPECTED)
    return text


Text = Annotated[str, StringConstraints(strict=True, min_length=1)]
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(_yes_no)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
Date = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), BeforeValidator(_calendar_date), BeforeValidator(_date)
]
_EVIDENCE_ID = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"
EvidenceId = Annotated[str, StringConstraints(strict=True, pattern=_EVIDENCE_ID)]
CodeText = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9X]{4}F$")]


class Answer(Generic[T]):
    """What was written in one field.

    A field is written as its plain value; as `unknown` or `absent`; as `{not_applicable: reason}`; or with the
    evidence that supports it as `{value: ..., evidence: [E1]}`. An object may hold `evidence` beside its own keys.
    Nothing, an empty text and an empty list are `blank`.
    """

    # One plain class for all value types, built by pydantic's core: a model for each type would cost a third of the
    # time that the command line takes to start. A dataclass would keep pydantic from asking for the schema below.
    __slots__ = ("evidence", "reason", "state", "value")

    state: State
    value: T | None
    evidence: tuple[str, ...]
    reason: str | None

    def __init__(
        self, state: State = "blank", value: T | None = None, evidence: tuple[str, ...] = (), reason: str | None = None
    ) -> None:
        """Make an answer in one of the five states."""
        for name, held in (("state", state), ("value", value), ("evidence", evidence), ("reason", reason)):
            object.__setattr__(self, name, held)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an answer never changes: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and all(getattr(self, n) == getattr(other, n) for n in Answer.__slots__)

    def __deepcopy__(self, _memo: dict[int, Any]) -> "Answer[T]":
        return self  # what never changes needs no copy; pydantic copies defaults

    def __hash__(self) -> int:
        return hash((self.state, self.value, self.evidence, self.reason))

    def __repr__(self) -> str:
        return f"Answer({', '.join(f'{name}={getattr(self, name)!r}' for name in Answer.__slots__)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        held = (*get_args(source), Any)[0]
        value = _TEXT if held == Text else core_schema.with_default_schema(handler.generate_schema(held), default=None)
        arguments = core_schema.dataclass_args_schema(
            "Answer", [_STATE, core_schema.dataclass_field("value", value), _EVIDENCE, _REASON]
        )
        names = list(cls.__slots__)
        answer = core_schema.dataclass_schema(cls, arguments, names, slots=True, frozen=True, serialization=_WRITTEN)
        is_object = isinstance(held, type) and issubclass(held, Item)
        read = _read_object if is_object else _read
        return core_schema.no_info_before_validator_function(read, answer, serialization=_WRITTEN)


def _dumped(held: Any) -> Any:
    """Write an answer as plain data with its state, for a look at what a proposal holds."""
    if isinstance(held, Answer):
        return {name: _dumped(getattr(held, name)) for name in ("state", "value", "evidence", "reason")}
    if isinstance(held, Item):
        return held.model_dump()
    return [_dumped(row) for row in held] if isinstance(held, tuple) else held


def _field(name: str, schema: core_schema.CoreSchema, default: object) -> core_schema.DataclassField:
    return core_schema.dataclass_field(name, core_schema.with_default_schema(schema, default=default))


# Written out and made once: to work them out anew for every field takes a third of the time.
_TEXT = core_schema.with_default_schema(core_schema.str_schema(strict=True, min_length=1), default=None)
_ID = core_schema.str_schema(strict=True, pattern=_EVIDENCE_ID)
_STATE = _field("state", core_schema.str_schema(), "blank")
_EVIDENCE = _field("evidence", core_schema.tuple_variable_schema(_ID), ())
_REASON = _field("reason", core_schema.str_schema(), None)
_WRITTEN = core_schema.plain_serializer_function_ser_schema(_dumped)


def _read(raw: object) -> object:
    if not isinstance(raw, dict):
        return raw if isinstance(raw, Answer) else _read_plain(raw)
    if "not_applicable" in raw:
        return _read_claim(raw)
    if "value" not in raw:
        raise PydanticCustomError("plain_expected", "one value; with evidence write {value: ..., evidence: [E1]}")
    if extra := set(raw) - {"value", "evidence"}:
        unknown = {"extra": ", ".join(sorted(map(str, extra)))}
        raise PydanticCustomError("answer_keys", "only `value` and `evidence`, not {extra}", unknown)
    return {**_read_plain(raw["value"]), "evidence": raw.get("evidence") or ()}


def _read_object(raw: object) -> object:
    if not isinstance(raw, dict) or "not_applicable" in raw or "value" in raw:
        return _read(raw)
    inner = {key: value for key, value in raw.items() if key != "evidence"}
    evidence = {"evidence": raw.get("evidence") or ()}
    return {"state": "answered", "value": inner, **evidence} if inner else evidence


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


BLANK: Answer[Any] = Answer()
