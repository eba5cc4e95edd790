"""Whom a report is for: applicant, review panel or staff; each has a template of its own and what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from evaluator.model.documents import NO_DOCUMENTS, Documents
from evaluator.rendering.catalogue import say
from evaluator.rendering.filling import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluator.model.evaluation import Result

Audience = Literal["applicant", "panel", "staff"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


class Reader(NamedTuple):
    """Who reads a report, with the advice that is shown beside the result; `annex` is about a panel packet alone."""

    audience: Audience = "applicant"
    documents: Documents = NO_DOCUMENTS
    annex: bool = True


APPLICANT = Reader()


def told(results: Sequence[Result], reader: Reader) -> Told:
    """Put together the report of one proposal, or one packet of several.

    Raises:
        ValueError: if there are several results and the reader is no panel.
    """
    if reader.audience == "panel":
        from evaluator.rendering.packet import packet_of  # noqa: PLC0415  as below

        return Told("panel-packet", {"packet": packet_of(results, annex=reader.annex)})
    # Whoever only wants JSON need not wait for the pages.
    from evaluator.rendering.page import page_of  # noqa: PLC0415

    (result,) = results
    page = page_of(result, reader.documents)
    if reader.audience == "applicant":
        return Told("gap-report", {"page": page})
    from evaluator.rendering.staff import staff_of  # noqa: PLC0415  as above

    of_staff = page._replace(kind=say("audience.staff"), trace_open=True)
    return Told("staff-report", {"page": of_staff, "staff": staff_of(result, reader.documents.sensitivity)})
