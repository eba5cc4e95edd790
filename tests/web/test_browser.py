"""The form in a browser, as people use it: from nothing to a proposal with no gap, by keyboard, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from axe import violations
from form_typist import OPTION, SELECT, SOURCE, STATE, Typist, in_any_order
from playwright.sync_api import Page, expect
from web_server import PACK, ROOT, Served, judged_of

from evaluator.proposals.drafts import KEY, draft_of, leaves, place_at, with_held
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written

READY = read_proposal(ROOT / "examples" / "process-ready.yaml", PACK).proposal
WIDTHS = (360, 1280)
MARKUP = "<img src=x onerror=alert(1)>\"'&amp;</textarea></option>"
expect.set_options(timeout=30_000)  # a busy machine is slow, and that is no fault of a page
BOXES = {OPTION: "input", STATE: ".states input", SOURCE: ".sources input"}
# With the events that a hand causes, all of a page in one call: each call takes longer than many answers.
TYPED = """typed => {
  for (const [where, text] of typed) {
    const found = document.querySelectorAll(where);
    if (found.length !== 1) throw new Error(`${found.length} of ${where}`);
    const control = found[0], fold = control.closest("details:not([open])");
    if (fold) fold.querySelector("summary").click();
    if (!control.checkVisibility() || control.disabled) throw new Error(`${where} is out of reach`);
    control.focus();
    if (text === null) {
      if (!control.checked) control.click();
      continue;
    }
    control.value = text;
    if (control.value !== text) throw new Error(`${where} does not take ${text}`);
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, {bubbles: true}));
  }
}"""
ASKED = """() => ["form .field", "details.skipped:not([open]) .field"]
  .map(where => [...document.querySelectorAll(where)].map(each => each.id.slice(2)))"""
OUTSIDE = """() => [...document.body.querySelectorAll("*")]
  .filter(each => !each.closest(".skip, .hidden, .first-button, thead"))
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(each => each.tagName + " " + each.textContent.trim().slice(0, 40))"""


class InChromium:
    """The hand of somebody at a browser."""

    def __init__(self, page: Page) -> None:
        self._page, self._home = page, page.url
        self._typed: list[tuple[str, str | None]] = []

    def sections(self) -> list[str]:
        """Read the links of the page of the proposal."""
        names = [link.get_attribute("href") or "" for link in self._page.locator(".tasks a").all()]
        return [name.rpartition("/")[2] for name in names]

    def turn_to(self, section: str) -> None:
        """Go there by its address."""
        self._page.goto(f"{self._home}/form/{section}" if section else self._home)

    def asked(self, answers: Iterable[str] = ()) -> set[str]:
        """Click on what is folded away, where an answer is within."""
        every, folded = self._page.evaluate(ASKED)
        if set(folded).intersection(answers):
            for summary in self._page.locator("details.skipped:not([open]) > summary").all():
                summary.click()
        return set(every)

    def type(self, address: str, control: str, text: str) -> None:
        """Fill in a field, or choose."""
        self._typed.append((f'[id="f-{address}"] select' if control == SELECT else f'[id="v-{address}"]', text))

    def tick(self, address: str, control: str, value: str) -> None:
        """Tick a box, or choose one of several."""
        self._typed.append((f'[id="f-{address}"] {BOXES[control]}[value="{value}"]', None))

    def add_row(self, address: str) -> None:
        """Press the button of the list."""
        self.asked([address])
        with self._page.expect_navigation():
            self._page.locator(f'[id="v-{address}"]').click()

    def row(self) -> str:
        """Read the address of the page."""
        return self._page.url.rpartition(".")[2].partition("?")[0]

    def send(self, button: str) -> None:
        """Press a button and wait until the next page is there; the page before may say "Saved" too."""
        self._page.evaluate(TYPED, self._typed)
        self._typed = []
        with self._page.expect_navigation():
            self._page.locator(".buttons").get_by_role("button", name=button, exact=True).click()
        if button == "Save":
            expect(self._page.locator("#saved")).to_be_visible()


def _begun(page: Page) -> str:
    page.get_by_label("Title of the measure").fill("Mine")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("Form incomplete")
    return page.url.rpartition("/")[2]


@pytest.mark.slow
def test_a_whole_proposal_is_filled_in_until_no_gap_is_left(opened: Callable[..., Page], served: Served) -> None:
    page = opened("/")
    made = _begun(page)

    typist = Typist(InChromium(page), draft_of(written(READY)))
    typist.fill_in()

    expect(page.locator("#verdict")).to_contain_text("Ready")
    expect(page.locator("section", has=page.locator("#gaps"))).to_contain_text("None is left.")
    assert page.locator(".status.in-progress").all_inner_texts() == []
    assert typist.not_asked == []
    assert in_any_order(written(judged_of(served.store, made).proposal)) == in_any_order(written(READY))
    assert page.troubles == []  # type: ignore[attr-defined]


def test_a_browser_without_script_sends_every_kind_of_answer(opened: Callable[..., Page], served: Served) -> None:
    # A whole proposal is filled in without script in test_whole_form.py.
    page = opened("/", script=False)
    made = _begun(page)
    ready = written(READY)
    cited = [source for source in ready["evidence"]["sources"] if source["id"] == "E6"]
    part = {"change": ready["change"], "evidence": {"sources": cited}, "use": ready["use"]}

    typist = Typist(InChromium(page), draft_of(part))
    typist.fill_in()

    assert typist.not_asked == []
    saved = written(judged_of(served.store, made).proposal)
    assert in_any_order({name: saved[name] for name in part}) == in_any_order(part)


def test_a_gap_closes_while_somebody_types(opened: Callable[..., Page], served: Served) -> None:
    made = served.example("process-ready")
    page = opened(f"/proposals/{made}/form/specification")
    denominator = page.get_by_label("Denominator", exact=False).first
    text = page.locator('[id="v-specification.denominator"]')
    words = text.input_value()
    assert denominator is not None

    text.fill("")
    expect(page.locator("#verdict")).not_to_contain_text("Ready")
    expect(page.locator("#panel")).to_contain_text("At the last save")
    text.fill(words)
    expect(page.locator("#verdict")).to_contain_text("Ready")
    expect(page.locator("[data-status]")).to_contain_text("saved as a draft")

    assert page.troubles == []  # type: ignore[attr-defined]


def test_what_is_typed_is_there_after_reloading_and_after_going_back(
    opened: Callable[..., Page], served: Served
) -> None:
    made = served.store.create({})
    page = opened(f"/proposals/{made}/form/measure")

    page.locator('[id="v-measure.steward"]').fill("Somebody")
    expect(page.locator("[data-status]")).to_contain_text("saved as a draft")
    page.reload()
    expect(page.locator('[id="v-measure.steward"]')).to_have_value("Somebody")
    page.locator('[id="v-measure.steward"]').fill("Somebody else")
    page.get_by_role("link", name="Proposals", exact=True).click()
    page.go_back()

    expect(page.locator('[id="v-measure.steward"]')).to_have_value("Somebody else")
    assert served.store.version(made).data["measure"]["steward"] == "Somebody else"


def test_everything_can_be_done_by_keyboard(opened: Callable[..., Page], served: Served) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_label("Title of the measure").focus()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Change", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator('[id="v-change.kind"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Save and continue").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/form/applicant")
    page.get_by_role("button", name="Add a row to Contacts").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/form/applicant.contacts.*")
    page.keyboard.press("Tab")

    made = page.url.split("/")[4]
    assert served.store.version(made).data["change"]["kind"] == "revise"
    assert page.evaluate("document.querySelectorAll('[tabindex]:not([tabindex=\"-1\"])').length") == 0


def test_the_summary_leads_to_the_field(opened: Callable[..., Page], served: Served) -> None:
    made = served.store.create({"burden": {"minutes_before": "about 9"}})
    page = opened(f"/proposals/{made}/form/burden")

    page.locator("#errors a").click()

    assert (
        page.evaluate("document.activeElement.id || document.querySelector(':target').id") == "v-burden.minutes_before"
    )


def _pages(served: Served) -> list[str]:
    made = served.example("process-with-gaps")
    held = served.store.version(made).data
    store = served.store
    store.save(made, 1, {**held, "burden": {"minutes_before": "about 9"}}, "saved", "A note")
    store.save(made, 1, {**held, "burden": {"minutes_before": "7"}}, "draft")
    names = ("proposal", "change", "codes", f"codes.{held['codes'][0][KEY]}", "specification", "evidence")
    parts = ("", "/next", "/versions", "/versions/1", "/conflicts", "/export", "/review")
    here = f"/proposals/{made}"
    forms = [f"{here}/form/{name}" for name in names]
    difference = f"{here}/versions/difference?before=1&after=2"
    forms += [f"{here}/form/burden?saved=1", f"{here}/form/burden?saved=2"]
    lists = ["/", "/?show=archived", "/?change=add", "/?finding=ready&q=nothing", "/proposals/none"]
    return [*lists, *forms, *(f"{here}{part}" for part in parts), difference]


def test_every_page_fits_and_can_be_read_by_everybody(opened: Callable[..., Page], served: Served) -> None:
    found = {}
    page = opened("/")
    for path in _pages(served):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found[path] = _faults_of(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_what_answers_a_file_can_be_read_by_everybody(opened: Callable[..., Page], served: Served) -> None:
    made, page = served.example("process-with-gaps"), opened("/")

    page.get_by_label("File").set_input_files({"name": "x.yaml", "mimeType": "", "buffer": b"measure: {titel: T}"})
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("x.yaml was not imported")
    found = _faults_of(page)
    share = page.request.get(f"/proposals/{made}/export/share").text()
    page.goto("about:blank")  # the policy of our pages would keep its style from it
    page.set_content(share)
    assert page.evaluate("getComputedStyle(document.querySelector('.findings')).listStyleType") == "none"
    found += _faults_of(page)

    assert found == []


def _faults_of(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong = violations(page, colours=width == max(WIDTHS))
        found += [f"{width}: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in wrong]
        found += [f"{width}: {each}" for each in page.evaluate(OUTSIDE)]
    return found


def test_markup_in_every_field_shows_as_text(opened: Callable[..., Page], served: Served) -> None:
    draft = draft_of(written(READY))
    texts = [address for address, node in leaves(draft) if place_at(address).field and _is_text(address, node)]
    made = served.store.create(_marked(draft, texts))
    page = opened(f"/proposals/{made}")

    for part in ("", "/form/specification", "/form/evidence", "/form/development", "/versions/1", "/next"):
        page.goto(f"/proposals/{made}{part}")
        page.wait_for_timeout(100)
        assert page.locator("img").count() == 0
    for address in ("specification.denominator", "influence.action"):
        page.goto(f"/proposals/{made}/form/{address.partition('.')[0]}")
        expect(page.locator(f'[id="v-{address}"]')).to_have_value(MARKUP)
    assert page.troubles == []  # type: ignore[attr-defined]


def _is_text(address: str, node: object) -> bool:
    field = place_at(address).field
    return field is not None and field.kind == "text" and field.is_answer and node not in ("absent", "unknown")


def _marked(draft: dict[str, Any], addresses: list[str]) -> dict[str, Any]:
    for address in addresses:
        draft = with_held(draft, address, MARKUP)
    return draft
