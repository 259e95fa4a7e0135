"""How two figures moved beside each other, in words."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.alignment.facts.figures import Pairing
from takehold.analysis.facts import Period
from takehold.analysis.joint import FEWEST, JointMovement, Moved
from takehold.ui.numbers import number


def sentence(found: Pairing) -> str:
    """How two figures moved, over how many periods, and how sure that is."""
    names = {"one": found.one, "other": found.other}
    if found.movement.moved is Moved.STILL:
        return _(
            "“{one}” and “{other}”: cannot tell. One of them stayed the same in all periods that both have."
        ).format(**names)
    if found.movement.moved is Moved.TOO_FEW:
        return _too_few(found.movement).format(**names, n=number(found.movement.changes), fewest=FEWEST)
    said = {
        Moved.TOGETHER: _("“{one}” and “{other}” moved together: where one rose, the other tended to rise."),
        Moved.OPPOSITE: _("“{one}” and “{other}” moved in opposite ways: where one rose, the other tended to fall."),
        Moved.NO_TELLING: _("“{one}” and “{other}”: cannot tell whether they move together."),
    }[found.movement.moved]  # fmt: skip
    return said.format(**names) + " " + _figures(found.movement)


def _too_few(found: JointMovement) -> str:
    by_month = found.period is Period.MONTH
    return (
        ngettext(
            "“{one}” and “{other}”: cannot tell. Both are known for {n} change from month to month; {fewest} are needed.",
            "“{one}” and “{other}”: cannot tell. Both are known for {n} changes from month to month; {fewest} are needed.",
            found.changes,
        )
        if by_month
        else ngettext(
            "“{one}” and “{other}”: cannot tell. Both are known for {n} change from week to week; {fewest} are needed.",
            "“{one}” and “{other}”: cannot tell. Both are known for {n} changes from week to week; {fewest} are needed.",
            found.changes,
        )
    )


def _figures(found: JointMovement) -> str:
    """The figure and its range, over how many changes."""
    low, high = found.interval or (-1.0, 1.0)
    said = (
        _("Over {n} changes from month to month: {figure}, between {low} and {high}.")
        if found.period is Period.MONTH
        else _("Over {n} changes from week to week: {figure}, between {low} and {high}.")
    )
    numbers = {"figure": _two(found.together or 0.0), "low": _two(low), "high": _two(high)}
    scale = _("1 is always together, 0 no relation, −1 always opposite.")
    return said.format(n=number(found.changes), **numbers) + " " + scale


def _two(value: float) -> str:
    return str(formats.number_format(round(value, 2) + 0.0, 2)).replace("-", "−")
