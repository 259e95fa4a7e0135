"""/say/: anybody says anything, without an account; and reads by the receipt code what became of it."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from takehold.gather.facts.says import SayFact, SayInput
from takehold.gather.forms import says as forms
from takehold.gather.operations import says as operations
from takehold.gather.operations.pacing import Bucket
from takehold.gather.queries import says as queries
from takehold.gather.queries.desk import desk, kinds, offered
from takehold.gather.queries.naming import marked
from takehold.gather.queries.receipts import Misread
from takehold.gather.views.entry import moment
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotFound, Viewer
from takehold.people.views.entry import viewer_of

SENDING, LOOKING = Bucket(60, 2.0), Bucket(120, 5.0)


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Write, look once more at what might tell who one is, send. The receipt code is shown once."""
    viewer, step = viewer_of(request), request.POST.get("step", "")
    form = _form(viewer, request)
    if request.method != "POST" or step == "change":
        return _asked(request, viewer, _form(viewer, request, bound=False), request.POST.get("stamp", ""))
    if not form.is_valid() or form.by_a_program:
        return _asked(request, viewer, form, request.POST.get("stamp", ""), 422)
    said = form.said()
    if step != "send" and not said.named:
        return _look(request, viewer, form, said)
    try:
        nonce = forms.opened(request.POST.get("stamp", ""), moment())
    except forms.FormLost:
        form.add_error(None, _("This form was open for too long. Nothing was sent yet: send it once more."))
        return _asked(request, viewer, form, "", 422)
    except forms.TooQuick:
        form.add_error(None, _("That was very quick. Nothing was sent yet: send it once more."))
        return _asked(request, viewer, form, request.POST.get("stamp", ""), 422)
    if not SENDING.take(time.monotonic()):
        form.add_error(
            None,
            _("Very many people are writing at this moment. Your words stand below: send them in a minute."),
        )
        return _asked(request, viewer, form, request.POST.get("stamp", ""), 429)
    return _sent(request, viewer, form, said, nonce)


def _sent(
    request: HttpRequest, viewer: Viewer, form: forms.SayForm, said: SayInput, nonce: str
) -> HttpResponse:
    try:
        code = operations.say(viewer=viewer, said=said, nonce=nonce, on=viewer.on)
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _asked(request, viewer, form, request.POST.get("stamp", ""), 422)
    context = {"code": code, "groups": code.split("-"), "said": said, "desk": desk()}
    return render(request, "gather/say_sent.html", context)


def _form(viewer: Viewer, request: HttpRequest, bound: bool = True) -> forms.SayForm:
    choice = offered(viewer=viewer, open_to_all=viewer.person_id is None and desk().lists_open)
    initial = request.POST.dict() if request.method == "POST" else request.GET.dict()
    return forms.SayForm(
        request.POST if bound and request.method == "POST" else None,
        kinds=kinds(),
        offered=choice,
        signed_in=viewer.person_id is not None,
        initial=initial,
    )


def _asked(
    request: HttpRequest, viewer: Viewer, form: forms.SayForm, stamp: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "desk": desk(), "stamp": stamp or forms.stamp(moment()), "viewer": viewer}
    return render(request, "gather/say.html", context, status=status)


def _look(request: HttpRequest, viewer: Viewer, form: forms.SayForm, said: SayInput) -> HttpResponse:
    """ "Could this identify you?" - before anything without a name is sent."""
    pieces = marked(said.text, places=_places(viewer))
    context = {
        "form": form,
        "said": said,
        "pieces": pieces,
        "found": [piece for piece in pieces if piece.why],
        "kind": dict(kinds()).get(said.kind, ""),
        "stamp": request.POST.get("stamp", ""),
        "desk": desk(),
    }
    return render(request, "gather/say_look.html", context)


def _places(viewer: Viewer) -> tuple[str, ...]:
    choice = offered(viewer=viewer, open_to_all=True)
    return tuple(name for _key, name in (*choice.changes, *choice.teams))


@require_http_methods(["GET", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """What became of it. The code is sent in a form, so that it stands in no address and no log."""
    if request.method == "GET":
        return _told(request, None, "")
    code, step = request.POST.get("code", "")[:80], request.POST.get("step", "")
    if not LOOKING.take(time.monotonic()):
        return _told(
            request, None, code, _("Very many people are asking at this moment. Try again in a minute."), 429
        )
    try:
        found = queries.status(code=code)
    except Misread:
        problem = _(
            "That is no receipt code. It has seven groups of four letters or digits; look for one that was misread."
        )
        return _told(request, None, code, problem, 422)
    except NotFound:
        return _told(request, None, code, _("Nothing was said under this code here."), 404)
    if step != "word":
        return _told(request, found, code)
    return _word_back(request, found, code)


def _word_back(request: HttpRequest, found: SayFact, code: str) -> HttpResponse:
    form = forms.WordForm(request.POST)
    if form.is_valid():
        try:
            found = operations.word_back(code=code, text=form.cleaned_data["text"], on=viewer_of(request).on)
        except Invalid as error:
            form.add_error("text", str(error))
        else:
            return _told(request, found, code, added=True)
    return _told(request, found, code, status=422, form=form)


def _told(
    request: HttpRequest, found: SayFact | None, code: str, problem: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = {"found": found, "code": code, "problem": problem, "form": forms.WordForm(), **more}
    return render(request, "gather/say_status.html", context, status=status)
