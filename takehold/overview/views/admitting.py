"""Who may sign in and what for: the administrator's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from takehold.initiatives.forms.refusing import refusals
from takehold.initiatives.queries.names import ChangeName, names
from takehold.overview import operations
from takehold.overview.facts import Pages
from takehold.overview.forms import AddressForm, PersonForm, RoleForm, RolesFileForm, RolesTextForm
from takehold.overview.views import entry
from takehold.people import operations as people
from takehold.people import queries
from takehold.people.facts import (
    OF_A_CHANGE,
    OF_A_TEAM,
    HeldRole,
    Invited,
    NotAllowed,
    NotYours,
    RoleKind,
    RoleLine,
    Show,
    Unreadable,
    Viewer,
)
from takehold.people.forms import ROLE_WORDS
from takehold.people.operations.admitting import DAYS, mail_is_set
from takehold.people.queries import admitted
from takehold.people.views.entry import page

A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A role in words: what it is called, and where it is held."""

    role: HeldRole
    word: str
    where: str


@never_cache
@entry.page
def accounts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The people, those who may sign in first; found by name, address or key."""
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in set(Show) else (Show.ALL if search else Show.IN)
    at = request.GET.get("page", "1")
    offset = (max(1, int(at)) - 1) * A_PAGE if at.isdecimal() and len(at) < 6 else 0
    found = admitted.accounts(viewer=viewer, search=search, show=show, offset=offset, limit=A_PAGE)
    changes = names(viewer=viewer) if any(each.roles for each in found.rows) else ()
    context = {
        "found": found,
        "rows": [(each, told(each.roles, changes)) for each in found.rows],
        "search": search,
        "show": show.value,
        "filters": [
            (str(word), f"?{urlencode({'q': search, 'show': kind})}", kind is show) for kind, word in _shows()
        ],
        "pages": _pages(found.total, offset, len(found.rows), search, show) if found.total > A_PAGE else None,
        "today": viewer.on,
    }
    return render(request, "overview/accounts.html", context)


@never_cache
@entry.page
def account(request: HttpRequest, viewer: Viewer, person_id: int) -> HttpResponse:
    """One person: whether they may sign in, what for, and how that is changed."""
    return _account(request, viewer, person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def new_person(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take in somebody who stands in no file."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotYours
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            number = people.add_person(viewer=viewer, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("In the list of people. Now let them in, and say what for."))
            return redirect("overview:account", number)
    return render(request, "overview/person_new.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@page
def open_account(request: HttpRequest, viewer: Viewer, person_id: int) -> HttpResponse:
    """Open an account, or give a new way in: by mail, or as a link that is shown once."""
    admitted.account(viewer=viewer, person_id=person_id)
    form = AddressForm(request.POST)
    if form.is_valid():
        with refusals(form):
            invited = people.let_in(
                viewer=viewer, person_id=person_id, address=form.cleaned_data["address"],
                by_mail="mail" in request.POST, now=timezone.now(),
            )  # fmt: skip
            return _account(request, viewer, person_id, invited=invited)
    return _account(request, viewer, person_id, address=form)


@require_POST
@page
def close_account(request: HttpRequest, viewer: Viewer, person_id: int) -> HttpResponse:
    """Keep somebody out from now on."""
    admitted.account(viewer=viewer, person_id=person_id)
    people.close_account(viewer=viewer, person_id=person_id, now=timezone.now())
    messages.success(request, _("Closed. Nobody signs in with it any more."))
    return redirect("overview:account", person_id)


@never_cache
@require_POST
@page
def give_role(request: HttpRequest, viewer: Viewer, person_id: int) -> HttpResponse:
    """Give a role."""
    admitted.account(viewer=viewer, person_id=person_id)
    form = _role_form(viewer, names(viewer=viewer), request.POST)
    if form.is_valid():
        try:
            with refusals(form):
                operations.give_role(viewer=viewer, person_id=person_id, now=timezone.now(), **form.chosen())
                messages.success(request, _("Given, and put on record."))
                return redirect("overview:account", person_id)
        except NotAllowed as error:
            form.add_error("role", str(error))
    return _account(request, viewer, person_id, role=form)


@require_POST
@page
def take_back(request: HttpRequest, viewer: Viewer, person_id: int, role_id: int) -> HttpResponse:
    """Take a role back, from today on."""
    operations.take_back(viewer=viewer, person_id=person_id, role_id=role_id, now=timezone.now())
    messages.success(request, _("Taken back, and put on record."))
    return redirect("overview:account", person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def roles_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Roles from a file: looked at first, then all of it or nothing."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotYours
    sent = "text" in request.POST
    form = RolesTextForm(request.POST) if sent else RolesFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form if not sent else RolesFileForm(), "today": viewer.on}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text" if sent else "file"]
        try:
            if sent:
                new = operations.give_roles(viewer=viewer, text=text, now=timezone.now())
                messages.success(request, _given(new))
                return redirect("overview:role-holders")
            lines = operations.read_roles(viewer=viewer, text=text, now=timezone.now())
            context |= {
                "lines": [(line, str(ROLE_WORDS[line.kind]), line_where(line)) for line in lines],
                "new": sum(not line.there for line in lines),
                "give": RolesTextForm(initial={"text": text}),
            }
            return render(request, "overview/roles_file.html", context)
        except Unreadable as refused:
            context["refused"] = refused.sentences
    status = 422 if request.method == "POST" else 200
    return render(request, "overview/roles_file.html", context, status=status)


def _given(new: int) -> str:
    return ngettext("{n} role was given.", "{n} roles were given.", new).format(n=new)


def line_where(line: RoleLine) -> str:
    """Where a role of a file would be held."""
    if line.kind in OF_A_TEAM:
        return line.team
    return line.change or (_("all changes") if line.kind in OF_A_CHANGE else _("the whole organisation"))


@never_cache
@entry.page
def role_holders(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Who holds a role beyond one team, since when and from whom: for those who look after it."""
    held = admitted.role_holders(viewer=viewer)
    context = {
        "roles": told(held, names(viewer=viewer)),
        "people": len({role.person_id for role in held}),
        "own": sum(role.own for role in held),
        "may_change": viewer.has(RoleKind.ADMIN),
        "today": viewer.on,
    }
    return render(request, "overview/role_holders.html", context)


def told(roles: tuple[HeldRole, ...], changes: tuple[ChangeName, ...]) -> list[Told]:
    """The roles in words."""
    called = {each.id: each.name for each in changes}

    def where(role: HeldRole) -> str:
        if role.team_id is not None:
            return role.team
        if role.initiative_id is not None:
            return called.get(role.initiative_id, "")
        return _("all changes") if role.kind in OF_A_CHANGE else _("the whole organisation")

    return [Told(role, str(ROLE_WORDS[role.kind]), where(role)) for role in roles]


def _shows() -> tuple[tuple[Show, str], ...]:
    return (
        (Show.IN, _("May sign in")),
        (Show.ROLES, _("Hold a role")),
        (Show.OUT, _("Without an account")),
        (Show.CLOSED, _("Closed")),
        (Show.ALL, _("Everybody")),
    )


def _pages(total: int, offset: int, shown: int, search: str, show: Show) -> Pages:
    def at(start: int) -> str:
        return f"?{urlencode({'q': search, 'show': show.value, 'page': start // A_PAGE + 1})}"

    return Pages(
        first=offset + 1 if shown else 0,
        last=offset + shown,
        total=total,
        previous=at(offset - A_PAGE) if offset else "",
        next=at(offset + A_PAGE) if offset + shown < total else "",
    )


def _role_form(viewer: Viewer, changes: tuple[ChangeName, ...], data: Any = None) -> RoleForm:
    return RoleForm(data, teams=queries.teams(viewer=viewer), changes=changes)


def _account(
    request: HttpRequest,
    viewer: Viewer,
    person_id: int,
    *,
    address: AddressForm | None = None,
    role: RoleForm | None = None,
    invited: Invited | None = None,
) -> HttpResponse:
    found, changes = admitted.account(viewer=viewer, person_id=person_id), names(viewer=viewer)
    context = {
        "who": found,
        "roles": told(found.roles, changes),
        "address": address or AddressForm(initial={"address": found.address}),
        "role": role or _role_form(viewer, changes),
        "invited": invited,
        "days": DAYS,
        "mail": mail_is_set(),
        "by_itself": bool(settings.OIDC_EMAIL_CLAIM and found.address),
        "own": person_id == viewer.person_id,
        "today": viewer.on,
    }
    return render(request, "overview/account.html", context, status=422 if address or role else 200)
