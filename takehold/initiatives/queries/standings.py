"""Where the behaviours of a change stand, as this viewer may read it: the team first, others from the day it is due.

Queries a page: the same number whatever the size of the organisation.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from takehold.analysis.facts import BehaviourVerdict, Terms, UnitVerdict
from takehold.initiatives import models
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.alerts import OPEN, REAL_STILL, goes_on
from takehold.initiatives.queries.alerts import fact as alert_fact
from takehold.initiatives.queries.changes import behaviour_fact, fetch
from takehold.initiatives.queries.remembered import verdict_of
from takehold.initiatives.queries.rights import is_own
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import NotFound, ReportingUnit, Sight, Viewer

BANDS = (5, 10, 20, 50, 100, 200, 500, 1000)


def standings(*, viewer: Viewer, slug: str) -> tuple[BehaviourStanding, ...]:
    """Every behaviour of a change. Raises ``NotYours``.

    Units come without their series (no trend, history, shifts): of five hundred of them a page shows few.
    ``with_series`` fetches those of the units that are shown; the whole has its own.
    """
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    return _standings(viewer, sight, list(row.behaviours.select_related("outlook")))


def standing(*, viewer: Viewer, slug: str, key: str) -> BehaviourStanding:
    """One behaviour of a change, its units as in ``standings``. Raises ``NotYours`` or ``NotFound``."""
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    rows = list(row.behaviours.filter(key=key).select_related("outlook"))
    if not rows:
        raise NotFound
    return _standings(viewer, sight, rows)[0]


def with_series(
    *,
    viewer: Viewer,
    standings: Sequence[BehaviourStanding],
    names: Mapping[str, Collection[str]] | None = None,
) -> tuple[BehaviourStanding, ...]:
    """The standings with the series of these units, by the key of the behaviour (None: of all), in one query.

    A verdict that became another one meanwhile is left out: this viewer may not be meant to read it yet.
    """
    wanted = {
        payload.filed(standing.behaviour.id, unit.unit): unit
        for standing in standings
        for unit in standing.units
        if not unit.held_back and (names is None or unit.unit in names.get(standing.behaviour.key, ()))
    }
    if not wanted:
        return tuple(standings)
    saved = ledger.latest_verdicts(
        scope=people.scope(viewer=viewer),
        measure_ids={
            each.behaviour.measure_id for each in standings if each.behaviour.measure_id is not None
        },
        units=None if names is None else wanted,
    )
    full = {
        each.unit: payload.read(each.payload)
        for each in saved
        if each.unit in wanted
        and wanted[each.unit].team_ids == each.team_ids
        and payload.read(payload.short(each.payload)) == wanted[each.unit].verdict
    }
    return tuple(_filled(standing, full) for standing in standings)


def _filled(standing: BehaviourStanding, full: Mapping[str, UnitVerdict]) -> BehaviourStanding:
    if standing.verdict is None:
        return standing
    found = [(unit, full.get(payload.filed(standing.behaviour.id, unit.unit))) for unit in standing.units]
    units = tuple(unit if verdict is None else replace(unit, verdict=verdict) for unit, verdict in found)
    whole = replace(standing.verdict, units=tuple(each.verdict for each in units))
    return replace(standing, verdict=whole, units=units)


def _standings(
    viewer: Viewer, sight: Sight, rows: Sequence[models.DesiredBehaviour]
) -> tuple[BehaviourStanding, ...]:
    alerts = open_alerts((row.pk for row in rows if outlook_of(row) is not None), viewer.on)
    return tuple(_standing(viewer, sight.units, row, alerts) for row in rows)


def outlook_of(row: models.DesiredBehaviour) -> models.Outlook | None:
    """The behaviour's outlook, fetched with it; it lets go of the behaviour.

    Two rows that hold each other wait for the garbage collector, and with them every verdict of the page.
    """
    outlook: models.Outlook | None = getattr(row, "outlook", None)
    if outlook is not None:
        outlook._state.fields_cache.pop("behaviour", None)
    return outlook


def open_alerts(behaviour_ids: Iterable[int], on: date) -> dict[tuple[int, str], models.Alert]:
    """Open alerts and watches by behaviour and unit, in one query; answered ones while they are the team's own."""
    fetched = _not_over(behaviour_ids, on).defer("payload").select_related("behaviour__initiative", "line_by")
    return {(row.behaviour_id, row.unit): row for row in fetched}


def open_in_short(behaviour_ids: Iterable[int], on: date) -> dict[tuple[int, str], models.Alert]:
    """As ``open_alerts``, of each no more than decides what may be read, and ``word_before``: the verdict before it."""
    needed = _not_over(behaviour_ids, on).only(
        "behaviour_id", "unit", "state", "team_ids", "visible_above_on"
    )
    return {(row.behaviour_id, row.unit): row for row in needed.annotate(word_before=KT("before__verdict"))}


def _not_over(behaviour_ids: Iterable[int], on: date) -> QuerySet[models.Alert]:
    """What stands behind a verdict: open alerts, and those that were real until the unit is back.

    A team that answers early has its five days all the same: what it says of itself opens nothing to others.
    """
    early = Q(state="answered", visible_above_on__gt=on)
    rows = models.Alert.objects.filter(
        Q(state__in=OPEN) | early | REAL_STILL, behaviour_id__in=list(behaviour_ids)
    )
    return rows.order_by("-state", "id")  # watch, answered, alert: of two of one unit the last stands


def _standing(
    viewer: Viewer,
    units: Sequence[ReportingUnit],
    row: models.DesiredBehaviour,
    alerts: Mapping[tuple[int, str], models.Alert],
) -> BehaviourStanding:
    outlook = outlook_of(row)
    if outlook is None or row.measure_id is None:
        return BehaviourStanding(behaviour_fact(row), None, (), None, "", 0.0, None)
    found = []
    judged = {name: frozenset(ids) for name, ids, _word in outlook.units if name in outlook.short}
    for unit in units:
        if judged.get(unit.name) == unit.team_ids:
            said = _unit(viewer, unit, outlook, alerts.get((row.pk, unit.name)))
            found += [said] if said is not None else []
    whole = outlook.whole
    visible = {each.unit for each in found}
    verdict = BehaviourVerdict(
        whole=payload.read(whole["verdict"]),
        units=tuple(each.verdict for each in found),
        early=tuple(name for name in whole["early"] if name in visible),
        behind=tuple(name for name in whole["behind"] if name in visible),
        found_go_live=_day(whole["found_go_live"]),
        terms=read_terms(whole["terms"]),
        rules=tuple(whole["rules"]),
    )
    return BehaviourStanding(
        behaviour=behaviour_fact(row),
        verdict=verdict,
        units=tuple(found),
        as_of=outlook.as_of,
        evidence_sha256=outlook.evidence_sha256,
        unmatched_share=whole["unmatched_share"],
        feed_stopped_on=_day(whole["terms"]["feed_stopped_on"]),
        stays_before=_day(whole.get("stays_before")),
        with_data=frozenset(
            team for name, ids in judged.items() if outlook.short[name]["total_chances"] for team in ids
        ),
    )


def _unit(
    viewer: Viewer, unit: ReportingUnit, outlook: models.Outlook, alert: models.Alert | None
) -> UnitStanding | None:
    """What this viewer reads; None when all there is to read is still the team's own.

    What was held before comes with its series at once: it is read here and nowhere else.
    """
    own = is_own(viewer, unit.team_ids)
    held = alert is not None and held_back(viewer, alert)
    if alert is not None and held:
        if alert.before is None:
            return None
        verdict = payload.read(alert.before)
        as_of = alert.before_as_of or alert.opened_on
    else:
        verdict, as_of = verdict_of(outlook, unit.name), outlook.as_of
    return UnitStanding(
        unit=unit.name,
        team_ids=unit.team_ids,
        people=band(unit.people),
        folded=unit.folded,
        verdict=verdict,
        as_of=as_of,
        held_back=held,
        alert=alert_fact(alert, viewer) if alert is not None and not held and goes_on(alert) else None,
        own=own,
    )


def held_back(viewer: Viewer, alert: models.Alert) -> bool:
    """Whether a newer verdict is still the team's own: a watch always, an alert until it is visible above, also
    where the team has answered it before that day."""
    if alert.unit == "" or is_own(viewer, alert.team_ids):
        return False
    return alert.state == "watch" or viewer.on < alert.visible_above_on


def band(people: int) -> str:
    """The number of people as a band: "5-9", "10-19", ..., "1000+"."""
    for low, high in itertools.pairwise(BANDS):
        if people < high:
            return f"{low}-{high - 1}"
    return f"{BANDS[-1]}+"


def write_terms(terms: Terms) -> dict[str, Any]:
    """Terms as JSON values."""
    return {
        "as_of": terms.as_of.isoformat(),
        "target": terms.target,
        "go_live": terms.go_live.isoformat() if terms.go_live else None,
        "budget_per_year": terms.budget_per_year,
        "streams": terms.streams,
        "feed_stopped_on": terms.feed_stopped_on.isoformat() if terms.feed_stopped_on else None,
    }


def read_terms(stored: Mapping[str, Any]) -> Terms:
    """The terms that were written."""
    return Terms(
        as_of=date.fromisoformat(stored["as_of"]),
        target=stored["target"],
        go_live=_day(stored["go_live"]),
        budget_per_year=stored["budget_per_year"],
        streams=stored["streams"],
        feed_stopped_on=_day(stored["feed_stopped_on"]),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
