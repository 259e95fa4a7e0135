"""Moving a request on: sent, back for framing, on the agenda, withdrawn. What a body was sent is kept as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.requests import Checked, Known, RequestFact, RequestState
from takehold.governance.operations.requests_states import (
    AGENDA,
    ASKING,
    DECIDE,
    SEND,
    WITH_REASON,
    following,
)
from takehold.governance.operations.saying import maybe, newest, plainly, record
from takehold.governance.queries.requests import fetch, mine
from takehold.governance.queries.rights import enters
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, Viewer

LONGEST = 1000
FURTHEST = 730


def send(
    *, viewer: Viewer, request_id: int, checked: Checked, despite: str = "", version: int, now: datetime
) -> None:
    """Send it to its body. ``checked``: its framing, of the same version; where something is missing, ``despite`` says
    why it is sent all the same, and the body reads that.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: something is missing and nobody says why. Conflict: changed meanwhile.
    """
    newest(checked.framing.request.version, version)
    reason = maybe(despite, most=LONGEST, field="despite")
    if not checked.complete and not reason:
        raise Invalid(
            "despite", _("Something is missing from it. Put it right, or say why it is sent all the same.")
        )
    with transaction.atomic():
        turn(viewer=viewer, request_id=request_id, event=SEND, reason=reason, version=version, now=now)
        row = models.Request.objects.get(id=request_id)
        models.RequestSent.objects.create(
            request=row, number=row.sendings.count() + 1, on=viewer.on, content=content(checked)
        )


def keep_known(*, viewer: Viewer, request_id: int, known: Known, now: datetime) -> None:
    """Keep what other rooms know about it, for whoever asks for it. Raises ``NotYours``, ``NotAllowed``."""
    row = fetch(viewer, request_id)
    if not mine(viewer, row):
        raise NotAllowed(_("It is checked by whoever asks for it."))
    told = {
        "loads": list(known.loads), "support": list(known.support), "inconsistent": known.inconsistent,
        "process_told": known.process_told,
    }  # fmt: skip
    with transaction.atomic():
        models.Request.objects.filter(id=row.pk).update(known=told, known_on=viewer.on)
        record(viewer, "framing of a request checked", f"request:{row.pk}", now)


def turn(
    *,
    viewer: Viewer,
    request_id: int,
    event: str,
    version: int,
    now: datetime,
    reason: str = "",
    meets_on: date | None = None,
) -> RequestState:
    """Let something happen to it; the state it is in then. It is decided by entering a decision.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not possible now, or no reason. Conflict: changed meanwhile.
    """
    row = fetch(viewer, request_id)
    _may(viewer, row, event)
    why = _why(event, reason)
    with transaction.atomic():
        row = models.Request.objects.select_for_update().get(id=request_id)
        newest(row.version, version)
        moved(row, event, viewer, why)
        if event == AGENDA:
            row.meets_on = _meeting(meets_on, viewer.on)
        row.save()
        record(viewer, "request moved on", f"request:{row.pk}", now, to=row.state)
    return RequestState(row.state)


def moved(row: models.Request, event: str, viewer: Viewer, why: str) -> None:
    """Into its next state, with the turn beside it; the caller saves the row. Raises ``Invalid``."""
    to = following(row.state, event)
    if to is None:
        raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
    models.RequestTurn.objects.create(request=row, on=viewer.on, before=row.state, after=to, reason=why)
    row.state, row.version = to, row.version + 1
    if event == SEND:
        row.sent_on = viewer.on
    if to not in (RequestState.AGENDA, RequestState.DECIDED):
        row.meets_on = None


def content(checked: Checked) -> dict[str, Any]:
    """What a body reads of a request, without the names of persons."""
    found: RequestFact = checked.framing.request
    said = found.said
    return {
        "title": said.title, "purpose": said.purpose.value, "ask": said.ask, "change": found.line.change,
        "cost": said.cost, "risk": said.risk, "mitigation": said.mitigation, "load": said.load,
        "process": said.process_name, "process_plan": said.process_plan, "signed": found.signature.holds,
        "options": [
            {
                "name": each.said.name, "pros": each.said.pros, "cons": each.said.cons,
                "nothing": each.said.nothing, "recommended": each.said.recommended,
            }
            for each in found.options
        ],
        "consulted": [
            {"who": each.said.who, "said": each.said.said, "stance": each.said.stance.value}
            for each in found.consulted
        ],
        "serves": [{"priority": each.priority, "how": each.how} for each in found.serves],
        "loads": list(checked.framing.known.loads), "support": list(checked.framing.known.support),
        "process_told": checked.framing.known.process_told,
        "missing": [each.sentence for each in checked.missing],
    }  # fmt: skip


def _may(viewer: Viewer, row: models.Request, event: str) -> None:
    if event in ASKING:
        if not mine(viewer, row):
            raise NotAllowed(_("It is sent and withdrawn by whoever asks for it."))
    elif not enters(viewer, row.body.seats.all()):
        raise NotAllowed(_("This is for whoever enters what the body decides."))
    if event == DECIDE:
        raise Invalid("event", _("It is decided by entering what the body decided."))


def _why(event: str, reason: str) -> str:
    if event in WITH_REASON:
        return plainly(reason, most=LONGEST, field="reason")
    return maybe(reason, most=LONGEST, field="reason")


def _meeting(day: date | None, on: date) -> date:
    if day is None or day < on or (day - on).days > FURTHEST:
        raise Invalid("meets_on", _("Say on which day the body meets: today or later, within two years."))
    return day
