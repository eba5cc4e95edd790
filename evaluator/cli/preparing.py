"""An evaluator as the options of a command ask for it: pack, profile, day, the user's own files and a review."""

from __future__ import annotations

from evaluator.api import Evaluator
from evaluator.cli import options as o
from evaluator.cli.own_files import code_list, own_calendar
from evaluator.cli.talk import Talk, told_pack


def prepared(  # the options of a command, in their order
    pack: str | None,
    profile: str | None,
    as_of: str | None,
    codes: str | None,
    calendar: str | None,
    talk: Talk,
    review: str | None = None,
) -> Evaluator:
    """Prepare an evaluator, under a review if one is named, and tell what it goes by.

    Raises:
        FaultyFileError: with every fault of the pack, the profile or one of the user's files.
        UsageError: if the day is none.
    """
    chosen, own_codes, own_dates, day = (
        told_pack(pack, profile, talk),
        code_list(codes),
        own_calendar(calendar),
        o.day(as_of),
    )
    talk.more(f"as of {day}")
    talk.read(codes=codes, calendar=calendar, review=review)
    if review is None:
        return Evaluator(chosen, day, codes=own_codes, calendar=own_dates)
    from evaluator.review.effective import ReviewedEvaluator
    from evaluator.review.reading import read_review

    return ReviewedEvaluator(chosen, day, read_review(review), codes=own_codes, calendar=own_dates)
