"""The list of behaviours as its page shows it: what is ticked, the target typed, for which behaviour it counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from takehold.gather.facts import BehaviourOffer
from takehold.initiatives.facts import BehaviourFact


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One behaviour on the page."""

    offer: BehaviourOffer
    ticked: bool
    target: str
    counts_for: str
    error: str = ""


def rows(
    offers: Sequence[BehaviourOffer],
    *,
    waiting: Sequence[BehaviourFact],
    counts_for: Mapping[str, str],
    posted: Mapping[str, str] | None = None,
    ticked: Collection[str] = (),
) -> list[OfferRow]:
    """Rows as saved, or as posted where something has to be looked at again."""
    found = []
    fresh = not any(offer.chosen for offer in offers)
    by_key = {each.key: each for each in waiting}
    for offer in offers:
        key = offer.behaviour.key
        own = by_key.get(key)
        target = offer.behaviour.target or (own.target if own else None)
        text = posted.get(f"target-{key}", "") if posted else f"{100 * target:g}" if target else ""
        to = posted.get(f"for-{key}", "") if posted else counts_for.get(key, key if own else "")
        error = share(text)[1] if posted and key in ticked else ""
        found.append(
            OfferRow(
                offer,
                key in ticked
                if posted
                else offer.chosen or (fresh and offer.asked and not offer.counted_from),
                text,
                to,
                error,
            )
        )
    return found


def share(text: str) -> tuple[float | None, str]:
    """A target in per cent as a share, and the sentence where it is none. Empty: no target."""
    plain = text.strip().rstrip("%").strip().replace(",", ".")
    if not plain:
        return None, ""
    try:
        found = float(plain) / 100
    except ValueError:
        found = -1.0
    if not 0 < found <= 1:
        return None, _("“%s” is not a target. Write a number from 1 to 100, or leave it empty.") % text
    return found, ""
