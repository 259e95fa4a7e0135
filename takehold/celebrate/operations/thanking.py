"""Thanking a champion in public in one step: the group's win is published without a name, and the person is asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.bridge.queries.champions import to_thank
from takehold.celebrate.facts import WinInput
from takehold.celebrate.operations import names, wins
from takehold.celebrate.queries.rights import change_of, eyes, groups
from takehold.people.facts import NotAllowed, NotYours, Viewer


def thank_champion(*, viewer: Viewer, slug: str, champion_id: int, text: str, now: datetime) -> int:
    """Publish a win of the champion's group that names nobody, and ask the champion whether ``text`` may stand beside it with
    the name. Its id.

    Raises:
        NotYours: no such champion. NotAllowed: by those who lead the change, and by the manager of the group. Invalid:
            oneself, no words, or a name in them.
    """
    person, team = to_thank(viewer=viewer, slug=slug, champion_id=champion_id)
    eye = eyes(viewer)
    unit = next((each for each in groups(viewer) if team in each.team_ids), None)
    if unit is None:
        raise NotYours
    if not eye.publishes(change_of(eye, slug).id, unit.team_ids):
        raise NotAllowed(
            _("A champion is thanked in public by those who lead the change, and by the manager.")
        )
    said = WinInput(_("Thank you to those who help their colleagues with this change."), min(unit.team_ids))
    with transaction.atomic():
        win = wins.tell(viewer=viewer, slug=slug, said=said, now=now)
        wins.publish(viewer=viewer, slug=slug, win_id=win, text="", now=now)
        names.ask(viewer=viewer, slug=slug, win_id=win, person_id=person, deed=text, now=now)
    return win
