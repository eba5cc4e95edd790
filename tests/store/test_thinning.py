from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluator.store import proposals
from evaluator.store.proposals import NotThereError, Store
from evaluator.store.records import Conflict

BEGUN = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
FIELDS = ("title", "steward")
STEPS = st.lists(
    st.tuples(st.sampled_from(["saved", "draft"]), st.sampled_from(FIELDS), st.integers(0, 3), st.floats(0, 40)),
    min_size=1,
    max_size=14,
)


@pytest.fixture
def hours_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = BEGUN

    def pass_(hours: float) -> None:
        nonlocal now
        now += datetime.timedelta(hours=hours)
        monkeypatch.setattr(proposals, "_moment", lambda: now)

    pass_(0)
    return pass_


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(tmp_path_factory.mktemp("data"))
    yield opened
    opened.close()


def _with(**answers: str) -> dict[str, Any]:
    return {"measure": answers}


def _type(store: Store, made: str, base: int, *texts: str) -> int:
    for text in texts:
        base = store.save(made, base, _with(title=text), "draft").head
    return base


def _numbers(store: Store, made: str) -> list[int]:
    return [each.number for each in store.versions(made)][::-1]


def test_old_drafts_go_but_the_last_before_each_save(store: Store, hours_later: Callable[[float], None]) -> None:
    made = store.create({})
    head = store.save(made, _type(store, made, 1, "a", "ab", "abc"), _with(title="abcd")).head
    hours_later(1)
    head = _type(store, made, head, "x", "xy")
    hours_later(24)

    store.save(made, head, _with(title="xyz"))

    # 2 and 3 are older than a day; 6 is young, and 4 and 7 are what stood before a save.
    assert _numbers(store, made) == [1, 4, 5, 6, 7, 8]


def test_what_nobody_saved_over_is_never_thinned_by_typing(store: Store, hours_later: Callable[[float], None]) -> None:
    made = store.create({})
    head = _type(store, made, 1, "a", "ab")
    hours_later(100)

    _type(store, made, head, "abc")

    assert _numbers(store, made) == [1, 2, 3, 4]


def test_what_a_conflict_or_a_review_is_about_stays(store: Store, hours_later: Callable[[float], None]) -> None:
    made = store.create({})
    _type(store, made, 1, "a", "ab")
    hours_later(1)
    store.attach(made, "review.yaml", "text")
    hours_later(1)
    head = _type(store, made, 3, "abc", "abcd")
    store.save(made, head, _with(title="saved"))
    aside = store.save(made, 2, _with(title="other"), "draft")
    hours_later(100)

    store.save(made, 6, _with(title="again"))

    assert _numbers(store, made) == [1, 3, 5, 6, aside.seen, aside.seen + 1]
    assert store.conflicts(made) == [Conflict("measure.title", aside.seen)]


def test_a_page_that_was_left_open_over_thinning_loses_nothing(
    store: Store, hours_later: Callable[[float], None]
) -> None:
    made = store.create(_with(title="a", steward="S"))
    left_open = store.save(made, 1, _with(title="ab", steward="S"), "draft").head
    head = store.save(made, left_open, _with(title="abc", steward="S"), "draft").head
    hours_later(100)
    store.save(made, head, _with(title="saved", steward="S"))
    assert left_open not in _numbers(store, made)

    base = store.version_to_edit(made, left_open)
    typed = store.save(made, left_open, _with(title="ab", steward="T"))

    assert base.number == 1
    assert store.version(made).data == _with(title="saved", steward="T")
    assert store.version(made, typed.seen).data == _with(title="ab", steward="T")
    assert store.conflicts(made) == [Conflict("measure.title", typed.seen)]


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_version_that_never_was_is_not_edited(store: Store, number: int) -> None:
    made = store.create({})

    with pytest.raises(NotThereError):
        store.version_to_edit(made, number)
    with pytest.raises(NotThereError):
        store.save(made, number, {})


def test_a_save_that_fails_has_thinned_nothing(
    store: Store, hours_later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.create({})
    head = _type(store, made, 1, "a", "ab", "abc")
    hours_later(100)
    whole = proposals.thin

    def thin_and_stumble(*args: Any) -> None:
        whole(*args)
        raise OSError("told to fail")

    monkeypatch.setattr(proposals, "thin", thin_and_stumble)

    with pytest.raises(OSError, match="told to fail"):
        store.save(made, head, _with(title="saved"))

    assert _numbers(store, made) == [1, 2, 3, 4]
    assert store.proposal(made).head == head


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nothing_saved_is_lost_whatever_is_typed_and_from_whatever_version(
    store: Store, hours_later: Callable[[float], None], steps: list[tuple[Any, str, int, float]]
) -> None:
    made, written = store.create({}), {1: ("saved", {})}

    for turn, (kind, field, back, hours) in enumerate(steps):
        hours_later(hours)
        base = max(store.proposal(made).head - back, 1)  # an open page may show any version, thinned out since or not
        held = store.version_to_edit(made, base).data
        mine = _with(**{**held.get("measure", {}), field: f"typed {turn}"})
        saved = store.save(made, base, mine, kind)
        entries = {each.number: each.kind for each in store.versions(made)}
        for number in entries.keys() - written.keys():
            written[number] = (entries[number], store.version(made, number).data)

        # What was typed is in force, or kept aside and waiting for somebody to choose.
        in_force = store.version(made).data["measure"].get(field) == f"typed {turn}"
        assert in_force or Conflict(f"measure.{field}", saved.seen) in store.conflicts(made)
        assert store.version(made, saved.seen).data["measure"][field] == f"typed {turn}"
        kept = {number for number, (kind_, _) in written.items() if kind_ != "draft"} | {saved.head}
        assert kept <= entries.keys() <= written.keys()
        assert all(store.version(made, number).data == written[number][1] for number in entries)
