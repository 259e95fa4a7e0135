"""Citing what a directive rests on, by whoever writes it, until it is issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.citations import CitationKind
from takehold.governance.facts.directives import DirectiveState
from takehold.governance.operations.saying import newest, record
from takehold.governance.queries.citations import figure
from takehold.governance.queries.directives import fetch, writes
from takehold.influence.queries import approaches
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, Viewer


def cite(*, viewer: Viewer, directive_id: int, ref: str, version: int, now: datetime) -> None:
    """Cite a figure (``figure:`` and the address of a behaviour) or an attempt (``attempt:`` and its number) of the change
    that the directive is for.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: nothing of this change, or it was issued. Conflict: cited already, or
            the directive was changed meanwhile.
    """
    row = drafted(viewer, directive_id)
    if row.initiative is None:
        raise Invalid(
            "ref", _("Say first for which change it is: then what was measured there can be cited.")
        )
    fields = _cited(viewer, row.initiative.slug, ref)
    try:
        with transaction.atomic():
            row = _locked(directive_id, version)
            models.DirectiveCitation.objects.create(
                directive=row, initiative_id=row.initiative_id, cited_on=viewer.on, **fields
            )
            record(viewer, "evidence of a directive cited", f"directive:{row.pk}", now, kind=fields["kind"])
    except IntegrityError as error:
        raise Conflict(_("This is cited already.")) from error


def uncite(*, viewer: Viewer, directive_id: int, citation_id: int, version: int, now: datetime) -> None:
    """Take a citation out again. Raises as ``cite``."""
    drafted(viewer, directive_id)
    with transaction.atomic():
        row = _locked(directive_id, version)
        gone, _rows = models.DirectiveCitation.objects.filter(id=citation_id, directive=row).delete()
        if not gone:
            raise NotYours
        record(viewer, "evidence of a directive taken out", f"directive:{row.pk}", now)


def drafted(viewer: Viewer, directive_id: int) -> models.Directive:
    """A directive, for whoever writes it. Raises ``NotYours``, ``NotAllowed``."""
    row = fetch(viewer, directive_id)
    if not writes(viewer, row) or row.state != DirectiveState.DRAFT:
        raise NotAllowed(_("What a directive rests on is cited by whoever writes it, until it is issued."))
    return row


def _cited(viewer: Viewer, slug: str, ref: str) -> dict[str, Any]:
    """The columns of what is cited, as it is seen today."""
    kind, _colon, name = ref.partition(":")
    if kind == CitationKind.FIGURE:
        try:
            found = initiatives.standing(viewer=people.system_viewer(on=viewer.on), slug=slug, key=name)
        except NotFound:
            found = None
        if found is not None and found.verdict is not None and found.as_of is not None:
            return {
                "kind": CitationKind.FIGURE, "behaviour_id": found.behaviour.id, "seen": figure(found)[:2000],
                "sha256": found.evidence_sha256, "as_of": found.as_of,
            }  # fmt: skip
    if kind == CitationKind.ATTEMPT:
        for each in approaches(viewer=viewer, slug=slug):
            if str(each.id) == name:
                return {"kind": CitationKind.ATTEMPT, "attempt_id": each.id}
    raise Invalid("ref", _("Choose something of the change that the directive is for."))


def _locked(directive_id: int, version: int) -> models.Directive:
    row = models.Directive.objects.select_for_update().get(id=directive_id)
    newest(row.version, version)
    if row.state != DirectiveState.DRAFT:
        raise Invalid(
            "ref", _("It was issued. What people were told stays as it was: lift it and issue another.")
        )
    row.version += 1
    row.save(update_fields=["version"])
    return row
