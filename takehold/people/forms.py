"""What is typed into the pages of this room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.people.facts import RoleKind, TeamFact

MOST_BYTES = 20 * 1024 * 1024

ROLE_WORDS: Final[Mapping[RoleKind, Promise]] = {
    RoleKind.EMPLOYEE: pgettext_lazy("role", "member of a team"),
    RoleKind.MANAGER: pgettext_lazy("role", "manager"),
    RoleKind.LEAD: pgettext_lazy("role", "change lead"),
    RoleKind.SPONSOR: pgettext_lazy("role", "sponsor"),
    RoleKind.COUNCIL: pgettext_lazy("role", "council"),
    RoleKind.IT_LEAD: pgettext_lazy("role", "IT lead"),
    RoleKind.STEWARD: pgettext_lazy("role", "data steward"),
    RoleKind.WORKS_COUNCIL: pgettext_lazy("role", "works council"),
    RoleKind.AUDITOR: pgettext_lazy("role", "auditor"),
    RoleKind.COACH: pgettext_lazy("role", "coach"),
    RoleKind.ADMIN: pgettext_lazy("role", "administrator"),
}


class BringForm(forms.Form):
    """A file of teams or of people."""

    what = forms.ChoiceField(
        label=lazy("What is in the file?"),
        widget=forms.RadioSelect,
        choices=[("teams", lazy("Teams")), ("people", lazy("People"))],
        initial="teams",
    )
    file = forms.FileField(
        label=lazy("File (CSV)"), help_text=lazy("Comma, semicolon or tab between the columns.")
    )

    def clean_file(self) -> str:
        """The text of the file."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Bring it in as several."))
        raw = file.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                text: str = raw.decode(encoding)
                return text
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("The letters of this file cannot be read. Save it as CSV in UTF-8."))


class FloorForm(forms.Form):
    """The smallest group that is shown."""

    to = forms.IntegerField(label=lazy("Show no group smaller than"), min_value=5, max_value=200)


class TeamField(forms.CharField):
    """A team by name, from the list ``known-teams`` of the page. The value is its id, None where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": "known-teams", "autocomplete": "off"}))
        options.setdefault("max_length", 300)
        super().__init__(**options)
        self.names: Mapping[str, int] = {}

    def clean(self, value: Any) -> Any:
        """The team's id."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        alike = {name: team for name, team in self.names.items() if text.casefold() in name.casefold()}
        same = {team for name, team in alike.items() if name.casefold() == text.casefold()}
        if text in alike or len(same) == 1:
            return alike.get(text) or same.pop()
        if not alike:
            raise forms.ValidationError(_("No team of that name is known here."))
        names = ", ".join(list(alike)[:5])
        raise forms.ValidationError(_("Which team is meant? Type one of: %(names)s") % {"names": names})


def names_of(teams: Iterable[TeamFact]) -> dict[str, int]:
    """How each team is called where one types it: its name, with its key where another has the same."""
    known = list(teams)
    often = Counter(team.name for team in known)
    return {team.name if often[team.name] == 1 else f"{team.name} ({team.key})": team.id for team in known}


class ReorganisedForm(forms.Form):
    """What became of a team."""

    on = forms.DateField(
        label=lazy("On which day?"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    kind = forms.ChoiceField(
        label=lazy("What happened?"),
        choices=[
            ("continues", lazy("One team continues as another")),
            ("merges", lazy("A team was merged into another")),
            ("splits", lazy("A team was split; this is one part")),
            ("new", lazy("A new team")),
        ],
    )
    earlier = TeamField(label=lazy("Earlier team"), required=False)
    later = TeamField(label=lazy("Later team"))

    def __init__(self, *args: Any, teams: Iterable[TeamFact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = names_of(teams)
        for name in ("earlier", "later"):
            cast(TeamField, self.fields[name]).names = self.names


class KeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=lazy("What is the key for?"), max_length=100)
