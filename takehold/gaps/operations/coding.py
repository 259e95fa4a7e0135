"""Putting a text under themes, taking the last decision back, and naming who codes besides those who lead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts.codebook import CodedTheme, Text
from takehold.gaps.queries.codebook import themes
from takehold.gaps.queries.coding import Coding, coder, deck, who
from takehold.gaps.queries.rights import led
from takehold.gaps.queries.texts import texts
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours, Viewer
from takehold.people.queries.persons import reading_everything


def code(*, viewer: Viewer, slug: str, seal: str, chosen: Collection[int]) -> None:
    """Put a text under these themes; none: nothing of the codebook fits it.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: the theme is not in use. Conflict: somebody else decided meanwhile.
    """
    turn = coder(viewer=viewer, slug=slug)
    text = next(
        (each for each in deck(turn, texts(viewer=viewer, change=turn.change)) if each.seal == seal), None
    )
    if text is None:
        raise NotYours
    book = {each.id: each for each in themes(change=turn.change)}
    if not set(chosen) <= set(book):
        raise Invalid("themes", _("This theme is not in use any more. Look at the text again."))
    try:
        with transaction.atomic():
            row = _kept(turn, text)
            models.Code.objects.bulk_create(
                [models.Code(coding=row, wording_id=_wording(book, each)) for each in sorted(set(chosen))]
            )
    except IntegrityError as error:
        raise Conflict(_("Somebody has decided about this text meanwhile. Here is the next one.")) from error


def undo(*, viewer: Viewer, slug: str) -> bool:
    """Take this viewer's last decision back; whether there was one. Raises as ``code``."""
    turn = coder(viewer=viewer, slug=slug)
    last = models.Coding.objects.filter(coder_id=turn.id or 0).order_by("-id").first()
    if last is None:
        return False
    last.delete()
    return True


def name_coder(*, viewer: Viewer, slug: str, person_id: int, second: bool, now: datetime) -> None:
    """Name somebody who reads all comments anyway: as the second, who codes the sample, or as one more first.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: who does not read all comments; who has coded on the other side.
    """
    change = led(viewer, slug)
    if person_id not in {each.id for each in reading_everything(viewer=viewer)}:
        raise Invalid(
            "person",
            _("Only somebody who sees all groups may read all comments, so only such a person can be named."),
        )
    sealed = who(person_id)
    with transaction.atomic():
        row, _made = models.Coder.objects.get_or_create(
            initiative_id=change.id, who=sealed, defaults={"second": second}
        )
        if row.second != second:
            if models.Coding.objects.filter(coder=row).exists():
                raise Invalid(
                    "person", _("This person has read texts on the other side already and cannot judge anew.")
                )
            row.second = second
            row.save(update_fields=["second"])
        audit.record(actor=viewer.actor, action="coder named", subject=f"person:{person_id}", now=now)


def _kept(turn: Coding, text: Text) -> models.Coding:
    coder_id = turn.id
    if coder_id is None:
        row, _made = models.Coder.objects.get_or_create(initiative_id=turn.change.id, who=turn.who)
        coder_id = row.pk
    return models.Coding.objects.create(
        initiative_id=turn.change.id, coder_id=coder_id, second=turn.second, kind=text.kind, ref=text.ref
    )


def _wording(book: dict[int, CodedTheme], theme_id: int) -> int:
    return book[theme_id].now.id
