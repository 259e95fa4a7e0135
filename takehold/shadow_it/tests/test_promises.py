"""The promise of no blame: drafted, signed as it was read, never written over."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed
from takehold.people.models import Person
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.operations import promises, telling
from takehold.shadow_it.queries import promises as promised

from .conftest import PROMISE, TODAY, read, said

pytestmark = pytest.mark.django_db


def test_nobody_tells_before_somebody_signed(house: Any) -> None:
    with pytest.raises(NotAllowed, match="Nobody has signed"):
        telling.tell(viewer=house.viewer("member"), said=said(), now=NOW)
    number = promises.draft(viewer=house.viewer("it lead"), said=PROMISE, now=NOW)
    with pytest.raises(NotAllowed, match="Nobody has signed"):
        telling.tell(viewer=house.viewer("member"), said=said(), now=NOW)
    assert promised.holding() is None
    promises.sign(viewer=house.viewer("sponsor"), number=number, said=PROMISE, now=NOW)
    holds = promised.holding()
    assert holds is not None
    assert (holds.signer, holds.signed_on, holds.office) == ("Sponsor", TODAY, "sponsor")
    assert telling.tell(viewer=house.viewer("member"), said=said(), now=NOW)


def test_the_promise_is_signed_as_it_was_read_and_by_an_executive_alone(house: Any) -> None:
    number = promises.draft(viewer=house.viewer("lead"), said=PROMISE, now=NOW)
    with pytest.raises(NotAllowed):
        promises.sign(viewer=house.viewer("it lead"), number=number, said=PROMISE, now=NOW)
    with pytest.raises(NotAllowed):
        promises.draft(viewer=house.viewer("member"), said=PROMISE, now=NOW)
    other = PromiseInput("Something else.", PROMISE.limits, PROMISE.report_to)
    with pytest.raises(Conflict):
        promises.sign(viewer=house.viewer("council"), number=number, said=other, now=NOW)
    promises.sign(viewer=house.viewer("council"), number=number, said=PROMISE, now=NOW)
    with pytest.raises(Invalid, match="signed already"):
        promises.sign(viewer=house.viewer("sponsor"), number=number, said=PROMISE, now=NOW)


def test_every_signed_version_stays_and_a_draft_does_not_hold(house: Any, tool: int) -> None:
    better = PromiseInput(
        "Nobody is blamed, and nobody has a disadvantage.", PROMISE.limits, PROMISE.report_to
    )
    promises.draft(viewer=house.viewer("it lead"), said=better, now=NOW)
    promises.draft(
        viewer=house.viewer("it lead"), said=better, now=NOW
    )  # a draft is written over, not piled up
    known = promised.versions(viewer=house.viewer("member"))
    assert [(each.number, each.signed_on) for each in known] == [(2, None), (1, TODAY)]
    assert read(house, tool).under == 1
    Person.objects.filter(id=house.people["sponsor"]).delete()
    holds = promised.holding()
    assert holds is not None
    assert (holds.signer, holds.signed_on) == ("", TODAY)
