"""Opening a gap, saying it better, and moving it on with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts import GapInput, GapState
from takehold.gaps.operations.lifecycle import CLOSE, UNDERSTAND, following
from takehold.gaps.queries import chains
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import Change, fetch, led
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import Viewer

LONGEST_TITLE: Final = 160
LONGEST_REASON: Final = 500


def open_gap(*, viewer: Viewer, slug: str, said: GapInput, now: datetime, origin: str = "") -> int:
    """Open a gap by hand, or from what the system proposed (``origin``). Its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept. Conflict: it is open from the same already.
    """
    change = led(viewer, slug)
    title, teams = _checked(viewer, change, said)
    try:
        with transaction.atomic():
            row = models.Gap.objects.create(
                initiative_id=change.id, title=title, kind=said.kind, spread=said.spread,
                origin=origin, opened_on=viewer.on,
            )  # fmt: skip
            _of_teams(row, teams)
            audit.record(actor=viewer.actor, action="gap opened", subject=f"gap:{row.pk}", now=now)
    except IntegrityError as error:
        raise Conflict(_("This gap is open already.")) from error
    return row.pk


def edit_gap(*, viewer: Viewer, slug: str, gap_id: int, said: GapInput, now: datetime) -> None:
    """Say better what it is and of whom. Raises as ``open_gap``."""
    change = led(viewer, slug)
    row = fetch(viewer, change, gap_id)
    title, teams = _checked(viewer, change, said)
    with transaction.atomic():
        row.title, row.kind, row.spread = title, said.kind, said.spread
        row.save(update_fields=["title", "kind", "spread"])
        row.teams.all().delete()
        _of_teams(row, teams)
        audit.record(actor=viewer.actor, action="gap edited", subject=f"gap:{row.pk}", now=now)


def turn(*, viewer: Viewer, slug: str, gap_id: int, event: str, reason: str, now: datetime) -> GapState:
    """Move it on: understand, bridge, close, doubt, reopen. Always with a reason. The state it is in then.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no reason, not possible now, or not understood yet.
    """
    change = led(viewer, slug)
    why = cleaned(reason, most=LONGEST_REASON, field="reason")
    with transaction.atomic():
        row = models.Gap.objects.select_for_update().get(id=fetch(viewer, change, gap_id).pk)
        to = following(row.state, event)
        if to is None:
            raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
        if event == UNDERSTAND:
            _need_understanding(row)
        models.Turn.objects.create(gap=row, on=viewer.on, before=row.state, after=to, reason=why)
        row.state = to
        row.closed_on = viewer.on if event == CLOSE else None
        _save(row)
        audit.record(
            actor=viewer.actor,
            action="gap moved on",
            subject=f"gap:{row.pk}",
            now=now,
            details={"to": str(to)},
        )
    return to


def _save(row: models.Gap) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "closed_on"])
    except IntegrityError as error:
        raise Invalid(
            "event", _("Another gap was opened from the same meanwhile; go on with that one.")
        ) from error


def _need_understanding(row: models.Gap) -> None:
    """It is understood when a branch ends at something somebody can change, and no step of that branch is a guess."""
    branches = chains.ends(chains.tree(chains.rows([row.pk])[row.pk]))
    if not branches:
        raise Invalid(
            "event",
            _("It is understood once a chain ends at something that somebody can change. None does yet."),
        )
    guessed = [[each for each in branch if each.guess] for branch in branches]
    if all(guessed):
        raise Invalid(
            "event",
            _("Every chain that ends still rests on a guess. Cite something for “{step}” first.").format(
                step=guessed[0][0].text
            ),
        )


def _checked(viewer: Viewer, change: Change, said: GapInput) -> tuple[str, frozenset[int]]:
    """The title as it is kept, and all teams of the groups that were chosen."""
    title = " ".join(cleaned(said.title, most=LONGEST_TITLE, field="title").split())
    known = {each.number: each for each in groups(viewer=viewer, slug=change.slug)}
    if not said.groups <= set(known):
        raise Invalid("groups", _("One of the groups is not there any more."))
    return title, frozenset(team for number in said.groups for team in known[number].team_ids)


def _of_teams(row: models.Gap, teams: frozenset[int]) -> None:
    models.GapTeam.objects.bulk_create([models.GapTeam(gap=row, team_id=team) for team in sorted(teams)])
