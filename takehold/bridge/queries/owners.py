"""Which roles may own an action, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from takehold.people.facts import RoleKind
from takehold.people.forms import ROLE_WORDS

OWNERS: Final[Mapping[str, Any]] = {
    each: ROLE_WORDS[each]
    for each in (RoleKind.MANAGER, RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.IT_LEAD, RoleKind.COACH)
}
