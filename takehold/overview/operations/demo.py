"""What the demo's door does."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from takehold.overview.facts import Part
from takehold.people import operations as people
from takehold.people import queries
from takehold.people.facts import NotFound


def enter_demo(*, part: Part, now: datetime) -> int:
    """The account of the person who plays this part, opened when it is the first time. Only in a demo.

    Raises:
        NotFound: this is no demo, or nobody in it has that key.
    """
    if not settings.DEMO:
        raise NotFound
    account = queries.user_of(person_key=part.key)
    if account is not None:
        return account
    house = queries.system_viewer(on=timezone.localdate(now))
    found = [person for person in queries.persons(viewer=house, limit=5000) if person.key == part.key]
    if not found:
        raise NotFound
    people.open_account(viewer=house, person_id=found[0].id, now=now)
    opened = queries.user_of(person_key=part.key)
    if opened is None:
        raise NotFound
    return opened
