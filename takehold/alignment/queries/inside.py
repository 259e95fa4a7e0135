"""Whether those who bring changes agree with them: by change, and by group of those asked, from released figures alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from takehold.alignment import models
from takehold.alignment.facts.inside import Check, House, Inside, InsideWord, Standing, Voice
from takehold.alignment.queries.rights import change_of
from takehold.gather.disclosure.by_team import by_team
from takehold.gather.facts.helping import InsideAsked
from takehold.gather.queries import inside as gather
from takehold.gather.queries.listening import ears
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import RoleKind, Viewer

PLAN = "plan"
"""The statement on the plan, among those asked."""
CHOOSERS = (RoleKind.ADMIN, RoleKind.IT_LEAD)


def house(*, viewer: Viewer) -> House:
    """Every change that goes on and that this viewer may read; what waits for something first. For whoever has a role."""
    changes = [each for each in ears(viewer).changes if not each.ended]
    found = standings(changes, viewer)
    names = {team.id: team.name for team in people.sight(viewer=viewer).teams}
    chosen = sorted(inside_teams() & set(names), key=lambda team: (names[team], team))
    return House(
        teams=tuple((team, names[team]) for team in chosen),
        changes=tuple(sorted(found, key=lambda each: (not each.holds, each.change))),
        may_choose=viewer.has(*CHOOSERS),
    )


def of_change(*, viewer: Viewer, slug: str) -> Inside:
    """One change: where it stands inside, and what every asking came to. Raises ``NotYours``."""
    (found,) = standings([change_of(viewer, slug)], viewer)
    return found


def voices(*, viewer: Viewer, found: Inside) -> tuple[Voice, ...]:
    """What each group that this viewer may read said of the plan in the newest asking, everybody first."""
    if not found.checks or found.checks[0].word is InsideWord.UNCLEAR:
        return ()
    return said(viewer, found.checks[0].wave_id)


def said(viewer: Viewer, wave_id: object) -> tuple[Voice, ...]:
    """The same of one asking. Raises ``NotYet``, ``NotYours``."""
    told = by_team(viewer=viewer, wave_id=str(wave_id), question=PLAN)
    return tuple(
        Voice(each.group.name, each.figure.n, agree.low, agree.high, each.group.number == 0)
        for each in told
        if (agree := each.figure.favourable) is not None
    )


def word_of(told: Iterable[Voice]) -> InsideWord:
    """What an asking came to: dissent where less than half of any group agrees, everybody together being one."""
    groups = tuple(told)
    if not groups:
        return InsideWord.UNCLEAR
    return InsideWord.AGREED if all(each.agrees for each in groups) else InsideWord.DISSENT


def inside_teams() -> frozenset[int]:
    """The teams that bring changes, as they were chosen."""
    return frozenset(models.InsideTeam.objects.values_list("team_id", flat=True))


def standings(changes: Collection[ChangeName], viewer: Viewer) -> tuple[Inside, ...]:
    """Where these changes stand inside; three queries for however many."""
    ids = [each.id for each in changes]
    on = bool(inside_teams())
    asked: dict[int, InsideAsked] = {}
    for each in gather.asked(initiative_ids=ids):
        if each.is_open:
            asked.setdefault(each.initiative_id, each)
    checks: dict[int, list[Check]] = {}
    for row in models.InsideCheck.objects.filter(initiative__in=ids):
        checks.setdefault(row.initiative_id, []).append(_check(row))
    return tuple(
        Inside(
            slug=each.slug,
            change=each.name,
            standing=_standing(on, asked.get(each.id), checks.get(each.id, [])),
            asked=asked.get(each.id),
            checks=tuple(checks.get(each.id, [])),
            may_edit=each.may_edit,
        )
        for each in changes
    )


def standing_of(*, on: bool, asked: bool, newest: str, resolved: bool) -> Standing:
    """Where a change stands. ``on``: teams that bring changes are chosen. ``asked``: an asking is open. ``newest``: the word
    of the asking that closed last, empty where none has, and whether that was ``resolved``."""
    if asked:
        return Standing.ASKED
    if not newest:
        return Standing.NOT_ASKED if on else Standing.OFF
    return Standing.RESOLVED if newest == InsideWord.DISSENT and resolved else Standing(newest)


def _standing(on: bool, asked: InsideAsked | None, checks: list[Check]) -> Standing:
    newest = checks[0] if checks else None
    return standing_of(
        on=on,
        asked=asked is not None,
        newest=newest.word.value if newest is not None else "",
        resolved=newest is not None and newest.resolved_on is not None,
    )


def _check(row: models.InsideCheck) -> Check:
    return Check(
        row.pk, row.wave, row.closed_on, InsideWord(row.word), row.resolved_on, row.resolved_how, row.version
    )
