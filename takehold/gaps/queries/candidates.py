"""What the system proposes: teams that slide or stand still, processes done differently, themes, barriers, groups not heard.

Never about a person: everything here is a figure of a reporting group, a theme, or a process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from takehold.analysis.adkar.facts import ELEMENTS
from takehold.analysis.facts import Verdict
from takehold.analysis.standardisation.equal_mix import standard
from takehold.analysis.standardisation.facts import Differs, Stratum
from takehold.analysis.themes.facts import Growth
from takehold.analysis.themes.growing import growth
from takehold.gaps import models
from takehold.gaps.facts import GapKind
from takehold.gaps.facts.candidates import Candidate, Look
from takehold.gaps.queries import cited_themes, sources
from takehold.gaps.queries.rights import Change
from takehold.gaps.queries.widespread import widespread
from takehold.gather.disclosure.by_team import by_team
from takehold.gather.facts.disclosure import NotYet, StopsFact
from takehold.gather.facts.notes import ThemeFact
from takehold.gather.queries import coverage, says, still_there, themes
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.ledger.queries.persons import with_persons
from takehold.people import queries as people
from takehold.people.facts import NotYours, Viewer
from takehold.ui.numbers import percent

MOST: Final = 40
SURE: Final = 90
"""How sure it must be, in per cent, that most are stopped at one element before a barrier is proposed."""
WORTH: Final = 30
"""So large a share, in per cent, of those who answered must be stopped there: else it is a barrier of few."""
LEAST_OUTSIDE: Final = 2
PERIOD_DAYS: Final = 28
PERIODS: Final = 6
NAMES: Final[Mapping[str, Any]] = dict(
    zip(
        ELEMENTS,
        (
            lazy("people do not know why"),
            lazy("people see nothing in it for their work"),
            lazy("people do not know how"),
            lazy("people know how and cannot do it"),
            lazy("nothing keeps it going"),
        ),
        strict=True,
    )
)


def candidates(*, viewer: Viewer, change: Change, look: Look) -> tuple[Candidate, ...]:
    """What is proposed from one kind of source; what is open already is left out (see ``origins``)."""
    return tuple(_LOOKS[look](viewer, change))[:MOST]


def origins(*, change: Change) -> frozenset[str]:
    """What gaps of this change that are not closed were opened from, and what shows them ("kind ref")."""
    shown = FilteredRelation("citations", condition=Q(citations__step=None))
    rows = models.Gap.objects.filter(initiative_id=change.id).exclude(state="closed").annotate(shown=shown)
    told = rows.values_list("origin", "shown__kind", "shown__ref")
    return frozenset(each for origin, kind, ref in told for each in (origin, f"{kind} {ref}") if each)


def is_open(found: Candidate, there: Collection[str]) -> bool:
    """Whether a gap is open that was opened from it, or by hand with the same that shows it. ``there``: ``origins``."""
    return found.origin in there or f"{found.source.kind.value} {found.source.ref}" in there


def _teams(viewer: Viewer, change: Change) -> list[Candidate]:
    """Groups that slide back first, then processes done differently from group to group, then those that stand still."""
    standings = initiatives.standings(viewer=viewer, slug=change.slug)
    counted = with_persons()
    sliding = [
        each
        for standing in standings
        for each in _of_verdict(viewer, standing, Verdict.SLIPPING_BACK, counted)
    ]
    uneven = [each for standing in standings for each in _uneven(standing)]
    still = [
        each for standing in standings for each in _of_verdict(viewer, standing, Verdict.STALLED, counted)
    ]
    return [*sliding, *uneven, *still]


def _of_verdict(
    viewer: Viewer, standing: BehaviourStanding, verdict: Verdict, counted: Collection[int]
) -> Iterable[Candidate]:
    units = [each for each in standing.units if each.verdict.verdict is verdict]
    spread = widespread(viewer=viewer, standing=standing, units=units, counted=counted)
    for unit in sorted(units, key=lambda each: each.unit):
        number = min(unit.team_ids)
        title = (
            _("{team} slides back: {behaviour}")
            if verdict is Verdict.SLIPPING_BACK
            else _("{team} does not get further: {behaviour}")
        )
        source = sources.of_unit(standing, unit)
        yield Candidate(
            f"figure/{standing.behaviour.id}/{number}",
            title.format(team=unit.unit, behaviour=standing.behaviour.name)[:160],
            GapKind.UNKNOWN,
            source,
            source.text,
            frozenset({number}),
            spread.get(number),
        )


def _uneven(standing: BehaviourStanding) -> Iterable[Candidate]:
    """Groups beside all others: where several lie outside what chance explains on both sides, the process is not one.

    Among groups that have taken it up only: where it is still arriving, difference is what one expects.
    """
    settled = [
        unit
        for unit in standing.units
        if unit.verdict.chances
        and unit.verdict.verdict in (Verdict.HOLDING, Verdict.WOBBLING, Verdict.STALLED)
    ]
    told = standard(
        [
            Stratum(unit.unit, "", unit.verdict.chances, unit.verdict.chances - unit.verdict.new_way)
            for unit in settled
        ]
    )
    if told is None or standing.verdict is None:
        return
    more = {each.team for each in told.teams if each.differs is Differs.MORE}
    fewer = [each for each in told.teams if each.differs is Differs.FEWER]
    if len(more) < LEAST_OUTSIDE or len(fewer) < LEAST_OUTSIDE:
        return
    because = _(
        "{more} groups do it less and {fewer} do it more than chance explains, of {n} that have taken it up; {rate} of cases together."
    ).format(more=len(more), fewer=len(fewer), n=len(settled), rate=percent(1 - told.overall))
    yield Candidate(
        f"uneven/{standing.behaviour.id}",
        _("Not done the same everywhere: {behaviour}").format(behaviour=standing.behaviour.name)[:160],
        GapKind.PROCESS,
        sources.of_unit(standing, None),
        because,
        frozenset(min(unit.team_ids) for unit in settled if unit.unit in more),
    )


def _themes(viewer: Viewer, change: Change) -> list[Candidate]:
    """Themes that at least two independent sides speak of; those that grow first."""
    told = themes.themes(viewer=viewer, slug=change.slug)
    every = says.says(viewer=viewer, slug=change.slug, show="all", limit=1000).rows
    days = {each.id: each.said_on for each in every}
    found = []
    for theme in told:
        if theme.sides < themes.SIDES or theme.last is None:
            continue
        grows = _grows(theme, days, viewer.on)
        source = sources.of_theme(theme)
        because = f"{source.text} {_('It is spoken of more and more.')}" if grows else source.text
        origin = f"theme/{theme.id}"
        found.append((not grows, Candidate(origin, theme.name[:160], GapKind.THEME, source, because)))
    return [each for _later, each in sorted(found, key=lambda each: each[0])]


def _written(viewer: Viewer, change: Change) -> list[Candidate]:
    """Themes of the codebook that are written about more and more."""
    return [
        Candidate(
            f"coded/{each.ref}",
            each.label[:160],
            GapKind.THEME,
            each,
            _("{figure} It is written about more and more.").format(figure=each.text),
        )
        for each in cited_themes.growing(viewer=viewer, change=change)
    ]


def _grows(theme: ThemeFact, days: Mapping[Any, date], on: date) -> bool:
    """Whether its share of all that was said rises from one four weeks to the next."""

    def counted(dates: Iterable[date]) -> list[int]:
        by_period = Counter((on - each).days // PERIOD_DAYS for each in dates)
        return [by_period[at] for at in reversed(range(PERIODS))]

    mentions = counted(days[each] for each in theme.say_ids if each in days)
    return growth(mentions, counted(days.values())).growth is Growth.GROWING


def _survey(viewer: Viewer, change: Change) -> list[Candidate]:
    """The part at which most are stopped, of everybody who answered the survey that closed last and of groups that differ."""
    newest = still_there.newest_closed(initiative_id=change.id)
    if newest is None:
        return []
    wave, title, on = newest
    try:
        told = by_team(viewer=viewer, wave_id=wave)
    except (NotYet, NotYours):
        return []
    units = people.sight(viewer=viewer).units
    usual = next((_leading(each.stops) for each in told if not each.group.number), None)
    found = []
    for each in told:
        leading = _leading(each.stops)
        if leading is None or (each.group.number and leading == usual):
            continue
        numbers = frozenset(min(unit.team_ids) for unit in units if unit.team_ids & each.team_ids)
        named = ".".join(str(team) for team in sorted(each.team_ids)) if each.group.number else ""
        if len(named) > sources.MOST_NAMED or (each.group.number and not numbers):
            continue
        source = sources.of_cell(wave, named, on, each.group, each.figure)
        because = _("In “{survey}” most are stopped there: {figure}").format(survey=title, figure=source.text)
        name = str(NAMES[leading])
        words = f"{each.group.name}: {name}" if each.group.number else name.capitalize()
        origin = f"barrier/{wave}/{each.group.number}" if each.group.number else f"barrier/{wave}"
        groups = numbers if each.group.number else frozenset()
        found.append(Candidate(origin, words[:160], GapKind.BARRIER, source, because, groups))
    return found


def _leading(stops: StopsFact | None) -> str | None:
    """The part at which most are stopped, where that is sure enough and of enough people."""
    if stops is None or stops.leading is None or stops.sure < SURE:
        return None
    share = next(share for word, _words, share, _low, _high in stops.shares if word == stops.leading)
    return stops.leading if share >= WORTH else None


def _reach(viewer: Viewer, change: Change) -> list[Candidate]:
    """Affected groups that no channel has heard."""
    numbers = {unit.name: min(unit.team_ids) for unit in people.sight(viewer=viewer).units}
    return [
        Candidate(
            f"reach/{numbers[row.name]}",
            _("Nobody has heard {group}").format(group=row.name)[:160],
            GapKind.REACH,
            sources.of_group(row, viewer),
            sources.of_group(row, viewer).text,
            frozenset({numbers[row.name]}),
        )
        for row in coverage.coverage(viewer=viewer, slug=change.slug).rows
        if not row.heard and not row.is_job and row.name in numbers
    ]


def said(found: tuple[Candidate, ...], n_open: int) -> str:
    """What is proposed, in one line."""
    if not found:
        return _("Nothing is proposed from here.")
    line = ngettext("{n} thing to look at.", "{n} things to look at.", len(found)).format(n=len(found))
    if not n_open:
        return line
    more = ngettext("{n} more is open already.", "{n} more are open already.", n_open).format(n=n_open)
    return f"{line} {more}"


_LOOKS: Final[Mapping[Look, Callable[[Viewer, Change], list[Candidate]]]] = {
    Look.TEAMS: _teams,
    Look.THEMES: _themes,
    Look.WRITTEN: _written,
    Look.SURVEY: _survey,
    Look.REACH: _reach,
}
