"""What connecting a system makes: one feed for how tickets stand, one for how they went, each with its column mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.evidence import library
from takehold.evidence.facts import Behaviour, Recipe, Rule
from takehold.evidence.recipe import dump
from takehold.gather.facts.feeds import FeedInput
from takehold.gather.queries import feeds as queries
from takehold.gather.queries import went
from takehold.gather.sources import history
from takehold.gather.sources.calling import CallRefused
from takehold.gather.sources.connecting import Connector
from takehold.initiatives.facts import Invalid

LONGEST_NAME = 160
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """A feed to be made: its name, its column mapping, and what is kept of what was said."""

    name: str
    recipe_text: str
    settings: Mapping[str, str]


def plans(kind: Connector, said: FeedInput) -> tuple[Plan, ...]:
    """The feeds, that of how tickets stand first. Raises ``Invalid``."""
    standing = tuple(each for each in queries.countable(kind, said.columns) if each.key in said.behaviours)
    steps = _steps(said) if kind.history is not None else ()
    if not standing and not steps:
        raise Invalid("behaviours", _("Choose at least one behaviour that is counted from it."))
    since = f"{said.since.isoformat()} 00:00:00" if said.since else ""
    settings = {**said.said, "since": since}
    found = []
    if standing:
        try:
            mapping = kind.settled(kind.recipe(standing), said.said)
        except CallRefused as error:
            raise Invalid("own", str(error)) from error
        found.append(Plan(said.name, dump(_in_zone(mapping, said)), settings))
    if steps and kind.history is not None:
        name = _("%(name)s: how tickets went") % {"name": said.name[:LONGEST_NAME]}
        mapping = _in_zone(_renamed(history.recipe(kind.history.timestamps, steps), said), said)
        found.append(Plan(name, dump(mapping), {**settings, "history": "yes"}))
    return tuple(found)


def _steps(said: FeedInput) -> tuple[Behaviour, ...]:
    """The behaviours that are counted from how tickets went."""
    chosen = tuple(each for each in went.countable() if each.key in said.went)
    own = said.rule
    if own is None:
        return chosen
    key = slugify(f"own {own.sentence}").replace("_", "-")[:LONGEST_KEY].strip("-")
    rule = Rule(own.kind, own.a, own.b)
    return (*chosen, Behaviour(key=key, name=own.sentence, per="case", rules=(rule,)))


def _renamed(mapping: Recipe, said: FeedInput) -> Recipe:
    """States by the names that the ready behaviours chosen know; not what a step of one's own is called."""
    own = (said.rule.a, said.rule.b) if said.rule else ()
    renames = {
        old: new
        for one in library.entries()
        if one.key in said.went
        for old, new in one.renames.items()
        if old not in own
    }
    return replace(mapping, values={library.ACTIVITY: renames} if renames else {})


def _in_zone(mapping: Recipe, said: FeedInput) -> Recipe:
    zone = said.said.get("timezone", "").strip()
    if not zone:
        return mapping
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(
            "timezone",
            _("“%(zone)s” is not a time zone we know. Write it as area and city, such as Europe/Brussels.")
            % {"zone": zone},
        ) from error
    return replace(mapping, source=replace(mapping.source, timezone=zone))
