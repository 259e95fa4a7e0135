"""Data that came in and has no verdict yet: what it waits for, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.ledger import queries as ledger
from takehold.ledger.facts import ImportState, SourceFact
from takehold.overview.facts import Arrival
from takehold.people import queries as people
from takehold.people.facts import LabelMatch, RoleKind, Viewer
from takehold.ui.numbers import day


def arrival(
    *, viewer: Viewer, slug: str, standing: BehaviourStanding, may_bring: bool, now: datetime
) -> Arrival | None:
    """What became of the data of a behaviour without a verdict; None where there is a verdict, or no data at all.

    Addresses are those of pages for whoever may bring data in; others read the sentence alone.
    """
    behaviour = standing.behaviour
    if standing.verdict is not None or behaviour.measure_id is None or behaviour.source_id is None:
        return None
    try:
        source = ledger.source(behaviour.source_id, on=viewer.on)
    except ObjectDoesNotExist:
        return None
    newest = next(iter(ledger.imports(source_id=source.id, limit=1)), None)
    if newest is not None and newest.state in (ImportState.WAITING, ImportState.READING):
        watch = reverse("gather:watch", args=[newest.id]) if may_bring else ""
        return Arrival("waiting", _("Your data is being read."), _("Watch it"), watch)
    if source.last_day is None:
        if newest is None or newest.state is not ImportState.REFUSED:
            return None
        return Arrival(
            "refused",
            _("The last file could not be read, so nothing is counted yet."),
            _("Why, and what to do"),
            reverse("gather:watch", args=[newest.id]) if may_bring else "",
        )
    if initiatives.in_the_works(behaviour_ids=[behaviour.id], now=now):
        return Arrival(
            "waiting", _("Your data is in; the verdict is being worked out. That takes a few seconds.")
        )
    return _without_verdict(viewer, slug, source, may_bring)


def _waits_for_sizes(viewer: Viewer, matches: Iterable[LabelMatch]) -> bool:
    """Whether some of the teams that are named wait for a steward's word on their size, and none has people."""
    teams = {team.id: team for team in people.teams(viewer=viewer)}
    named = [teams[each.team_id] for each in matches if each.team_id in teams]
    return any(team.waiting for team in named) and not any(team.people for team in named)


def _without_verdict(viewer: Viewer, slug: str, source: SourceFact, may_bring: bool) -> Arrival:
    until = day(source.last_day, viewer.on)
    matches = people.label_matches(
        viewer=viewer, source_id=source.id, labels=ledger.labels(source_id=source.id)
    )
    if not any(match.how in ("exact", "chosen") for match in matches):
        return Arrival(
            "names",
            _("“{source}” is read up to {day}, but none of its names has a team yet, so nobody is counted.").format(
                source=source.name, day=until
            ),
            _("Say which team is meant by each name"),
            reverse("gather:teams", args=[source.id]) if may_bring else "",
        )  # fmt: skip
    if _waits_for_sizes(viewer, matches):
        return Arrival(
            "names",
            _("“{source}” is read up to {day}; a data steward has yet to confirm how many people its teams have.").format(
                source=source.name, day=until
            ),
            _("Confirm the numbers"),
            reverse("gather:sources") + "#made" if viewer.has(RoleKind.STEWARD, RoleKind.ADMIN) else "",
        )  # fmt: skip
    return Arrival(
        "nothing",
        _("“{source}” is read up to {day}, but it holds no chance for the teams of this change.").format(
            source=source.name, day=until
        ),
        _("What counts as a chance"),
        reverse("overview:evidence", args=[slug]),
    )
