"""Writing a request: what is asked, options, who was consulted, what it serves, the co-owner's signature, comments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.gather.queries.written import cleaned
from takehold.governance import models
from takehold.governance.facts.requests import (
    EDITABLE,
    ConsultedInput,
    OptionInput,
    Process,
    RequestInput,
    RequestState,
)
from takehold.governance.operations.saying import maybe, newest, plainly, record, titled
from takehold.governance.queries.requests import fetch, may_comment, mine
from takehold.governance.queries.rights import asks, change_named
from takehold.initiatives.facts import Invalid
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.still_here import here

MOST_LINES = 30
SIZES = {"cost": 500, "risk": 500, "mitigation": 500, "load": 500, "process_name": 200, "process_plan": 500}


def begin(*, viewer: Viewer, said: RequestInput, now: datetime) -> int:
    """Begin a request; its id. It lies with nobody until it is sent.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept.
    """
    asking(viewer)
    fields = _checked(viewer, said)
    with transaction.atomic():
        row = models.Request.objects.create(asked_by_id=viewer.person_id, begun_on=viewer.on, **fields)
        record(viewer, "request begun", f"request:{row.pk}", now)
    return row.pk


def edit(*, viewer: Viewer, request_id: int, said: RequestInput, version: int, now: datetime) -> None:
    """Say it better while it lies with nobody. Raises as ``begin``; ``Conflict``: somebody else changed it meanwhile."""
    own(viewer, request_id)
    fields = _checked(viewer, said)
    with transaction.atomic():
        row = locked(request_id, version)
        if fields["initiative_id"] != row.initiative_id:
            row.known, row.known_on = {}, None
        for name, value in fields.items():
            setattr(row, name, value)
        _written(row)
        record(viewer, "request edited", f"request:{row.pk}", now)


def add_option(*, viewer: Viewer, request_id: int, said: OptionInput, version: int, now: datetime) -> None:
    """Add an option with what speaks for and against it. Raises as ``edit``."""
    own(viewer, request_id)
    fields = {
        "name": titled(said.name, field="name"), "pros": plainly(said.pros, most=500, field="pros"),
        "cons": plainly(said.cons, most=500, field="cons"), "nothing": said.nothing, "recommended": said.recommended,
    }  # fmt: skip
    try:
        with transaction.atomic():
            row = locked(request_id, version)
            _room(row.options.count())
            models.RequestOption.objects.create(request=row, **fields)
            _written(row)
            record(viewer, "option of a request added", f"request:{row.pk}", now)
    except IntegrityError as error:
        raise Invalid(
            "name", _("One option is doing nothing, and one is recommended. Take the other one out first.")
        ) from error


def add_consulted(
    *, viewer: Viewer, request_id: int, said: ConsultedInput, version: int, now: datetime
) -> None:
    """Add who was consulted: a group, a body or a role, what they said and where they stand. Raises as ``edit``."""
    own(viewer, request_id)
    on = said.on or viewer.on
    if on > viewer.on:
        raise Invalid("on", _("This day is still to come."))
    who, text = titled(said.who, field="who"), plainly(said.said, most=500, field="said")
    with transaction.atomic():
        row = locked(request_id, version)
        _room(row.consulted.count())
        models.RequestConsulted.objects.create(request=row, who=who, said=text, stance=said.stance, on=on)
        _written(row)
        record(viewer, "consultation of a request added", f"request:{row.pk}", now)


def serve(
    *, viewer: Viewer, request_id: int, priority_id: int, how: str, version: int, now: datetime
) -> None:
    """Say which priority or value it serves, and how; said again, it is said better. Raises as ``edit``."""
    own(viewer, request_id)
    text = plainly(how, most=300, field="how")
    priority = models.Priority.objects.filter(id=priority_id).first()
    if priority is None or (priority.last is not None and priority.last < viewer.on):
        raise Invalid("priority", _("Choose a priority or value that still holds."))
    with transaction.atomic():
        row = locked(request_id, version)
        models.RequestServes.objects.update_or_create(request=row, priority=priority, defaults={"how": text})
        _written(row)
        record(viewer, "value of a request said", f"request:{row.pk}", now)


def take_out(
    *, viewer: Viewer, request_id: int, kind: str, line_id: int, version: int, now: datetime
) -> None:
    """Take out an option, a consultation or what it serves (``kind``). Raises as ``edit``."""
    own(viewer, request_id)
    tables: dict[str, Any] = {
        "option": models.RequestOption, "consulted": models.RequestConsulted, "serves": models.RequestServes,
    }  # fmt: skip
    if kind not in tables:
        raise NotYours
    with transaction.atomic():
        row = locked(request_id, version)
        gone, _rows = tables[kind].objects.filter(id=line_id, request=row).delete()
        if not gone:
            raise NotYours
        _written(row)
        record(viewer, "line of a request taken out", f"request:{row.pk}", now)


def sign(*, viewer: Viewer, request_id: int, version: int, now: datetime) -> None:
    """Sign what stands there now, as the operational co-owner that it names. Raises as ``edit``."""
    row = fetch(viewer, request_id)
    if row.co_owner_id is None or row.co_owner_id != viewer.person_id:
        raise NotAllowed(_("It is signed by the operational co-owner that it names."))
    with transaction.atomic():
        row = models.Request.objects.select_for_update().get(id=row.pk)
        newest(row.version, version)
        if row.state in (RequestState.DECIDED, RequestState.WITHDRAWN):
            raise Invalid("state", _("There is nothing left to sign: it was decided or withdrawn."))
        row.signed_on, row.signed_text, row.version = viewer.on, row.text_version, row.version + 1
        row.save(update_fields=["signed_on", "signed_text", "version"])
        record(viewer, "request signed for operations", f"request:{row.pk}", now)


def comment(*, viewer: Viewer, request_id: int, text: str, now: datetime) -> None:
    """Say something to it, by name, for everybody who may read it. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    row = fetch(viewer, request_id)
    if viewer.person_id is None or not may_comment(viewer, row):
        raise NotAllowed(_("Comments are made by the body, by whoever asked for it and by the co-owner."))
    kept = cleaned(text, most=1000, field="text")
    with transaction.atomic():
        models.RequestComment.objects.create(request=row, person_id=viewer.person_id, on=viewer.on, text=kept)
        record(viewer, "request commented", f"request:{row.pk}", now)


def asking(viewer: Viewer) -> None:
    """Let only those pass who may ask a body for something. Raises ``NotYours``, ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    if not asks(viewer):
        raise NotAllowed(_("Requests are made by change leads, IT leads and administrators."))


def own(viewer: Viewer, request_id: int) -> models.Request:
    """The request, for whoever asked for it. Raises ``NotYours``, ``NotAllowed``."""
    row = fetch(viewer, request_id)
    if not mine(viewer, row):
        raise NotAllowed(_("It is written by whoever asks for it; you may read it and comment on it."))
    return row


def locked(request_id: int, version: int) -> models.Request:
    """The row to write to. Raises ``Conflict``, and ``Invalid`` while it lies with a body."""
    row = models.Request.objects.select_for_update().get(id=request_id)
    newest(row.version, version)
    if row.state not in EDITABLE:
        raise Invalid(
            "state", _("It lies with the body as it was sent. Withdraw it to change it; then send it again.")
        )
    return row


def _written(row: models.Request) -> None:
    row.version, row.text_version = row.version + 1, row.text_version + 1
    row.save()


def _room(lines: int) -> None:
    if lines >= MOST_LINES:
        raise Invalid("name", _("Thirty are enough: nobody reads more."))


def _checked(viewer: Viewer, said: RequestInput) -> dict[str, Any]:
    """The columns as they are kept."""
    if not models.Body.objects.filter(id=said.body_id).exists():
        raise Invalid("body", _("Choose the body that is asked."))
    change = _change(viewer, said.slug)
    if said.co_owner_id is not None and not here([said.co_owner_id], on=viewer.on):
        raise Invalid("co_owner", _("This person is not here any more. Name somebody else."))
    if said.co_owner_id is not None and said.co_owner_id == viewer.person_id:
        raise Invalid(
            "co_owner", _("Whoever asks cannot sign for operations as well. Name the operational leader.")
        )
    texts = {name: maybe(getattr(said, name), most=most, field=name) for name, most in SIZES.items()}
    rests = said.process is Process.RESTS
    return {
        "body_id": said.body_id, "initiative_id": change.id if change is not None else None,
        "title": titled(said.title), "purpose": said.purpose, "ask": plainly(said.ask, most=1000, field="ask"),
        "process": said.process, "co_owner_id": said.co_owner_id, **texts,
        "process_name": texts["process_name"] if rests else "",
    }  # fmt: skip


def _change(viewer: Viewer, slug: str) -> ChangeName | None:
    if not slug:
        return None
    try:
        change = change_named(viewer, slug)
    except NotYours as error:
        raise Invalid("change", _("Choose a change that you lead.")) from error
    if not change.may_edit:
        raise Invalid("change", _("Choose a change that you lead."))
    return change
