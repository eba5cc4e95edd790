"""The server as one application: its pages, its style sheet and script, and what is said where there is no page."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as PlainHTTPException

from evaluator.rendering.shelf import OURS, text_of
from evaluator.store.proposals import NotKeptError, NotThereError
from evaluator.web import exchange_routes, form_routes, list_routes, version_routes
from evaluator.web.guarding import HEADERS, Guard
from evaluator.web.office import Office
from evaluator.web.pages import page

_FILES = {"form.css": "text/css", "form.js": "text/javascript"}


def site(office: Office, asked: Callable[[], None] = lambda: None) -> FastAPI:
    """Put the server together; `asked` hears of each request."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.office = office
    app.add_middleware(Guard, secret=office.store.secret("csrf"), asked=asked)
    app.get("/static/{name}")(_static)
    app.get("/favicon.ico")(_nothing)
    for routes in (list_routes, exchange_routes, version_routes, form_routes):
        app.include_router(routes.router)
    app.add_exception_handler(PlainHTTPException, _told)
    app.add_exception_handler(NotThereError, _not_there)
    app.add_exception_handler(NotKeptError, _not_kept)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _broken)
    return app


def _static(request: Request, name: str) -> Response:
    text = text_of(f"web/{name}", OURS) if name in _FILES else None
    if text is None:
        raise HTTPException(404, "There is no such file.")
    kept = "private, max-age=31536000, immutable" if request.url.query else "no-cache"
    return Response(text, media_type=f"{_FILES[name]}; charset=utf-8", headers={"cache-control": kept})


def _nothing() -> Response:
    return Response(status_code=204)


def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, PlainHTTPException) else 500
    said = error.detail if isinstance(error, PlainHTTPException) else ""
    words = {404: "There is no such page.", 405: "There is no such page."}
    return page(request, "problem.html", status, words=words.get(status, said) if said in _PLAIN else said)


_PLAIN = frozenset({"Not Found", "Method Not Allowed"})


def _not_there(request: Request, _error: Exception) -> Response:
    return page(request, "problem.html", 404, words="There is no such proposal, or no such version of it.")


def _not_kept(request: Request, error: Exception) -> Response:
    return page(request, "problem.html", 507, words=f"{_NOT_SAVED} ({error}.)")


_NOT_SAVED = (
    "This could not be saved. What was saved before is whole, and what you typed is still there if you go back; "
    "save it again once the folder of your proposals can be written."
)


def _broken(request: Request, _error: Exception) -> Response:
    """Say that the fault is ours; the terminal of the server shows where. It is answered from outside the guard."""
    answer = page(request, "problem.html", 500, words=_OUR_FAULT)
    answer.headers.update(HEADERS)
    return answer


_OUR_FAULT = (
    "cat2 has an error here, and the terminal in which it runs shows it. What was saved is whole; what you typed since "
    "then is still there if you go back."
)


def _not_understood(request: Request, _error: Exception) -> Response:
    return page(
        request, "problem.html", 400, words="This address is not one of ours. Start from the list of proposals."
    )
