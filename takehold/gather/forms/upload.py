"""The first step: a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file. What it may be is checked where it is stored, while it streams in."""

    file = forms.FileField(
        label=_("Your export"),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Export it again and upload it."),
        },
    )
