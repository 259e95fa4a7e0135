"""One respondent, one commit: the answers, the comments, and that the invitation was used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.analysis.series import monday
from takehold.gather.facts import surveys as facts
from takehold.gather.facts.surveys import Door, DoorShut, NotASurvey, Question
from takehold.gather.models import Answer, Comment, Invitation, NamedAnswer, Promise, Wave, WaveState
from takehold.gather.models.answers import random_id
from takehold.gather.queries import survey_json


def respond(*, door: Door, said: Mapping[str, Any], key: str, now: datetime) -> None:
    """Store what one respondent said, once. ``key``: the random number of the draft, so that an open link's second
    sending of the same draft changes nothing.

    Raises:
        DoorShut: used already, or closed meanwhile.
        NotASurvey: an answer that the survey does not offer.
    """
    with transaction.atomic():
        row = Wave.objects.select_for_update().filter(pk=door.wave_id).first()
        if row is None or row.state != WaveState.OPEN or timezone.localdate(now) > row.closes_on:
            raise DoorShut("closed")
        asked = survey_json.visible(survey_json.questionnaire(row.definition).questions, said)
        choices, comments = apart(asked, said)
        if survey_json.misfits(row.definition, {**choices, **comments}):
            raise NotASurvey(_("One of these answers is not among those that the survey offers."))
        if door.invitation_id is not None and row.promise != Promise.ANONYMOUS:
            _use(door.invitation_id)
        submit(
            wave_id=row.pk,
            cell_id=door.cell_id,
            person_id=door.person_id,
            choices=choices,
            comments=comments,
            now=now,
            answer_id=None if door.invitation_id is not None else number_of(key),
        )


def _use(invitation_id: int) -> None:
    if not Invitation.objects.filter(pk=invitation_id, used=False).update(used=True):
        raise DoorShut("used")


def apart(asked: tuple[Question, ...], said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Choices and free lines of the questions that were asked; what belongs to hidden ones is dropped."""
    kinds = {each.name: each for each in asked}
    choices, comments = {}, {}
    for name, value in said.items():
        question = kinds.get(name)
        if question is None or value in (None, "", []):
            continue
        if question.kind == facts.COMMENT:
            comments[name] = str(value)[: question.most]
        else:
            choices[name] = value
    return choices, comments


def submit(
    *,
    wave_id: UUID,
    cell_id: int,
    person_id: int | None,
    choices: Mapping[str, Any],
    comments: Mapping[str, str],
    now: datetime,
    answer_id: int | None = None,
) -> None:
    """Write the rows of one respondent, in the caller's transaction. With a person only in a survey with names."""
    if person_id is not None:
        NamedAnswer.objects.create(
            wave_id=wave_id, person_id=person_id, choices=dict(choices), comments=dict(comments)
        )
        return
    try:
        with transaction.atomic():
            Answer(
                id=answer_id or random_id(), wave_id=wave_id, cell_id=cell_id,
                week=monday(timezone.localdate(now)), choices=dict(choices),
            ).save(force_insert=True)  # fmt: skip
    except IntegrityError as error:
        raise DoorShut("used") from error
    Comment.objects.bulk_create(
        Comment(wave_id=wave_id, cell_id=cell_id, question=name, text=text) for name, text in comments.items()
    )


def number_of(key: str) -> int:
    """The row number that one draft's answer gets: a second sending meets the first."""
    return int.from_bytes(hashlib.sha256(f"answer {key}".encode()).digest()[:8], "big") >> 1 or 1
