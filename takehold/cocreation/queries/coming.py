"""Who takes part: somebody who signed in, or a browser that came by the link for all."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.queries.rights import fetch
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

SALT: Final = "takehold.cocreation.door"


def by_account(viewer: Viewer, round_id: int) -> Comer:
    """Somebody of an invited team. Raises ``NotYours``, ``NotAllowed``: reads it, and was not invited."""
    row = fetch(viewer, round_id).row
    team = invited_team(viewer, row)
    if team is None or viewer.person_id is None:
        raise NotAllowed(
            _(
                "This round asks other teams. You may read it; its results are told to everybody when it is over."
            )
        )
    return Comer(
        round_id=row.pk, way=Way.ACCOUNT, question=row.question, over=_over(row.state, row.closes_on, viewer.on),
        pseudonyms=row.pseudonyms, person_id=viewer.person_id, group_id=team.group_id,
    )  # fmt: skip


def invited_team(viewer: Viewer, row: models.Round) -> models.RoundTeam | None:
    """The invited team of which the viewer is a member."""
    teams = [role.team_id for role in viewer.roles if role.kind is RoleKind.EMPLOYEE and role.team_id]
    if not teams or row.state == RoundState.DRAFT:
        return None
    return row.teams.filter(invited=True, team_id__in=teams).order_by("id").first()


def token(nonce: UUID) -> str:
    """The way in for all."""
    return nonce.hex


def entered(text: str) -> tuple[int, str]:
    """The round of a way in, and a new sealed key for the browser that came. Raises ``NotYours``."""
    try:
        nonce = UUID(hex=text)
    except ValueError as error:
        raise NotYours from error
    found = models.Round.objects.filter(nonce=nonce, shared=True).exclude(state=RoundState.DRAFT)
    row = found.values_list("id", flat=True).first()
    if row is None:
        raise NotYours
    return row, signing.Signer(salt=SALT).sign(f"{row}.{secrets.token_hex(16)}")


def by_link(round_id: int, sealed: str, on: date) -> Comer:
    """A browser that came by the link for all. Raises ``NotYours``: it did not."""
    try:
        number, _dot, key = signing.Signer(salt=SALT).unsign(sealed).partition(".")
    except signing.BadSignature as error:
        raise NotYours from error
    if number != str(round_id):
        raise NotYours
    rows = models.Round.objects.filter(pk=round_id, shared=True).exclude(state=RoundState.DRAFT)
    row = rows.values_list("state", "closes_on", "question", "pseudonyms").first()
    if row is None:
        raise NotYours
    state, closes_on, question, pseudonyms = row
    return Comer(
        round_id=round_id, way=Way.SHARED, question=question, over=_over(state, closes_on, on), pseudonyms=pseudonyms,
        door=_print("door", key), receipt=_print("receipt", key), sealed=sealed,
    )  # fmt: skip


def voter_of(comer: Comer) -> models.Voter | None:
    """The voter that somebody is; None before the first vote or contribution."""
    return voters_of(comer).first()


def voters_of(comer: Comer) -> QuerySet[models.Voter]:
    """The same before it is asked: one row or none."""
    rows = models.Voter.objects.filter(round_id=comer.round_id)
    return rows.filter(person_id=comer.person_id) if comer.person_id else rows.filter(door=comer.door)


def _over(state: str, closes_on: date, on: date) -> bool:
    return state != RoundState.OPEN or on > closes_on


def _print(what: str, key: str) -> str:
    """The fingerprint of a browser's key; those for two uses lead to each other for nobody without the key."""
    secret = hashlib.sha256(f"takehold cocreation {what}\0{settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(secret, key.encode(), "sha256").hex()
