"""Looking up what other rooms know about a request, and keeping it there."""

from __future__ import annotations

from datetime import datetime

from takehold.governance.facts.requests import Checked, Framing
from takehold.governance.operations import deciding
from takehold.governance.queries import requests as queries
from takehold.governance.queries.framing import checked
from takehold.overview.queries import framing
from takehold.people.facts import Viewer


def look(viewer: Viewer, request_id: int, now: datetime) -> Checked:
    """The framing of a request of the viewer's own, with what other rooms know of it now; that is kept with it."""
    found = queries.request(viewer=viewer, request_id=request_id)
    known = framing.known(viewer=viewer, request=found)
    deciding.keep_known(viewer=viewer, request_id=request_id, known=known, now=now)
    return checked(Framing(found, known))
