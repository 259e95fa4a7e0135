import dataclasses

import pytest

from takehold.evidence.facts import Behaviour, Condition, Shape
from takehold.evidence.facts import Test as Check
from takehold.evidence.recipe import parse
from takehold.gather import operations, queries
from takehold.gather.queries import sample

from .conftest import incidents
from .test_operations import brought
from .test_views import MAPPING

EVENTS = b"""ticket,state,at,group
T1,New,2026-01-05 10:00,Ward 1
T1,L2/L3,2026-01-05 11:00,Ward 1
T1,Closed,2026-01-06 10:00,Ward 2
T2,New,2026-01-05 10:00,
T3,,2026-01-05 10:00,Ward 1
"""
COUNTS = b"""team,week,done,of
Ward 1,2026-01-05,7,10
Ward 1,2026-01-12,12,10
"""


@pytest.fixture
def site(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    return settings.HOME


def test_what_was_found_survives_being_kept(house, change, site):
    draft = brought(house, change, site)
    again = queries.draft(viewer=house.viewer("lead"), draft_id=draft.id)
    assert again.sample == draft.sample
    assert draft.sample.names[0] == "number"
    assert draft.sample.column("opened_at").formats
    assert draft.sample.column("nothing") is None
    assert sample.from_json(
        {**dict.fromkeys(("format", "packing", "encoding", "delimiter", "proposed"), ""), "sheets": [], "records": 0,
         "exact": True, "columns": [], "rows": [], "cautions": []}
    ).proposed is None  # fmt: skip


def test_events_are_shown_as_they_would_be_read(house, change, site):
    draft = brought(house, change, site, EVENTS, "history.csv")
    recipe = draft.sample.proposed
    assert recipe.source.shape is Shape.EVENTS
    renamed = dataclasses.replace(recipe, values={"activity": {"L2/L3": "L2"}})
    found = queries.preview(draft=draft, recipe=renamed)
    assert (found.read, found.rejected) == (4, 1)
    assert [(row.line, row.activity) for row in found.rows][:3] == [(2, "New"), (3, "L2"), (4, "Closed")]
    assert [row.line for row in found.rows if row.reason] == [6]
    counts = queries.renamable(draft=draft, recipe=renamed)
    assert {(v.value, v.rows, v.renamed) for v in counts} >= {("New", 2, ""), ("L2/L3", 1, "L2")}


def test_a_ready_behaviour_is_tried_with_the_words_it_takes_for_one(house, change, site):
    log = b"number,incident_state,sys_updated_at,assignment_group\n" + b"".join(
        b"T%d,New,2026-01-05 10:00,Ward 1\nT%d,Active,2026-01-05 %d:00,Ward 1\nT%d,Closed,2026-01-07 10:00,Ward 1\n"
        % (i, i, 11 if i % 2 else 20, i)
        for i in range(10)
    )
    draft = brought(house, change, site, log, "log.csv")
    viewer = house.viewer("lead")
    operations.map_columns(viewer=viewer, draft_id=draft.id, recipe=draft.sample.proposed, now=house.now)
    offers = queries.offers(viewer=viewer, draft_id=draft.id, home=site)
    found = {each.behaviour.key: (each.chances, each.new_way) for each in offers.all}
    assert found["picked-up-in-four-hours"] == (10, 5)


def test_ready_made_counts_are_shown_with_their_figures(house, change, site):
    draft = brought(house, change, site, COUNTS, "weeks.csv")
    recipe = draft.sample.proposed
    assert recipe.source.shape is Shape.COUNTS
    found = queries.preview(draft=draft, recipe=recipe)
    assert found.has_counts
    assert (found.read, found.rejected) == (1, 1)
    assert [(row.team, row.new_way, row.chances) for row in found.rows if not row.reason] == [
        ("Ward 1", 7, 10)
    ]


def test_a_mapping_that_does_not_fit_is_said_in_a_sentence(house, change, site):
    draft = brought(house, change, site)
    missing = parse(MAPPING.replace('"opened_at"', '"closed"'))
    assert "closed" in queries.preview(draft=draft, recipe=missing).problem


def test_offers_put_own_and_frequent_ones_first(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site, incidents(60))
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    found = queries.offers(viewer=viewer, draft_id=draft.id, home=site)
    assert found.whole
    assert found.all[0].behaviour.key == "looked-at"
    assert (found.all[0].own, found.all[0].chances, found.all[0].new_way) == (True, 59, 39)
    rest = [offer.chances or 0 for offer in found.all[1:]]
    assert rest == sorted(rest, reverse=True)
    again = queries.offers(viewer=viewer, draft_id=draft.id, home=site)
    assert again.all == found.all


def test_a_behaviour_is_tried_before_it_is_kept(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site, incidents(60))
    operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=MAPPING, now=house.now)
    own = Behaviour(
        "kb", "KB", opportunity=Condition((Check("incident_state", "is", "Closed"),)),
        new_way=Condition((Check("knowledge", "is", "true"),)),
    )  # fmt: skip
    found = queries.trial(viewer=viewer, draft_id=draft.id, behaviour=own, home=site)
    assert found.chances > found.new_way > 0
    assert found.rate == found.new_way / found.chances


def test_sources_say_which_change_they_feed(house, walk):
    fact = walk.done()
    lead = house.viewer("lead")
    room = queries.source_room(viewer=lead)
    (line,) = room.lines
    assert (line.initiative_slug, line.source.id) == (walk.slug, fact.source_id)
    assert line.imports[0].id == fact.id
    assert [i.slug for i in room.changes] == [walk.slug]


def test_a_test_of_the_column_that_says_what_happened_can_be_tried(house, change, site):
    viewer = house.viewer("lead")
    draft = brought(house, change, site, EVENTS, "history.csv")
    operations.map_columns(viewer=viewer, draft_id=draft.id, recipe=draft.sample.proposed, now=house.now)
    own = Behaviour(
        "closed", "Closed", opportunity=Condition((Check("state", "in", ("New", "Closed")),)),
        new_way=Condition((Check("group", "is", "Ward 2"),)),
    )  # fmt: skip
    found = queries.trial(viewer=viewer, draft_id=draft.id, behaviour=own, home=site)
    assert (found.chances, found.new_way) == (3, 1)


def test_two_who_try_at_the_same_time_do_not_disturb_each_other(house, change, site):
    from concurrent.futures import ThreadPoolExecutor

    from takehold.gather.queries import trying
    from takehold.gather.queries.kept import folder

    draft = brought(house, change, site, incidents(60))
    (file,) = folder(site, draft.id).glob("upload*")
    recipe = parse(MAPPING)
    with ThreadPoolExecutor(4) as pool:
        rows = list(
            pool.map(
                lambda _n: trying.tried(file=file, recipe=recipe, names=draft.sample.names).reading.events,
                range(6),
            )
        )
    assert rows == [59] * 6
    assert len(list(file.parent.glob("trial-*"))) == 1
    assert not list(file.parent.glob("reading-*"))
