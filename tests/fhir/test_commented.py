"""The YAML of an import: it loads as written, and each answer names its source."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from told import told

from evaluator.proposals.fhir_measure import import_measure, to_commented_yaml
from evaluator.proposals.yaml_text import yaml_document

TEXTS = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "yes",
            "no",
            "null",
            "~",
            "1.0",
            "- a",
            "# b",
            "a: b",
            "'q'",
            '"',
            "a\n  b\n\nc",
            "|",
            "%",
            "@x",
            "2025-01-01",
            "{x}",
            "true\n",
        ]
    ),
)


def load(text: str) -> Any:
    return yaml_document(text).data


@given(title=TEXTS, rationale=TEXTS, author=TEXTS, what=TEXTS)
def test_any_text_loads_as_it_was_written(title: str, rationale: str, author: str, what: str) -> None:
    group = [
        {
            "population": [
                {"code": {"coding": [{"code": "denominator-exclusion"}]}, "description": text} for text in (what, title)
            ]
        }
    ]
    imported = import_measure(
        {
            "resourceType": "Measure",
            "title": title,
            "rationale": rationale,
            "author": [{"name": author}],
            "group": group,
        }
    )

    assert load(to_commented_yaml(imported, told(imported.warnings))) == imported.written


def test_each_answer_names_its_source() -> None:
    imported = import_measure(
        {
            "resourceType": "Measure",
            "title": "Foot check",
            "purpose": "TBD",
            "rationale": "One\nTwo",
            "copyright": "Ours",
            "url": "https://example.org/m",
        }
    )

    lines = to_commented_yaml(imported, told(imported.warnings)).splitlines()

    assert "  title: Foot check  # Measure.title" in lines
    assert "    - number: https://example.org/m  # Measure.url" in lines
    assert "  purpose: unknown  # Measure.purpose" in lines
    assert "  statement: |-  # Measure.rationale" in lines
    assert "# - Measure.copyright" in lines
    assert any(line.startswith("# - Measure.purpose") for line in lines)
