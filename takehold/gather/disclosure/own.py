"""What the tables of answers keep about one person: answers given with the name, and being asked in a group."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.gather.models.answers import Member, NamedAnswer
from takehold.people.facts import Kept
from takehold.people.queries.kept import Table, kept


def about(person_id: int) -> tuple[Kept, ...]:
    """Answers without a name are in none of these tables: nothing leads from a person to them."""
    answer = {"survey": "wave__title", "choices": "choices", "comments": "comments"}
    group = {"survey": "cell__wave__title", "group": "cell__name"}
    place = _(
        "So that two surveys are compared only where nobody could be told from the difference. Without you in it."
    )
    return kept(
        (
            Table(_("Answers you gave with your name"), NamedAnswer, "person", answer),
            Table(
                _("Groups in which you were asked, never whether you answered"),
                Member,
                "person",
                group,
                place,
            ),
        ),
        person_id,
    )
