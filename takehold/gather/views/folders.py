"""/sources/systems/folder/: watch a folder of this server."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.gather.forms.folders import FolderForm
from takehold.gather.operations import folders as operations
from takehold.gather.queries import folders as queries
from takehold.gather.views.entry import moment
from takehold.initiatives.facts import Invalid
from takehold.people.facts import Viewer
from takehold.people.views.entry import page


@require_http_methods(["GET", "POST"])
@page
def connect(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a folder and the list that its files are of."""
    folders, lists = queries.choices(viewer=viewer), queries.lists(viewer=viewer)
    form = FolderForm(request.POST if request.method == "POST" else None, folders=folders, lists=lists)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = operations.connect(
                viewer=viewer, name=data["name"], folder=data["folder"], source_id=int(data["source"]), now=moment()
            )  # fmt: skip
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Watched. It is looked into every minute."))
            return redirect("gather:feed", made)
    context = {"form": form, "folders": folders, "lists": lists}
    return render(request, "gather/feed_folder.html", context, status=422 if form.errors else 200)
