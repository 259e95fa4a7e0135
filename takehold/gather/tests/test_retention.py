"""How long things are kept: defaults, an administrator's choice within bounds, and who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from takehold.audit.queries import recent, verify
from takehold.gather.facts.retention import DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS, Kept
from takehold.gather.operations.retention import set_retention
from takehold.gather.queries.retention import clocks, days
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed

pytestmark = pytest.mark.django_db


def test_defaults_stand_until_somebody_chooses(house):
    assert days("says") == 365
    assert days(Kept.HEARSAY) == 56
    assert {clock.kind: clock.days for clock in clocks()} == DEFAULT_DAYS
    assert all(FEWEST_DAYS <= DEFAULT_DAYS[kind] <= MOST_DAYS[kind] for kind in Kept)


def test_an_unknown_kind_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="everything"):
        days("everything")


def test_an_administrator_sets_a_clock_and_it_is_on_record(house):
    set_retention(viewer=house.viewer("admin"), kind="notes", days=90, now=house.now)
    assert days("notes") == 90
    (clock,) = [each for each in clocks() if each.kind is Kept.NOTES]
    assert clock.set_by
    assert clock.default == 365
    assert recent(1)[0].details == {"days": 90}


def test_the_same_again_is_nothing(house):
    set_retention(viewer=house.viewer("admin"), kind="notes", days=365, now=house.now)
    assert not [entry for entry in recent(50) if entry.action == "retention set"]


@pytest.mark.parametrize("role", ["lead", "works council", "steward", "manager"])
def test_nobody_else_sets_it(house, role):
    with pytest.raises(NotAllowed):
        set_retention(viewer=house.viewer(role), kind="notes", days=90, now=house.now)


@pytest.mark.parametrize(("kind", "wanted"), [("notes", 6), ("notes", 5000), ("uploads", 31), ("mood", 30)])
def test_out_of_bounds_is_refused_with_a_sentence(house, kind, wanted):
    with pytest.raises(Invalid):
        set_retention(viewer=house.viewer("admin"), kind=kind, days=wanted, now=house.now)


def test_what_is_over_its_time_goes_and_how_much_is_on_record(house, change):
    from takehold.gather import jobs, models
    from takehold.ledger import operations as ledger
    from takehold.ledger.models import PersonNumber

    source = ledger.register_source(key="x", name="X", kind="upload", now=house.now)
    PersonNumber.objects.create(source_id=source.id, alias=1, number=2, made_on=house.on - timedelta(days=92))
    PersonNumber.objects.create(source_id=source.id, alias=3, number=4, made_on=house.on - timedelta(days=90))
    assert "clear actors" in jobs.due(house.now)
    jobs.run("clear actors", now=house.now, home=settings.HOME)
    assert list(PersonNumber.objects.values_list("alias", flat=True)) == [3]
    assert recent(1)[0].details == {"gone": 1}
    assert "clear actors" not in jobs.due(house.now)
    say = {"kind": "idea", "text": "x", "receipt_sha256": "a" * 64}
    models.Say.objects.create(
        **say, said_on=house.on - timedelta(days=100), expires_on=house.on + timedelta(days=265)
    )
    assert "clear says" not in jobs.due(house.now)
    set_retention(viewer=house.viewer("admin"), kind="says", days=90, now=house.now)
    jobs.run("clear says", now=house.now, home=settings.HOME)
    assert models.Say.objects.get().expires_on == house.on
    assert "clear says" not in jobs.due(house.now)


def test_notes_and_hearsay_follow_a_shorter_clock(house):
    from takehold.gather import jobs, models

    for kind, age in (("meeting", 200), ("hearsay", 50), ("meeting", 20)):
        at = house.now - timedelta(days=age)
        models.Note.objects.create(
            kind=kind, formality="formal", certainty="told", visibility="team", text="x", happened_on=at.date(),
            recorded_at=at, expires_on=house.on + timedelta(days=30),
        )  # fmt: skip
    assert not [job for job in jobs.due(house.now) if job == "clear notes"]
    set_retention(viewer=house.viewer("admin"), kind="notes", days=180, now=house.now)
    set_retention(viewer=house.viewer("admin"), kind="hearsay", days=28, now=house.now)
    jobs.run("clear notes", now=house.now, home=settings.HOME)
    assert models.Note.objects.filter(expires_on=house.on).count() == 2


def test_answers_go_and_what_was_published_stays(house, change):
    from takehold.gather import jobs, models
    from takehold.initiatives.models import Initiative

    wave = models.Wave.objects.create(
        initiative=Initiative.objects.get(), title="x", template="pulse", moment="pulse", definition={}, promise="confidential",
        opens_on=house.on, closes_on=house.on + timedelta(days=7), created_at=house.now,
    )  # fmt: skip
    cell = models.Cell.objects.create(wave=wave, number=1, name="Ward 1", team_ids=[1], invited=8)
    sealed = {"promise_version": "1", "promise_text": {"en": "x"}, "promise_sha256": "a" * 64}
    models.Wave.objects.filter(pk=wave.pk).update(state="open", opened_at=house.now, **sealed)
    models.Answer.objects.create(wave=wave, cell=cell, week=house.on, choices={})
    models.Release.objects.create(wave=wave, atom=0, name="all", question="q", figure={})
    models.Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=house.now)
    later = house.now + timedelta(days=731)
    assert "clear answers" in jobs.due(later)
    assert "clear answers" not in jobs.due(later - timedelta(days=2))
    jobs.run("clear answers", now=later, home=settings.HOME)
    assert not models.Answer.objects.exists()
    assert models.Release.objects.exists()


def test_old_lines_of_the_audit_go_and_the_chain_still_proves_itself(house):
    from takehold.gather import jobs

    before = len(recent(500))
    later = house.now + timedelta(days=1097)
    assert "clear audit" in jobs.due(later)
    jobs.run("clear audit", now=later, home=settings.HOME)
    assert len(recent(500)) == 1
    assert recent(1)[0].details["lines"] == before
    assert verify().ok
    assert "clear audit" not in jobs.due(later)
