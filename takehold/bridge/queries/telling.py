"""Whether an action worked, in sentences: the answer with its range, what it is compared with, and what it would take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.effect import Answer, Effect, Rung, Share
from takehold.analysis.facts import Coded
from takehold.bridge.facts import WorkedHere
from takehold.ui.numbers import day, percent


def answer(effect: Effect) -> str:
    """Did it work, in one or two sentences; the verb is no stronger than the evidence."""
    if effect.answer is Answer.CANNOT_TELL:
        return _("Whether it worked cannot be told.")
    moved = {"points": _points(effect), "range": _range(effect)}
    if effect.answer is Answer.NO_USE:
        return _(
            "It made no difference worth having: {points} ({range}). An effect of 5 points or more can be ruled out."
        ).format(**moved)
    if effect.rung is Rung.LOTS:
        if effect.answer is Answer.HELPED:
            return _("It helped: it caused {points} ({range}). Lots decided who began when.").format(**moved)
        return _("It did harm: it caused {points} ({range}). Lots decided who began when.").format(**moved)
    if effect.answer is Answer.HELPED:
        return _("It went together with {points} ({range}) beside groups that had not begun.").format(**moved)
    return _("It went together with a loss: {points} ({range}) beside groups that had not begun.").format(
        **moved
    )


def strength(effect: Effect) -> str:
    """How strong the evidence is at best, in plain words."""
    return {
        Rung.LOTS: _("The strongest there is here: lots decided, so nothing else can lie behind it but chance."),
        Rung.WAITING: _("Middling: compared with groups that had not begun. Nobody drew lots, so something else may lie behind it."),
        Rung.BEFORE_AFTER: _("Weak: only before and after. Whatever else happened at that time is in it too."),
        Rung.NOTHING: _("None: there is nothing to compare."),
    }[effect.rung]  # fmt: skip


def changed_after(effect: Effect) -> str:
    """Before and after in plain figures, where that is all there is; else empty."""
    before, after = effect.sides.before.rate, effect.sides.after.rate
    if effect.rung is not Rung.BEFORE_AFTER or before is None or after is None:
        return ""
    return _(
        "It changed afterwards: {before} before, {after} since. That is no proof that it was the action."
    ).format(before=percent(before), after=percent(after))


def because(effect: Effect) -> str:
    """Why it cannot be told; empty where it can."""
    if effect.answer is not Answer.CANNOT_TELL:
        return ""
    return _reason(effect.because)


def needs(effect: Effect) -> tuple[str, ...]:
    """What it would take to tell."""
    return tuple(_need(each, effect.rung) for each in effect.needs)


def sides(effect: Effect) -> tuple[tuple[str, Share, Share], ...]:
    """Rows of the table: where it began, and the others in the same weeks, before and since."""
    rows = [(_("Where it began"), effect.sides.before, effect.sides.after)]
    if effect.sides.others_before.chances:
        rows.append(
            (_("Where it had not, in the same weeks"), effect.sides.others_before, effect.sides.others_after)
        )
    return tuple(row for row in rows if row[1].chances or row[2].chances)


def worked_words() -> Mapping[str, Any]:
    """Answers in a few words, for lists."""
    return {
        Answer.HELPED: _("helped"),
        Answer.HARMED: _("did harm"),
        Answer.NO_USE: _("made no difference worth having"),
        Answer.CANNOT_TELL: _("cannot be told"),
    }


def _reason(found: Coded) -> str:
    values: dict[str, Any] = dict(found.numbers)
    weeks = int(values.get("weeks", 0))
    told = {
        "not_begun": lambda: _("It has not begun anywhere that is counted."),
        "not_counted": lambda: _("The behaviour it is to move is not counted yet."),
        "no_comparison": lambda: _("In those weeks nothing was counted that it could be compared with."),
        "too_short": lambda: ngettext(
            "It has been going on for {n} week only.", "It has been going on for {n} weeks only.", weeks
        ).format(n=weeks),
        "too_short_before": lambda: ngettext(
            "Only {n} week was counted before it began.",
            "Only {n} weeks were counted before it began.",
            weeks,
        ).format(n=weeks),
        "too_few_teams": lambda: ngettext(
            "Lots were drawn among {n} group only; chance alone could do the same.",
            "Lots were drawn among {n} groups only; chance alone could do the same.",
            int(values.get("teams", 0)),
        ).format(n=int(values.get("teams", 0))),
        "nobody_waits": lambda: _("Too few groups had not begun that it could be compared with."),
        "began_low": lambda: _(
            "It began where things had just slipped, by {points}. Whether that would have gone on cannot be told without lots."
        ).format(points=_apart(values)),
        "began_high": lambda: _(
            "It began where things were rising already, by {points}. Whether that would have gone on anyway cannot be told without lots."
        ).format(points=_apart(values)),
    }
    usual = _("The range is so wide that an effect worth having is neither shown nor ruled out.")
    return told.get(found.code, lambda: usual)()


def _need(found: Coded, rung: Rung) -> str:
    values: dict[str, Any] = dict(found.numbers)
    teams, weeks = int(values.get("teams", 0)), int(values.get("weeks", 0))
    if found.code == "lots":
        return _("Drawing lots for who goes first, where more wait than there is help for.")
    if found.code == "weeks_after":
        on = values.get("on")
        more = ngettext("{n} more week.", "{n} more weeks.", weeks).format(n=weeks)
        return _("{more} It can be told from {day} on.").format(more=more, day=day(on)) if on else more
    if found.code == "waiting_teams":
        return ngettext(
            "{n} group that has not begun, to compare with.",
            "{n} groups that have not begun, to compare with.",
            teams,
        ).format(n=teams)
    if rung is Rung.LOTS:
        return ngettext("{n} group in the draw.", "{n} groups in the draw.", teams).format(n=teams)
    return ngettext("That it begins in {n} group.", "That it begins in {n} groups.", teams).format(n=teams)


def expected(here: WorkedHere) -> Mapping[str, str]:
    """What a next one may be expected to do, in points; empty while nothing could be estimated."""
    if here.mean is None or here.low is None or here.high is None:
        return {}
    return {"mean": _signed(here.mean), "low": _signed(here.low), "high": _signed(here.high)}


def _signed(share: float) -> str:
    """``+9`` points, ``−3`` points."""
    return f"{round(100 * share):+d}".replace("-", "−")


def _points(effect: Effect) -> str:
    found = effect.estimate
    value = found.effect if found is not None else 0.0
    return ngettext("{n} point", "{n} points", abs(round(100 * value))).format(n=_signed(value))


def _apart(values: Mapping[str, Any]) -> str:
    """How far from their usual the groups stood just before, without a sign."""
    n = abs(round(100 * float(values.get("lean", 0.0))))
    return ngettext("{n} point", "{n} points", n).format(n=n)


def _range(effect: Effect) -> str:
    found = effect.estimate
    if found is None or found.interval is None:
        return _("range unknown")
    low, high = found.interval
    return _("from {low} to {high}").format(low=_signed(low), high=_signed(high))
