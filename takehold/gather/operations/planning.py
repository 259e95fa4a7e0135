"""Planning a survey: from a moment, a ready survey and a change's audience; and its JSON in and out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.surveys import LANGUAGES, NotAStep, Plan
from takehold.gather.models import OpenLink, Promise, Tree, Wave, WaveState, WaveTeam
from takehold.gather.queries import survey_json, survey_templates
from takehold.gather.queries.asking import reached
from takehold.gather.queries.doors import CHANNELS, LINK
from takehold.gather.queries.surveys import change_to_ask, editable
from takehold.initiatives.facts import Initiative, Invalid
from takehold.people.facts import Viewer

LONGEST: Final = timedelta(days=60)
LEAST_K, LEAST_COMMENTS, MOST_K = 5, 10, 100


class BadPlan(Invalid):
    """The plan does not hold. ``str()`` is a sentence; ``field`` where it stands in a form."""


def plan_survey(*, viewer: Viewer, slug: str, said: Plan, now: datetime) -> UUID:
    """Write down a new plan. It opens by itself on its day. Raises ``BadPlan``."""
    change = change_to_ask(viewer=viewer, slug=slug)
    _check(viewer, change, said)
    definition = survey_templates.definition(said.template, change.reasons)
    _languages(said, definition)
    with transaction.atomic():
        row = Wave.objects.create(
            initiative_id=change.id,
            definition=definition,
            created_by_id=viewer.person_id,
            created_at=now,
            moment=said.moment,
            **_columns(said),
        )
        _parts(row, said)
        _tell(viewer, row, "survey planned", now)
    return row.pk


def edit_plan(*, viewer: Viewer, wave_id: UUID, said: Plan, version: int, now: datetime) -> None:
    """Change a plan while nobody has been asked. What somebody else changed meanwhile is not overwritten."""
    row, change = editable(viewer, wave_id)
    _still_a_plan(row)
    _check(viewer, change, said)
    definition = row.definition
    if said.template not in (row.template, survey_templates.OWN):
        definition = survey_templates.definition(said.template, change.reasons)
    _languages(said, definition)
    with transaction.atomic():
        changed = Wave.objects.filter(pk=row.pk, state=WaveState.DRAFT, version=version).update(
            definition=definition, version=version + 1, lease_until=None, **_columns(said)
        )
        if not changed:
            raise BadPlan("", _("Somebody else changed this plan meanwhile. Look at it again."))
        _parts(row, said)
        _tell(viewer, row, "survey plan changed", now)


def replace_definition(*, viewer: Viewer, wave_id: UUID, text: str | bytes, now: datetime) -> None:
    """Take the questions from SurveyJS JSON. Raises ``NotASurvey`` with what cannot be asked."""
    row, _change = editable(viewer, wave_id)
    _still_a_plan(row)
    definition = survey_json.loads(text)
    there = survey_json.languages(definition)
    kept = [code for code in row.languages if code in there] or [there[0]]
    with transaction.atomic():
        changed = Wave.objects.filter(pk=row.pk, state=WaveState.DRAFT).update(
            definition=definition, template=survey_templates.OWN, languages=kept, version=row.version + 1
        )
        if not changed:
            _still_a_plan(Wave.objects.get(pk=row.pk))
        _tell(viewer, row, "survey questions replaced", now)


def discard_plan(*, viewer: Viewer, wave_id: UUID, now: datetime) -> None:
    """Throw a plan away. A survey that has been opened stays."""
    row, _change = editable(viewer, wave_id)
    _still_a_plan(row)
    with transaction.atomic():
        _tell(viewer, row, "survey plan discarded", now)
        Wave.objects.filter(pk=row.pk, state=WaveState.DRAFT).delete()


def _still_a_plan(row: Wave) -> None:
    if row.state != WaveState.DRAFT:
        raise NotAStep(
            _("This survey has been opened: its questions, its promise and its groups stay as they are.")
        )


def _columns(said: Plan) -> dict[str, Any]:
    return {
        "title": said.title.strip(),
        "template": said.template,
        "languages": [code for code in LANGUAGES if code in said.languages],
        "promise": said.promise,
        "tree": said.tree,
        "opens_on": said.opens_on,
        "closes_on": said.closes_on,
        "k_scores": said.k_scores,
        "k_comments": said.k_comments,
    }


def _parts(row: Wave, said: Plan) -> None:
    WaveTeam.objects.filter(wave=row).delete()
    WaveTeam.objects.bulk_create(WaveTeam(wave=row, team_id=team) for team in sorted(said.team_ids))
    wanted = {*said.channels, *([LINK] if said.promise == Promise.ANONYMOUS else [])}
    OpenLink.objects.filter(wave=row).exclude(kind__in=wanted).delete()
    for kind in sorted(wanted):
        OpenLink.objects.get_or_create(wave=row, kind=kind)


def _check(viewer: Viewer, change: Initiative, said: Plan) -> None:
    if not said.title.strip():
        raise BadPlan("title", _("Give the survey a name."))
    if said.promise not in Promise.values or said.tree not in Tree.values:
        raise BadPlan("promise", _("Choose what is promised, and by what results are grouped."))
    if said.promise == Promise.NAMED and said.channels:
        raise BadPlan(
            "channels", _("A survey with names has no open link: nobody would know whose answer it is.")
        )
    if set(said.channels) - set(CHANNELS):
        raise BadPlan("channels", _("There is a link, a poster and a kiosk."))
    _check_days(viewer.on, said)
    if not LEAST_K <= said.k_scores <= MOST_K or not LEAST_COMMENTS <= said.k_comments <= MOST_K:
        raise BadPlan(
            "k_scores", _("Groups have at least 5 answers, those whose comments are shown at least 10.")
        )
    if said.team_ids and not reached(viewer, change, said.team_ids, viewer.on):
        raise BadPlan("teams", _("None of these teams belongs to this change."))


def _check_days(today: date, said: Plan) -> None:
    if said.opens_on < today:
        raise BadPlan("opens_on", _("The opening lies in the past."))
    if said.closes_on <= said.opens_on:
        raise BadPlan("closes_on", _("It closes on a later day than it opens."))
    if said.closes_on - said.opens_on > LONGEST:
        raise BadPlan("closes_on", _("Two months are the most."))


def _languages(said: Plan, definition: Mapping[str, Any]) -> None:
    if not said.languages:
        raise BadPlan("languages", _("Choose at least one language."))
    if missing := set(said.languages) - set(survey_json.languages(definition)):
        names = ", ".join(LANGUAGES.get(code, code) for code in sorted(missing))
        raise BadPlan("languages", _("The questions are not there in: {languages}.").format(languages=names))


def _tell(viewer: Viewer, row: Wave, action: str, now: datetime) -> None:
    audit.record(
        actor=viewer.actor,
        action=action,
        subject=f"survey:{row.pk}",
        now=now,
        details={"initiative": row.initiative_id},
    )
