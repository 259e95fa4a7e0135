"""A Word template of a body, brought as a file."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.papers import PaperKind
from takehold.governance.queries.paper_fields import PAPER_KINDS

READ = 5 * 1024 * 1024


class PaperForm(forms.Form):
    """What it is for, and the file."""

    kind = forms.ChoiceField(label=lazy("What is it for?"), choices=list(PAPER_KINDS.items()))
    file = forms.FileField(
        label=lazy("Template (.docx)"),
        help_text=lazy("At most 4 MB. What is missing from it is said before it is kept."),
        error_messages={
            "required": lazy("Choose a file first."),
            "empty": lazy("The file is empty."),
        },
    )

    def content(self) -> tuple[PaperKind, str, bytes]:
        """What it is for, its name, and what it holds."""
        file: UploadedFile = self.cleaned_data["file"]
        return PaperKind(self.cleaned_data["kind"]), file.name or "", file.read(READ)
