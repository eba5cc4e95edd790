"""The packet for a review panel: blind sheets, one for each criterion, and an annex with what the checks found.

A finding anchors whoever reads it, so a sheet is built from what the proposal says and from what the criteria ask, and
from nothing that the engine concluded. Only the annex shows a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.rendering.audience_shapes import Annex, Dossier, Packet, Sheet
from evaluator.rendering.catalogue import say
from evaluator.rendering.computation import sources_of
from evaluator.rendering.notices import notice_in_words
from evaluator.rendering.page import page_of
from evaluator.rendering.places import Places
from evaluator.rendering.readings import rows_of
from evaluator.rendering.subjects import criteria_of, part_in_words, quotation_of
from evaluator.rendering.values import sentence_in_words
from evaluator.rendering.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluator.model.evaluation import CheckResult, CriterionResult, Evaluation, Read, Result
    from evaluator.rendering.page_shapes import Page
    from evaluator.rendering.shapes import Quotation

# What a check of these forces reads is what the criterion is about; the rest is wording and information.
_ABOUT = ("required", "supporting")
_SAID = ("answered", "absent", "not_applicable")
_ASIDE = ("not_applicable", "not_evaluated")


def packet_of(results: Sequence[Result], *, annex: bool = True) -> Packet:
    """Turn the results of several proposals into one packet; without `annex` it holds nothing of what was found."""
    pages = [page_of(result) for result in results]
    several = len(results) > 1
    dossiers = tuple(_dossier(number, *each) for number, each in enumerate(zip(results, pages, strict=True), 1))
    return Packet(
        title=say("packet.of_several", n=len(results)) if several else pages[0].title,
        criteria_title=joined(list(dict.fromkeys(page.criteria_title for page in pages))),
        how=tuple(_how(annex=annex)),
        dossiers=dossiers,
        annexes=tuple(_annex(number, page, several=several) for number, page in enumerate(pages, 1)) if annex else (),
        notice=" ".join(dict.fromkeys(page.notice for page in pages)),
    )


def _how(*, annex: bool) -> Iterator[str]:
    yield say("packet.how_sheet")
    yield say("packet.how_rate")
    yield say("packet.how_verified")
    yield say("packet.how_annex") if annex else say("packet.how_no_annex")
    yield say("packet.how_recused")
    yield say("packet.how_votes")


def _dossier(number: int, result: Result, page: Page) -> Dossier:
    evaluation = result.evaluation
    anchor, codes = f"proposal-{number}", _codes(evaluation)
    places = Places(result.source_map)
    return Dossier(
        anchor=anchor,
        number=say("packet.proposal", number=number),
        title=page.title,
        facts=page.facts,
        codes=codes,
        note=page.note,
        lead=page.lead,
        remark=_remark(evaluation),
        left_out=_left_out(evaluation),
        sheets=tuple(
            _sheet(f"{number}.{position}", criterion, (page.title, codes), places)
            for position, criterion in enumerate(_to_rate(evaluation), 1)
        ),
    )


def _left_out(evaluation: Evaluation) -> str:
    whole = [each.id for each in evaluation.criteria if each.finding == "not_evaluated"]
    in_part = [each.id for each in _to_rate(evaluation) if each.left_out]
    said = (
        say("packet.left_out", criteria=", ".join(whole)) if whole else "",
        say("packet.left_out_in_part", criteria=", ".join(in_part)) if in_part else "",
    )
    return " ".join(filter(None, said))


def _not_asked(criterion: CriterionResult) -> str:
    left = [sentence_in_words(each.asks) for each in criterion.left_out]
    return say("packet.not_asked", questions=" ".join(left)) if left else ""


def _codes(evaluation: Evaluation) -> str:
    codes = evaluation.proposal.codes
    return say("packet.codes", codes=", ".join(codes)) if codes else say("packet.no_codes")


def _to_rate(evaluation: Evaluation) -> list[CriterionResult]:
    """Choose what gets a sheet: every criterion of the profile, whatever was found, so that none tells by its absence.

    Where the criteria do not ask about this kind of change at all, its form is what there is to rate.
    """
    if all(each.finding in _ASIDE for each in evaluation.criteria):
        return criteria_of(evaluation)[:1]
    return [each for each in evaluation.criteria if each.finding != "not_evaluated"]


def _remark(evaluation: Evaluation) -> str:
    """Say why there are no sheets for the criteria, where none of them asks about this kind of change."""
    if not all(each.finding in _ASIDE for each in evaluation.criteria):
        return ""
    said = (
        sentence_in_words(notice_in_words(each.not_evaluated) or each.applicability.says)
        for each in evaluation.criteria
    )
    return " ".join(dict.fromkeys(filter(None, said)))


def _sheet(number: str, criterion: CriterionResult, about: tuple[str, str], places: Places) -> Sheet:
    reads = list(_reads(check for check in criterion.checks if check.force in _ABOUT))
    said = [read for read in reads if read.state in _SAID]
    return Sheet(
        anchor=f"sheet-{number.replace('.', '-')}",
        number=number,
        proposal=about[0],
        codes=about[1],
        id=criterion.id,
        title=criterion.title,
        quotation=_blind(quotation_of(criterion)),
        points=_points(criterion),
        # Without parts it is the one question, and stands below.
        asks=criterion.asks if criterion.parts else "",
        not_asked=_not_asked(criterion),
        questions=tuple(_questions(criterion)),
        documented=rows_of(said, places),
        silent=_silent(reads, said, places),
        evidence=sources_of(criterion.evidence),
    )


def _points(criterion: CriterionResult) -> tuple[str, ...]:
    """Give the publisher's words of the parts, where those of the criterion do not hold them already."""
    whole = criterion.quote.words if criterion.quote else ""
    return tuple(dict.fromkeys(part.words for part in criterion.parts if part.words and part.words not in whole))


def _blind(quotation: Quotation | None) -> Quotation | None:
    """Keep the words and leave out how the checks marked them."""
    return quotation and quotation._replace(pieces=(), points=(), besides=())


def _reads(checks: Iterable[CheckResult]) -> Iterator[Read]:
    return (read for check in checks for read in check.reads)


def _silent(reads: list[Read], said: list[Read], places: Places) -> str:
    """Name what the proposal leaves open; a list of which any row is answered is not silent."""
    stated = {row.label for row in rows_of(said, places)}
    rows = rows_of((read for read in reads if read.state not in _SAID), places)
    labels = [row.label for row in rows if row.label not in stated]
    return say("packet.silent", labels="; ".join(dict.fromkeys(labels))) if labels else ""


def _questions(criterion: CriterionResult) -> Iterator[str]:
    """Ask what the criteria ask; questions that depend on what a check found stand in the annex."""
    asked = {part.id: part for part in reversed(criterion.parts)}
    parts = [part for part in criterion.parts if asked.get(part.id) == part]
    for part in parts:
        name = part_in_words(part)
        yield part.asks if name == part.asks else f"{name}: {part.asks}"
    if not parts:
        yield criterion.asks


def _annex(number: int, page: Page, *, several: bool) -> Annex:
    return Annex(
        anchor=f"annex-{number}",
        heading=say("annex.of", number=number) if several else say("annex.title"),
        title=page.title,
        mark=page.mark,
        recommendation=page.recommendation,
        meaning=page.meaning,
        by_engine=page.by_engine,
        decided=page.dispositions.rows if page.dispositions else (),
        counts=page.counts,
        readiness=page.readiness,
        findings=page.findings,
        gap_groups=page.gap_groups,
        questions=page.questions,
    )
