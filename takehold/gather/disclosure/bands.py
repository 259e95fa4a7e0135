"""Numbers as they may be shown: shares and sizes in bands, means to one decimal with both ends coded. Pure.

A group in which all agree is told apart from none in which one or two think otherwise: that is what the widths of the
bands are for, and ``tests/security`` counts it out.
"""

from __future__ import annotations

from typing import Final

SMALL: Final = 10
"""Under so many answers the two lowest and the two highest bands of a share are one each."""
SPREAD: Final = 20
"""From so many answers on the shares of single points of a scale are shown beside the mean."""
_SIZES: Final = ((1000, "1000+"), (500, "500-999"), (250, "250-499"), (100, "100-249"), (50, "50-99"), (20, "20-49"),
                 (10, "10-19"), (5, "5-9"))  # fmt: skip


def size(n: int) -> str:
    """How many answered, as a band. Under five there is no figure, and so no band: ``ValueError``."""
    for least, band in _SIZES:
        if n >= least:
            return band
    raise ValueError("a group under five is never spoken of")


def share(count: int, n: int) -> str:
    """A share in per cent as a band: 0-10, 11-24, 25-49, 50-74, 75-89, 90-100; of fewer than ten 0-24 and 75-100."""
    if 2 * count < n:
        if 4 * count >= n:
            return "25-49"
        if n < SMALL:
            return "0-24"
        return "0-10" if 10 * count <= n else "11-24"
    if 4 * count < 3 * n:
        return "50-74"
    if n < SMALL:
        return "75-100"
    return "90-100" if 10 * count >= 9 * n else "75-89"


def edges(band: str) -> tuple[int, int]:
    """Lowest and highest per cent of a band of shares."""
    low, _, high = band.partition("-")
    return int(low), int(high)


def mean(total: int, n: int, items: int, low: int, high: int) -> tuple[float, str]:
    """The mean of ``n`` people's ``items`` answers on a scale from ``low`` to ``high``, whose sum is ``total``.

    To one decimal, halves up; an eighth of the scale from either end on it is coded: ``(1.5, "low")`` reads "1.5 or
    less", ``(4.5, "high")`` "4.5 or more".
    """
    answers = n * items
    span = high - low
    if 8 * (total - low * answers) <= span * answers:
        return _tenths(8 * low + span, 8), "low"
    if 8 * (high * answers - total) <= span * answers:
        return _tenths(8 * high - span, 8), "high"
    return _tenths(total, answers), ""


def _tenths(total: int, n: int) -> float:
    return ((20 * total + n) // (2 * n)) / 10


def participation(answered: int, invited: int) -> tuple[int, int] | None:
    """Between which two numbers the answers of a unit lie, in steps of five; None for fewer than five invited.

    The last step is never a single number: that all have answered would say of each that they did.
    """
    if invited < 5:
        return None
    steps = list(range(0, invited + 1, 5))
    if invited - steps[-1] < 1:
        steps.pop()
    answered = min(max(answered, 0), invited)
    first = max(step for step in steps if step <= answered)
    return first, invited if first == steps[-1] else first + 4
