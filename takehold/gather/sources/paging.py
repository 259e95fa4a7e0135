"""How an answer says that there is more: by a link to the next page, or by a total that was not reached yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from takehold.gather.sources.calling import Ask, CallRefused

LINK: Final = re.compile(r"<([^>]*)>\s*;[^,<]*?rel\s*=\s*\"?next\"?", re.I)


def by_link(ask: Ask, headers: Mapping[str, str]) -> Ask | None:
    """The next page as the ``Link`` header names it. One that leads to another house is refused: it would get our key."""
    found = LINK.search(headers.get("link", ""))
    if found is None:
        return None
    url = urljoin(ask.url, found[1])
    here, there = urlsplit(ask.url), urlsplit(url)
    if (here.scheme, here.netloc.lower()) != (there.scheme, there.netloc.lower()):
        raise CallRefused(
            _("The system sent us on to “%(host)s” for the next page; that was refused.")
            % {"host": there.hostname or ""}
        )
    return Ask(url, ask.headers)


def by_offset(ask: Ask, *, parameter: str, step: int, total: int | None) -> Ask | None:
    """The next page by counting: None once ``total`` records were passed, or where no total is known."""
    parts = urlsplit(ask.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    after = int(query.get(parameter, "0")) + step
    if total is None or after >= total:
        return None
    return Ask(urlunsplit(parts._replace(query=urlencode({**query, parameter: str(after)}))), ask.headers)
