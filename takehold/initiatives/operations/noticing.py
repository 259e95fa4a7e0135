"""From verdicts to alerts: opened, kept up to date, closed. One open alert a unit, whatever is repeated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from takehold.analysis.facts import BehaviourVerdict, UnitVerdict
from takehold.initiatives import models
from takehold.initiatives.operations.assembling import WHOLE, Case
from takehold.initiatives.operations.lifecycle import (
    ALERT,
    ANSWERED,
    CALM,
    NONE,
    OPEN,
    RECOVERED,
    after,
    seen,
    visible_above,
)
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.alerts import REAL_STILL

Before = tuple[date, UnitVerdict, date]
"""The day of the last verdict before the slip, that verdict, and the day on which the slip could be noticed."""


def notice(
    row: models.DesiredBehaviour, case: Case, verdict: BehaviourVerdict, earlier: Mapping[str, Before]
) -> None:
    """Open, update or close the alert of each unit and of the pooled level. Inside the caller's transaction.

    ``earlier`` holds for units that slip what everybody could read of them until now.
    """
    teams = {unit.name: unit.team_ids for unit in case.units}
    teams[WHOLE] = frozenset(team for ids in teams.values() for team in ids)
    open_now = {each.unit: each for each in row.alerts.filter(state__in=OPEN)}
    real = {each.unit: each for each in row.alerts.filter(REAL_STILL).order_by("id")}
    for said in (*verdict.units, verdict.whole):
        tier = said.slip.tier if said.slip is not None else None
        alert = open_now.pop(said.unit, None)
        if alert is None and said.unit in real:
            _go_on(real.pop(said.unit), said, case.terms.as_of)
            continue
        state = after(alert.state if alert is not None else NONE, seen(tier))
        if alert is not None:
            _update(row, alert, said, state, teams[said.unit], case.terms.as_of)
        elif state != NONE:
            _open(row, said, state, teams[said.unit], earlier.get(said.unit), case.terms.as_of)
    for alert in open_now.values():  # its unit is no longer a unit: folded, ended, reorganised
        alert.state, alert.closed_on = after(alert.state, seen(None)), case.terms.as_of
        alert.save(update_fields=["state", "closed_on"])
    for alert in real.values():
        alert.closed_on = case.terms.as_of
        alert.save(update_fields=["closed_on"])


def _go_on(alert: models.Alert, said: UnitVerdict, as_of: date) -> None:
    """An alert that was real is not raised a second time; it ends when the unit is back at its usual level."""
    if said.slip is None:
        alert.closed_on = as_of
    else:
        alert.payload = payload.write(said)
    alert.save(update_fields=["closed_on", "payload"])


def _open(
    row: models.DesiredBehaviour,
    said: UnitVerdict,
    state: str,
    teams: frozenset[int],
    before: Before | None,
    as_of: date,
) -> None:
    opened = before[2] if before is not None else as_of
    since = min(said.slip.since, opened) if said.slip is not None else opened
    at_once = row.safety_grade or said.unit == WHOLE
    own = (
        row.alerts.filter(unit=said.unit, state=ANSWERED, visible_above_on__gt=as_of).order_by("-id").first()
    )
    models.Alert.objects.create(
        behaviour=row,
        unit=said.unit,
        team_ids=sorted(teams),
        state=state,
        opened_on=opened,
        since=since,
        visible_above_on=visible_above(opened, safety_grade=at_once),
        payload=payload.write(said),
        before=own.before if own else payload.write(before[1]) if before is not None else None,
        before_as_of=own.before_as_of if own else before[0] if before is not None else None,
    )


def _update(
    row: models.DesiredBehaviour,
    alert: models.Alert,
    said: UnitVerdict,
    state: str,
    teams: frozenset[int],
    as_of: date,
) -> None:
    """Keep up with the evidence. A watch that becomes an alert begins its five days anew."""
    if state in (CALM, RECOVERED):
        alert.closed_on = as_of
    else:
        alert.payload = payload.write(said)
        alert.team_ids = sorted(teams)
        if said.slip is not None:
            alert.since = min(said.slip.since, alert.opened_on)
    if state == ALERT and alert.state != ALERT:
        alert.opened_on = as_of
        alert.visible_above_on = visible_above(as_of, safety_grade=row.safety_grade or said.unit == WHOLE)
    alert.state = state
    alert.save()
