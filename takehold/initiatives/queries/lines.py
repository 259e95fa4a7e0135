"""The list of changes: one line each, from the short form of the verdicts, without reading a series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from takehold.analysis.facts import Verdict
from takehold.initiatives import models
from takehold.initiatives.facts import InitiativeLine
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.changes import behaviour_fact, fact, reached, readable_rows
from takehold.initiatives.queries.rights import is_own, may_read
from takehold.initiatives.queries.standings import held_back, open_in_short, outlook_of
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.people.queries import own_teams
from takehold.ui.verdicts import need

FILTERS = ("all", "mine", "needs me", "ended")
SLIPPING = Verdict.SLIPPING_BACK.value


def lines(*, viewer: Viewer, filter: str = "all") -> tuple[InitiativeLine, ...]:
    """Changes this viewer may read, those that slip most first. ``filter``: all, mine, needs me, ended."""
    filter = filter.replace("-", " ")
    if filter not in FILTERS:
        filter = "all"
    sight = people.sight(viewer=viewer)
    if not viewer.roles:
        return ()
    rows = [
        row
        for row in readable_rows()
        if may_read(viewer, reached(row, sight.teams), sight.scope.teams)
        and _is_ended(row, viewer) == (filter == "ended")
    ]
    behaviours = _behaviours(row.pk for row in rows)
    alerts = open_in_short((each.pk for of_row in behaviours.values() for each in of_row), viewer.on)
    units = {unit.name: sorted(unit.team_ids) for unit in sight.units}
    found = []
    for row in rows:
        if filter == "mine" and not _mine(row, viewer, reached(row, sight.teams)):
            continue
        if filter == "needs me" and not _needs(row, behaviours[row.pk], viewer, alerts):
            continue
        behaviour, words = _worst(behaviours[row.pk], viewer, units, alerts)
        outlook = outlook_of(behaviour) if behaviour is not None else None
        counted = Counter(words.values())
        found.append(
            InitiativeLine(
                initiative=fact(row, viewer, sight.teams),
                behaviour=behaviour_fact(behaviour) if behaviour is not None else None,
                whole=payload.read(outlook.whole["verdict"]) if outlook is not None else None,
                tally=tuple((word.value, counted[word.value]) for word in Verdict if counted[word.value]),
                slipping=tuple(unit for unit, word in words.items() if word == Verdict.SLIPPING_BACK),
                as_of=outlook.as_of if outlook is not None else None,
                behaviours=tuple(behaviour_fact(each) for each in behaviours[row.pk]),
            )
        )
    return tuple(sorted(found, key=lambda line: (-len(line.slipping), line.initiative.name)))


def verdict_of(*, viewer: Viewer, initiative_id: int) -> Verdict | None:
    """The verdict in the title row of a change that this viewer may read: a slip anywhere first, else the whole's that
    needs most help; None before there is one. Two queries beside those for what one sees."""
    sight = people.sight(viewer=viewer)
    behaviours = [each for each in _behaviours([initiative_id])[initiative_id] if each.measure_id is not None]
    alerts = open_in_short((each.pk for each in behaviours), viewer.on)
    units = {unit.name: sorted(unit.team_ids) for unit in sight.units}
    _behaviour, words = _worst(behaviours, viewer, units, alerts)
    if SLIPPING in words.values():
        return Verdict.SLIPPING_BACK
    outlooks = [each for each in map(outlook_of, behaviours) if each is not None]
    return min((payload.read(each.whole["verdict"]).verdict for each in outlooks), key=need, default=None)


def _behaviours(ids: Iterable[int]) -> dict[int, list[models.DesiredBehaviour]]:
    """The behaviours of each change with their outlooks.

    Not prefetched: a row and what was prefetched for it hold each other, and wait for the garbage collector. For the
    same reason each outlook lets go of its behaviour, be it looked at or not.
    """
    found: dict[int, list[models.DesiredBehaviour]] = {each: [] for each in ids}
    briefly = models.DesiredBehaviour.objects.select_related("outlook").defer("outlook__short")
    for each in briefly.filter(initiative_id__in=list(found)):
        outlook_of(each)
        found[each.initiative_id].append(each)
    return found


def _is_ended(row: models.Initiative, viewer: Viewer) -> bool:
    return row.ended_on is not None and row.ended_on <= viewer.on


def _mine(row: models.Initiative, viewer: Viewer, meant: frozenset[int]) -> bool:
    """One leads, sponsors or co-owns it, or it is for one's own team."""
    if viewer.person_id in (row.lead_id, row.sponsor_id, row.co_owner_id):
        return True
    if any(role.initiative_id == row.pk for role in viewer.roles):
        return True
    return is_own(viewer, meant) or (not meant and bool(own_teams(viewer)))


def _needs(
    row: models.Initiative,
    behaviours: Sequence[models.DesiredBehaviour],
    viewer: Viewer,
    alerts: Mapping[tuple[int, str], models.Alert],
) -> bool:
    """An alert of the viewer's team waits for an answer, or the viewer leads a change that slips, or that lacks
    data or a co-owner."""
    of_row = {each.pk for each in behaviours}
    waiting = [
        alert
        for (behaviour, _unit), alert in alerts.items()
        if behaviour in of_row and alert.state == "alert"
    ]
    if any(alert.unit and is_own(viewer, alert.team_ids) for alert in waiting):
        return True
    if viewer.person_id is None or viewer.person_id not in (row.lead_id, row.co_owner_id):
        return False
    unseen = not behaviours or any(each.measure_id is None for each in behaviours)
    return unseen or row.co_owner_id is None or any(not held_back(viewer, alert) for alert in waiting)


def _worst(
    behaviours: Sequence[models.DesiredBehaviour],
    viewer: Viewer,
    units: Mapping[str, list[int]],
    alerts: Mapping[tuple[int, str], models.Alert],
) -> tuple[models.DesiredBehaviour | None, Mapping[str, str]]:
    """The behaviour that slips in most units (the first, where none does) and its units' words for this viewer."""
    best: tuple[int, models.DesiredBehaviour | None, dict[str, str]] = (-1, None, {})
    for behaviour in behaviours:
        outlook = outlook_of(behaviour)
        words: dict[str, str] = {}
        for name, team_ids, word in outlook.units if outlook is not None else ():
            if units.get(name) == team_ids:
                words[name] = _word(viewer, alerts.get((behaviour.pk, name)), word)
        slipping = sum(word == SLIPPING for word in words.values()) if outlook is not None else -1
        if best[1] is None or slipping > best[0]:
            best = (slipping, behaviour, words)
    return best[1], best[2]


def _word(viewer: Viewer, alert: models.Alert | None, word: str) -> str:
    if alert is None or not held_back(viewer, alert):
        return word
    before: str | None = alert.word_before  # type: ignore[attr-defined]  # annotated by open_in_short
    return before or Verdict.CANNOT_TELL.value
