"""What stands around every page: the words of the bar, the person's menu, the foot. A context processor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from takehold.initiatives.queries.names import why
from takehold.overview.facts import Frame, Link
from takehold.overview.queries.week import has_one
from takehold.people.facts import EVERYWHERE, RoleKind, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.views.entry import change_of_page, viewer_of

OWN = (RoleKind.EMPLOYEE, RoleKind.MANAGER)
STEWARDS = (RoleKind.STEWARD, RoleKind.ADMIN)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, made only when a template looks at it."""
    return {"frame": SimpleLazyObject(lambda: around(request))}


def around(request: HttpRequest) -> Frame:
    """The frame for whoever asks; without an account there is only the mark."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return Frame((), (), _speak(), "", "", "")
    viewer = viewer_of(request)
    name = viewer.name or request.user.get_username()
    slug = change_of_page(request)
    words = [_word(_("This week"), "overview:week", "waiting", request)] if has_one(viewer) else []
    words.append(_word(_("Changes"), "overview:changes", "changes", request, also=("/changes/",)))
    if of_a_team(viewer) and not viewer.has(*EVERYWHERE):
        words.append(_word(_("My team"), "overview:my-team", "team", request))
    words.append(_word(_("Voices"), "gather:voices", "voices", request, also=("/notes/",)))
    if viewer.has(*EVERYWHERE):
        words.append(_word(_("Council"), "overview:council", "council", request, also=("/priorities/",)))
    words.append(_word(_("Library"), "overview:library", "library", request))
    return Frame(
        words=tuple(words),
        menu=tuple(_menu(viewer)),
        foot=(
            Link(_("How figures are made"), reverse("overview:library-method")),
            *((Link(_("What is kept, and who sees it"), reverse("gather:privacy")),) if viewer.roles else ()),
            *_speak(),
            Link(_("Help"), reverse("overview:help")),
        ),
        person=name,
        roles=roles(viewer),
        initials="".join(part[0] for part in name.replace("@", " ").split()[:2]).upper(),
        search=reverse("overview:search"),
        help=reverse("overview:help"),
        why=why(viewer=viewer, slug=slug) if slug else (),
        why_url=reverse("initiatives:reasons", kwargs={"slug": slug}) if slug else "",
    )


def of_a_team(viewer: Viewer) -> bool:
    """Whether somebody belongs to a team or manages one."""
    return any(role.team_id is not None and role.kind in OWN for role in viewer.roles)


def _speak() -> tuple[Link, ...]:
    """The way to say anything, at the foot of every page, with an account or without."""
    return (Link(_("Say something"), reverse("gather:say")),)


def role_names() -> dict[RoleKind, str]:
    """Each role in words."""
    return {kind: str(word) for kind, word in ROLE_WORDS.items()}


def roles(viewer: Viewer) -> str:
    """The viewer's roles in words."""
    names = role_names()
    return ", ".join(dict.fromkeys(names[role.kind] for role in viewer.roles)) or _("no role yet")


def _word(word: str, name: str, icon: str, request: HttpRequest, also: tuple[str, ...] = ()) -> Link:
    url = reverse(name)
    inside = request.path.startswith((url, *also))
    current = "page" if request.path == url else "true" if inside else ""
    return Link(word, url, icon, current)


def _menu(viewer: Viewer) -> list[Link]:
    wanted = [(_("About me"), "overview:me")] if viewer.person_id is not None else []
    if of_a_team(viewer) and viewer.has(*EVERYWHERE):  # five words are enough on a phone
        wanted.append((_("My team"), "overview:my-team"))
    wanted += (
        [
            (_("Surveys"), "gather:surveys"),
            (_("Wins"), "celebrate:wall"),
            (_("How it lands"), "influence:soundings"),
            (_("Shaping it together"), "cocreation:rounds"),
            (_("What we got wrong"), "missteps:missteps"),
            (_("Tools of our own"), "shadow_it:tools"),
        ]
        if viewer.roles
        else []
    )
    if viewer.has(RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.COUNCIL, RoleKind.IT_LEAD, RoleKind.ADMIN):
        wanted.append((_("Early enough to matter"), "influence:early"))
        wanted.append((_("The inside first"), "alignment:house"))
    if viewer.has(*STEWARDS, RoleKind.LEAD):
        wanted += [(_("Data sources"), "gather:sources"), (_("Teams and people"), "people:teams")]
    if viewer.has(RoleKind.ADMIN):
        wanted.append((_("Who may sign in"), "overview:accounts"))
    wanted += [(_("Password"), "account_change_password"), (_("Second factor"), "mfa_index")]
    if settings.DEMO:
        wanted.append((_("Change the role (demo)"), "overview:demo"))
    links = []
    for word, name in wanted:
        try:
            links.append(Link(word, reverse(name)))
        except NoReverseMatch:  # a room that was taken out takes its word along
            continue
    return links
