"""The first line of each page: facts in, one or two sentences out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median_low

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.facts import Slip, UnitVerdict, Verdict
from takehold.initiatives.facts import BehaviourStanding, InitiativeLine, UnitStanding
from takehold.ledger.facts import MarkFact
from takehold.ui import verdicts
from takehold.ui.numbers import day, number, percent

SETTLED = timedelta(weeks=4)
"""A level that began less than this before a slide is taken for a part of the slide, not for what was held."""
NEAR = (timedelta(weeks=4), timedelta(weeks=1))
"""What happened from so long before a slide until so long after its day, which is told by the week, stands beside it."""


def headline(line: InitiativeLine) -> tuple[Verdict | None, str]:
    """The verdict a change stands under in the list, and its words: a slip anywhere comes before the whole.

    Somebody who reads one unit only is told of that unit.
    """
    if line.whole is None:
        return None, _("no data yet")
    units = sum(count for _word, count in line.tally)
    if not of_several(line):
        own = Verdict(line.tally[0][0])
        return own, verdicts.word(own)
    verdict = Verdict.SLIPPING_BACK if line.slipping else line.whole.verdict
    there = dict(line.tally).get(str(verdict), 0)
    word = verdicts.word(verdict, reverted=line.whole.reverted and not line.slipping)
    if not there:
        return verdict, word
    if there == units:
        return verdict, _("{verdict} in all {n} teams").format(verdict=word, n=units)
    return verdict, _("{verdict} in {k} of {n} teams").format(verdict=word, k=there, n=units)


def of_several(line: InitiativeLine) -> bool:
    """Whether this reader reads several units, and not one alone."""
    return sum(count for _word, count in line.tally) != 1


def changes_answer(lines: Sequence[InitiativeLine]) -> str:
    """How many changes, and how many of them slip, hold or cannot be told."""
    if not lines:
        return ""
    counted = Counter(verdict for verdict, _words in map(headline, lines))
    said = [ngettext("{n} change.", "{n} changes.", len(lines)).format(n=len(lines))]
    slipping = [line for line in lines if line.slipping]
    if slipping:
        said.append(_slipping(slipping))
    elif counted[Verdict.HOLDING] == len(lines):
        said.append(_("It holds.") if len(lines) == 1 else _("All of them hold."))
    elif counted[None] < len(lines):
        said.append(_("None is slipping back."))
    if counted[None]:
        said.append(
            ngettext("{n} has no data yet.", "{n} have no data yet.", counted[None]).format(n=counted[None])
        )
    return " ".join(said)


def _slipping(lines: Sequence[InitiativeLine]) -> str:
    teams = sum(len(line.slipping) for line in lines)
    of = sum(count for line in lines for _word, count in line.tally)
    if of <= len(lines):
        return _("Your team is slipping back on {n}.").format(n=len(lines))
    if len(lines) == 1:
        return _("1 is slipping back in {k} of {n} teams.").format(k=teams, n=of)
    return _("{n} are slipping back, in {k} teams altogether.").format(n=len(lines), k=teams)


def rests(teams: int, affected: int, meant: int) -> str:
    """On which part of those affected a verdict rests; nothing where it is all of them.

    ``meant``: how many teams the change is for. By the sheet of who is affected something may change for fewer.
    """
    if teams >= affected:
        return ""
    line = ngettext(
        "Rests on {k} of {n} affected team.", "Rests on {k} of {n} affected teams.", affected
    ).format(k=number(teams), n=number(affected))
    if affected >= meant:
        return line
    of_them = _(
        "Rests on {k} of the {n} teams that the sheet of who is affected names; the change is for {m} teams."
    )
    return of_them.format(k=number(teams), n=number(affected), m=number(meant))


def standing_answer(standing: BehaviourStanding, today: date) -> str:
    """Is it sticking: the level, since when, and what moved away from it."""
    if standing.verdict is None:
        return _("There is no data for this yet, so nothing can be said.")
    whole = standing.verdict.whole
    sliding = _slid(standing)
    if sliding:
        return _sliding(whole, sliding, len(standing.units), today)
    return whole_answer(whole, today)


def meanwhile(standing: BehaviourStanding, marks: Sequence[MarkFact], today: date) -> str:
    """What happened to the work of those who slide about when they began to; empty: nothing on record, or nobody slides."""
    sliding = _slid(standing)
    if not sliding:
        return ""
    began, teams = _began(sliding), frozenset().union(*(unit.team_ids for unit in sliding))
    near = [
        mark
        for mark in marks
        if began - NEAR[0] <= mark.on <= began + NEAR[1] and (not mark.team_ids or mark.team_ids & teams)
    ]
    if not near:
        return ""
    told = "; ".join(
        _("“{what}” ({day})").format(what=mark.text, day=day(mark.on, today))
        for mark in sorted(near, key=lambda each: each.on)
    )
    line = _("About that time: {marks}.").format(marks=told)
    caution = _("That one follows the other does not make it the cause.")
    return f"{line} {caution}"


def _slid(standing: BehaviourStanding) -> list[UnitStanding]:
    return [
        unit
        for unit in standing.units
        if unit.verdict.verdict is Verdict.SLIPPING_BACK and unit.verdict.slip is not None
    ]


def _began(sliding: Sequence[UnitStanding]) -> date:
    return median_low([unit.verdict.slip.since for unit in sliding if unit.verdict.slip is not None])


def _sliding(whole: UnitVerdict, sliding: Sequence[UnitStanding], units: int, today: date) -> str:
    began = _began(sliding)
    before = [level for level in whole.history if level.start <= began - SETTLED]
    held = ""
    if before:
        held = _("It stood at {rate} from {day}.").format(
            rate=percent(before[-1].rate), day=day(before[-1].start, today)
        )
    rest = (
        _("the others did not")
        if units > len(sliding)
        and not any(unit.verdict.slip.others_dipped for unit in sliding if unit.verdict.slip is not None)
        else ""
    )
    if len(sliding) == 1:
        words = _("{team} began to slide about {day}").format(team=sliding[0].unit, day=day(began, today))
    else:
        words = _("{n} teams began to slide about {day}").format(n=len(sliding), day=day(began, today))
    return " ".join(filter(None, (held, words + (f"; {rest}." if rest else "."))))


def whole_answer(verdict: UnitVerdict, today: date) -> str:
    """One unit's verdict, or the whole's, as a sentence with its level and date."""
    levels = verdict.history
    rate = percent(verdict.rate)
    since = day(verdict.since, today)
    match verdict.verdict:
        case Verdict.CANNOT_TELL:
            return _cannot_tell(verdict, today)
        case Verdict.NOT_STARTED:
            return _("This has not begun: the new way has not been seen yet.")
        case Verdict.HOLDING:
            return _("It holds at {rate} since {day}.").format(rate=rate, day=since)
        case Verdict.TAKING_HOLD if len(levels) > 1:
            return _("It is taking hold: from {low} to {rate} since {day}.").format(
                low=percent(levels[-2].rate), rate=percent(levels[-1].rate), day=day(levels[-1].start, today)
            )
        case Verdict.TAKING_HOLD:
            return _("It is taking hold, at {rate} now.").format(rate=rate)
        case Verdict.SLIPPING_BACK | Verdict.WOBBLING if verdict.slip is not None:
            return _slipped(verdict, verdict.slip, today)
        case Verdict.SLIPPING_BACK:
            words = _("It is mostly back to the old way") if verdict.reverted else _("It is slipping back")
            return _("{words}: {rate} now, since about {day}.").format(words=words, rate=rate, day=since)
        case Verdict.WOBBLING:
            return _("It wobbles: {rate} now, a little under what is usual here.").format(rate=rate)
        case _:
            return _("It has stalled at {rate}.").format(rate=rate)


def _slipped(verdict: UnitVerdict, slip: Slip, today: date) -> str:
    """What is said of one unit under its alert: the weeks, the share and the day of the alert itself."""
    if verdict.verdict is Verdict.WOBBLING:
        words = _("It wobbles")
    else:
        words = _("It is mostly back to the old way") if verdict.reverted else _("It is slipping back")
    return ngettext(
        "{words}: {rate} in the last week, usually {usual}; since about {day}.",
        "{words}: {rate} in the last {n} weeks, usually {usual}; since about {day}.",
        slip.weeks,
    ).format(
        words=words,
        rate=percent(slip.recent_new_way / slip.recent_chances if slip.recent_chances else None),
        n=slip.weeks,
        usual=percent(slip.usual_rate),
        day=day(slip.since, today),
    )


def _cannot_tell(verdict: UnitVerdict, today: date) -> str:
    """That it cannot be told, and the one thing that is missing."""
    numbers = verdict.because.numbers
    last = numbers.get("last")
    on = day(last, today) if isinstance(last, date) else str(last or "")
    match verdict.because.code:
        case "no_chances":
            return _("Nothing has been counted here yet, so we cannot tell.")
        case "stale_feed":
            return _("The data ends on {day}, so we cannot tell how it is today.").format(day=on)
        case "no_whole_week":
            return _("We cannot tell yet: there is not one whole week of data.")
        case "no_recent_chances":
            return _("We cannot tell: the last chance was on {day}.").format(day=on)
        case "too_few_chances":
            return _("We cannot tell yet: there were too few chances.")
        case "no_target":
            return _("{rate} of the chances are taken the new way. Without an agreed target nobody can say whether that holds.").format(
                rate=percent(verdict.rate)
            )  # fmt: skip
        case "too_soon":
            return _("It is too early to tell: {rate} so far.").format(rate=percent(verdict.rate))
        case "near_target_too_few":
            return _("Too close to the target to tell: {rate}, from few chances.").format(
                rate=percent(verdict.rate)
            )
        case _:
            return _("We cannot tell yet whether this is being done.")


def tally_sentence(words: Iterable[Verdict]) -> str:
    """``57 teams: 4 slipping back, 3 stalled, 50 holding.`` in the order of need for help."""
    counted = Counter(words)
    total = sum(counted.values())
    if not total:
        return ""
    parts = [
        f"{number(counted[verdict])}\u00a0{verdicts.word(verdict)}"
        for verdict in verdicts.BY_NEED
        if counted[verdict]
    ]
    teams = ngettext("{n} team", "{n} teams", total).format(n=number(total))
    return _("{teams}: {list}.").format(teams=teams, list=", ".join(parts))


def named(names: Sequence[str], most: int) -> str:
    """``Ward 1, Ward 2 and 3 more``."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return _("{names} and {n} more").format(names=shown, n=len(names) - most)


def stays(before: date | None, today: date) -> str:
    """That figures of an earlier time were not worked out anew with today's names of teams; nothing where they were."""
    if before is None:
        return ""
    return _(
        "Figures before {day} stay as they were told then: told anew with today's names of teams, they would speak of too few people."
    ).format(day=day(before, today))


def unmatched(share: float) -> str:
    """What is left out because a label belongs to no team."""
    if share <= 0:
        return ""
    return _(
        "{share} of the chances came under names that belong to no team; they are not counted here."
    ).format(share=percent(share))
