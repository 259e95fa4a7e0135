"""What logs show: services in use, how widely, since when, and which way it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from takehold.analysis.courses import Slope, course
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.shadow_it.facts.feeds import LogState, Place
from takehold.shadow_it.facts.finds import FindFact, ServiceFact, Trend, WeekUse
from takehold.shadow_it.models import LogImport, UseCell
from takehold.shadow_it.queries.catalogue import current, fact
from takehold.shadow_it.queries.log_rights import reads

BAND: Final = 5
RECENT: Final = 4
LOOKED_AT: Final = 12
FULL_WEEK: Final = 5
"""A week counts as covered from so many days on."""
WEEK: Final = timedelta(weeks=1)
FEW: Final = (Place.FEW, Place.NOWHERE)


@dataclass(slots=True)
class _Use:
    """One service: people and lines by week, and the groups that are named with the week they were seen last."""

    people: dict[date, int] = field(default_factory=dict)
    hits: dict[date, int] = field(default_factory=dict)
    groups: dict[int, date] = field(default_factory=dict)
    elsewhere: dict[date, bool] = field(default_factory=dict)


def monday(day: date) -> date:
    """Of the day's week."""
    return day - timedelta(days=day.weekday())


def band(number: int) -> int:
    """The lower end of the band of five."""
    return number // BAND * BAND


def finds(*, viewer: Viewer) -> tuple[FindFact, ...]:
    """Every service that logs showed, the widest use first; each with its last twelve covered weeks. Raises ``NotYours``."""
    reads(viewer)
    weeks = covered()
    rows = UseCell.objects.filter(week__gte=weeks[-LOOKED_AT:][0]) if weeks else UseCell.objects.all()
    return _told(viewer, rows, UseCell.objects.all(), weeks)


def find(*, viewer: Viewer, service: str) -> FindFact | None:
    """One of them; None where no log ever showed it. Raises ``NotYours``."""
    reads(viewer)
    rows = UseCell.objects.filter(service=service)
    return next(iter(_told(viewer, rows, rows, covered())), None)


def fed_until(*, on: date) -> date | None:
    """The Monday of the last week up to a day that logs cover."""
    return max((week for week in covered() if week <= on), default=None)


def week_use(
    *, service: str, since: date, on: date, teams: frozenset[int] | None = None
) -> tuple[WeekUse, ...]:
    """Use of a service in each covered week; with ``teams`` only that of reporting groups which are named and among them.

    For what runs by itself. Nothing where no log covers these weeks.
    """
    rows = UseCell.objects.filter(service=service)
    if teams is not None:
        rows = rows.filter(place=Place.GROUP, team_id__in=teams)
    use = _uses(rows).get(service, _Use())
    weeks = [week for week in covered() if monday(since) <= week <= on]
    return tuple(WeekUse(week, band(use.people.get(week, 0)), use.hits.get(week, 0)) for week in weeks)


def covered() -> tuple[date, ...]:
    """Mondays of weeks of which logs cover enough days, in order."""
    days: dict[date, set[date]] = defaultdict(set)
    spans = LogImport.objects.filter(state=LogState.READ).values_list("first_at", "last_at")
    for first, last in spans:
        if first is not None and last is not None:
            for step in range((last.date() - first.date()).days + 1):
                day = first.date() + timedelta(days=step)
                days[monday(day)].add(day)
    return tuple(sorted(week for week, each in days.items() if len(each) >= FULL_WEEK))


def _uses(rows: QuerySet[UseCell]) -> dict[str, _Use]:
    """By service. Logs of one source that share a week add lines, and tell of at least as many people as the most of them;
    of sources that saw the same week the one with the most people is told."""
    cells = (
        rows.filter(log__state=LogState.READ)
        .values_list("service", "week", "log__feed_id", "place", "team_id")
        .annotate(people=Max("people"), hits=Sum("hits"))
        .order_by("service", "week", "log__feed_id", "place", "team_id")
    )
    sums: dict[tuple[str, date, int], list[int]] = defaultdict(lambda: [0, 0])
    found: dict[str, _Use] = defaultdict(_Use)
    for service, week, feed, place, team, there, hits in cells:
        together = sums[service, week, feed]
        together[0] += there
        together[1] += hits
        use = found[service]
        if place == Place.GROUP:
            use.groups[team] = week
        use.elsewhere[week] = use.elsewhere.get(week, False) or place in FEW
    for (service, week, _feed), (there, hits) in sums.items():
        use = found[service]
        if (there, hits) >= (use.people.get(week, -1), use.hits.get(week, -1)):
            use.people[week], use.hits[week] = there, hits
    return found


def _told(
    viewer: Viewer, rows: QuerySet[UseCell], every: QuerySet[UseCell], weeks: Sequence[date]
) -> tuple[FindFact, ...]:
    """From the cells of the weeks to look at; since when, and until when, from all."""
    floor = people.floor()
    units = people.units(viewer=viewer, on=viewer.on)
    names = {team: unit.name for unit in units for team in unit.team_ids}
    if floor > BAND:  # the floor was raised after logs were read: smaller groups are told with the few
        rows = rows.exclude(place=Place.GROUP, people__lt=floor)
    services, uses = current().services, _uses(rows)
    spans = every.filter(log__state=LogState.READ).order_by("service").values_list("service")
    found = [
        _find(fact(services[key]), uses.get(key, _Use()), (first, last), weeks, names)
        for key, first, last in spans.annotate(first=Min("week"), last=Max("week"))
        if key in services
    ]
    return tuple(sorted(found, key=lambda each: (-each.people, -len(each.groups), each.name.casefold())))


def _find(
    service: ServiceFact, use: _Use, span: tuple[date, date], weeks: Sequence[date], names: Mapping[int, str]
) -> FindFact:
    first, last = span
    fed = sorted({*(week for week in weeks if week >= min(use.hits, default=last)), *use.hits})
    recent = sorted({*weeks, *use.hits})[-RECENT:]
    trend, because = _trend(use, [week for week in weeks if week >= first], recent)
    named = {
        team for team, week in use.groups.items() if team in names and (week in recent or trend is Trend.GONE)
    }
    return FindFact(
        service=service,
        first_seen=first,
        last_seen=last,
        trend=trend,
        because=because,
        groups=tuple(sorted({names[team] for team in named})),
        elsewhere=any(use.elsewhere.get(week, False) for week in recent),
        people=max((band(use.people.get(week, 0)) for week in recent), default=0),
        weeks=tuple(WeekUse(week, band(use.people.get(week, 0)), use.hits.get(week, 0)) for week in fed),
    )


def _trend(use: _Use, fed: list[date], recent: list[date]) -> tuple[Trend, str]:
    """By how many used it each covered week; by lines where no log tells people apart."""
    if len(fed) >= RECENT and not any(use.hits.get(week, 0) for week in recent):
        return Trend.GONE, _("Not seen in the last {n} weeks that logs cover.").format(n=len(recent))
    looked_at = fed[-LOOKED_AT:]
    counts = use.people if any(use.people.values()) else use.hits
    found = course([counts.get(week, 0) for week in looked_at])
    n = len(looked_at)
    match found.slope:
        case Slope.UP:
            return Trend.GROWING, _("Used by more and more people over {n} weeks; chance alone gives as much in {share} of cases.").format(n=n, share=_rare(found.chance))  # fmt: skip
        case Slope.DOWN:
            return Trend.FADING, _("Used by fewer and fewer people over {n} weeks; chance alone gives as much in {share} of cases.").format(n=n, share=_rare(found.chance))  # fmt: skip
        case Slope.NONE:
            return Trend.STEADY, _(
                "Neither a rise nor a fall over {n} weeks that chance would not give as well."
            ).format(n=n)
    return Trend.UNSURE, _(
        "Logs cover {n} weeks so far; from six on it is told whether use rises or falls."
    ).format(n=n)


def _rare(chance: float) -> str:
    return "< 1 %" if chance < 0.01 else f"{chance:.0%}".replace("%", " %")
