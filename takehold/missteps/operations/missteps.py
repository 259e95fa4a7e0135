"""Saying what we got wrong: suggested by anybody, told by those who speak for the change, moved on until it is mended."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps.queries.sources import fingerprint, of_unit
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.initiatives.queries.names import ChangeName
from takehold.ledger import operations as ledger
from takehold.missteps import models
from takehold.missteps.facts import TOLD_OF, MisstepInput, MisstepState
from takehold.missteps.operations.lifecycle import BEGIN, FINISH, TELL, WITH_REASON, following
from takehold.missteps.operations.speaking import systemic
from takehold.missteps.queries.missteps import lacking
from takehold.missteps.queries.rights import change_of, spoken_for
from takehold.people.facts import NotYours, Viewer

LONGEST_TITLE, LONGEST_TEXT, LONGEST_WHY, LONGEST_WHOM = 160, 1000, 500, 300
MARK: Final = "misstep"


def suggest(*, viewer: Viewer, slug: str, said: MisstepInput, now: datetime) -> int:
    """Keep a draft, by anybody who may read the change; its id. Who suggested it is kept nowhere, the record included.

    Raises:
        NotYours: not a change of theirs. Invalid: no words, a person named or blamed, a day to come.
    """
    change = change_of(viewer, slug)
    fields = _checked(viewer, change, said)
    with transaction.atomic():
        row = models.Misstep.objects.create(initiative_id=change.id, drafted_on=viewer.on, **fields)
        audit.record(actor="takehold", action="misstep suggested", subject=f"misstep:{row.pk}", now=now)
    return row.pk


def edit(*, viewer: Viewer, misstep_id: int, said: MisstepInput, version: int, now: datetime) -> None:
    """Say better what is not told yet.

    Raises:
        NotYours, NotAllowed, Invalid. Conflict: somebody else changed it meanwhile.
    """
    _row, change = spoken_for(viewer, misstep_id)
    fields = _checked(viewer, change, said)
    with transaction.atomic():
        row = locked(misstep_id, version)
        if row.state != MisstepState.DRAFT:
            raise Invalid("state", _("It is told. What was told stays as it was told."))
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record(viewer, "misstep edited", row.pk, now)


def tell(*, viewer: Viewer, misstep_id: int, to: str, version: int, now: datetime) -> None:
    """Say it openly: from now on everybody reads it who may read the change, and the charts show the day.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: something is lacking, nobody was told, or it is told already.
    """
    _row, change = spoken_for(viewer, misstep_id)
    whom = systemic(to, most=LONGEST_WHOM, field="to")
    with transaction.atomic():
        row = locked(misstep_id, version)
        missing = lacking(row)
        if missing:
            raise Invalid("state", " ".join(missing))
        _move(row, TELL, viewer, "")
        row.told_on = viewer.on
        row.save()
        models.Telling.objects.create(misstep=row, on=viewer.on, to=whom)
        _mark(row, change, viewer, now, _("We said what we got wrong: {title}"))
        record(viewer, "misstep told", row.pk, now)


def tell_more(*, viewer: Viewer, misstep_id: int, to: str, now: datetime) -> None:
    """Note who else was told, today. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    row, _change = spoken_for(viewer, misstep_id)
    if row.state not in TOLD_OF:
        raise Invalid("to", _("It is not told yet: tell it first."))
    whom = systemic(to, most=LONGEST_WHOM, field="to")
    with transaction.atomic():
        models.Telling.objects.create(misstep=row, on=viewer.on, to=whom)
        record(viewer, "misstep told to others", row.pk, now)


def turn(
    *, viewer: Viewer, misstep_id: int, event: str, reason: str, version: int, now: datetime
) -> MisstepState:
    """Begin to mend it, have it mended, open it again, leave a suggestion. The state it is in then.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: not possible now, nothing promised, a promise not kept, or no reason.
    """
    _row, change = spoken_for(viewer, misstep_id)
    if event == TELL:
        raise Invalid("event", _("To tell it, say who is told."))
    if event in WITH_REASON and not reason.strip():
        raise Invalid("reason", _("Say in a sentence why."))
    why = systemic(reason, most=LONGEST_WHY, field="reason") if reason.strip() else ""
    with transaction.atomic():
        row = locked(misstep_id, version)
        _followed_through(row, event)
        _move(row, event, viewer, why)
        row.mended_on = viewer.on if row.state == MisstepState.MENDED else None
        row.save()
        if row.state == MisstepState.MENDED:
            _mark(row, change, viewer, now, _("Mended: {title}"))
        record(viewer, "misstep moved on", row.pk, now, to=str(row.state))
    return MisstepState(row.state)


def _followed_through(row: models.Misstep, event: str) -> None:
    """Nothing is being mended without a promise, and nothing is mended while one is open."""
    owed = row.promises.filter(done_on=None).exists()
    if event == BEGIN and not owed:
        raise Invalid("event", _("Promise something first: what, by whom, by when."))
    if event == FINISH and owed:
        raise Invalid("event", _("It is mended once every promise is kept."))


def _move(row: models.Misstep, event: str, viewer: Viewer, reason: str) -> None:
    to = following(row.state, event)
    if to is None:
        raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
    models.MisstepTurn.objects.create(misstep=row, on=viewer.on, before=row.state, after=to, reason=reason)
    row.state, row.version = to, row.version + 1


def _mark(row: models.Misstep, change: ChangeName, viewer: Viewer, now: datetime, text: str) -> None:
    ledger.add_mark(on=viewer.on, kind=MARK, text=text.format(title=row.title), subject=change.slug, now=now)


def _checked(viewer: Viewer, change: ChangeName, said: MisstepInput) -> dict[str, Any]:
    """The fields as they are kept, with the figure of today where a behaviour shows the effect."""
    if said.happened_on is not None and said.happened_on > viewer.on:
        raise Invalid("happened_on", _("This day is still to come."))
    return {
        "title": " ".join(systemic(said.title, most=LONGEST_TITLE, field="title").split()),
        "happened": systemic(said.happened, most=LONGEST_TEXT, field="happened"),
        "happened_on": said.happened_on,
        "effect": systemic(said.effect, most=LONGEST_TEXT, field="effect") if said.effect.strip() else "",
        "cause": said.cause or "",
        "why": systemic(said.why, most=LONGEST_WHY, field="why") if said.why.strip() else "",
        **_seen(viewer, change, said.behaviour),
    }


def _seen(viewer: Viewer, change: ChangeName, key: str) -> dict[str, Any]:
    """The behaviour that shows the effect, and how it reads today, of everybody together."""
    empty: dict[str, Any] = {
        "behaviour_id": None,
        "seen": "",
        "seen_label": "",
        "seen_on": None,
        "seen_sha256": "",
    }
    if not key:
        return empty
    known = {each.key: each.id for each in behaviour_names(initiative_id=change.id)}
    if key not in known:
        raise Invalid("behaviour", _("This behaviour is not there any more."))
    empty["behaviour_id"] = known[key]
    try:
        source = of_unit(initiatives.standing(viewer=viewer, slug=change.slug, key=key), None)
    except NotYours:  # nothing is counted of it yet
        return empty
    return {
        "behaviour_id": known[key], "seen": source.text, "seen_label": source.label, "seen_on": source.on,
        "seen_sha256": fingerprint(source.text),
    }  # fmt: skip


def locked(misstep_id: int, version: int) -> models.Misstep:
    """The row, for writing over the version that was read. Raises ``Conflict``."""
    row = models.Misstep.objects.select_for_update().get(id=misstep_id)
    if row.version != version:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )
    return row


def record(viewer: Viewer, action: str, misstep_id: int, now: datetime, **details: str | int) -> None:
    """A line in the record of who did what, without a word of what was written."""
    audit.record(actor=viewer.actor, action=action, subject=f"misstep:{misstep_id}", now=now, details=details)
