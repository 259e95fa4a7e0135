"""Which roles may own an action, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from takehold.people.facts import RoleKind

OWNERS: Final[Mapping[str, Any]] = {
    RoleKind.MANAGER: pgettext_lazy("role", "manager"),
    RoleKind.LEAD: pgettext_lazy("role", "change lead"),
    RoleKind.SPONSOR: pgettext_lazy("role", "sponsor"),
    RoleKind.IT_LEAD: pgettext_lazy("role", "IT lead"),
    RoleKind.COACH: pgettext_lazy("role", "coach"),
}
