"""The works council's yes, its waiver, its end; the sheet it reads; and that nothing about persons comes in before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from takehold.audit.queries import recent
from takehold.evidence.recipe import parse
from takehold.gather.models import Draft, PersonsAgreement
from takehold.gather.operations.agreements import agree, waive, withdraw
from takehold.gather.operations.mapping import refuse_persons, use_mapping_text
from takehold.gather.operations.start import start_import
from takehold.gather.queries.agreements import agreement, persons_allowed
from takehold.gather.queries.privacy import privacy_sheet
from takehold.gather.tests.conftest import incidents
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.ledger.models import Import, PersonNumber
from takehold.people.facts import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
WHY = "There is no works council here; staff were told on 1 March."
RECIPE = """[source]
format = "csv"
shape = "cases"
[columns]
case = "number"
at = "opened"
team = "group"
actor = "resolved_by"
"""


def test_nobody_is_loaded_before_a_yes(house):
    assert not persons_allowed(house.on)
    agree(viewer=house.viewer("works council"), words="For ward data only.", now=house.now)
    assert persons_allowed(house.on)
    assert not persons_allowed(house.on - timedelta(days=1))
    assert agreement(house.on).how == "yes"
    assert agreement(house.on).given_by == "Works Council"


def test_a_yes_twice_is_one(house):
    for _again in range(2):
        agree(viewer=house.viewer("works council"), words="", now=house.now)
    assert len([entry for entry in recent(50) if entry.action == "works council agreed"]) == 1


@pytest.mark.parametrize("role", ["lead", "steward", "manager", "auditor", "works council"])
def test_only_an_administrator_waives_and_only_with_words(house, role):
    with pytest.raises(NotAllowed):
        waive(viewer=house.viewer(role), words=WHY, now=house.now)
    with pytest.raises(Invalid):
        waive(viewer=house.viewer("admin"), words="none here", now=house.now)
    waive(viewer=house.viewer("admin"), words=WHY, now=house.now)
    assert agreement(house.on).given_by == "Ada Admin"


@pytest.mark.parametrize("role", ["lead", "steward", "manager", "admin"])
def test_only_the_works_council_says_yes(house, role):
    with pytest.raises(NotAllowed):
        agree(viewer=house.viewer(role), words="", now=house.now)
    with pytest.raises(NotYours):
        agree(viewer=house.viewer("stranger"), words="", now=house.now)


def test_the_end_forgets_every_number(house, change):
    agree(viewer=house.viewer("works council"), words="", now=house.now)
    source = ledger.register_source(key="x", name="X", kind="upload", now=house.now)
    PersonNumber.objects.create(source_id=source.id, alias=1, number=2, made_on=house.on)
    with pytest.raises(NotAllowed):
        withdraw(viewer=house.viewer("admin"), now=house.now)
    withdraw(viewer=house.viewer("works council"), now=house.now)
    assert not persons_allowed(house.on)
    assert not PersonNumber.objects.exists()
    withdraw(viewer=house.viewer("works council"), now=house.now)  # again: nothing
    assert len([entry for entry in recent(50) if "withdrawn" in entry.action]) == 1


def test_a_yes_that_is_withdrawn_in_the_evening_holds_no_more_on_that_day(house):
    agree(viewer=house.viewer("works council"), words="", now=house.now)
    evening = house.now.replace(hour=2) + timedelta(days=1)
    with timezone.override("America/Los_Angeles"):
        withdraw(viewer=house.viewer("works council"), now=evening)
    assert not persons_allowed(house.on)


def test_a_works_council_ends_a_waiver_too(house):
    waive(viewer=house.viewer("admin"), words=WHY, now=house.now)
    withdraw(viewer=house.viewer("works council"), now=house.now)
    assert not persons_allowed(house.on)


def test_a_mapping_that_says_who_did_it_needs_the_yes(house):
    with pytest.raises(NotAllowed, match="works council"):
        refuse_persons(parse(RECIPE), persons=False)
    refuse_persons(parse(RECIPE), persons=True)
    with pytest.raises(NotAllowed, match="Persons are not followed"):
        refuse_persons(parse(RECIPE.replace('team = "group"', 'team = "assigned_to"')), persons=True)
    with pytest.raises(NotAllowed, match="Persons are not followed"):
        refuse_persons(parse(RECIPE.replace('team = "group"', 'team = "resolved_by"')), persons=True)


def test_the_mapping_page_asks_who_did_it_only_with_the_yes(house, walk):
    """From the upload to the stored numbers, as the pages go."""
    draft = walk.draft_id(walk.upload())
    assert "Who did it" not in walk.client.get(f"/data/{draft}/columns/").content.decode()
    waive(viewer=house.viewer("admin"), words=WHY, now=house.now)
    PersonsAgreement.objects.update(on=date(2026, 1, 1))
    assert "Who did it" in walk.client.get(f"/data/{draft}/columns/").content.decode()
    walk.columns(draft, actor="knowledge")
    assert 'actor = "knowledge"' in Draft.objects.get(id=draft).recipe_text


def sheet(house, role):
    return privacy_sheet(viewer=house.viewer(role), home=settings.HOME)


def test_the_sheet_says_what_is_set(house):
    found = sheet(house, "member")
    assert found.floor == 5
    assert (found.k_scores, found.k_comments) == (5, 10)
    assert ("admin", ("Ada Admin",)) in found.holders
    assert dict(found.counted)["manager"] == 2
    assert not any((found.may_agree, found.may_waive, found.may_withdraw, found.may_set))
    assert sheet(house, "works council").may_agree
    assert sheet(house, "admin").may_waive
    with pytest.raises(NotYours):
        sheet(house, "stranger")


def test_the_page_records_and_withdraws(house):
    council = house.client("works council")
    assert "nobody has agreed" in council.get("/council/privacy/").content.decode()
    assert council.post("/council/privacy/agree/", {"words": "Until 2027."}).status_code == 302
    text = council.get("/council/privacy/").content.decode()
    assert "The works council has agreed, by Works Council" in text
    assert "Until 2027." in text
    assert house.client("lead").post("/council/privacy/withdraw/").status_code == 403
    assert council.post("/council/privacy/withdraw/").status_code == 302
    assert not Import.objects.filter(persons=True).exists()


def test_an_administrator_sets_the_clocks_on_the_page_all_or_none(house):
    admin = house.client("admin")
    days = {
        "answers": 700,
        "notes": 100,
        "hearsay": 30,
        "says": 200,
        "actors": 60,
        "uploads": 20,
        "audit": 900,
    }
    assert admin.post("/council/privacy/retention/", {**days, "uploads": 99}).status_code == 422
    assert {clock.days for clock in sheet(house, "admin").clocks} & {100, 200, 900} == set()
    assert admin.post("/council/privacy/retention/", days).status_code == 302
    assert {clock.kind.value: clock.days for clock in sheet(house, "admin").clocks} == days
    assert "100 days" in house.client("works council").get("/council/privacy/").content.decode()
    assert house.client("works council").post("/council/privacy/retention/", days).status_code == 403


def test_programs_read_the_same_sheet_and_say_the_same(house):
    council = house.client("works council")
    found = council.get("/api/v1/council/privacy").json()
    assert found["agreement"] is None
    assert found["floor"] == 5
    said = council.post(
        "/api/v1/council/privacy/agree", {"words": "Yes."}, content_type="application/json"
    ).json()
    assert said["agreement"]["how"] == "yes"
    assert council.post("/api/v1/council/privacy/withdraw").json()["agreement"] is None
    short = house.client("admin").post(
        "/api/v1/council/privacy/agree", {"words": "no"}, content_type="application/json"
    )
    assert short.status_code == 422


def test_from_the_upload_to_the_numbers(house, walk):
    """A column that says who did it becomes numbers, which are counted with the rest."""
    waive(viewer=house.viewer("admin"), words=WHY, now=house.now)
    PersonsAgreement.objects.update(on=date(2026, 1, 1))
    draft = walk.draft_id(walk.upload())
    walk.columns(draft, actor="knowledge")
    row = Draft.objects.get(id=draft)
    text = row.recipe_text + (
        '\n[[behaviour]]\nkey = "checked"\nname = "Checked"\nnew_way = { u_priority_confirmation = "true" }\n'
    )
    use_mapping_text(viewer=house.viewer("lead"), draft_id=row.id, text=text, now=house.now)
    fact = start_import(viewer=house.viewer("lead"), draft_id=row.id, now=house.now, home=settings.HOME)
    ledger.run_import(import_id=fact.id, now=house.now, home=settings.HOME)
    assert Import.objects.get(pk=fact.id).persons
    assert PersonNumber.objects.count() == 2  # "true" and "false" stand for two people here
    withdraw(viewer=house.viewer("works council"), now=house.now)
    again = walk.draft_id(walk.upload(incidents(30, first=500)))
    with pytest.raises(NotAllowed, match="works council"):
        use_mapping_text(viewer=house.viewer("lead"), draft_id=again, text=text, now=house.now)
