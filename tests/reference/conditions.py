"""Generated conditions: the whole language over the fields of `proposals.py`."""

from __future__ import annotations

from functools import cache
from itertools import chain

from hypothesis import strategies as st
from reference.proposals import CHANNELS, CODES, CONTENTS, ITEM_POOLS, ROLES, STANDINGS, SYSTEMS, TYPES

DEFINED = ("named_one", "named_two")
_STATES = ("answered", "evidenced", "absent", "unknown", "blank", "claimed")
_SIGNS = ("=", "!=", "<", "<=", ">", ">=")


def _states(*paths: str) -> list[str]:
    return [f"{path} is {state}" for path in paths for state in _STATES]


def _choices(path: str, choices: list[str]) -> list[str]:
    first, second, *_ = (f'"{choice}"' if choice[0].isdigit() else choice for choice in choices)
    return [
        *(f"{path} {sign} {first}" for sign in ("=", "!=")),
        f"{path} in [{first}, {second}]",
        f'{path} = " {choices[0].upper()} "',
        *_states(path),
    ]


def _texts(*paths: str) -> list[str]:
    return list(
        chain.from_iterable(
            [
                *_states(path),
                f"{path} is evidenced with [year, grade]",
                f'{path} = "falls "',
                f'{path} in ["FRACTURES", "x"]',
            ]
            for path in paths
        )
    )


def _numbers(*paths: str) -> list[str]:
    bounds = ("2", "3.5", "@large", "@few", "burden.minutes_before")
    return [*_states(*paths), *(f"{path} {sign} {bound}" for path in paths for sign in _SIGNS for bound in bounds)]


def _dates(*paths: str) -> list[str]:
    ordered = [f"{path} {sign} as_of" for path in paths for sign in ("<", "<=", ">", ">=")]
    return [*_states(*paths), *ordered, *(f"{path} within @{name}" for path in paths for name in ("years", "few"))]


def _lists(path: str, *names: str) -> list[str]:
    return [
        *_states(path),
        *(f"count {path} {sign} {bound}" for sign in _SIGNS for bound in ("1", "@few")),
        *(
            f"distinct {path}.{name} {sign} {bound}"
            for name in names
            for sign in (">=", "=", "<")
            for bound in ("1", "2", "@few")
        ),
        *(f"all_distinct {path} by [{name}]" for name in names),
        f"all_distinct {path} by [{', '.join(names)}]",
    ]


def _grades(path: str) -> list[str]:
    look_up = f"strength({path}.scheme, {path}.grade)"
    return [f"{look_up} in [strong, weak]", f"{look_up} in [none]", f"{look_up} in [against]"]


_SOURCE = [
    *_states("item.source"),
    "item.source is evidenced with [year, grade]",
    *_states("item.source.year", "item.source.grade"),
    "item.source.year within @years",
    "item.source.grade in [A, B]",
    "item.source = E1",
    *_grades("item.source"),
]
TOP = [
    *_choices("measure.type", TYPES),
    *_choices("measure.scoring", ["proportion", "ratio"]),
    *_choices("risk_adjustment.strategy", ["adjust", "stratify"]),
    *_choices("change.kind", ["delete", "add"]),
    *_texts("measure.title", "risk_adjustment.specification", "risk_adjustment.rationale", "influence.actor"),
    *_numbers("measure.maintenance_interval_years", "burden.minutes_after", "significance.segment.number"),
    *_numbers("specification.measurement_period.length"),
    *_states("specification.measurement_period", "significance.segment", "significance.segment.year"),
    *_dates("measure.last_reviewed", "change.target_deadline"),
    *("significance.segment.year within @years", "significance.segment.year >= 2021"),
    *("reading.middle = wide", "reading.middle = narrow"),
    *(
        f"days_between(measure.last_reviewed, change.target_deadline) {sign} {n}"
        for sign in _SIGNS
        for n in ("30", "-30", "@few")
    ),
    *_states("use.purposes"),
    *("count use.purposes >= 2", "count use.purposes = 1"),
    *_lists("measure.parts", "name", "type"),
    *_lists("codes", "code", "content_type"),
    *_lists("evidence.guidelines", "source", "standing"),
    *_lists("reporting.states", "code", "modifier"),
    *_lists("development.members", "discipline", "role"),
    *_lists("evidence.sources", "citation", "year"),
    "all_distinct evidence.guidelines by [source.grade, standing]",
    *("reporting.states.code covers codes.code", "codes.code covers reporting.states.code"),
    "evidence.guidelines.source covers evidence.reviews.source",
    *(DEFINED * 6),
]
ITEM: dict[str, list[str]] = {
    "measure.parts": [
        *_choices("item.type", TYPES),
        *_texts("item.name"),
        "item.name = measure.title",
        "item.type != measure.type",
        *("measure.title = item.name", "measure.type != item.type", "measure.type in [item.type, structure]"),
    ],
    "codes": [
        *_choices("item.code", CODES),
        *_choices("item.content_type", CONTENTS),
        *_states("item.channels", "item.related_codes"),
        *("count item.channels >= 2", "count item.related_codes < 2", "distinct item.related_codes.code >= 1"),
        "all_distinct item.related_codes by [system, code]",
    ],
    "evidence.guidelines": [*_SOURCE, *_choices("item.standing", STANDINGS)],
    "evidence.reviews": [*_SOURCE, *_choices("item.systematic", ["yes", "no"])],
    "reporting.states": [*_choices("item.code", CODES), *_choices("item.modifier", ["1P", "8P"]), "item.state = met"],
    "development.members": [*_choices("item.role", ROLES), *_texts("item.discipline")],
    "evidence.sources": [*_states("item.citation"), "item.year within @years", "item.grade = a", *_grades("item")],
    "use.purposes": [
        "item = payment",
        "item != research",
        "item in [payment, certification]",
        "item is answered",
        "item is absent",
    ],
    "item.channels": [*(f"item = {channel}" for channel in CHANNELS), "item in [claims, registry]"],
    "item.related_codes": [*_choices("item.system", SYSTEMS), *_texts("item.code")],
}
LISTS = tuple(ITEM_POOLS)
_QUANTIFIED = (
    "some {list}: ({body})",
    "each {list}: ({body})",
    "most {list}: ({body})",
    "count {list}: ({body}) >= 1",
    "count {list}: ({body}) >= @few",
    "count {list}: ({body}) = 1",
    "count {list}: ({body}) < 2",
)
_JOINED = (
    "not {0}",
    "{0} and {1}",
    "{0} or {1}",
    "{0} and {1} and not ({2})",
    "{0} or not ({1}) or {2}",
    "({0} and {1}) or {2}",
    "({0} or {1}) and {2}",
    "not ({0} and {1})",
    "not ({0} or {1})",
)


def _atoms(scope: str) -> st.SearchStrategy[str]:
    if not scope:
        return st.sampled_from(TOP)
    # Inside a list, one atom in four looks at the whole proposal.
    return st.sampled_from([*(ITEM[scope] * 3), *TOP[: len(ITEM[scope])]])


def _quantified(scope: str) -> st.SearchStrategy[str]:
    lists = [name for name in ITEM if not name.startswith("item.")]
    if scope == "codes":
        lists += ["item.channels", "item.related_codes"] * 3
    return st.sampled_from(lists).flatmap(_over)


@cache
def _over(name: str) -> st.SearchStrategy[str]:
    body = st.one_of(_atoms(name), _joined(_atoms(name)))
    return st.builds(lambda form, inner: form.format(list=name, body=inner), st.sampled_from(_QUANTIFIED), body)


def _joined(members: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    # The bodies of `some` and `each` stand in brackets of their own, and so may be joined like any other.
    return st.builds(lambda form, *three: form.format(*three), st.sampled_from(_JOINED), members, members, members)


def _scope(scope: str) -> st.SearchStrategy[str]:
    single = st.one_of(_atoms(scope), _atoms(scope), _quantified(scope))
    return st.one_of(single, single, _joined(single))


CONDITION: dict[str, st.SearchStrategy[str]] = {scope: _scope(scope) for scope in ("", *LISTS)}
SIMPLE: dict[str, st.SearchStrategy[str]] = {scope: _atoms(scope) for scope in ("", *LISTS)}
