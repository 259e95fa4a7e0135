"""Rounds as they are read: which are going on, and one."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, State
from takehold.cocreation.facts.rounds import (
    GroupFact,
    RoundFact,
    RoundInput,
    RoundLine,
    Rounds,
    RoundState,
    Ways,
)
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.queries.coming import invited_team, token
from takehold.cocreation.queries.rights import facilitated, fetch, readable
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleKind, Viewer

STATEMENTS = Q(contributions__kind=Kind.STATEMENT, contributions__state=State.OPEN)


def rounds(*, viewer: Viewer) -> Rounds:
    """All that this viewer may read. What is being written is seen by those who lead, and its facilitators.

    Raises:
        NotYours: has no part in the organisation.
    """
    if not viewer.roles:
        raise NotYours
    changes = readable(viewer)
    teams = [role.team_id for role in viewer.roles if role.kind is RoleKind.EMPLOYEE and role.team_id]
    rows = (
        models.Round.objects.filter(initiative_id__in=changes)
        .annotate(
            statements=Count("contributions", filter=STATEMENTS),
            mine=Exists(
                models.RoundTeam.objects.filter(round=OuterRef("pk"), invited=True, team_id__in=teams)
            ),
            facilitates=Exists(
                models.Facilitator.objects.filter(round=OuterRef("pk"), person_id=viewer.person_id or 0)
            ),
        )
        .order_by("closes_on", "id")
    )
    found: dict[str, list[RoundLine]] = {"draft": [], "open": [], "over": []}
    for row in rows:
        change = changes[row.initiative_id]
        if row.state == RoundState.DRAFT and not (change.may_edit or getattr(row, "facilitates", False)):
            continue
        kind = row.state if row.state in found else "over"
        found[kind].append(
            RoundLine(
                row.pk, change.slug, change.name, row.question, RoundState(row.state), row.closes_on,
                int(getattr(row, "statements", 0)), bool(getattr(row, "mine", False)),
            )
        )  # fmt: skip
    led = tuple((each.slug, each.name) for each in changes.values() if each.may_edit and not each.ended)
    return Rounds(tuple(found["open"]), tuple(found["draft"]), tuple(reversed(found["over"])), led)


def one(*, viewer: Viewer, round_id: int) -> RoundFact:
    """One round. Raises ``NotYours``."""
    standing = fetch(viewer, round_id)
    row = standing.row
    teams = list(
        row.teams.order_by("team__name", "id").values_list("team_id", "team__name", "invited", "drawn")
    )
    who = tuple(row.facilitators.order_by("person__name", "id").values_list("person_id", "person__name"))
    going = row.state == RoundState.OPEN and viewer.on <= row.closes_on
    return RoundFact(
        id=row.pk,
        initiative_id=row.initiative_id,
        change_slug=standing.change.slug,
        change=standing.change.name,
        said=said(row, tuple(each[0] for each in teams)),
        state=RoundState(row.state),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        version=row.version,
        invited=tuple(name for _id, name, invited, _drawn in teams if invited),
        drawn_from=sum(drawn for _id, _name, _invited, drawn in teams),
        facilitators=who,
        may_edit=standing.change.may_edit,
        facilitates=standing.facilitates,
        may_vote=going and invited_team(viewer, row) is not None,
        imported=row.imported,
    )


def said(row: models.Round, teams: tuple[int, ...] = ()) -> RoundInput:
    """What is asked, as it was written down."""
    return RoundInput(
        question=row.question, background=row.background, fixed=row.fixed, ground=row.ground, open=row.open,
        closes_on=row.closes_on, decides=row.decides, how=row.how, pseudonyms=row.pseudonyms, at_once=row.at_once,
        drawn=row.drawn, lots=row.lots, shared=row.shared, teams=teams,
    )  # fmt: skip


def asked(*, round_id: int) -> RoundInput:
    """What is asked, for somebody who was let in already."""
    return said(models.Round.objects.get(pk=round_id))


def groups(*, viewer: Viewer, round_id: int) -> tuple[GroupFact, ...]:
    """The invited, put together as they were when it opened. Raises ``NotYours``."""
    rows = fetch(viewer, round_id).row.groups.order_by("number")
    return tuple(GroupFact(each.number, each.name, each.people) for each in rows)


def ways(*, viewer: Viewer, round_id: int) -> Ways:
    """How voters came in, for those who facilitate; of an open round in steps of five. Raises ``NotYours``, ``NotAllowed``."""
    standing = facilitated(viewer, round_id)
    rows = standing.row.voters.filter(Exists(models.Vote.objects.filter(voter=OuterRef("pk")))).order_by()
    found = dict(rows.values_list("way").annotate(n=Count("id")))
    step = people.FLOOR
    counted = {way: found.get(way, 0) // step * step for way in Way}
    link = token(standing.row.nonce) if standing.row.shared and standing.row.state == RoundState.OPEN else ""
    return Ways(counted[Way.ACCOUNT], counted[Way.SHARED], step, link)
