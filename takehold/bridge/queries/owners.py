"""Which roles may own an action, and who answers for one in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts import Owner
from takehold.people.facts import RoleKind
from takehold.people.forms import ROLE_WORDS

OWNERS: Final[Mapping[str, Any]] = {
    each: ROLE_WORDS[each]
    for each in (RoleKind.MANAGER, RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD, RoleKind.COACH)
}


NAMED: Final[Mapping[str, Any]] = {
    RoleKind.MANAGER: lazy("the manager of each group"),
    RoleKind.LEAD: lazy("the change lead"),
    RoleKind.SPONSOR: lazy("the sponsor"),
    RoleKind.IT_LEAD: lazy("the IT lead"),
    RoleKind.COACH: lazy("the coach"),
}


def in_words(found: Owner) -> str:
    """Who answers for it."""
    if found.role:
        return str(NAMED[found.role])
    if found.gone:
        return _("nobody: whoever had it is not here any more")
    return found.name
