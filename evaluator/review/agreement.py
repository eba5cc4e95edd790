"""How far raters agree on words without order: raw agreement, Gwet's AC1 and Cohen's kappa, as exact fractions.

An item is rated by some of the raters. Sources: J. Cohen, A coefficient of agreement for nominal scales, Educational
and Psychological Measurement 20 (1960) 37-46; K. L. Gwet, Computing inter-rater reliability and its variance in the
presence of high agreement, British Journal of Mathematical and Statistical Psychology 61 (2008) 29-48; for three and
more raters the mean of the kappas of all pairs, R. J. Light, Psychological Bulletin 76 (1971) 365-377.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

Ratings = Mapping[str, str]  # of one item: the word of each rater who rated it

NOBODY = "no item was rated by two"
ONE_WORD = "both used one and the same word throughout, so chance alone would have them agree"


class Agreement(NamedTuple):
    """The coefficients over `n` items that two or more have rated; None where one is undefined, with the reason."""

    n: int
    raw: Fraction | None
    ac1: Fraction | None
    kappa: Fraction | None
    undefined: str = ""


def agreement(items: Iterable[Ratings], words: Sequence[str]) -> Agreement:
    """Compute how far raters agree; `words` are all those of the scale, used or not, since AC1 counts them.

    Raises:
        ValueError: if the scale has fewer than two words, or a rating is none of them.
    """
    rated = [item for item in items if item]
    if unknown := {word for item in rated for word in item.values()} - set(words):
        raise ValueError(f"words that are not of the scale: {sorted(unknown)}")
    if len(words) < 2:  # noqa: PLR2004  a scale of one word measures nothing
        raise ValueError("a scale has at least two words")
    shared = [item for item in rated if len(item) > 1]
    if not shared:
        return Agreement(0, None, None, None, NOBODY)
    raw = sum(map(_share_agreeing, shared), Fraction(0)) / len(shared)
    kappa = mean_kappa(shared)
    return Agreement(len(shared), raw, _ac1(rated, raw, words), kappa, "" if kappa is not None else ONE_WORD)


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """Compute Cohen's kappa of two raters; None where both used one and the same word throughout."""
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = Fraction(sum(first[word] * second[word] for word in first), n * n)
    return (
        None
        if by_chance == 1
        else (Fraction(sum(one == other for one, other in pairs), n) - by_chance) / (1 - by_chance)
    )


def mean_kappa(items: Sequence[Ratings]) -> Fraction | None:
    """Take the mean of Cohen's kappa over all pairs of raters who share items; None where one of them is undefined."""
    raters = sorted({rater for item in items for rater in item})
    kappas = []
    for one, other in combinations(raters, 2):
        pairs = [(item[one], item[other]) for item in items if one in item and other in item]
        if pairs:
            kappas.append(cohens_kappa(pairs))
    defined = [kappa for kappa in kappas if kappa is not None]
    return sum(defined, Fraction(0)) / len(defined) if len(defined) == len(kappas) else None


def _share_agreeing(item: Ratings) -> Fraction:
    raters = len(item)
    agreeing = sum(count * (count - 1) for count in Counter(item.values()).values())
    return Fraction(agreeing, raters * (raters - 1))


def _ac1(rated: Sequence[Ratings], raw: Fraction, words: Sequence[str]) -> Fraction:
    """Compute AC1; what one rater alone has rated says how often a word is used."""
    used = {word: Fraction(0) for word in words}
    for item in rated:
        for word in item.values():
            used[word] += Fraction(1, len(item) * len(rated))
    by_chance = sum((share * (1 - share) for share in used.values()), Fraction(0)) / (len(words) - 1)
    return (raw - by_chance) / (1 - by_chance)
