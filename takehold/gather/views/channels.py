"""Channels that listen openly: which there are, what was heard in one, and the themes that are listened for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from takehold.gather.facts.channels import ChannelFact, Listened
from takehold.gather.facts.notes import ThemeWords
from takehold.gather.forms.channels import ChannelForm, ExportForm
from takehold.gather.forms.notes import ThemeForm
from takehold.gather.operations import channels as operations
from takehold.gather.operations import themes as themes_kept
from takehold.gather.queries import channels as queries
from takehold.gather.queries import themes
from takehold.gather.queries.listening import ears
from takehold.gather.views.entry import home, moment
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "POST"])
@page
def channels(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which channels are listened to, for everybody; announcing one, for who leads a change."""
    found = queries.channels(viewer=viewer)
    choices = _led(viewer)
    form = ChannelForm(request.POST if request.method == "POST" else None, changes=choices)
    if request.method == "POST":
        if not choices:
            raise NotAllowed(_("Channels are announced by those who lead the change."))
        if form.is_valid():
            with refusals(form):
                made = operations.announce(viewer=viewer, said=form.said(), now=moment())
                messages.success(request, _("Announced. Bring its exports from now on."))
                return redirect("gather:channel", made)
    context = {
        "channels": found,
        "form": form,
        "may_announce": bool(choices),
        "today": viewer.on,
        "led": _led_ids(viewer),
    }
    return render(request, "gather/channels.html", context, status=422 if form.errors else 200)


def _led(viewer: Viewer) -> list[tuple[str, str]]:
    heard = ears(viewer)
    mine = [(each.slug, each.name) for each in heard.changes if each.may_edit and not each.ended]
    return [*([("", _("None in particular"))] if heard.house_wide else []), *mine]


def _led_ids(viewer: Viewer) -> frozenset[str]:
    return frozenset(slug for slug, _name in _led(viewer))


@require_http_methods(["GET", "POST"])
@page
def channel(request: HttpRequest, viewer: Viewer, channel_id: int) -> HttpResponse:
    """One channel: bring an export, see what was counted."""
    found = queries.channel(viewer=viewer, channel_id=channel_id)
    form = ExportForm(request.POST, request.FILES) if request.method == "POST" else ExportForm()
    if request.method != "POST" or not form.is_valid():
        return _channel(request, viewer, found, form, 422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        heard = operations.hear(
            viewer=viewer, channel_id=channel_id, filename=file.name or "", chunks=file.chunks(),
            now=moment(), home=home(), columns=form.columns(),
        )  # fmt: skip
    except Invalid as error:
        form.add_error("file", str(error))
        return _channel(request, viewer, found, form, 422)
    if heard.columns:
        form.add_error(
            None, _("Say below which column is which, then choose the file once more. Nothing was kept.")
        )
        return _channel(request, viewer, found, form, 422, heard.columns)
    messages.success(request, _said(heard))
    return redirect("gather:channel", channel_id)


def _said(heard: Listened) -> str:
    if heard.again:
        return _(
            "This export was here before, so nothing was added. Themes that are new since were counted in it."
        )
    counted = ngettext("%(n)d message listened to.", "%(n)d messages listened to.", heard.messages) % {
        "n": heard.messages
    }
    before = (
        ngettext(
            "%(n)d from before the announcement was left out.",
            "%(n)d from before the announcement were left out.",
            heard.left_out,
        )
        % {"n": heard.left_out}
        if heard.left_out
        else ""
    )
    return f"{counted} {before}".strip()


def _channel(
    request: HttpRequest,
    viewer: Viewer,
    found: ChannelFact,
    form: ExportForm,
    status: int,
    columns: tuple[str, ...] = (),
) -> HttpResponse:
    newest = found.hearings[0].proposed if found.hearings else ()
    known = {word.casefold() for each in themes.edited(viewer=viewer) for word in each.words}
    context: dict[str, Any] = {
        "channel": found,
        "form": form,
        "columns": columns,
        "proposed": [(word, count) for word, count in newest if word.casefold() not in known],
        "today": viewer.on,
    }
    return render(request, "gather/channel.html", context, status=status)


@require_POST
@page
def end(request: HttpRequest, viewer: Viewer, channel_id: int) -> HttpResponse:
    """Stop listening."""
    operations.end(viewer=viewer, channel_id=channel_id, now=moment())
    messages.success(request, _("It is not listened to any more, and what was counted in it is gone."))
    return redirect("gather:channels")


@require_http_methods(["GET", "POST"])
@page
def theme_edit(request: HttpRequest, viewer: Viewer, theme_id: int | None = None) -> HttpResponse:
    """Begin a theme, or change its name and words."""
    if not ears(viewer).any:
        raise NotYours
    was = _theme(viewer, theme_id)
    slug = was.slug if was else request.GET.get("change", "")
    initial = (
        {"name": was.name, "words": "\n".join(was.words)}
        if was
        else {"name": request.GET.get("word", ""), "words": request.GET.get("word", "")}
    )
    form = ThemeForm(request.POST if request.method == "POST" else None, initial=initial)
    if not themes.leads(ears(viewer), slug):
        raise NotAllowed(_("Themes are kept by those who lead the change."))
    if form.is_valid():
        with refusals(form):
            themes_kept.save_theme(
                viewer=viewer, name=form.cleaned_data["name"], words=form.listed(), slug=slug, now=moment(), theme_id=theme_id,
            )  # fmt: skip
            messages.success(request, _("Kept. Bring an export again to count the theme in it."))
            return redirect("gather:voices")
    context = {"form": form, "theme_id": theme_id, "slug": slug}
    return render(request, "gather/theme_form.html", context, status=422 if form.errors else 200)


def _theme(viewer: Viewer, theme_id: int | None) -> ThemeWords | None:
    if theme_id is None:
        return None
    for each in themes.edited(viewer=viewer):
        if each.id == theme_id:
            return each
    raise NotYours


@require_POST
@page
def theme_drop(request: HttpRequest, viewer: Viewer, theme_id: int) -> HttpResponse:
    """Remove a theme."""
    themes_kept.drop_theme(viewer=viewer, theme_id=theme_id, now=moment())
    messages.success(request, _("The theme is gone. Notes that had it stay, without it."))
    return redirect("gather:voices")
