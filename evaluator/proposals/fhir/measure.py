"""A FHIR R4 Measure as a proposal: what the resource states becomes an answer, and nothing else does.

The JSON is read leniently and without a FHIR library; what is off in it is said in a warning.
"""

from __future__ import annotations

import re
from typing import Any

from evaluator.errors import Fault, ProposalError
from evaluator.model.notices import Notice, WarningCode
from evaluator.proposals.document import shown
from evaluator.proposals.fhir.elements import MAPPING
from evaluator.proposals.fhir.nodes import POPULATIONS, Tree, unread
from evaluator.proposals.fhir.oddities import oddities
from evaluator.proposals.fhir.readers import read_entry
from evaluator.proposals.fhir.reading import Reading
from evaluator.proposals.imported import Imported, in_order_of_form
from evaluator.proposals.warned import each_once

_POPULATION = re.compile(r"group\.population(?:\(([^)]*)\))?")


def import_measure(data: dict[str, Any]) -> Imported:
    """Import one Measure.

    Raises:
        ProposalError: the data is no Measure.
    """
    refuse_other_resource(data)
    tree = Tree(data)
    reading = Reading(tree, warnings=oddities(tree))
    for entry in MAPPING:
        read_entry(reading, entry)
    reading.warnings += _advice(reading)
    return Imported(
        written=in_order_of_form(reading.answers),
        sources=reading.sources,
        warnings=each_once(reading.warnings),
        unmapped=tuple(unread(tree, reading.read)),
    )


def refuse_other_resource(data: object, file: str = "", line: int | None = None) -> None:
    """Refuse what is no Measure.

    Raises:
        ProposalError: the data is another resource, or no resource at all.
    """
    if isinstance(data, dict) and data.get("resourceType") == "Measure":
        return
    found = shown(data)
    if isinstance(data, dict):
        kind = data.get("resourceType")
        found = f"{found} without resourceType" if kind is None else f"a resource of the type {shown(kind)}"
    expected = 'a FHIR R4 resource of the type "Measure"'
    next_step = "Name a file that holds a Measure, or a Bundle of them."
    raise ProposalError([Fault("resourceType", found, expected, next_step, file, line)])


def _advice(reading: Reading) -> list[Notice]:
    return [*_on_groups(reading), *_on_exceptions(reading), *_on_populations(reading), *_on_references(reading)]


def _on_groups(reading: Reading) -> list[Notice]:
    if not reading.has_several_groups:
        return []
    return [Notice(code="several_groups", where="Measure.group", values={"count": str(len(reading.groups))})]


def _on_exceptions(reading: Reading) -> list[Notice]:
    if not isinstance(reading.answers.get("specification.exceptions"), list):
        return []
    return [Notice(code="reasons_untold", where="specification.exceptions")]


def _on_populations(reading: Reading) -> list[Notice]:
    silent, strange = [], []
    found = [(told[1], nodes) for name, nodes in reading.tree.by_name.items() if (told := _POPULATION.fullmatch(name))]
    for kind, node in ((kind, node) for kind, nodes in found for node in nodes if isinstance(node.value, dict)):
        if not (reading.tree.under(node, "description") or reading.tree.under(node, "criteria.description")):
            silent.append(node.path)
        elif kind not in POPULATIONS:
            strange.append(node.path)
    each: tuple[tuple[WarningCode, list[str]], ...] = (("undescribed", silent), ("population_untold", strange))
    return [Notice(code=code, where=", ".join(sorted(paths))) for code, paths in each if paths]


def _on_references(reading: Reading) -> list[Notice]:
    if "specification.initial_population" in reading.answers:
        return []
    paths = ("specification.denominator", "specification.numerator")
    referring = [path for path in paths if "equals initial population" in str(reading.answers.get(path, "")).casefold()]
    return [Notice(code="refers_to_undescribed", where=", ".join(referring))] if referring else []
