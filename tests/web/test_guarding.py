from __future__ import annotations

import httpx
import pytest
from web_server import Person, Served

FAR = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.mark.parametrize("path", ["/", "/static/form.css", "/nothing", "/proposals/none"])
def test_every_answer_has_our_headers(person: Person, path: str) -> None:
    answer = person.get(path)

    assert {name: answer.headers[name].partition(";")[0] for name in FAR} == FAR
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_cookie_is_for_this_site_alone(served: Served) -> None:
    cookie = httpx.get(served.url).headers["set-cookie"]

    assert "; HttpOnly; SameSite=Strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.1.7:80", "[::1", "localhost@evil.example"]
)
def test_another_host_is_refused(served: Served, host: str) -> None:
    answer = httpx.get(served.url, headers={"host": host})

    assert answer.status_code in (400, 421)
    assert "Proposals" not in answer.text


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_a_form_without_its_token_changes_nothing(served: Served, person: Person, token: str | None) -> None:
    answer = person.post("/proposals", data={"title": "T", **({"csrf": token} if token is not None else {})})

    assert answer.status_code == 403
    assert "go back" in answer.text
    assert served.store.proposals() == []


def test_a_token_of_another_session_is_refused(served: Served, person: Person) -> None:
    token = person.page("/").partition('name="csrf" value="')[2].partition('"')[0]

    assert httpx.post(f"{served.url}/proposals", data={"csrf": token}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_form_of_another_site_is_refused(person: Person, origin: str) -> None:
    token = person.page("/").partition('name="csrf" value="')[2].partition('"')[0]

    assert person.post("/proposals", data={"csrf": token}, headers={"origin": origin}).status_code == 403


def test_what_is_too_large_is_refused_before_it_is_read(person: Person) -> None:
    def endless():
        for _ in range(200):
            yield b"x" * 65536

    assert person.post("/proposals", content=b"x" * 7_000_000).status_code == 413
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert person.post("/proposals", content=endless(), headers=headers).status_code in (400, 413)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../README.md",
        "/static/..%2f..%2fREADME.md",
        "/static/%2e%2e/words/en.toml",
        "/static/base.html",
        "/proposals/..%2f..%2fetc%2fpasswd",
        "/proposals/x/form/..%2fx",
    ],
)
def test_no_path_leads_out(served: Served, path: str) -> None:
    with httpx.Client() as client:
        answer = client.send(httpx.Request("GET", f"{served.url}{path}", extensions={"target": path.encode()}))

    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_there_is_no_description_of_an_interface(person: Person) -> None:
    assert {person.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")} == {404}
