"""The codebook: what people write about, what each theme means, and what it meant."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from takehold.gaps.forms.codebook import RewordForm, ThemeForm
from takehold.gaps.operations import codebook as operations
from takehold.gaps.queries import codebook as queries
from takehold.gaps.queries.rights import change_of, led
from takehold.gaps.views.entry import moment
from takehold.gather.queries.themes import names as word_themes
from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals
from takehold.people.facts import EVERYWHERE, Viewer
from takehold.people.views.entry import page

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@page
def codebook(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """The themes with what they mean today, or meant on a day."""
    change = change_of(viewer, slug)
    try:
        asked = parse_date(request.GET.get("on", ""))
    except ValueError:
        asked = None
    found = queries.themes(change=change, on=asked, retired=asked is None)
    context = {
        "initiative": change,
        "themes": [each for each in found if asked or each.retired_on is None],
        "retired": [each for each in found if not asked and each.retired_on],
        "asked": asked,
        "wide": viewer.has(*EVERYWHERE),
        "today": viewer.on,
    }
    return render(request, "gaps/codebook.html", context)


@require_http_methods(BOTH)
@page
def new(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Begin a theme."""
    change = led(viewer, slug)
    words = word_themes(initiative_id=change.id)
    form = ThemeForm(request.POST if request.method == "POST" else None, words=words)
    if form.is_valid():
        with refusals(form):
            operations.begin_theme(viewer=viewer, slug=slug, said=form.said(), now=moment())
            messages.success(request, _("The theme is in the codebook."))
            return redirect("gaps:codebook", slug)
    context = {"initiative": change, "form": form}
    return render(request, "gaps/codetheme_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
@page
def edit(request: HttpRequest, viewer: Viewer, slug: str, theme_id: int) -> HttpResponse:
    """Say anew what a theme means."""
    change = led(viewer, slug)
    theme = queries.theme(change=change, theme_id=theme_id)
    parts = {name: getattr(theme.now, name) for name in ("name", "meaning", "use", "avoid", "example")}
    parts["heard_as"] = str(theme.heard_as or "")
    words = word_themes(initiative_id=change.id)
    form = RewordForm(request.POST if request.method == "POST" else None, initial=parts, words=words)
    if form.is_valid():
        with refusals(form):
            operations.reword(viewer=viewer, slug=slug, theme_id=theme_id, said=form.said(), now=moment())
            messages.success(request, _("Kept. The earlier wording stays to be read."))
            return redirect("gaps:codebook", slug)
    context = {"initiative": change, "form": form, "theme": theme}
    return render(request, "gaps/codetheme_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@page
def retire(request: HttpRequest, viewer: Viewer, slug: str, theme_id: int) -> HttpResponse:
    """Offer a theme no longer, or again."""
    operations.retire(viewer=viewer, slug=slug, theme_id=theme_id, now=moment())
    messages.success(request, _("Kept."))
    return redirect("gaps:codebook", slug)


@require_POST
@page
def legend(request: HttpRequest, viewer: Viewer, slug: str) -> HttpResponse:
    """Begin with the sources of concern of the library."""
    try:
        made = operations.take_over_legend(viewer=viewer, slug=slug, now=moment())
    except Invalid as error:
        messages.error(request, str(error))
    else:
        many = ngettext("{n} theme was taken over.", "{n} themes were taken over.", made).format(n=made)
        messages.success(request, _("{many} Say each anew in the words of this change.").format(many=many))
    return redirect("gaps:codebook", slug)
