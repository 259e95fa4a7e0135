"""Evidence: what may be cited, that it reads the same in a year, and that it is gone when its source is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from conftest import NOW
from takehold.gaps import jobs, models
from takehold.gaps.facts import SourceKind, Sureness
from takehold.gaps.operations import chains, citing
from takehold.gaps.queries import gaps, sources
from takehold.gaps.queries.rights import change_of
from takehold.gather.facts.notes import NoteInput
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Note, Say, Theme
from takehold.gather.operations import notes, opening, says
from takehold.gather.tests.surveying import after
from takehold.gather.tests.surveying import answer as answer_survey
from takehold.gather.tests.surveying import opened as opened_survey
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput, Invalid
from takehold.initiatives.models import DesiredBehaviour, Initiative
from takehold.people.facts import NotYours, RoleKind
from takehold.people.models import Role


@pytest.fixture
def step(house: Any, change: Any, gap: int) -> int:
    """The first answer, which nothing is cited for yet."""
    return chains.add_step(
        viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, cause="tool", text="Nine clicks", now=NOW
    )


@pytest.fixture
def cite(house: Any, change: Any, gap: int, step: int) -> Any:
    """Cites for the step, as the lead."""

    def act(kind: str, ref: object, against: bool = False, role: str = "lead") -> UUID:
        return citing.cite(
            viewer=house.viewer(role), slug=change.slug, gap_id=gap, step_id=step, kind=kind, ref=str(ref),
            against=against, now=NOW,
        )  # fmt: skip

    return act


@pytest.fixture
def opened(house: Any, change: Any, gap: int) -> Any:
    """Opens evidence as somebody."""

    def act(citation: UUID, role: str = "lead") -> Any:
        return citing.open_citation(
            viewer=house.viewer(role), slug=change.slug, gap_id=gap, citation_id=citation, now=NOW
        )

    return act


def said(house: Any, change: Any, text: str = "Nine clicks at night.") -> UUID:
    says.say(
        viewer=house.viewer("member"), on=house.on, nonce=text,
        said=SayInput("obstacle", text, slug=change.slug, team_id=house.teams["ward-1"]),
    )  # fmt: skip
    return Say.objects.get(text=text).id


def noted(house: Any, change: Any, **more: Any) -> UUID:
    told = NoteInput("meeting", "The team wants the short form back.", slug=change.slug, **more)
    return notes.note(viewer=house.viewer("manager"), said=told, now=NOW)


@pytest.fixture
def verdict(change: Any) -> str:
    """How ward 1 stands, worked out; its reference."""
    initiatives.refresh(change.behaviour_id, NOW)
    return "handover/{}"


def test_a_figure_reads_in_a_year_as_it_was_seen(
    house: Any, change: Any, cite: Any, opened: Any, verdict: str
) -> None:
    found = cite("figure", verdict.format(house.teams["ward-2"]))
    first = opened(found)
    assert "Ward 2" in first.text
    assert first.intact
    assert first.today == ""
    row = models.Citation.objects.get(id=found)
    assert row.sha256 == sources.fingerprint(row.seen)
    assert len(row.seen.encode()) <= sources.MOST_BYTES
    DesiredBehaviour.objects.filter(id=change.behaviour_id).update(name="What it is called next year")
    later = opened(found)
    assert later.text == first.text
    assert later.intact
    assert "next year" in later.today
    models.Citation.objects.filter(id=found).update(seen="Another text.")
    assert not opened(found).intact


def test_what_people_wrote_is_never_copied(house: Any, change: Any, cite: Any, opened: Any) -> None:
    found = [cite("said", said(house, change)), cite("note", noted(house, change, visibility="change"))]
    assert list(models.Citation.objects.values_list("seen", flat=True)) == ["", ""]
    assert [opened(each).text for each in found] == [
        "Nine clicks at night.",
        "The team wants the short form back.",
    ]
    assert all(opened(each).intact for each in found)


def test_opening_asks_for_the_source_s_own_right(house: Any, change: Any, cite: Any, opened: Any) -> None:
    """A member reads the gap and not what others said to the lead; nor does a lead who is one no longer."""
    found = cite("said", said(house, change))
    assert opened(found, "manager").text
    with pytest.raises(NotYours):
        opened(found, "member")
    with pytest.raises(NotYours):
        opened(found, "auditor")
    Role.objects.filter(person_id=house.people["lead"]).update(kind=RoleKind.STEWARD, initiative_id=None)
    Initiative.objects.filter(slug=change.slug).update(lead=None)
    with pytest.raises(NotYours):
        opened(found)


def test_nobody_cites_what_they_may_not_read(house: Any, change: Any, cite: Any, verdict: str) -> None:
    mine = noted(house, change, visibility="team")
    with pytest.raises(NotYours):
        cite("note", mine)
    for kind, ref in (("note", "no such"), ("said", UUID(int=3)), ("theme", 77), ("figure", "handover/99"), ("cell", "x"),
                      ("reach", "Nobody")):  # fmt: skip
        with pytest.raises(NotYours):
            cite(kind, ref)
    with pytest.raises(Invalid):
        cite("guess", "1")


@pytest.fixture
def elsewhere(house: Any) -> str:
    """Another change that the same person leads."""
    said = InitiativeInput("Another change", ("Because.",), lead_id=house.people["lead"])
    return initiatives.create(viewer=house.viewer("lead"), said=said, now=NOW)


def test_what_was_said_about_another_change_is_no_evidence_here(
    house: Any, change: Any, elsewhere: str, cite: Any
) -> None:
    """The lead reads both changes; a note, something said, a theme and a survey speak of one."""
    told = NoteInput("meeting", "The printer again.", slug=elsewhere, theme="Printer", visibility="change")
    note = notes.note(viewer=house.viewer("manager"), said=told, now=NOW)
    says.say(
        viewer=house.viewer("member"), on=house.on, nonce="one",
        said=SayInput("obstacle", "The printer is in the way.", slug=elsewhere),
    )  # fmt: skip
    theme = Theme.objects.get().pk
    wave = opened_survey(house, elsewhere)
    for nth in range(9):
        answer_survey(wave, nth)
    assert opening.close_when_due(wave_id=wave.pk, now=after(wave, NOW))
    mine = {"note": note, "said": Say.objects.get().id, "theme": theme, "cell": f"{wave.pk}//worked"}
    here, there = (change_of(house.viewer("lead"), slug) for slug in (change.slug, elsewhere))
    for kind, ref in mine.items():
        seen = {"viewer": house.viewer("lead"), "kind": SourceKind(kind), "ref": str(ref)}
        assert sources.look(change=there, **seen).text, "it is there to be read"
        with pytest.raises(NotYours):
            sources.look(change=here, **seen)
        with pytest.raises(NotYours):
            cite(kind, ref)


def test_notes_about_people_and_hearsay_are_no_evidence(house: Any, change: Any, cite: Any) -> None:
    about = noted(house, change, about_id=house.people["member"], visibility="change")
    with pytest.raises(Invalid, match="about a person"):
        cite("note", about)
    told = NoteInput("hearsay", "They say it is switched off.", slug=change.slug, theme="Switched off")
    mine = notes.note(viewer=house.viewer("lead"), said=told, now=NOW)
    with pytest.raises(Invalid, match="only heard"):
        cite("note", mine)
    viewer = house.viewer("lead")
    on = change_of(viewer, change.slug)
    assert sources.offered(viewer=viewer, change=on, kind=SourceKind.NOTE) == ()


def test_what_was_withdrawn_is_gone_at_once_and_its_step_a_guess_again(
    house: Any, change: Any, gap: int, cite: Any, opened: Any
) -> None:
    note = noted(house, change, visibility="change")
    found = cite("note", note)
    line = gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap).line
    assert line.sureness is Sureness.ONE_SIDED
    notes.withdraw(viewer=house.viewer("manager"), note_id=note, now=NOW)
    seen = opened(found)
    assert (seen.text, seen.citation.withdrawn_on) == ("", NOW.date())
    after = gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap)
    assert after.line.sureness is Sureness.GUESS
    assert after.steps[0].guess


def test_the_clock_sees_what_has_gone_without_anybody_opening_it(
    house: Any, change: Any, cite: Any, tmp_path: Any
) -> None:
    kept, lost = said(house, change), said(house, change, "Once more.")
    cite("said", kept)
    found = cite("said", lost)
    assert jobs.LOOK_AFTER not in jobs.due(NOW)
    Say.objects.filter(id=lost).update(text="")  # its time is over
    later = NOW + timedelta(hours=2)
    assert jobs.LOOK_AFTER in jobs.due(later)
    jobs.run(jobs.LOOK_AFTER, now=later, home=tmp_path)
    assert jobs.LOOK_AFTER not in jobs.due(later)
    gone = models.Citation.objects.filter(withdrawn_on__isnull=False)
    assert [each.id for each in gone] == [found]


def test_the_same_source_is_cited_once_and_can_be_turned_round(
    house: Any, change: Any, gap: int, cite: Any
) -> None:
    first = cite("reach", "Ward 1")
    assert cite("reach", "Ward 1", against=True) == first
    found = gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap)
    assert found.line.sureness is Sureness.DISPUTED
    citing.uncite(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap, citation_id=first, now=NOW)
    assert not models.Citation.objects.exists()


def test_what_shows_a_gap_is_no_evidence_for_why_it_is_so(
    house: Any, change: Any, gap: int, step: int, cite: Any
) -> None:
    lead = house.viewer("lead")
    shows = sources.look(
        viewer=lead, change=change_of(lead, change.slug), kind=SourceKind.REACH, ref="Ward 1"
    )
    citing.show(viewer=lead, gap_id=gap, source=shows, now=NOW)
    with pytest.raises(Invalid, match="says that it is so, not why"):
        cite("reach", "Ward 1")
    found = gaps.gap(viewer=lead, slug=change.slug, gap_id=gap)
    assert (found.line.sureness, found.steps[0].guess) == (Sureness.GUESS, True)
    cite("reach", "Ward 2")
    chains.remove_step(viewer=lead, slug=change.slug, gap_id=gap, step_id=step, now=NOW)
    bare = gaps.gap(viewer=lead, slug=change.slug, gap_id=gap)
    assert bare.line.sureness is Sureness.NOT_ASKED


def test_evidence_names_the_team_and_the_day_of_which_it_tells(
    house: Any, change: Any, gap: int, step: int, verdict: str
) -> None:
    """The day of the figure, not the day on which somebody looked at it."""
    later = replace(house.viewer("lead"), on=house.on + timedelta(days=3), seen={})
    at = {"viewer": later, "slug": change.slug, "gap_id": gap}
    ref = verdict.format(house.teams["ward-2"])
    citing.cite(**at, step_id=step, kind="figure", ref=ref, against=False, now=NOW)
    (told,) = gaps.gap(**at).steps[0].citations
    assert told.label.startswith("Ward 2: ")
    assert (told.told_of, told.seen_on) == (NOW.date(), later.on)
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/{gap}/").content.decode()
    assert "how a team stands, of" in page


def test_what_is_offered_can_be_cited(house: Any, change: Any, cite: Any, verdict: str) -> None:
    """Every kind that has something; each as its list shows it."""
    said(house, change)
    noted(house, change, visibility="change")
    viewer = house.viewer("lead")
    on = change_of(viewer, change.slug)
    kinds = set()
    for kind in SourceKind:
        for each in sources.offered(viewer=viewer, change=on, kind=kind)[:2]:
            found = models.Citation.objects.get(id=cite(kind, each.ref))
            assert found.sha256 == sources.fingerprint(each.text) or kind is SourceKind.REACH
            kinds.add(kind)
    assert kinds == {SourceKind.FIGURE, SourceKind.SAID, SourceKind.NOTE, SourceKind.REACH}
    assert Note.objects.count() == 1


def test_a_long_text_is_cut_at_a_whole_letter() -> None:
    cut = sources.shortened("ü" * 3000)
    assert len(cut.encode()) <= sources.MOST_BYTES
    assert cut.endswith("ü…")
    assert sources.shortened("short") == "short"
