"""Which roles may own an action, and who answers for one in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.bridge.facts import Owner
from takehold.people.facts import RoleKind
from takehold.people.forms import ROLE_WORDS

OWNERS: Final[Mapping[str, Any]] = {
    each: ROLE_WORDS[each]
    for each in (RoleKind.MANAGER, RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD, RoleKind.COACH)
}


def in_words(found: Owner) -> str:
    """Who answers for it."""
    if found.role:
        return str(OWNERS[found.role])
    if found.gone:
        return _("nobody: whoever had it is not here any more")
    return found.name
