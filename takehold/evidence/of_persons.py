"""Which columns name persons. Persons are off: what such a column holds is neither tested, nor kept, nor a team.

By the column's name, since names of people look like any other text: fields of ServiceNow, Jira and XES, and what
people call such columns. Not knowing a name is no promise; the page says so beside the choice of the team.
"""

from __future__ import annotations

import re
from typing import Final

WORDS: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")
PERSONS: Final = frozenset(
    {
        "actor", "agent", "assignedto", "assignee", "author", "birthdate", "caller", "callerid", "creator", "doctor",
        "employee", "employeeid", "employeename", "employeenumber", "firstname", "fullname", "lastname", "mail",
        "mitarbeiter", "mitarbeiterin", "nurse", "operator", "orgresource", "ownername", "patient", "patientid",
        "patientname", "person", "personid", "phone", "physician", "reporter", "requestedfor", "requester", "resource",
        "staff", "surname", "technician", "user", "userid", "username", "watcher", "watchers", "watchlist",
        "worknoteslist",
    }
)  # fmt: skip
OF_THINGS: Final = frozenset({"caused_by"})
ENDINGS: Final = (
    "by",
    "by_id",
    "by_name",
    "by_email",
    "first_name",
    "last_name",
    "full_name",
    "user_name",
    "user_id",
    "e_mail",
    "email",
)


def names_persons(column: str) -> bool:
    """Whether a column of this name holds persons: ``resolved_by``, ``Assigned to``, ``org:resource``."""
    words = [word.casefold() for word in WORDS.findall(column)]
    joined = "_".join(words)
    if joined in OF_THINGS:
        return False
    return "".join(words) in PERSONS or any(joined == end or joined.endswith(f"_{end}") for end in ENDINGS)
