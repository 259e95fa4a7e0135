"""What is promised about a misstep, and that it was kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.initiatives.facts import Invalid
from takehold.missteps import models
from takehold.missteps.facts import MisstepState, MitigationInput
from takehold.missteps.operations.missteps import locked, record
from takehold.missteps.operations.speaking import systemic
from takehold.missteps.queries.rights import fetch, keeps, spoken_for
from takehold.missteps.queries.words import OWNERS
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.still_here import here

LONGEST, LONGEST_BODY = 500, 160
LONGEST_WAIT: Final = timedelta(days=730)
SETTLED: Final = (MisstepState.MENDED, MisstepState.LEFT)


def promise(*, viewer: Viewer, misstep_id: int, said: MitigationInput, version: int, now: datetime) -> int:
    """Promise something: what, by whom, by when; its id.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: no owner, no day or one that is over, or it is mended already.
    """
    spoken_for(viewer, misstep_id)
    what = systemic(said.what, most=LONGEST, field="what")
    if said.due_on is None or not viewer.on <= said.due_on <= viewer.on + LONGEST_WAIT:
        raise Invalid("due_on", _("Say by when it is done: a day from today on, within two years."))
    fields = _owner(viewer, said)
    with transaction.atomic():
        row = locked(misstep_id, version)
        if row.state in SETTLED:
            raise Invalid("what", _("It is settled. Open it again first, with a reason."))
        made = models.Mitigation.objects.create(misstep=row, what=what, due_on=said.due_on, **fields)
        models.Misstep.objects.filter(pk=row.pk).update(version=row.version + 1)
        record(viewer, "mending promised", row.pk, now, promise=made.pk)
    return made.pk


def keep(*, viewer: Viewer, misstep_id: int, promise_id: int, came_of: str, now: datetime) -> None:
    """Say that a promise was kept, and what came of it: whoever it is of, and those who speak for the change.

    Raises:
        NotYours, NotAllowed. Invalid: no words, or it was kept already.
    """
    row, change = fetch(viewer, misstep_id)
    found = row.promises.filter(id=promise_id).first()
    if found is None:
        raise NotYours
    if not keeps(viewer, change, found):
        raise NotAllowed(_("That a promise was kept is said by whoever made it, and by those who lead."))
    came = systemic(came_of, most=LONGEST, field="came_of")
    with transaction.atomic():
        kept = models.Mitigation.objects.filter(pk=found.pk, done_on=None).update(
            done_on=viewer.on, came_of=came
        )
        if not kept:
            raise Invalid("came_of", _("Somebody was quicker: look at how it stands now."))
        record(viewer, "mending done", row.pk, now, promise=found.pk)


def _owner(viewer: Viewer, said: MitigationInput) -> dict[str, Any]:
    """One who keeps it: a person, else a role, else a body in words."""
    if said.owner_id is not None:
        if not here([said.owner_id], on=viewer.on):
            raise Invalid("owner", _("This person is not here any more. Name somebody else."))
        return {"owner_id": said.owner_id}
    if said.owner_role:
        if said.owner_role not in OWNERS:
            raise Invalid("owner_role", _("This role keeps no promises here."))
        return {"owner_role": said.owner_role}
    if said.owner_body.strip():
        return {"owner_body": systemic(said.owner_body, most=LONGEST_BODY, field="owner_body")}
    raise Invalid("owner", _("Without an owner it does not happen. Name a person, a role or a body."))
