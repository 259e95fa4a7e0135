"""A directive cites how a behaviour stood on a day and what was tried before; each reader sees what they may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.audit.models import Line
from takehold.governance.facts.citations import CitationKind
from takehold.governance.models import DirectiveCitation
from takehold.governance.operations import citations as operations
from takehold.governance.operations import directives
from takehold.governance.queries.citations import citations, figure, offered
from takehold.governance.queries.directives import directive
from takehold.governance.tests.ordered import said, turned, written
from takehold.influence.facts import Approach, AttemptInput, Influence, Kind, StakeholderInput
from takehold.influence.models import Attempt
from takehold.influence.operations import advocacy, stakeholders
from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import Conflict, InitiativeInput, Invalid
from takehold.initiatives.queries import standings
from takehold.people.facts import NotAllowed, NotYours

pytestmark = pytest.mark.django_db
TRIED = "Shown on the ward for two weeks."


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def draft(house: Any, change: Any) -> int:
    """For the change, which is measured, and where something was tried."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    lead = house.viewer("lead")
    audience = stakeholders.write_down(
        viewer=lead, slug=change.slug,
        said=StakeholderInput("Night shifts", Kind.GROUP, Influence.HEARD, "They do it."), now=NOW,
    )  # fmt: skip
    advocacy.attempt(
        viewer=lead, slug=change.slug, stakeholder_id=audience,
        said=AttemptInput(Approach.DEMONSTRATION, NOW.date() - timedelta(days=9), TRIED), now=NOW,
    )  # fmt: skip
    return written(house, change=change.slug)


def cite(house: Any, made: int, ref: str, role: str = "it lead") -> None:
    version = directive(viewer=house.viewer("it lead"), directive_id=made).version
    operations.cite(viewer=house.viewer(role), directive_id=made, ref=ref, version=version, now=NOW)


def refs(house: Any, change: Any) -> list[str]:
    return [each.ref for each in offered(viewer=house.viewer("it lead"), slug=change.slug)]


def test_a_figure_is_pinned_and_an_attempt_is_read_where_it_stands(
    house: Any, change: Any, draft: int
) -> None:
    measured, attempt = refs(house, change)
    assert measured.partition(":")[0] == CitationKind.FIGURE
    assert attempt.partition(":")[0] == CitationKind.ATTEMPT
    cite(house, draft, measured)
    cite(house, draft, attempt)
    pinned, tried = citations(viewer=house.viewer("it lead"), directive_id=draft)
    assert "The handover is written in the record: " in pinned.seen
    assert " chances " in pinned.seen
    (everybody,) = standings(viewer=house.viewer("member"), slug=change.slug)
    assert pinned.seen == figure(everybody), "everybody who may read the change reads the same of it"
    assert (pinned.as_of, len(pinned.sha256)) == (DirectiveCitation.objects.order_by("id")[0].as_of, 64)
    assert TRIED in tried.seen
    assert tried.path.endswith(f"/stakeholders/{Attempt.objects.get().stakeholder_id}/")
    assert DirectiveCitation.objects.get(kind="attempt").seen == ""
    Attempt.objects.update(what="Shown for three weeks.")
    later = replace(house.viewer("it lead"), on=NOW.date() + timedelta(days=200), seen={})
    again, told = citations(viewer=later, directive_id=draft)
    assert again.seen == pinned.seen
    assert "three weeks" in told.seen
    lines = Line.objects.filter(action="evidence of a directive cited")
    assert lines.count() == 2
    assert not any("Shown" in line.details for line in lines)


def test_who_may_not_read_the_change_is_told_that_something_is_cited_and_not_what(
    house: Any, change: Any, draft: int
) -> None:
    for ref in refs(house, change):
        cite(house, draft, ref)
    turned(house.viewer("it lead"), draft, "issue")
    from takehold.initiatives.models import Initiative

    elsewhere = initiatives.create(
        viewer=house.viewer("admin"),
        said=InitiativeInput(
            name="Only surgery", reasons=("So.",), team_ids=frozenset({house.teams["surgery"]})
        ),
        now=NOW,
    )
    DirectiveCitation.objects.update(initiative=Initiative.objects.get(slug=elsewhere))
    for each in citations(viewer=house.viewer("member"), directive_id=draft):
        assert (each.seen, each.path, each.hidden, each.withdrawn) == ("", "", True, False)
    page = house.client("member").get(f"/council/directives/{draft}/").content.decode()
    assert "a change that you do not read" in page
    assert TRIED not in page


def test_what_is_gone_says_so(house: Any, change: Any, draft: int) -> None:
    cite(house, draft, refs(house, change)[1])
    Attempt.objects.all().delete()
    (gone,) = citations(viewer=house.viewer("it lead"), directive_id=draft)
    assert (gone.seen, gone.withdrawn) == ("", True)


def test_what_is_refused(house: Any, change: Any, draft: int) -> None:
    measured, attempt = refs(house, change)
    for ref in ("", "figure:none", "attempt:0", "attempt:x", "song:1"):
        with pytest.raises(Invalid, match="Choose something"):
            cite(house, draft, ref)
    with pytest.raises(NotYours):
        cite(house, draft, measured, role="lead")
    cite(house, draft, measured)
    with pytest.raises(Conflict, match="cited already"):
        cite(house, draft, measured)
    with pytest.raises(Conflict):
        operations.cite(viewer=house.viewer("it lead"), directive_id=draft, ref=attempt, version=1, now=NOW)
    other = written(house)
    with pytest.raises(Invalid, match="for which change"):
        cite(house, other, measured)
    turned(house.viewer("it lead"), draft, "issue")
    with pytest.raises(NotAllowed):
        cite(house, draft, attempt)


def test_another_change_takes_its_citations_with_it(house: Any, change: Any, draft: int) -> None:
    cite(house, draft, refs(house, change)[0])
    version = directive(viewer=house.viewer("it lead"), directive_id=draft).version
    directives.edit(viewer=house.viewer("it lead"), directive_id=draft, said=said(house), version=version, now=NOW)  # fmt: skip
    assert not DirectiveCitation.objects.exists()


def test_the_pages_and_their_twin(house: Any, change: Any, draft: int) -> None:
    writer, address = house.client("it lead"), f"/council/directives/{draft}/grounds/"
    measured, attempt = refs(house, change)
    assert "It cites nothing yet" in writer.get(address).content.decode()
    assert writer.post(address, {"ref": measured, "version": "1"}).status_code == 302
    stale = writer.post(address, {"ref": attempt, "version": "1"})
    assert stale.status_code == 422
    api = f"/api/v1/directives/{draft}"
    told = writer.post(f"{api}/citations", {"ref": attempt, "version": 2}, content_type="application/json")
    assert [each["kind"] for each in told.json()["citations"]] == ["figure", "attempt"]
    page = writer.get(f"/council/directives/{draft}/").content.decode()
    assert "fingerprint of the evidence" in page
    assert TRIED in page
    one, two = (each["id"] for each in told.json()["citations"])
    assert writer.post(f"{address}{one}/out/", {"version": "3"}).status_code == 302
    assert writer.delete(f"{api}/citations/{two}?version=4").json()["citations"] == []
