"""What a need becomes: a request to a body, or a gap of a change. Both lead back to the tool."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.gaps.facts import GapInput, GapKind, Spread
from takehold.gaps.operations import chains
from takehold.gaps.operations.gaps import open_gap
from takehold.gaps.queries.gaps import groups
from takehold.governance.facts.requests import Purpose, RequestInput
from takehold.governance.operations import requests
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.shadow_it import models
from takehold.shadow_it.operations.saying import keep, locked
from takehold.shadow_it.queries.rights import worked_on
from takehold.shadow_it.queries.tools import teams_of, where

ORIGIN: Final = "tool/"
"""How a gap says that it came from a tool: this and the tool's number."""


def to_request(*, viewer: Viewer, tool_id: int, body_id: int, version: int, now: datetime) -> int:
    """Draft a request to a body from the need; its id. It lies with nobody until it is sent.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: the need is not recorded, or it became a request already.
    """
    worked_on(viewer, tool_id)
    with transaction.atomic():
        row = _needed(tool_id, version)
        if row.request_id is not None:
            raise Invalid("body", _("It became a request already."))
        made = requests.begin(viewer=viewer, said=_request(viewer, row, body_id), now=now)
        row.request_id = made
        keep(row, viewer, "need behind a tool became a request", now, request=made)
    return made


def to_gap(*, viewer: Viewer, tool_id: int, slug: str, version: int, now: datetime) -> int:
    """Open a gap of a change from the need, with its chain of whys and its departments; its id.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: the need is not recorded, it became a gap already, or the departments
        are none that the change is for.
    """
    worked_on(viewer, tool_id)
    with transaction.atomic():
        row = _needed(tool_id, version)
        if row.gap_id is not None:
            raise Invalid("change", _("It became a gap already."))
        teams = _teams(row)
        meant = frozenset(each.number for each in groups(viewer=viewer, slug=slug) if each.team_ids & teams)
        if teams and not meant:
            raise Invalid("change", _("This change is for none of the departments that use the tool."))
        said = GapInput(row.need[:160], GapKind.OTHER, meant, Spread.CANNOT_TELL)
        made = open_gap(viewer=viewer, slug=slug, said=said, now=now, origin=f"{ORIGIN}{row.pk}")
        above: int | None = None
        for each in row.whys.all():
            above = chains.add_step(
                viewer=viewer, slug=slug, gap_id=made, cause=each.cause, text=each.text, parent_id=above,
                ends_at=each.ends_at, now=now,
            )  # fmt: skip
        row.gap_id = made
        keep(row, viewer, "need behind a tool became a gap", now, gap=made)
    return made


def _needed(tool_id: int, version: int) -> models.Tool:
    row = locked(tool_id, version)
    if not row.need:
        raise Invalid("state", _("Record the need first, in one sentence."))
    return row


def _teams(row: models.Tool) -> frozenset[int]:
    departments = row.departments.prefetch_related("teams")
    return frozenset(team for each in departments for team in teams_of(each))


def _request(viewer: Viewer, row: models.Tool, body_id: int) -> RequestInput:
    """The request as it is drafted: the need, who has it, what they use today and what it gives them."""
    named = ", ".join(where(_teams(row), people.sight(viewer=viewer).units))
    said = [
        _("Needed: {need}").format(need=row.need),
        _("Who needs it: {departments}.").format(departments=named),
        _("Today they use {tool} for it: {used_for}").format(tool=row.name, used_for=row.used_for),
    ]
    if row.gives:
        said.append(_("What it gives that ours does not: {gives}").format(gives=row.gives))
    if row.hurts:
        said.append(_("What would hurt if it went: {hurts}").format(hurts=row.hurts))
    ask = "\n".join(said)
    return RequestInput(body_id, row.need[:160], Purpose.DECIDE, ask[:1000], risk=row.risk)
