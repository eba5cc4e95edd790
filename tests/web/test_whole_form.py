"""A whole proposal is filled in by forms and links alone, as by somebody whose browser runs no script."""

from __future__ import annotations

from collections.abc import Iterable

import httpx
from form_typist import OPTION, SELECT, SOURCE, STATE, Typist, in_any_order
from lxml.html import HtmlElement, document_fromstring
from web_server import PACK, ROOT, Person, Served, form_of, judged_of, values_of

from evaluator.proposals.drafts import draft_of
from evaluator.proposals.reading import read_proposal
from evaluator.proposals.writing import written

BOXES = {
    OPTION: ".//input[@value=$value]",
    STATE: ".//*[contains(@class, 'states')]//input[@value=$value]",
    SOURCE: ".//*[contains(@class, 'sources')]//input[@value=$value]",
}


class WithoutScript:
    """The hand of somebody whose browser runs no script."""

    def __init__(self, person: Person, home: str) -> None:
        self._person, self._home = person, home
        self.turn_to("")

    def sections(self) -> list[str]:
        """Read the links of the page of the proposal."""
        return [link.rpartition("/")[2] for link in self._page.xpath("//*[contains(@class, 'tasks')]//a/@href")]

    def turn_to(self, section: str) -> None:
        """Go there by its address."""
        self._show(self._person.get(f"{self._home}/form/{section}" if section else self._home))

    def asked(self, answers: Iterable[str] = ()) -> set[str]:
        """Look through the form, with what is folded away."""
        del answers
        return {name[2:] for name in self._form.xpath(".//*[contains(@class, 'field')]/@id") if name.startswith("f-")}

    def type(self, address: str, control: str, text: str) -> None:
        """Fill in a field, or choose."""
        if control == SELECT:
            self._one(".//*[@id=$name]//select", name=f"f-{address}").value = text
        else:
            self._one(".//*[@id=$name]", name=f"v-{address}").value = text

    def tick(self, address: str, control: str, value: str) -> None:
        """Tick, and with one of several take back what was chosen."""
        (box,) = self._one(".//*[@id=$name]", name=f"f-{address}").xpath(BOXES[control], value=value)
        if box.get("type") == "radio":
            for other in self._form.xpath(".//input[@name=$name]", name=box.name):
                other.checked = False
        box.checked = True

    def add_row(self, address: str) -> None:
        """Press the button of the list."""
        self._press(self._one(".//button[@id=$name]", name=f"v-{address}"))

    def row(self) -> str:
        """Read where the form is sent to."""
        return str(self._form.action).rpartition(".")[2]

    def send(self, button: str) -> None:
        """Press a button at the end of the form."""
        self._press(self._one(".//*[@class='buttons']/button[normalize-space()=$name]", name=button))
        if button == "Save":
            assert self._page.get_element_by_id("saved") is not None

    def _press(self, button: HtmlElement) -> None:
        sent = values_of(self._form) | {button.get("name"): [button.get("value")]}
        origin = str(self._person.base_url).rstrip("/")
        self._show(self._person.post(self._form.action, data=sent, headers={"origin": origin}))

    def _show(self, answer: httpx.Response) -> None:
        if answer.is_redirect:
            answer = self._person.get(answer.headers["location"])
        assert answer.status_code == 200, answer.text
        self._page = document_fromstring(answer.text)
        self._form = form_of(answer.text)

    def _one(self, where: str, name: str) -> HtmlElement:
        (found,) = self._form.xpath(where, name=name)
        return found


def test_a_whole_proposal_is_filled_in_until_no_gap_is_left(person: Person, served: Served) -> None:
    ready = written(read_proposal(ROOT / "examples" / "process-ready.yaml", PACK).proposal)
    home = person.submit("/", "/proposals", title="Mine").headers["location"]
    assert "Form incomplete" in person.page(home)

    typist = Typist(WithoutScript(person, home), draft_of(ready))
    typist.fill_in()

    page = document_fromstring(person.page(home))
    assert "Ready" in page.get_element_by_id("verdict").text_content()
    assert "None is left." in page.text_content()
    assert page.find_class("in-progress") == []
    assert typist.not_asked == []
    made = written(judged_of(served.store, home.rpartition("/")[2]).proposal)
    assert in_any_order(made) == in_any_order(ready)
