"""What a directive cites, looked at with the rights of whoever looks; and what its writer may cite."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.governance import models
from takehold.governance.facts.citations import CitationFact, CitationKind, Offer
from takehold.governance.queries.rights import known_changes
from takehold.influence.facts import AttemptFact
from takehold.influence.queries import approaches
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import BehaviourStanding
from takehold.people import queries as people
from takehold.people.facts import Viewer
from takehold.ui import wording
from takehold.ui.numbers import day

MOST: Final = 40


def citations(*, viewer: Viewer, directive_id: int) -> tuple[CitationFact, ...]:
    """What a directive cites that the caller may read, in the order in which it was cited."""
    rows = models.DirectiveCitation.objects.filter(directive_id=directive_id).order_by("id")
    full = list(rows.select_related("initiative", "behaviour", "attempt__stakeholder"))
    seen = {each.id for each in known_changes(viewer)} if full else set()
    return tuple(_fact(row, viewer, row.initiative_id in seen) for row in full)


def offered(*, viewer: Viewer, slug: str) -> tuple[Offer, ...]:
    """How the behaviours of a change that the caller may read stand as a whole, and what was tried to win people over, the
    newest first. Figures are those that somebody of no team reads: nothing in them is still a team's own."""
    house = people.system_viewer(on=viewer.on)
    found = [
        Offer(f"{CitationKind.FIGURE}:{each.behaviour.key}", figure(each))
        for each in initiatives.standings(viewer=house, slug=slug)
        if each.verdict is not None and each.as_of is not None and each.evidence_sha256
    ]
    found += [
        Offer(f"{CitationKind.ATTEMPT}:{each.id}", tried(each, viewer))
        for each in approaches(viewer=viewer, slug=slug)
    ]
    return tuple(found[:MOST])


def figure(standing: BehaviourStanding) -> str:
    """How a behaviour stands with everybody together."""
    if standing.verdict is None:
        return ""
    return wording.figure(standing.behaviour.name, standing.verdict.whole)


def tried(each: AttemptFact, viewer: Viewer) -> str:
    """An attempt to persuade, in a line."""
    return _line(each.audience, day(each.said.on, viewer.on) if each.said.on else "", each.said.what)


def _line(audience: str, on: str, what: str) -> str:
    return _("{audience}, {day}: {what}").format(audience=audience, day=on, what=what)


def _fact(row: models.DirectiveCitation, viewer: Viewer, readable: bool) -> CitationFact:
    kind, change = CitationKind(row.kind), row.initiative
    gone = change is None or (row.behaviour if kind is CitationKind.FIGURE else row.attempt) is None
    seen, path = "", ""
    if readable and change is not None and not gone:
        seen, path = row.seen, reverse("overview:now", args=(change.slug,))
        if row.attempt is not None:
            audience = row.attempt.stakeholder
            seen = _line(audience.name, day(row.attempt.on, viewer.on), row.attempt.what)
            path = reverse("influence:stakeholder", args=(change.slug, audience.pk))
    return CitationFact(
        row.pk, kind, seen, row.cited_on, row.as_of, row.sha256, path, hidden=not gone and not readable, withdrawn=gone,
    )  # fmt: skip
