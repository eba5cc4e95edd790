"""The core of a batch: one function from a batch of records to a batch of results. Whoever spreads work calls it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pyarrow

from evaluator.api import Evaluator, result_of
from evaluator.archive.mappings_by_source import MappingsBySource
from evaluator.archive.tables import FORM, results_schema
from evaluator.engine import Run
from evaluator.engine.gaps import work_in_brief
from evaluator.errors import Fault, ProposalError
from evaluator.model.evaluation import Place
from evaluator.model.notices import Notice
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal
from evaluator.packs import load_pack
from evaluator.packs.own_calendar import read_calendar
from evaluator.packs.own_codes import read_codes
from evaluator.proposals.document import Document, SourceMap, printable
from evaluator.proposals.encoding import decoded
from evaluator.proposals.fhir_measure import import_measure
from evaluator.proposals.imported import Imported
from evaluator.proposals.json_text import json_document
from evaluator.proposals.plain_json import loaded
from evaluator.proposals.reading import ReadProposal, proposal_of
from evaluator.proposals.table.record import import_record, visibility_of, year_of
from evaluator.proposals.writing import digest
from evaluator.proposals.yaml_text import yaml_document
from evaluator.rendering.notices import notice_in_words

_LONGEST_REASON = 2000
_SCHEMA = PROPOSAL_SCHEMA.partition("/")[0]


@dataclass(frozen=True)
class Ruling:
    """With what a batch is measured, in words that another process can read: names of packs and paths of files."""

    pack: str | None = None
    profile: str | None = None
    as_of: str = ""
    codes: str | None = None
    calendar: str | None = None
    mappings: tuple[str, ...] = ()
    visibility: str = "confidential"
    evaluations: bool = False


class Scorer:
    """Scores batches of records under one pack, which is compiled once."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.pack = load_pack(ruling.pack, ruling.profile)
        self.evaluator = Evaluator(
            self.pack,
            datetime.date.fromisoformat(ruling.as_of) if ruling.as_of else None,
            codes=read_codes(ruling.codes) if ruling.codes else None,
            calendar=read_calendar(ruling.calendar) if ruling.calendar else None,
            advises=ruling.evaluations,
        )
        self.mappings = MappingsBySource(ruling.mappings)
        self.criteria = (FORM, *(criterion.id for criterion in self.pack.criteria))
        self._schema = results_schema(self.criteria)

    def score(self, batch: Any, begun: Callable[[int], None] = lambda _: None) -> Any:
        """Score a batch of records: a batch with a result, or an error, for each.

        `begun` is told the number of each record before it is looked at.
        """
        rows = []
        for record in batch.to_pylist():
            begun(record["number"])
            rows.append(self.row(record))
        return pyarrow.RecordBatch.from_pylist(rows, schema=self._schema)

    def row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Score one record; whatever goes wrong with it is its row, and no other's."""
        row = {name: record[name] for name in ("number", "source", "place")}
        if record["fault"]:
            return row | {"error": error_of("record", record["fault"])}
        try:
            read = self._read(record)
        except ProposalError as error:
            faults = "; ".join(str(_at(fault, record["place"])) for fault in error.faults)
            return row | {"error": error_of("record", faults)}
        except RecursionError:
            return row | {"error": error_of("record", "found data nested too deeply; expected a proposal")}
        try:
            return row | self._scored(read)
        except Exception as error:  # noqa: BLE001  one record never ends a run
            return row | {"error": error_of("engine", f"{type(error).__name__}: {error}")}

    def _read(self, record: Mapping[str, Any]) -> _Record:
        name, text = record["source"], decoded(record["data"], record["source"])
        if record["shape"] == "json" and (found := self._foreign(text, name)):
            return found
        is_yaml = record["shape"] == "yaml"
        document = (
            yaml_document(text, name) if is_yaml else json_document(text.rstrip(), name, _line_of(record["place"]) or 1)
        )
        read = proposal_of(document, self.pack, name)
        if not self.ruling.evaluations:
            return _Record(read, {})
        in_file = _line_of(record["place"]) is not None
        lines = read.source_map.items()
        return _Record(read, {path: Place(file=name, line=line if in_file else None) for path, line in lines})

    def _foreign(self, text: str, name: str) -> _Record | None:
        """Import what another maker wrote, read as leniently as its source needs; nothing where it is a proposal."""
        mapping = self.mappings.of(name)
        if mapping is None and '"resourceType"' not in text:
            return None
        try:
            data = loaded(text, exact=True)
        except (ValueError, RecursionError):
            return None  # the reader of proposals tells what is wrong, and where
        if isinstance(data, dict) and data.get("resourceType"):
            return self._imported(import_measure(data), name)
        if mapping is None or not isinstance(data, dict) or str(data.get("schema", "")).startswith(_SCHEMA):
            return None
        read = self._imported(import_record(data, mapping), name)
        return read._replace(year=year_of(data, mapping), visibility=visibility_of(data, mapping))

    def _imported(self, imported: Imported, name: str) -> _Record:
        read = proposal_of(Document(imported.written, SourceMap(dict)), self.pack, name)
        places = {path: Place(file=name, source=", ".join(paths)) for path, paths in imported.sources.items()}
        told = (*imported.warnings, *(each.notice for each in read.warnings))
        return _Record(_Told(read.proposal, read.source_map, read.warnings, name, told), places)

    def _scored(self, record: _Record) -> dict[str, Any]:
        read = record.read
        proposal = read.proposal
        found = self.evaluator.run(proposal)
        summary = self.evaluator.summary(proposal, found)
        warnings = read.told if isinstance(read, _Told) else tuple(each.notice for each in read.warnings)
        row = {
            **_said(proposal),
            "year": record.year or _year(proposal),
            "visibility": record.visibility or self.ruling.visibility,
            "digest": digest(proposal),
            "recommendation": summary.recommendation,
            **{self.column(name): finding for name, finding in summary.findings.items()},
            "readiness_low": summary.readiness.low,
            "readiness_high": summary.readiness.high,
            "readiness_of": summary.readiness.of,
            "answered": summary.completeness.answered,
            "asked": summary.completeness.of,
            "gaps": sum(gap.counted for gap in summary.gaps),
            "questions": summary.questions,
            "engine_errors": summary.errors,
            "inherent": [self.column(name) for name in summary.findings if _is_inherent(found, name)],
            "open_checks": [{**check, "criterion": self.column(check["criterion"])} for check in _open_checks(found)],
            "warnings": [printable(notice_in_words(warning), 300) for warning in warnings[:50]],
            **self._ruler(),
        }
        gaps = [
            {
                "proposal": proposal.id,
                "criterion": self.column(gap.criterion),
                "gap": gap.id,
                "scope": gap.scope.id,
                "code": gap.code,
                "fixability": gap.fixability,
                "effort": gap.effort,
                "actor": gap.actor,
                "field": gap.where,
                "counted": gap.counted,
            }
            for gap in summary.gaps
        ]
        full = self._evaluation(proposal, found, warnings, record.places) if self.ruling.evaluations else None
        return {"proposal": row, "gaps": gaps, "evaluation": full}

    def column(self, criterion: str) -> str:
        """Name a criterion as the tables do: the form check has one name there, whatever a pack calls its own."""
        return FORM if criterion == self.pack.form.id else criterion

    def _evaluation(
        self, proposal: Proposal, found: Run, warnings: tuple[Notice, ...], places: dict[str, Place]
    ) -> str:
        return result_of(self.evaluator.assemble(proposal, found, warnings), places).model_dump_json(by_alias=True)

    def _ruler(self) -> dict[str, str]:
        ruler = self.evaluator.ruler
        return {
            "pack": f"{ruler.pack}@{ruler.edition}",
            "pack_digest": ruler.digest,
            "profile": ruler.profile,
            "profile_digest": ruler.profile_digest,
            "scoring_model": ruler.scoring_model,
            "engine": ruler.engine,
            "as_of": ruler.as_of.isoformat(),
        }


@dataclass(frozen=True)
class _Told(ReadProposal):
    """An imported proposal with the warnings of its import."""

    told: tuple[Notice, ...] = ()


class _Record(NamedTuple):
    """A record as it was read; `year` and `visibility` where its mapping takes them from it."""

    read: ReadProposal
    places: dict[str, Place]
    year: int | None = None
    visibility: str = ""


def error_of(kind: str, reason: str) -> dict[str, str]:
    """Write the error of a record: `record` it cannot be read, `engine` it could not be evaluated, `time`, `crash`."""
    return {"kind": kind, "reason": printable(reason, _LONGEST_REASON)}


def _line_of(place: str) -> int | None:
    """Tell on which line of its file a record begins; none where its text is of our making, as of a row of a table."""
    if not place:
        return 1
    number = place.removeprefix("line ")
    return int(number) if number != place and number.isdecimal() else None


def _at(fault: Fault, place: str) -> Fault:
    return fault if _line_of(place) is not None else replace(fault, cell=place)


def _said(proposal: Proposal) -> dict[str, Any]:
    def text(answer: Any) -> str:
        return str(answer.value) if answer.state == "answered" else ""

    measure = proposal.measure
    return {
        "id": proposal.id,
        "title": text(measure.title),
        "steward": text(measure.steward),
        "measure_type": text(measure.type),
        "change": text(proposal.change.kind),
        "codes": [text(code.code) for code in proposal.codes.value or () if text(code.code)],
    }


def _year(proposal: Proposal) -> int | None:
    reviewed = proposal.measure.last_reviewed
    return int(str(reviewed.value)[:4]) if reviewed.state == "answered" else None


def _is_inherent(found: Run, name: str) -> bool:
    finding = found.findings[name]
    return bool(finding.get("inherent")) and finding["finding"] == "not_met"


def _open_checks(found: Run) -> list[dict[str, str]]:
    """List the required checks that did not come out true; what a drift is explained from."""
    return [
        {"criterion": criterion.plan.criterion.id, "check": key, "outcome": outcome}
        for criterion in found.criteria
        for key, outcome in work_in_brief(criterion).open_checks
    ]
