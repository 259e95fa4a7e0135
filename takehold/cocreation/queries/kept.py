"""What shaping a change together keeps about one person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.people.queries.kept import Table


def tables() -> tuple[Table, ...]:
    """Rounds taken part in while they are open, what was added, moderated and facilitated, and offers to help."""
    said = {"question": "round__question", "what": "kind", "text": "text", "signed": "signed", "on": "on"}
    settled = {"question": "round__question", "what": "state", "reason": "reason", "on": "settled_on"}
    forward = {"question": "round__question", "for": "kind", "note": "note", "on": "on"}
    voted = {"question": "round__question", "signed": "pseudonym"}
    answered = {"text": "contribution__text", "answer": "outcome", "reason": "reason", "on": "answered_on"}
    beside = {"text": "contribution__text", "wish": "wish", "as": "unit", "on": "on"}
    asked = {"question": "canvass__question", "answered": "answered", "may be named": "willing"}
    counted = _("So that no count changes. Nothing tells any more that it was you.")
    return (
        Table(_("Rounds you take part in, until they close"), models.Voter, "person", voted, counted),
        Table(_("What you added to rounds"), models.Contribution, "by", said),
        Table(_("What you let in, merged or removed in rounds"), models.Contribution, "settled_by", settled),
        Table(_("Rounds you facilitate"), models.Facilitator, "person", {"question": "round__question"}),
        Table(_("Where you stepped forward"), models.Offer, "person", forward),
        Table(_("Answers you gave to contributions"), models.IdeaAnswer, "answered_by", answered),
        Table(_("Whether you want to stand beside what you added"), models.Authorship, "person", beside),
        Table(_("Where you are asked whom you turn to, until it closes"), models.Canvassed, "person", asked),
        Table(
            _("Whom you named, until it closes"),
            models.Nomination,
            "by",
            {"question": "canvass__question", "whom": "whom__name"},
        ),
        Table(
            _("Where you are named, because you said yes"),
            models.Named,
            "person",
            {"question": "canvass__question", "one of the few": "chosen"},
        ),
        Table(
            _("Where you said yes, so that people may be asked whom they turn to"),
            models.Canvass,
            "agreed_by",
            {"question": "question", "words": "words", "on": "agreed_on"},
        ),
    )
