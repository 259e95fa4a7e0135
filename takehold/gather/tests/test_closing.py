"""Groups are frozen at opening, figures at close; between the two, and before the group is large enough, nothing."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest
from django.utils import translation

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure import closing, named, opening, reading
from takehold.gather.disclosure.participation import participation
from takehold.gather.facts.disclosure import NotYet, TooFew, Unheard
from takehold.gather.models.answers import Answer, Comment, Member, NamedAnswer, Release, ReleasedComment
from takehold.gather.tests import answered as a
from takehold.people.facts import NotYours, PersonFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(house: House) -> list[PersonFact]:
    return a.asked(house)


def everybody_answers(
    wave: models.Wave, cells: dict[int, int], *, share: float = 1.0, seed: int = 1, remarks: bool = True
) -> None:
    rng = random.Random(seed)
    for number, (person, cell) in enumerate(cells.items()):
        if rng.random() < share:
            lines = {"free": f"line {number}", "why": f"why {number}"} if remarks else {}
            a.answer(wave, cell, a.choices(rng), lines, person)


def closed(house: House, change: str, asked: list[PersonFact], **also) -> models.Wave:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked, **also)
    everybody_answers(wave, cells)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    wave.refresh_from_db()
    return wave


def test_small_teams_share_a_group_from_the_opening_on(house: House, change: str, asked) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    rows = {row.name: row for row in models.Cell.objects.filter(wave=wave)}
    assert {name: row.invited for name, row in rows.items()} == {
        "Night desk + Ward 4": 11, "Ward 1": 12, "Ward 2": 9, "Ward 3": 14,
    }  # fmt: skip
    assert set(cells) == {person.id for person in asked}
    assert rows["Night desk + Ward 4"].path == ["Hospital", "Surgery", "Night desk + Ward 4"]
    assert set(rows["Night desk + Ward 4"].team_ids) == {house.teams["ward-4"], house.teams["tiny"]}


def test_roles_make_the_groups_where_that_was_chosen(house: House, change: str, asked) -> None:
    jobs = ["Nurse"] * 20 + ["Doctor"] * 8 + ["Porter"] * 2 + [""] * 16
    people = [
        PersonFact(each.id, each.key, each.name, job, each.team_id)
        for each, job in zip(asked, jobs, strict=True)
    ]
    wave, _cells = a.open_survey(house, a.initiative_id(change), people, tree=models.Tree.ROLE)
    names = set(models.Cell.objects.filter(wave=wave).values_list("name", "invited"))
    assert names == {("Nurse", 20), ("Doctor + Porter", 10), ("No role given", 16)}


def test_fewer_than_the_smallest_group_cannot_be_asked(house: House, change: str, asked) -> None:
    with pytest.raises(TooFew, match="Only 4 people would be asked"):
        a.open_survey(house, a.initiative_id(change), asked[:4])


def test_a_moved_half_of_the_staff_changes_nothing_about_an_open_survey(
    house: House, change: str, asked
) -> None:
    from takehold.people import operations as people

    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    before = list(models.Cell.objects.filter(wave=wave).values_list("name", "invited", "team_ids"))
    rows = ["key,name,team,from"] + [f"{each.key},{each.name},ward-4,2026-02-09" for each in asked[:23]]
    people.import_people(viewer=house.viewer("admin"), text="\n".join(rows), now=NOW)
    everybody_answers(wave, cells)
    closing.close(wave_id=wave.pk, now=NOW)
    assert list(models.Cell.objects.filter(wave=wave).values_list("name", "invited", "team_ids")) == before
    assert reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).whole.n == "20-49"


def test_nothing_is_told_before_the_close(house: House, change: str, asked) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    everybody_answers(wave, cells)
    with pytest.raises(NotYet):
        reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    with pytest.raises(NotYet):
        reading.of(viewer=house.viewer("lead"), wave_id=wave.pk, teams=[house.teams["ward-1"]])


def test_participation_is_told_in_fives_and_of_ones_own_teams(house: House, change: str, asked) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    everybody_answers(wave, cells)
    lead = participation(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert {unit[0]: unit[1:] for unit in lead.units} == {
        "Ward 1": (10, 12, 12), "Ward 2": (5, 9, 9), "Ward 3": (10, 14, 14), "Night desk + Ward 4": (10, 11, 11),
    }  # fmt: skip
    assert (lead.low, lead.high, lead.invited) == (35, 46, 46)
    manager = participation(viewer=house.viewer("manager"), wave_id=wave.pk)
    assert [unit[0] for unit in manager.units] == ["Ward 1"]
    closing.close(wave_id=wave.pk, now=NOW)
    assert participation(viewer=house.viewer("lead"), wave_id=wave.pk) is None


def test_a_closed_survey_is_told_in_bands(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert [group.name for group in found.groups] == ["Ward 1", "Ward 2", "Night desk + Ward 4", "Ward 3"]
    assert [group.name for group in found.unions] == ["Medicine", "Surgery"]
    assert found.whole.n == "20-49"
    ward = found.groups[0]
    assert (ward.n, ward.invited, ward.answered_low, ward.answered_high) == ("10-19", 12, 10, 12)
    figures = {figure.question: figure for figure in ward.figures}
    assert set(figures) == {*a.ITEMS, "way", "barrier", *(f"element:{name}" for name in a.ELEMENTS)}
    assert figures["way"].shares[0].label == "Time"
    assert figures["awareness-1"].shares == ()
    assert len({figure.question: figure for figure in found.whole.figures}["awareness-1"].shares) == 5
    with translation.override("de"):
        told = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).whole.figures[0]
    assert told.title == "Frage awareness-1"


def test_closing_again_changes_nothing(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    rows = list(Release.objects.filter(wave=wave).order_by("pk").values_list("pk", "figure"))
    closing.close(wave_id=wave.pk, now=NOW + timedelta(days=1))
    assert list(Release.objects.filter(wave=wave).order_by("pk").values_list("pk", "figure")) == rows
    wave.refresh_from_db()
    assert wave.closed_at == NOW


def test_at_close_the_invitations_go_and_the_answers_get_new_numbers(
    house: House, change: str, asked
) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    everybody_answers(wave, cells)
    numbers = set(Answer.objects.filter(wave=wave).values_list("pk", flat=True))
    lines = set(Comment.objects.filter(wave=wave).values_list("pk", flat=True))
    closing.close(wave_id=wave.pk, now=NOW)
    assert not models.Invitation.objects.filter(wave=wave).exists()
    after = set(Answer.objects.filter(wave=wave).values_list("pk", flat=True))
    assert len(after) == len(numbers) == 46
    assert not after & numbers
    assert not set(Comment.objects.filter(wave=wave).values_list("pk", flat=True)) & lines


def test_a_total_under_five_tells_nothing_at_all(house: House, change: str, asked) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    for person, cell in list(cells.items())[:4]:
        a.answer(wave, cell, a.choices(random.Random(person)), {"free": "me"}, person)
    closing.close(wave_id=wave.pk, now=NOW)
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert (found.whole, found.groups, found.comments) == (None, (), ())
    assert not Release.objects.exists()
    assert not ReleasedComment.objects.exists()


def test_a_manager_reads_everybody_and_the_own_ward(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    found = reading.results(viewer=house.viewer("manager"), wave_id=wave.pk)
    assert [(group.name, group.own) for group in found.groups] == [("Ward 1", True)]
    assert found.unions == ()
    assert {comments.group for comments in found.comments} == {"Medicine"}
    with pytest.raises(NotYours):
        reading.of(viewer=house.viewer("manager"), wave_id=wave.pk, teams=[house.teams["ward-3"]])
    with pytest.raises(NotYours):
        reading.results(viewer=house.viewer("stranger"), wave_id=wave.pk)


def test_any_other_question_is_answered_by_the_smallest_group_that_holds_it(
    house: House, change: str, asked
) -> None:
    wave = closed(house, change, asked)
    lead = house.viewer("lead")
    night = reading.of(viewer=lead, wave_id=wave.pk, teams=[house.teams["tiny"]])
    assert night.name == "Night desk + Ward 4"
    both = reading.of(viewer=lead, wave_id=wave.pk, teams=[house.teams["ward-1"], house.teams["ward-2"]])
    assert both.name == "Medicine"
    across = reading.of(viewer=lead, wave_id=wave.pk, teams=[house.teams["ward-1"], house.teams["ward-3"]])
    assert across.number == 0
    with pytest.raises(Unheard):
        reading.of(viewer=lead, wave_id=wave.pk, teams=[10_000])


def test_a_question_that_few_answered_is_told_of_a_larger_group_by_name(
    house: House, change: str, asked
) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked)
    rng = random.Random(3)
    ward_1 = a.team_cells(house, wave)["ward-1"].pk
    left = 3
    for cell in cells.values():
        said = a.choices(rng)
        if cell == ward_1 and left:
            left -= 1
        elif cell == ward_1:
            said.pop("way")
        a.answer(wave, cell, said)
    closing.close(wave_id=wave.pk, now=NOW)
    found = reading.of(viewer=house.viewer("lead"), wave_id=wave.pk, teams=[house.teams["ward-1"]])
    told = {figure.question: figure for figure in found.figures}
    assert (found.name, told["awareness-1"].group, told["way"].group) == ("Ward 1", "", "Medicine")


def test_comments_of_groups_under_ten_go_to_a_larger_group(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    groups = {each.group: each for each in reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).comments
              if each.question == "free"}  # fmt: skip
    assert set(groups) == {"Medicine", "Ward 3", "Night desk + Ward 4"}
    assert sum(len(each.texts) for each in groups.values()) == 46


def test_an_open_link_is_told_apart_and_added_to_nothing(house: House, change: str, asked) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), asked, links=("poster",))
    poster = opening.open_cell(wave=wave, channel="poster", name="Canteen")
    assert models.Cell.objects.get(pk=poster).channel == "poster"
    everybody_answers(wave, cells)
    for number in range(6):
        a.answer(wave, poster, a.choices(random.Random(number), mean=1))
    closing.close(wave_id=wave.pk, now=NOW)
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert [(group.channel, group.n) for group in found.channels] == [("poster", "5-9")]
    assert "Canteen" not in [group.name for group in found.groups]
    assert found.whole.answered_high == 46


def test_answers_with_names_are_read_by_oneself_and_the_lead(house: House, change: str, asked) -> None:
    wave, _cells = a.open_survey(house, a.initiative_id(change), asked, promise=models.Promise.NAMED)
    for person in asked:
        rng = random.Random(person.id)
        NamedAnswer.objects.create(
            wave=wave, person_id=person.id, choices=a.choices(rng), comments={"free": person.key}
        )
    own = named.own_answer(viewer=house.viewer("member"), wave_id=wave.pk)
    assert own.comments == (("free", "Anything else?", "member"),)
    with pytest.raises(NotYet):
        named.by_name(viewer=house.viewer("lead"), wave_id=wave.pk)
    closing.close(wave_id=wave.pk, now=NOW)
    assert len(named.by_name(viewer=house.viewer("lead"), wave_id=wave.pk)) == 46
    for key in ("manager", "council", "auditor"):
        with pytest.raises(NotYours):
            named.by_name(viewer=house.viewer(key), wave_id=wave.pk)
    assert reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).whole.n == "20-49"


def test_answers_without_names_have_no_own_page(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    assert named.own_answer(viewer=house.viewer("member"), wave_id=wave.pk) is None
    with pytest.raises(NotYours):
        named.by_name(viewer=house.viewer("lead"), wave_id=wave.pk)


def test_a_group_is_compared_only_when_nobody_or_five_people_differ(house: House, change: str, asked) -> None:
    from takehold.people.models import Membership

    first = closed(house, change, asked)
    joiner = house.people["stranger"]
    Membership.objects.create(person_id=joiner, team_id=house.teams["ward-1"], valid_from="2026-02-10")
    second, cells = a.open_survey(
        house, a.initiative_id(change), a.asked(house), opened=a.OPENED + timedelta(days=30)
    )
    everybody_answers(second, cells, seed=2)
    closing.close(wave_id=second.pk, now=NOW + timedelta(days=45))
    found = reading.results(viewer=house.viewer("lead"), wave_id=second.pk)
    assert {each.group for each in found.changes} == {"Ward 2", "Ward 3", "Night desk + Ward 4", "Surgery"}
    assert found.changes[0].earlier_closed_on == NOW.date()
    assert not Member.objects.filter(cell__wave=first).exists()
    assert Member.objects.filter(cell__wave=second).count() == 47


def test_reliability_is_of_the_whole_survey_and_from_fifty_answers_on(
    house: House, change: str, asked
) -> None:
    wave, _cells = a.open_survey(house, a.initiative_id(change), asked)
    cells = a.team_cells(house, wave)
    for number in range(60):
        a.answer(wave, list(cells.values())[number % 5].pk, a.choices(random.Random(number)))
    closing.close(wave_id=wave.pk, now=NOW)
    found = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert [each.items for each in found.reliability] == [2] * 6
    assert all(each.alpha is not None and 0.3 < each.alpha < 1 for each in found.reliability)
    assert found.order_fits in (True, False)
    assert closed(house, change, asked).pk != wave.pk
    assert Release.objects.filter(question__startswith="reliability").values("wave").distinct().count() == 1


def test_nothing_in_a_release_is_finer_than_its_bands(house: House, change: str, asked) -> None:
    wave = closed(house, change, asked)
    kept = Release.objects.filter(wave=wave).exclude(
        question__in=("", "stops")
    )  # which is made of the others
    for row in kept.exclude(question__startswith="reliab"):
        assert set(row.figure) <= {
            "kind", "n", "mean", "coded", "favourable", "unfavourable", "shares", "low", "first", "upper", "h", "fits",
        }  # fmt: skip
        assert "-" in row.figure.get("n", "1000+-"), json.dumps(row.figure)


def test_of_many_groups_names_are_given_and_figures_of_the_one_chosen(
    house: House, change: str, asked
) -> None:
    wave = closed(house, change, asked)
    lead, manager = house.viewer("lead"), house.viewer("manager")
    few = reading.results(viewer=lead, wave_id=wave.pk, most=3)
    assert few.narrowed
    assert len(few.groups) == 4
    assert not any(group.figures for group in (*few.groups, *few.unions))
    assert few.whole.figures
    assert few.comments == ()
    one = reading.results(viewer=lead, wave_id=wave.pk, most=3, group=few.groups[0].number)
    assert [bool(group.figures) for group in one.groups] == [True, False, False, False]
    full = {group.number: group for group in reading.results(viewer=lead, wave_id=wave.pk).groups}
    assert one.groups[0] == full[one.groups[0].number]
    assert {comments.group for comments in one.comments} == {"Medicine"}
    own = reading.results(viewer=manager, wave_id=wave.pk, most=3)
    assert not own.narrowed
    page = house.client("lead").get(f"/waves/{wave.pk}/results/?group=1").content.decode()
    assert "Choose a group" not in page
