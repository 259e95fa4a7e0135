"""Connecting a system, for programs: what each kind asks for, trying it, connecting it, a new password, and disconnecting it.

What is sent is judged by the form of the page, so that both doors take and refuse the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja import Schema, Status

from takehold.gather.api.feeds import FeedOut, router, told
from takehold.gather.facts.feeds import FeedInput
from takehold.gather.forms.feeds import ConnectForm
from takehold.gather.operations import feeds as operations
from takehold.gather.queries import feeds as queries
from takehold.gather.queries import went
from takehold.initiatives.facts import Invalid
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

__all__ = ["router"]
"""That of the systems that are there: an address answers in one place."""


class BlankOut(Schema):
    """Something that a kind of system asks for. What is ``secret`` is kept sealed and never told again."""

    key: str
    label: str
    help: str
    default: str
    required: bool
    secret: bool


class SystemOut(Schema):
    """A kind of system. ``behaviours`` are counted from how its tickets stand, ``went`` from how they went."""

    kind: str
    name: str
    asks: list[BlankOut]
    behaviours: list[str]
    went: list[str]


class RuleIn(Schema):
    """A rule of one's own over how tickets went; ``kind`` as in a column mapping."""

    sentence: str
    kind: str
    a: str
    b: str


class SystemIn(Schema):
    """A system to try or to connect. ``own``: what its kind asks for, by key."""

    kind: str
    name: str
    change: str
    own: dict[str, str]
    behaviours: list[str] = []
    went: list[str] = []
    columns: list[str] = []
    since: date | None = None
    rule: RuleIn | None = None


class TriedOut(Schema):
    """The first records of one page; nothing of it is kept. ``lacking``: columns that did not come."""

    columns: list[str]
    rows: list[list[str]]
    lacking: list[str]
    steps: list[list[str]]


class SecretIn(Schema):
    """A new password or token."""

    secret: str


@router.get(
    "/systems",
    summary="Systems that can be connected",
    operation_id="systems",
    response=dict[str, list[SystemOut]],
)
def systems(request: HttpRequest) -> dict[str, Any]:
    """What each asks for. Only for who looks after sources."""
    later = [each.key for each in went.countable()]
    return {
        "items": [
            {
                "kind": each.kind,
                "name": str(each.name),
                "asks": [
                    {name: _plain(getattr(blank, name)) for name in BlankOut.model_fields}
                    for blank in each.blanks
                ],
                "behaviours": [one.key for one in queries.countable(each)],
                "went": later if each.history is not None else [],
            }
            for each in queries.kinds(viewer=viewer_of(request))
        ]
    }


@router.post("/systems/try", summary="Try a system", operation_id="try_system", response=TriedOut)
def try_system(request: HttpRequest, said: SystemIn) -> dict[str, Any]:
    """Asks for one page and keeps nothing. 422 with a sentence where it does not answer as it should."""
    viewer = viewer_of(request)
    found = operations.attempt(viewer=viewer, said=judged(viewer, said))
    return {
        "columns": list(found.columns),
        "rows": [list(row) for row in found.rows],
        "lacking": list(found.lacking),
        "steps": [list(row) for row in found.steps],
    }


@router.post("/feeds", summary="Connect a system", operation_id="connect_system", response={201: FeedOut})
def connect_system(request: HttpRequest, said: SystemIn) -> Status[Any]:
    """Its first reading begins within a minute."""
    viewer = viewer_of(request)
    made = operations.connect(viewer=viewer, said=judged(viewer, said), now=timezone.now())
    return Status(201, told(queries.feed(viewer=viewer, feed_id=made)))


@router.post(
    "/feeds/{feed_id}/secret",
    summary="A new password",
    operation_id="renew_system_secret",
    response=FeedOut,
)
def renew_system_secret(request: HttpRequest, feed_id: UUID, said: SecretIn) -> dict[str, Any]:
    """Another password or token; the system is asked again at once."""
    viewer = viewer_of(request)
    operations.renew_secret(viewer=viewer, feed_id=feed_id, secret=said.secret, now=timezone.now())
    return told(queries.feed(viewer=viewer, feed_id=feed_id))


@router.delete(
    "/feeds/{feed_id}", summary="Disconnect it", operation_id="disconnect_system", response={204: None}
)
def disconnect_system(request: HttpRequest, feed_id: UUID) -> Status[Any]:
    """What was read stays; its password is forgotten."""
    operations.disconnect(viewer=viewer_of(request), feed_id=feed_id, now=timezone.now())
    return Status(204, None)


def judged(viewer: Viewer, said: SystemIn) -> FeedInput:
    """What was said, as the page's form takes it. Raises ``Invalid`` with its first complaint."""
    kind = queries.kind(viewer=viewer, kind=said.kind)
    own = {f"own-{key}": [value] for key, value in said.own.items()}
    rule = said.rule
    fields: dict[str, list[Any]] = {
        **own,
        "name": [said.name],
        "change": [said.change],
        "columns": [", ".join(said.columns)],
        "since": [said.since.isoformat() if said.since else ""],
        "behaviour": said.behaviours,
        "went": said.went,
        "sentence": [rule.sentence if rule else ""],
        "rule": [rule.kind if rule else ""],
        "step_a": [rule.a if rule else ""],
        "step_b": [rule.b if rule else ""],
    }
    form = ConnectForm(MultiValueDict(fields), kind=kind, changes=queries.changes(viewer=viewer))
    if not form.is_valid():
        field, complaints = next(iter(form.errors.items()))
        raise Invalid(field.removeprefix("own-"), str(complaints[0]))
    return form.said()


def _plain(said: Any) -> Any:
    return said if isinstance(said, bool) else str(said)
