"""Surveys under any sequence of what people may do: planned, opened, answered, moved, closed, answered again, and staff that
changes place meanwhile. Two viewers look on all the time. Nothing is told before the close, no figure is of fewer than was
promised, the answers of two people of one group may change places without a byte changing, and no promise weakens.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conftest import House
from takehold.gather import models
from takehold.gather.disclosure import bands, closing, participation, publishing, reading
from takehold.gather.facts.disclosure import NotYet, TooFew, Unheard
from takehold.gather.facts.surveys import DoorShut, MayNotOpen, NotAStep
from takehold.gather.models.answers import Answer, Comment
from takehold.gather.operations import opening, planning
from takehold.gather.operations.answering import respond
from takehold.gather.operations.last_day import move_last_day
from takehold.gather.operations.planning import BadPlan
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.queries import doors
from takehold.gather.tests.surveying import plan
from takehold.people import operations as people
from takehold.people.facts import NotYours

pytestmark = pytest.mark.django_db
VIEWERS = ("lead", "manager")
PROMISED = ("promise", "k_scores", "k_comments", "tree", "definition", "promise_text", "opens_on")
WEAKER = {
    "promise": "named", "k_scores": 1, "k_comments": 1, "tree": "role", "definition": {"elements": []},
    "promise_text": {"en": "We show everything."}, "opens_on": "2020-01-01", "closes_on": "2036-01-01", "state": "draft",
}  # fmt: skip


class Surveys(RuleBasedStateMachine):
    """One hospital, one change, one survey after the other."""

    house: ClassVar[House]
    slug: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = self.house.now
        self.promised: dict[Any, dict[str, Any]] = {}
        self.wave: models.Wave | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(many=st.sampled_from([4, 12, 30]))
    def one_is_open(self, many: int) -> None:
        """Each sequence begins with a survey that some have answered."""
        self.opens("confidential", "team", 5)
        self.come(many, many)

    # -- what people do ------------------------------------------------------------------------------------------

    @rule(
        promise=st.sampled_from(["confidential", "anonymous", "named"]),
        tree=st.sampled_from(["team", "role"]),
        k=st.integers(5, 8),
    )
    def plan_and_open(self, promise: str, tree: str, k: int) -> None:
        self.opens(promise, tree, k)

    def opens(self, promise: str, tree: str, k: int) -> None:
        said = plan(self.now.date(), promise=promise, tree=tree, k_scores=k, k_comments=10)
        lead = self.viewer("lead")
        wave = planning.plan_survey(viewer=lead, slug=self.slug, said=said, now=self.now)
        try:
            opening.open_survey(viewer=lead, wave_id=wave, now=self.now)
        except (MayNotOpen, TooFew):
            planning.discard_plan(viewer=lead, wave_id=wave, now=self.now)
            return
        self.wave = models.Wave.objects.get(pk=wave)
        self.promised[wave] = {name: getattr(self.wave, name) for name in PROMISED}

    @precondition(lambda self: self.state == "open")
    @rule(seed=st.integers(0, 99), many=st.sampled_from([1, 4, 12]))
    def some_answer(self, seed: int, many: int) -> None:
        self.come(seed, many)

    def come(self, seed: int, many: int) -> None:
        """Whoever comes is taken once; what everybody reads moves only where a step of five is passed."""
        rng = random.Random(seed)
        free = list(models.Invitation.objects.filter(wave=self.wave, used=False).order_by("nonce"))
        for invitation in rng.sample(free, min(many, len(free))):
            before, steps = self.told(), self.steps()
            self.answers(invitation, rng)
            if steps == self.steps():
                assert self.told() == before

    def answers(self, invitation: models.Invitation, rng: random.Random) -> None:
        assert self.wave is not None
        door = doors.door(doors.INVITED, invitation.nonce)
        said = {
            "worked": rng.choice(["always", "mostly", "rarely"]),
            "in-the-way": rng.choice(["why", "how", "time"]),
            "one-line": f"line {invitation.pk}",
        }
        respond(door=door, said=said, key=str(invitation.pk), now=self.now)
        if self.wave.promise != "anonymous":
            with pytest.raises(DoorShut):
                respond(door=door, said=said, key=str(invitation.pk), now=self.now)

    @rule(ward=st.sampled_from(["ward-1", "ward-3", "tiny"]), half=st.integers(0, 1))
    def staff_is_moved(self, ward: str, half: int) -> None:
        """A file from HR puts half of the people elsewhere."""
        on = self.now.date().isoformat()
        moved = [key for key in self.house.people if key.startswith("ward-")][half::2]
        rows = ["key,name,team,from", *(f"{key},{key},{ward},{on}" for key in moved)]
        people.import_people(viewer=self.viewer("admin"), text="\n".join(rows), now=self.now)

    @precondition(lambda self: self.state == "open")
    @rule(days=st.integers(-6, 20), reason=st.sampled_from(["", "The ward moves house."]))
    def the_last_day_is_moved(self, days: int, reason: str) -> None:
        wave = self.fresh()
        to = wave.closes_on + timedelta(days=days)
        with suppress(BadPlan, NotAStep):
            move_last_day(viewer=self.viewer("lead"), wave_id=wave.pk, to=to, reason=reason, now=self.now)
            assert days > 0 or reason

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        if self.state == "open" and self.now.date() > self.fresh().closes_on:
            self.closes()

    def closes(self) -> None:
        """As the clock does it; and once more with answers of one group changed round, which nobody can see."""
        first, atoms = self.closed(swapped={})
        pairs = self.pairs(atoms)
        if pairs:
            assert self.closed(swapped=pairs)[0] == first
        assert self.wave is not None
        assert opening.close_when_due(wave_id=self.wave.pk, now=self.now)

    def closed(self, swapped: dict[int, int]) -> tuple[list[str], dict[int, int]]:
        """What everybody reads after a close, and the group of each cell; nothing of it stays."""
        assert self.wave is not None
        with transaction.atomic():
            for row in Answer.objects.filter(pk__in=swapped):
                row.cell_id = swapped[row.pk]
                row.save(update_fields=["cell"])
            closing.close(wave_id=self.wave.pk, now=self.now, rng=random.Random(9))
            cells = models.Cell.objects.filter(wave=self.wave, atom__isnull=False, channel="")
            found = self.told(), dict(cells.values_list("pk", "atom"))
            transaction.set_rollback(True)
        return found

    def pairs(self, atoms: dict[int, int]) -> dict[int, int]:
        """Of each group with two cells, two answers that change places."""
        found: dict[int, int] = {}
        rows = list(Answer.objects.filter(wave=self.wave, cell__in=atoms).order_by("pk"))
        for atom in set(atoms.values()):
            inside = [row for row in rows if atoms[row.cell_id] == atom]
            other = next((row for row in inside if row.cell_id != inside[0].cell_id), None)
            if other is not None:
                found |= {inside[0].pk: other.cell_id, other.pk: inside[0].cell_id}
        return found

    @precondition(lambda self: self.state == "closed")
    @rule()
    def it_is_answered(self) -> None:
        answer_survey(
            viewer=self.viewer("lead"),
            wave_id=self.fresh().pk,
            lines=[("Slow", True, "A cart.")],
            now=self.now,
        )

    @precondition(lambda self: self.state in ("open", "closed", "answered"))
    @rule(column=st.sampled_from(sorted(WEAKER)))
    def the_promise_is_attacked(self, column: str) -> None:
        if getattr(self.fresh(), column) != WEAKER[column]:
            with pytest.raises(DatabaseError), transaction.atomic():
                models.Wave.objects.filter(pk=self.fresh().pk).update(**{column: WEAKER[column]})

    # -- what must hold ------------------------------------------------------------------------------------------

    @invariant()
    def nothing_promised_has_changed(self) -> None:
        for wave, said in self.promised.items():
            row = models.Wave.objects.get(pk=wave)
            assert {name: getattr(row, name) for name in PROMISED} == said

    @precondition(lambda self: self.state == "open")
    @invariant()
    def nothing_is_told_while_it_is_open(self) -> None:
        for who in VIEWERS:
            with pytest.raises(NotYet):
                reading.results(viewer=self.viewer(who), wave_id=self.fresh().pk)

    @precondition(lambda self: self.state in ("closed", "answered"))
    @invariant()
    def no_figure_is_of_fewer_than_was_promised(self) -> None:
        wave = self.fresh()
        cells = dict(models.Cell.objects.filter(wave=wave, channel="").values_list("pk", "atom"))
        answered: Counter[int | None] = Counter()
        if wave.promise == "named":
            member = dict(models.Member.objects.filter(cell__wave=wave).values_list("person", "cell"))
            rows = models.NamedAnswer.objects.filter(wave=wave).values_list("person", flat=True)
            answered.update(cells[member[person]] for person in rows)
        else:
            rows = Answer.objects.filter(wave=wave, cell__in=cells).values_list("cell", flat=True)
            answered.update(cells[cell] for cell in rows)
        for row in models.Release.objects.filter(wave=wave, channel="", question=""):
            assert sum(answered[atom] for atom in row.figure["atoms"]) >= wave.k_scores
        texts = Comment.objects.filter(wave=wave).count()
        assert models.ReleasedComment.objects.filter(wave=wave).count() in (0, texts)
        if sum(answered.values()) < wave.k_comments and wave.promise == "confidential":
            assert not models.ReleasedComment.objects.filter(wave=wave).exists()

    # -- looking -------------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        return str(self.fresh().state) if self.wave is not None else ""

    def fresh(self) -> models.Wave:
        assert self.wave is not None
        return models.Wave.objects.get(pk=self.wave.pk)

    def viewer(self, who: str) -> Any:
        return replace(self.house.viewer(who), on=self.now.date(), seen={})

    def steps(self) -> list[Any]:
        """The steps of five in which each group's answers are told."""
        used = Counter(
            models.Invitation.objects.filter(wave=self.wave, used=True).values_list("cell_id", flat=True)
        )
        cells = models.Cell.objects.filter(wave=self.wave, channel="").order_by("pk")
        return [STEPS(used[cell.pk], cell.invited) for cell in cells]

    def told(self) -> list[str]:
        """Everything that both viewers read of the survey, and what they are answered about any team."""
        assert self.wave is not None
        wave, found = self.wave.pk, []
        for who in VIEWERS:
            viewer = self.viewer(who)
            try:
                found.append(repr(reading.results(viewer=viewer, wave_id=wave)))
            except NotYet:
                found.append(repr(participation.participation(viewer=viewer, wave_id=wave)))
            for team in self.house.teams.values():
                with suppress(NotYet, NotYours, Unheard):
                    found.append(repr(reading.of(viewer=viewer, wave_id=wave, teams={team})))
            for address in (f"/api/v1/surveys/{wave}", f"/api/v1/surveys/{wave}/participation"):
                with mock.patch("django.utils.timezone.now", return_value=self.now):
                    found.append(json.dumps(self.house.client(who).get(address).json()))
        return found


STEPS = bands.participation
"""As it is, also where a test takes it away from the house."""
LIGHT = settings(
    max_examples=8, stateful_step_count=10, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False, phases=(Phase.generate,),
)  # fmt: skip


@pytest.fixture
def machine(house: House, change: Any) -> type[Surveys]:
    for who in VIEWERS:
        house.client(who).get("/changes/")
    Surveys.house, Surveys.slug = house, change.slug
    return Surveys


def test_no_sequence_tells_more_than_was_promised(machine: type[Surveys]) -> None:
    run_state_machine_as_test(machine, settings=LIGHT)


@pytest.mark.long
def test_no_longer_sequence_does(machine: type[Surveys]) -> None:
    run_state_machine_as_test(
        machine, settings=settings(LIGHT, max_examples=300, stateful_step_count=30, derandomize=False)
    )


def exact(answered: int, invited: int) -> tuple[int, int]:
    return answered, answered


def alone(leaves: Any, k: int) -> Any:
    """Every leaf a group of its own, however small."""
    return tuple((at,) for at in range(len(leaves)))


@pytest.mark.parametrize("rule", ["participation in fives", "groups are put together"])
def test_a_rule_that_is_taken_away_is_missed(machine: type[Surveys], monkeypatch: Any, rule: str) -> None:
    if rule == "participation in fives":
        monkeypatch.setattr(bands, "participation", exact)
    else:
        rules = publishing.Rules(merge=alone, of_a_question=alone)
        monkeypatch.setitem(publishing.publish.__kwdefaults__, "rules", rules)
        monkeypatch.setattr(bands, "size", str)
    with pytest.raises(
        (AssertionError, FlakyFailure)
    ):  # answers are shuffled: not each sequence fails each time
        run_state_machine_as_test(machine, settings=LIGHT)
