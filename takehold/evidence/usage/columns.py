"""What the columns of a table mean: as somebody said, else by what such columns are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from takehold.evidence.limits import Refused
from takehold.evidence.marking import gettext_noop as _
from takehold.evidence.readers.table import no_column

PARTS: Final[Mapping[str, str]] = {
    "at": _("when"), "host": _("address or name on the network"), "name": _("name of the service"), "user": _("who"),
    "address": _("address of the computer"), "team": _("department"), "hits": _("how often"),
}  # fmt: skip
"""What a column may mean, with words for it."""

CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "at": ("timestamp", "time", "datetime", "date", "ts", "eventtime", "starttime", "createddatetime", "loggedat", "receivetime",
           "bookingdate", "transactiondate", "lastseen", "datum", "zeit", "zeitpunkt"),
    "host": ("host", "hostname", "domain", "url", "uri", "desthost", "destinationhost", "dsthost", "fqdn", "sni", "servername",
             "query", "website", "requesturl", "destinationdomain", "cshost"),
    "name": ("application", "app", "appname", "appdisplayname", "service", "software", "product", "program", "displayname",
             "merchant", "vendor", "supplier", "payee", "anwendung", "lieferant", "programm"),
    "user": ("user", "username", "srcuser", "sourceuser", "userprincipalname", "upn", "email", "mail", "account", "login",
             "employee", "benutzer", "csusername", "owner"),
    "address": ("src", "srcip", "sourceip", "sourceaddress", "clientip", "cip", "ip", "ipaddress", "client", "device",
                "computer", "devicename", "machine", "quelle"),
    "team": ("department", "dept", "team", "costcenter", "costcentre", "ou", "group", "abteilung", "kostenstelle"),
    "hits": ("hits", "count", "requests", "events", "logins", "anzahl"),
}  # fmt: skip


def mapped(columns: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Part -> column. What was said wins; then the usual names, the earliest of each list.

    Raises:
        Refused: a column that was said is not there, or there is none for when, or none for where to.
    """
    found: dict[str, str] = {}
    for part, column in said.items():
        if part in PARTS and column:
            if column not in columns:
                raise no_column(column, columns)
            found[part] = column
    plain = {re.sub(r"[^a-z0-9]", "", column.lower()): column for column in reversed(columns)}
    for part, names in CALLED.items():
        if part not in found:
            column = next(
                (plain[name] for name in names if name in plain and plain[name] not in found.values()), ""
            )
            if column:
                found[part] = column
    if "host" in found:
        found.pop("name", None)
    shown = ", ".join(f"“{column[:40]}”" for column in columns[:20])
    if "at" not in found:
        raise Refused(
            "Which column says when? The table has {shown}. Say so under “What the columns mean”.",
            shown=shown,
        )
    if "host" not in found and "name" not in found:
        raise Refused(
            "Which column says where to, an address or the name of a service? The table has {shown}. "
            "Say so under “What the columns mean”.",
            shown=shown,
        )
    return found
