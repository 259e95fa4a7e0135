"""The seven words: which one fits a unit first, why, and the one step that would end a doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from takehold.analysis.facts import Coded, PeopleCount, Shift, Slip, Verdict
from takehold.analysis.reasons import because, next_step
from takehold.analysis.standing import HALF_WEEKS, HELD_WEEKS, MARGIN, SMALLEST_RISE, SURE
from takehold.analysis.windows import Source

FEWEST_CHANCES = 10
STALE_AFTER_DAYS = 28
PATIENCE_WEEKS = 26
FEWEST_ABOVE_HALF = 0.6
REVERTED_BELOW = 0.5
CLOSEST = MARGIN / 2
SURE_SIGMAS = NormalDist().inv_cdf(SURE)


@dataclass(frozen=True, slots=True)
class View:
    """All that is looked at for one unit. Weeks are usable weeks since it began (go-live, or its first chance).

    Attributes:
        chances, new_way: the last 8 weeks, or as many as there are.
        ever_chances, ever_new_way: since it began.
        pace: chances a week over the last half year.
        at_bar, late: P(share >= target - 5 points) of the last 8 and the last 4 weeks.
        held: at the bar for 8 weeks.
        held_since: the first day of the unbroken run of such weeks up to now, None when there is none.
        rise, rising: share points in 8 weeks, and the probability that it is a rise.
        before: chances and new way of the half year before go-live.
        strength: chances that the peers lend.
        estimate: the share of the last 8 weeks with what the peers lend.
        silent: no chance for far longer than usual, while others had some.
        jumped: the number of chances changed threefold with the last shift.
    """

    as_of: date
    target: float | None
    go_live: date | None
    source: Source
    first_chance: date | None
    last_chance: date | None
    weeks: int
    week_end: date | None
    chances: int
    new_way: int
    ever_chances: int
    ever_new_way: int
    before: tuple[int, int]
    pace: float
    at_bar: float
    late: float
    held: bool
    held_since: date | None
    rise: float
    rising: float
    dispersion: float
    strength: float
    estimate: float
    shifts: tuple[Shift, ...]
    jumped: bool
    silent: bool
    slip: Slip | None
    people: PeopleCount | None

    @property
    def rate(self) -> float:
        """The share of the last weeks; 0 without a chance."""
        return self.new_way / self.chances if self.chances else 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """A word, its reason, the next step (only with "cannot tell") and the day since when it is so."""

    verdict: Verdict
    because: Coded
    next_step: Coded | None = None
    since: date | None = None
    reverted: bool = False


def decide(view: View) -> Decision:
    """The first word that fits, in the order of the design.

    "Before go-live" is tried before all: then there is no question yet that data could answer. The doubt whether a
    unit is at its target is tried last: a slip or a rise can be seen without settling it.
    """
    return (
        _before_go_live(view)
        or _cannot_tell(view)
        or _not_started(view)
        or _slipping(view)
        or unwatched(view)
    )


def unwatched(view: View) -> Decision:
    """The word without the detector: what those read who do not see a slip yet."""
    return _holding(view) or _taking_hold(view) or _too_soon_or_near(view) or _stalled(view)


def _doubt(reason: Coded, step: Coded) -> Decision:
    return Decision(Verdict.CANNOT_TELL, reason, step)


def _before_go_live(view: View) -> Decision | None:
    if view.go_live is None or view.as_of >= view.go_live:
        return None
    return Decision(Verdict.NOT_STARTED, because("before_go_live", go_live=view.go_live))


def _cannot_tell(view: View) -> Decision | None:
    if view.first_chance is None or view.last_chance is None:
        step = (
            next_step("check_source")
            if view.source.last < view.source.first
            else next_step("check_unit", last="")
        )
        return _doubt(because("no_chances"), step)
    stopped = view.source.stopped_on
    if stopped and (view.as_of - stopped).days > STALE_AFTER_DAYS:
        reason = because("stale_feed", last=stopped, days=(view.as_of - stopped).days)
        return _doubt(reason, next_step("repair_feed", last=stopped))
    if view.weeks == 0:
        reason = because("no_whole_week", first=view.first_chance, last=view.last_chance)
        return _doubt(reason, next_step("wait_weeks", weeks=1))
    if view.chances == 0 or view.silent:
        until = min(view.as_of, view.source.last, view.week_end or view.source.last)
        silence = (until - view.last_chance).days // 7
        reason = because("no_recent_chances", last=view.last_chance, weeks=max(silence, 0))
        return _doubt(reason, next_step("check_unit", last=view.last_chance))
    if view.chances < FEWEST_CHANCES:
        weeks = min(view.weeks, HELD_WEEKS)
        reason = because("too_few_chances", chances=view.chances, needed=FEWEST_CHANCES, weeks=weeks)
        return _doubt(reason, _more(view, FEWEST_CHANCES - view.chances))
    if view.target is None:
        return _doubt(because("no_target", rate=view.rate, chances=view.chances), next_step("agree_target"))
    return None


def _more(view: View, more: int) -> Coded:
    """Wait for so many chances, unless that takes over half a year at the unit's pace."""
    weeks = math.ceil(more / view.pace) if view.pace > 0 else PATIENCE_WEEKS + 1
    if weeks > PATIENCE_WEEKS:
        return next_step("larger_unit", more=more)
    return next_step("wait_for_chances", more=more, weeks=max(weeks, 1))


def _not_started(view: View) -> Decision | None:
    if view.ever_new_way:
        return None
    return Decision(Verdict.NOT_STARTED, because("no_use_yet", chances=view.ever_chances, weeks=view.weeks))


def _slipping(view: View) -> Decision | None:
    slip = view.slip
    if slip is None:
        return None
    numbers: dict[str, float | int | str | date] = {
        "recent_new_way": slip.recent_new_way,
        "recent_chances": slip.recent_chances,
        "weeks": slip.weeks,
        "usual": slip.usual_rate,
        "since": slip.since,
    }
    if slip.tier == "watch":
        return Decision(Verdict.WOBBLING, because("watch", **numbers), since=slip.since)
    reverted = slip.recent_new_way < REVERTED_BELOW * slip.usual_rate * slip.recent_chances
    reason = because("reverted" if reverted else "slipping", **numbers)
    return Decision(Verdict.SLIPPING_BACK, reason, since=slip.since, reverted=reverted)


def _carried(view: View) -> bool:
    """Whether enough people do it, as far as people are known."""
    people = view.people
    return people is None or people.people == 0 or people.above_half >= FEWEST_ABOVE_HALF * people.people


def _holding(view: View) -> Decision | None:
    if not view.held or not _carried(view) or view.target is None:
        return None
    since = view.held_since
    weeks = ((view.week_end - since).days + 1) // 7 if view.week_end and since else HELD_WEEKS
    reason = because(
        "held",
        rate=view.rate,
        target=view.target,
        weeks=max(weeks, HELD_WEEKS),
        probability=max(view.at_bar, SURE),
    )
    return Decision(Verdict.HOLDING, reason, since=since)


def _taking_hold(view: View) -> Decision | None:
    target = view.target or 0.0
    up = _recent_shift(view)
    if not view.held and max(view.at_bar, view.late) >= SURE:
        since = up.on if up else None
        weeks = (
            ((view.week_end - since).days + 1) // 7
            if view.week_end and since
            else min(view.weeks, HELD_WEEKS - 1)
        )
        reason = because("at_target_not_long", rate=view.rate, target=target, weeks=max(weeks, 1))
        return Decision(Verdict.TAKING_HOLD, reason, since=since)
    if up and view.weeks >= HALF_WEEKS:
        reason = because("risen", on=up.on, from_rate=up.from_rate, to_rate=up.to_rate, target=target)
        return Decision(Verdict.TAKING_HOLD, reason, since=up.on)
    if view.rising >= SURE and view.rise >= SMALLEST_RISE and view.weeks >= HALF_WEEKS:
        reason = because("rising", rate=view.rate, rise=view.rise, target=target, probability=view.rising)
        return Decision(Verdict.TAKING_HOLD, reason)
    if view.go_live and view.weeks < HELD_WEEKS and _above_before(view):
        before = view.before[1] / view.before[0]
        reason = because(
            "risen_since_go_live", rate=view.rate, before=before, go_live=view.go_live, target=target
        )
        return Decision(Verdict.TAKING_HOLD, reason, since=view.go_live)
    return None


def _recent_shift(view: View) -> Shift | None:
    """The last told shift, when it is one up, within the last 8 weeks, and counts the same thing as before."""
    if not view.shifts or view.week_end is None or view.shifts[-1].direction != "up" or view.jumped:
        return None
    return view.shifts[-1] if (view.week_end - view.shifts[-1].on).days < 7 * HELD_WEEKS else None


def _above_before(view: View) -> bool:
    """Whether the share since go-live is at least 5 points above the one before, and above it with .9."""
    chances, new_way = view.before
    if chances < FEWEST_CHANCES:
        return False
    old, new = (new_way + 0.5) / (chances + 1), (view.new_way + 0.5) / (view.chances + 1)
    doubt = old * (1 - old) / (chances + 1) + new * (1 - new) / (view.chances + 1)
    return new - old >= max(MARGIN, SURE_SIGMAS * math.sqrt(doubt * view.dispersion))


def _too_soon_or_near(view: View) -> Decision | None:
    if view.weeks < HELD_WEEKS:
        reason = because("too_soon", weeks=view.weeks, needed=HELD_WEEKS, rate=view.rate)
        return _doubt(reason, next_step("wait_weeks", weeks=HELD_WEEKS - view.weeks))
    if view.held or not 1 - SURE < view.at_bar < SURE or view.target is None:
        return None
    variance = view.estimate * (1 - view.estimate)
    weight = view.chances / view.dispersion + view.strength
    if SURE_SIGMAS * math.sqrt(variance / weight) <= MARGIN:
        return None
    reason = because(
        "near_target_too_few",
        rate=view.rate,
        target=view.target,
        chances=view.chances,
        probability=view.at_bar,
    )
    gap = max(abs(view.estimate - (view.target - MARGIN)), CLOSEST)
    needed = (SURE_SIGMAS**2 * variance / gap**2 - weight) * view.dispersion
    return _doubt(reason, _more(view, max(math.ceil(needed), FEWEST_CHANCES)))


def _stalled(view: View) -> Decision:
    target, weeks = view.target or 0.0, HELD_WEEKS
    since = view.shifts[-1].on if view.shifts else view.first_chance
    if view.go_live is not None and since is not None:
        since = max(since, view.go_live)  # before it nobody was asked to
    if view.held and view.people:
        people, above = view.people.people, view.people.above_half
        reason = because("few_people", rate=view.rate, target=target, people=people, above_half=above)
    elif view.rising <= 1 - SURE and view.rise <= -SMALLEST_RISE:
        reason = because("below_and_falling", rate=view.rate, target=target, fall=-view.rise)
    else:
        code = "near_no_rise" if view.at_bar > 1 - SURE else "below_no_rise"
        reason = because(code, rate=view.rate, target=target, weeks=weeks)
    return Decision(Verdict.STALLED, reason, since=since)
