"""What a survey promised when it opened is kept by the database itself, raw SQL included."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from takehold.gather.models import Cell, Wave, WaveTeam, YouSaid
from takehold.initiatives.models import Initiative

CHANGES: tuple[tuple[str, Any], ...] = (
    ("promise", "named"),
    ("promise_version", "2"),
    ("promise_text", json.dumps({"en": "We may show your answers."})),
    ("promise_sha256", "0" * 64),
    ("k_scores", 6),
    ("k_comments", 11),
    ("definition", json.dumps({"pages": []})),
    ("languages", json.dumps(["de"])),
    ("tree", "role"),
    ("title", "Another"),
    ("opens_on", "2026-01-01"),
    ("closes_on", "2026-12-31"),
    ("opened_at", "2026-01-01 00:00:00"),
    ("state", "draft"),
    ("state", "answered"),
)


def make(house: Any, change: Any) -> Wave:
    """A survey with one group and one team, open."""
    row = Wave.objects.create(
        initiative_id=Initiative.objects.get(slug=getattr(change, "slug", change)).pk,
        title="Pulse",
        template="pulse",
        moment="pulse 1",
        definition={"pages": [{"elements": []}]},
        languages=["en"],
        promise="confidential",
        opens_on=house.on,
        closes_on=house.on + timedelta(days=7),
        created_at=house.now,
    )
    Cell.objects.create(wave=row, number=1, name="Ward 1", path=["Ward 1"], team_ids=[1], invited=12)
    WaveTeam.objects.create(wave=row, team_id=house.teams["ward-1"])
    opened = {"promise_version": "1", "promise_sha256": "f" * 64, "promise_text": {"en": "Nobody is shown."}}
    Wave.objects.filter(pk=row.pk).update(state="open", opened_at=house.now, **opened)
    return Wave.objects.get(pk=row.pk)


@pytest.fixture
def wave(house: Any, change: Any) -> Wave:
    return make(house, change)


def refused(sql: str, *values: Any) -> bool:
    """Whether the database refuses this statement, and nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


def stored(row: Wave) -> str:
    return row.pk.hex if connection.vendor == "sqlite" else str(row.pk)


@pytest.mark.parametrize("state", ["open", "closed", "answered"])
@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_nothing_promised_changes_once_it_is_open(wave, house, state: str, column: str, value: Any) -> None:
    bring(wave, house, state)
    if column == "state" and (value == state or (state, value) == ("closed", "answered")):
        value = "open" if state != "open" else "draft"
    assert refused(f"UPDATE gather_wave SET {column} = %s WHERE id = %s", value, stored(wave))


def bring(wave: Wave, house: Any, state: str) -> None:
    """Take it forward, step by step."""
    if state in ("closed", "answered"):
        Wave.objects.filter(pk=wave.pk).update(state="closed", closed_at=house.now)
    if state == "answered":
        YouSaid.objects.create(wave=wave, said="a", done=True, answer="b", written_at=house.now)
        Wave.objects.filter(pk=wave.pk).update(state="answered", answered_at=house.now)


@pytest.mark.parametrize("column", ["team_ids", "path", "name", "channel", "invited", "number"])
def test_groups_are_frozen(wave, column: str) -> None:
    value: Any = {"team_ids": "[1, 2]", "path": '["All"]', "invited": 99, "number": 9}.get(column, "x")
    assert refused(f"UPDATE gather_cell SET {column} = %s", value)


def test_only_the_reporting_group_of_a_group_is_written_later(wave) -> None:
    assert Cell.objects.update(atom=1, comment_atom=1) == 1


def test_no_group_and_no_team_comes_later(wave, house) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Cell.objects.create(wave=wave, number=2, name="Five of us", invited=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        WaveTeam.objects.create(wave=wave, team_id=house.teams["ward-2"])


def test_it_is_neither_deleted_nor_replaced(wave) -> None:
    assert refused("DELETE FROM gather_wave WHERE id = %s", stored(wave))
    if connection.vendor == "sqlite":
        columns = ", ".join(f'"{field.column}"' for field in Wave._meta.concrete_fields)
        assert refused(f"INSERT OR REPLACE INTO gather_wave ({columns}) SELECT {columns} FROM gather_wave")


def test_it_opens_only_with_its_words_and_is_answered_only_by_words(wave, house) -> None:
    draft = Wave.objects.get(pk=wave.pk)
    draft.pk, draft.state, draft.promise_sha256 = uuid4(), "draft", ""
    draft.save(force_insert=True)
    assert refused("UPDATE gather_wave SET state = 'open' WHERE id = %s", stored(draft))
    assert refused("UPDATE gather_wave SET state = 'closed' WHERE id = %s", stored(draft))
    bring(wave, house, "closed")
    assert refused("UPDATE gather_wave SET state = 'answered' WHERE id = %s", stored(wave))


def test_a_plan_may_be_changed_and_thrown_away(house, change) -> None:
    row = make(house, change)
    plan = Wave.objects.get(pk=row.pk)
    plan.pk, plan.state = uuid4(), "draft"
    plan.save(force_insert=True)
    Wave.objects.filter(pk=plan.pk).update(k_scores=7, promise="anonymous", title="Other")
    assert Wave.objects.filter(pk=plan.pk).delete()[0] == 1
