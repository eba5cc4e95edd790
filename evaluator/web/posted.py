"""What a browser sent: its fields and files, once its token was checked."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException as PlainHTTPException

MOST_FIELDS = 4_000
STALE = (
    "This page belongs to another session of your browser. What you typed is still there: go back, copy it if it "
    "matters, then load the page anew."
)
TOO_MUCH = (
    "Too large: an answer has at most 2 MB, so this was not saved. What you typed is still there: go back and shorten "
    "it, or hand in an attachment beside the proposal and name it there."
)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; of its name only the last part, which is shown and never used as a path."""

    name: str
    raw: bytes


@dataclass(frozen=True)
class Posted:
    """The fields of a form, each with all its values, and its files."""

    fields: Mapping[str, list[str]]
    files: Mapping[str, Upload]

    def one(self, name: str) -> str:
        """Give the first value of a field; empty if there is none."""
        return self.fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """Give every value of a field."""
        return self.fields.get(name, [])


async def read_posted(request: Request) -> Posted:
    """Read a form.

    Raises:
        HTTPException: its token is not that of the session, or it holds what no form of ours does, such as too much.
    """
    form = await _form(request)
    try:
        if not hmac.compare_digest(str(form.get("csrf", "")).encode(), request.state.csrf.encode()):
            raise HTTPException(403, STALE)
        return await _posted(form)
    finally:
        await form.close()


MOST_PART = 2_000_000
_TOO_LARGE = "exceeded maximum size"  # starlette's words, which has one error for all that it refuses


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_fields=MOST_FIELDS, max_files=2, max_part_size=MOST_PART)
    except PlainHTTPException as error:
        if _TOO_LARGE not in error.detail:  # too many fields, or no form at all, is told as what it is
            raise
        raise HTTPException(413, TOO_MUCH) from error


Form = Annotated[Posted, Depends(read_posted)]


async def _posted(form: FormData) -> Posted:
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            last = (value.filename or "").replace("\\", "/").rpartition("/")[2]
            files[name] = Upload(last[:200], await value.read())
        else:
            # A browser writes line ends as CR LF whatever was typed.
            fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return Posted(fields, files)


async def check_token(request: Request) -> None:
    """Check the token of a form that has nothing else in it.

    Raises:
        HTTPException: its token is not that of the session.
    """
    await read_posted(request)


OnlyToken = Depends(check_token)
