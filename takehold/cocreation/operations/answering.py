"""Each contribution gets its answer: taken, changed or not taken, with the reason, and since when it is in use."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.answers import AnswerInput, Fate
from takehold.cocreation.facts.contributions import Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations.fates import after
from takehold.cocreation.operations.lifecycle import ANSWER, following
from takehold.cocreation.operations.rounds import quicker
from takehold.cocreation.queries.rights import Standing, led
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.behaviour_names import behaviour_names
from takehold.people.facts import NotYours, Viewer

LONGEST_REASON: Final = 600
LONGEST_DECIDED: Final = 300
ANSWERABLE: Final = (State.OPEN, State.WAITING)
"""What was merged has the answer of what it was merged into; what was removed has its reason from the facilitators."""


def answer(
    *, viewer: Viewer, round_id: int, contribution_id: int, said: AnswerInput, version: int, now: datetime
) -> None:
    """Answer one contribution of a closed round, or answer it anew. By those who lead the change.

    Raises:
        NotYours, NotAllowed: not theirs. Conflict: still open, or answered meanwhile (``version`` as it was read, 0
            before the first answer). Invalid: no reason, in use without being taken or in the future, an unknown
            behaviour.
    """
    with transaction.atomic():
        found = led(viewer, round_id, lock=True)
        row = _answerable(found, contribution_id)
        before = models.IdeaAnswer.objects.filter(contribution=row).first()
        quicker(before.version if before is not None else 0, version)
        kept = before or models.IdeaAnswer(contribution=row, version=0)
        _checked(viewer, found, said, _fate(before))
        kept.outcome = said.outcome
        kept.reason = cleaned(said.reason, most=LONGEST_REASON, field="reason")
        decided = said.decided.strip()
        kept.decided = cleaned(decided, most=LONGEST_DECIDED, field="decided") if decided else ""
        kept.behaviour_id, kept.live_on = said.behaviour_id, said.live_on
        kept.answered_on, kept.answered_by_id = viewer.on, viewer.person_id
        kept.version += 1
        kept.save()
        _settle_round(found.row, viewer)
        audit.record(
            actor=viewer.actor, action="idea answered", subject=f"round:{round_id}", now=now,
            details={"contribution": row.pk, "answer": str(said.outcome), "in use": int(said.live_on is not None)},
        )  # fmt: skip


def name_decision(
    *, viewer: Viewer, round_id: int, contribution_id: int, decision_id: int | None, now: datetime
) -> None:
    """Say by which decision of the register an answered idea was taken; None takes it back. The caller knows that the
    decision is of this change. Raises ``NotYours``, ``NotAllowed``, ``Conflict``: it has no answer yet."""
    with transaction.atomic():
        found = led(viewer, round_id, lock=True)
        row = models.IdeaAnswer.objects.filter(
            contribution_id=contribution_id, contribution__round=found.row
        ).first()
        if row is None:
            raise Conflict(_("It has no answer yet."))
        row.decision_id = decision_id
        row.version += 1
        row.save()
        audit.record(
            actor=viewer.actor, action="idea led to its decision", subject=f"round:{round_id}", now=now,
            details={"contribution": contribution_id, "decision": decision_id or 0},
        )  # fmt: skip


def _answerable(found: Standing, contribution_id: int) -> models.Contribution:
    if found.row.state not in (RoundState.CLOSED, RoundState.ANSWERED):
        raise Conflict(_("Answers are given when the round has closed."))
    row = models.Contribution.objects.filter(
        pk=contribution_id, round=found.row, state__in=ANSWERABLE
    ).first()
    if row is None:
        raise NotYours
    return row


def _fate(row: models.IdeaAnswer | None) -> Fate:
    if row is None:
        return Fate.OPEN
    return Fate.LIVE if row.live_on is not None else Fate(row.outcome)


def _checked(viewer: Viewer, found: Standing, said: AnswerInput, state: Fate) -> None:
    if after(state, said.outcome, live=said.live_on is not None) is None:
        raise Invalid("live_on", _("Only what was taken, as it is or changed, can be in use."))
    if said.live_on is not None and said.live_on > viewer.on:
        raise Invalid("live_on", _("Say it when it is in use, not before: contributors are told of it."))
    names = {each.id for each in behaviour_names(initiative_id=found.row.initiative_id)}
    if said.behaviour_id is not None and said.behaviour_id not in names:
        raise Invalid("behaviour", _("Choose a behaviour of this change, or none."))


def _settle_round(row: models.Round, viewer: Viewer) -> None:
    """The round is answered once every contribution of those who took part has its answer."""
    owed = row.contributions.filter(origin=Origin.VOTER, state__in=ANSWERABLE, answer=None)
    state = following(row.state, ANSWER)
    if state is not None and not owed.exists():
        row.state, row.answered_on = state, viewer.on
        row.save(update_fields=["state", "answered_on"])
