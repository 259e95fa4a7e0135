"""Nothing outlives its clock, whatever the clocks are set to, and nothing goes before its time."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW, House
from takehold.audit import operations as audit
from takehold.audit.models import Line
from takehold.gather import jobs as gather_jobs
from takehold.gather import models
from takehold.gather.facts.retention import DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS, Kept
from takehold.gather.queries.privacy import privacy_sheet
from takehold.initiatives.models import Initiative
from takehold.ledger import jobs as ledger_jobs
from takehold.ledger.models import Import, PersonNumber, Rejected, Source
from takehold.ledger.operations.housekeeping import KEPT
from takehold.people import jobs as people_jobs
from takehold.people.facts import KEY_DAYS
from takehold.people.models import MachineKey

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CLOCKS = st.fixed_dictionaries({kind: st.integers(FEWEST_DAYS, MOST_DAYS[kind]) for kind in Kept})
AGES = st.lists(st.integers(0, 4000), min_size=1, max_size=3)


def run_the_clock() -> None:
    """As the clock does: until nothing is due any more."""
    for _again in range(60):
        todo = [(room, job) for room in (ledger_jobs, people_jobs, gather_jobs) for job in room.due(NOW)]
        if not todo:
            return
        for room, job in todo:
            room.run(job, now=NOW, home=Path(site.HOME))
    raise AssertionError(f"never done: {todo}")


def make(kind: Kept, age: int, source: Source, change: Initiative) -> Any:
    """One thing of a kind, so many days old, as it was made when the defaults held; and how to ask whether it is there."""
    at, ends = NOW - timedelta(days=age), TODAY - timedelta(days=age) + timedelta(days=DEFAULT_DAYS[kind])
    if kind is Kept.SAYS:
        say = models.Say.objects.create(
            receipt_sha256=uuid.uuid4().hex * 2, kind="idea", text="said", said_on=at.date(), expires_on=ends
        )
        return lambda: models.Say.objects.get(pk=say.pk).text != ""
    if kind in (Kept.NOTES, Kept.HEARSAY):
        note = models.Note.objects.create(
            kind="hearsay" if kind is Kept.HEARSAY else "meeting", formality="formal", certainty="told",
            visibility="team", text="noted", happened_on=at.date(), recorded_at=at, expires_on=ends,
        )  # fmt: skip
        return lambda: models.Note.objects.get(pk=note.pk).text != ""
    if kind is Kept.ACTORS:
        row = PersonNumber.objects.create(
            source=source, alias=uuid.uuid4().int >> 66, number=uuid.uuid4().int >> 66, made_on=at.date()
        )
        return lambda: PersonNumber.objects.filter(pk=row.pk).exists()
    if kind is Kept.AUDIT:
        number = audit.record(actor="person:1", action="edited", subject="team:1", now=at).sequence
        return lambda: Line.objects.filter(sequence=number).exists()
    return answered(at, change) if kind is Kept.ANSWERS else uploaded(at, source)


def answered(at: Any, change: Initiative) -> Any:
    wave = models.Wave.objects.create(
        initiative=change, title="x", template="pulse", moment="pulse", definition={}, promise="named",
        opens_on=at.date() - timedelta(days=7), closes_on=at.date(), created_at=at,
    )  # fmt: skip
    cell = models.Cell.objects.create(wave=wave, number=1, name="Ward 1", team_ids=[1], invited=8)
    sealed = {"promise_version": "1", "promise_text": {"en": "x"}, "promise_sha256": "a" * 64}
    models.Wave.objects.filter(pk=wave.pk).update(state="open", opened_at=at, **sealed)
    models.Answer.objects.create(wave=wave, cell=cell, week=at.date(), choices={})
    models.Comment.objects.create(wave=wave, cell=cell, question="q", text="a line")
    models.Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=at)
    rows = (models.Answer, models.Comment)
    return lambda: any(model.objects.filter(wave=wave).exists() for model in rows)


def uploaded(at: Any, source: Source) -> Any:
    home = Path(site.HOME) / "quarantine"
    row = Import.objects.create(
        source=source, filename="x.csv", state="refused", stored_as=f"{uuid.uuid4().hex}.csv", recipe_text="",
        recipe_sha256="", content_sha256="", uploaded_by="person:1", created_at=at,
    )  # fmt: skip
    Rejected.objects.create(of=row, line=1, reason="who it was of")
    lost = Import.objects.create(
        source=source, filename="y.csv", state="refused", stored_as="gone", recipe_text="", recipe_sha256="",
        content_sha256="", uploaded_by="person:1", created_at=at, original_kept=False,
    )  # fmt: skip
    Rejected.objects.create(of=lost, line=1, reason="of a file that went earlier")
    draft = models.Draft.objects.create(
        initiative_slug="x", created_at=at, updated_at=at, filename="z.csv", stored_name="upload.csv", size=1,
        sha256="",
    )  # fmt: skip
    files = (home / row.stored_as, home / "drafts" / draft.id.hex / "upload.csv")
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    return lambda: (
        any(file.exists() for file in files) or Rejected.objects.filter(of__in=(row, lost)).exists()
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clocks=CLOCKS, ages=AGES, data=st.data())
def test_nothing_outlives_its_clock_and_nothing_goes_before(
    house: House, clocks: dict[Kept, int], ages: list[int], data: st.DataObject
) -> None:
    with transaction.atomic():
        source = Source.objects.create(key="s", name="S", kind="upload", created_at=NOW)
        change = Initiative.objects.create(slug="c", name="C", created_at=NOW)
        made = []
        for kind in Kept:
            edges = [age for age in (clocks[kind] - 1, clocks[kind] + 2) if age >= 0]
            made += [
                (kind, age, make(kind, age, source, change))
                for age in (*ages, *edges)
                if kind is not Kept.AUDIT
            ]
        oldest = sorted({*ages, clocks[Kept.AUDIT] - 1, clocks[Kept.AUDIT] + 2}, reverse=True)
        Line.objects.all().delete()
        made += [(Kept.AUDIT, age, make(Kept.AUDIT, age, source, change)) for age in oldest]
        for kind, days in clocks.items():
            models.Retention.objects.create(kind=kind, days=days, set_at=NOW)
        run_the_clock()
        for kind, age, is_there in made:
            if age > clocks[kind]:
                assert not is_there(), f"{kind} of {age} days outlived {clocks[kind]}"
            elif age < min(clocks[kind], DEFAULT_DAYS[kind]):
                assert is_there(), f"{kind} of {age} days went before {clocks[kind]}"
        transaction.set_rollback(True)


def test_sessions_and_keys_that_are_over_go(house: House) -> None:
    for key, hours in (("a", -2), ("b", 2)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + timedelta(hours=hours))
        MachineKey.objects.create(
            person_id=house.people["member"], name=key, sha256=key, created_at=NOW,
            expires_on=TODAY + timedelta(days=hours),
        )  # fmt: skip
    run_the_clock()
    assert set(Session.objects.values_list("session_key", flat=True)) == {"b"}
    assert set(MachineKey.objects.values_list("name", flat=True)) == {"b"}
    with pytest.raises(ValueError, match="none of"):
        people_jobs.run("tea", now=NOW, home=Path(site.HOME))


def test_the_sheet_tells_the_numbers_by_which_things_go(house: House) -> None:
    models.Retention.objects.create(kind=Kept.NOTES, days=77, set_at=NOW)
    sheet = privacy_sheet(viewer=house.viewer("works council"), home=Path(site.HOME))
    assert {clock.kind: clock.days for clock in sheet.clocks} == {**DEFAULT_DAYS, Kept.NOTES: 77}
    assert sheet.backup_days == site.BACKUP_DAYS
    assert sheet.session_hours * 3600 == site.SESSION_COOKIE_AGE
    assert sheet.key_days == KEY_DAYS
    assert timedelta(days=MOST_DAYS[Kept.UPLOADS]) == KEPT
    page = house.client("works council").get("/council/privacy/").content.decode()
    for said in (
        "77 days",
        f"{site.BACKUP_DAYS} days",
        f"{KEY_DAYS} days",
        "12 hours after signing in",
    ):
        assert said in page, said
