"""What somebody sends who means no good: refused or taken as the text that it is, and never a fault of ours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import httpx
import openpyxl
import pytest
from html_pages import elements_of
from web_server import PACK, ROOT, Person, Served, form_values

from evaluator.proposals.drafts import draft_of, leaves, place_at, with_held
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written
from evaluator.store.proposals import NotKeptError
from evaluator.web import list_routes
from evaluator.web.guarding import HEADERS

ATTACK = (
    '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>"\'&amp;</textarea></title><script>alert(1)</script>'
)
TEMPLATES = sorted((ROOT / "templates" / "web").glob("*.html"))
FAR = "9" * 5000
ROW = "k00000000"


@pytest.fixture
def made(served: Served) -> str:
    return served.store.create({})


@pytest.fixture(scope="module")
def attacked(served: Served) -> str:
    """Put the attack into every field of a whole proposal that takes any text."""
    draft = draft_of(written(read_proposal(ROOT / "examples" / "three-codes.yaml", PACK).proposal))
    for address, node in leaves(draft):
        field = place_at(address).field
        if field is not None and field.kind == "text" and node not in ("absent", "unknown"):
            draft = with_held(draft, address, ATTACK)
    return served.store.create(draft)


@pytest.mark.parametrize("name", ["share", "report-html"])
def test_no_file_for_a_browser_holds_markup_that_was_typed(person: Person, attacked: str, name: str) -> None:
    text = person.get(f"/proposals/{attacked}/export/{name}").text

    elements = elements_of(text)
    assert "&lt;img src=x onerror" in text
    assert not [each for each in elements if each.tag in ("script", "img") or "onerror" in each.attributes]


def test_markdown_holds_no_markup_that_was_typed(person: Person, attacked: str) -> None:
    text = person.get(f"/proposals/{attacked}/export/report-md").text

    assert "evil.example" in text
    assert not re.search(r"(?<!\\)<(img|script)", text)


def test_no_cell_of_the_workbook_is_a_formula(person: Person, attacked: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(person.get(f"/proposals/{attacked}/export/xlsx").content))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value == ATTACK for cell in cells) > 20
    assert not [
        cell.coordinate for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
    ]


def test_no_page_holds_markup_that_was_typed(person: Person, served: Served, attacked: str) -> None:
    here = f"/proposals/{attacked}"
    for path in ("/", here, *(f"{here}/{each}" for each in _pages(served, attacked))):
        page = person.page(path)
        assert not [each for each in elements_of(page) if each.tag == "img" or "onerror" in each.attributes], path
        assert page.count("<script") == 1, path


def _pages(served: Served, made: str) -> Iterator[str]:
    yield from ("versions", "versions/1", "versions/difference?before=1&after=1", "conflicts", "review", "next")
    draft = served.store.version(made).data
    yield from (f"form/{section}" for section in draft if section not in {"note", "id"})
    yield from (f"form/codes.{row['_key']}" for row in draft["codes"])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_page_needs_more_than_its_policy_allows(template: object) -> None:
    text = template.read_text()  # type: ignore[attr-defined]

    assert not re.search(r"<script(?! src=)|\son[a-z]+\s*=|javascript:|\| *safe", text)
    # The page to share stands alone, so its style is in it.
    assert template.name == "share.html" or not re.search(r"<style|\sstyle\s*=", text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", ["", FAR, "1" * 30, "-1", "٣", "1.5", "0", "99"])
@pytest.mark.parametrize("name", ["base", "turn"])
def test_a_number_that_is_none_is_told(person: Person, made: str, name: str, number: str) -> None:
    path = f"/proposals/{made}/form/measure"
    sent = form_values(person.page(path)) | {name: [number], "writer": [ROW]}

    answer = person.post(path, data=sent, headers={"x-cat2-fragment": "1"})

    expected = (200,) if name == "turn" and number in ("0", "99") else (400, 404)
    assert answer.status_code in expected


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, FAR[:4000], "x"])
def test_a_version_that_is_none_is_told(person: Person, made: str, number: str) -> None:
    here = f"/proposals/{made}/versions"
    token = form_values(person.page("/proposals/" + made))["csrf"][0]

    answers = [
        person.get(f"{here}/{number}"),
        person.get(f"{here}/difference", params={"before": number, "after": 1}),
        person.post(f"{here}/{number}/restore", data={"csrf": token}),
    ]

    assert {each.status_code for each in answers} <= {400, 404}


@pytest.mark.parametrize(
    "row",
    [
        "a." * 20000 + ROW,
        "..",
        "measure",
        "measure.title",
        f"codes.{ROW}",
        f"measure..{ROW}",
        "//evil.example/",
        "\0",
        "x\r\ny",
    ],
)
def test_only_rows_of_the_page_are_touched(served: Served, person: Person, made: str, row: str) -> None:
    path = f"/proposals/{made}/form/measure"
    served.store.save(made, 1, {"measure": {"title": "T"}, "codes": [{"_key": ROW, "code": "300XF"}]})
    before = served.store.version(made).data

    for sent in ({"remove": row}, {"move": f"up:{row}"}, {"go": f"row:{row}"}):
        answer = person.submit(path, **sent)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{path}?saved=")

    assert served.store.version(made).data == before


@pytest.mark.parametrize("typed", [b"%00", b"%ED%A0%80", b"%FF%FE", b"%1B%5B31m", b"%E2%80%AE"])
def test_whatever_is_typed_the_proposal_opens_and_is_handed_out(person: Person, made: str, typed: bytes) -> None:
    path = f"/proposals/{made}/form/measure"
    token = form_values(person.page(path))["csrf"][0].encode()
    sent = b"csrf=" + token + b"&base=1&f=measure.title&v:measure.title=" + typed

    saved = person.post(path, content=sent, headers={"content-type": "application/x-www-form-urlencoded"})

    assert saved.status_code == 303
    opened = ("", "/form/measure", *(f"/export/{each}" for each in ("yaml", "json", "xlsx", "share")))
    assert {person.get(f"/proposals/{made}{each}").status_code for each in opened} == {200}


@pytest.mark.parametrize("host", ["user@127.0.0.1", "localhost.", "127.1", "0.0.0.0", "2130706433"])  # noqa: S104
def test_a_host_that_only_leads_here_is_refused(served: Served, host: str) -> None:
    assert httpx.get(served.url, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["https://{host}", "http://localhost:1", ""])
def test_an_origin_that_only_looks_like_ours_is_refused(served: Served, person: Person, origin: str) -> None:
    token = form_values(person.page("/"))["csrf"][0]
    named = origin.format(host=served.url.removeprefix("http://"))

    assert person.post("/proposals", data={"csrf": token}, headers={"origin": named}).status_code == 403


def test_what_could_not_be_saved_is_told_as_no_fault_of_ours(
    served: Served, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotKeptError("/data: cannot be written (database or disk is full); make room")

    monkeypatch.setattr(served.store, "create", full)

    answer = person.submit("/", "/proposals")

    assert answer.status_code == 507
    assert "This could not be saved. What was saved before is whole, and what you typed is still there" in answer.text
    assert "(/data: cannot be written (database or disk is full); make room.)" in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_fault_of_ours_says_so_and_shows_nothing(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("inner words")

    monkeypatch.setattr(list_routes, "chosen", fails)

    answer = person.get("/")

    assert answer.status_code == 500
    assert "cat2 has an error here" in answer.text
    assert "inner words" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
