"""The pages as somebody walks them, without a script; and how many queries each needs."""

from __future__ import annotations

import json
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.initiatives import models, operations, queries
from takehold.initiatives.views import alerts as alert_views

COUNTS = json.loads((Path(__file__).parent / "query_counts.json").read_text())


@pytest.fixture(autouse=True)
def _on_the_day():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def alert(change) -> models.Alert:
    operations.refresh(change.behaviour_id, NOW)
    return models.Alert.objects.get(unit="Ward 1")


def test_a_change_is_begun_edited_and_ended(house) -> None:
    lead = house.client("lead")
    assert lead.get("/changes/new/").status_code == 200
    wrong = lead.post("/changes/new/", {"name": "Read back", "reasons": "", "lead": "Nobody Known"})
    assert wrong.status_code == 422
    assert "Nobody of that name" in wrong.content.decode()
    assert 'value="Read back"' in wrong.content.decode()  # the answer is kept
    typed = {"name": "Read back", "reasons": "Because.", "lead": "Lead", "go_live": "2026-02-02"}
    done = lead.post("/changes/new/", {**typed, "teams": [house.teams["medicine"]]}, follow=True)
    assert done.redirect_chain == [("/changes/read-back/", 302)]
    assert "Because." in done.content.decode()
    page = lead.get("/changes/read-back/edit/").content.decode()
    assert 'value="2026-02-02"' in page
    assert "checked" in page
    lead.post("/changes/read-back/edit/", {**typed, "name": "Read it back", "version": 1})
    late = lead.post("/changes/read-back/edit/", {**typed, "name": "Too late", "version": 1})
    assert late.status_code == 422
    assert "Somebody else changed this meanwhile" in late.content.decode()
    days = {f"team-{house.teams['ward-1']}": "2026-02-09"}
    assert lead.post("/changes/read-back/go-live/", days).status_code == 302
    assert 'value="2026-02-09"' in lead.get("/changes/read-back/go-live/").content.decode()
    lead.post("/changes/read-back/end/")
    assert models.Initiative.objects.get().ended_on == house.on


def test_a_behaviour_is_named_edited_and_its_baseline_begun_anew(house, change) -> None:
    lead, base = house.client("lead"), f"/changes/{change.slug}/behaviours/"
    assert lead.post(base, {"name": "", "target": "85"}).status_code == 422
    assert lead.post(base, {"name": "Nobody is interrupted", "target": "85"}).status_code == 302
    assert "Nobody is interrupted" in lead.get(base).content.decode()
    one = f"{base}nobody-is-interrupted/"
    assert 'value="85"' in lead.get(one).content.decode()
    assert lead.post(one, {"name": "Nobody is interrupted", "target": "90"}).status_code == 302
    assert lead.post(f"{one}baseline/", {"baseline-unit": "Ward 1"}).status_code == 422
    typed = {"baseline-unit": "Ward 1", "baseline-start": "2026-02-02", "baseline-reason": "Other work."}
    assert lead.post(f"{one}baseline/", typed).status_code == 302
    assert models.Baseline.objects.get().reason == "Other work."


def test_what_happened_is_noted(house, change) -> None:
    lead, page = house.client("lead"), f"/changes/{change.slug}/marks/"
    assert lead.post(page, {"on": "2026-01-12", "kind": "form changed", "text": ""}).status_code == 422
    assert (
        lead.post(page, {"on": "2026-01-12", "kind": "form changed", "text": "New form"}).status_code == 302
    )
    assert "New form" in lead.get(page).content.decode()


def test_what_happened_in_a_department_happened_in_its_teams(house, change) -> None:
    page, above = f"/changes/{change.slug}/marks/", house.teams["medicine"]
    typed = {"on": "2026-01-12", "kind": "training", "text": "Trained", "teams": [above]}
    assert house.client("lead").post(page, typed).status_code == 302
    told = queries.initiative(viewer=house.viewer("lead"), slug=change.slug).marks
    (mark,) = [each for each in told if each.text == "Trained"]
    assert mark.team_ids >= {above, house.teams["ward-1"], house.teams["ward-2"]}


def test_precision_is_told_from_the_fifth_answer_on(house, change, alert) -> None:
    models.Alert.objects.filter(unit="").delete()
    copies = [models.Alert.objects.get(pk=alert.pk) for _ in range(alert_views.FEWEST_ANSWERS)]
    for n, copy in enumerate(copies):
        copy.pk, copy.state, copy.resolution = None, "answered", "real" if n else "not_real"
        copy.resolved_at = NOW
        copy.save()
    page = house.client("manager").get(f"/alerts/{alert.pk}/").content.decode()
    assert "Of 5 alerts that were answered real or not, 4 were real." in page
    assert "80" in page


def test_a_team_reads_its_alert_writes_a_line_and_answers(house, change, alert) -> None:
    manager, page = house.client("manager"), f"/alerts/{alert.pk}/"
    text = manager.get(page).content.decode()
    assert "does not say why, nor who" in text
    assert "Too few alerts have been answered" in text
    assert manager.post(f"{page}line/", {"line": " "}).status_code == 422
    assert manager.post(f"{page}line/", {"line": "Agency staff at night."}).status_code == 302
    assert manager.post(f"{page}answer/", {"resolution": "maybe"}).status_code == 422
    assert manager.post(f"{page}answer/", {"resolution": "not_real"}).status_code == 302
    text = house.client("lead").get(page).content.decode()
    assert "Agency staff at night." in text
    assert "Not real, says the team." in text
    assert "Ward 1" in house.client("lead").get("/alerts/").content.decode()


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_queries_a_page_are_pinned(house, change, alert, name: str) -> None:
    address = name.format(slug=change.slug, alert=alert.pk)
    client = house.client("lead")
    client.get("/healthz")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    assert len(seen) == COUNTS[name] <= 15, [each["sql"][:120] for each in seen]


def test_reasons_are_told_anew_and_taken_back_on_their_page(house, change) -> None:
    lead, reader = house.client("lead"), house.client("manager")
    address = f"/changes/{change.slug}/reasons/"
    assert "Two medication errors" in reader.get(address).content.decode()
    assert "<form" not in reader.get(address).content.decode().split('id="content"')[1].split("</main>")[0]
    told = {"kind": "story", "text": "One dose, <b>not</b> two.", "source": "A night nurse"}
    assert reader.post(address, told).status_code == 403
    assert lead.post(address, {**told, "source": ""}).status_code == 422
    page = lead.post(address, told, follow=True).content.decode()
    assert "One dose, &lt;b&gt;not&lt;/b&gt; two." in page
    assert "One dose, &lt;b&gt;not&lt;/b&gt; two." in reader.get(f"/changes/{change.slug}/").content.decode()
    fresh = models.Fresh.objects.get()
    page = lead.post(f"{address}{fresh.pk}/back/", follow=True).content.decode()
    assert 'class="told"' not in page
