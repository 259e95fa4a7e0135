"""What those who did not answer could change, and whether late answers differ from early ones."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtri

from takehold.analysis.reach.facts import COVERAGE, FEWEST_EARLY_LATE, Against, Bounds, EarlyLate, Timing


def bounds(yes: int, answered: int, asked: int) -> Bounds:
    """Between which ends the share of all who were asked lies, nothing assumed of the silent ones (Manski 1989).

    Raises ``ValueError`` for counts that cannot be, or where nobody was asked.
    """
    if not 0 <= yes <= answered <= asked or not asked:
        raise ValueError("of those asked some answered, and of these some said yes")
    share = yes / answered if answered else 0.0
    return Bounds(yes / asked, (yes + asked - answered) / asked, share, answered, asked)


def against(found: Bounds, bar: float) -> Against:
    """A verdict only where both ends agree: at least ``bar``, or below it, whatever the silent ones would have said."""
    if found.low >= bar:
        return Against.ABOVE
    return Against.BELOW if found.high < bar else Against.DEPENDS


def early_against_late(early: tuple[int, int], late: tuple[int, int]) -> EarlyLate:
    """(yes, answered) of the first and of the last answers. Late ones stand nearer to those who never answer.

    The interval is Newcombe's (1998, method 10); under 10 answers on a side it cannot be told.
    """
    if min(early[1], late[1]) < FEWEST_EARLY_LATE:
        return EarlyLate(Timing.CANNOT_TELL, None, None, None)
    low, high = newcombe(late, early)
    difference = late[0] / late[1] - early[0] / early[1]
    timing = Timing.LATE_HIGHER if low > 0 else Timing.LATE_LOWER if high < 0 else Timing.ALIKE
    return EarlyLate(timing, difference, low, high)


def newcombe(one: tuple[int, int], two: tuple[int, int], coverage: float = COVERAGE) -> tuple[float, float]:
    """The interval of the difference of two shares, first less second, from their score intervals."""
    p, q = one[0] / one[1], two[0] / two[1]
    (low_p, high_p), (low_q, high_q) = (wilson(*each, coverage) for each in (one, two))
    below = sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    return p - q - below, p - q + sqrt((high_p - p) ** 2 + (q - low_q) ** 2)


def wilson(yes: float, of: float, coverage: float = COVERAGE) -> tuple[float, float]:
    """The score interval of a share."""
    z = float(ndtri((1 + coverage) / 2))
    share = yes / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - reach), min(1.0, middle + reach)
