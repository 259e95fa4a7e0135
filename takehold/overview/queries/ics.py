"""Dates as an iCalendar file (RFC 5545), for Outlook, Apple, Google and others to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from takehold.initiatives.facts.dates import Dated

PRODUCT: Final = "-//Takehold//Dates//EN"
AGAIN: Final = timedelta(hours=6)


def text(name: str, dates: Iterable[Dated], *, site: str, on: date) -> bytes:
    """The whole file. ``site``: the address of this site, which makes the entries' ids unique in the world.

    Entries with an hour stand in UTC, which every calendar shows in its owner's own time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = datetime.combine(on, time(), UTC)
    for each in dates:
        calendar.add_component(_event(each, site, stamp))
    return bytes(calendar.to_ical())


def _event(each: Dated, site: str, stamp: datetime) -> Event:
    found = Event()
    found.add("uid", f"{each.key}@{urlsplit(site).hostname}")
    found.add("dtstamp", stamp)
    found.add("sequence", each.version)
    found.add("summary", each.title)
    if each.at is None:
        found.add("dtstart", each.on)
        found.add("dtend", each.on + timedelta(days=1))
        found.add("transp", "TRANSPARENT")
    else:
        begins = each.at.astimezone(UTC)
        found.add("dtstart", begins)
        found.add("dtend", begins + timedelta(minutes=each.minutes))
    found.add("url", site + each.path)
    found.add("description", site + each.path)
    found.add("class", "PRIVATE")
    return found
