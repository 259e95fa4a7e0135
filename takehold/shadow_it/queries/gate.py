"""The gate: what has to be there before a tool is switched off. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.shadow_it.facts.tools import Gate


def lacking(gate: Gate) -> tuple[str, ...]:
    """What is missing, in sentences; nothing where the gate is open."""
    wanted = {
        _("The need behind it is recorded in one sentence."): gate.need,
        _("Something that meets the need is offered."): gate.offer,
        _("Every department that uses it has said that this meets its need."): bool(gate.accepted)
        and all(gate.accepted),
        _("The co-owner of every department has signed."): bool(gate.signed) and all(gate.signed),
    }
    return tuple(sentence for sentence, there in wanted.items() if not there)
