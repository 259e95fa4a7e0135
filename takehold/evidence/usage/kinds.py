"""What services are for, in plain words: kinds, the categories they belong to, and what a house offers of that sort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from takehold.evidence.marking import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Category:
    """``words``: its name. ``ours``: what an organisation ordinarily has instead. Both to be translated."""

    words: str
    ours: str
    kinds: Mapping[str, str]


CATEGORIES: Final[Mapping[str, Category]] = {
    "files": Category(
        _("Files"), _("our own file share, with folders that can be shared outside"),
        {"storage": _("keeping and sharing files"), "transfer": _("sending large files")},
    ),
    "messaging": Category(
        _("Messages"), _("our own messenger, approved for data of patients and customers"),
        {"chat": _("writing to each other quickly, and calling")},
    ),
    "meetings": Category(
        _("Meetings"), _("our own video meetings"), {"video": _("meeting by video and in web seminars")}
    ),
    "tasks": Category(_("Tasks"), _("our own task boards"), {"tasks": _("planning who does what until when")}),
    "notes": Category(
        _("Notes and texts"), _("our own shared documents and wiki"), {"notes": _("writing and keeping texts together")}
    ),
    "tables": Category(
        _("Tables and small applications"), _("a request to IT for a form, a list or a small application"),
        {"databases": _("keeping lists and tables together"), "building": _("building small applications oneself")},
    ),
    "boards": Category(
        _("Boards and diagrams"), _("our own whiteboard and drawing program"),
        {"whiteboards": _("working on one board together"), "diagrams": _("drawing processes and mind maps")},
    ),
    "design": Category(
        _("Pictures, slides, films"), _("our own programs for pictures and slides, or the communications team"),
        {
            "graphics": _("making and finding pictures"), "presenting": _("making and showing slides"),
            "video": _("making and showing films"),
        },
    ),
    "asking": Category(
        _("Surveys and votes"), _("our own surveys"),
        {"surveys": _("asking questions by form"), "polls": _("votes and quizzes in a meeting or lesson")},
    ),
    "scheduling": Category(
        _("Appointments, rotas, working time"), _("our own calendar and rota"),
        {"appointments": _("finding and booking appointments"), "rotas": _("rotas and working hours")},
    ),
    "assistants": Category(
        _("Assistants that write and draw"), _("our own approved assistant"),
        {
            "chat assistants": _("asking a program that answers in sentences"),
            "meeting notes": _("having talks written down"),
            "making pictures and sound": _("having pictures, films and voices made"),
        },
    ),
    "language": Category(
        _("Languages"), _("our own translation service and interpreters"),
        {"translating": _("translating"), "writing": _("checking and improving texts")},
    ),
    "development": Category(
        _("Programming and web sites"), _("our own place for code and for running it"),
        {"code": _("writing and keeping programs"), "hosting": _("running programs and web sites")},
    ),
    "customers": Category(
        _("Customers and publicity"), _("our own customer records and newsletters"),
        {
            "customer records": _("keeping track of customers and partners"),
            "helping customers": _("answering requests"),
            "newsletters": _("sending newsletters"),
            "social media planning": _("planning what is published, and short links"),
        },
    ),
    "staff": Category(
        _("Staff and learning"), _("our own staff system and courses"),
        {
            "personnel": _("keeping staff records and talks"), "recruiting": _("finding staff and work"),
            "learning": _("learning and teaching"),
        },
    ),
    "money": Category(
        _("Money"), _("our own accounting and purchasing"),
        {
            "books and invoices": _("bookkeeping and invoices"), "expenses": _("expenses and travel"),
            "paying": _("paying and collecting money"),
        },
    ),
    "paper": Category(
        _("Signing and PDF"), _("our own signature and PDF program"),
        {"signing": _("signing documents"), "pdf tools": _("changing and joining PDF files")},
    ),
    "figures": Category(
        _("Figures and maps"), _("our own reports and data warehouse"),
        {"dashboards": _("showing figures in charts and maps"), "data stores": _("storing and working with large data")},
    ),
    "glue": Category(
        _("Connecting programs and alarms"), _("an interface that IT builds"),
        {"automation": _("letting programs work together by themselves"), "alarms": _("alarms and on-call duty")},
    ),
    "access": Category(
        _("Passwords and remote access"), _("our own password store and remote access"),
        {
            "passwords": _("keeping passwords"), "remote control": _("working on another computer from afar"),
            "tunnels": _("hiding or tunnelling traffic"),
        },
    ),
    "mail": Category(_("Private mail"), _("our own mail"), {"private mail": _("mail outside the house")}),
    "social": Category(
        _("Social networks and media"), _("our own channels"),
        {"networks": _("networks and searching"), "watching and listening": _("films and music")},
    ),
    "clinical": Category(
        _("Medicine"), _("our own clinical systems and licences"),
        {
            "looking up": _("looking up medical knowledge"), "caring together": _("agreeing about patients, seeing them by video"),
            "pictures and values": _("pictures, readings and studies"),
        },
    ),
}  # fmt: skip
