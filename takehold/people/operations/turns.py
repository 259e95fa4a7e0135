"""One after the other: what somebody may do only once at a time is done by one sending, however many come together."""

from __future__ import annotations

from takehold.people.models import Person


def wait_for(*, person_id: int) -> None:
    """Within the caller's transaction: whoever comes with the same person waits until it is over. What is checked
    afterwards holds until the commit."""
    Person.objects.select_for_update(of=("self",), no_key=True).filter(pk=person_id).first()
