"""A body's own Word template: brought by whoever enters what it decides, looked through, kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from takehold.evidence.limits import Refused
from takehold.evidence.papers import paper_fields
from takehold.evidence.sentences import told
from takehold.governance import models
from takehold.governance.facts.papers import PaperKind
from takehold.governance.operations.saying import newest, record
from takehold.governance.queries.bodies import body as body_of
from takehold.governance.queries.paper_fields import braced, wrong_with
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.ui import papers


def bring(
    *,
    viewer: Viewer,
    body_id: int,
    kind: PaperKind,
    filename: str,
    content: bytes,
    version: int,
    now: datetime,
) -> None:
    """Keep a template, over the ``version`` that was read (0: there was none).

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: hostile, no Word document, or without the fields. Conflict: somebody
            else brought one meanwhile.
    """
    entering(viewer, body_id)
    name = " ".join(filename.split())[-160:] or "template.docx"
    try:
        found = paper_fields(content, name)
    except Refused as refused:
        raise Invalid("file", told(refused.sentence, translation)) from refused
    wrong = wrong_with(kind, found) or _tried(kind, content)
    if wrong:
        raise Invalid("file", wrong)
    kept = {
        "filename": name, "content": content, "size": len(content), "put_on": viewer.on,
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    try:
        with transaction.atomic():
            row = models.BodyPaper.objects.select_for_update().filter(body_id=body_id, kind=kind).first()
            newest(row.version if row is not None else 0, version)
            row = row or models.BodyPaper(body_id=body_id, kind=kind, version=0)
            for field, value in kept.items():
                setattr(row, field, value)
            row.version += 1
            row.save()
            record(viewer, "template of a body brought", f"body:{body_id}", now, kind=kind.value)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody else brought a template meanwhile. Look at it, then bring yours again.")
        ) from error


def _tried(kind: PaperKind, content: bytes) -> str:
    """Why it cannot be filled in, though nothing is missing from it; empty where it can."""
    try:
        papers.filled(content, {}, {}, title="")
        place = papers.place_of(papers.opened(content), PaperKind.PACK)
    except (KeyError, ValueError, AttributeError, LookupError, SyntaxError):
        return _("Word can perhaps open it, but it cannot be filled in here. Save it again with Word.")
    if kind is PaperKind.PACK and place is None:
        return _("{name} has to stand in a paragraph of its own, in no table and no text box.").format(
            name=braced([PaperKind.PACK])
        )
    return ""


def take_away(*, viewer: Viewer, body_id: int, kind: PaperKind, version: int, now: datetime) -> None:
    """Papers leave in the template that everybody begins with again. Raises as ``bring``."""
    entering(viewer, body_id)
    with transaction.atomic():
        row = models.BodyPaper.objects.select_for_update().filter(body_id=body_id, kind=kind).first()
        if row is None:
            raise NotYours
        newest(row.version, version)
        row.delete()
        record(viewer, "template of a body taken away", f"body:{body_id}", now, kind=kind.value)


def entering(viewer: Viewer, body_id: int) -> None:
    """Let only those pass who enter what the body decides. Raises ``NotYours``, ``NotAllowed``."""
    if not body_of(viewer=viewer, body_id=body_id).writes:
        raise NotAllowed(_("A template is brought by whoever enters what the body decides."))
