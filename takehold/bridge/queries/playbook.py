"""The playbook: practices from the shipped files, and those that fit what is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from takehold.bridge.facts import ActionKind, Aim, Barrier, Evidence, Phase, Practice, Setting, Suit, Wanted
from takehold.bridge.queries.shipped import read
from takehold.gaps.facts import Cause

FOLDER: Final = "playbook"
TEXTS: Final = ("name", "do", "fits", "harms", "needs", "say")


@cache
def practices() -> tuple[Practice, ...]:
    """All practices, in the order of the shipped files."""
    sources = {key: Evidence(**said) for key, said in read(FOLDER, "sources").items()}
    return tuple(
        _practice(content, setting, aim, sources)
        for setting in Setting
        for aim in Aim
        for content in read(FOLDER, f"{setting}_{aim}")["practice"]
    )


def practice(key: str) -> Practice | None:
    """The practice with this key, or None."""
    return next((each for each in practices() if each.key == key), None)


def fitting(wanted: Wanted) -> tuple[Practice, ...]:
    """Those that fit everything that is looked for; where a barrier is, those made for it in the first place first."""
    found = [each for each in practices() if _fits(each, wanted)]
    if wanted.barrier is not None:
        found.sort(key=lambda each: each.barriers[0] is not wanted.barrier)
    return tuple(found)


def texts() -> tuple[str, ...]:
    """Every text of the playbook that a reader sees, once; citations stand as they were printed."""
    told = [getattr(each, part) for each in practices() for part in TEXTS]
    found = [each.evidence.finding for each in practices() if each.evidence is not None]
    return tuple(dict.fromkeys((*told, *found)))


def _fits(each: Practice, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, each.kind)
        and wanted.setting in (None, each.setting)
        and wanted.aim in (None, each.aim)
        and (wanted.barrier is None or wanted.barrier in each.barriers)
        and (wanted.cause is None or wanted.cause in each.causes)
        and (wanted.suit is None or wanted.suit in each.suits)
        and (wanted.phase is None or wanted.phase in each.phases)
    )


def _practice(
    content: Mapping[str, Any], setting: Setting, aim: Aim, sources: Mapping[str, Evidence]
) -> Practice:
    return Practice(
        key=content["key"],
        kind=ActionKind(content["kind"]),
        setting=setting,
        aim=aim,
        barriers=tuple(map(Barrier, content["barriers"])),
        causes=tuple(map(Cause, content["causes"])),
        suits=tuple(map(Suit, content["suits"])),
        phases=tuple(map(Phase, content["phases"])),
        minutes=content["minutes"],
        evidence=sources[content["source"]] if "source" in content else None,
        **{part: content[part] for part in TEXTS},
    )
