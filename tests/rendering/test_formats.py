"""Formats are found by name, and JSON has one way of being written."""

from __future__ import annotations

import json

import pytest
from report_samples import everything

from evaluator.errors import UsageError
from evaluator.rendering.formats import render


def test_an_unknown_format_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="'docm'; there are html, md, pdf, docx, json, csv"):
        render(everything(), "docm")


def test_json_is_the_same_whatever_the_order_of_the_source_map() -> None:
    result = everything()
    turned = result.model_copy(update={"source_map": dict(reversed(result.source_map.items()))})

    text = render(result, "json")

    assert render(turned, "json") == text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == ["digest", "evaluation", "format", "source_map"]
    assert "’" in text
