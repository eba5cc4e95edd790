from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from html_pages import elements_of, text_of
from web_server import ROOT, Person, Served, form_values, running

from evaluator.proposals.drafts import with_held
from evaluator.store.proposals import Store

MARKUP = """<script>alert(1)</script>"'&amp;</textarea><b>x\ny  """


@pytest.fixture
def made(served: Served) -> str:
    return served.store.create({})


def test_a_proposal_begins_with_its_title(person: Person) -> None:
    answer = person.submit("/", "/proposals", title=MARKUP)

    assert answer.status_code == 303
    page = person.page(answer.headers["location"])
    assert "<script>alert" not in page
    assert text_of(page).count("<script>alert(1)</script>") == 1


def test_what_is_wrong_is_kept_as_it_was_typed_and_told_at_the_field(person: Person, made: str) -> None:
    path = f"/proposals/{made}/form/burden"

    answer = person.submit(path, **{"v:burden.minutes_before": " about 9 ", "v:burden.pilot": MARKUP})

    page = person.page(answer.headers["location"])
    assert form_values(page)["v:burden.minutes_before"] == [" about 9 "]
    assert form_values(page)["v:burden.pilot"] == [MARKUP]
    assert '<a href="/proposals/' in page.partition('id="errors"')[2]
    summary = next(each for each in elements_of(page) if each.attributes.get("id") == "errors")
    assert 'Found "about 9"; expected a number' in "".join(summary.text)
    links = [
        each.attributes["href"]
        for each in elements_of(page)
        if each.attributes.get("href", "").endswith("minutes_before")
    ]
    assert f"{path}#v-burden.minutes_before" in links
    assert 'id="v-burden.minutes_before"' in page


def test_an_answer_and_a_state_beside_it_are_both_kept(person: Person, made: str) -> None:
    path = f"/proposals/{made}/form/measure"

    person.submit(path, **{"v:measure.steward": "S", "s:measure.steward": "unknown"})

    page = person.page(path)
    assert form_values(page)["v:measure.steward"] == ["S"]
    assert form_values(page)["s:measure.steward"] == ["unknown"]
    assert "an answer, and beside it “not known yet”" in page


@pytest.mark.parametrize(("field", "value"), [("change.kind", "revise"), ("change.kind", "~unknown")])
def test_one_of_several_choices_is_kept(person: Person, made: str, field: str, value: str) -> None:
    path = f"/proposals/{made}/form/change"

    person.submit(path, **{f"v:{field}": value})

    assert form_values(person.page(path))[f"v:{field}"] == [value]


def test_questions_come_and_go_with_the_answers_they_depend_on(person: Person, made: str) -> None:
    path = f"/proposals/{made}/form/change"
    before = person.page(path)
    person.submit(path, **{"v:change.kind": "revise"})
    after = person.page(path)

    asked, skipped = (page.partition('<details class="skipped">') for page in (after, before))
    assert 'name="v:change.wording_before"' in asked[0]
    assert 'name="v:change.wording_before"' in skipped[2]
    assert "Not asked here; asked only if" in text_of(before)


@pytest.mark.parametrize(
    "said", [{}, {"public_comment": "unknown"}, {"public_comment": "absent"}, {"endorsements": "absent"}]
)
def test_every_way_to_close_a_gap_is_in_sight_in_whatever_order_somebody_types(
    served: Served, person: Person, said: dict[str, str]
) -> None:
    made = served.example("process-ready")
    ways = ("public_comment", "external_review", "society_approvals", "endorsements")
    draft = served.store.version(made).data
    for way in ways:
        draft = with_held(draft, f"development.{way}", said.get(way))
    served.store.save(made, 1, draft)

    page = person.page(f"/proposals/{made}/form/development")
    sections = person.page(f"/proposals/{made}")

    asked, _, _folded = page.partition('<details class="skipped">')
    for way in ways:
        assert f'id="f-development.{way}"' in asked
        assert f'form/development#v-development.{way}">' in sections


@pytest.mark.parametrize("name", ["", *sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))])
def test_every_field_that_a_gap_leads_to_is_asked_on_its_page(served: Served, person: Person, name: str) -> None:
    made = served.example(name) if name else served.store.create({})

    sections = person.page(f"/proposals/{made}")

    led = set(re.findall(rf"/proposals/{made}/form/([^#\"]+)#v-([^\"]+)", sections.partition('id="gaps"')[2]))
    pages = {
        topic: person.page(f"/proposals/{made}/form/{topic}").partition('<details class="skipped">')[0]
        for topic, _ in led
    }
    assert [address for topic, address in led if f'id="v-{address}"' not in pages[topic]] == []


def test_an_answer_that_is_no_longer_asked_stays_in_sight(person: Person, made: str) -> None:
    path = f"/proposals/{made}/form/change"
    person.submit(path, **{"v:change.kind": "revise"})
    person.submit(path, **{"v:change.wording_before": "before"})
    person.submit(path, **{"v:change.kind": "add"})

    assert form_values(person.page(path))["v:change.wording_before"] == ["before"]


def test_rows_are_added_edited_and_removed_at_any_depth(served: Served, person: Person, made: str) -> None:
    codes = f"/proposals/{made}/form/codes"
    row = person.submit(codes, go=re.findall(r'value="(row:[^"]*)"', person.page(codes))[-1]).headers["location"]
    assert served.store.version(made).data == {}

    person.submit(row, **{f"v:{row.rpartition('/')[2]}.code": "300XF"})
    inner = person.submit(row, go=re.findall(r'value="(row:[^"]*)"', person.page(row))[-1]).headers["location"]
    person.submit(inner, **{f"v:{inner.rpartition('/')[2]}.code": "301XF"})
    assert "301XF" in person.page(row)
    person.submit(codes, remove=row.rpartition("/")[2])

    versions = served.store.versions(made)
    assert served.store.version(made).data == {}
    assert "301XF" in str(served.store.version(made, versions[1].number).data)


def test_rows_are_moved_up_and_down_without_script(served: Served, person: Person) -> None:
    made = served.example("three-codes")
    path, keys = f"/proposals/{made}/form/codes", [row["_key"] for row in served.store.version(made).data["codes"]]
    page = person.page(path)
    assert f'value="up:codes.{keys[0]}"' not in page
    assert f'value="down:codes.{keys[2]}"' not in page

    answer = person.submit(path, move=f"up:codes.{keys[2]}")
    person.submit(path, move=f"down:codes.{keys[0]}")
    for unheard in ("up:codes.k00000000", "down:codes", "sideways:codes.k00000000", "up:", "up:<script>"):
        assert person.submit(path, move=unheard).status_code == 303

    assert answer.headers["location"].endswith(f"#r-codes.{keys[2]}")
    assert f'id="r-codes.{keys[2]}"' in page
    assert [row["_key"] for row in served.store.version(made).data["codes"]] == [keys[2], keys[0], keys[1]]


def test_two_tabs_that_touch_different_answers_lose_none(
    person: Person, another: Callable[[], Person], made: str
) -> None:
    path, other = f"/proposals/{made}/form/measure", another()
    first, second = form_values(person.page(path)), form_values(other.page(path))

    person.post(path, data=first | {"v:measure.title": ["mine"]})
    other.post(path, data=second | {"v:measure.steward": ["theirs"]})

    held = form_values(person.page(path))
    assert (held["v:measure.title"], held["v:measure.steward"]) == (["mine"], ["theirs"])


def test_what_was_typed_outlives_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    made = store.create({})
    path = f"/proposals/{made}/form/measure"
    with running(store) as url, Person(url) as before:
        before.get("/")
        filled, cookies = form_values(before.page(path)), before.cookies
    store.close()

    again = Store(tmp_path)
    with running(again) as url:
        answer = httpx.post(f"{url}{path}", data=filled | {"v:measure.title": ["T"]}, cookies=cookies)

    assert answer.status_code == 303
    assert again.version(made).data == {"measure": {"title": "T"}}
    again.close()


def test_a_draft_is_saved_while_typing_and_answered_with_what_is_found(person: Person, served: Served) -> None:
    made = served.example("process-ready")
    path = f"/proposals/{made}/form/specification"
    changed = {"v:specification.denominator": [""], "v:specification.smallest_denominator": ["?"]}
    filled = form_values(person.page(path)) | changed

    answer = person.post(path, data=filled, headers={"x-cat2-fragment": "1"})

    assert answer.headers["x-cat2-base"] == "2"
    assert served.store.versions(made)[0].kind == "draft"
    assert "At the last save: " in answer.text
    assert 'data-address="specification.smallest_denominator"' in answer.text
    assert "<html" not in answer.text


def test_one_page_never_meets_its_own_messages(person: Person, served: Served, made: str) -> None:
    path = f"/proposals/{made}/form/measure"
    filled, fragment = form_values(person.page(path)), {"x-cat2-fragment": "1"}

    person.post(path, data=filled | {"v:measure.title": ["a"], "turn": ["1"]}, headers=fragment)
    person.post(path, data=filled | {"v:measure.title": ["abc"], "turn": ["3"]}, headers=fragment)
    overtaken = person.post(path, data=filled | {"v:measure.title": ["ab"], "turn": ["2"]}, headers=fragment)
    submitted = person.post(path, data=filled | {"v:measure.title": ["abcd"], "turn": ["3"]})

    assert overtaken.status_code == 200
    assert submitted.headers["location"].startswith(path)
    assert served.store.version(made).data == {"measure": {"title": "abcd"}}
    assert served.store.conflicts(made) == []


def test_the_list_of_sections_says_how_far_each_is(person: Person, served: Served, made: str) -> None:
    ready, deletion = served.example("process-ready"), served.example("deletion")

    assert "Specification Complete" in text_of(person.page(f"/proposals/{ready}"))
    assert "Influence Not needed" in text_of(person.page(f"/proposals/{deletion}"))
    assert "Specification Not started" in text_of(person.page(f"/proposals/{made}"))


@pytest.mark.parametrize("name", ["process-ready", "three-codes", "outcome-for-judgement", "revision", "deletion"])
def test_saving_a_page_as_it_stands_changes_nothing(person: Person, served: Served, name: str) -> None:
    made = served.example(name)
    before = served.store.version(made)

    for address in re.findall(rf"/proposals/{made}/form/([a-z_]+)\"", person.page(f"/proposals/{made}")):
        path = f"/proposals/{made}/form/{address}"
        assert person.submit(path).status_code == 303
        for row in re.findall(r'class="as-link" name="go" value="row:([^"]*)"', person.page(path)):
            assert person.submit(f"/proposals/{made}/form/{row}").status_code == 303

    assert served.store.version(made) == before


@pytest.mark.parametrize("held", ["2020", "unknown", None])
def test_a_source_that_cites_another_goes_on_citing_it(person: Person, served: Served, held: str | None) -> None:
    first = {"id": "E1", "_key": "k00000001", "year": {"value": held, "evidence": ["E2"]}}
    made = served.store.create({"evidence": {"sources": [first, {"id": "E2", "_key": "k00000002"}]}})
    before = served.store.version(made)

    assert person.submit(f"/proposals/{made}/form/evidence.sources.k00000001").status_code == 303

    assert served.store.version(made) == before


def test_what_is_not_worked_out_is_not_said_to_be_nothing(person: Person, made: str) -> None:
    path = f"/proposals/{made}/next"
    for page in (person.page(path), person.get(path, headers={"x-cat2-fragment": "1"}).text):
        assert "not worked out yet" in page
        assert "No check that decides" not in page


def test_a_page_says_that_it_was_saved_whatever_was_saved_since(person: Person, served: Served, made: str) -> None:
    path = f"/proposals/{made}/form/measure"
    saved = person.submit(path, **{"v:measure.title": "mine"}).headers["location"]
    assert "Saved. To the list of sections" in text_of(person.page(saved))

    served.store.save(made, 2, {"measure": {"title": "mine", "steward": "theirs"}})

    assert "Saved as version 2. What is shown is version 3, saved since then." in text_of(person.page(saved))
    assert "Saved" not in text_of(person.page(f"{path}?saved=4"))


def test_pages_that_are_not_there_say_so(person: Person, made: str) -> None:
    for path in ("/proposals/none", f"/proposals/{made}/form/none", f"/proposals/{made}/form/codes.none", "/none"):
        answer = person.get(path)
        assert answer.status_code == 404
        assert "This did not work" in answer.text


def test_only_what_is_too_large_is_told_as_that(person: Person, made: str) -> None:
    path = f"/proposals/{made}/form/measure"
    origin = {"origin": str(person.base_url).rstrip("/")}

    large = person.submit(path, **{"v:measure.title": "x" * 2_100_000})
    many = person.submit(path, **{f"v:{number}": "1" for number in range(4_001)})
    broken = person.post(path, content=b"--", headers={**origin, "content-type": "multipart/form-data"})

    assert (large.status_code, "an answer has at most 2 MB" in text_of(large.text)) == (413, True)
    assert (many.status_code, "Too many fields" in text_of(many.text)) == (400, True)
    assert (broken.status_code, "Missing boundary" in text_of(broken.text)) == (400, True)
