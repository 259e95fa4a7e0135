"""Choosing an action, saying it better, and moving it on. Begin and end are marked on the charts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts import OVER, ActionInput, ActionKind, ActionState
from takehold.bridge.operations.lifecycle import BEGIN, DECIDED, WITH_REASON, following
from takehold.bridge.operations.speaking import plainly
from takehold.bridge.queries import playbook
from takehold.bridge.queries.lots import decided, places
from takehold.bridge.queries.owners import OWNERS
from takehold.bridge.queries.rights import acts, fetch, managed, proposing
from takehold.gaps.operations import gaps
from takehold.gaps.operations.lifecycle import BRIDGE
from takehold.gaps.operations.lifecycle import following as gap_following
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, change_of
from takehold.gaps.queries.rights import readable as readable_gaps
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.ledger import operations as ledger
from takehold.people.facts import NotAllowed, Viewer
from takehold.people.queries.still_here import here

LONGEST_TITLE, LONGEST_WHAT, LONGEST_REASON, LONGEST_SAFEGUARD, LONGEST_WHO = 160, 1000, 500, 300, 160
MOST_MINUTES: Final = 10_000
LONGEST_WAIT: Final = timedelta(days=730)
MARK: Final = "action"
BEGAN, ENDED = "began", "ended"


def propose(*, viewer: Viewer, slug: str, said: ActionInput, now: datetime) -> int:
    """Choose an action, with owner, days and the day on which it is looked at; its id. One that leads agrees by that.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept; without owner, day or check it is none.
    """
    change = change_of(viewer, slug)
    proposing(viewer, change)
    fields, teams = _checked(viewer, change, said)
    if not change.may_edit and not (teams and teams <= managed(viewer)):
        raise Invalid(
            "groups", _("Choose groups that you manage. Those who lead the change act for the others.")
        )
    state = ActionState.AGREED if change.may_edit else ActionState.PROPOSED
    with transaction.atomic():
        row = models.Action.objects.create(
            initiative_id=change.id, state=state, proposed_on=viewer.on, practice=said.practice,
            offered=list(said.offered), **fields,
        )  # fmt: skip
        _of_teams(row, teams)
        _record(viewer, "action chosen", row.pk, now, kind=str(said.kind))
    return row.pk


def edit(
    *, viewer: Viewer, slug: str, action_id: int, said: ActionInput, version: int, now: datetime
) -> None:
    """Say better what is not over yet.

    Raises:
        NotYours, NotAllowed, Invalid: as ``propose``. Conflict: somebody else changed it meanwhile.
    """
    change = change_of(viewer, slug)
    row = fetch(viewer, change, action_id)
    if not change.may_edit:
        raise NotAllowed(_("An action is edited by those who lead this change."))
    fields, teams = _checked(viewer, change, said)
    with transaction.atomic():
        row = _locked(row.pk, version)
        if row.state in OVER:
            raise Invalid("state", _("It is over. What was done stays as it was."))
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        row.teams.all().delete()
        _of_teams(row, teams)
        _record(viewer, "action edited", row.pk, now)


def turn(
    *, viewer: Viewer, slug: str, action_id: int, event: str, reason: str, version: int, now: datetime
) -> ActionState:
    """Agree, begin, finish, stop, decline, take up again. The state it is in then.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not possible now, or no reason. Conflict: changed meanwhile.
    """
    change = change_of(viewer, slug)
    row = fetch(viewer, change, action_id)
    if not (change.may_edit if event in DECIDED else acts(viewer, change, row)):
        raise NotAllowed(
            _("Those who lead this change decide; whoever owns the action and its managers carry it out.")
        )
    why = _reason(event, reason)
    with transaction.atomic():
        row = _locked(row.pk, version)
        to = following(row.state, event)
        if to is None:
            raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
        models.ActionTurn.objects.create(action=row, on=viewer.on, before=row.state, after=to, reason=why)
        row.state, row.version = to, row.version + 1
        if event == BEGIN:
            row.began_on = viewer.on
            row.check_on = max(row.check_on, viewer.on + timedelta(days=1))
        row.over_on = viewer.on if to in OVER else None
        row.save()
        _mark(row, change, now)
        _record(viewer, "action moved on", row.pk, now, to=str(to))
    if event == BEGIN and change.may_edit:
        _bridge(viewer, change, row, now)
    return to


def _reason(event: str, reason: str) -> str:
    if event in WITH_REASON and not reason.strip():
        raise Invalid("reason", _("Say in a sentence why: others learn from it."))
    return cleaned(reason, most=LONGEST_REASON, field="reason") if reason.strip() else ""


def _mark(row: models.Action, change: Change, now: datetime) -> None:
    """On the charts: it began, it ended."""
    word = {ActionState.DOING: BEGAN, ActionState.DONE: ENDED, ActionState.STOPPED: ENDED}.get(
        ActionState(row.state)
    )
    if word is None:
        return
    on = (row.began_on if word == BEGAN else row.over_on) or timezone.localdate(now)
    text = _("Began: {title}") if word == BEGAN else _("Ended: {title}")
    teams = [each.team_id for each in row.teams.all()]
    days = _by_lots(row) if word == BEGAN else {}
    for day, some in (days or {on: teams}).items():
        ledger.add_mark(
            on=day, kind=MARK, text=text.format(title=row.title), team_ids=some, subject=change.slug, now=now
        )


def _by_lots(row: models.Action) -> dict[date, list[int]]:
    """On which day it begins in which teams, where lots decided."""
    lot = decided(row.pk)
    found: dict[date, list[int]] = {}
    for each in places(lot) if lot is not None else ():
        if each.begins is not None and lot is not None:
            found.setdefault(each.begins, []).extend(lot.members[each.team])
    return found


def _bridge(viewer: Viewer, change: Change, row: models.Action, now: datetime) -> None:
    """A gap that is understood is being bridged once something is done about it."""
    if row.gap is not None and gap_following(row.gap.state, BRIDGE) is not None:
        gaps.turn(viewer=viewer, slug=change.slug, gap_id=row.gap.pk, event=BRIDGE, reason=row.title, now=now)


def _checked(viewer: Viewer, change: Change, said: ActionInput) -> tuple[dict[str, Any], frozenset[int]]:
    """The fields as they are kept, and all teams of the groups that were chosen."""
    _days(said)
    fields = {
        "kind": said.kind, "setting": said.setting, "aim": said.aim, "barrier": said.barrier or "",
        "title": " ".join(plainly(said.title, most=LONGEST_TITLE, field="title").split()),
        "what": plainly(said.what, most=LONGEST_WHAT, field="what"),
        "minutes": _minutes(said.minutes), "expected": _expected(said.expected),
        "begins_on": said.begins_on, "check_on": said.check_on,
        "behaviour_id": _behaviour(viewer, change, said), "gap_id": _gap(viewer, change, said),
        **_owner(viewer, said), **_safeguards(said),
    }  # fmt: skip
    if said.practice and playbook.practice(said.practice) is None:
        raise Invalid("practice", _("The playbook has no such practice."))
    known = {each.number: each for each in groups(viewer=viewer, slug=change.slug, change=change)}
    if not said.groups <= set(known):
        raise Invalid("groups", _("One of the groups is not there any more."))
    return fields, frozenset(team for number in said.groups for team in known[number].team_ids)


def _days(said: ActionInput) -> None:
    if said.begins_on is None:
        raise Invalid("begins_on", _("Without a day it does not happen. Say when it begins."))
    if said.check_on is None:
        raise Invalid("check_on", _("Book the day now on which somebody looks whether it worked."))
    if not said.begins_on < said.check_on <= said.begins_on + LONGEST_WAIT:
        raise Invalid("check_on", _("Look after it began, within two years. Eight weeks are usual."))


def _owner(viewer: Viewer, said: ActionInput) -> dict[str, Any]:
    if said.owner_id is None and said.owner_role not in OWNERS:
        raise Invalid("owner", _("Without an owner it does not happen. Name a person or a role."))
    if said.owner_id is not None and not here([said.owner_id], on=viewer.on):
        raise Invalid("owner", _("This person is not here any more. Name somebody else."))
    return {"owner_id": said.owner_id, "owner_role": "" if said.owner_id is not None else said.owner_role}


def _safeguards(said: ActionInput) -> dict[str, Any]:
    """Making the old way harder ends on a day, has its exception, and says who decided."""
    if said.kind is not ActionKind.CONSEQUENCE:
        return {"ends_on": None, "exception": "", "decided_by": ""}
    if said.ends_on is None or said.begins_on is None or said.ends_on <= said.begins_on:
        raise Invalid("ends_on", _("Say until when it holds, so that it is looked at again."))
    if not said.exception.strip():
        raise Invalid("exception", _("Say what holds in a downtime, and where safety asks for the old way."))
    if not said.decided_by.strip():
        raise Invalid("decided_by", _("Say which body or role decided it."))
    return {
        "ends_on": said.ends_on,
        "exception": plainly(said.exception, most=LONGEST_SAFEGUARD, field="exception"),
        "decided_by": plainly(said.decided_by, most=LONGEST_WHO, field="decided_by"),
    }


def _minutes(minutes: int | None) -> int:
    if minutes is None or not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", _("Say how many minutes it takes whoever does it."))
    return minutes


def _expected(points: int | None) -> int | None:
    if points is not None and not 1 <= points <= 100:
        raise Invalid("expected", _("Between 1 and 100 points."))
    return points


def _behaviour(viewer: Viewer, change: Change, said: ActionInput) -> int | None:
    """The behaviour it is to move; a change that has one asks for it, else nobody could see whether it worked."""
    known = {each.key: each.id for each in behaviour_names(initiative_id=change.id)}
    if not known:
        return None
    if said.behaviour not in known:
        raise Invalid(
            "behaviour", _("Say which behaviour it is to move, so that one can see whether it did.")
        )
    return known[said.behaviour]


def _gap(viewer: Viewer, change: Change, said: ActionInput) -> int | None:
    if said.gap_id is not None and not readable_gaps(viewer, change).filter(id=said.gap_id).exists():
        raise Invalid("gap", _("This gap is not there any more."))
    return said.gap_id


def _locked(action_id: int, version: int) -> models.Action:
    row = models.Action.objects.select_for_update().get(id=action_id)
    if row.version != version:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )
    return row


def _of_teams(row: models.Action, teams: frozenset[int]) -> None:
    models.ActionTeam.objects.bulk_create(
        [models.ActionTeam(action=row, team_id=team) for team in sorted(teams)]
    )


def _record(viewer: Viewer, action: str, action_id: int, now: datetime, **details: str | int) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"action:{action_id}", now=now, details=details)
