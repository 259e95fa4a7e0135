"""Short guides on a conversation: all of them, and the one that fits what lies ahead."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final

from takehold.bridge.facts import Barrier, Evidence
from takehold.bridge.facts.guides import Guide, Occasion
from takehold.bridge.queries.shipped import read
from takehold.gaps.facts import Cause

FOLDER: Final = "playbook"
TEXTS: Final = ("name", "when", "say", "avoid", "after")


@cache
def guides() -> tuple[Guide, ...]:
    """All guides, in the order of the shipped file."""
    sources = {key: Evidence(**said) for key, said in read(FOLDER, "guide_sources").items()}
    return tuple(
        Guide(
            key=each["key"],
            occasions=tuple(map(Occasion, each["occasions"])),
            barriers=tuple(map(Barrier, each["barriers"])),
            causes=tuple(map(Cause, each["causes"])),
            minutes=each["minutes"],
            evidence=sources[each["source"]] if "source" in each else None,
            **{part: each[part] for part in TEXTS},
        )
        for each in read(FOLDER, "guides")["guide"]
    )


def guide(key: str) -> Guide | None:
    """The guide with this key, or None."""
    return next((each for each in guides() if each.key == key), None)


def of_occasion(occasion: Occasion | None) -> tuple[Guide, ...]:
    """Those for an occasion; None: all."""
    return tuple(each for each in guides() if occasion is None or occasion in each.occasions)


def fitting(occasion: Occasion, barrier: str = "", *, told: Collection[str] = ()) -> Guide:
    """The guide for a conversation of this occasion: one that was not ``told`` (keys) yet first, then one for the barrier,
    then one for this occasion; of each those made for it in the first place first, then in the order of the file."""
    return min(
        of_occasion(occasion),
        key=lambda each: (
            each.key in told,
            each.barriers.index(Barrier(barrier)) if barrier in each.barriers else len(Barrier),
            each.occasions.index(occasion),
            len(each.occasions),
        ),
    )


def texts() -> tuple[str, ...]:
    """Every text of the guides that a reader sees, once; citations stand as they were printed."""
    told = [getattr(each, part) for each in guides() for part in TEXTS]
    found = [each.evidence.finding for each in guides() if each.evidence is not None]
    return tuple(dict.fromkeys((*told, *found)))
