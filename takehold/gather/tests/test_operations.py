import shutil
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takehold.audit import queries as audit
from takehold.evidence.facts import Behaviour, Condition
from takehold.evidence.facts import Test as Check
from takehold.gather import operations, queries
from takehold.gather.models import Draft
from takehold.gather.operations import quarantine
from takehold.gather.operations.matching import as_csv, keys_of
from takehold.gather.operations.start import source_name
from takehold.gather.queries.lists import signature
from takehold.initiatives import operations as initiative_operations
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger.facts import ImportState
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours

from .conftest import incidents, read
from .test_views import MAPPING


@pytest.fixture
def site(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    return settings.HOME


def brought(house, change, site, content=b"", name="incidents.csv", who="lead"):
    return operations.upload(
        viewer=house.viewer(who),
        slug=change,
        filename=name,
        chunks=iter([content or incidents(20)]),
        now=house.now,
        home=site,
    )


def test_what_streams_in_is_kept_closed_to_others(tmp_path):
    found = quarantine.store(home=tmp_path, filename="a.csv", chunks=iter([b"ab", b"c"]))
    from takehold.gather.queries.kept import path

    kept = path(tmp_path, found.draft_id, found.stored_name)
    assert kept.read_bytes() == b"abc"
    assert (found.size, kept.stat().st_mode & 0o777) == (3, 0o600)


@pytest.mark.parametrize("size", [9, 10, 11])
def test_the_limit_holds_to_the_byte_and_nothing_stays_behind(tmp_path, size):
    def take():
        return quarantine.store(home=tmp_path, filename="a.csv", chunks=iter([b"x" * size]), largest=10)

    if size <= 10:
        assert take().size == size
    else:
        with pytest.raises(quarantine.UploadRefused, match="Nothing was kept"):
            take()
        assert not list(tmp_path.rglob("upload*"))


def test_a_reader_that_breaks_off_leaves_nothing_behind(tmp_path):
    def broken():
        yield b"abc"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        quarantine.store(home=tmp_path, filename="a.csv", chunks=broken())
    assert not list(tmp_path.rglob("upload*"))


def test_a_full_disk_refuses_before_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000})())
    with pytest.raises(quarantine.UploadRefused, match="disk is nearly full"):
        quarantine.store(home=tmp_path, filename="a.csv", chunks=iter([b"a"]))


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_whatever_a_file_is_called_its_place_is_one_of_ours(name):
    try:
        stored = quarantine.stored_name(name)
    except quarantine.UploadRefused:
        return
    assert stored.split(".")[0] == "upload"
    assert "/" not in stored


def test_the_same_columns_in_another_order_are_the_same():
    assert signature(["b", "a"]) == signature(["a", "b"]) != signature(["a", "b", "c"])
    assert source_name("incidents_2026.csv.gz") == "incidents 2026"


def test_only_who_leads_the_change_or_keeps_the_sources_may_bring_a_file(house, change, site):
    for who in ("member", "manager", "stranger", "sponsor", "works council", "auditor"):
        with pytest.raises((NotYours, NotAllowed)):
            brought(house, change, site, who=who)
    for who in ("lead", "steward", "admin"):
        assert brought(house, change, site, who=who).filename == "incidents.csv"
    assert len(list((site / "quarantine" / "drafts").iterdir())) == 3


def test_choices_survive_a_step_back(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    own = Behaviour("filled", "Filled in", new_way=Condition((Check("knowledge", "present"),)))
    operations.add_own(viewer=viewer, draft_id=draft.id, behaviour=own, now=house.now)
    import dataclasses

    again = dataclasses.replace(queries.draft(viewer=viewer, draft_id=draft.id).recipe, behaviours=())
    kept = operations.map_columns(viewer=viewer, draft_id=draft.id, recipe=again, now=house.now)
    assert [b.key for b in kept.recipe.behaviours] == ["looked-at", "filled"]
    with pytest.raises(NotAllowed, match="already"):
        operations.add_own(viewer=viewer, draft_id=draft.id, behaviour=own, now=house.now)


def test_a_chosen_behaviour_joins_the_change_once_and_keeps_its_target(house, change, site, walk):
    viewer = house.viewer("lead")
    for first in (1, 200):
        draft = brought(house, change, site, incidents(20, first=first))
        operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
        operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    found = initiatives.behaviours(viewer=viewer, slug=change)
    assert [(b.key, b.target) for b in found] == [("looked-at", 0.9)]
    assert found[0].measure_id is not None


def test_an_import_needs_a_behaviour_and_its_file(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site)
    with pytest.raises(NotAllowed, match="at least one behaviour"):
        operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    shutil.rmtree(site / "quarantine" / "drafts")
    with pytest.raises(NotAllowed, match="Upload it again"):
        operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)


def test_a_started_file_is_not_changed_any_more(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    with pytest.raises(NotAllowed, match="imported already"):
        operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    operations.discard_draft(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    assert Draft.objects.filter(id=draft.id).exists()


def test_a_refused_file_can_be_read_another_way(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site)
    wrong = MAPPING.replace('timestamps = "%d/%m/%Y %H:%M"', 'timestamps = "%Y"')
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=wrong, now=house.now)
    fact = operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    assert read(str(fact.id)).state is ImportState.REFUSED
    assert operations.expire_drafts(now=house.now, home=site) == 0
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    fact = operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    assert read(str(fact.id)).state is ImportState.DONE


def test_files_leave_quarantine_when_they_are_in_or_after_30_days(house, change, site):
    viewer = house.viewer("lead")
    forgotten = brought(house, change, site)
    taken = brought(house, change, site, incidents(21))
    operations.use_mapping_text(viewer=viewer, draft_id=taken.id, text=MAPPING, now=house.now)
    fact = operations.start_import(viewer=viewer, draft_id=taken.id, now=house.now, home=site)
    assert not queries.drafts_to_expire(now=house.now)
    read(str(fact.id))
    assert queries.drafts_to_expire(now=house.now)
    assert operations.expire_drafts(now=house.now, home=site) == 1
    assert operations.expire_drafts(now=house.now + timedelta(days=31), home=site) == 1
    assert not list((site / "quarantine" / "drafts").iterdir())
    with pytest.raises(NotFound):
        queries.draft(viewer=viewer, draft_id=forgotten.id)


def test_the_same_mapping_is_offered_only_for_the_same_columns(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site)
    with pytest.raises(NotFound):
        operations.reuse_mapping(viewer=viewer, draft_id=draft.id, now=house.now)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site)
    other = brought(house, change, site, incidents(20).replace(b"knowledge", b"kb"))
    assert queries.same_lists(viewer=viewer, draft_id=other.id) == ()
    alike = brought(house, change, site, incidents(22))
    (same,) = queries.same_lists(viewer=viewer, draft_id=alike.id)
    assert same.behaviours == ("Priority is looked at",)
    assert not same.already_imported


def test_a_lead_makes_teams_of_names_that_mean_none_and_a_steward_looks_at_their_size(house, change, site):
    viewer, steward = house.viewer("lead"), house.viewer("steward")
    draft = brought(house, change, site)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    fact = read(str(operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site).id))
    source = fact.source_id

    def make(who, **sizes):
        return operations.make_teams(viewer=who, source_id=source, sizes=sizes, now=house.now)

    with pytest.raises(NotAllowed, match="mean one already"):
        make(viewer, **{"Ward 1": 9})  # the very name of a team is not cut out of it
    with pytest.raises(NotAllowed, match="at least one name"):
        make(viewer)
    assert make(viewer, **{"Agency pool": 7}) == 1
    assert any(
        line.action == "teams made from names" and line.actor == viewer.actor
        for line in audit.recent(limit=20)
    )
    (made,) = queries.source_room(viewer=steward).made
    assert (made.name, made.people, made.by, made.source) == ("Agency pool", 7, "Lead", "incidents")
    assert queries.source_room(viewer=viewer).made == ()
    with pytest.raises(NotYours):
        operations.check_teams(viewer=viewer, team_ids=[made.team_id], now=house.now)
    assert operations.check_teams(viewer=steward, team_ids=[made.team_id], now=house.now) == 1
    assert queries.source_room(viewer=steward).made == ()
    assert make(steward, **{"Ward 1": 7}) == 1  # a steward may at any time, and is asked nothing
    assert queries.source_room(viewer=steward).made == ()
    assert [t.people for t in people.teams(viewer=viewer) if t.name == "Ward 1"] == [12, 7]
    with pytest.raises(NotYours):
        operations.match_labels(
            viewer=house.viewer("manager"), source_id=source, choices=[("Ward 1", None)], now=house.now
        )


def test_teams_that_a_lead_makes_join_a_change_that_is_for_some_teams_only(house, site):
    viewer = house.viewer("lead")
    wards = frozenset({house.teams["ward-1"]})
    slug = initiative_operations.create(
        viewer=viewer,
        said=InitiativeInput(name="For one ward", reasons=("R",), team_ids=wards),
        now=house.now,
    )
    draft = brought(house, slug, site)
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    fact = read(str(operations.start_import(viewer=viewer, draft_id=draft.id, now=house.now, home=site).id))
    operations.make_teams(viewer=viewer, source_id=fact.source_id, sizes={"Agency pool": 7}, now=house.now)
    made = next(team.id for team in people.teams(viewer=viewer) if team.name == "Agency pool")
    assert initiatives.initiative(viewer=viewer, slug=slug).team_ids == {*wards, made}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=30).filter(str.strip), st.integers(0, 99), min_size=1, max_size=6
    )
)
def test_every_label_gets_a_key_of_its_own(sizes):
    import csv
    import io

    rows = list(csv.reader(io.StringIO(as_csv(sizes, keys_of(sizes)), newline="")))[1:]
    assert len({row[0] for row in rows}) == len(sizes)
    assert [row[1] for row in rows] == [" ".join(label.split()) for label in sizes]


def test_in_an_empty_organisation_teams_come_from_the_labels(db, tmp_path, settings):
    from datetime import UTC, datetime

    from takehold.initiatives import operations as initiative_operations
    from takehold.initiatives.facts import InitiativeInput
    from takehold.people import operations as people_operations

    settings.HOME = tmp_path
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    people_operations.create_administrator(email="a@example.org", name="A", now=now)
    admin = people.viewer(user_id=people.user_of(person_key="a@example.org"), on=now.date())
    slug = initiative_operations.create(
        viewer=admin, said=InitiativeInput(name="C", reasons=("because",)), now=now
    )
    draft = operations.upload(
        viewer=admin, slug=slug, filename="a.csv", chunks=iter([incidents(40)]), now=now, home=tmp_path
    )
    operations.use_mapping_text(viewer=admin, draft_id=draft.id, text=MAPPING, now=now)
    fact = read(str(operations.start_import(viewer=admin, draft_id=draft.id, now=now, home=tmp_path).id))
    saved = operations.make_teams(
        viewer=admin, source_id=fact.source_id, sizes={"Ward 1": 9, "ward-2": 8, "": 30}, now=now
    )
    assert saved == 2  # rows that name no team are no team
    assert [(team.name, team.people) for team in people.teams(viewer=admin)] == [("Ward 1", 9), ("ward-2", 8)]
    watching = queries.watching(viewer=admin, import_id=fact.id)
    assert (watching.labels, watching.unmatched) == (4, 2)
