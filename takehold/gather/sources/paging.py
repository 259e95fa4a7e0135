"""How an answer says that there is more: a link, a total not reached yet, a token, a range of numbers, or a page that is not empty.

None stops because a page is short: servers give less than asked for, and hide what the account may not see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Ask, CallRefused

LINK: Final = re.compile(r"<([^>]*)>\s*;[^,<]*?rel\s*=\s*\"?next\"?", re.I)
RANGE: Final = re.compile(r"\s*(\d+)\s*-\s*(\d+)\s*/\s*(\d+)\s*", re.A)


def by_link(ask: Ask, headers: Mapping[str, str]) -> Ask | None:
    """The next page as the ``Link`` header names it."""
    found = LINK.search(headers.get("link", ""))
    return None if found is None else following(ask, found[1])


def following(ask: Ask, address: str) -> Ask:
    """The same question at the address that an answer names. One in another house is refused: it would get our key."""
    url = urljoin(ask.url, address)
    here, there = urlsplit(ask.url), urlsplit(url)
    if (here.scheme, here.netloc.lower()) != (there.scheme, there.netloc.lower()):
        raise CallRefused(
            _("The system sent us on to “%(host)s” for the next page; that was refused.")
            % {"host": there.hostname or ""}
        )
    return replace(ask, url=url)


def by_offset(ask: Ask, *, parameter: str, step: int, total: int | None) -> Ask | None:
    """The next page by counting: None once ``total`` records were passed, or where no total is known."""
    after = int(asked(ask).get(parameter, "0")) + step
    if total is None or after >= total:
        return None
    return with_query(ask, parameter, str(after))


def by_token(ask: Ask, *, parameter: str, token: str) -> Ask | None:
    """The next page by what the answer calls it; None without a name. A server that names the same page again is done."""
    if not token or token == asked(ask).get(parameter):
        return None
    return with_query(ask, parameter, token)


def by_range(ask: Ask, headers: Mapping[str, str], *, parameter: str, step: int, came: int) -> Ask | None:
    """The next ``step`` records after those that ``Content-Range`` says came, which may be fewer than asked for.

    Args:
        came: how many records came; without the header it goes on behind them until none come.
    """
    said = RANGE.fullmatch(headers.get("content-range", ""))
    if said is not None:
        last, total = int(said[2]), int(said[3])
        after = last + 1
        if after >= total:
            return None
    else:
        after = int(asked(ask).get(parameter, "0-").partition("-")[0]) + came
        if not came:
            return None
    if after <= int(asked(ask).get(parameter, "0-").partition("-")[0]):
        return None
    return with_query(ask, parameter, f"{after}-{after + step - 1}")


def by_page(ask: Ask, *, parameter: str, came: int) -> Ask | None:
    """The next page by its number, until one is empty. Whatever its size, a server cuts each page to the same."""
    if not came:
        return None
    return with_query(ask, parameter, str(int(asked(ask).get(parameter, "1")) + 1))


def asked(ask: Ask) -> dict[str, str]:
    """What a request asks for."""
    return dict(parse_qsl(urlsplit(ask.url).query, keep_blank_values=True))


def with_query(ask: Ask, parameter: str, value: str) -> Ask:
    """The same request with one parameter changed."""
    parts = urlsplit(ask.url)
    query = urlencode({**asked(ask), parameter: value})
    return replace(ask, url=urlunsplit(parts._replace(query=query)))
