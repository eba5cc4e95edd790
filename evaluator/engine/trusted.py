"""Results that the engine itself made, put together without being looked through again.

Only for data whose every part was validated before or is made here; `tests/engine/test_trusted.py` validates the
results of all examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)
_REQUIRED = None
_set = object.__setattr__  # an instance that never changes refuses its own


def trusted(model: type[M], data: Mapping[str, Any], frame: Mapping[str, Any] | None = None) -> M:
    """Make an instance from data that is known to be valid; what is left out is that of `frame`, or has its default.

    A frame has all fields of the model, in their order.
    """
    blank, names = _blank(model)
    made = model.__new__(model)
    _set(made, "__dict__", {**(frame or blank), **data})
    _set(made, "__pydantic_fields_set__", names)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


@cache
def _blank(model: type[BaseModel]) -> tuple[dict[str, Any], set[str]]:
    """Give the defaults in the order of the fields, in which they are written; and the names of all fields."""
    fields = model.model_fields
    blank = {name: _REQUIRED if field.is_required() else field.default for name, field in fields.items()}
    return blank, set(fields)
