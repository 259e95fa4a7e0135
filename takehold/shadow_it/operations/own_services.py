"""Naming a service that no catalogue knows: one that logs showed, used by five people or more; and taking that back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.evidence.usage.catalogue import Entry, own_file, plain
from takehold.evidence.usage.kinds import CATEGORIES
from takehold.evidence.usage.names import normal
from takehold.initiatives.facts import Invalid
from takehold.ledger.operations.files import keep_chunks
from takehold.people.facts import NotYours, Viewer
from takehold.shadow_it.models import UnknownName
from takehold.shadow_it.queries.catalogue import current, own_entries, own_place, unknown
from takehold.shadow_it.queries.log_rights import feeds as need_right

MOST: Final = 500
LONGEST_NAME: Final = 80
_NO_KEY: Final = re.compile(r"[^a-z0-9]+")


def name_service(*, viewer: Viewer, domain: str, name: str, category: str, kind: str, now: datetime) -> str:
    """A name on the network is a service from now on; its key. What was read before is not counted anew.

    Only names that a log showed, used by five people or more, so that nobody is looked for by what they alone visit.

    Raises:
        NotYours, NotAllowed. Invalid: no log showed it or it is known already, there is one of this name, or no such kind.
    """
    need_right(viewer)
    text = " ".join(name.split())
    if not text or len(text) > LONGEST_NAME or not plain(text):
        raise Invalid("name", _("Give it a name of at most 80 letters."))
    if category not in CATEGORIES or kind not in CATEGORIES[category].kinds:
        raise Invalid("kind", _("Choose what it is for."))
    with transaction.atomic():
        if normal(domain) != domain or not UnknownName.objects.filter(domain=domain).exists():
            raise Invalid("domain", _("Choose a name that a log showed."))
        key = "own-" + _NO_KEY.sub("-", domain).strip("-")[:48].strip("-")
        _record(viewer, "service named", key, now)  # who names another one in the same moment waits here
        there = own_entries()
        if not unknown(domain) or key in there:
            raise Invalid("domain", _("It is known already."))
        if plain(text) in current().by_words():
            raise Invalid("name", _("There is a service of this name already."))
        if len(there) >= MOST:
            raise Invalid("domain", _("At most {most} services of your own.").format(most=MOST))
        _keep([*there.values(), Entry(key, text, category, kind, (domain,))])
    return key


def drop_service(*, viewer: Viewer, service: str, now: datetime) -> None:
    """It is no service any more; what was counted as it is shown no more. Raises ``NotYours``, ``NotAllowed``."""
    need_right(viewer)
    with transaction.atomic():
        if service not in own_entries():
            raise NotYours
        _record(viewer, "named service dropped", service, now)
        _keep(each for key, each in own_entries().items() if key != service)


def _keep(entries: Iterable[Entry]) -> None:
    keep_chunks([own_file(entries).encode()], own_place())


def _record(viewer: Viewer, action: str, key: str, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"service {key}", now=now)
