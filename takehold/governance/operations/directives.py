"""Writing a directive, issuing it, reviewing it before it lapses, lifting it. None without ground, none without end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.directives import DirectiveInput, DirectiveState, Ground
from takehold.governance.operations.directives_states import DROP, ISSUE, KEEP, LIFT, WITH_REASON, following
from takehold.governance.operations.directives_told import tell
from takehold.governance.operations.saying import maybe, newest, plainly, record
from takehold.governance.queries.directives import (
    OFFICES,
    fetch,
    may_write,
    offices,
    reviews,
    state_on,
    writes,
)
from takehold.initiatives.facts import Invalid
from takehold.initiatives.queries.names import names
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, Viewer

LONGEST: Final = timedelta(days=366)
"""A directive holds for a year at most, then somebody has to look at it again."""
SIZES: Final = {
    "title": 160,
    "what": 1000,
    "rests_on": 300,
    "evidence": 500,
    "persuaded": 1000,
    "no_time": 500,
}
LONGEST_REASON, LONGEST_LINK = 500, 300
SAFE_LINKS: Final = ("https://", "http://", "/")
DONE: Final = {
    ISSUE: "directive issued", DROP: "directive dropped", KEEP: "directive kept after review",
    LIFT: "directive lifted",
}  # fmt: skip


def write(*, viewer: Viewer, said: DirectiveInput, now: datetime) -> int:
    """Write a directive down; its id. It binds nobody until it is issued.

    Raises:
        NotAllowed: no office that may. Invalid: what cannot be kept; above all without ground.
    """
    _office(viewer)
    fields = _checked(viewer, said)
    with transaction.atomic():
        row = models.Directive.objects.create(issuer_id=viewer.person_id, written_on=viewer.on, **fields)
        _of_teams(row, said.teams)
        _record(viewer, "directive written", row.pk, now)
    return row.pk


def edit(*, viewer: Viewer, directive_id: int, said: DirectiveInput, version: int, now: datetime) -> None:
    """Say better what was not issued yet. Raises as ``write``; ``NotYours``; ``Conflict``: changed meanwhile."""
    row = fetch(viewer, directive_id)
    if not writes(viewer, row):
        raise NotAllowed(_("A directive is edited by whoever wrote it."))
    fields = _checked(viewer, said)
    with transaction.atomic():
        row = _locked(directive_id, version)
        if row.state != DirectiveState.DRAFT:
            raise Invalid(
                "state", _("It was issued. What people were told stays as it was: lift it and issue another.")
            )
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        cited = models.DirectiveCitation.objects.filter(directive=row)
        if row.initiative_id is not None:
            cited = cited.exclude(initiative_id=row.initiative_id)
        cited.delete()
        row.teams.all().delete()
        _of_teams(row, said.teams)
        _record(viewer, "directive edited", row.pk, now)


def turn(
    *,
    viewer: Viewer,
    directive_id: int,
    event: str,
    version: int,
    now: datetime,
    reason: str = "",
    until: date | None = None,
) -> DirectiveState:
    """Issue it, drop it, keep it until another day after a review, lift it. The state it is in then.

    Issuing tells everybody it is for, in the same commit.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: not possible now, no reason, no day. Conflict: changed meanwhile.
    """
    row = fetch(viewer, directive_id)
    _may(viewer, row, event)
    why = _reason(event, reason)
    with transaction.atomic():
        row = _locked(directive_id, version)
        to = following(state_on(row, viewer.on), event)
        if to is None:
            raise Invalid("event", _("That cannot happen to it now: it is in another state meanwhile."))
        if event == KEEP:
            row.expires_on = _last_day(until, viewer.on, "until")
        if event == ISSUE:
            row.expires_on, row.issued_on = _last_day(row.expires_on, viewer.on, "expires_on"), viewer.on
        kept = row.expires_on if event in (ISSUE, KEEP) else None
        models.DirectiveTurn.objects.create(directive=row, on=viewer.on, event=event, reason=why, until=kept)
        row.state, row.version = to, row.version + 1
        row.over_on = viewer.on if event in (LIFT, DROP) else None
        row.save()
        told = {"told": tell(viewer=viewer, row=row, now=now)} if event == ISSUE else {}
        _record(viewer, DONE[event], row.pk, now, **told)
    return to


def _may(viewer: Viewer, row: models.Directive, event: str) -> None:
    if event == KEEP and not reviews(viewer, row):
        raise NotAllowed(
            _("It is reviewed from another office than it came from, and never by whoever issued it.")
        )
    if event == LIFT and not (writes(viewer, row) or reviews(viewer, row)):
        raise NotAllowed(_("It is lifted by whoever issued it, or by the office that reviews it."))
    if event in (ISSUE, DROP) and not writes(viewer, row):
        raise NotAllowed(_("A directive is issued by whoever wrote it, while they hold that office."))


def _reason(event: str, reason: str) -> str:
    if event in WITH_REASON and not reason.strip():
        raise Invalid("reason", _("Say in a sentence why: everybody who was told reads it."))
    return maybe(reason, most=LONGEST_REASON, field="reason")


def _office(viewer: Viewer) -> None:
    if not may_write(viewer):
        raise NotAllowed(
            _("Directives come from the council, a sponsor, an IT lead or a change lead; you may read them.")
        )


def _checked(viewer: Viewer, said: DirectiveInput) -> dict[str, Any]:
    """The fields as they are kept."""
    if said.ground not in set(Ground):
        raise Invalid("ground", _no_ground())
    fields: dict[str, Any] = {
        name: plainly(getattr(said, name), most=most, field=name)
        for name, most in SIZES.items()
        if name not in ("persuaded", "no_time")
    }
    fields["title"] = " ".join(fields["title"].split())
    fields |= {"ground": said.ground, **_tried(said), "evidence_link": _link(said.evidence_link)}
    fields["initiative_id"] = _change(viewer, said.change)
    fields |= {"office": said.office, "reviewer": said.reviewer}
    if said.office not in offices(viewer, fields["initiative_id"]):
        raise Invalid(
            "office", _("Choose an office that you hold; one for a single change holds for that change.")
        )
    if said.reviewer not in OFFICES or said.reviewer == said.office:
        raise Invalid(
            "reviewer", _("Choose another office for the review: nobody reviews their own directive.")
        )
    if not said.teams <= {each.id for each in people.sight(viewer=viewer).teams}:
        raise Invalid("teams", _("One of the teams is not there any more."))
    fields["expires_on"] = _last_day(said.expires_on, viewer.on, "expires_on")
    return fields


def _no_ground() -> str:
    return _(
        "A directive rests on compliance or on safety, on nothing else: urgent or important is neither. What else you can do: say which law or which hazard makes it so; ask the council for a decision; or persuade, with an action that takes away what is in the way."
    )


def _tried(said: DirectiveInput) -> dict[str, str]:
    """What was tried before ordering, or why there was no time for it."""
    if not said.persuaded.strip() and not said.no_time.strip():
        raise Invalid("persuaded", _("Say what you tried before ordering it, or why there was no time."))
    return {
        name: maybe(text, most=SIZES[name], field=name)
        for name, text in (("persuaded", said.persuaded), ("no_time", said.no_time))
    }


def _last_day(day: date | None, on: date, field: str) -> date:
    if day is None:
        raise Invalid(field, _("Say until when it holds. It lapses then, unless it is reviewed before."))
    if not on < day <= on + LONGEST:
        raise Invalid(field, _("Choose a day after today and within a year: nothing is ordered for ever."))
    return day


def _change(viewer: Viewer, slug: str) -> int | None:
    if not slug:
        return None
    for each in names(viewer=viewer):
        if each.slug == slug:
            return each.id
    raise Invalid("change", _("This change is not there any more."))


def _link(link: str) -> str:
    kept = link.strip()
    if not kept:
        return ""
    if (
        len(kept) > LONGEST_LINK
        or not kept.startswith(SAFE_LINKS)
        or kept.startswith("//")
        or any(each.isspace() for each in kept)
    ):
        raise Invalid(
            "evidence_link", _("An address begins with https:// or, within these pages, with a slash.")
        )
    return kept


def _locked(directive_id: int, version: int) -> models.Directive:
    row = models.Directive.objects.select_for_update().get(id=directive_id)
    newest(row.version, version)
    return row


def _of_teams(row: models.Directive, teams: frozenset[int]) -> None:
    models.DirectiveTeam.objects.bulk_create(
        [models.DirectiveTeam(directive=row, team_id=team) for team in sorted(teams)]
    )


def _record(viewer: Viewer, action: str, directive_id: int, now: datetime, **details: str | int) -> None:
    record(viewer, action, f"directive:{directive_id}", now, **details)
